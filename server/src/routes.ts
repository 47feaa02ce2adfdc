import type { FastifyInstance, FastifyRequest } from 'fastify'
import { type CallType, PRIVILEGES_OF_CALL, type Room, signPrivateMapKey } from './tokens/private-map-key'
import { Refusal, refuse } from './refusal'
import { signUserSig } from './tokens/usersig'

declare module 'fastify' {
  interface FastifyRequest {
    /** who sends the request, once that is known; '' before */
    userID: string
  }
}

/** What `POST /session` answers. */
export interface SessionResponse {
  /** for the header `Authorization: Bearer <session>` */
  session: string
  userID: string
  /** seconds since the epoch */
  expiresAt: number
}

/** What `POST /usersig` answers. */
export interface UserSigResponse {
  sdkAppID: number
  userID: string
  userSig: string
  /** seconds since the epoch */
  expiresAt: number
}

/** What `POST /private-map-key` answers. */
export interface PrivateMapKeyResponse {
  sdkAppID: number
  userID: string
  privateMapKey: string
  /** seconds since the epoch */
  expiresAt: number
}

export interface Signer {
  sdkAppID: number
  /** the secret key that signs */
  key: string
  /** seconds a UserSig is valid */
  expire: number
  /** seconds since the epoch */
  now: () => number
}

/** Seconds: a ticket for a room is used at once. Tencent's own proposal. */
const PRIVATE_MAP_KEY_EXPIRE = 300

const SESSION_BODY = {
  type: 'object',
  required: ['code'],
  properties: { code: { type: 'string', pattern: '^[A-Za-z0-9_-]{1,128}$' } },
} as const

const ROOM_BODY = {
  type: 'object',
  required: ['type'],
  oneOf: [{ required: ['roomID'] }, { required: ['strRoomID'] }],
  properties: {
    type: { enum: [1, 2] },
    roomID: { type: 'integer', minimum: 1, maximum: 4294967294 },
    strRoomID: { type: 'string', pattern: '^[A-Za-z0-9_-]{1,64}$' },
  },
} as const

/** Turns the code of `wx.login` into a session. `login` and `issue` may refuse. */
export function addSessionRoute(
  server: FastifyInstance,
  login: (code: string, request: FastifyRequest) => Promise<string>,
  issue: (userID: string) => { session: string; expiresAt: number },
): void {
  server.post<{ Body: { code: string } }>(
    '/session',
    { schema: { body: SESSION_BODY } },
    async (request): Promise<SessionResponse> => {
      const userID = await login(request.body.code, request)
      request.log.info({ userID }, 'session')
      return { ...issue(userID), userID }
    },
  )
  postOnly(server, '/session')
}

/** `identify` tells who sends a request, or refuses it. */
export function addUserSigRoute(
  server: FastifyInstance,
  identify: (request: FastifyRequest) => Promise<string>,
  { now, ...signer }: Signer,
): void {
  const { sdkAppID, expire } = signer
  server.post('/usersig', async (request): Promise<UserSigResponse> => {
    const userID = await identify(request)
    const time = now()
    const userSig = signUserSig({ ...signer, userID, now: time })
    request.log.info({ userID }, 'UserSig')
    return { sdkAppID, userID, userSig, expiresAt: time + expire }
  })
  postOnly(server, '/usersig')
}

/** `mayEnter` may be the code of a host without types: only `true` opens the room. */
export function addPrivateMapKeyRoute(
  server: FastifyInstance,
  identify: (request: FastifyRequest) => Promise<string>,
  mayEnter: (userID: string, room: Room, type: CallType) => unknown,
  { now, ...signer }: Signer,
): void {
  const { sdkAppID } = signer
  const expire = PRIVATE_MAP_KEY_EXPIRE
  server.post<{ Body: { type: CallType } & Room }>(
    '/private-map-key',
    { schema: { body: ROOM_BODY } },
    async (request): Promise<PrivateMapKeyResponse> => {
      const userID = await identify(request)
      const { type } = request.body
      const room = 'strRoomID' in request.body ? { strRoomID: request.body.strRoomID } : { roomID: request.body.roomID }
      if ((await mayEnter(userID, room, type)) !== true) throw new Refusal(403, 'may not enter the room')
      const time = now()
      const privileges = PRIVILEGES_OF_CALL[type]
      const privateMapKey = signPrivateMapKey({ ...signer, expire, userID, room, privileges, now: time })
      request.log.info({ userID, room, type }, 'privateMapKey')
      return { sdkAppID, userID, privateMapKey, expiresAt: time + expire }
    },
  )
  postOnly(server, '/private-map-key')
}

function postOnly(server: FastifyInstance, url: string): void {
  server.route({
    method: server.supportedMethods.filter((method) => method !== 'POST'),
    url,
    handler: (_request, reply) => refuse(reply.header('allow', 'POST'), 405),
  })
}
