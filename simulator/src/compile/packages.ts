import fs from 'node:fs'
import path from 'node:path'
import { build, type BuildFailure } from 'esbuild'
import type { Diagnostics } from './diagnostics'
import { problemIn } from './syntax'

interface PackageJSON {
  main?: string
  miniprogram?: string
  dependencies?: Record<string, string>
}

const PREFIX = 'miniprogram_npm/'

/**
 * What WeChat's "build npm" would have made of the packages that the mini program depends on, without writing it: a
 * package with a `miniprogram` folder is that folder, any other one its `main` in one file.
 */
export class Packages {
  private readonly folders = new Map<string, string>()
  private readonly bundles = new Map<string, string>()

  /** @param provided packages that the runtime answers itself */
  static async load(root: string, provided: ReadonlySet<string>, diagnostics: Diagnostics): Promise<Packages> {
    const packages = new Packages(root, provided, diagnostics)
    // beside app.json, or with a miniprogramRoot above it
    const home = [root, path.dirname(root)].find((folder) => isFile(path.join(folder, 'package.json')))
    if (home !== undefined) await packages.addDependencies(home)
    return packages
  }

  private constructor(
    private readonly root: string,
    private readonly provided: ReadonlySet<string>,
    private readonly diagnostics: Diagnostics,
  ) {}

  /** Where a file of a package really is, null when it is none of a package's folder. */
  locate(file: string): string | null {
    if (!file.startsWith(PREFIX)) return null
    for (const [name, folder] of this.folders) {
      const prefix = `${PREFIX}${name}/`
      if (file.startsWith(prefix)) return path.join(folder, file.slice(prefix.length))
    }
    return null
  }

  /** The text of a package that is one file. */
  bundle(file: string): string | undefined {
    return this.bundles.get(file)
  }

  private async addDependencies(folder: string): Promise<void> {
    const { dependencies = {} } = readPackage(folder) ?? {}
    for (const name of Object.keys(dependencies)) await this.add(name, folder)
  }

  /** What was built by WeChat is taken as it is. */
  private async add(name: string, from: string): Promise<void> {
    const isBuilt = fs.existsSync(path.join(this.root, PREFIX, name))
    if (isBuilt || this.provided.has(name) || this.folders.has(name) || this.bundles.has(indexOf(name))) return
    const folder = findPackage(name, from)
    const manifest = folder === null ? null : readPackage(folder)
    if (folder === null || manifest === null) {
      this.diagnostics.warn('package.json', `"${name}" is not installed: run npm install beside package.json`)
      return
    }
    if (manifest.miniprogram !== undefined) {
      this.folders.set(name, path.join(folder, manifest.miniprogram))
      await this.addDependencies(folder)
      return
    }
    await this.addBundle(name, folder)
  }

  private async addBundle(name: string, folder: string): Promise<void> {
    try {
      const { outputFiles } = await build({
        entryPoints: [folder],
        bundle: true,
        write: false,
        format: 'cjs',
        target: 'es2020',
        mainFields: ['main', 'module'],
        external: [...this.provided],
        logLevel: 'silent',
      })
      this.bundles.set(indexOf(name), outputFiles[0]?.text ?? '')
    } catch (error) {
      const [first] = (error as Partial<BuildFailure>).errors ?? []
      if (!first) throw error
      const { message } = problemIn(first)
      this.diagnostics.warn('package.json', `"${name}" cannot be used in a mini program: ${message}`)
    }
  }
}

function indexOf(name: string): string {
  return `${PREFIX}${name}/index.js`
}

function findPackage(name: string, from: string): string | null {
  for (let folder = from; ; folder = path.dirname(folder)) {
    const found = path.join(folder, 'node_modules', name)
    if (isFile(path.join(found, 'package.json'))) return found
    if (folder === path.dirname(folder)) return null
  }
}

function readPackage(folder: string): PackageJSON | null {
  try {
    return JSON.parse(fs.readFileSync(path.join(folder, 'package.json'), 'utf8')) as PackageJSON
  } catch {
    return null
  }
}

function isFile(file: string): boolean {
  return fs.statSync(file, { throwIfNoEntry: false })?.isFile() ?? false
}
