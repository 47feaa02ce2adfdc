import path from 'node:path'
import type { Project } from './project'

const { dirname, join } = path.posix

/**
 * WeChat's path rules. `/x` starts at the mini program's root, `./x` and `../x` at the file's folder, and a bare
 * name is looked for beside the file and then in each `miniprogram_npm` on the way up to the root.
 */
export class Resolver {
  constructor(private readonly project: Project) {}

  /** A `usingComponents` value, seen from the JSON in `from`; a path without extension, or null. */
  component(from: string, name: string): string | null {
    const base = relativeTo(from, name)
    const beside = [base, join(base, 'index')].find((path) => this.isComponent(path))
    if (beside !== undefined) return beside
    if (isPath(name)) return null
    return this.firstInPackages(from, name, ['', '/index'], (path) => this.isComponent(path))
  }

  /** A `require` argument, seen from the script `from`; a file, or null. */
  module(from: string, name: string): string | null {
    const base = relativeTo(from, name)
    const endings = isPath(name)
      ? ['', '.js', '.ts', '/index.js', '/index.ts', '.json']
      : ['.js', '.ts', '/index.js', '/index.ts']
    const beside = endings.map((ending) => base + ending).find((file) => this.project.has(file))
    if (beside !== undefined) return beside
    if (isPath(name)) return null
    return this.firstInPackages(from, name, ['.js', '/index.js', ''], (file) => this.project.has(file))
  }

  private isComponent(path: string): boolean {
    return this.project.has(`${path}.json`) || this.project.has(`${path}.wxml`)
  }

  private firstInPackages(
    from: string,
    name: string,
    endings: string[],
    accepts: (path: string) => boolean,
  ): string | null {
    for (let folder = dirname(from); ; folder = dirname(folder)) {
      const base = join(folder, 'miniprogram_npm', name)
      const found = endings.map((ending) => base + ending).find(accepts)
      if (found !== undefined) return found
      if (folder === '.') return null
    }
  }
}

/** Where a path written in the file `from` points to. */
export function relativeTo(from: string, target: string): string {
  return target.startsWith('/') ? target.slice(1) : join(dirname(from), target)
}

function isPath(name: string): boolean {
  return name.startsWith('/') || name.startsWith('.')
}
