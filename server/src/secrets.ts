/**
 * Secrets come in lists of one, or two during a rotation: the first one signs, both verify.
 */
export type Secret = string | readonly string[]

export function toList(secret: Secret): readonly string[] {
  return typeof secret === 'string' ? [secret] : secret
}

/**
 * Throws when there is no secret, more than two, the same one twice, or one that cannot be real: short, a row of few
 * letters, or a placeholder somebody forgot to replace. The message does not repeat it.
 *
 * @param what what the secret is, and where it comes from
 */
export function assertSecret(secret: Secret, what: string, origin: string): void {
  const list = toList(secret)
  if (list.length === 0 || !list.every(isReal)) {
    throw new Error(`${what} is missing or a placeholder: ${origin}.`)
  }
  if (list.length > 2 || new Set(list).size < list.length) {
    throw new Error(`${what} must be one, or two different ones during a rotation, the newer one first.`)
  }
}

function isReal(secret: string): boolean {
  const placeholder = /your|secret|placeholder|change|example|xxx|[<>{}\s]/i.test(secret)
  return secret.length >= 32 && !placeholder && new Set(secret).size >= 8
}
