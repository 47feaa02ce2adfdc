/** Any value in one line, as a console shows it. */
export function printable(value: unknown): string {
  if (typeof value === 'string') return value
  if (value instanceof Error) return `${value.name}: ${value.message}`
  try {
    return toJSON(value) ?? typeof value
  } catch {
    return Object.prototype.toString.call(value)
  }
}

/** undefined and functions have no JSON, which the library's own type conceals. */
const toJSON: (value: unknown) => string | undefined = JSON.stringify
