import { execFileSync } from 'node:child_process'
import path from 'node:path'

const ROOT = path.resolve(__dirname, '../..')

/** Runs npm in a folder and answers with what it printed. Throws what it complained about if it fails. */
export function npm(folder: string, args: string[]): string {
  const quiet = ['--no-audit', '--no-fund', '--ignore-scripts', '--loglevel=error']
  // through a shell, because npm is a batch file on Windows
  const command = ['npm', ...[...args, ...quiet].map((argument) => `"${argument}"`)].join(' ')
  return execFileSync(command, { cwd: folder, shell: true, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
}

export interface Tarball {
  filename: string
  /** paths from the package's root */
  files: { path: string }[]
}

/** `npm pack` of this package, dist/ as it is. */
export function npmPack(...options: string[]): Tarball {
  const [tarball] = JSON.parse(npm(ROOT, ['pack', '--json', '--workspaces=false', ...options])) as Tarball[]
  if (!tarball) throw new Error('npm pack packed nothing')
  return tarball
}
