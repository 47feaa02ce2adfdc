/**
 * Sessions of users who signed in with WeChat: tokens that are signed and stored nowhere, so that any instance of the
 * service takes those of any other one. A token names its user, the application, and when it ends.
 */
import jwt, { type JwtHeader, type TokenOrHeader } from '@fastify/jwt'
import { createHash } from 'node:crypto'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { clampExpiry, DEFAULT_EXPIRY } from './expiry'
import { assertSecret, type Secret, toList } from './secrets'

export interface SessionOptions {
  /** signs the tokens, at least 32 characters; during a rotation two: the first one signs, both are accepted */
  key: Secret
  /** seconds a session lasts, 300-86,400 (values outside are moved to the nearest end); default 7,200 */
  expire?: number
}

export interface SessionTokens {
  /** `expiresAt`: seconds since the epoch */
  issue(userID: string): { session: string; expiresAt: number }
  /** The userID in the token of the header `Authorization: Bearer <token>`; undefined when there is no valid one. */
  read(request: FastifyRequest): Promise<string | undefined>
}

const ALGORITHM = 'HS256'
const ISSUER = 'trtc-calling'
/** Seconds that the clocks of two instances may differ. */
const CLOCK_TOLERANCE = 60

export async function registerSessionTokens(
  server: FastifyInstance,
  { key, expire = DEFAULT_EXPIRY, sdkAppID }: SessionOptions & { sdkAppID: number },
): Promise<SessionTokens> {
  assertSecret(key, 'The session key', 'make one with "openssl rand -hex 32" (SESSION_KEY, or SESSION_KEY_FILE)')
  const keys = new Map(toList(key).map((each) => [nameOf(each), each]))
  const [[kid, signingKey] = ['', '']] = keys
  // a token of another application is none, even under the same key
  const audience = String(sdkAppID)

  await server.register(jwt, {
    secret: {
      private: signingKey,
      public: (_request: FastifyRequest, token: TokenOrHeader) => {
        // the whole token, as `decode` has it
        const { header } = token as { header: JwtHeader }
        const found = keys.get(header.kid ?? '')
        return found === undefined ? Promise.reject(new Error('unknown key')) : Promise.resolve(found)
      },
    },
    decode: { complete: true },
    sign: { algorithm: ALGORITHM, kid, iss: ISSUER, aud: audience, expiresIn: clampExpiry(expire) },
    verify: {
      algorithms: [ALGORITHM],
      allowedIss: ISSUER,
      allowedAud: audience,
      requiredClaims: ['iss', 'aud', 'sub', 'iat', 'exp'],
    },
  })

  return {
    issue(userID) {
      const session = server.jwt.sign({ sub: userID })
      const decoded = server.jwt.decode<{ payload: { exp: number } }>(session)
      return { session, expiresAt: decoded?.payload.exp ?? 0 }
    },
    async read(request) {
      try {
        const { sub, iat } = await request.jwtVerify<{ sub: unknown; iat: unknown }>()
        // of an instance whose clock was wrong: the end that it wrote is as far off
        if (typeof iat !== 'number' || iat > Date.now() / 1000 + CLOCK_TOLERANCE) return undefined
        return typeof sub === 'string' ? sub : undefined
      } catch {
        // missing, damaged, forged, expired: there is no session, and why is nobody's business
        return undefined
      }
    },
  }
}

/** Tells two keys apart without saying anything about them. */
function nameOf(key: string): string {
  return createHash('sha256').update(`kid:${key}`).digest('hex').slice(0, 8)
}
