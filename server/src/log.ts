import type { FastifyServerOptions } from 'fastify'
import { plainAddress } from './guard/addresses'

/** Gets the log, one JSON object per line. */
export interface LogSink {
  write(line: string): void
}

export const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const
export type LogLevel = (typeof LOG_LEVELS)[number]

/** An access log that holds no header, body, query or answer: each may hold what identifies a session, or a UserSig. */
export function loggerOf(sink: LogSink | undefined, level: LogLevel): NonNullable<FastifyServerOptions['logger']> {
  if (!sink) return false
  const stream: LogSink = { write: (line) => sink.write(line.replace(INVISIBLE, escapeInJSON)) }
  return { level, stream, serializers: { req: describeRequest, err: describeError } }
}

/**
 * What JSON leaves as it is, although a terminal obeys it or a reader does not see it: C1 control characters, marks of
 * direction, separators of lines, joiners and tags. Every string of a log line may come from outside.
 */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}](?!$)/gu

function escapeInJSON(character: string): string {
  const units = Array.from({ length: character.length }, (_, index) => character.charCodeAt(index))
  return units.map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`).join('')
}

function describeRequest({ method, url, ip }: { method: string; url: string; ip?: string }) {
  return { method, path: url.replace(/\?.*$/s, ''), ip: plainAddress(ip) }
}

/** Without whatever else hangs on an error; HTTP clients like to keep the whole request there. */
function describeError(error: Error) {
  const { stack = '', cause } = error
  return { ...describeBriefly(error), stack, ...(cause instanceof Error && { cause: describeBriefly(cause) }) }
}

function describeBriefly({ name, message, code }: Error & { code?: unknown }) {
  return { type: name, message, ...(typeof code === 'string' && { code }) }
}
