/**
 * The signing service: hands a signed-in user the UserSig of that user, and of nobody else.
 *
 *   POST /session          { code }                    ->  200 { session, userID, expiresAt }
 *   POST /usersig                                      ->  200 { sdkAppID, userID, userSig, expiresAt }
 *   POST /private-map-key  { roomID | strRoomID, type }  ->  200 { sdkAppID, userID, privateMapKey, expiresAt }
 *   GET  /health                                       ->  200 { status: 'ok' }
 *
 * Everything else is refused with `{ error }`, a constant text per status.
 */
import rateLimit from '@fastify/rate-limit'
import Fastify, { type FastifyInstance, type FastifyRequest } from 'fastify'
import { createConnections } from './connections'
import { clampExpiry, DEFAULT_EXPIRY } from './tokens/expiry'
import { limitedAddress, readTrust, type TrustProxy } from './guard/addresses'
import { Counters } from './guard/counters'
import { callHook } from './guard/hooks'
import { loggerOf, type LogLevel, type LogSink } from './log'
import type { CallType, Room } from './tokens/private-map-key'
import { Refusal, refuse, refuseInConstantWords, statusOf } from './refusal'
import { addPrivateMapKeyRoute, addSessionRoute, addUserSigRoute, type Signer } from './routes'
import { assertSecret, type Secret, toList } from './tokens/secrets'
import { registerSessionTokens, type SessionOptions } from './tokens/session-token'
import { assertWeChat, code2Session, hashedUserID, type UserIDOf, type WeChatOptions } from './wechat'

/**
 * Tells who sends a request: the userID of its session, or undefined (or null) when nobody is signed in.
 * It is the only thing that decides whom the service signs for.
 */
export type Authenticate = (request: FastifyRequest) => UserID | Promise<UserID>
type UserID = string | undefined | null

/** Tells whether a user may enter a room now, for a call of type 1 (voice) or 2 (video). */
export type MayEnter = (userID: string, room: Room, type: CallType) => boolean | Promise<boolean>

export interface ServerOptions {
  /** Tencent application id, a positive integer */
  sdkAppID: number
  /**
   * the application's secret key, never logged, never sent; during a rotation two: the first one signs, and both
   * verify (`verifyUserSig`), as at Tencent
   */
  key: Secret
  /** the host's own sessions; leave it out for WeChat login */
  authenticate?: Authenticate
  /** WeChat login, with `POST /session`; takes `session` as well */
  weChat?: WeChatOptions
  /** the sessions of users who signed in with WeChat */
  session?: SessionOptions
  /** the account of a WeChat user; default: `hashedUserID` */
  userIDOf?: UserIDOf
  /** default: nobody may enter any room, so that no privateMapKey is signed */
  mayEnter?: MayEnter
  /** seconds a UserSig is valid, 300-86,400 (values outside are moved to the nearest end); default 7,200 */
  expire?: number
  /** accounts that may do anything in Chat, which are never signed for; default `['administrator']`, Chat's own */
  administrators?: readonly string[]
  /** requests per minute and instance: of one address (default 120, /64 for IPv6), of one user (default 20) */
  requestsPerMinute?: { address?: number; user?: number }
  /** gets the log; default: none */
  log?: LogSink
  /** default `info` */
  logLevel?: LogLevel
  /** how many proxies are in front of the service, their addresses and networks, or a function; default: none */
  trustProxy?: TrustProxy
  /** seconds since the epoch; default: the clock */
  now?: () => number
}

/** What TRTC's `room://` url carries safely; Tencent's own limit is 32 bytes. */
export function isUserID(text: string): boolean {
  return /^[A-Za-z0-9_-]{1,32}$/.test(text)
}

/** What JavaScript makes of nobody when a hook puts it into a text. All of them would share one account. */
const NO_NAMES: readonly string[] = ['undefined', 'null', 'NaN', 'true', 'false']

/** Chat's own. */
export const DEFAULT_ADMINISTRATORS: readonly string[] = ['administrator']
export const DEFAULT_REQUESTS_PER_MINUTE = { address: 120, user: 20 }

const MINUTE = 60_000
/** Tencent's are 32 bits. */
export const LARGEST_APP_ID = 0xffffffff

/**
 * Builds the service. The caller listens (`listen`), or passes requests on (`ready`, then `routing`), and closes it.
 * Rejects when the app id, a key or a secret cannot be real, or when it is not clear who is signed in.
 */
export async function createServer(options: ServerOptions): Promise<FastifyInstance> {
  const { sdkAppID, key, mayEnter = () => false } = options
  assertCredentials(sdkAppID, key)
  const perMinute = readLimits(options)
  const [signingKey = ''] = toList(key)
  const signer: Signer = {
    sdkAppID,
    key: signingKey,
    expire: clampExpiry(options.expire ?? DEFAULT_EXPIRY),
    now: options.now ?? (() => Math.floor(Date.now() / 1000)),
  }

  const trusts = readTrust(options.trustProxy ?? false, 'trustProxy')
  const connections = createConnections((ip) => {
    server.log.warn({ ip }, 'too many requests at once on one connection: closed')
  })
  const server: FastifyInstance = Fastify({
    ...connections.options,
    bodyLimit: 1024,
    logger: loggerOf(options.log, options.logLevel ?? 'info'),
    trustProxy: options.trustProxy ? trusts : false,
    // 1 is not '1'. The schemas are our own: to check them against the schema of schemas is half of what a start takes
    ajv: { customOptions: { coerceTypes: false, validateSchema: false } },
    frameworkErrors: (error, _request, reply) => void refuse(reply, statusOf(error)),
  })
  await server.register(rateLimit, {
    max: perMinute.address,
    timeWindow: MINUTE,
    store: Counters,
    keyGenerator: ({ ip }) => limitedAddress(ip),
    errorResponseBuilder: ({ ip }) => new Refusal(429, `too many of ${ip}`),
  })
  refuseInConstantWords(server)
  acceptEmptyJSON(server)
  server.decorateRequest('userID', '')
  server.addHook('onSend', async (_request, reply) => void reply.header('cache-control', 'no-store'))
  connections.stopInTime(server)

  const admit = createAdmission(server, options, perMinute.user)
  const { authenticate } = options
  const whoSends = authenticate
    ? (request: FastifyRequest) => callHook('authenticate', () => authenticate(request))
    : await addWeChatLogin(server, options, admit)
  const identify = async (request: FastifyRequest) => admit(request, await whoSends(request), 401)
  addUserSigRoute(server, identify, signer)
  const isAllowed: MayEnter = (userID, room, type) => callHook('mayEnter', () => mayEnter(userID, room, type))
  addPrivateMapKeyRoute(server, identify, isAllowed, signer)
  server.get('/health', { config: { rateLimit: false }, logLevel: 'warn' }, () => ({ status: 'ok' }))
  return server
}

function readLimits({ requestsPerMinute = {} }: ServerOptions): { address: number; user: number } {
  const limits = { ...DEFAULT_REQUESTS_PER_MINUTE, ...requestsPerMinute }
  if (![limits.address, limits.user].every((limit) => Number.isSafeInteger(limit) && limit > 0))
    throw new Error('requestsPerMinute must be whole numbers, 1 or more.')
  return limits
}

/** Lets a user pass whom a hook has named; `absent` is the status when it names nobody. */
type Admission = (request: FastifyRequest, userID: unknown, absent: 401 | 403) => Promise<string>

function createAdmission(server: FastifyInstance, options: ServerOptions, perMinute: number): Admission {
  const administrators = (options.administrators ?? DEFAULT_ADMINISTRATORS).map((name) => name.toLowerCase())
  const count = server.createRateLimit({
    max: perMinute,
    timeWindow: MINUTE,
    keyGenerator: ({ userID }) => userID,
  })
  return async (request, userID, absent) => {
    if (userID === undefined || userID === null) throw new Refusal(absent)
    if (typeof userID !== 'string') throw new Error(`A userID must be text, but the hook gave a ${typeof userID}.`)
    if (NO_NAMES.includes(userID)) throw new Error(`A userID must name somebody, but the hook gave the text ${userID}.`)
    if (!isUserID(userID)) throw new Refusal(403, 'the userID is not 1 to 32 characters of a-z, A-Z, 0-9, _ and -')
    if (administrators.includes(userID.toLowerCase())) throw new Refusal(403, 'the user is an administrator')
    request.userID = userID
    const limit = await count(request)
    if (!limit.isAllowed && limit.isExceeded) throw new Refusal(429, `too many of ${userID}`, limit.ttlInSeconds)
    return userID
  }
}

async function addWeChatLogin(
  server: FastifyInstance,
  { sdkAppID, key, weChat, session, userIDOf }: ServerOptions,
  admit: Admission,
): Promise<Authenticate> {
  if (!weChat || !session) {
    throw new Error(
      'Nobody could sign in: give WeChat login an app id, an app secret and a session key ' +
        '(WECHAT_APP_ID, WECHAT_APP_SECRET, SESSION_KEY), or plug in authenticate().',
    )
  }
  assertWeChat(weChat)
  const secrets = [...toList(key), ...toList(session.key), weChat.appSecret]
  if (new Set(secrets).size < secrets.length) {
    throw new Error('The secret key, the session key and the app secret must be different ones.')
  }
  const tokens = await registerSessionTokens(server, { ...session, sdkAppID })
  const login = async (code: string, request: FastifyRequest) => {
    const identity = await code2Session(weChat, code)
    const userID = userIDOf
      ? await callHook('userIDOf', () => userIDOf(identity))
      : hashedUserID(weChat.appID, identity)
    return admit(request, userID, 403)
  }
  addSessionRoute(server, login, tokens.issue)
  return tokens.read
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
export function assertCredentials(sdkAppID: number, key: Secret): void {
  if (!Number.isSafeInteger(sdkAppID) || sdkAppID <= 0 || sdkAppID > LARGEST_APP_ID) {
    throw new Error('The application id must be a positive integer: take it from the TRTC console (TRTC_SDK_APP_ID).')
  }
  assertSecret(
    key,
    'The secret key',
    'take it from the TRTC console (TRTC_SECRET_KEY, or TRTC_SECRET_KEY_FILE with the path of a file that holds it)',
  )
}
