import { inflateSync } from 'node:zlib'
import fc from '../../../support/jest/fast-check'
import { Api } from 'tls-sig-api-v2/TLSSigAPIv2.js'
import { PRIVILEGE, type Room, signPrivateMapKey } from '../../../../server/src/tokens/private-map-key'
import type { PrivateMapKeyResponse } from '../../../../server/src/routes'
import type { MayEnter, ServerOptions } from '../../../../server/src/server'
import {
  expectRefusal,
  REAL_HTTP,
  SDK_APP_ID,
  SECRET_KEY,
  type Service,
  startService,
} from '../../../support/server/signing-service'

jest.setTimeout(REAL_HTTP)

const NOW = 1_700_000_000

/** What tls-sig-api-v2 1.0.2 signs with this key for alice, 300 s from NOW. */
const APP = { sdkAppID: 1400000001, key: 'a'.repeat(32) + 'b'.repeat(32), userID: 'alice', expire: 300, now: NOW }
const HEAD = {
  'TLS.ver': '2.0',
  'TLS.identifier': 'alice',
  'TLS.sdkappid': 1400000001,
  'TLS.time': NOW,
  'TLS.expire': 300,
}
const GOLDEN: [room: Room, privileges: number, userBuf: string, sig: string][] = [
  [
    { roomID: 4294967294 },
    63,
    'AAAFYWxpY2VTck4B/////mVT8iwAAAA/AAAAAA==',
    'o+A0c3cc9lwSRjE+xcB73qGTs0U57bsNap75/u3o6Ds=',
  ],
  [
    { strRoomID: 'room_1' },
    15,
    'AQAFYWxpY2VTck4BAAAAAGVT8iwAAAAPAAAAAAAGcm9vbV8x',
    'TM+2yBziUGXEEEKQPNgLBFna+JD+lr2WLnURAFuuc3s=',
  ],
]

function unpack(ticket: string): Record<string, unknown> {
  const base64 = ticket.replace(/\*/g, '+').replace(/-/g, '/').replace(/_/g, '=')
  return JSON.parse(inflateSync(Buffer.from(base64, 'base64')).toString()) as Record<string, unknown>
}

describe('signing', () => {
  it.each(GOLDEN)(
    'makes the document that was recorded from tls-sig-api-v2 1.0.2: %j',
    (room, privileges, buf, sig) => {
      const ticket = signPrivateMapKey({ ...APP, room, privileges })
      expect(unpack(ticket)).toEqual({ ...HEAD, 'TLS.userbuf': buf, 'TLS.sig': sig })
    },
  )

  it('makes the very document of tls-sig-api-v2 for any user, key, app, expiry, room and rights', () => {
    // Tencent's package reads the clock itself
    jest.spyOn(Date, 'now').mockReturnValue(NOW * 1000)
    const request = fc.record({
      userID: fc.stringMatching(/^[A-Za-z0-9_-]{1,32}$/),
      key: fc.string({ minLength: 1, maxLength: 64 }),
      sdkAppID: fc.integer({ min: 1, max: 2 ** 31 - 1 }),
      expire: fc.integer({ min: 1, max: 86_400 }),
      privileges: fc.integer({ min: 0, max: 255 }),
    })
    const roomID = fc.integer({ min: 1, max: 4294967294 })
    const strRoomID = fc.stringMatching(/^[A-Za-z0-9_-]{1,64}$/)
    fc.assert(
      fc.property(request, fc.oneof(roomID, strRoomID), ({ privileges, ...signer }, room) => {
        const { userID, expire } = signer
        const tencent = new Api(signer.sdkAppID, signer.key)
        const [theirs, ours] =
          typeof room === 'number'
            ? [tencent.genPrivateMapKey(userID, expire, room, privileges), { roomID: room }]
            : [tencent.genPrivateMapKeyWithStringRoomID(userID, expire, room, privileges), { strRoomID: room }]
        expect(signPrivateMapKey({ ...signer, room: ours, privileges, now: NOW })).toBe(theirs)
      }),
    )
  })
})

describe('POST /private-map-key', () => {
  let service: Service | undefined
  afterEach(async () => {
    await service?.close()
    service = undefined
  })

  async function start(mayEnter?: MayEnter, options: Partial<ServerOptions> = {}): Promise<Service> {
    service = await startService('https://api.weixin.qq.com', {
      authenticate: ({ headers }) => headers.authorization?.replace('Bearer ', ''),
      now: () => NOW,
      ...(mayEnter && { mayEnter }),
      ...options,
    })
    return service
  }

  const ask = (to: Service, body: unknown, session = 'alice') => to.post('/private-map-key', { session, body })

  /** Rights in a ticket: bytes 12 to 16 from its end, or from the name of the room. */
  function rightsIn(ticket: string): number {
    const userBuf = Buffer.from(unpack(ticket)['TLS.userbuf'] as string, 'base64')
    const account = userBuf.readUInt16BE(1)
    return userBuf.readUInt32BE(3 + account + 12)
  }

  it.each([
    [{ roomID: 4294967294 }, 1, 'voice', 0b1111],
    [{ roomID: 1 }, 2, 'video', 0b111111],
    [{ strRoomID: 'room_1' }, 1, 'voice', 0b1111],
    [{ strRoomID: 'room_1' }, 2, 'video', 0b111111],
  ] as const)('opens %j for 300 s, type %i: what %s needs', async (room, type, _what, privileges) => {
    const asked: unknown[] = []
    const to = await start((...args) => {
      asked.push(args)
      return Promise.resolve(true)
    })
    const response = await ask(to, { ...room, type, userID: 'bob', expire: 1e9, privileges: 255 })
    expect(response.status).toBe(200)
    expect(response.headers.get('cache-control')).toBe('no-store')
    const answer = (await response.json()) as PrivateMapKeyResponse
    const signer = { sdkAppID: SDK_APP_ID, key: SECRET_KEY, userID: 'alice', expire: 300, now: NOW }
    expect(answer).toEqual({
      sdkAppID: SDK_APP_ID,
      userID: 'alice',
      privateMapKey: signPrivateMapKey({ ...signer, room, privileges }),
      expiresAt: NOW + 300,
    })
    expect(rightsIn(answer.privateMapKey)).toBe(privileges)
    expect(asked).toEqual([['alice', room, type]])
  })

  it('leaves a line in the log about who, where and what, without the ticket', async () => {
    let log = ''
    const to = await start(() => true, { log: { write: (line) => (log += line) }, logLevel: 'trace' })
    const answer = (await (await ask(to, { roomID: 5, type: 2 })).json()) as PrivateMapKeyResponse
    expect(log).toContain('"userID":"alice","room":{"roomID":5},"type":2,"msg":"privateMapKey"')
    expect(log).not.toContain(answer.privateMapKey)
  })

  it('gives no right to send or receive video in a voice call', async () => {
    const answer = await ask(await start(() => true), { roomID: 1, type: 1 })
    const rights = rightsIn(((await answer.json()) as PrivateMapKeyResponse).privateMapKey)
    expect(rights & (PRIVILEGE.SEND_VIDEO | PRIVILEGE.RECEIVE_VIDEO)).toBe(0)
  })

  it('lets nobody into any room until the host says who may enter', async () => {
    await expectRefusal(await ask(await start(), { roomID: 1, type: 1 }), 403, 'not allowed')
  })

  it.each([false, undefined, null, 1, 'yes', {}])('refuses when the host answers %j', async (verdict) => {
    const to = await start((() => verdict) as unknown as MayEnter)
    await expectRefusal(await ask(to, { roomID: 1, type: 1 }), 403, 'not allowed')
  })

  it('opens nothing when the host fails', async () => {
    const to = await start(() => Promise.reject(new Error('database at 192.0.2.7 refused')))
    await expectRefusal(await ask(to, { roomID: 1, type: 1 }), 500, 'internal error')
  })

  it.each([
    ['no room', { type: 1 }],
    ['two rooms', { roomID: 1, strRoomID: 'a', type: 1 }],
    ['no type', { roomID: 1 }],
    ['an unknown type', { roomID: 1, type: 3 }],
    ['a type that is text', { roomID: 1, type: '1' }],
    ['room 0', { roomID: 0, type: 1 }],
    ['a room above the highest', { roomID: 4294967295, type: 1 }],
    ['half a room', { roomID: 1.5, type: 1 }],
    ['a number as text', { roomID: '1', type: 1 }],
    ['an empty name', { strRoomID: '', type: 1 }],
    ['a long name', { strRoomID: 'x'.repeat(65), type: 1 }],
    ['a name with a space', { strRoomID: 'a b', type: 1 }],
    ['a number as a name', { strRoomID: 5, type: 1 }],
    ['a list', []],
    ['nothing', null],
  ])('refuses %s before the host is asked', async (_what, body) => {
    const mayEnter = jest.fn(() => true)
    await expectRefusal(await ask(await start(mayEnter), body), 400, 'bad request')
    expect(mayEnter).not.toHaveBeenCalled()
  })

  it('refuses administrators, and whoever is not signed in or asks too often', async () => {
    const to = await start(() => true, { requestsPerMinute: { user: 1 } })
    const body = { roomID: 1, type: 1 }
    await expectRefusal(await to.post('/private-map-key', { body }), 401, 'not signed in')
    await expectRefusal(await ask(to, body, 'administrator'), 403, 'not allowed')
    expect((await ask(to, body)).status).toBe(200)
    await expectRefusal(await ask(to, body), 429, 'too many requests')
    // one count for everything that is signed
    await expectRefusal(await to.post('/usersig', { session: 'alice' }), 429, 'too many requests')
  })

  it('takes POST alone', async () => {
    const { origin } = await start(() => true)
    const response = await fetch(`${origin}/private-map-key?roomID=1&type=1`)
    expect(response.headers.get('allow')).toBe('POST')
    await expectRefusal(response, 405, 'method not allowed')
  })
})
