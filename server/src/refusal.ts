import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { HookFailure } from './guard/hooks'

/** All that the other side is told, by status. Nothing of a request, an exception or a library's wording is in it. */
const ERRORS = {
  400: 'bad request',
  401: 'not signed in',
  403: 'not allowed',
  404: 'not found',
  405: 'method not allowed',
  408: 'request too slow',
  413: 'body too large',
  415: 'unsupported media type',
  417: 'expectation failed',
  429: 'too many requests',
  431: 'headers too large',
  500: 'internal error',
  503: 'try again later',
} as const
type Status = keyof typeof ERRORS

/** Ends a request with a constant answer. `message` is for the log alone, and holds no secret. */
export class Refusal extends Error {
  constructor(
    readonly statusCode: Status,
    message: string = ERRORS[statusCode],
    /** seconds to wait before another attempt */
    readonly retryAfter?: number,
  ) {
    super(message)
  }
}

export function refuse(reply: FastifyReply, status: number): FastifyReply {
  return reply.code(status).header('cache-control', 'no-store').send(refusalBody(status))
}

export function refusalBody(status: number): { error: string } {
  return { error: status in ERRORS ? ERRORS[status as Status] : ERRORS[status < 500 ? 400 : 500] }
}

/**
 * The status of a refusal, or of what Fastify itself refuses. Whatever else is thrown is a fault of the service, and so
 * is all that comes from the host's code: the 404 of some database says nothing about this request.
 */
export function statusOf(error: unknown): number {
  if (error instanceof Refusal) return error.statusCode
  if (error instanceof HookFailure) return 500
  const { code, statusCode } = (error ?? {}) as { code?: unknown; statusCode?: number }
  return typeof code === 'string' && code.startsWith('FST_') ? (statusCode ?? 500) : 500
}

/** Whatever goes wrong, in a handler, a hook, a plugin or the router, is answered by `refuse`. */
export function refuseInConstantWords(server: FastifyInstance): void {
  server.setNotFoundHandler({ preHandler: server.rateLimit() }, (_request, reply) => refuse(reply, 404))
  server.setErrorHandler((error: unknown, request, reply) => {
    const status = isGone(request) ? 400 : statusOf(error)
    if (isGone(request)) request.log.info({ reason: 'the client has left before its request was complete' }, 'refused')
    else if (status >= 500) logFault(request, error)
    else if (error instanceof Refusal) request.log.info({ reason: error.message }, 'refused')
    if (error instanceof Refusal && error.retryAfter !== undefined) reply.header('retry-after', error.retryAfter)
    return refuse(reply, status)
  })
}

/** Then whatever has failed has failed for that reason: no handler and no hook gets half a request. */
function isGone({ raw }: FastifyRequest): boolean {
  return raw.destroyed && !raw.complete
}

function logFault(request: FastifyRequest, error: unknown): void {
  const { hook, thrown } = error instanceof HookFailure ? error : { hook: undefined, thrown: error }
  const err = thrown instanceof Error ? thrown : new Error(`thrown: ${describe(thrown)}`)
  request.log.error({ err, ...(hook !== undefined && { hook }) }, err.message)
}

/** What is no Error, without what may be in it. */
function describe(thrown: unknown): string {
  return typeof thrown === 'string' ? thrown : typeof thrown
}
