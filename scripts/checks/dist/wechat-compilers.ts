/** WeChat's own compilers for WXML and WXSS, as programs in the package miniprogram-compiler. */
import { spawnSync } from 'node:child_process'
import { chmodSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { type Check, type ShippedFolder } from './files'

const PROGRAMS = path.join(path.dirname(createRequire(__filename).resolve('miniprogram-compiler/package.json')), 'bin')

/** For x64; macOS and Windows run these on ARM as well. */
const FOLDERS: Partial<Record<NodeJS.Platform, string>> = { darwin: 'mac', linux: 'linux', win32: 'windows' }

/** Why the compilers cannot run on such a machine, or undefined. */
export function unavailable(platform = process.platform, arch = process.arch): string | undefined {
  const runs = FOLDERS[platform] !== undefined && (platform !== 'linux' || arch === 'x64')
  return runs ? undefined : `WeChat has no compilers for ${platform} ${arch}`
}

export const wxmlCompiles: Check = {
  title: "WeChat's wcc takes every template",
  unavailable: () => unavailable(),
  run(folder) {
    // it wants to see the modules that a template names
    const modules = filesWith(folder, '.wxs')
    // one template at a time: it stops at the first error
    return filesWith(folder, '.wxml').flatMap((file) =>
      compile(folder, 'wcc', ['-d', '-cc', '0', file, ...modules, '-gn', '$gwx']).map((error) => `${file}: ${error}`),
    )
  },
}

export const wxssCompiles: Check = {
  title: "WeChat's wcsc takes every style",
  unavailable: () => unavailable(),
  run(folder) {
    const styles = filesWith(folder, '.wxss')
    return compile(folder, 'wcsc', ['-lc', '-db', '-pc', String(styles.length), ...styles])
  },
}

function filesWith({ files }: ShippedFolder, extension: string): string[] {
  return [...files.keys()].filter((file) => file.endsWith(extension))
}

/** The first error, if any. */
function compile({ root }: ShippedFolder, program: 'wcc' | 'wcsc', args: string[]): string[] {
  const { status, stderr, error } = spawnSync(executableOf(program), args, { cwd: root, encoding: 'utf8' })
  if (error) return [`${program} does not run: ${error.message}`]
  return status === 0 ? [] : [stderr.trim().split('\n')[0] || `${program} ended with ${status}`]
}

function executableOf(program: string): string {
  const suffix = process.platform === 'win32' ? '.exe' : ''
  const executable = path.join(PROGRAMS, FOLDERS[process.platform] ?? '', program + suffix)
  // the package leaves some of them without the right to run
  chmodSync(executable, 0o755)
  return executable
}
