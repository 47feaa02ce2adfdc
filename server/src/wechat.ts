/** WeChat login: the code that `wx.login` gave a mini program becomes the user behind it. */
import { createHash } from 'node:crypto'
import { Refusal } from './refusal'
import { assertSecret } from './tokens/secrets'

/** Who somebody is for WeChat. */
export interface WeChatIdentity {
  /** one per user and mini program */
  openid: string
  /** one per user, for all apps of the same Open Platform account; only if the mini program belongs to one */
  unionid?: string
}

export interface WeChatOptions {
  /** of the mini program, such as `wx0123456789abcdef` */
  appID: string
  /** never logged, never sent to anybody but WeChat */
  appSecret: string
  /** where WeChat's API is; https, or this machine; default `https://api.weixin.qq.com` */
  origin?: string
  /** milliseconds WeChat has for its answer; default 5,000 */
  timeout?: number
}

/**
 * The account of a WeChat user in Chat, 1-32 characters of a-z, A-Z, 0-9, _ and -; undefined (or null) refuses the user.
 */
export type UserIDOf = (identity: WeChatIdentity) => UserID | Promise<UserID>
type UserID = string | undefined | null

const DEFAULT_ORIGIN = 'https://api.weixin.qq.com'

/** Throws when the app id, the secret or the address cannot be right. */
export function assertWeChat({ appID, appSecret, origin = DEFAULT_ORIGIN }: WeChatOptions): void {
  if (!/^wx[0-9a-f]{16}$/.test(appID)) {
    throw new Error('The app id must be that of the mini program, wx and 16 hexadecimal digits (WECHAT_APP_ID).')
  }
  assertSecret(
    appSecret,
    'The app secret',
    "take it from the mini program's console (WECHAT_APP_SECRET, or WECHAT_APP_SECRET_FILE)",
  )
  const url = URL.canParse(origin) ? new URL(origin) : undefined
  const local = url?.protocol === 'http:' && url.hostname === '127.0.0.1'
  if (!url || (url.protocol !== 'https:' && !local)) {
    throw new Error('WECHAT_ORIGIN must begin with https: the app secret travels there.')
  }
  if (url.href !== `${url.origin}/`) {
    throw new Error('WECHAT_ORIGIN must be an origin such as https://gateway.example.com, without a path.')
  }
}

/**
 * The default account of a WeChat user: `wx_` and 28 hexadecimal digits, of SHA-256 over app id and openid. Whoever
 * sees it in a call can't work out the openid, another mini program gives the same user another account, and no two
 * accounts differ in case alone.
 */
export function hashedUserID(appID: string, { openid }: WeChatIdentity): string {
  return `wx_${createHash('sha256').update(`${appID}:${openid}`).digest('hex').slice(0, 28)}`
}

/**
 * Asks WeChat (`code2Session`) who a code belongs to. A code works once, within five minutes.
 *
 * Rejects with a `Refusal`: 401 the code is no good, 403 WeChat holds the user for a risk, 429 the user signs in too
 * often, 503 WeChat is busy or cannot be reached, 500 WeChat does not accept app id and secret.
 */
export async function code2Session(options: WeChatOptions, code: string): Promise<WeChatIdentity> {
  const { appID, appSecret, origin = DEFAULT_ORIGIN, timeout = 5000 } = options
  const url = new URL('/sns/jscode2session', origin)
  url.search = new URLSearchParams({
    appid: appID,
    secret: appSecret,
    js_code: code,
    grant_type: 'authorization_code',
  }).toString()

  const { errcode, openid, unionid } = await ask(url, timeout)
  if (errcode !== undefined && errcode !== 0) throw refusalFor(errcode)
  if (typeof openid !== 'string' || openid === '') throw new Refusal(503, 'code2Session answered without an openid', 5)
  // the session_key stays behind: nobody here needs it
  return { openid, ...(typeof unionid === 'string' && unionid !== '' && { unionid }) }
}

interface Code2SessionAnswer {
  errcode?: unknown
  openid?: unknown
  unionid?: unknown
}

async function ask(url: URL, timeout: number): Promise<Code2SessionAnswer> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(timeout), redirect: 'error' })
    if (!response.ok) throw new Refusal(503, `code2Session failed: HTTP ${response.status}`, 5)
    // WeChat calls it text/plain
    const answer: unknown = await response.json()
    if (typeof answer === 'object' && answer !== null) return answer
  } catch (error) {
    throw error instanceof Refusal ? error : new Refusal(503, `code2Session failed: ${reasonOf(error as Error)}`, 5)
  }
  throw new Refusal(503, 'code2Session did not answer with an object', 5)
}

/** Such as "TypeError ENOTFOUND". Not the message: it may know the url, and the secret is in it. */
function reasonOf({ name, cause }: Error): string {
  const { code } = (cause ?? {}) as { code?: unknown }
  return typeof code === 'string' ? `${name} ${code}` : name
}

/** -1, 40029, 40226 and 45011 are the documented ones; 40163 is what a code gets that was used before. */
function refusalFor(errcode: unknown): Refusal {
  const message = `code2Session answered ${String(errcode)}`
  switch (errcode) {
    case 40029:
    case 40163:
      return new Refusal(401, message)
    case 40226:
      return new Refusal(403, message)
    case 45011:
      return new Refusal(429, message, 60)
    case -1:
      return new Refusal(503, message, 5)
    default:
      return new Refusal(500, `${message}: check WECHAT_APP_ID and WECHAT_APP_SECRET`)
  }
}
