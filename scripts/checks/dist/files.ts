import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

/** A shipped folder, read once. Paths are relative to it, with forward slashes. */
export interface ShippedFolder {
  root: string
  files: ReadonlyMap<string, Buffer>
}

export interface Check {
  title: string
  /** why it cannot be made on this machine, or undefined */
  unavailable?(): string | undefined
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

/** What a copy lacks, has changed, or has besides. */
export function differences(original: ShippedFolder, copy: ShippedFolder): string[] {
  const lost = [...original.files].flatMap(([file, content]) => {
    const copied = copy.files.get(file)
    if (!copied) return [`${file} is missing in the copy`]
    return copied.equals(content) ? [] : [`${file} is not the same in the copy`]
  })
  const added = [...copy.files.keys()].filter((file) => !original.files.has(file))
  return [...lost, ...added.map((file) => `${file} is in the copy alone`)]
}

/** The files whose names end with `extension`, as text. */
export function texts({ files }: ShippedFolder, extension: string): [file: string, text: string][] {
  return [...files].filter(([file]) => file.endsWith(extension)).map(([file, content]) => [file, content.toString()])
}

/** Runs `use` in a folder of its own, which is gone afterwards. */
export function inTemporaryFolder<T>(use: (folder: string) => T): T {
  const folder = mkdtempSync(path.join(tmpdir(), 'trtc-calling-'))
  try {
    return use(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
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
