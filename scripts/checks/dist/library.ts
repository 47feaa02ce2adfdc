import path from 'node:path'
import vm from 'node:vm'
import { type Check, type ShippedFolder } from './files'

const PUBLIC_VALUES = [
  ...['TRTCCalling', 'EVENT', 'CALL_TYPE', 'CALL_STATUS', 'CALL_END_REASON', 'CallingError', 'CALLING_ERROR'],
  ...['reactive', 'computed', 'watch', 'nextTick', 'defineComponent', 'definePage'],
]

export const loads: Check = {
  title: 'the library loads with nothing but a mini program around it, and exports what it promises',
  run(folder) {
    try {
      const library = loadInMiniProgram(folder, 'index.js')
      const missing = PUBLIC_VALUES.filter((name) => library[name] === undefined)
      return [...missing.map((name) => `index.js does not export ${name}`), ...brokenErrors(library['CallingError'])]
    } catch (error) {
      return [`index.js does not load: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`]
    }
  },
}

/** In ES5, an instance of a class that extends Error is none of it, unless somebody sees to that. */
function brokenErrors(CallingError: unknown): string[] {
  if (typeof CallingError !== 'function') return []
  const error: unknown = Reflect.construct(CallingError, ['INVALID_STATE', 'no call'])
  return error instanceof CallingError ? [] : ['new CallingError() is no CallingError']
}

/** Each script is a function of `require`, `module`, `exports`, in a world without browser and Node globals. */
function loadInMiniProgram({ files }: ShippedFolder, entry: string): Record<string, unknown> {
  const silent = { log() {}, info() {}, debug() {}, warn() {}, error() {} }
  const wx = { getSystemInfo() {}, getStorage() {}, getStorageSync: () => '', request() {} }
  const world = vm.createContext({ console: silent, setTimeout, clearTimeout, setInterval, clearInterval, wx })
  const loaded = new Map<string, { exports: Record<string, unknown> }>()

  const load = (file: string): Record<string, unknown> => {
    const known = loaded.get(file)
    if (known) return known.exports
    const code = files.get(file)
    if (!code) throw new Error(`module ${file} is not defined`)
    const module = { exports: {} }
    loaded.set(file, module)
    const define = vm.runInContext(`(function (require, module, exports) {${code.toString()}\n})`, world, {
      filename: file,
    }) as (require: (reference: string) => unknown, module: object, exports: object) => void
    define((reference) => load(path.posix.join(path.posix.dirname(file), reference)), module, module.exports)
    return module.exports
  }
  return load(entry)
}
