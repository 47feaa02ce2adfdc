import { parse } from 'acorn'
import { Linter } from 'eslint'
import { type Check, texts, VENDOR } from './files'

export const es5: Check = {
  title: 'every script is ES5',
  run(folder) {
    return texts(folder, '.js').flatMap(([file, code]) => {
      try {
        parse(code, { ecmaVersion: 5, sourceType: 'script' })
        return []
      } catch (error) {
        return [`${file}: ${String(error)}`]
      }
    })
  },
}

const MINI_PROGRAM_GLOBALS = [
  ...['wx', 'App', 'Page', 'Component', 'Behavior', 'getApp', 'getCurrentPages', 'require', 'module', 'exports'],
  ...['console', 'setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'],
]

/** The language as iOS 9 has it. */
const LANGUAGE = [
  ...['undefined', 'NaN', 'Infinity', 'isNaN', 'isFinite', 'parseInt', 'parseFloat', 'encodeURIComponent'],
  ...['decodeURIComponent', 'Object', 'Array', 'String', 'Number', 'Boolean', 'Function', 'Symbol', 'Date', 'Math'],
  ...['JSON', 'RegExp', 'Promise', 'Map', 'Set', 'WeakMap', 'WeakSet', 'ArrayBuffer', 'Uint8Array', 'Uint32Array'],
  ...['Error', 'TypeError', 'RangeError', 'ReferenceError', 'SyntaxError', 'arguments'],
]

/** Newer names that the compiler's helpers for classes and generators use, if they are there. */
const TRIED_BY_HELPERS = ['Reflect', 'Iterator']

export const portable: Check = {
  title: 'our code uses the language and the mini program, and nothing else',
  run(folder) {
    const linter = new Linter()
    const names = [...MINI_PROGRAM_GLOBALS, ...LANGUAGE, ...TRIED_BY_HELPERS]
    const config: Linter.Config = {
      languageOptions: {
        ecmaVersion: 5,
        sourceType: 'script',
        globals: Object.fromEntries(names.map((name) => [name, 'readonly'])),
      },
      rules: { 'no-undef': 'error', 'no-eval': 'error', 'no-new-func': 'error', 'no-implied-eval': 'error' },
    }
    return texts(folder, '.js')
      .filter(([file]) => file !== VENDOR)
      .flatMap(([file, code]) => [...new Set(linter.verify(code, config).map(({ message }) => `${file}: ${message}`))])
  },
}
