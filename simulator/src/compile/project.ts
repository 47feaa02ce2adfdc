import fs from 'node:fs'
import path from 'node:path'
import { RENDERERS, type AppConfig, type ComponentConfig } from '../mini-program'
import { positionAt, type Diagnostics } from './diagnostics'
import type { Packages } from './packages'
import { jsonProblem } from './syntax'

/** What a style sheet may be written in, in the order in which it is looked for. */
const STYLE_ENDINGS = ['.wxss', '.scss', '.sass', '.less']

/** In place of a file that cannot be parsed. */
const BROKEN: Record<string, unknown> = {}

/** Read access to a mini program's directory. Paths are relative to its root, with `/`. */
export class Project {
  constructor(
    readonly root: string,
    private readonly diagnostics: Diagnostics,
    private readonly packages: Packages,
  ) {}

  has(file: string): boolean {
    if (this.packages.bundle(file) !== undefined) return true
    return fs.statSync(this.absolute(file), { throwIfNoEntry: false })?.isFile() ?? false
  }

  read(file: string): string {
    return this.packages.bundle(file) ?? fs.readFileSync(this.absolute(file), 'utf8')
  }

  /** app.json, or a configuration without pages when it is missing or broken. */
  appConfig(): AppConfig {
    const config = this.json('app.json')
    if (!config) this.diagnostics.error('app.json', 'not found: every mini program needs an app.json with "pages"')
    const pages = this.pathsIn(config?.pages)
    if (config && config !== BROKEN && !pages)
      this.diagnostics.error('app.json', '"pages" must be a list of page paths, and not empty')
    return { ...config, pages: pages ?? [], subPackages: this.subPackages(config?.subPackages ?? config?.subpackages) }
  }

  /** The JSON beside a page's or component's script; an empty object when there is none. */
  componentConfig(component: string): ComponentConfig {
    return this.json(`${component}.json`) ?? {}
  }

  /** Where a text stands in a file for the first time, 1-based. */
  positionOf(file: string, text: string): { line: number; column: number } | undefined {
    const content = this.has(file) ? this.read(file) : ''
    const offset = content.indexOf(text)
    return offset < 0 ? undefined : positionAt(content, offset)
  }

  /** The script of a page or component given without extension, null when there is none. */
  script(component: string): string | null {
    return [`${component}.js`, `${component}.ts`].find((file) => this.has(file)) ?? null
  }

  private subPackages(packages: unknown): NonNullable<AppConfig['subPackages']> {
    if (packages === undefined) return []
    const list = (Array.isArray(packages) ? packages : [packages]) as (Record<
      'root' | 'pages' | 'renderer',
      unknown
    > | null)[]
    return list.flatMap((entry) => {
      const pages = this.pathsIn(entry?.pages)
      if (typeof entry?.root === 'string' && pages) {
        const renderer = RENDERERS.find((one) => one === entry.renderer)
        return [{ root: entry.root, pages, ...(renderer && { renderer }) }]
      }
      this.diagnostics.error('app.json', 'each of "subPackages" needs a "root" and a list of "pages"')
      return []
    })
  }

  private pathsIn(value: unknown): string[] | null {
    if (!Array.isArray(value) || value.length === 0) return null
    return value.every((item) => typeof item === 'string') ? value : null
  }

  /** null when the file is missing; what is no JSON object is reported and counts as an empty one. */
  private json(file: string): Record<string, unknown> | null {
    if (!this.has(file)) return null
    const text = this.read(file)
    const problem = jsonProblem(text)
    if (problem) {
      this.diagnostics.error(file, problem.message, problem.position)
      return BROKEN
    }
    const value = JSON.parse(text) as unknown
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>
    this.diagnostics.error(file, 'must be an object: { ... }')
    return BROKEN
  }

  absolute(file: string): string {
    return this.packages.locate(file) ?? path.join(this.root, file)
  }

  /** The style sheet of a page, a component or the app, null when there is none. */
  style(component: string): string | null {
    return STYLE_ENDINGS.map((ending) => component + ending).find((file) => this.has(file)) ?? null
  }
}

/** All pages: those of the main package, then those of the subpackages. */
export function routesOf({ pages, subPackages = [] }: AppConfig): string[] {
  return [...pages, ...subPackages.flatMap(({ root, pages }) => pages.map((page) => path.posix.join(root, page)))]
}
