import { readFileSync } from 'node:fs'
import { DEFAULT_EXPIRY } from './expiry'
import type { LogLevel } from './log'
import { assertCredentials, DEFAULT_ADMINISTRATORS, DEFAULT_REQUESTS_PER_MINUTE, type ServerOptions } from './server'

/** Where and how the service runs, from environment variables. */
export interface Config extends Omit<ServerOptions, 'authenticate' | 'userIDOf' | 'mayEnter' | 'log' | 'now'> {
  host: string
  port: number
}

type Environment = Readonly<Record<string, string | undefined>>

const LOG_LEVELS: readonly LogLevel[] = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']

/**
 * Reads what the table in server/README.md lists. A secret is in `<NAME>`, or in the file whose path is in
 * `<NAME>_FILE`; two of them, during a rotation, are separated by a comma or a new line.
 *
 * Throws when something required is missing, or a value cannot be right. The message never holds a secret.
 */
export function readConfig(env: Environment): Config {
  const sdkAppID = integer(env, 'TRTC_SDK_APP_ID')
  const key = secrets(env, 'TRTC_SECRET_KEY')
  assertCredentials(sdkAppID, key)
  return {
    sdkAppID,
    key,
    expire: integer(env, 'TRTC_USER_SIG_EXPIRE', DEFAULT_EXPIRY),
    administrators: [...DEFAULT_ADMINISTRATORS, ...list(env['TRTC_ADMINISTRATORS'])],
    ...readWeChat(env),
    requestsPerMinute: {
      address: positive(env, 'REQUESTS_PER_MINUTE_OF_ADDRESS', DEFAULT_REQUESTS_PER_MINUTE.address),
      user: positive(env, 'REQUESTS_PER_MINUTE_OF_USER', DEFAULT_REQUESTS_PER_MINUTE.user),
    },
    trustProxy: readProxies(env['TRUST_PROXY']),
    logLevel: readLogLevel(env['LOG_LEVEL'] || 'info'),
    host: env['HOST'] || '127.0.0.1',
    port: integer(env, 'PORT', 8000),
  }
}

/** Empty without WECHAT_APP_ID: then it is the host who knows who is signed in. */
function readWeChat(env: Environment): Pick<Config, 'weChat' | 'session'> {
  const appID = env['WECHAT_APP_ID']
  if (!appID) return {}
  const [appSecret = '', ...more] = secrets(env, 'WECHAT_APP_SECRET')
  if (more.length > 0) throw new Error('WECHAT_APP_SECRET must be one secret: WeChat knows no second one.')
  const origin = env['WECHAT_ORIGIN']
  return {
    weChat: { appID, appSecret, ...(origin && { origin }) },
    session: { key: secrets(env, 'SESSION_KEY'), expire: integer(env, 'SESSION_EXPIRE', DEFAULT_EXPIRY) },
  }
}

/** A number of proxies, or their addresses. Trusting everybody would let everybody choose an address. */
function readProxies(text = ''): NonNullable<ServerOptions['trustProxy']> {
  if (text === '') return false
  // a function, because Fastify takes a mere number for nobody
  if (/^\d+$/.test(text)) return (_address, hop) => hop < Number(text)
  if (text === 'true') {
    throw new Error(
      'TRUST_PROXY must be the number of proxies in front of the service, or their addresses, but is "true".',
    )
  }
  return list(text)
}

function readLogLevel(text: string): LogLevel {
  const level = LOG_LEVELS.find((each) => each === text)
  if (level === undefined) throw new Error(`LOG_LEVEL must be one of ${LOG_LEVELS.join(', ')}.`)
  return level
}

function secrets(env: Environment, name: string): string[] {
  const file = env[`${name}_FILE`]
  return list(file ? readFileSync(file, 'utf8') : env[name])
}

function integer(env: Environment, name: string, byDefault?: number): number {
  const text = env[name]
  if (!text && byDefault !== undefined) return byDefault
  // the value is not repeated: it may be a secret that was put into the wrong variable
  if (!text || !/^\d+$/.test(text))
    throw new Error(`${name} must be a whole number, but is ${text ? 'none' : 'not set'}.`)
  return Number(text)
}

function positive(env: Environment, name: string, byDefault: number): number {
  const value = integer(env, name, byDefault)
  if (value === 0) throw new Error(`${name} must be 1 or more: with 0, every request would be refused.`)
  return value
}

/** Separated by commas or new lines. */
function list(text = ''): string[] {
  return text
    .split(/[,\n]/)
    .map((entry) => entry.trim())
    .filter(Boolean)
}
