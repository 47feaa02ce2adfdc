import { ADDRESS } from '../../addresses'
import type { CompiledModule } from '../../mini-program'
import { VIRTUAL_PREFIX } from '../../mini-program'
import type { Evaluate } from './sandbox'
import type { Subpackages } from './subpackages'

type ModuleFunction = (require: (name: string) => unknown, module: { exports: unknown }, exports: unknown) => void

/** Thrown where a file is required that has no code; its mistake has been reported by the compiler. */
export class BrokenModule extends SyntaxError {
  override readonly name = 'SyntaxError'
}

/** The mini program's scripts, each run once, on its first `require`. */
export class Modules {
  private readonly cache = new Map<string, { exports: unknown }>()

  constructor(
    private readonly compiled: Record<string, CompiledModule>,
    /** what `virtual:<name>` means */
    private readonly virtual: Record<string, () => unknown>,
    private readonly evaluate: Evaluate,
    private readonly subpackages: Pick<Subpackages, 'download'>,
  ) {}

  require(file: string): unknown {
    const known = this.cache.get(file)
    if (known) return known.exports
    const module: { exports: unknown } = { exports: {} }
    this.cache.set(file, module)
    try {
      this.run(file, module)
    } catch (error) {
      this.cache.delete(file)
      throw error
    }
    return module.exports
  }

  private run(file: string, module: { exports: unknown }): void {
    const compiled = this.compiled[file]
    if (!compiled) throw new Error(`module "${file}" is not part of the mini program`)
    if (compiled.problem !== undefined) throw new BrokenModule(compiled.problem)
    const load = (name: string): unknown => {
      const target = compiled.dependencies[name]
      if (target === undefined) throw new Error(`module '${name}' is not defined, required by ${file}`)
      return target.startsWith(VIRTUAL_PREFIX) ? this.virtualModule(target) : this.require(target)
    }
    const async = async (name: string): Promise<unknown> => {
      await this.subpackages.download(compiled.dependencies[name] ?? file)
      return load(name)
    }
    const require = (name: string, callback?: (exports: unknown) => void, fail?: (error: unknown) => void): unknown =>
      callback ? void async(name).then(callback, fail) : load(name)
    Object.assign(require, { async })
    const run = this.evaluate(wrap(file, compiled.code)) as ModuleFunction
    run.call(module.exports, require, module, module.exports)
  }

  private virtualModule(target: string): unknown {
    const known = this.cache.get(target)
    if (known) return known.exports
    const create = this.virtual[target.slice(VIRTUAL_PREFIX.length)]
    if (!create) throw new Error(`the simulator has no module ${target}`)
    const exports = create()
    this.cache.set(target, { exports })
    return exports
  }
}

/** Names the file for stack traces and the browser's debugger; its code starts in the first line. */
function wrap(file: string, code: string): string {
  return (
    `(function (require, module, exports) { ${code}\n})\n` +
    `//# sourceURL=${location.origin}${ADDRESS.files}${file}\n` +
    `//# sourceMappingURL=${location.origin}${ADDRESS.sourceMaps}${file}`
  )
}
