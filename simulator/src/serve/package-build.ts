import { spawn } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

/** The repository: package, example, simulator. */
const REPOSITORY = fileURLToPath(new URL('../../..', import.meta.url))
export const EXAMPLE = path.join(REPOSITORY, 'example')

/** What a build reads: files, and folders with all that is in them. */
const SOURCES = [
  'lib',
  'component',
  'rollup.config.js',
  'tsconfig.json',
  'scripts/build/third-party-notices.js',
  'scripts/build/to-es5.js',
  'LICENSE',
  'package.json',
  'package-lock.json',
]

/** What a build writes last: older than a source, or missing, it tells that a build did not end well. */
const LAST_WRITTEN = 'index.d.ts'

/** Is the package built, no older than its sources, and installed in the example? */
export function packageIsBuilt(repository = REPOSITORY): boolean {
  const built = modified(path.join(repository, 'dist', LAST_WRITTEN))
  const copy = path.join(repository, 'example', 'miniprogram_npm', 'trtc-calling-miniprogram', LAST_WRITTEN)
  return modified(copy) >= built && SOURCES.every((source) => newestIn(path.join(repository, source)) <= built)
}

/** Runs `npm run build`, resolves with its warnings. Rejects with its output when it fails. */
export function buildPackage(): Promise<string> {
  return new Promise((resolve, reject) => {
    const npm = spawn('npm', ['run', 'build'], { cwd: REPOSITORY, shell: process.platform === 'win32' })
    let output = ''
    const collect = (chunk: Buffer) => {
      output += chunk.toString()
    }
    npm.stdout.on('data', collect)
    npm.stderr.on('data', collect)
    npm.on('error', reject)
    npm.on('close', (code) => {
      if (code === 0) resolve(warningsIn(output))
      else reject(new Error(`"npm run build" failed:\n\n${output.trim()}`))
    })
  })
}

/** Rollup marks them, and prints them after its progress. */
function warningsIn(output: string): string {
  return (/^\(!\)[^]*/m.exec(output)?.[0] ?? '').trim()
}

/** Milliseconds since the epoch, 0 when it does not exist. */
function modified(file: string): number {
  return fs.statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0
}

/** A folder's own time tells that a file of it was deleted, or moved. */
function newestIn(location: string): number {
  const own = modified(location)
  if (!fs.statSync(location, { throwIfNoEntry: false })?.isDirectory()) return own
  return Math.max(own, ...fs.readdirSync(location).map((name) => newestIn(path.join(location, name))))
}
