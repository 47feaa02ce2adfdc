/** The host's own code, as it is: without types, and with errors. */
import { errorCodes } from 'fastify'
import type { ServerOptions } from '../../../server/src/server'
import { expectRefusal, REAL_HTTP, setServices } from '../../support/server/signing-service'

jest.setTimeout(REAL_HTTP)

const services = setServices()
let log = ''
beforeEach(() => {
  log = ''
})
const sink = { write: (line: string) => void (log += line) }

/** A service whose `authenticate` is this, typed or not. */
const startWith = (authenticate: () => unknown) =>
  services.start({ log: sink, authenticate: authenticate as NonNullable<ServerOptions['authenticate']> })

describe('whom a hook names', () => {
  it.each([undefined, null])('nobody, by %s', async (nobody) => {
    await expectRefusal(await (await startWith(() => nobody)).post('/usersig'), 401, 'not signed in')
    const service = await services.start({ userIDOf: () => nobody })
    await expectRefusal(await service.post('/session', { body: { code: 'code' } }), 403, 'not allowed')
  })

  it.each([
    ['number', 5],
    ['boolean', true],
    ['object', ['alice']],
    ['object', { toString: () => 'alice', toLowerCase: () => 'alice' }],
  ])('nobody either by a %s, and the log says so', async (type, user) => {
    await expectRefusal(await (await startWith(() => user)).post('/usersig'), 500, 'internal error')
    expect(log).toContain(`A userID must be text, but the hook gave a ${type}.`)
  })

  it.each(['undefined', 'null', 'NaN', 'true', 'false'])(
    'nobody by the text "%s", which was a value once',
    async (text) => {
      await expectRefusal(await (await startWith(() => text)).post('/usersig'), 500, 'internal error')
      const service = await services.start({ log: sink, userIDOf: () => text })
      await expectRefusal(await service.post('/session', { body: { code: 'code' } }), 500, 'internal error')
      expect(log).toContain(`A userID must name somebody, but the hook gave the text ${text}.`)
    },
  )

  it('somebody whose name merely contains such a word', async () => {
    for (const name of ['nullius', 'Undefined', 'true-friend'])
      expect((await (await startWith(() => name)).post('/usersig')).status).toBe(200)
  })
})

describe('a hook that fails', () => {
  const failures: [what: string, thrown: unknown, logged: string][] = [
    ['an error', new Error('lookup failed'), 'lookup failed'],
    ['the status of some other service', Object.assign(new Error('no such row'), { statusCode: 404 }), 'no such row'],
    ['a status that is none', Object.assign(new Error('no status'), { statusCode: 999 }), 'no status'],
    ['a code of its own', Object.assign(new Error('gone'), { code: 'ECONNRESET', statusCode: 429 }), 'ECONNRESET'],
    ['a code of Fastify', Object.assign(new Error('too large'), { code: 'FST_ERR_CTP_BODY_TOO_LARGE' }), 'too large'],
    ['a code like one', Object.assign(new Error('no login'), { code: 'FST_MINE', statusCode: 401 }), 'no login'],
    [
      'Fastify’s own error',
      new errorCodes.FST_ERR_CTP_INVALID_MEDIA_TYPE('text/html'),
      'FST_ERR_CTP_INVALID_MEDIA_TYPE',
    ],
    ['a status of success', Object.assign(new Error('fine'), { code: 'FST_FINE', statusCode: 200 }), 'fine'],
    ['an error with a cause', new TypeError('fetch failed', { cause: new Error('ENOTFOUND') }), 'ENOTFOUND'],
    ['a text', 'no database', 'no database'],
    ['an object', { canary: 1 }, 'thrown: object'],
    ['null', null, 'thrown: object'],
    ['undefined', undefined, 'thrown: undefined'],
  ]

  it.each(failures)('with %s is a fault of the service, and in the log', async (_what, thrown, logged) => {
    const throws = await startWith(() => {
      throw thrown
    })
    await expectRefusal(await throws.post('/usersig'), 500, 'internal error')
    expect(log).toContain('"level":50')
    expect(log).toContain(logged)
    expect(log).toContain('"hook":"authenticate"')
    // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- hosts do
    const rejects = await startWith(() => Promise.reject(thrown))
    await expectRefusal(await rejects.post('/usersig'), 500, 'internal error')
  })

  it.each(failures)('with %s is one in every hook', async (_what, thrown, logged) => {
    const fail = () => {
      throw thrown
    }
    const refusing = await services.start({ log: sink, authenticate: () => 'alice', mayEnter: fail })
    const room = { roomID: 1, type: 1 }
    await expectRefusal(await refusing.post('/private-map-key', { body: room }), 500, 'internal error')
    const login = await services.start({ log: sink, userIDOf: fail })
    await expectRefusal(await login.post('/session', { body: { code: 'code' } }), 500, 'internal error')
    for (const hook of ['mayEnter', 'userIDOf'])
      expect(log.split('\n').filter((line) => line.includes(`"hook":"${hook}"`) && line.includes(logged))).toHaveLength(
        1,
      )
  })

  it('is logged without the request that HTTP clients like to hang on their errors', async () => {
    const request = { headers: { authorization: 'canary' } }
    const cause = Object.assign(new Error('refused'), { request })
    const error = Object.assign(new Error('lookup failed', { cause }), { request, config: 'canary' })
    await (await startWith(() => Promise.reject(error))).post('/usersig')
    expect(log).toContain('lookup failed')
    expect(log).not.toContain('canary')
  })
})
