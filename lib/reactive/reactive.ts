import { signal } from 'alien-signals'
import { same, untracked } from './tracking'

/** The same shape, all the way down, without a way to write. */
export type DeepReadonly<T> = T extends (...args: never[]) => unknown
  ? T
  : T extends object
    ? { readonly [K in keyof T]: DeepReadonly<T[K]> }
    : T

/** What `reactive` made: its read-only view once it was asked for, and whether it has getters of `source`. */
const made = new WeakMap<object, { view: object | undefined; hasGetters: boolean }>()

/**
 * A copy of `source` whose reads are tracked and whose writes notify. `source` itself stays untouched.
 *
 * The shape is fixed: writing an unknown key or deleting one throws a TypeError, because no reader could be told
 * (getters and setters; base library 2.10 has no Proxy). So give every key from the beginning, if only as null, or put
 * a whole new object in its place: `state.byUser = { ...state.byUser, [userID]: 1 }`. Nested plain objects become
 * reactive too, also when they are assigned later. Everything else is a value: arrays, class instances, and objects
 * that are frozen, sealed or closed to new keys. A value notifies when it is replaced, not when its inside changes:
 * `state.list = state.list.concat(item)`, not `state.list.push(item)`. Getters stay getters. Assigning what is there
 * already, or a plain object with the same content and no getters, notifies no reader.
 *
 * @throws TypeError if `source` is not a plain object, or contains itself
 */
export function reactive<T extends object>(source: T): T {
  if (made.has(source)) return source
  if (!isConvertible(source)) {
    throw new TypeError(
      'reactive() got something other than a plain, extensible object. Arrays and class instances are values: ' +
        'put them into a field, as in reactive({ list: [] }).',
    )
  }
  return convert(source, [])
}

/**
 * A read-only view of a reactive object: always up to date, tracked like it, with its nested reactive objects
 * read-only as well. Writing throws a TypeError. Arrays in it are the originals: only their type forbids changes.
 *
 * @throws TypeError if `source` was not made by `reactive`
 */
export function readonly<T extends object>(source: T): DeepReadonly<T> {
  const entry = made.get(source)
  if (!entry) throw new TypeError('readonly() got something other than what reactive() returns.')
  if (!entry.view) {
    entry.view = createView(source)
    made.set(entry.view, entry)
  }
  return entry.view as DeepReadonly<T>
}

function convert<T extends object>(source: T, parents: object[]): T {
  if (parents.indexOf(source) >= 0) {
    throw new TypeError(
      'reactive() got an object that contains itself. Keep such an object as a value: Object.preventExtensions(object).',
    )
  }
  const path = parents.concat([source])
  const wrap = (value: unknown): unknown => (isConvertible(value) ? convert(value, path) : value)
  const result = {}
  Object.keys(source).forEach((key) => {
    const getter = getterOf(source, key)
    // it reads the reactive copy: it is followed through what it reads
    if (getter) Object.defineProperty(result, key, getter)
    else defineCell(result, key, wrap(source[key as keyof T]))
  })
  Object.seal(result)
  made.set(result, { view: undefined, hasGetters: hasGetters(source) })
  // every key of `source`, with its own type of value
  return result as T
}

function defineCell(target: object, key: string, initial: unknown): void {
  let current = initial
  const cell = signal(initial)
  Object.defineProperty(target, key, {
    enumerable: true,
    get: () => cell(),
    set(value: unknown) {
      if (same(value, current) || untracked(() => isCopy(current, value))) return
      current = isConvertible(value) ? convert(value, []) : value
      cell(current)
    },
  })
}

/** Whether `converted` is what converting `source` would lead to. */
function isCopy(converted: unknown, source: unknown): boolean {
  if (!isConvertible(source) || !isObject(converted)) return false
  const entry = made.get(converted)
  // what a getter returns now says nothing about later
  if (!entry || entry.hasGetters || hasGetters(source)) return false
  const keys = Object.keys(source) as (keyof typeof source)[]
  return (
    keys.length === Object.keys(converted).length &&
    keys.every((key) => key in converted && (same(converted[key], source[key]) || isCopy(converted[key], source[key])))
  )
}

function getterOf(source: object, key: string): PropertyDescriptor | undefined {
  const property = Object.getOwnPropertyDescriptor(source, key)
  return property && property.get ? property : undefined
}

function hasGetters(source: object): boolean {
  return Object.keys(source).some((key) => getterOf(source, key))
}

function createView(source: object): object {
  const view = {}
  Object.keys(source).forEach((key) =>
    Object.defineProperty(view, key, {
      enumerable: true,
      get() {
        const value: unknown = source[key as keyof typeof source]
        return isObject(value) && made.has(value) ? readonly(value) : value
      },
      set() {
        throw new TypeError(`"${key}" is read-only here: this state changes only through the methods of its owner.`)
      },
    }),
  )
  return Object.seal(view)
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}

function isConvertible(value: unknown): value is object {
  return isPlain(value) && Object.isExtensible(value)
}

/** An object literal, or one like it from another realm (its prototype is the end of a chain). */
export function isPlain(value: unknown): value is object {
  if (!isObject(value) || Array.isArray(value)) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return !isObject(prototype) || Object.getPrototypeOf(prototype) === null
}
