import { isComputed } from './computed'

/** What `setData` can carry. */
export type Json = null | boolean | number | string | Json[] | JsonObject
export interface JsonObject {
  [key: string]: Json
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
  return copy(value, [])
}

function copy(value: unknown, parents: object[]): Json {
  if (typeof value === 'string' || typeof value === 'boolean') return value
  if (typeof value === 'number') return isFinite(value) ? value : null
  if (typeof value !== 'object' || value === null) return null
  if (isComputed(value)) return copy(value.value, parents)
  if (hasToJSON(value)) return copy(value.toJSON(), parents)
  if (parents.indexOf(value) >= 0) {
    throw new TypeError('An object that contains itself cannot be mirrored into data: return a computed copy instead.')
  }
  parents.push(value)
  const result = Array.isArray(value)
    ? copyArray(value, parents)
    : copyObject(value as Record<string, unknown>, parents)
  parents.pop()
  return result
}

function copyArray(source: readonly unknown[], parents: object[]): Json[] {
  const result: Json[] = []
  // not map(): it would skip holes
  for (let index = 0; index < source.length; index += 1) result.push(copy(source[index], parents))
  return result
}

function copyObject(source: Record<string, unknown>, parents: object[]): JsonObject {
  const result: JsonObject = {}
  Object.keys(source).forEach((key) => {
    if (key !== '__proto__') result[key] = copy(source[key], parents)
  })
  return result
}

function hasToJSON(value: object): value is { toJSON(): unknown } {
  return 'toJSON' in value && typeof value.toJSON === 'function'
}
