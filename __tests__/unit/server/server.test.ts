import fc from '../../support/jest/fast-check'
import type { FastifyInstance } from 'fastify'
import { clampExpiry } from '../../../server/src/tokens/expiry'
import type { UserSigResponse } from '../../../server/src/routes'
import { createServer, type Authenticate, type ServerOptions } from '../../../server/src/server'
import { verifyUserSig } from '../../../server/src/tokens/usersig'
import { REAL_HTTP } from '../../support/server/signing-service'

jest.setTimeout(REAL_HTTP)

const sdkAppID = 1400000001
const key = '5bd2850fff3ecb11d7c805251c51ee463a25727bddc2385f3fa8bfee1bb93b5e'
const NOW = 1_700_000_000

let server: FastifyInstance | undefined
afterEach(async () => {
  await server?.close()
  server = undefined
})

/** The session is the bearer token, and the token is the user's name. */
const authenticate: Authenticate = ({ headers }) => headers.authorization?.replace('Bearer ', '')

async function listen(options: Partial<ServerOptions> = {}): Promise<string> {
  server = await createServer({
    ...{ sdkAppID, key, now: () => NOW },
    ...options,
    authenticate: options.authenticate ?? authenticate,
  })
  return server.listen({ host: '127.0.0.1', port: 0 })
}

function post(
  origin: string,
  { user, body, type = 'application/json' }: { user?: string; body?: string; type?: string },
) {
  return fetch(`${origin}/usersig`, {
    method: 'POST',
    headers: { 'content-type': type, ...(user === undefined ? {} : { authorization: `Bearer ${user}` }) },
    ...(body === undefined ? {} : { body }),
  })
}

async function expectRefusal(response: Response, status: number, error: string): Promise<void> {
  expect(response.status).toBe(status)
  expect(await response.json()).toEqual({ error })
  expect(response.headers.get('cache-control')).toBe('no-store')
}

describe('POST /usersig', () => {
  it('answers a signed-in user with a UserSig that Chat accepts', async () => {
    const response = await post(await listen(), { user: 'alice' })
    expect(response.status).toBe(200)
    const answer = (await response.json()) as UserSigResponse
    expect(answer).toEqual({ sdkAppID, userID: 'alice', userSig: expect.any(String), expiresAt: NOW + 7200 })
    const { userSig } = answer
    expect(verifyUserSig({ sdkAppID, key, userID: 'alice', userSig, now: NOW })).toEqual({
      ok: true,
      expiresAt: NOW + 7200,
    })
  })

  it('forbids every cache to keep the answer', async () => {
    const response = await post(await listen(), { user: 'alice' })
    expect(response.headers.get('cache-control')).toBe('no-store')
  })

  it('signs for the user of the session, whomever the body asks for', async () => {
    const body = JSON.stringify({ userID: 'bob', sdkAppID: 1, expire: 9_999_999 })
    const response = await post(await listen(), { user: 'alice', body })
    expect(await response.json()).toMatchObject({ sdkAppID, userID: 'alice', expiresAt: NOW + 7200 })
  })

  it('lets a session come from the body, and be looked up asynchronously', async () => {
    const origin = await listen({
      authenticate: ({ body }) => Promise.resolve((body as { user?: string } | undefined)?.user),
    })
    const response = await post(origin, { body: '{"user":"carol"}' })
    expect(await response.json()).toMatchObject({ userID: 'carol' })
    await expectRefusal(await post(origin, { body: '{}' }), 401, 'not signed in')
  })

  it('takes a request without a body, although it is announced as JSON', async () => {
    const origin = await listen()
    expect((await post(origin, { user: 'alice', body: '' })).status).toBe(200)
  })

  it.each([
    [-1, 300],
    [60, 300],
    [300, 300],
    [7200, 7200],
    [86_400, 86_400],
    [86_401, 86_400],
    [Infinity, 86_400],
  ])('with an expiry of %d s signs for %i s', async (expire, signed) => {
    const response = await post(await listen({ expire }), { user: 'alice' })
    const { userSig, expiresAt } = (await response.json()) as UserSigResponse
    expect(expiresAt).toBe(NOW + signed)
    // what is announced is what is signed
    expect(verifyUserSig({ sdkAppID, key, userID: 'alice', userSig, now: NOW })).toEqual({ ok: true, expiresAt })
  })

  it('signs for 300 to 86,400 whole seconds, whatever expiry it is given', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true }), (expire) => {
        const seconds = clampExpiry(expire)
        expect(Number.isInteger(seconds)).toBe(true)
        expect(seconds).toBe(Math.floor(Math.min(86_400, Math.max(300, expire))))
      }),
    )
  })

  it('does not start with an expiry that is no number', async () => {
    await expect(listen({ expire: NaN })).rejects.toThrow('An expiry must be a number of seconds')
  })

  it('signs for 1 to 32 characters of a-z, A-Z, 0-9, _ and -, and for no other userID', async () => {
    let user = ''
    const origin = await listen({ authenticate: () => user, requestsPerMinute: { address: 10_000, user: 10_000 } })
    const good = fc.stringMatching(/^[A-Za-z0-9_-]{1,32}$/)
    const bad = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.stringMatching(/^[A-Za-z0-9_-]{0,40}[&#?=%/. \n\0]?[A-Za-z0-9_-]{0,40}$/),
    )
    await fc.assert(
      fc.asyncProperty(fc.oneof(good, bad), async (userID) => {
        user = userID
        const allowed = !/[^\w-]/.test(userID) && userID.length > 0 && userID.length <= 32
        const response = await post(origin, {})
        const answer = (await response.json()) as UserSigResponse
        if (!allowed) {
          expect({ status: response.status, answer }).toEqual({ status: 403, answer: { error: 'not allowed' } })
          return
        }
        expect(answer.userID).toBe(userID)
        expect(verifyUserSig({ sdkAppID, key, userID, userSig: answer.userSig, now: NOW })).toMatchObject({ ok: true })
      }),
      { numRuns: 100 },
    )
  })

  it('refuses whoever is not signed in', async () => {
    await expectRefusal(await post(await listen(), {}), 401, 'not signed in')
  })

  it('never signs for an administrator, however the name is written', async () => {
    const origin = await listen({ administrators: ['administrator', 'Root'] })
    for (const user of ['administrator', 'Administrator', 'root', 'ROOT']) {
      await expectRefusal(await post(origin, { user }), 403, 'not allowed')
    }
    expect((await post(origin, { user: 'roots' })).status).toBe(200)
  })

  it('keeps the name administrator to itself without being told', async () => {
    await expectRefusal(await post(await listen(), { user: 'administrator' }), 403, 'not allowed')
  })

  it.each(['', 'a b', 'a&roomid=9', 'a#b', 'x'.repeat(33), 'alice\n', 'ali.ce', '爱丽丝'])(
    'does not sign for %j',
    async (user) => {
      const origin = await listen({ authenticate: () => user })
      await expectRefusal(await post(origin, {}), 403, 'not allowed')
    },
  )
})

describe('wrong requests', () => {
  it.each(['GET', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])('refuses %s and says that POST is the way', async (method) => {
    const response = await fetch(`${await listen()}/usersig`, { method, headers: { authorization: 'Bearer alice' } })
    expect(response.headers.get('allow')).toBe('POST')
    await expectRefusal(response, 405, 'method not allowed')
  })

  it('refuses HEAD as well, in the headers alone', async () => {
    const response = await fetch(`${await listen()}/usersig`, { method: 'HEAD' })
    expect([response.status, response.headers.get('allow'), await response.text()]).toEqual([405, 'POST', ''])
  })

  it('refuses a body above 1 KB', async () => {
    const origin = await listen()
    const body = (bytes: number) => JSON.stringify({ pad: 'x'.repeat(bytes - '{"pad":""}'.length) })
    expect((await post(origin, { user: 'alice', body: body(1024) })).status).toBe(200)
    await expectRefusal(await post(origin, { user: 'alice', body: body(1025) }), 413, 'body too large')
  })

  it('refuses broken JSON, dangerous keys and other types in constant words', async () => {
    const origin = await listen()
    await expectRefusal(await post(origin, { user: 'alice', body: '{"a":' }), 400, 'bad request')
    for (const body of ['{"__proto__":{}}', '{"constructor":{"prototype":{}}}'])
      await expectRefusal(await post(origin, { user: 'alice', body }), 400, 'bad request')
    await expectRefusal(
      await post(origin, { user: 'alice', body: '<a/>', type: 'application/xml' }),
      415,
      'unsupported media type',
    )
    await expectRefusal(await fetch(`${origin}/elsewhere`), 404, 'not found')
  })

  it('answers constant words to a path that cannot be read', async () => {
    await expectRefusal(await fetch(`${await listen()}/%zz-canary`), 400, 'bad request')
  })

  it('stops an address that asks too often', async () => {
    const origin = await listen({ requestsPerMinute: { address: 3 } })
    for (let i = 0; i < 3; i += 1) expect((await post(origin, { user: 'alice' })).status).toBe(200)
    const response = await post(origin, { user: 'alice' })
    expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(30)
    await expectRefusal(response, 429, 'too many requests')
    // nor may it look around
    await expectRefusal(await fetch(`${origin}/elsewhere`), 429, 'too many requests')
    // whoever watches over the service may ask as often as they like
    for (let i = 0; i < 5; i += 1) expect((await fetch(`${origin}/health`)).status).toBe(200)
  })

  it('stops a user who asks too often, from wherever, and nobody else', async () => {
    const origin = await listen({ requestsPerMinute: { user: 2 }, trustProxy: '127.0.0.1' })
    const ask = (user: string, address: string) =>
      fetch(`${origin}/usersig`, {
        method: 'POST',
        headers: { authorization: `Bearer ${user}`, 'x-forwarded-for': address },
      })
    for (const address of ['192.0.2.1', '192.0.2.2']) expect((await ask('alice', address)).status).toBe(200)
    const response = await ask('alice', '192.0.2.3')
    expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0)
    await expectRefusal(response, 429, 'too many requests')
    expect((await ask('bob', '192.0.2.3')).status).toBe(200)
  })

  it('believes the address that a proxy reports only if it is told to trust the proxy', async () => {
    const ask = (origin: string, address: string) =>
      fetch(`${origin}/usersig`, {
        method: 'POST',
        headers: { authorization: 'Bearer alice', 'x-forwarded-for': address },
      })
    const direct = await listen({ requestsPerMinute: { address: 1 } })
    expect((await ask(direct, '192.0.2.1')).status).toBe(200)
    expect((await ask(direct, '192.0.2.2')).status).toBe(429)
    await server?.close()
    const proxied = await listen({ requestsPerMinute: { address: 1 }, trustProxy: '127.0.0.1' })
    expect((await ask(proxied, '192.0.2.1')).status).toBe(200)
    expect((await ask(proxied, '192.0.2.2')).status).toBe(200)
    expect((await ask(proxied, '192.0.2.2')).status).toBe(429)
  })

  it('counts refused requests as well, so that sessions cannot be guessed', async () => {
    const origin = await listen({ requestsPerMinute: { address: 2 } })
    for (let i = 0; i < 2; i += 1) expect((await post(origin, {})).status).toBe(401)
    expect((await post(origin, {})).status).toBe(429)
  })
})

describe('the secret key', () => {
  it('is never in an answer or a log line, nor is a UserSig', async () => {
    let log = ''
    const failing: Authenticate = (request) => {
      if (request.headers.authorization === undefined) throw new Error('lookup failed')
      return authenticate(request)
    }
    const origin = await listen({ log: { write: (line) => (log += line) }, logLevel: 'trace', authenticate: failing })

    const answers: string[] = []
    for (const user of ['alice', 'administrator', undefined]) {
      const response = await post(origin, user === undefined ? {} : { user })
      answers.push(JSON.stringify([...response.headers]) + (await response.text()))
    }
    answers.push(await (await fetch(`${origin}/health`)).text())

    expect(log).toContain('lookup failed')
    const { userSig } = JSON.parse(answers[0]?.slice(answers[0].lastIndexOf('{')) ?? '') as UserSigResponse
    expect(log).not.toContain(userSig)
    expect(log + answers.join('\n')).not.toContain(key)
  })

  it.each([
    ['nothing', ''],
    ['a short one', key.slice(0, 31)],
    ['a placeholder', 'YOUR_SECRET_KEY_GOES_HERE_0123456789_abcdef'],
    ['another placeholder', '<paste the key of your application in here>'],
    ['a row of the same letter', 'a'.repeat(64)],
  ])('must be real: %s is refused', async (_what, wrong) => {
    const error: unknown = await createServer({ sdkAppID, key: wrong, authenticate }).catch((error: unknown) => error)
    expect(String(error)).toContain('The secret key is missing or a placeholder')
    if (wrong) expect(String(error)).not.toContain(wrong)
  })

  it('may be two during a rotation: the first one signs', async () => {
    const [newer, older] = ['1d'.repeat(4) + key.slice(8), key]
    const { userSig } = (await (
      await post(await listen({ key: [newer, older] }), { user: 'alice' })
    ).json()) as UserSigResponse
    const claim = { sdkAppID, userID: 'alice', userSig, now: NOW }
    expect(verifyUserSig({ ...claim, key: newer })).toMatchObject({ ok: true })
    expect(verifyUserSig({ ...claim, key: older })).toMatchObject({ ok: false, code: 70009 })
    expect(verifyUserSig({ ...claim, key: [older, newer] })).toMatchObject({ ok: true })
  })

  it.each([
    ['none', [], 'is missing'],
    ['the same one twice', [key, key], 'two different ones'],
    ['three', [key, `${key}1`, `${key}2`], 'two different ones'],
    ['a real one and a placeholder', [key, '<the next key of my app, paste it here>'], 'or a placeholder'],
  ])('cannot be %s', async (_what, wrong, message) => {
    await expect(createServer({ sdkAppID, key: wrong, authenticate })).rejects.toThrow(message)
  })

  it.each([0, -1, 1.5, NaN, 2 ** 32])('needs a real application, not %d', async (wrong) => {
    await expect(createServer({ sdkAppID: wrong, key, authenticate })).rejects.toThrow('positive integer')
  })
})

it('does not start when nobody could sign in', async () => {
  await expect(createServer({ sdkAppID, key })).rejects.toThrow('Nobody could sign in')
})

it('answers a health check', async () => {
  const response = await fetch(`${await listen()}/health`)
  expect(response.status).toBe(200)
  expect(await response.json()).toEqual({ status: 'ok' })
})
