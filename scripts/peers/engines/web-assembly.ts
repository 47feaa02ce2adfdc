/** WebAssembly that compiles each program once per process and is ready at once: virtual time can't wait for it. */
import { createHash } from 'node:crypto'

/** The part of the global that is used; Node's types leave it to those of browsers. */
interface Namespace {
  Module: new (source: Uint8Array) => object
  Instance: new (module: object, imports: object) => object
}

const { WebAssembly: native } = globalThis as unknown as { WebAssembly: Namespace }
const programs = new Map<string, object>()

function compile(source: Uint8Array): object {
  const key = createHash('sha1').update(source).digest('hex')
  const program = programs.get(key) ?? new native.Module(source)
  programs.set(key, program)
  return program
}

export function instantiate(source: ArrayBuffer | Uint8Array, imports: object): Promise<object> {
  const module = compile(new Uint8Array(source))
  return Promise.resolve({ module, instance: new native.Instance(module, imports) })
}

/** The namespace, with its own `instantiate`. */
export const webAssembly = withInstantiate(instantiate)

export function withInstantiate(value: (source: never, imports: object) => Promise<object>): object {
  return Object.create(native, { instantiate: { value } }) as object
}
