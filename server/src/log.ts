import type { FastifyServerOptions } from 'fastify'

/** Gets the log, one JSON object per line. */
export interface LogSink {
  write(line: string): void
}

export type LogLevel = 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal' | 'silent'

/** An access log that holds no header, body, query or answer: each may hold what identifies a session, or a UserSig. */
export function loggerOf(sink: LogSink | undefined, level: LogLevel): NonNullable<FastifyServerOptions['logger']> {
  if (!sink) return false
  return { level, stream: sink, serializers: { req: describeRequest, err: describeError } }
}

function describeRequest({ method, url, ip }: { method: string; url: string; ip: string }) {
  return { method, path: url.replace(/\?.*$/s, ''), ip }
}

/** Without whatever else hangs on an error; HTTP clients like to keep the whole request there. */
function describeError(error: Error) {
  const { stack = '', cause } = error
  return { ...describeBriefly(error), stack, ...(cause instanceof Error && { cause: describeBriefly(cause) }) }
}

function describeBriefly({ name, message, code }: Error & { code?: unknown }) {
  return { type: name, message, ...(typeof code === 'string' && { code }) }
}
