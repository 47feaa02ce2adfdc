import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'

/** A shipped folder, read once. Paths are relative to it, with forward slashes. */
export interface ShippedFolder {
  root: string
  files: ReadonlyMap<string, Buffer>
}

export interface Check {
  title: string
  /** answers with one line per problem; none: all is well */
  run(folder: ShippedFolder): string[]
}

/** The scripts that hold our dependencies; ours are all others. */
export const VENDOR = 'vendor.js'

export function readFolder(root: string): ShippedFolder {
  const entries = readdirSync(root, { recursive: true, withFileTypes: true })
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort()
    .map((file): [string, Buffer] => [path.relative(root, file).split(path.sep).join('/'), readFileSync(file)])
  return { root, files: new Map(files) }
}

/** The files whose names end with `extension`, as text. */
export function texts({ files }: ShippedFolder, extension: string): [file: string, text: string][] {
  return [...files].filter(([file]) => file.endsWith(extension)).map(([file, content]) => [file, content.toString()])
}

/** What ends up in a mini program, and what rides along in the npm package: types and licences. */
const MINI_PROGRAM_FILE = /\.(js|json|wxml|wxss|wxs|png|jpg|jpeg|gif|svg|mp3|aac|m4a|wav)$/
const COMPANIONS = ['index.d.ts', 'LICENSE.txt', 'LICENSE-THIRD-PARTY.txt']

export const fileTypes: Check = {
  title: 'only mini-program files, and the entries are there',
  run({ files }) {
    const expected = [
      'index.js',
      'TRTCCalling.js',
      'TRTCCalling.json',
      'TRTCCalling.wxml',
      'TRTCCalling.wxss',
      ...COMPANIONS,
    ]
    const missing = expected.filter((file) => !files.has(file)).map((file) => `${file} is missing`)
    const foreign = [...files.keys()].filter((file) => !MINI_PROGRAM_FILE.test(file) && !COMPANIONS.includes(file))
    return [...missing, ...foreign.map((file) => `${file} is of a type that a mini program does not take`)]
  },
}
