import { createHmac } from 'node:crypto'
import fc from '../../../support/jest/fast-check'
import type { SessionResponse } from '../../../../server/src/routes'
import { signUserSig } from '../../../../server/src/tokens/usersig'
import {
  expectRefusal,
  REAL_HTTP,
  SDK_APP_ID,
  SECRET_KEY,
  type Service,
  SESSION_SECRET,
  setServices,
} from '../../../support/server/signing-service'

jest.setTimeout(REAL_HTTP)

const NEWER_SECRET = 'e7c1f9a0b3d24c5f8e6a7b9c0d1e2f3a4b5c6d7e8f9a0b1c2d3e4f5a6b7c8d9e'
const { start } = setServices({ requestsPerMinute: { address: 1e6, user: 1e6 } })

async function signIn(service: Service): Promise<SessionResponse> {
  return (await (await service.post('/session', { body: { code: 'code' } })).json()) as SessionResponse
}

const statusWith = async (service: Service, session: string) => (await service.post('/usersig', { session })).status

type Json = Record<string, unknown>
const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url')
const decode = (part = '') => JSON.parse(Buffer.from(part, 'base64url').toString()) as Json

/** The token with other claims or another header, signed anew. */
function forge(session: string, change: { header?: Json; payload?: Json; key?: string; hash?: string }): string {
  const [head, body] = session.split('.')
  const text = `${encode({ ...decode(head), ...change.header })}.${encode({ ...decode(body), ...change.payload })}`
  const signature = createHmac(change.hash ?? 'sha256', change.key ?? SESSION_SECRET).update(text)
  return `${text}.${signature.digest('base64url')}`
}

describe('a session', () => {
  it('says who, for which application, until when, and nothing else', async () => {
    const { session, userID, expiresAt } = await signIn(await start())
    const [header, payload] = session.split('.')
    expect(decode(header)).toEqual({ alg: 'HS256', typ: 'JWT', kid: expect.stringMatching(/^[0-9a-f]{8}$/) })
    expect(decode(payload)).toEqual({
      sub: userID,
      iss: 'trtc-calling',
      aud: String(SDK_APP_ID),
      iat: expiresAt - 7200,
      exp: expiresAt,
    })
  })

  it('ends on time, to the second', async () => {
    const service = await start({ session: { key: SESSION_SECRET, expire: 600 } })
    const begun = 1_800_000_000_000
    const clock = jest.spyOn(Date, 'now').mockReturnValue(begun)
    const { session, expiresAt } = await signIn(service)
    expect(expiresAt).toBe(begun / 1000 + 600)
    clock.mockReturnValue(begun + 600_000)
    expect(await statusWith(service, session)).toBe(200)
    clock.mockReturnValue(begun + 600_001)
    await expectRefusal(await service.post('/usersig', { session }), 401, 'not signed in')
  })

  it.each([
    [1, 300],
    [1e9, 86_400],
  ])('that should last %d s lasts %d s', async (expire, seconds) => {
    const { session } = await signIn(await start({ session: { key: SESSION_SECRET, expire } }))
    const { iat, exp } = decode(session.split('.')[1])
    expect((exp as number) - (iat as number)).toBe(seconds)
  })

  it('is refused when any of its characters differs', async () => {
    const service = await start()
    const { session } = await signIn(service)
    expect(await statusWith(service, session)).toBe(200)
    // the last character of the signature holds two bits that mean nothing
    const position = fc.integer({ min: 0, max: session.length - 2 })
    const character = fc.stringMatching(/^[A-Za-z0-9_.-]$/)
    await fc.assert(
      fc.asyncProperty(position, character, async (index, replacement) => {
        fc.pre(session[index] !== replacement)
        expect(await statusWith(service, session.slice(0, index) + replacement + session.slice(index + 1))).toBe(401)
      }),
      { numRuns: 100 },
    )
  })

  it('is refused when it was forged, whatever it claims', async () => {
    const service = await start()
    const { session } = await signIn(service)
    // a forger who had the key would succeed, so the refusals below are not about the forger's handiwork
    expect(await statusWith(service, forge(session, { payload: { sub: 'bob' } }))).toBe(200)

    const [head, body] = session.split('.')
    const unsigned = `${encode({ ...decode(head), alg: 'none' })}.${body ?? ''}.`
    const forgeries: Record<string, string> = {
      'another key': forge(session, { key: NEWER_SECRET }),
      'the secret key of the UserSigs': forge(session, { key: SECRET_KEY }),
      'no signature': unsigned,
      'no signature, but one is there': forge(session, { header: { alg: 'none' } }),
      'another algorithm': forge(session, { header: { alg: 'HS512' }, hash: 'sha512' }),
      'an algorithm with a public key': forge(session, { header: { alg: 'RS256' } }),
      'an unknown key id': forge(session, { header: { kid: '00000000' } }),
      'a key id that is none': forge(session, { header: { kid: ['__proto__'] } }),
      'no key id': forge(session, { header: { kid: undefined } }),
      'another application': forge(session, { payload: { aud: '1400000002' } }),
      'another issuer': forge(session, { payload: { iss: 'somebody' } }),
      'no application': forge(session, { payload: { aud: undefined } }),
      'no beginning': forge(session, { payload: { iat: undefined } }),
      'no issuer': forge(session, { payload: { iss: undefined } }),
      'no end': forge(session, { payload: { exp: undefined } }),
      'an end that is no number': forge(session, { payload: { exp: 'never' } }),
      'an end in the past': forge(session, { payload: { exp: 1_700_000_000 } }),
      nobody: forge(session, { payload: { sub: undefined } }),
      'a user that is no text': forge(session, { payload: { sub: 1 } }),
      'a UserSig': signUserSig({ sdkAppID: SDK_APP_ID, key: SECRET_KEY, userID: 'alice', expire: 300 }),
      'a word': 'session',
      nothing: '',
    }
    for (const [what, token] of Object.entries(forgeries))
      expect({ what, status: await statusWith(service, token) }).toEqual({ what, status: 401 })
  })

  it('of an administrator opens nothing, even with a right signature', async () => {
    const service = await start()
    const { session } = await signIn(service)
    expect(await statusWith(service, forge(session, { payload: { sub: 'administrator' } }))).toBe(403)
  })

  it.each(['Basic YWxpY2U6', 'Bearer', 'Bearer ', 'Bearer a b', 'bearer', 'alice', ','])(
    'is not in the header "Authorization: %s"',
    async (authorization) => {
      const response = await (await start()).post('/usersig', { headers: { authorization } })
      await expectRefusal(response, 401, 'not signed in')
    },
  )
})

describe('a rotation of the session key', () => {
  const before = { key: SESSION_SECRET }
  const during = { key: [NEWER_SECRET, SESSION_SECRET] }
  const after = { key: NEWER_SECRET }

  it('keeps the sessions of the older key, and begins new ones with the newer', async () => {
    const { session: older } = await signIn(await start({ session: before }))
    const service = await start({ session: during })
    expect(await statusWith(service, older)).toBe(200)

    const { session: newer } = await signIn(service)
    expect(decode(newer.split('.')[0])['kid']).not.toBe(decode(older.split('.')[0])['kid'])
    expect(await statusWith(service, newer)).toBe(200)
    // an older key does not sign under the name of the newer one
    const { kid } = decode(newer.split('.')[0])
    expect(await statusWith(service, forge(newer, { header: { kid }, key: SESSION_SECRET }))).toBe(401)
  })

  it('ends the older sessions when the older key is taken away', async () => {
    const { session: older } = await signIn(await start({ session: before }))
    const { session: newer } = await signIn(await start({ session: during }))
    const service = await start({ session: after })
    expect(await statusWith(service, older)).toBe(401)
    expect(await statusWith(service, newer)).toBe(200)
  })
})
