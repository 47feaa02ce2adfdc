import { spawn } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

/** The repository: package, example, simulator. */
const REPOSITORY = fileURLToPath(new URL('../../..', import.meta.url))
export const EXAMPLE = path.join(REPOSITORY, 'example')

const SOURCES = ['lib', 'component', 'rollup.config.js', 'package.json']

/** Is the package built, no older than its sources, and installed in the example? */
export function packageIsBuilt(): boolean {
  const built = modified(path.join(REPOSITORY, 'dist', 'index.js'))
  const installed = fs.existsSync(path.join(EXAMPLE, 'miniprogram_npm', 'trtc-calling-miniprogram', 'index.js'))
  return installed && SOURCES.every((source) => newestIn(path.join(REPOSITORY, source)) <= built)
}

/** Runs `npm run build`. Rejects with its output when it fails. */
export function buildPackage(): Promise<void> {
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
      if (code === 0) resolve()
      else reject(new Error(`"npm run build" failed:\n\n${output.trim()}`))
    })
  })
}

/** Milliseconds since the epoch, 0 when it does not exist. */
function modified(file: string): number {
  return fs.statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0
}

function newestIn(location: string): number {
  if (!fs.statSync(location, { throwIfNoEntry: false })?.isDirectory()) return modified(location)
  return Math.max(0, ...fs.readdirSync(location).map((name) => newestIn(path.join(location, name))))
}
