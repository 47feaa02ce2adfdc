import { type ChildProcess, spawn, type StdioOptions } from 'node:child_process'

type Command = 'npm' | 'npx'

/** Runs npm or npx where everybody sees what it prints. Resolves with whether it succeeded; never rejects. */
export function run(command: Command, args: string[], env: Record<string, string>): Promise<boolean> {
  return ended(start(command, args, env, ['ignore', 'inherit', 'inherit']))
}

/** The same, with what it has printed, on both streams, in one text. */
export async function runUnseen(
  command: Command,
  args: string[],
  env: Record<string, string>,
): Promise<{ succeeded: boolean; output: string }> {
  const child = start(command, args, env, ['ignore', 'pipe', 'pipe'])
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (chunk: string) => (output += chunk))
  }
  return { succeeded: await ended(child), output }
}

function start(command: Command, args: string[], env: Record<string, string>, stdio: StdioOptions): ChildProcess {
  // both are batch files there
  return spawn(command, args, { stdio, env: { ...process.env, ...env }, shell: process.platform === 'win32' })
}

function ended(child: ChildProcess): Promise<boolean> {
  return new Promise((resolve) => {
    child.on('error', () => resolve(false))
    child.on('close', (code) => resolve(code === 0))
  })
}
