import { randomBytes } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { inflateSync } from 'node:zlib'
import { createServer } from '../../../server/src/server'
import {
  type CallType,
  PRIVILEGES_OF_CALL,
  type Room,
  signPrivateMapKey,
} from '../../../server/src/tokens/private-map-key'
import { verifyUserSig } from '../../../server/src/tokens/usersig'
import type { VerifyRoomKey } from '../relay/media'
import type { RelayOptions } from '../relay/relay'

/** A made-up application. Its key exists for one run and leaves it nowhere. */
const SDK_APP_ID = 1400000000

export interface SigningService {
  handle(request: IncomingMessage, response: ServerResponse): void
  verifyUserSig: RelayOptions['verifyUserSig']
  verifyRoomKey: VerifyRoomKey
  close(): Promise<void>
}

/**
 * The real signing service, for anybody who asks: on this machine everyone may be whoever they like.
 * @param mayEnter whether a user gets the key of a room, a number or a name behind a `:`
 */
export async function createSigningService(
  mayEnter: (userID: string, room: string) => boolean = () => false,
): Promise<SigningService> {
  const key = randomBytes(32).toString('hex')
  const server = await createServer({
    sdkAppID: SDK_APP_ID,
    key,
    authenticate: ({ body }) => userIDIn(body),
    mayEnter: (userID, room) => mayEnter(userID, 'roomID' in room ? String(room.roomID) : `:${room.strRoomID}`),
    requestsPerMinute: { address: 10_000, user: 10_000 },
  })
  await server.ready()
  return {
    handle: (request, response) => server.routing(request, response),
    verifyUserSig: ({ sdkAppID, userID, userSig }) =>
      sdkAppID === SDK_APP_ID
        ? verifyUserSig({ sdkAppID, key, userID, userSig })
        : { ok: false, code: 70014, message: `this simulator is application ${SDK_APP_ID}` },
    verifyRoomKey: ({ userID, room, privateMapKey }) => {
      const times = timesIn(privateMapKey)
      if (!times || Date.now() / 1000 >= times.now + times.expire) return false
      const named: Room = room.startsWith(':') ? { strRoomID: room.slice(1) } : { roomID: Number(room) }
      // the same facts make the same key
      return ([1, 2] as CallType[]).some((type) => {
        const privileges = PRIVILEGES_OF_CALL[type]
        const expected = signPrivateMapKey({ sdkAppID: SDK_APP_ID, key, userID, room: named, privileges, ...times })
        return expected === privateMapKey
      })
    },
    close: () => server.close(),
  }
}

function userIDIn(body: unknown): string | undefined {
  const userID = typeof body === 'object' && body !== null && 'userID' in body ? body.userID : undefined
  return typeof userID === 'string' ? userID : undefined
}

/** What a ticket says about when it was signed, and for how long, in seconds; null for what is none. */
function timesIn(ticket: string): { now: number; expire: number } | null {
  try {
    const packed = Buffer.from(ticket.replace(/\*/g, '+').replace(/-/g, '/').replace(/_/g, '='), 'base64')
    const fields = JSON.parse(inflateSync(packed, { maxOutputLength: 8192 }).toString()) as Record<string, unknown>
    return { now: Number(fields['TLS.time']), expire: Number(fields['TLS.expire']) }
  } catch {
    return null
  }
}
