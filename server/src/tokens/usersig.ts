/**
 * UserSig, the login password of Tencent Chat and TRTC, in the format "TLS 2.0": HMAC-SHA256 over a few lines of text,
 * packed as zlib-compressed JSON in a URL-safe base64. The format is that of Tencent's own `tls-sig-api-v2`. With a
 * `userBuf`, the same ticket opens one room: see private-map-key.ts.
 */
import { createHmac, timingSafeEqual } from 'node:crypto'
import { deflateSync, inflateSync } from 'node:zlib'
import { type Secret, toList } from './secrets'

/** Tencent's codes for a refused UserSig, as Chat's login reports them. */
export const USER_SIG_ERROR = {
  EXPIRED: 70001,
  MALFORMED: 70003,
  WRONG_KEY: 70009,
  WRONG_USER: 70013,
  WRONG_APP: 70014,
} as const
export type UserSigErrorCode = (typeof USER_SIG_ERROR)[keyof typeof USER_SIG_ERROR]

export interface SignRequest {
  /** Tencent application id, a positive integer */
  sdkAppID: number
  /** the application's secret key */
  key: string
  userID: string
  /** seconds the signature stays valid, from `now` */
  expire: number
  /** seconds since the epoch; default: the clock */
  now?: number
  /** bytes to sign along; default: none, as in every UserSig */
  userBuf?: Buffer
}

export interface VerifyRequest {
  sdkAppID: number
  /** the application's secret key; during a rotation both, in any order */
  key: Secret
  /** who claims to be signed for */
  userID: string
  userSig: string
  /** seconds since the epoch; default: the clock */
  now?: number
}

export type VerifyResult =
  /** `expiresAt`: seconds since the epoch */
  { ok: true; expiresAt: number } | { ok: false; code: UserSigErrorCode; message: string }

/** What is signed, and everything the packed JSON says beside the signature. */
interface Claims {
  userID: string
  sdkAppID: number
  /** seconds since the epoch */
  time: number
  /** seconds */
  expire: number
  /** base64 */
  userBuf?: string
}

/** Far above any real UserSig (about 200 characters), and small enough to inflate without worry. */
const MAX_LENGTH = 4096
const MAX_INFLATED = 8192

/**
 * Signs `userID` in for `expire` seconds. Checks nothing: whom to sign, and for how long, is the caller's decision.
 */
export function signUserSig(request: SignRequest): string {
  const { sdkAppID, key, userID, expire, now = currentSeconds() } = request
  const userBuf = request.userBuf?.toString('base64')
  const claims: Claims = { userID, sdkAppID, time: now, expire, ...(userBuf !== undefined && { userBuf }) }
  const document = {
    'TLS.ver': '2.0',
    'TLS.identifier': userID,
    'TLS.sdkappid': sdkAppID,
    'TLS.time': now,
    'TLS.expire': expire,
    ...(userBuf !== undefined && { 'TLS.userbuf': userBuf }),
    'TLS.sig': signature(claims, key),
  }
  return toUrlSafe(deflateSync(JSON.stringify(document)).toString('base64'))
}

/** Judges a UserSig as Tencent's servers do. Never throws; the messages do not repeat the UserSig. */
export function verifyUserSig({ sdkAppID, key, userID, userSig, now = currentSeconds() }: VerifyRequest): VerifyResult {
  const read = readUserSig(userSig)
  if (!read) return refuse('MALFORMED', 'The UserSig cannot be read: it is damaged, or not a UserSig.')

  const { claims, sig } = read
  if (claims.sdkAppID !== sdkAppID) {
    return refuse('WRONG_APP', `The UserSig was made for application ${claims.sdkAppID}, not for ${sdkAppID}.`)
  }
  if (claims.userID !== userID) {
    return refuse('WRONG_USER', `The UserSig was made for another user than ${userID}.`)
  }
  if (!toList(key).some((each) => equal(sig, signature(claims, each)))) {
    return refuse('WRONG_KEY', 'The signature does not match: the UserSig was made with another key, or changed.')
  }
  const expiresAt = claims.time + claims.expire
  if (now >= expiresAt) {
    return refuse('EXPIRED', `The UserSig expired ${now - expiresAt} s ago. Get a new one from the server.`)
  }
  return { ok: true, expiresAt }
}

function signature({ userID, sdkAppID, time, expire, userBuf }: Claims, key: string): string {
  const text = `TLS.identifier:${userID}\nTLS.sdkappid:${sdkAppID}\nTLS.time:${time}\nTLS.expire:${expire}\n`
  const tail = userBuf === undefined ? '' : `TLS.userbuf:${userBuf}\n`
  return createHmac('sha256', key)
    .update(text + tail)
    .digest('base64')
}

function readUserSig(userSig: string): { claims: Claims; sig: string } | undefined {
  if (typeof userSig !== 'string' || userSig.length > MAX_LENGTH || !/^[A-Za-z0-9*_-]+$/.test(userSig)) return undefined
  try {
    const packed = Buffer.from(fromUrlSafe(userSig), 'base64')
    const document: unknown = JSON.parse(inflateSync(packed, { maxOutputLength: MAX_INFLATED }).toString('utf8'))
    return readDocument(document)
  } catch {
    // not zlib, or not JSON
    return undefined
  }
}

function readDocument(document: unknown): { claims: Claims; sig: string } | undefined {
  if (typeof document !== 'object' || document === null) return undefined
  const fields = document as Record<string, unknown>
  const userID = fields['TLS.identifier']
  const sdkAppID = fields['TLS.sdkappid']
  const time = fields['TLS.time']
  const expire = fields['TLS.expire']
  const sig = fields['TLS.sig']
  if (fields['TLS.ver'] !== '2.0') return undefined
  if (typeof userID !== 'string' || typeof sig !== 'string') return undefined
  if (!isCount(sdkAppID) || !isCount(time) || !isCount(expire)) return undefined
  return { claims: { userID, sdkAppID, time, expire }, sig }
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0
}

/** In constant time, so that an answer's delay says nothing about the right signature. */
function equal(a: string, b: string): boolean {
  const left = Buffer.from(a)
  const right = Buffer.from(b)
  return left.length === right.length && timingSafeEqual(left, right)
}

/** Tencent's own alphabet: `+ / =` travel as `* - _` (not that of RFC 4648). */
function toUrlSafe(base64: string): string {
  return base64.replace(/\+/g, '*').replace(/\//g, '-').replace(/=/g, '_')
}

function fromUrlSafe(text: string): string {
  return text.replace(/\*/g, '+').replace(/-/g, '/').replace(/_/g, '=')
}

function refuse(reason: keyof typeof USER_SIG_ERROR, message: string): VerifyResult {
  return { ok: false, code: USER_SIG_ERROR[reason], message }
}

function currentSeconds(): number {
  return Math.floor(Date.now() / 1000)
}
