/** Runs tests with settings of their own. */
import { spawn } from 'node:child_process'

/**
 * @param project of jest.config.js
 * @param file a part of the path of the files to run
 * @returns whether they passed, and how long it took
 */
export function runTest(
  project: 'unit' | 'random',
  file: string,
  env: Record<string, string>,
): Promise<{ passed: boolean; seconds: number }> {
  const began = Date.now()
  const args = ['jest', '--selectProjects', project, '--runInBand', '--testPathPatterns', file]
  return new Promise((resolve) => {
    const child = spawn('npx', args, {
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, ...env },
      // npx is a batch file there
      shell: process.platform === 'win32',
    })
    const end = (passed: boolean) => resolve({ passed, seconds: (Date.now() - began) / 1000 })
    child.on('error', () => end(false))
    child.on('close', (code) => end(code === 0))
  })
}

/** The whole number after `--name`. @throws Error if it is none */
export function option(name: string, fallback: number): number {
  const at = process.argv.indexOf(`--${name}`)
  if (at < 0) return fallback
  const value = Number(process.argv[at + 1])
  if (Number.isSafeInteger(value) && value > 0) return value
  throw new Error(`--${name} needs a whole number above 0, got ${process.argv[at + 1] ?? 'nothing'}`)
}
