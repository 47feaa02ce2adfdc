/** The signing service as a process of its own. */
import { type ChildProcess, spawn } from 'node:child_process'
import path from 'node:path'
import { build } from 'esbuild'

const ROOT = path.resolve(__dirname, '../../..')

export interface ServiceProcess {
  pid: number
  /** where it listens; rejects with its error output when it ends before that */
  listening: Promise<string>
  /** all it wrote until now, log and errors */
  output(): string
  signal(name: NodeJS.Signals): void
  exited: Promise<{ code: number | null; signal: NodeJS.Signals | null; errors: string }>
}

/**
 * Makes one script of the service's sources: that starts sooner than tsx does, whose source maps make every error expensive
 * besides, and a request that breaks off is one inside of Node.
 * @param user the test file, which has a script of its own
 * @returns its path
 */
export async function bundleService(user: string): Promise<string> {
  const outfile = path.join(ROOT, '.cache/service', user, 'main.mjs')
  await build({
    entryPoints: [path.join(ROOT, 'server/src/main.ts')],
    outfile,
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
  })
  return outfile
}

/**
 * @param args for node: the service as `bundleService` or its own build makes it
 * @param env all there is besides PATH
 */
export function runService(args: readonly string[], env: Readonly<Record<string, string>>): ServiceProcess {
  const child: ChildProcess = spawn(process.execPath, args, {
    cwd: ROOT,
    env: { PATH: process.env['PATH'], ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  let errors = ''
  child.stderr?.on('data', (chunk: Buffer) => (errors += chunk.toString()))
  const exited = new Promise<{ code: number | null; signal: NodeJS.Signals | null; errors: string }>((resolve) => {
    child.once('close', (code, signal) => resolve({ code, signal, errors }))
  })
  const listening = new Promise<string>((resolve, reject) => {
    child.stdout?.on('data', (chunk: Buffer) => {
      output += chunk.toString()
      const address = /Server listening at (http:[^"]+)/.exec(output)
      if (address?.[1] !== undefined) resolve(address[1])
    })
    void exited.then(() => reject(new Error(errors || output)))
  })
  // whoever waits for the exit alone
  listening.catch(() => {})
  return {
    pid: child.pid ?? 0,
    listening,
    output: () => output + errors,
    signal: (name) => void child.kill(name),
    exited,
  }
}
