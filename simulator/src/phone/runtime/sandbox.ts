/**
 * What a mini program's scripts see. A phone has a JavaScript engine and no browser around it, so everything that
 * only a browser has is hidden behind parameters of the same name that are undefined.
 */

/** The language itself, and the few other globals that WeChat's engines offer. */
const OFFERED = new Set(
  (
    'AggregateError Array ArrayBuffer Atomics BigInt BigInt64Array BigUint64Array Boolean DataView Date Error EvalError ' +
    'FinalizationRegistry Float32Array Float64Array Function Infinity Int16Array Int32Array Int8Array Intl Iterator JSON Map ' +
    'Math NaN Number Object Promise Proxy RangeError ReferenceError Reflect RegExp Set SharedArrayBuffer String Symbol ' +
    'SyntaxError TypeError URIError Uint16Array Uint32Array Uint8Array Uint8ClampedArray WeakMap WeakRef WeakSet ' +
    'clearInterval clearTimeout console decodeURI decodeURIComponent encodeURI encodeURIComponent escape eval isFinite ' +
    'isNaN parseFloat parseInt setInterval setTimeout undefined unescape'
  ).split(' '),
)

export type Evaluate = (code: string) => unknown

/** An `eval` for mini-program code with the given globals and none of the browser's. */
export function createSandbox(globals: Record<string, unknown>): Evaluate {
  const scope: Record<string, unknown> = {}
  for (const name of browserGlobals()) scope[name] = undefined
  Object.assign(scope, globals, { globalThis: globalObject(globals) })
  // a direct eval inside a function sees that function's parameters; that is all the sandbox there is
  // eslint-disable-next-line @typescript-eslint/no-implied-eval -- running the mini program's code is what it is for
  const create = new Function(...Object.keys(scope), 'return function () { return eval(arguments[0]) }') as (
    ...values: unknown[]
  ) => Evaluate
  return create(...Object.values(scope))
}

function browserGlobals(): string[] {
  const names = new Set<string>()
  for (let object: object | null = window; object && object !== Object.prototype;) {
    for (const name of Object.getOwnPropertyNames(object)) names.add(name)
    object = Object.getPrototypeOf(object) as object | null
  }
  return [...names].filter((name) => /^[A-Za-z_$][\w$]*$/.test(name) && !OFFERED.has(name))
}

function globalObject(globals: Record<string, unknown>): object {
  const object: Record<string, unknown> = {}
  for (const name of OFFERED) {
    if (name !== 'undefined') object[name] = (window as unknown as Record<string, unknown>)[name]
  }
  // the browser refuses its own timers as methods of any other object
  const timers = { setTimeout, setInterval, clearTimeout, clearInterval }
  for (const [name, timer] of Object.entries(timers)) object[name] = timer.bind(window)
  return Object.assign(object, globals)
}
