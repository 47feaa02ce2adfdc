import { spawn } from 'node:child_process'

/** Runs npm or npx where everybody sees what it prints. Resolves with whether it succeeded; never rejects. */
export function run(command: 'npm' | 'npx', args: string[], env: Record<string, string>): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, ...env },
      // both are batch files there
      shell: process.platform === 'win32',
    })
    child.on('error', () => resolve(false))
    child.on('close', (code) => resolve(code === 0))
  })
}
