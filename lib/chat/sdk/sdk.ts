/** The Chat SDK underneath: what signalling needs of an instance, and where an instance comes from. */
import { chatSdkMissing } from './constants'
import { CallingError } from '../../foundation/errors'
import type { ChatMessage, UserID } from '../../foundation/types'

/** `sendMessage` resolves with it; a `code` other than 0 is a failure although the promise resolved. */
export interface SendResult {
  code: number
  message?: string
  data: { message: ChatMessage }
}

export interface LoginResult {
  code?: number
  /** `repeatLogin`: an account was signed in already, and still is, whichever userID was asked for */
  data?: { repeatLogin?: boolean }
}

/**
 * A Chat SDK instance, as far as signalling uses it (tim-wx-sdk 2.x, @tencentcloud/chat 3.x, lite-chat 4.x). Promises
 * reject with `{ code, message }`. While no account is signed in, `createCustomMessage` of the first two answers with a
 * rejected promise instead of a message, and all methods of lite-chat throw.
 */
export interface ChatSDK {
  on(event: string, listener: (event: { data: unknown }) => void): void
  off(event: string, listener: (event: { data: unknown }) => void): void
  login(credentials: { userID: UserID; userSig: string }): Promise<LoginResult>
  logout(): Promise<unknown>
  createCustomMessage(message: {
    to: string
    conversationType: string
    priority: string
    payload: { data: string; description?: string; extension?: string }
  }): ChatMessage | Promise<never>
  sendMessage(message: ChatMessage | Promise<never>, options?: object): Promise<SendResult>
  getUserProfile?(request: { userIDList: UserID[] }): Promise<{ data: unknown }>
  updateMyProfile?(profile: { nick?: string; avatar?: string }): Promise<unknown>
  /** seconds; what the phone's clock says and what the SDK knows of its error */
  getServerTime?(): number
  getConversationList?(): Promise<unknown>
  getMessageList?(options: { conversationID: string; count: number }): Promise<unknown>
  /** resolves only while the SDK is ready */
  getMyProfile?(): Promise<{ data: { userID: UserID } }>
}

const REQUIRED_METHODS = ['on', 'off', 'login', 'logout', 'createCustomMessage', 'sendMessage'] as const

/** Checks what the host passed as `config.tim`. Throws INVALID_PARAMETER. */
export function asChatSDK(tim: unknown): ChatSDK {
  const candidate = tim as Partial<Record<string, unknown>> | null | undefined
  const missing = REQUIRED_METHODS.filter((method) => typeof candidate?.[method] !== 'function')
  if (missing.length > 0) {
    throw new CallingError(
      'INVALID_PARAMETER',
      `config.tim is not a Chat SDK instance: it lacks ${missing.join(', ')}. ` +
        'Pass what `TIM.create({ SDKAppID })` returned, or leave `tim` out.',
    )
  }
  return tim as ChatSDK
}

interface ChatModule {
  create(options: { SDKAppID: number }): unknown
}

/**
 * The Chat SDK of the app's own `tim-wx-sdk`, for a host that passed no `tim`. The package is an optional peer and 600 KB,
 * so it is looked up only here. Its `create` answers with one instance per `sdkAppID`.
 *
 * @param requireModule looks the package up; throws if it is not there
 * @throws CallingError CHAT_SDK_MISSING
 */
export function loadChat(sdkAppID: number, requireModule: () => unknown = requireTim): ChatSDK {
  let found: unknown
  try {
    found = requireModule()
  } catch {
    throw chatSdkMissing()
  }
  const module = withoutDefault(found)
  if (!module) throw chatSdkMissing()
  return asChatSDK(module.create({ SDKAppID: sdkAppID }))
}

function requireTim(): unknown {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- resolved by the mini program at run time, not by the bundler
  return require('tim-wx-sdk')
}

/** A package that was compiled from an ES module has its value under `default`. */
function withoutDefault(found: unknown): ChatModule | undefined {
  const module = found as (Partial<ChatModule> & { default?: Partial<ChatModule> }) | null | undefined
  for (const candidate of [module, module?.default]) {
    if (typeof candidate?.create === 'function') return candidate as ChatModule
  }
  return undefined
}
