/** Where a secret comes from: a variable, or a file whose path is in a variable of the same name and `_FILE`. */
import { readFileSync, statSync } from 'node:fs'
import { codeOf, type Environment, readText, splitList } from './environment'

/** Bytes: two long keys and what stands between them. */
const LARGEST = 16_384
/** Characters of a key that may share a file with another one without a comma between them. */
const LONG_KEY = 48
/** Read or write, for everybody. */
const OTHERS = 0o006

/** Gets what does not stop the service, but should be known. It holds no value of a setting. */
export type Warn = (message: string) => void

/**
 * One secret, or two during a rotation, separated by a comma or a new line; the file counts when there are both.
 * Throws when the file cannot be read, is no plain text, or has one key in several lines; the message names the
 * variable and repeats neither the path, which may be the secret itself, nor the content.
 */
export function readSecrets(env: Environment, name: string, warn: Warn): string[] {
  const setting = `${name}_FILE`
  const file = readText(env, setting)
  const text = file === undefined ? (env[name] ?? '') : readSecretFile(file, setting, warn)
  assertUnwrapped(text, file === undefined ? name : setting)
  return splitList(text)
}

function readSecretFile(file: string, setting: string, warn: Warn): string {
  const bytes = readBytes(file, setting, warn)
  // a zero is in every UTF-16 text, and in no UTF-8 one
  if (bytes.includes(0)) throw new Error(`${setting} is no plain text: save it as UTF-8 or ASCII.`)
  return bytes.toString('utf8')
}

function readBytes(file: string, setting: string, warn: Warn): Buffer {
  let problem: string
  try {
    const { mode, size } = statSync(file)
    if (size > LARGEST) throw Object.assign(new Error('too large for a secret'), { code: 'EFBIG' })
    const bytes = readFileSync(file)
    // on Windows the bits mean nothing
    if (process.platform !== 'win32' && (mode & OTHERS) !== 0)
      warn(`${setting}: every user of this machine can read or change the file. chmod 600 keeps it private.`)
    return bytes
  } catch (error) {
    // not its message, and not as a cause: both hold the path
    problem = codeOf(error)
  }
  throw new Error(
    `${setting} must be the path of a file that the service can read (${problem}), not the secret itself.`,
  )
}

/** A wrapped key would be taken for two: the service would start, and sign with half of it. */
function assertUnwrapped(text: string, setting: string): void {
  const lines = text
    .trim()
    .replace(/\s*,\s*/g, ',')
    .split(/\s*[\r\n]+\s*/)
  if (lines.length > 1 && lines.some((line) => line.length < LONG_KEY))
    throw new Error(
      `${setting} has a key that goes over several lines: write it in one line. A comma stands between two keys.`,
    )
}
