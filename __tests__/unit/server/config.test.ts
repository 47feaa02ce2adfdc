import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { readConfig } from '../../../server/src/config'
import { startServer } from '../../../server/src/start'
import { APP_ID, APP_SECRET, SECRET_KEY as key, SESSION_SECRET } from '../../support/server/signing-service'

const env = { TRTC_SDK_APP_ID: '1400000001', TRTC_SECRET_KEY: key }
const weChat = { WECHAT_APP_ID: APP_ID, WECHAT_APP_SECRET: APP_SECRET, SESSION_KEY: SESSION_SECRET }
const otherKey = SESSION_SECRET

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'signing-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

function secretFile(content: string): string {
  const file = path.join(folder, 'secret')
  writeFileSync(file, content)
  return file
}

describe('the environment', () => {
  it('needs an application and a key, and has defaults for the rest', () => {
    expect(readConfig(env)).toEqual({
      sdkAppID: 1400000001,
      key: [key],
      expire: 7200,
      administrators: ['administrator'],
      requestsPerMinute: { address: 120, user: 20 },
      trustProxy: false,
      logLevel: 'info',
      host: '127.0.0.1',
      port: 8000,
    })
  })

  it('has WeChat login with app id, app secret and session key', () => {
    expect(readConfig({ ...env, ...weChat })).toMatchObject({
      weChat: { appID: APP_ID, appSecret: APP_SECRET },
      session: { key: [SESSION_SECRET], expire: 7200 },
    })
    const more = { SESSION_EXPIRE: '600', WECHAT_ORIGIN: 'https://192.0.2.1' }
    expect(readConfig({ ...env, ...weChat, ...more })).toMatchObject({
      weChat: { origin: 'https://192.0.2.1' },
      session: { expire: 600 },
    })
  })

  it('may hold the path of a secret file instead of the secret', () => {
    const { TRTC_SDK_APP_ID } = env
    expect(readConfig({ TRTC_SDK_APP_ID, TRTC_SECRET_KEY_FILE: secretFile(`${key}\n`) }).key).toEqual([key])
    expect(() => readConfig({ ...env, TRTC_SECRET_KEY_FILE: secretFile('') })).toThrow('The secret key is missing')
    const files = { ...weChat, WECHAT_APP_SECRET_FILE: secretFile(`${APP_SECRET}\r\n`) }
    expect(readConfig({ ...env, ...files }).weChat?.appSecret).toBe(APP_SECRET)
  })

  it('may hold two keys during a rotation, the newer one first', () => {
    expect(readConfig({ ...env, TRTC_SECRET_KEY: `${otherKey}, ${key}` }).key).toEqual([otherKey, key])
    const both = secretFile(`${otherKey}\n${key}\n`)
    expect(readConfig({ ...env, ...weChat, SESSION_KEY_FILE: both }).session?.key).toEqual([otherKey, key])
  })

  it('names further administrators, limits, proxies, a level, a host and a port', () => {
    const more = {
      TRTC_ADMINISTRATORS: 'root, admin,,',
      TRTC_USER_SIG_EXPIRE: '600',
      REQUESTS_PER_MINUTE_OF_ADDRESS: '1000',
      REQUESTS_PER_MINUTE_OF_USER: '5',
      TRUST_PROXY: '10.0.0.0/8, 127.0.0.1',
      LOG_LEVEL: 'warn',
      HOST: '0.0.0.0',
      PORT: '80',
    }
    expect(readConfig({ ...env, ...more })).toMatchObject({
      administrators: ['administrator', 'root', 'admin'],
      expire: 600,
      requestsPerMinute: { address: 1000, user: 5 },
      trustProxy: ['10.0.0.0/8', '127.0.0.1'],
      logLevel: 'warn',
      host: '0.0.0.0',
      port: 80,
    })
  })

  it('may count the proxies instead of naming them', () => {
    const { trustProxy } = readConfig({ ...env, TRUST_PROXY: '2' })
    const trusts = trustProxy as (address: string, hop: number) => boolean
    expect([0, 1, 2].map((hop) => trusts('192.0.2.1', hop))).toEqual([true, true, false])
  })

  it.each<[string, Record<string, string>, string]>([
    ['no application', { TRTC_SECRET_KEY: key }, 'TRTC_SDK_APP_ID must be a whole number, but is not set'],
    ['a word for an application', { ...env, TRTC_SDK_APP_ID: 'mine' }, 'TRTC_SDK_APP_ID must be a whole number'],
    ['no key', { TRTC_SDK_APP_ID: '1' }, 'The secret key is missing'],
    ['a placeholder', { ...env, TRTC_SECRET_KEY: 'your-secret-key-your-secret-key-1234' }, 'or a placeholder'],
    ['three keys', { ...env, TRTC_SECRET_KEY: `${key}1,${key}2,${key}3` }, 'must be one, or two different ones'],
    ['the key for an application', { ...env, TRTC_SDK_APP_ID: key }, 'TRTC_SDK_APP_ID must be a whole number'],
    ['a negative expiry', { ...env, TRTC_USER_SIG_EXPIRE: '-5' }, 'TRTC_USER_SIG_EXPIRE must be a whole number'],
    ['a limit of nothing', { ...env, REQUESTS_PER_MINUTE_OF_USER: '0' }, 'REQUESTS_PER_MINUTE_OF_USER must be 1'],
    ['nobody who knows the users', env, 'Nobody could sign in'],
    ['an app id alone', { ...env, WECHAT_APP_ID: APP_ID }, 'The app secret is missing'],
    ['no session key', { ...env, ...weChat, SESSION_KEY: '' }, 'The session key is missing'],
    ['two app secrets', { ...env, ...weChat, WECHAT_APP_SECRET: `${APP_SECRET},${key}` }, 'must be one secret'],
    ['everybody as a proxy', { ...env, ...weChat, TRUST_PROXY: 'true' }, 'TRUST_PROXY must be the number'],
    ['no proxy’s address', { ...env, ...weChat, TRUST_PROXY: 'nginx' }, 'TRUST_PROXY must be the number'],
    ['an unknown level', { ...env, ...weChat, LOG_LEVEL: 'all' }, 'LOG_LEVEL must be one of trace'],
  ])('with %s does not start the service', async (_what, wrong, message) => {
    const error: unknown = await startServer({ env: wrong, log: { write() {} } }).catch((error: unknown) => error)
    expect(String(error)).toContain(message)
    for (const secret of [key, APP_SECRET, SESSION_SECRET]) expect(String(error)).not.toContain(secret)
  })

  it('does not start when two tell who is signed in', async () => {
    const both = startServer({ env: { ...env, ...weChat }, authenticate: () => 'alice' })
    await expect(both).rejects.toThrow('leave one of them out')
  })
})
