import { randomBytes } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer } from '../../../server/src/server'
import { verifyUserSig } from '../../../server/src/usersig'
import type { RelayOptions } from '../relay/relay'

/** A made-up application. Its key exists for one run and leaves it nowhere. */
const SDK_APP_ID = 1400000000

export interface SigningService {
  handle(request: IncomingMessage, response: ServerResponse): void
  verifyUserSig: RelayOptions['verifyUserSig']
  close(): Promise<void>
}

/** The real signing service, for anybody who asks: on this machine everyone may be whoever they like. */
export async function createSigningService(): Promise<SigningService> {
  const key = randomBytes(32).toString('hex')
  const server = await createServer({
    sdkAppID: SDK_APP_ID,
    key,
    authenticate: ({ body }) => userIDIn(body),
    requestsPerMinute: { address: 10_000, user: 10_000 },
  })
  await server.ready()
  return {
    handle: (request, response) => server.routing(request, response),
    verifyUserSig: ({ sdkAppID, userID, userSig }) =>
      sdkAppID === SDK_APP_ID
        ? verifyUserSig({ sdkAppID, key, userID, userSig })
        : { ok: false, code: 70014, message: `this simulator is application ${SDK_APP_ID}` },
    close: () => server.close(),
  }
}

function userIDIn(body: unknown): string | undefined {
  const userID = typeof body === 'object' && body !== null && 'userID' in body ? body.userID : undefined
  return typeof userID === 'string' ? userID : undefined
}
