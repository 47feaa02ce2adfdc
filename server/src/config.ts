import { isIP } from 'node:net'
import { DEFAULT_EXPIRY, EXPIRY_RANGE } from './tokens/expiry'
import { readProxies } from './guard/addresses'
import { LOG_LEVELS } from './log'
import {
  assertCredentials,
  DEFAULT_ADMINISTRATORS,
  DEFAULT_REQUESTS_PER_MINUTE,
  isUserID,
  LARGEST_APP_ID,
  type ServerOptions,
} from './server'
import { type Environment, readChoice, readInteger, readText, splitList } from './settings/environment'
import { readSecrets, type Warn } from './settings/secret-source'

/** Where and how the service runs, from environment variables. */
export interface Config extends Omit<ServerOptions, 'authenticate' | 'userIDOf' | 'mayEnter' | 'log' | 'now'> {
  host: string
  port: number
}

/** Above this it is no limit any more, but a mistake. */
const MOST_REQUESTS = 1_000_000

/**
 * Reads what the table in server/README.md lists. A secret is in `<NAME>`, or in the file whose path is in
 * `<NAME>_FILE`; two of them, during a rotation, are separated by a comma or a new line.
 *
 * Throws when something required is missing, or a value cannot be right. The message names the setting and repeats no
 * value: each may be a secret that was put into the wrong variable.
 */
export function readConfig(env: Environment, warn: Warn = () => {}): Config {
  const sdkAppID = readInteger(env, 'TRTC_SDK_APP_ID', { least: 1, most: LARGEST_APP_ID })
  const key = readSecrets(env, 'TRTC_SECRET_KEY', warn)
  assertCredentials(sdkAppID, key)
  return {
    sdkAppID,
    key,
    expire: readInteger(env, 'TRTC_USER_SIG_EXPIRE', { ...EXPIRY_RANGE, byDefault: DEFAULT_EXPIRY }),
    administrators: [...DEFAULT_ADMINISTRATORS, ...readAdministrators(env)],
    ...readWeChat(env, warn),
    requestsPerMinute: {
      address: readLimit(env, 'REQUESTS_PER_MINUTE_OF_ADDRESS', DEFAULT_REQUESTS_PER_MINUTE.address),
      user: readLimit(env, 'REQUESTS_PER_MINUTE_OF_USER', DEFAULT_REQUESTS_PER_MINUTE.user),
    },
    trustProxy: readProxies(readText(env, 'TRUST_PROXY'), 'TRUST_PROXY'),
    logLevel: readChoice(env, 'LOG_LEVEL', LOG_LEVELS, 'info'),
    host: readHost(env),
    port: readInteger(env, 'PORT', { least: 0, most: 65_535, byDefault: 8000 }),
  }
}

/** Empty without WECHAT_APP_ID: then it is the host who knows who is signed in. */
function readWeChat(env: Environment, warn: Warn): Pick<Config, 'weChat' | 'session'> {
  const appID = readText(env, 'WECHAT_APP_ID')
  if (appID === undefined) return {}
  const [appSecret = '', ...more] = readSecrets(env, 'WECHAT_APP_SECRET', warn)
  if (more.length > 0) throw new Error('WECHAT_APP_SECRET must be one secret: WeChat knows no second one.')
  const origin = readText(env, 'WECHAT_ORIGIN')
  return {
    weChat: { appID, appSecret, ...(origin !== undefined && { origin }) },
    session: {
      key: readSecrets(env, 'SESSION_KEY', warn),
      expire: readInteger(env, 'SESSION_EXPIRE', { ...EXPIRY_RANGE, byDefault: DEFAULT_EXPIRY }),
    },
  }
}

/** A name that no account can have protects nobody: it is another one, misspelt. */
function readAdministrators(env: Environment): string[] {
  const names = splitList(readText(env, 'TRTC_ADMINISTRATORS'))
  if (!names.every(isUserID))
    throw new Error(
      'TRTC_ADMINISTRATORS must be names of 1 to 32 characters of a-z, A-Z, 0-9, _ and -, separated by commas.',
    )
  return names
}

/** Not a name: looking it up would tell it to the network, and it may be a secret. */
function readHost(env: Environment): string {
  const host = readText(env, 'HOST') ?? '127.0.0.1'
  if (host !== 'localhost' && isIP(host) === 0)
    throw new Error('HOST must be an IP address of this machine, or localhost.')
  return host
}

function readLimit(env: Environment, name: string, byDefault: number): number {
  return readInteger(env, name, { least: 1, most: MOST_REQUESTS, byDefault })
}
