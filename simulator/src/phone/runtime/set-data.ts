/** setData carries JSON between two threads on a phone; its limit is 1024 KB. */
export const SET_DATA_LIMIT = 1024 * 1024

export interface SetDataInspection {
  /** size as JSON in UTF-8 */
  bytes: number
  /** what a phone would lose or change, one line each: `list[0].when: a Date becomes a string` */
  losses: string[]
}

/**
 * Looks at a patch as a phone would.
 * @throws TypeError when the patch refers to itself, or holds a BigInt: it has no JSON
 */
export function inspectSetData(patch: object): SetDataInspection {
  const losses: string[] = []
  inspect(patch, '', [], losses)
  return { bytes: new TextEncoder().encode(JSON.stringify(patch)).length, losses }
}

function inspect(value: unknown, path: string, ancestors: object[], losses: string[]): void {
  if (typeof value === 'bigint') throw new TypeError(`setData: ${path} is a BigInt, which cannot be sent`)
  const loss = lossOf(value)
  if (loss !== null) losses.push(`${path || 'the patch'}: ${loss}`)
  if (loss !== null || typeof value !== 'object' || value === null) return
  if (ancestors.includes(value)) throw new TypeError(`setData: ${path} refers back to an object that contains it`)
  const inside = [...ancestors, value]
  if (Array.isArray(value)) value.forEach((item, index) => inspect(item, `${path}[${index}]`, inside, losses))
  else for (const [key, item] of Object.entries(value)) inspect(item, path ? `${path}.${key}` : key, inside, losses)
}

function lossOf(value: unknown): string | null {
  switch (typeof value) {
    case 'undefined':
      return 'undefined is not set'
    case 'function':
      return 'a function does not reach the view'
    case 'symbol':
      return 'a symbol cannot be sent'
    case 'number':
      return Number.isFinite(value) ? null : `${value} becomes null`
    case 'object':
      return value === null ? null : lossOfObject(value)
    default:
      return null
  }
}

function lossOfObject(value: object): string | null {
  if (value instanceof Date) return 'a Date becomes a string'
  if (value instanceof RegExp || value instanceof Map || value instanceof Set || value instanceof Error) {
    return `a ${value.constructor.name} becomes {}`
  }
  if (value instanceof ArrayBuffer || ArrayBuffer.isView(value)) return 'binary data becomes an object'
  return null
}
