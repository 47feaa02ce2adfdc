import type { AppConfig, CompiledComponent, ComponentConfig } from '../mini-program'
import { BUILT_IN_TAGS, CUSTOM_TAB_BAR, subpackageOf } from '../mini-program'
import type { Diagnostics } from './diagnostics'
import type { Project } from './project'
import type { Resolver } from './resolve'

export interface CollectedComponents {
  /** every page and component by path */
  components: Map<string, CompiledComponent>
  /** the names of those that are declared and were not found, which has been reported */
  unresolved: ReadonlySet<string>
}

/** Follows `usingComponents` from the pages. */
export function collectComponents(
  app: AppConfig,
  routes: string[],
  project: Project,
  resolver: Resolver,
  diagnostics: Diagnostics,
): CollectedComponents {
  const components = new Map<string, CompiledComponent>()
  const unresolved = new Set<string>()
  const scopes = new Set<string>()

  const resolve = (from: string, tag: string, target: unknown): string | null => {
    const found = find(from, tag, target)
    if (found === null) unresolved.add(tag)
    return found
  }

  const find = (from: string, tag: string, target: unknown): string | null => {
    const file = `${from}.json`
    const position = project.positionOf(file, `"${tag}"`)
    if (typeof target !== 'string') {
      diagnostics.error(file, `<${tag}>: the path of a component is needed, in quotes`, position)
      return null
    }
    if (/^(plugin|plugin-private|dynamicLib|ext):/.test(target)) {
      diagnostics.warn(file, `<${tag}>: plugins such as "${target}" do not run in the simulator`, position)
      return null
    }
    const found = resolver.component(from, target)
    if (found === null) diagnostics.error(file, `<${tag}>: component "${target}" not found`, position)
    return found
  }

  const resolveAll = (from: string, using: Record<string, unknown> = {}): Record<string, string> => {
    const resolved: Record<string, string> = {}
    for (const [tag, target] of Object.entries(using)) {
      if (BUILT_IN_TAGS.has(tag)) diagnostics.warn(`${from}.json`, `<${tag}> hides the built-in element of that name`)
      const found = resolve(from, tag, target)
      if (found !== null) resolved[tag] = `/${found}`
    }
    return resolved
  }

  const resolveGenerics = (from: string, generics: NonNullable<ComponentConfig['componentGenerics']>) => {
    const resolved: typeof generics = {}
    for (const [name, generic] of Object.entries(generics)) {
      const target = typeof generic === 'object' ? generic.default : undefined
      const found = target === undefined ? null : resolve(from, name, target)
      resolved[name] = found === null ? true : { default: `/${found}` }
    }
    return resolved
  }

  const checkSubpackages = (
    from: string,
    { componentPlaceholder = {} }: ComponentConfig,
    using: Record<string, string>,
  ) => {
    for (const [tag, target] of Object.entries(using)) {
      const owner = subpackageOf(app, target.slice(1))
      if (owner === '' || owner === subpackageOf(app, from) || tag in componentPlaceholder) continue
      const message = `<${tag}> is in the subpackage "${owner}": outside of it, it needs a "componentPlaceholder"`
      diagnostics.error(`${from}.json`, message, project.positionOf(`${from}.json`, `"${tag}"`))
    }
  }

  const globals = resolveAll('app', app.usingComponents)

  const visit = (path: string, isPage: boolean): void => {
    if (components.has(path)) return
    const config = project.componentConfig(path)
    const entry = project.script(path)
    if (entry === null) diagnostics.error(`${path}.js`, `not found, but "${path}" is used`)
    if (!isPage && !config.component) diagnostics.warn(`${path}.json`, 'a component needs { "component": true }')
    const usingComponents = { ...globals, ...resolveAll(path, config.usingComponents) }
    checkSubpackages(path, config, usingComponents)
    const componentGenerics = resolveGenerics(path, config.componentGenerics ?? {})
    components.set(path, {
      isPage,
      config: { ...config, usingComponents, componentGenerics },
      entry,
      scope: scopeName(path, scopes),
    })
    const defaults = Object.values(componentGenerics).map((generic) =>
      typeof generic === 'object' ? generic.default : '',
    )
    for (const target of [...Object.values(usingComponents), ...defaults]) if (target) visit(target.slice(1), false)
  }

  for (const route of routes) visit(route, true)
  if (app.tabBar?.custom) visit(CUSTOM_TAB_BAR, false)
  return { components, unresolved }
}

/** A short class prefix that is unique in the program: the file's name, with a number when it is taken. */
function scopeName(path: string, taken: Set<string>): string {
  const parts = path.split('/')
  const file = parts.pop() ?? path
  const name = (file === 'index' ? (parts.pop() ?? file) : file).replace(/[^\w-]/g, '_')
  let scope = name
  for (let n = 2; taken.has(scope); n++) scope = `${name}-${n}`
  taken.add(scope)
  return scope
}
