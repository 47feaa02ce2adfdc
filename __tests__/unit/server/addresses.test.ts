/** However an address is written, it is the same address: for the limits, for the trust in proxies, and in the log. */
import type { FastifyInstance } from 'fastify'
import { limitedAddress, plainAddress, readTrust, type TrustProxy } from '../../../server/src/guard/addresses'
import { createServer } from '../../../server/src/server'
import { REAL_HTTP, SDK_APP_ID, SECRET_KEY } from '../../support/server/signing-service'

jest.setTimeout(REAL_HTTP)

let server: FastifyInstance | undefined
afterEach(async () => {
  await server?.close()
  server = undefined
})

/** Asks a service for each of the chains of addresses, one request each minute allowed. @returns the status of each */
async function statuses(trustProxy: TrustProxy, chains: string[], log?: (line: string) => void): Promise<number[]> {
  server = await createServer({
    sdkAppID: SDK_APP_ID,
    key: SECRET_KEY,
    authenticate: () => undefined,
    requestsPerMinute: { address: 1 },
    trustProxy,
    ...(log && { log: { write: log } }),
  })
  const origin = await server.listen({ host: '127.0.0.1', port: 0 })
  const found: number[] = []
  for (const chain of chains) {
    const headers = { 'x-forwarded-for': chain }
    found.push((await fetch(`${origin}/usersig`, { method: 'POST', headers })).status)
  }
  return found
}

const limited = (count: number) => [401, ...Array<number>(count - 1).fill(429)]

describe('one bucket', () => {
  it.each<[string, string[]]>([
    ['the ports of an address', ['192.0.2.1:1001', '192.0.2.1:1002', '192.0.2.1', ' 192.0.2.1:3 ', '192.0.2.1:']],
    ['the ports of an IPv6 address', ['[2001:db8::1]:1001', '[2001:db8::1]:1002', '[2001:db8::1]', '2001:db8::1']],
    ['the spellings of one', ['2001:DB8::1', '2001:db8:0:0:0:0:0:1', '2001:0db8::0001', '2001:db8::1%eth0']],
    ['the same one within IPv6', ['192.0.2.1', '::ffff:192.0.2.1', '[::FFFF:192.0.2.1]:9', '::ffff:c000:201']],
    ['the /64 that one customer has', ['2001:db8::1', '2001:db8::2', '[2001:db8::ffff:0:0:3]:80']],
    ['all that is no address', ['unknown', '_hidden', '192.0.2.1.example', '192.0.2.1:80:80', '999.0.0.1:80', '[]:1']],
  ])('holds %s', async (_what, chains) => {
    expect(await statuses(1, chains)).toEqual(limited(chains.length))
  })

  it('is not shared by two addresses', async () => {
    const chains = [
      '192.0.2.1:80',
      '192.0.2.2:80',
      '[2001:db8::1]:80',
      '[2001:db8:0:1::1]:80',
      '192.0.2.1, 192.0.2.3:80',
    ]
    expect(await statuses(1, chains)).toEqual(chains.map(() => 401))
  })
})

describe('a proxy', () => {
  it.each<[string, TrustProxy]>([
    ['its address', ['127.0.0.1', '10.0.0.1']],
    ['its network', 'loopback, 10.0.0.0/8'],
    ['its address within IPv6', ['127.0.0.1', '::ffff:10.0.0.1']],
    ['its network within IPv6', ['127.0.0.0/8', '::ffff:10.0.0.0/104']],
    ['the number of proxies', 2],
    ['a function', (address) => address === '127.0.0.1' || address === '10.0.0.1'],
  ])('that reports a port with its own address is known by %s', async (_what, trust) => {
    const chains = ['192.0.2.1:80, 10.0.0.1:1001', '192.0.2.2:80, 10.0.0.1:1002', '192.0.2.3, ::ffff:10.0.0.1']
    expect(await statuses(trust, chains)).toEqual([401, 401, 401])
  })

  it('is not whoever else claims to be one', async () => {
    const chains = ['192.0.2.1, 10.0.0.2', '192.0.2.2, 10.0.0.2']
    expect(await statuses(['127.0.0.1', '10.0.0.1'], chains)).toEqual([401, 429])
  })

  it('is nobody when nobody is to be trusted', () => {
    for (const trusts of [readTrust(false, ''), readTrust(0, ''), readTrust([], '')])
      expect([trusts('127.0.0.1', 0), trusts('unknown', 1)]).toEqual([false, false])
    expect(readTrust(true, '')('192.0.2.1', 5)).toBe(true)
  })
})

it('the log has the address alone', async () => {
  let log = ''
  await statuses(1, ['192.0.2.7:1001', 'x\u009b31m'], (line) => (log += line))
  expect(log).toContain('"ip":"192.0.2.7"')
  expect(log).toContain('"ip":"unknown"')
  expect(log).not.toContain('1001')
})

it('of a connection that is gone already, there is none', () => {
  expect([plainAddress(undefined), limitedAddress(undefined), plainAddress('')]).toEqual(Array(3).fill('unknown'))
})
