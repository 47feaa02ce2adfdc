import { readFileSync } from 'node:fs'
import { assertCredentials, type ServerOptions } from './server'

/** Where and how the service runs, from environment variables. */
export interface Config extends Pick<ServerOptions, 'sdkAppID' | 'key' | 'expire' | 'administrators'> {
  host: string
  port: number
}

/**
 * Reads
 *
 * - `TRTC_SDK_APP_ID` the application id, required
 * - `TRTC_SECRET_KEY` the secret key, or `TRTC_SECRET_KEY_FILE` the path of a file that holds it; one is required
 * - `TRTC_USER_SIG_EXPIRE` seconds a UserSig is valid, 300-86,400, default 7,200
 * - `TRTC_ADMINISTRATORS` accounts that are never signed for, separated by commas, besides `administrator`
 * - `HOST` default 127.0.0.1, `PORT` default 8000
 *
 * Throws when something required is missing, or a value cannot be right. The message never holds the key.
 */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const sdkAppID = integer(env, 'TRTC_SDK_APP_ID')
  const key = readKey(env)
  assertCredentials(sdkAppID, key)
  return {
    sdkAppID,
    key,
    expire: integer(env, 'TRTC_USER_SIG_EXPIRE', 7200),
    administrators: ['administrator', ...list(env['TRTC_ADMINISTRATORS'])],
    host: env['HOST'] || '127.0.0.1',
    port: integer(env, 'PORT', 8000),
  }
}

function readKey(env: Readonly<Record<string, string | undefined>>): string {
  const file = env['TRTC_SECRET_KEY_FILE']
  return (file ? readFileSync(file, 'utf8') : (env['TRTC_SECRET_KEY'] ?? '')).trim()
}

function integer(env: Readonly<Record<string, string | undefined>>, name: string, byDefault?: number): number {
  const text = env[name]
  if (!text && byDefault !== undefined) return byDefault
  if (!text || !/^\d+$/.test(text))
    throw new Error(`${name} must be a whole number, but is ${text ? `"${text}"` : 'not set'}.`)
  return Number(text)
}

function list(text = ''): string[] {
  return text
    .split(',')
    .map((entry) => entry.trim())
    .filter(Boolean)
}
