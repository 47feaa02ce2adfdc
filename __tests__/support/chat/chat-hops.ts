/**
 * What an interceptor of the in-memory Chat sees: every single step that can be late, lost, doubled or reordered.
 */
import type { ChatMessage } from '../../../lib/foundation/types'
import type { ChatClient } from './chat-client'

/** As a Chat SDK rejects: a code and a text. */
export interface ChatFailure {
  code: number
  message?: string
}

export type ActionName = 'invite' | 'cancel' | 'accept' | 'reject' | 'timeout'

const ACTIONS: Record<number, ActionName> = { 1: 'invite', 2: 'cancel', 3: 'accept', 4: 'reject', 5: 'timeout' }

/** A signalling message, both JSON layers parsed: handy for picking steps (`hop.signal?.action === 'accept'`). */
export interface SignalView {
  action: ActionName
  inviteID: string
  inviter: string
  inviteeList: string[]
  groupID: string
  timeout: number
  /** the call layer, `{}` if there is none or it is not JSON */
  call: Record<string, unknown>
}

interface HopOf<K extends string> {
  kind: K
  /** the device at which the step ends: the receiver of a delivery, the sender of an acknowledgement */
  device: ChatClient
  /** lets the step happen now; each call makes it happen once more */
  release(): void
}

/** A message on its way to one device. */
export interface Delivery extends HopOf<'delivery'> {
  from: string
  /** account of `device`; the sender itself when the message goes to another device of the same account */
  to: string
  /** a copy: changing it changes nothing */
  message: ChatMessage
  signal: SignalView | null
}

/** The answer to `sendMessage`. The message has been routed already: a failed acknowledgement is not a lost message. */
export interface Acknowledgement extends HopOf<'ack'> {
  message: ChatMessage
  signal: SignalView | null
  /** `sendMessage` rejects */
  fail(failure: ChatFailure): void
  /** `sendMessage` resolves, but with a code that is not 0 */
  resolveWith(failure: ChatFailure): void
}

/** The answer to `login`. */
export interface LoginAnswer extends HopOf<'login'> {
  fail(failure: ChatFailure): void
}

/** SDK_READY after a login. */
export type Ready = HopOf<'ready'>

/** The answer to `getUserProfile`. */
export interface ProfileAnswer extends HopOf<'profile'> {
  userIDList: string[]
  fail(failure: ChatFailure): void
}

/** The answer to `getConversationList`, or to `getMessageList` of one conversation. */
export interface HistoryAnswer extends HopOf<'history'> {
  /** '' for the list of conversations */
  conversationID: string
  fail(failure: ChatFailure): void
}

/** The answer to `logout`. */
export type LogoutAnswer = HopOf<'logout'>

export type Hop = Delivery | Acknowledgement | LoginAnswer | Ready | ProfileAnswer | HistoryAnswer | LogoutAnswer

/**
 * What to do with a step. `pass`: in the next microtask. `drop`: never (a dropped acknowledgement leaves its promise
 * pending). `duplicate`: twice. `hold`: the interceptor keeps the hop and calls `release()` when it likes, any number
 * of times. `{ delay }`: after that many milliseconds. Nothing at all is `pass`.
 */
export type Verdict = 'pass' | 'drop' | 'duplicate' | 'hold' | { delay: number } | undefined

export type Interceptor = (hop: Hop) => Verdict

/** Hops kept back by `network.hold(...)`, oldest first. */
export interface Held<H extends Hop = Hop> {
  readonly hops: H[]
  /** releases everything kept so far, oldest first, and forgets it */
  releaseAll(): void
  /** keeps nothing more; what is kept stays */
  stop(): void
}

/** Reads the two JSON layers of a message; null if it is no signalling message. Never throws. */
export function viewSignal(message: ChatMessage): SignalView | null {
  const envelope = parseObject(message.payload.data)
  const action = ACTIONS[Number(envelope?.actionType)]
  if (!envelope || envelope.businessID !== 1 || !action) return null
  return {
    action,
    inviteID: String(envelope.inviteID),
    inviter: String(envelope.inviter),
    inviteeList: Array.isArray(envelope.inviteeList) ? envelope.inviteeList.map(String) : [],
    groupID: typeof envelope.groupID === 'string' ? envelope.groupID : '',
    timeout: Number(envelope.timeout),
    call: parseObject(envelope.data) ?? {},
  }
}

function parseObject(text: unknown): Record<string, unknown> | null {
  if (typeof text !== 'string') return null
  try {
    const value: unknown = JSON.parse(text)
    return value !== null && typeof value === 'object' ? (value as Record<string, unknown>) : null
  } catch {
    return null
  }
}
