import { transform, type Loader, type TransformFailure } from 'esbuild'
import type { AppConfig, CompiledModule } from '../mini-program'
import { subpackageOf, VIRTUAL_PREFIX } from '../mini-program'
import { formatPosition, type Diagnostics } from './diagnostics'
import type { Project } from './project'
import type { Resolver } from './resolve'
import { jsonProblem, problemIn, type SyntaxProblem } from './syntax'

export interface TransformedFile {
  source: string
  code: string
  /** source map, JSON */
  map: string
  /** instead of code: why there is none */
  problem?: string
}

/** Survives from one compilation to the next, so that a rebuild transforms only what changed. */
export type TransformCache = Map<string, TransformedFile>

export interface CompiledScripts {
  modules: Record<string, CompiledModule>
  /** source map (JSON) by file */
  maps: Record<string, string>
}

interface ScriptOptions {
  app: AppConfig
  entries: string[]
  /** package names that the runtime answers itself */
  virtualModules: ReadonlySet<string>
  cache: TransformCache
}

/** Compiles the entry scripts and everything they `require`, one module per file. */
export async function compileScripts(
  { app, entries, virtualModules, cache }: ScriptOptions,
  project: Project,
  resolver: Resolver,
  diagnostics: Diagnostics,
): Promise<CompiledScripts> {
  const modules: Record<string, CompiledModule> = {}
  const maps: Record<string, string> = {}
  const found = new Set<string>()

  const dependenciesOf = (file: string, code: string): Record<string, string> => {
    const dependencies: Record<string, string> = {}
    for (const { name, isAsync } of requiredNames(code)) {
      if (virtualModules.has(name)) {
        dependencies[name] = VIRTUAL_PREFIX + name
        continue
      }
      const target = resolver.module(file, name)
      if (target === null) diagnostics.warn(file, `require('${name}'): no such file or package`)
      else dependencies[name] = target
      const owner = target === null ? '' : subpackageOf(app, target)
      if (owner === '' || isAsync || owner === subpackageOf(app, file)) continue
      diagnostics.error(file, `require('${name}'): it is in the subpackage "${owner}", which needs require.async`)
    }
    return dependencies
  }

  const add = async (file: string): Promise<void> => {
    if (found.has(file)) return
    found.add(file)
    const source = project.read(file)
    if (file.endsWith('.json')) {
      modules[file] = compileJSON(file, source, diagnostics)
      return
    }
    const { code, map, problem } = await transformFile(file, source, cache, diagnostics)
    const dependencies = dependenciesOf(file, code)
    modules[file] = { code, dependencies, ...(problem !== undefined && { problem }) }
    maps[file] = map
    await Promise.all(Object.values(dependencies).filter(isFile).map(add))
  }

  await Promise.all(entries.map(add))
  return { modules, maps }
}

async function transformFile(
  file: string,
  source: string,
  cache: TransformCache,
  diagnostics: Diagnostics,
): Promise<TransformedFile> {
  const known = cache.get(file)
  if (known?.source === source) return known
  try {
    const { code, map } = await transform(source, {
      loader: loaderFor(file),
      format: 'cjs',
      target: 'es2020',
      sourcefile: file,
      sourcemap: 'external',
      logLevel: 'silent',
    })
    const transformed = { source, code, map }
    cache.set(file, transformed)
    return transformed
  } catch (error) {
    const messages = (error as Partial<TransformFailure>).errors
    if (!messages) throw error
    const problems = messages.map(problemIn)
    return { source, code: '', map: '', problem: reported(file, problems, diagnostics) }
  }
}

function compileJSON(file: string, source: string, diagnostics: Diagnostics): CompiledModule {
  const problem = jsonProblem(source)
  if (problem) return { code: '', dependencies: {}, problem: reported(file, [problem], diagnostics) }
  return { code: `module.exports = ${source}`, dependencies: {} }
}

/** The first problem as those learn it who require the file. */
function reported(file: string, problems: SyntaxProblem[], diagnostics: Diagnostics): string {
  for (const { message, position } of problems) diagnostics.error(file, message, position)
  const [first] = problems
  return `${formatPosition(file, first?.position)}: ${first?.message ?? 'syntax error'}`
}

/** `require('...')`, `require('...', callback)` and `require.async('...')`; esbuild has removed the comments. */
function requiredNames(code: string): { name: string; isAsync: boolean }[] {
  const calls = code.matchAll(/\brequire(\.async)?\(\s*(['"])([^'"]+)\2\s*([,)])/g)
  return Array.from(calls, ([, async, , name = '', end]) => ({ name, isAsync: async !== undefined || end === ',' }))
}

function loaderFor(file: string): Loader {
  return file.endsWith('.ts') ? 'ts' : 'js'
}

function isFile(dependency: string): boolean {
  return !dependency.startsWith(VIRTUAL_PREFIX)
}
