/** State as JSON, and what has changed in it since it was last taken. */

/** What `setData` can carry. */
export type Json = null | boolean | number | string | Json[] | JsonObject
export interface JsonObject {
  [key: string]: Json
}

/** An earlier snapshot. `undefined`: what is there must be sent whole, whatever it was. */
export interface Shown {
  [key: string]: Json | undefined
}

const NOTHING_SHOWN: Shown = {}

/** Names that every engine reads as one step of a `setData` path. */
const PLAIN_NAME = /^[A-Za-z_$][A-Za-z0-9_$]*$/

/** Whether `name` may be a key of `data`. */
export function isPlainName(name: string): boolean {
  return PLAIN_NAME.test(name) && !(name in {})
}

/**
 * `value` as `setData` can carry it, detached from the original: what `JSON.stringify` would make of it, except that
 * undefined and functions become null instead of vanishing, and that computed values are replaced by theirs.
 * So NaN and Infinity become null, a Date its ISO string, a Map or Set an empty object; a key named `__proto__` is left
 * out. Everything reactive in it is read, and thereby tracked.
 *
 * @throws TypeError if `value` contains itself
 */
export function snapshot(value: unknown): Json {
  return copy(value, NOTHING_SHOWN, '', [])
}

/**
 * A snapshot that shares with `shown[key]` what is still the same: if nothing has changed, it is `shown[key]` itself.
 *
 * Westore, which then compares the two, so finds the changes without going through the rest. An object that it could
 * not describe by leaves (0.1.12 turns a deleted key into null, and has no path for a key with a dot or a bracket) is
 * forgotten in `shown`, which makes Westore send it whole under its own, safe path.
 *
 * @throws TypeError if `value` contains itself
 */
export function snapshotSince(shown: Shown, key: string, value: unknown): Json {
  return copy(value, shown, key, [])
}

function copy(value: unknown, shown: Shown, key: string | number, parents: object[]): Json {
  if (typeof value === 'string' || typeof value === 'boolean') return value
  if (typeof value === 'number') return isFinite(value) ? value : null
  if (typeof value !== 'object' || value === null) return null
  // a computed has it, too
  if (hasToJSON(value)) return copy(value.toJSON(), shown, key, parents)
  if (parents.indexOf(value) >= 0) {
    throw new TypeError('An object that contains itself cannot be mirrored into data: return a computed copy instead.')
  }
  parents.push(value)
  const result = Array.isArray(value)
    ? copyArray(value, shown, key, parents)
    : copyObject(value as Record<string, unknown>, shown, key, parents)
  parents.pop()
  return result
}

function copyArray(source: readonly unknown[], shown: Shown, key: string | number, parents: object[]): Json {
  const before = shown[key]
  const isKnown = Array.isArray(before)
  // an array is read and written by index here, as an object is by key
  const inside = isKnown ? (before as unknown as Shown) : NOTHING_SHOWN
  let same = isKnown && before.length === source.length
  const result: Json[] = []
  // not map(): it would skip holes
  for (let index = 0; index < source.length; index += 1) {
    const item = copy(source[index], inside, index, parents)
    if (item !== inside[index]) same = false
    result.push(item)
  }
  return isKnown && same ? before : result
}

function copyObject(
  source: Record<string, unknown>,
  shown: Shown,
  key: string | number,
  parents: object[],
): JsonObject {
  const before = shown[key]
  const result: JsonObject = {}
  const names = Object.keys(source).filter((name) => name !== '__proto__')
  if (!isObject(before)) {
    names.forEach((name) => (result[name] = copy(source[name], NOTHING_SHOWN, name, parents)))
    return result
  }
  const namesBefore = Object.keys(before)
  let same = names.length === namesBefore.length
  names.forEach((name) => {
    const item = (result[name] = copy(source[name], before, name, parents))
    if (item !== before[name]) same = false
  })
  if (same) return before
  const isDescribable = names.every(isPlainName) && namesBefore.every((name) => has(result, name))
  if (!isDescribable) shown[key] = undefined
  return result
}

function hasToJSON(value: object): value is { toJSON(): unknown } {
  return 'toJSON' in value && typeof value.toJSON === 'function'
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function has(object: object, key: string): boolean {
  return Object.prototype.hasOwnProperty.call(object, key)
}
