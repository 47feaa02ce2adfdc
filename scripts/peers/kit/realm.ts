/** A global scope of its own per phone, as each app has one: nothing is shared between two of them. */
import { transformSync } from 'esbuild'
import { existsSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import vm from 'node:vm'
import type { VirtualClock } from './clock'

/** What a `require` finds, by name. */
export type Requires = Record<string, unknown>

type Factory = (module: { exports: unknown }, exports: unknown, require: (id: string) => unknown) => void

const compiled = new Map<string, vm.Script>()

export class Realm {
  /** what was logged, the latest 200 lines */
  readonly lines: string[] = []
  private readonly context: vm.Context
  private readonly modules = new Map<string, { exports: unknown }>()
  private readonly parse: (json: string) => unknown
  private readonly wrap: (callback: unknown) => unknown

  /** @param seed decides what `Math.random` gives, so that each run is the same */
  constructor(clock: VirtualClock, globals: Record<string, unknown>, seed: string) {
    this.context = vm.createContext({ ...clock.globals(), console: this.console(), ...globals })
    const math = vm.runInContext('Math', this.context) as Math
    math.random = randomOf(seed)
    this.parse = vm.runInContext('JSON.parse', this.context) as Realm['parse']
    this.wrap = vm.runInContext('(f) => (x) => f(x)', this.context) as Realm['wrap']
  }

  /** The exports of a CommonJS, UMD or ES module file, which gets `requires` and files beside it. */
  load(file: string, requires: Requires = {}): unknown {
    const known = this.modules.get(file)
    if (known) return known.exports
    const module = { exports: {} as unknown }
    this.modules.set(file, module)
    const require = (id: string): unknown => {
      if (id in requires) return requires[id]
      if (id.startsWith('.')) return this.load(fileOf(path.resolve(path.dirname(file), id)), requires)
      throw new Error(`Cannot find module '${id}', which ${file} requires`)
    }
    const factory = scriptOf(file).runInContext(this.context) as Factory
    factory.call(module.exports, module, module.exports, require)
    return module.exports
  }

  /** The global object under one more name, such as `window`. */
  nameGlobal(name: string): void {
    vm.runInContext(`var ${name} = globalThis`, this.context)
  }

  /** `value` made of this realm's own objects and arrays: engines ask `x.constructor === Object`. */
  own<T>(value: T): T {
    return this.parse(JSON.stringify(value)) as T
  }

  /** A function of this realm that calls `callback`. */
  ownFunction(callback: (argument: unknown) => void): unknown {
    return this.wrap(callback)
  }

  private console(): Record<string, unknown> {
    const methods = ['log', 'info', 'warn', 'error', 'debug', 'group', 'groupEnd', 'groupCollapsed', 'time', 'timeEnd']
    const write = (method: string, args: unknown[]) => {
      this.lines.push(`${method} ${args.map(String).join(' ')}`)
      if (this.lines.length > 200) this.lines.shift()
    }
    return Object.fromEntries(methods.map((method) => [method, (...args: unknown[]) => write(method, args)]))
  }
}

/** mulberry32, begun with a sum over `seed` */
function randomOf(seed: string): () => number {
  let state = 7
  for (const letter of seed) state = (Math.imul(state, 31) + letter.charCodeAt(0)) | 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let value = Math.imul(state ^ (state >>> 15), state | 1)
    value = (value + Math.imul(value ^ (value >>> 7), value | 61)) ^ value
    return ((value ^ (value >>> 14)) >>> 0) / 2 ** 32
  }
}

/** Compiled once per process, run in every realm. */
function scriptOf(file: string): vm.Script {
  const known = compiled.get(file)
  if (known) return known
  const source = readFileSync(file, 'utf8')
  const script = compile(file, source) ?? compile(file, transformSync(source, { format: 'cjs' }).code)
  if (!script) throw new Error(`${file} is no script`)
  compiled.set(file, script)
  return script
}

/** null for an ES module, which a script can't be */
function compile(filename: string, source: string): vm.Script | null {
  try {
    return new vm.Script(`(function (module, exports, require) {${source}\n})`, { filename })
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}

function fileOf(base: string): string {
  const found = [base, `${base}.js`, path.join(base, 'index.js')].find(
    (file) => existsSync(file) && statSync(file).isFile(),
  )
  if (!found) throw new Error(`There is no file ${base}`)
  return found
}
