import { execFileSync } from 'node:child_process'

/** Runs npm in a folder and answers with what it printed. Throws what it complained about if it fails. */
export function npm(folder: string, args: string[]): string {
  const quiet = ['--no-audit', '--no-fund', '--ignore-scripts', '--loglevel=error']
  // through a shell, because npm is a batch file on Windows
  const command = ['npm', ...[...args, ...quiet].map((argument) => `"${argument}"`)].join(' ')
  return execFileSync(command, { cwd: folder, shell: true, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
}
