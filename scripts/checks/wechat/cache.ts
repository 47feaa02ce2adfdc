/** Packages of the checks that are no dependencies, installed on demand into a folder that survives. */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { npm } from '../../runs/npm'

/**
 * Makes sure that it is there. Throws what npm says if it cannot be installed.
 * @returns the folder whose node_modules/ holds it
 */
export function installed(name: string, version: string): string {
  const folder = path.resolve(__dirname, '../../../node_modules/.cache', `${name}-${version}`)
  const done = path.join(folder, 'installed')
  if (existsSync(done)) return folder
  console.log(`Installing ${name} ${version} into ${path.relative('.', folder)}`)
  mkdirSync(folder, { recursive: true })
  writeFileSync(path.join(folder, 'package.json'), JSON.stringify({ private: true }))
  npm(folder, ['install', '--save-exact', `${name}@${version}`])
  writeFileSync(done, '')
  return folder
}
