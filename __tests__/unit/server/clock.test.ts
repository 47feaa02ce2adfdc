/** The clock of a machine may be wrong, and be put right while the service runs. */
import { createHmac } from 'node:crypto'
import { performance } from 'node:perf_hooks'
import type { SessionResponse } from '../../../server/src/routes'
import {
  expectRefusal,
  REAL_HTTP,
  type Service,
  SESSION_SECRET,
  setServices,
} from '../../support/server/signing-service'

jest.setTimeout(REAL_HTTP)

const { start } = setServices()
const DAY = 86_400_000

async function signIn(service: Service): Promise<string> {
  return ((await (await service.post('/session', { body: { code: 'code' } })).json()) as SessionResponse).session
}

describe.each([
  ['an address', { address: 2 }],
  ['a user', { user: 2 }],
])('the limit of %s', (_whose, requestsPerMinute) => {
  it.each([-DAY, DAY])('lasts a minute, although the clock is set by %d ms meanwhile', async (by) => {
    const service = await start({ authenticate: () => 'alice', requestsPerMinute })
    // 59 seconds later it has lost the end of its fraction: the difference is less than 59 seconds
    const begun = 6536.91312622
    const passed = jest.spyOn(performance, 'now').mockReturnValue(begun)
    for (let i = 0; i < 2; i += 1) expect((await service.post('/usersig')).status).toBe(200)

    jest.spyOn(Date, 'now').mockReturnValue(Date.now() + by)
    passed.mockReturnValue(begun + 59_000)
    const response = await service.post('/usersig')
    expect([response.status, response.headers.get('retry-after')]).toEqual([429, '1'])
    passed.mockReturnValue(begun + 60_000)
    expect((await service.post('/usersig')).status).toBe(200)
  })
})

describe('a session', () => {
  it('from the future is none: its end is as wrong as its beginning', async () => {
    const service = await start()
    const now = Date.now()
    const clock = jest.spyOn(Date, 'now').mockReturnValue(now + DAY)
    const session = await signIn(service)
    expect((await service.post('/usersig', { session })).status).toBe(200)
    clock.mockReturnValue(now)
    await expectRefusal(await service.post('/usersig', { session }), 401, 'not signed in')
  })

  it('of an instance whose clock is up to a minute ahead is accepted', async () => {
    const service = await start()
    const now = 1_800_000_000_000
    const clock = jest.spyOn(Date, 'now').mockReturnValue(now)
    const session = await signIn(service)
    for (const [ahead, status] of [
      [60_000, 200],
      [61_000, 401],
    ] as const) {
      clock.mockReturnValue(now - ahead)
      expect((await service.post('/usersig', { session })).status).toBe(status)
    }
  })

  it('says in a number when it began', async () => {
    const service = await start()
    const [head = '', body = ''] = (await signIn(service)).split('.')
    const claims = JSON.parse(Buffer.from(body, 'base64url').toString()) as object
    for (const iat of ['0', null, {}]) {
      const text = `${head}.${Buffer.from(JSON.stringify({ ...claims, iat })).toString('base64url')}`
      const session = `${text}.${createHmac('sha256', SESSION_SECRET).update(text).digest('base64url')}`
      expect((await service.post('/usersig', { session })).status).toBe(401)
    }
  })
})
