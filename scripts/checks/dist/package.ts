/** What `npm pack` would publish. */
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { npmPack } from '../../runs/npm'
import { type Check, type ShippedFolder, texts } from './files'

const ROOT = path.resolve(__dirname, '../../..')

/** Beside dist/: the READMEs, and the pages that they lead to. */
const DOCUMENTS = [
  ...['package.json', 'README.md', 'README.zh-CN.md', 'LICENSE', 'CHANGELOG.md'],
  ...['docs/en', 'docs/zh'].flatMap((folder) =>
    readdirSync(path.join(ROOT, folder)).map((name) => `${folder}/${name}`),
  ),
]

export const packed: Check = {
  title: 'npm packs dist/, the documents, and nothing else',
  run: (folder) =>
    packedProblems(
      npmPack('--dry-run').files.map((file) => file.path),
      [...folder.files.keys()],
    ),
}

/** @param inPackage paths from the package's root; `inDist` from dist/ */
export function packedProblems(inPackage: string[], inDist: string[]): string[] {
  const expected = [...DOCUMENTS, ...inDist.map((file) => `dist/${file}`)]
  const missing = expected.filter((file) => !inPackage.includes(file)).map((file) => `${file} is not packed`)
  const extra = inPackage.filter((file) => !expected.includes(file)).map((file) => `${file} is packed`)
  return [...missing, ...extra]
}

/** What vendor.js is made of; alien-signals is under the reactive wrapper, rfdc under westore. */
const INLINED = ['alien-signals', 'rfdc', 'trtc-wx-sdk', 'tsignaling', 'westore']

export const notices: Check = {
  title: 'the notices of the packages inside are there, with the terms of their licences',
  run: ({ files }) => {
    const sections = (files.get('LICENSE-THIRD-PARTY.txt')?.toString() ?? '').split(/^-{80}$/m)
    return INLINED.flatMap((name) => {
      const section = sections.find((text) => text.trim().startsWith(`${name} `))
      if (!section) return [`LICENSE-THIRD-PARTY.txt does not name ${name}`]
      return /Permission (is hereby granted|to use, copy, modify)/.test(section)
        ? []
        : [`LICENSE-THIRD-PARTY.txt lacks the terms of ${name}`]
    })
  },
}

interface Manifest {
  main?: string
  types?: string
  miniprogram?: string
  exports?: Record<string, string | Record<string, string>>
  sideEffects?: boolean | string[]
}

export const manifest: Check = {
  title: 'package.json leads WeChat, TypeScript and bundlers to what is there',
  run: (folder) => manifestProblems(readManifest(), folder),
}

function readManifest(): Manifest {
  return JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as Manifest
}

export function manifestProblems(pkg: Manifest, folder: ShippedFolder): string[] {
  const problems = pkg.miniprogram === 'dist' ? [] : ['"miniprogram" must be "dist": "build npm" copies that folder']
  const targets = Object.values(pkg.exports ?? {}).flatMap((target) =>
    typeof target === 'string' ? [target] : Object.values(target),
  )
  for (const target of [pkg.main ?? '', pkg.types ?? '', ...targets]) {
    const [, file] = /^(?:\.\/)?dist\/([^*]+)$/.exec(target) ?? []
    if (file !== undefined ? folder.files.has(file) : /^\.\/(package\.json|dist\/\*)$/.test(target)) continue
    problems.push(`package.json names "${target}", which is not there`)
  }
  return [...problems, ...droppedComponents(pkg, folder)]
}

/** A component registers itself when its script runs: a bundler that takes it for unused drops it. */
function droppedComponents({ sideEffects = true }: Manifest, folder: ShippedFolder): string[] {
  if (sideEffects === true) return []
  const globs = (sideEffects || []).map(
    (glob) => new RegExp(`^${glob.replace(/[.]/g, '\\.').replace(/\*/g, '[^/]*')}$`),
  )
  return texts(folder, '.json')
    .filter(([, text]) => (JSON.parse(text) as { component?: boolean }).component)
    .map(([file]) => `dist/${file.replace(/json$/, 'js')}`)
    .filter((script) => !globs.some((glob) => glob.test(script)))
    .map((script) => `"sideEffects" lacks ${script}, which registers a component`)
}
