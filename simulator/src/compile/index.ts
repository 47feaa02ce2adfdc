import { rendererOf, type AppConfig, type CompiledComponent, type CompiledMiniProgram } from '../mini-program'
import { templateFindings } from '../skyline/template'
import { collectComponents } from './components'
import { Diagnostics } from './diagnostics'
import { Packages } from './packages'
import { Project, routesOf } from './project'
import { Resolver } from './resolve'
import { compileScripts, type TransformCache, type TransformedFile } from './script'
import { checkTags } from './tags'
import { compileTemplates } from './wxml'
import { compileSkylineStyle, compileStyle, type StylePlace } from './wxss'

export { formatDiagnostic } from './diagnostics'
export type { TransformCache } from './script'

export interface CompileOptions {
  /** package names that the runtime answers itself, e.g. `tim-wx-sdk` */
  virtualModules?: Iterable<string>
  /** hand in the same map again to make a rebuild fast */
  cache?: TransformCache
}

export interface Compilation {
  miniProgram: CompiledMiniProgram
  /** source map (JSON) of each script, by file */
  maps: Record<string, string>
  /** where a file of the mini program, or of a package in it, is on the disk */
  fileOf(file: string): string
}

/**
 * Compiles the mini program in the directory `root`. Mistakes in its files do not throw: they become diagnostics,
 * and as much as possible is compiled all the same.
 */
export async function compileMiniProgram(root: string, options: CompileOptions = {}): Promise<Compilation> {
  const diagnostics = new Diagnostics()
  const virtualModules = new Set(options.virtualModules)
  const packages = await Packages.load(root, virtualModules, diagnostics)
  const project = new Project(root, diagnostics, packages)
  const resolver = new Resolver(project)

  const app = project.appConfig()
  if (app.tabBar?.position === 'top') diagnostics.warn('app.json', 'the simulator draws the tab bar at the bottom')
  const routes = routesOf(app)
  const { components, unresolved } = collectComponents(app, routes, project, resolver, diagnostics)
  const appEntry = project.script('app')
  if (appEntry === null) diagnostics.error('app.js', 'not found: every mini program needs an app.js or app.ts')

  const entries = [appEntry, ...[...components.values()].map(({ entry }) => entry)].filter((file) => file !== null)
  const cache: TransformCache = options.cache ?? new Map<string, TransformedFile>()
  const { modules, maps } = await compileScripts(
    { app, entries, virtualModules, cache },
    project,
    resolver,
    diagnostics,
  )

  for (const [path, { config }] of components) {
    const file = `${path}.wxml`
    if (project.has(file)) checkTags({ file, wxml: project.read(file), config, unresolved }, diagnostics)
  }

  const dropped = new Diagnostics()
  for (const path of components.keys()) {
    const file = `${path}.wxml`
    const findings = project.has(file) ? templateFindings(project.read(file)) : []
    for (const { line, problem } of findings)
      dropped.warn(file, `Skyline does not take this: ${problem}`, { line, column: 1 })
  }
  const renderers = new Set(routes.map((route) => rendererOf(app, route, components.get(route)?.config)))
  if (renderers.has('skyline')) checkApp(app, diagnostics)
  const miniProgram: CompiledMiniProgram = {
    app,
    routes,
    components: Object.fromEntries(components),
    styles: compileStyles(components, project, (file, place) => compileStyle(file, place, project, diagnostics)),
    skyline: {
      styles: compileStyles(components, project, (file, place) => compileSkylineStyle(file, place, project, dropped)),
      dropped: dropped.list,
    },
    mixedStyles: renderers.size > 1 ? compileMixedStyles(app, components, project) : null,
    templates: compileTemplates(components.keys(), project, diagnostics),
    modules,
    appEntry,
    diagnostics: diagnostics.list,
  }
  return { miniProgram, maps, fileOf: (file) => project.absolute(file) }
}

function compileStyles(
  components: Map<string, CompiledComponent>,
  project: Project,
  compile: (file: string, place: StylePlace, path: string) => string,
): Record<string, string> {
  const styles: Record<string, string> = {}
  const appStyle = project.style('app')
  if (appStyle !== null) styles.app = compile(appStyle, { owner: 'app' }, 'app')
  for (const [path, { isPage }] of components) {
    const file = project.style(path)
    if (file !== null) styles[path] = compile(file, { owner: isPage ? 'page' : 'component' }, path)
  }
  return styles
}

/** A page's sheet is that of its renderer; what several pages share holds as each of them is drawn. */
function compileMixedStyles(
  app: AppConfig,
  components: Map<string, CompiledComponent>,
  project: Project,
): Record<string, string> {
  // what there is to say has been said
  const quiet = new Diagnostics()
  return compileStyles(components, project, (file, { owner }, path) => {
    const forBoth = owner !== 'page'
    const isSkyline = rendererOf(app, path, components.get(path)?.config) === 'skyline'
    const sheets = [
      (forBoth || !isSkyline) && compileStyle(file, { owner, within: '.sim-page:not(.sim-skyline)' }, project, quiet),
      (forBoth || isSkyline) && compileSkylineStyle(file, { owner, within: '.sim-skyline' }, project, quiet),
    ]
    return sheets.filter((sheet) => sheet !== false).join('\n')
  })
}

/** WeChat refuses a mini program without these. */
function checkApp(app: AppConfig, diagnostics: Diagnostics): void {
  const wanted = { componentFramework: 'glass-easel', lazyCodeLoading: 'requiredComponents' } as const
  for (const name of ['componentFramework', 'lazyCodeLoading'] as const) {
    if (app[name] !== wanted[name]) diagnostics.warn('app.json', `Skyline needs "${name}": "${wanted[name]}"`)
  }
  if (app.renderer === 'skyline' && !app.rendererOptions?.skyline)
    diagnostics.warn('app.json', 'Skyline needs "rendererOptions": { "skyline": {} }')
}
