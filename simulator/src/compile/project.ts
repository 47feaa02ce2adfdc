import fs from 'node:fs'
import path from 'node:path'
import type { AppConfig, ComponentConfig } from '../mini-program'
import { positionAt, type Diagnostics } from './diagnostics'

/** Read access to a mini program's directory. Paths are relative to its root, with `/`. */
export class Project {
  constructor(
    readonly root: string,
    private readonly diagnostics: Diagnostics,
  ) {}

  has(file: string): boolean {
    return fs.statSync(this.absolute(file), { throwIfNoEntry: false })?.isFile() ?? false
  }

  read(file: string): string {
    return fs.readFileSync(this.absolute(file), 'utf8')
  }

  /** app.json, or a configuration without pages when it is missing or broken. */
  appConfig(): AppConfig {
    const config = this.json('app.json')
    if (!config) this.diagnostics.error('app.json', 'not found: every mini program needs an app.json with "pages"')
    const pages = config?.pages
    if (config && !Array.isArray(pages)) this.diagnostics.error('app.json', '"pages" must be a list of page paths')
    return { ...config, pages: Array.isArray(pages) ? (pages as string[]) : [] }
  }

  /** The JSON beside a page's or component's script; an empty object when there is none. */
  componentConfig(component: string): ComponentConfig {
    return this.json(`${component}.json`) ?? {}
  }

  /** The script of a page or component given without extension, null when there is none. */
  script(component: string): string | null {
    return [`${component}.js`, `${component}.ts`].find((file) => this.has(file)) ?? null
  }

  private json(file: string): Record<string, unknown> | null {
    if (!this.has(file)) return null
    const text = this.read(file)
    try {
      return JSON.parse(text) as Record<string, unknown>
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error)
      const offset = /position (\d+)/.exec(message)?.[1]
      this.diagnostics.error(file, message, offset === undefined ? undefined : positionAt(text, Number(offset)))
      return {}
    }
  }

  private absolute(file: string): string {
    return path.join(this.root, file)
  }
}

/** All pages: those of the main package, then those of the subpackages. */
export function routesOf(app: AppConfig): string[] {
  const subpackages = app.subPackages ?? app.subpackages ?? []
  return [...app.pages, ...subpackages.flatMap(({ root, pages }) => pages.map((page) => path.posix.join(root, page)))]
}
