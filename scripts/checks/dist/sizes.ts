import { readFileSync } from 'node:fs'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { type Check, type ShippedFolder, VENDOR } from './files'

const KB = 1024
const ROOT = path.resolve(__dirname, '../../..')

interface Size {
  what: string
  bytes: number
  /** bytes that it may not exceed */
  limit: number
}

/** Sizes that have a limit. A mini program's main package may have 2 MB, and the app wants some of it. */
export function sizes({ files }: ShippedFolder): Size[] {
  const scripts = [...files].filter(([file]) => file.endsWith('.js'))
  const ours = scripts.filter(([file]) => file !== VENDOR).map(([, content]) => content)
  const shipped = [...files].filter(([file]) => !/\.(d\.ts|txt)$/.test(file)).map(([, content]) => content)
  const js = total(scripts.map(([, content]) => content))
  // reached with judging late messages, reading recent conversations, and declining as busy: 1.2 KB
  // and with what holds against hostile peers (random ids, shares and limits per sender, strangers in rooms, names): 2.4 KB
  // and with suspensions, floating windows, whose network is away, and the app’s own sign-in: 1.7 KB
  // and with asking a peer that has muted both whether it is there: 0.8 KB
  const chat = (file: string): number => readFileSync(path.join(ROOT, 'node_modules', file)).length
  // raised by 3.2 KB for calls that belong to the app: sessions over pages, moving tags, the call page
  // by 0.7 KB for knowing which tag shows a picture
  // by 0.8 KB for WeChat's small window and the options of the own picture, and 1.2 KB for the picture for the background
  // by 1.1 KB for copies of the package that share a session: how they find each other, and instances that stand in
  // by 0.6 KB for the app's contacts, the tab bar, and what a page that comes later shows of a call
  // by 1.6 KB for windows of all sizes without media queries (their insets, the grid, how the page is held), and 5 KB of
  // styles: the icons' masks in the spelling of either renderer
  // by 0.5 KB for what is drawn over a picture in a narrow grid, a list's half row, avatars clear of controls; WXSS lost its comments
  // by 0.4 KB for the whole screen on the pages of a tab bar, and the wait for the camera's first picture
  // by 4.2 KB for Traditional Chinese and Japanese, and 1.8 KB for previews, answers by voice, setStrings, options of the page
  // by 0.5 KB, and 0.2 KB of styles, for tab bars that the app draws or keeps hidden
  return [
    { what: 'our JS, minified + gzip', bytes: gzipSync(Buffer.concat(ours)).length, limit: 70.4 * KB },
    { what: 'all JS with the SDKs', bytes: js, limit: 300.5 * KB },
    { what: 'everything a mini program packs', bytes: total(shipped), limit: 362.2 * KB },
    { what: 'all JS and lite-chat', bytes: js + chat('@tencentcloud/lite-chat/basic.js'), limit: 523.2 * KB },
    { what: 'all JS and tim-wx-sdk', bytes: js + chat('tim-wx-sdk/tim-wx.js'), limit: 892.9 * KB },
  ]
}

export const budgets: Check = {
  title: 'nothing is larger than its limit',
  run: (folder) => sizes(folder).flatMap((size) => (size.bytes > size.limit ? [describeSize(size)] : [])),
}

export function describeSize({ what, bytes, limit }: Size): string {
  return `${what}: ${(bytes / KB).toFixed(1)} KB of ${limit / KB} KB`
}

function total(contents: Buffer[]): number {
  return contents.reduce((sum, { length }) => sum + length, 0)
}
