/** A setting that cannot be meant as it is written stops the service, with words that say what to write instead. */
import { readConfig } from '../../../server/src/config'
import { createServer, type ServerOptions } from '../../../server/src/server'
import { APP_ID, APP_SECRET, SECRET_KEY, SESSION_SECRET } from '../../support/server/signing-service'

const env = { TRTC_SDK_APP_ID: '1400000001', TRTC_SECRET_KEY: SECRET_KEY }
const weChat = { WECHAT_APP_ID: APP_ID, WECHAT_APP_SECRET: APP_SECRET, SESSION_KEY: SESSION_SECRET }

const reading = (name: string, value: string) => () => readConfig({ ...env, ...weChat, [name]: value })

const NUMBERS = [
  ['TRTC_SDK_APP_ID', 1, 4_294_967_295],
  ['TRTC_USER_SIG_EXPIRE', 300, 86_400],
  ['SESSION_EXPIRE', 300, 86_400],
  ['REQUESTS_PER_MINUTE_OF_ADDRESS', 1, 1_000_000],
  ['REQUESTS_PER_MINUTE_OF_USER', 1, 1_000_000],
  ['PORT', 0, 65_535],
] as const

describe.each(NUMBERS)('%s', (name, least, most) => {
  it.each(['1.5', '-1', '+600', '1e3', '0x400', '0600', '1_000', '1,000', '６００', 'NaN', 'true', '600s'])(
    'is not %j',
    (value) => {
      expect(reading(name, value)).toThrow(`${name} must be a whole number, but is none.`)
    },
  )

  it('is within its range', () => {
    for (const value of [least, most]) expect(reading(name, String(value))).not.toThrow()
    for (const value of [least - 1, most + 1, 1e15].filter((one) => one >= 0))
      expect(reading(name, String(value))).toThrow(`${name} must be ${least} to ${most}.`)
  })
})

describe('TRUST_PROXY', () => {
  it.each([
    '1.5',
    '-1',
    '01',
    '+1',
    '1e0',
    '10.0.0',
    '10.0.0.0/33',
    '10.0.0.0/0',
    '10.0.0.0/x',
    '::1/129',
    '300.0.0.1',
  ])('is not %j', (value) => {
    expect(reading('TRUST_PROXY', value)).toThrow(
      'TRUST_PROXY must be the number of proxies in front of the service, 0 to 16, or their addresses and networks',
    )
  })

  it.each(['17', 'true', 'false', 'yes', 'on', 'nginx', '*', 'all', '10.0.0.1,nginx', '10.0.0.1;10.0.0.2'])(
    'is not %j either',
    (value) => {
      expect(reading('TRUST_PROXY', value)).toThrow('TRUST_PROXY must be the number of proxies')
    },
  )

  it.each([
    '0',
    '1',
    '16',
    '192.0.2.1',
    '10.0.0.0/8',
    '::1',
    'fd00::/8',
    'loopback, 10.0.0.0/8',
    '192.0.2.1\n10.0.0.2',
  ])('may be %j', async (value) => {
    const { host: _host, port: _port, ...options } = readConfig({ ...env, ...weChat, TRUST_PROXY: value })
    await (await createServer(options)).close()
  })

  it('is as strict as an option of createServer()', async () => {
    const create = (trustProxy: ServerOptions['trustProxy']) =>
      createServer({ sdkAppID: 1, key: SECRET_KEY, authenticate: () => 'alice', ...(trustProxy && { trustProxy }) })
    await expect(create('1')).rejects.toThrow('trustProxy must be')
    await expect(create(['10.0.0.1', '1.5'])).rejects.toThrow('trustProxy must be')
    await expect(create(1.5)).rejects.toThrow('trustProxy must be')
  })
})

describe('every setting', () => {
  const every = [...NUMBERS.map(([name]) => name), 'TRUST_PROXY', 'HOST', 'LOG_LEVEL', 'WECHAT_ORIGIN']
  const others = ['TRTC_ADMINISTRATORS', 'WECHAT_APP_ID']

  it.each([...every, ...others])('%s has neither space nor quotes around it', (name) => {
    const value =
      { ...env, ...weChat, TRUST_PROXY: '1', HOST: '::1', LOG_LEVEL: 'info', WECHAT_ORIGIN: 'https://a.cn' }[name] ??
      '600'
    expect(reading(name, value)).not.toThrow()
    for (const wrong of [` ${value}`, `${value} `, `${value}\r`, `\t${value}`, `\ufeff${value}`, ' '])
      expect(reading(name, wrong)).toThrow(`${name} begins or ends with white space: remove it.`)
    for (const wrong of [`"${value}"`, `'${value}'`, `“${value}”`, `"${value}`])
      expect(reading(name, wrong)).toThrow(`${name} has quotes around it: remove them.`)
  })

  it('that is empty counts as not there', () => {
    const empty = Object.fromEntries([...every.slice(1), ...others.slice(0, 1)].map((name) => [name, '']))
    expect(readConfig({ ...env, ...weChat, ...empty })).toEqual(readConfig({ ...env, ...weChat }))
  })
})

describe('a list', () => {
  it.each(['root admin', 'root;admin', '"root"', 'root, "admin"', '@root', 'x'.repeat(33)])(
    'of administrators that could protect nobody is refused: %j',
    (value) => {
      expect(reading('TRTC_ADMINISTRATORS', value)).toThrow('TRTC_ADMINISTRATORS')
    },
  )
})

it.each(['example.com', 'http://127.0.0.1', '127.0.0.1:80', '127.0.0.256', '*', 'all'])(
  'HOST is an address of this machine or localhost, not %j',
  (value) => {
    expect(reading('HOST', value)).toThrow('HOST must be an IP address of this machine, or localhost.')
  },
)

it.each(['INFO', 'verbose', '3', 'info,warn'])('LOG_LEVEL is not %j', (value) => {
  expect(reading('LOG_LEVEL', value)).toThrow('LOG_LEVEL must be one of')
})

it.each(['ftp://127.0.0.1', 'http://example.com', 'https://a.cn/path', 'https://user:word@a.cn', 'a.cn'])(
  'WECHAT_ORIGIN is not %j',
  async (value) => {
    const { host: _host, port: _port, ...options } = readConfig({ ...env, ...weChat, WECHAT_ORIGIN: value })
    await expect(createServer(options)).rejects.toThrow('WECHAT_ORIGIN must')
  },
)

it.each([0, -1, 1.5, NaN, Infinity])('createServer() takes no limit of %d', async (limit) => {
  const options = { sdkAppID: 1, key: SECRET_KEY, authenticate: () => 'alice' }
  for (const requestsPerMinute of [{ address: limit }, { user: limit }])
    await expect(createServer({ ...options, requestsPerMinute })).rejects.toThrow('requestsPerMinute')
})
