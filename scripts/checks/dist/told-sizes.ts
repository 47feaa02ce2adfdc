/** What the documents say of sizes is what they are. */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { Check } from './files'
import { sizes } from './sizes'

const KB = 1024
const ROOT = path.resolve(__dirname, '../../..')
const READMES = ['README.md', 'README.zh-CN.md']
const PAGES = ['docs/en/performance.md', 'docs/zh/performance.md']
/** Nobody writes fractions: a figure is right within so much. KB */
const TOLERANCE = 1

/** The documents that tell each size. */
const TOLD: Record<string, string[]> = {
  'our JS, minified + gzip': [...READMES, ...PAGES],
  'all JS with the SDKs': PAGES,
  'everything a mini program packs': PAGES,
  'all JS and lite-chat': [...READMES, ...PAGES],
  'all JS and tim-wx-sdk': [...READMES, ...PAGES],
}

/** @param read the text of a document, by its path from the root of the project */
export function toldSizes(read = (file: string) => readFileSync(path.join(ROOT, file), 'utf8')): Check {
  return {
    title: 'the documents say how large it is',
    run: (folder) =>
      sizes(folder).flatMap(({ what, bytes }) =>
        (TOLD[what] ?? []).flatMap((file) => {
          const told = [...read(file).matchAll(/(\d+) KB/g)].map(([, number]) => Number(number))
          const isTold = told.some((number) => Math.abs(number - bytes / KB) < TOLERANCE)
          return isTold ? [] : [`${file} does not say ${Math.round(bytes / KB)} KB for ${what}`]
        }),
      ),
  }
}
