/** Reads untrusted JSON: a `Shape` returns the value it was given, checked and without unknown fields, or throws. */

export type Shape<T> = (value: unknown, path: string) => T

export class ShapeError extends Error {}

export function text(limit: { max: number; min?: number }): Shape<string> {
  const { max, min = 0 } = limit
  return (value, path) => {
    if (typeof value !== 'string') throw new ShapeError(`${path} must be a string`)
    if (value.length < min || value.length > max) {
      throw new ShapeError(`${path} must have ${min} to ${max} characters, it has ${value.length}`)
    }
    return value
  }
}

export function integer(limit: { min: number; max: number }): Shape<number> {
  return (value, path) => {
    if (typeof value !== 'number' || !Number.isInteger(value) || value < limit.min || value > limit.max) {
      throw new ShapeError(`${path} must be an integer from ${limit.min} to ${limit.max}`)
    }
    return value
  }
}

export const flag: Shape<boolean> = (value, path) => {
  if (typeof value !== 'boolean') throw new ShapeError(`${path} must be true or false`)
  return value
}

export function oneOf<const T extends readonly string[]>(...choices: T): Shape<T[number]> {
  return (value, path) => {
    const found = choices.find((choice) => choice === value)
    if (found === undefined) throw new ShapeError(`${path} must be one of ${choices.join(', ')}`)
    return found
  }
}

export function nullable<T>(shape: Shape<T>): Shape<T | null> {
  return (value, path) => (value === null || value === undefined ? null : shape(value, path))
}

export function list<T>(item: Shape<T>, max: number): Shape<T[]> {
  return (value, path) => {
    if (!Array.isArray(value) || value.length > max) throw new ShapeError(`${path} must be a list of at most ${max}`)
    return value.map((entry: unknown, index) => item(entry, `${path}[${index}]`))
  }
}

type Shapes<T> = { [K in keyof T]-?: Shape<Exclude<T[K], undefined>> }

export function object<T extends object>(fields: Shapes<T>): Shape<T> {
  return (value, path) => {
    const source = record(value, path)
    const result: Partial<T> = {}
    for (const key of keysOf(fields)) result[key] = fields[key](source[key], `${path}.${key}`)
    return result as T
  }
}

/** As `object`, with every field optional; absent ones stay absent. */
export function partial<T extends object>(fields: Shapes<T>): Shape<Partial<T>> {
  return (value, path) => {
    const source = record(value, path)
    const result: Partial<T> = {}
    for (const key of keysOf(fields)) {
      if (source[key] !== undefined) result[key] = fields[key](source[key], `${path}.${key}`)
    }
    return result
  }
}

/** An object whose values are all strings, as a message's payload is. */
export function texts(limit: { maxKeys: number; max: number }): Shape<Record<string, string>> {
  const entry = text({ max: limit.max })
  return (value, path) => {
    const source = record(value, path)
    const keys = Object.keys(source)
    if (keys.length > limit.maxKeys) throw new ShapeError(`${path} must have at most ${limit.maxKeys} fields`)
    if (keys.includes('__proto__')) throw new ShapeError(`${path} may not have a field __proto__`)
    return Object.fromEntries(keys.map((key) => [key, entry(source[key], `${path}.${key}`)]))
  }
}

/** A union told apart by its field `kind`. */
export function variant<T extends { kind: string }>(cases: {
  [K in T['kind']]: Shape<Omit<Extract<T, { kind: K }>, 'kind'>>
}): Shape<T> {
  return (value, path) => {
    const { kind } = record(value, path)
    if (typeof kind !== 'string' || !Object.hasOwn(cases, kind)) throw new ShapeError(`${path}.kind is unknown`)
    const rest: object = cases[kind as T['kind']](value, path)
    return { kind, ...rest } as T
  }
}

function record(value: unknown, path: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new ShapeError(`${path} must be an object`)
  }
  return value as Record<string, unknown>
}

function keysOf<T extends object>(fields: T): (keyof T & string)[] {
  return Object.keys(fields) as (keyof T & string)[]
}
