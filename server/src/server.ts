/**
 * The signing service: hands a signed-in user the UserSig of that user, and of nobody else.
 *
 *   POST /usersig  ->  200 { sdkAppID, userID, userSig, expiresAt }
 *   GET  /health   ->  200 { status: 'ok' }
 *
 * Everything else is refused with `{ error }`, a constant text per status.
 */
import rateLimit from '@fastify/rate-limit'
import Fastify, { type FastifyInstance, type FastifyRequest, type FastifyServerOptions } from 'fastify'
import { signUserSig } from './usersig'

/**
 * Tells who sends a request: the userID of its session, or undefined when nobody is signed in.
 * It is the only thing that decides whom the service signs for.
 */
export type Authenticate = (request: FastifyRequest) => string | undefined | Promise<string | undefined>

export interface ServerOptions {
  /** Tencent application id, a positive integer */
  sdkAppID: number
  /** the application's secret key; never logged, never sent */
  key: string
  authenticate: Authenticate
  /** seconds a UserSig is valid, 300-86,400 (values outside are moved to the nearest end); default 7,200 */
  expire?: number
  /** accounts that may do anything in Chat, which are never signed for; default `['administrator']`, Chat's own */
  administrators?: readonly string[]
  /** requests for a UserSig that one address may send per minute, default 60 */
  requestsPerMinute?: number
  /** Fastify's logger; default: none */
  logger?: FastifyServerOptions['logger']
  /** addresses of proxies in front of the service, see Fastify's `trustProxy` */
  trustProxy?: FastifyServerOptions['trustProxy']
  /** seconds since the epoch; default: the clock */
  now?: () => number
}

/** What `POST /usersig` answers. */
export interface UserSigResponse {
  sdkAppID: number
  userID: string
  userSig: string
  /** seconds since the epoch */
  expiresAt: number
}

/** What TRTC's `room://` url carries safely; Tencent's own limit is 32 bytes. */
const USER_ID = /^[A-Za-z0-9_-]{1,32}$/

const ERRORS: Readonly<Record<number, string>> = {
  400: 'bad request',
  401: 'not signed in',
  403: 'not allowed',
  404: 'not found',
  405: 'method not allowed',
  413: 'body too large',
  415: 'unsupported media type',
  429: 'too many requests',
  500: 'internal error',
  503: 'shutting down',
}
const errorBody = (status: number) => ({ error: ERRORS[status] ?? ERRORS[status < 500 ? 400 : 500] })

class Refusal extends Error {
  constructor(readonly statusCode: 401 | 403) {
    super(ERRORS[statusCode])
  }
}

/**
 * Builds the service. The caller listens (`listen`), or passes requests on (`ready`, then `routing`), and closes it.
 * Rejects when the app id or the key cannot be real.
 */
export async function createServer(options: ServerOptions): Promise<FastifyInstance> {
  const { sdkAppID, key, authenticate, now = () => Math.floor(Date.now() / 1000) } = options
  assertCredentials(sdkAppID, key)
  const expire = Math.min(86_400, Math.max(300, options.expire ?? 7200))
  const administrators = (options.administrators ?? ['administrator']).map((name) => name.toLowerCase())
  const maySignFor = (userID: string) => USER_ID.test(userID) && !administrators.includes(userID.toLowerCase())

  const server = Fastify({
    bodyLimit: 1024,
    requestTimeout: 10_000,
    logger: options.logger ?? false,
    trustProxy: options.trustProxy ?? false,
  })
  refuseInConstantWords(server)
  acceptEmptyJSON(server)
  await server.register(rateLimit, { global: false })
  server.addHook('onSend', async (_request, reply) => {
    reply.header('cache-control', 'no-store')
  })

  server.get('/health', () => ({ status: 'ok' }))

  server.route({
    method: 'POST',
    url: '/usersig',
    config: { rateLimit: { max: options.requestsPerMinute ?? 60, timeWindow: 60_000 } },
    handler: async (request): Promise<UserSigResponse> => {
      const userID = await authenticate(request)
      if (userID === undefined) throw new Refusal(401)
      if (!maySignFor(userID)) throw new Refusal(403)
      const time = now()
      const userSig = signUserSig({ sdkAppID, key, userID, expire, now: time })
      return { sdkAppID, userID, userSig, expiresAt: time + expire }
    },
  })
  server.route({
    method: ['GET', 'HEAD', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'],
    url: '/usersig',
    handler: (_request, reply) => reply.code(405).header('allow', 'POST').send(errorBody(405)),
  })
  return server
}

/** Nothing of a request, an exception or a library's wording reaches the other side. */
function refuseInConstantWords(server: FastifyInstance): void {
  server.setNotFoundHandler((_request, reply) => reply.code(404).send(errorBody(404)))
  server.setErrorHandler((error: { statusCode?: number }, request, reply) => {
    const status = error.statusCode !== undefined && error.statusCode >= 400 ? error.statusCode : 500
    if (status >= 500) request.log.error(error)
    return reply.code(status).send(errorBody(status))
  })
}

/** `wx.request` announces JSON even when it sends no data. */
function acceptEmptyJSON(server: FastifyInstance): void {
  const parseJSON = server.getDefaultJsonParser('error', 'error')
  server.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    if (body === '') done(null, undefined)
    else void parseJSON(request, body as string, done)
  })
}

/** Throws when the app id or the key is missing, malformed, or a placeholder somebody forgot to replace. */
export function assertCredentials(sdkAppID: number, key: string): void {
  if (!Number.isSafeInteger(sdkAppID) || sdkAppID <= 0) {
    throw new Error('The application id must be a positive integer: take it from the TRTC console (TRTC_SDK_APP_ID).')
  }
  const placeholder = /your|secret|placeholder|change|example|xxx|[<>{}\s]/i.test(key) || new Set(key).size < 8
  if (key.length < 32 || placeholder) {
    throw new Error(
      'The secret key is missing or a placeholder: take it from the TRTC console ' +
        '(TRTC_SECRET_KEY, or TRTC_SECRET_KEY_FILE with the path of a file that holds it).',
    )
  }
}
