import { gzipSync } from 'node:zlib'
import { type Check, type ShippedFolder, VENDOR } from './files'

const KB = 1024

interface Size {
  what: string
  bytes: number
  /** what it may not exceed: where the budget is not met yet, what it was when it was last looked at */
  limit: number
  /** what it should be */
  budget: number
}

/** Sizes that have a budget. A mini program's main package may have 2 MB, and the app wants some of it. */
export function sizes({ files }: ShippedFolder): Size[] {
  const scripts = [...files].filter(([file]) => file.endsWith('.js'))
  const ours = scripts.filter(([file]) => file !== VENDOR).map(([, content]) => content)
  const shipped = [...files].filter(([file]) => !/\.(d\.ts|txt)$/.test(file)).map(([, content]) => content)
  return [
    { what: 'our JS, minified + gzip', bytes: gzipSync(Buffer.concat(ours)).length, limit: 47.7 * KB, budget: 24 * KB },
    {
      what: 'all JS with the SDKs',
      bytes: total(scripts.map(([, content]) => content)),
      limit: 233 * KB,
      budget: 150 * KB,
    },
    { what: 'everything a mini program packs', bytes: total(shipped), limit: 286 * KB, budget: 220 * KB },
  ]
}

export const budgets: Check = {
  title: 'sizes have not grown',
  run(folder) {
    return sizes(folder)
      .filter(({ bytes, limit }) => bytes > limit)
      .map((size) => describeSize(size))
  },
}

export function describeSize({ what, bytes, limit, budget }: Size): string {
  const over = bytes > budget ? `, OVER its budget of ${budget / KB} KB` : ''
  return `${what}: ${(bytes / KB).toFixed(1)} KB of ${limit / KB} KB${over}`
}

function total(contents: Buffer[]): number {
  return contents.reduce((sum, { length }) => sum + length, 0)
}
