/** Environment variables, read strictly: what cannot be meant as it is written is refused, and no value is repeated. */
export type Environment = Readonly<Record<string, string | undefined>>

interface Range {
  least: number
  most: number
  /** left out: the setting is required */
  byDefault?: number
}

/**
 * The value of a variable; undefined when it is empty or not there. Throws when there is white space or a quote around
 * it, as an env file with Windows line ends or a shell's quotes leaves them.
 */
export function readText(env: Environment, name: string): string | undefined {
  const value = env[name]
  if (!value) return undefined
  if (value !== value.trim()) throw new Error(`${name} begins or ends with white space: remove it.`)
  if (isQuoted(value)) throw new Error(`${name} has quotes around it: remove them.`)
  return value
}

/** Also with one of the quotes alone. */
export function isQuoted(value: string): boolean {
  return /^["'`“”‘’]|["'`“”‘’]$/.test(value)
}

/** Digits alone: neither `1e3` nor `0x10` nor `1.5`. */
export function readInteger(env: Environment, name: string, { least, most, byDefault }: Range): number {
  const text = readText(env, name)
  if (text === undefined && byDefault !== undefined) return byDefault
  if (text === undefined || !/^(0|[1-9][0-9]*)$/.test(text))
    throw new Error(`${name} must be a whole number, but is ${text === undefined ? 'not set' : 'none'}.`)
  const value = Number(text)
  if (value < least || value > most) throw new Error(`${name} must be ${least} to ${most}.`)
  return value
}

/** One of `allowed`, in exactly these letters. */
export function readChoice<T extends string>(env: Environment, name: string, allowed: readonly T[], byDefault: T): T {
  const text = readText(env, name) ?? byDefault
  const choice = allowed.find((each) => each === text)
  if (choice === undefined) throw new Error(`${name} must be one of ${allowed.join(', ')}.`)
  return choice
}

/** Separated by commas or new lines. */
export function splitList(text = ''): string[] {
  return text
    .split(/[,\r\n]/)
    .map((entry) => entry.trim())
    .filter(Boolean)
}

/** Such as ENOENT: all of an error that is safe to print when a setting may have caused it. */
export function codeOf(error: unknown): string {
  const { code } = (error ?? {}) as { code?: unknown }
  return typeof code === 'string' && /^[A-Z0-9_]+$/.test(code) ? code : 'unknown reason'
}
