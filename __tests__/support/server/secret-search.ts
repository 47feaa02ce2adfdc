/** Finds a secret in whatever disguise it may have slipped out. */
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { inflateSync } from 'node:zlib'

/**
 * Texts of which none may appear when `secret` is to stay secret: either half of it, as it is, in a url, as
 * hexadecimal digits and in base64, wherever it begins; and the bytes that it spells, if it is hexadecimal.
 */
export function tracesOf(secret: string): string[] {
  const middle = secret.length / 2
  const halves = [secret.slice(0, middle), secret.slice(middle)].map((half) => Buffer.from(half))
  if (/^([0-9a-f]{2})+$/i.test(secret)) halves.push(Buffer.from(secret, 'hex'))
  return halves.flatMap((half) => [
    half.toString('latin1'),
    encodeURIComponent(half.toString('latin1')),
    half.toString('hex'),
    half.toString('hex').toUpperCase(),
    ...[0, 1, 2].flatMap((shift) => base64Within(half, shift)),
  ])
}

/** What is left of the base64 of longer bytes that hold `bytes`, `shift` from a multiple of three. */
function base64Within(bytes: Buffer, shift: number): string[] {
  const whole = bytes.subarray((3 - shift) % 3)
  const text = whole.subarray(0, whole.length - (whole.length % 3)).toString('base64')
  return [text, text.replace(/\+/g, '-').replace(/\//g, '_'), text.replace(/\+/g, '*').replace(/\//g, '-')]
}

export interface Find {
  where: string
  secret: string
}

/** @param secrets by a name that may be shown */
export function search(
  contents: Iterable<readonly [where: string, content: string | Buffer]>,
  secrets: Readonly<Record<string, string>>,
): Find[] {
  const wanted = Object.entries(secrets).map(([secret, value]) => ({ secret, traces: tracesOf(value) }))
  const finds: Find[] = []
  for (const [where, content] of contents) {
    const text = unpacked(typeof content === 'string' ? content : content.toString('latin1'))
    for (const { secret, traces } of wanted) {
      if (traces.some((trace) => text.includes(trace))) finds.push({ where, secret })
    }
  }
  return finds
}

/** With the content of every UserSig, which is compressed. */
function unpacked(text: string): string {
  const tickets = text.match(/eJ[A-Za-z0-9*_-]{40,}/g) ?? []
  return [text, ...tickets.map(inflate)].join('\n')
}

function inflate(ticket: string): string {
  try {
    const base64 = ticket.replace(/\*/g, '+').replace(/-/g, '/').replace(/_/g, '=')
    return inflateSync(Buffer.from(base64, 'base64')).toString('latin1')
  } catch {
    // it only looked like one
    return ''
  }
}

/** Every file in a folder and the folders in it. */
export function filesIn(folder: string): [file: string, content: Buffer][] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .map((file) => [file, readFileSync(file)])
}
