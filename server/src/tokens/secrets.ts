/**
 * Secrets come in lists of one, or two during a rotation: the first one signs, both verify.
 */
import { isQuoted } from '../settings/environment'

export type Secret = string | readonly string[]

export function toList(secret: Secret): readonly string[] {
  return typeof secret === 'string' ? [secret] : secret
}

/**
 * Throws when there is no secret, more than two, the same one twice, or one that cannot be real: short, made of few
 * letters or of repetitions, a placeholder that was not replaced, or with something around it. The message says which,
 * and does not repeat the secret.
 *
 * @param what what the secret is, and where it comes from
 */
export function assertSecret(secret: Secret, what: string, origin: string): void {
  const list = toList(secret).filter((each) => each !== '')
  const fault = list.map(faultOf).find((each) => each !== undefined)
  if (list.length === 0 || fault !== undefined) {
    throw new Error(`${what} is missing or a placeholder: ${origin}.${fault === undefined ? '' : ` It ${fault}.`}`)
  }
  if (list.length > 2 || new Set(list).size < list.length) {
    throw new Error(`${what} must be one, or two different ones during a rotation, the newer one first.`)
  }
}

/** What stands in examples and templates; short words only where no generator puts them. */
const PLACEHOLDERS = [
  /secret|passw(or)?d|passw0rd|placeholder|change|example|sample|dummy|default|replace|insert|paste|fixme|foobar/i,
  /your[-_ ]?(key|app|token|trtc)|(key|goes|fill|enter)[-_ ]?(in[-_ ]?)?here|fill[-_ ]?in|letmein|qwerty|asdfgh/i,
  /(^|[-_.])(todo|test|none|null|key)[-_.]|x{6,}|deadbeef|123456789|abcdefgh/i,
  // variables and templates that nothing has filled in
  /^\$\w|\$[({]|^%\w+%$|[<>{}]/,
]

/** Why `secret` cannot be real, as the rest of a sentence about it; undefined if it can. */
function faultOf(secret: string): string | undefined {
  if (isQuoted(secret)) return 'has quotes around it'
  if (/^[A-Za-z_]\w*=./.test(secret)) return 'begins with the name of a variable'
  if (PLACEHOLDERS.some((placeholder) => placeholder.test(secret))) return 'looks like a placeholder'
  if (!/^[!-[\]-~]+$/.test(secret)) return 'has characters that no key has: white space, a backslash, or none of ASCII'
  if (secret.length < 32) return 'has fewer than 32 characters'
  return isGuessable(secret) ? 'is too regular to be made by chance' : undefined
}

/**
 * Few letters, a repetition, or neighbours of the alphabet or of the digits one after the other. Of 40 random digits, more
 * than half follow a neighbour once in a thousand times; 70 % never do. Three of the ten never come once in 13,000 times.
 */
function isGuessable(secret: string): boolean {
  const letters = secret.split('')
  const triples = new Set(letters.slice(2).map((_, index) => secret.slice(index, index + 3)))
  const codes = letters.map((letter) => letter.charCodeAt(0))
  const steps = codes.slice(1).filter((code, index) => Math.abs(code - (codes[index] ?? 0)) <= 1)
  const repeats = `${secret}${secret}`.indexOf(secret, 1) < secret.length
  return new Set(letters).size < 7 || triples.size < 20 || repeats || steps.length > secret.length * 0.7
}
