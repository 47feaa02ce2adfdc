import type { SessionResponse, UserSigResponse } from '../../../server/src/routes'
import type { ServerOptions } from '../../../server/src/server'
import { verifyUserSig } from '../../../server/src/tokens/usersig'
import {
  APP_ID,
  APP_SECRET,
  expectRefusal,
  REAL_HTTP,
  SDK_APP_ID,
  SECRET_KEY,
  type Service,
  SESSION_SECRET,
  setServices,
} from '../../support/server/signing-service'
import { OPENID, SESSION_KEY, UNIONID } from '../../support/town/wechat-api'

jest.setTimeout(REAL_HTTP)

const services = setServices()

const signIn = (service: Service, code = 'a-code_0') => service.post('/session', { body: { code } })

async function signedIn(service: Service): Promise<SessionResponse> {
  const response = await signIn(service)
  expect(response.status).toBe(200)
  return (await response.json()) as SessionResponse
}

describe('POST /session', () => {
  it('asks WeChat who the code belongs to, with app id and secret', async () => {
    await signedIn(await services.start())
    expect(
      services.weChat.asked.map(({ pathname, searchParams }) => [pathname, Object.fromEntries(searchParams)]),
    ).toEqual([
      [
        '/sns/jscode2session',
        { appid: APP_ID, secret: APP_SECRET, js_code: 'a-code_0', grant_type: 'authorization_code' },
      ],
    ])
  })

  it('answers with a session that gets the UserSig of its user', async () => {
    const service = await services.start()
    const { session, userID, expiresAt } = await signedIn(service)
    expect(expiresAt - Date.now() / 1000).toBeGreaterThan(7190)
    expect(expiresAt - Date.now() / 1000).toBeLessThanOrEqual(7200)

    const response = await service.post('/usersig', { session, body: { userID: 'bob' } })
    const answer = (await response.json()) as UserSigResponse
    expect(answer).toMatchObject({ sdkAppID: SDK_APP_ID, userID })
    const { userSig } = answer
    expect(verifyUserSig({ sdkAppID: SDK_APP_ID, key: SECRET_KEY, userID, userSig })).toMatchObject({ ok: true })
  })

  it('gives away neither openid nor session key, in any encoding of the token', async () => {
    services.weChat.answer = { openid: OPENID, session_key: SESSION_KEY, unionid: UNIONID, errcode: 0, errmsg: 'ok' }
    const response = await signIn(await services.start())
    const text = JSON.stringify([...response.headers]) + (await response.text())
    const token = (JSON.parse(text.slice(text.lastIndexOf('{'))) as SessionResponse).session
    const everything =
      text +
      token
        .split('.')
        .map((part) => Buffer.from(part, 'base64url').toString())
        .join('\n')
    expect(everything).toContain('"sub"')
    for (const secret of [OPENID, SESSION_KEY, UNIONID, SECRET_KEY, SESSION_SECRET, APP_SECRET])
      expect(everything).not.toContain(secret)
  })

  it('lets a session begin at one instance and go on at another', async () => {
    const [one, other] = [await services.start(), await services.start()]
    const { session, userID } = await signedIn(one)
    expect(await (await other.post('/usersig', { session })).json()).toMatchObject({ userID })
  })

  it.each([{}, { code: '' }, { code: 1 }, { code: null }, { code: 'a b' }, { code: 'x'.repeat(129) }, { code: ['a'] }])(
    'refuses %j without asking WeChat',
    async (body) => {
      await expectRefusal(await (await services.start()).post('/session', { body }), 400, 'bad request')
      expect(services.weChat.asked).toEqual([])
    },
  )

  it('refuses a request without a body', async () => {
    await expectRefusal(await (await services.start()).post('/session'), 400, 'bad request')
  })

  it('does not exist when the host has sessions of its own', async () => {
    const service = await services.start({ authenticate: () => 'alice' })
    await expectRefusal(await signIn(service), 404, 'not found')
  })
})

describe('the account of a WeChat user', () => {
  it('is wx_ and 28 hexadecimal digits: the same one every time, another one in another mini program', async () => {
    const { userID } = await signedIn(await services.start())
    expect(userID).toMatch(/^wx_[0-9a-f]{28}$/)
    expect((await signedIn(await services.start())).userID).toBe(userID)
    const other = { appID: 'wxfedcba9876543210', appSecret: APP_SECRET, origin: services.weChat.origin }
    expect((await signedIn(await services.start({ weChat: other }))).userID).not.toBe(userID)
    services.weChat.answer = { openid: OPENID.toLowerCase(), session_key: SESSION_KEY }
    expect((await signedIn(await services.start())).userID).not.toBe(userID)
  })

  it('may be chosen by the host, who is told openid and unionid', async () => {
    const told: unknown[] = []
    const service = await services.start({
      userIDOf: (identity) => {
        told.push(identity)
        return Promise.resolve('alice')
      },
    })
    services.weChat.answer = { openid: OPENID, session_key: SESSION_KEY, unionid: UNIONID }
    expect((await signedIn(service)).userID).toBe('alice')
    expect(told).toEqual([{ openid: OPENID, unionid: UNIONID }])
  })

  it.each([undefined, '', 5])('has no unionid when WeChat gives %j', async (unionid) => {
    const userIDOf = jest.fn(() => 'alice')
    services.weChat.answer = { openid: OPENID, session_key: SESSION_KEY, unionid }
    await signedIn(await services.start({ userIDOf }))
    expect(userIDOf.mock.calls).toStrictEqual([[{ openid: OPENID }]])
  })

  it.each([undefined, 'administrator', 'a b', '', 'x'.repeat(33)])('gets no session as %j', async (userID) => {
    await expectRefusal(await signIn(await services.start({ userIDOf: () => userID })), 403, 'not allowed')
  })

  it('is not signed in too often, whatever the address', async () => {
    const service = await services.start({ requestsPerMinute: { user: 1 } })
    expect((await signIn(service)).status).toBe(200)
    await expectRefusal(await signIn(service), 429, 'too many requests')
  })
})

describe("WeChat's answers", () => {
  it.each([
    ['40029, the code is no good', 40029, 401, 'not signed in', null],
    ['40163, the code was used before', 40163, 401, 'not signed in', null],
    ['40226, the user is a risk', 40226, 403, 'not allowed', null],
    ['45011, too often', 45011, 429, 'too many requests', '60'],
    ['-1, busy', -1, 503, 'try again later', '5'],
    ['40013, the app id is wrong', 40013, 500, 'internal error', null],
    ['40125, the secret is wrong', 40125, 500, 'internal error', null],
    ['one that is no number', 'canary', 500, 'internal error', null],
  ])('%s', async (_what, errcode, status, error, retryAfter) => {
    services.weChat.answer = { errcode, errmsg: 'canary, rid: 6129ee10-272863a4-64d75414' }
    const response = await signIn(await services.start())
    expect(response.headers.get('retry-after')).toBe(retryAfter)
    await expectRefusal(response, status, error)
  })

  it.each([
    ['a page', '<html>bad gateway</html>'],
    ['nothing', ''],
    ['no object', 'null'],
    ['a list', '[]'],
    ['no openid', { session_key: SESSION_KEY }],
    ['an empty openid', { openid: '', session_key: SESSION_KEY }],
    ['an openid that is no text', { openid: { $ne: 1 }, session_key: SESSION_KEY }],
  ])('%s: later, perhaps', async (_what, answer) => {
    services.weChat.answer = answer
    await expectRefusal(await signIn(await services.start()), 503, 'try again later')
  })

  it('is not followed elsewhere: the secret would go along', async () => {
    services.weChat.status = 302
    await expectRefusal(await signIn(await services.start()), 503, 'try again later')
    expect(services.weChat.asked).toHaveLength(1)
  })

  it('counts only with a status that says so', async () => {
    services.weChat.status = 502
    await expectRefusal(await signIn(await services.start()), 503, 'try again later')
  })

  it('none within the time it has', async () => {
    services.weChat.answer = undefined
    const patience = { appID: APP_ID, appSecret: APP_SECRET, origin: services.weChat.origin, timeout: 20 }
    await expectRefusal(await signIn(await services.start({ weChat: patience })), 503, 'try again later')
  })

  it('none, because nobody is there', async () => {
    const service = await services.start()
    await services.weChat.close()
    await expectRefusal(await signIn(service), 503, 'try again later')
  })

  it('are in the log by their code, without code, secret, openid and session', async () => {
    const lines: string[] = []
    const service = await services.start({ log: { write: (line) => lines.push(line) }, logLevel: 'trace' })
    const { session } = await signedIn(service)
    for (const errcode of [40029, 40226, 45011, -1, 40125]) {
      services.weChat.answer = { errcode, errmsg: 'canary' }
      await signIn(service)
    }
    services.weChat.answer = '<html>'
    await signIn(service)
    services.weChat.status = 502
    await signIn(service)
    await services.weChat.close()
    await signIn(service)

    const log = lines.join('')
    for (const errcode of [40029, 40226, 45011, -1, 40125]) expect(log).toContain(`code2Session answered ${errcode}`)
    for (const reason of ['SyntaxError', 'HTTP 502', 'TypeError ECONNREFUSED'])
      expect(log).toContain(`code2Session failed: ${reason}"`)
    for (const secret of ['a-code_0', 'canary', APP_SECRET, SESSION_SECRET, SECRET_KEY, OPENID, SESSION_KEY, session])
      expect(log).not.toContain(secret)
  })
})

describe('the settings', () => {
  const good = { appID: APP_ID, appSecret: APP_SECRET }

  it.each<[string, Partial<ServerOptions>, string]>([
    ['an app id that is none', { weChat: { ...good, appID: '1400000001' } }, 'The app id must be that of the mini'],
    ['no app secret', { weChat: { ...good, appSecret: '' } }, 'The app secret is missing or a placeholder'],
    ['a placeholder for the secret', { weChat: { ...good, appSecret: 'x'.repeat(32) } }, 'or a placeholder'],
    ['an address without TLS', { weChat: { ...good, origin: 'http://192.0.2.1' } }, 'must begin with https'],
    ['an address with a path', { weChat: { ...good, origin: 'https://192.0.2.1/wx' } }, 'without a path'],
    ['no session key', { session: { key: '' } }, 'The session key is missing or a placeholder'],
    ['the secret key for the sessions, too', { session: { key: SECRET_KEY } }, 'must be different ones'],
    ['the app secret for the sessions, too', { session: { key: [SESSION_SECRET, APP_SECRET] } }, 'different ones'],
  ])('refuse %s', async (_what, options, message) => {
    await expect(services.start(options)).rejects.toThrow(message)
  })
})
