/** Picking out and making up what travels between callers. */
import { TYPES } from '../../../lib/chat/sdk/constants'
import type { ChatMessage } from '../../../lib/foundation/types'
import type { ActionName, ChatFailure, ChatNetwork, Delivery, Hop, LoginAnswer, SignalView } from './chat'
import { envelope } from './signaling'

/** What a message says; tsignaling knows hangups and switches as invitations. */
export type MessageName = ActionName | 'hangup' | 'switch'

export function nameOfSignal(signal: SignalView | null): MessageName | 'other' {
  if (!signal) return 'other'
  const cmd = (signal.call['data'] as { cmd?: unknown } | undefined)?.cmd
  if (signal.action !== 'invite') return signal.action
  if (cmd === 'hangup') return 'hangup'
  return cmd === 'switchToAudio' || cmd === 'switchToVideo' ? 'switch' : 'invite'
}

/** For `hold` and `intercept`: deliveries of this message, and of this sender alone if one is named. */
export function deliveryOf(name: MessageName, from?: string, to?: string): (hop: Hop) => hop is Delivery {
  return (hop): hop is Delivery =>
    hop.kind === 'delivery' &&
    nameOfSignal(hop.signal) === name &&
    (from === undefined || hop.from === from) &&
    (to === undefined || hop.to === to)
}

/** For `hold` and `intercept`: the acknowledgement that the sender of this message waits for. */
export function ackOf(name: MessageName, sender?: string): (hop: Hop) => boolean {
  return (hop) =>
    hop.kind === 'ack' && nameOfSignal(hop.signal) === name && (sender === undefined || hop.device.userID === sender)
}

/** Messages of this kind are lost, until the returned function is called. */
export function lose(chat: ChatNetwork, name: MessageName, from?: string, to?: string): () => void {
  const wanted = deliveryOf(name, from, to)
  return chat.intercept((hop) => (wanted(hop) ? 'drop' : 'pass'))
}

/** Chat keeps its answers to logins back, until the returned function makes them fail. */
export function holdLogins(chat: ChatNetwork): (failure: ChatFailure) => void {
  const answers = chat.hold((hop): hop is LoginAnswer => hop.kind === 'login')
  return (failure) => {
    expect(answers.hops).not.toEqual([])
    answers.stop()
    for (const hop of answers.hops) hop.fail(failure)
  }
}

/** What travelled, as `alice>bob invite`. */
export function traffic(chat: ChatNetwork): string[] {
  return chat.log.map((line) => `${line.from}>${line.to} ${nameOfSignal(line.signal)}`)
}

/** The last message of that name that travelled. */
export function lastOf(chat: ChatNetwork, name: MessageName, from?: string): SignalView {
  const hits = chat.log.filter((line) => nameOfSignal(line.signal) === name && (!from || line.from === from))
  const signal = hits[hits.length - 1]?.signal
  if (!signal) throw new Error(`No ${name} of ${from ?? 'anybody'} has travelled`)
  return signal
}

/** `callID` of the call that the last invitation opened. */
export function callIDOf(signal: SignalView): string {
  return (signal.call['data'] as { callID: string }).callID
}

const ACTION_TYPES: Record<ActionName, number> = { invite: 1, cancel: 2, accept: 3, reject: 4, timeout: 5 }

export interface MadeUp {
  action: ActionName
  /** the account that really sends it */
  from: string
  inviteID: string
  inviter: string
  inviteeList: string[]
  groupID?: string
  timeout?: number
  /** the call layer; a string is sent as it is */
  call?: object | string
}

/** A message as somebody's own software could write it, for `chat.inject`. */
export function makeUp({ action, from, call = {}, groupID = '', ...rest }: MadeUp): Partial<ChatMessage> {
  const data = typeof call === 'string' ? call : JSON.stringify({ version: 4, businessID: 'av_call', ...call })
  return {
    from,
    ...(groupID ? { to: groupID, conversationType: TYPES.CONV_GROUP } : {}),
    payload: { data: envelope({ actionType: ACTION_TYPES[action], groupID, ...rest, data }) },
  }
}

/** The call layer of an invitation. */
export function inviteCall(roomID: unknown, data: object = {}, type = 1): object {
  const cmd = type === 2 ? 'videoCall' : 'audioCall'
  return { call_type: type, room_id: roomID, data: { cmd, room_id: roomID, message: '', ...data } }
}

export function hangupCall(callID?: string, duration = 0): object {
  return { call_type: 1, call_end: duration, data: { cmd: 'hangup', message: '', ...(callID ? { callID } : {}) } }
}
