/**
 * From `CallingState` to the words on the screens. Pure; nothing here knows WXML or `wx`.
 */
import { CALL_STATUS, CALL_TYPE, describeError } from '../../lib/index'
import type { CallEndData, CallEndReason, CallingErrorReason, CallStrings, EventPayloads } from '../../lib/index'
import { stringsOf, withName } from '../locales/index'
import type { Language } from '../locales/index'
import { personOf, WEAK_QUALITY } from './people'
import type { Person, State } from './people'

/** How long the reason of an end stays on the screen, milliseconds. */
export const END_SHOWN_MS = 2000

/** How long an error stays on the screen, milliseconds. */
export const NOTICE_SHOWN_MS = 4000

/** Network quality: nothing gets through. */
const DOWN = 6

export type Screen = '' | 'calling' | 'ringing' | 'connected' | 'ended'

/** What has just happened. */
export interface Notice {
  text: string
  error: boolean
}

export interface Banner {
  text: string
  /** the settings can help */
  settings: boolean
}

/** `00:05`, `12:34`, `1:02:03`. */
export function formatDuration(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds))
  const two = (n: number): string => (n < 10 ? `0${n}` : String(n))
  const hours = Math.floor(whole / 3600)
  const minutes = two(Math.floor(whole / 60) % 60)
  const rest = `${minutes}:${two(whole % 60)}`
  return hours > 0 ? `${hours}:${rest}` : rest
}

/** Whose name is on the screen: the other one; in a group call the inviter while it rings, then all members. */
export function callPerson(state: State, language: Language): Person | null {
  const { members } = state
  const inviter = members.filter((member) => member.userID === state.inviter)[0]
  const first = inviter ?? members[0]
  if (first === undefined) return null
  if (!state.isGroup || state.status === CALL_STATUS.RINGING) return personOf(first)
  const names = members.map((member) => personOf(member).name)
  return { ...personOf(first), name: names.join(stringsOf(language).listSeparator) }
}

/** We called; false: we were called. */
export function isOutgoing(state: State): boolean {
  return state.inviter !== '' && state.inviter === state.self.userID
}

export function screenOf(state: State, endShown: boolean): Screen {
  switch (state.status) {
    case CALL_STATUS.CALLING:
      return 'calling'
    case CALL_STATUS.RINGING:
      return 'ringing'
    case CALL_STATUS.CONNECTING:
      // the inviter waits on the same screen; the invitee, who has answered, sees the call
      return isOutgoing(state) ? 'calling' : 'connected'
    case CALL_STATUS.CONNECTED:
      return 'connected'
    case CALL_STATUS.IDLE:
      return endShown ? 'ended' : ''
  }
}

/** The line below the name, until the timer takes its place. */
export function statusText(state: State, language: Language): string {
  const strings = stringsOf(language)
  const video = state.type === CALL_TYPE.VIDEO
  switch (state.status) {
    case CALL_STATUS.RINGING:
      if (state.isGroup) return video ? strings.incomingGroupVideo : strings.incomingGroupVoice
      return video ? strings.incomingVideo : strings.incomingVoice
    case CALL_STATUS.CALLING:
      // a user who joins calls no one
      return state.members.length > 0 ? strings.calling : strings.connecting
    case CALL_STATUS.CONNECTING:
      return strings.connecting
    case CALL_STATUS.CONNECTED:
    case CALL_STATUS.IDLE:
      return ''
  }
}

/** The timer, '' unless connected. */
export function timeText(state: State): string {
  return state.status === CALL_STATUS.CONNECTED ? formatDuration(state.duration) : ''
}

type EndText = keyof CallStrings['ended']

/** For each reason: what both read, or what the one who called reads, and what the one who was called reads. */
const END_TEXTS: Record<CallEndReason, EndText | [EndText, EndText]> = {
  hangup: 'completed',
  cancel: ['cancelled', 'cancelledByCaller'],
  reject: ['declinedByPeer', 'declined'],
  'line-busy': ['lineBusy', 'missed'],
  'no-response': ['notReachable', 'missed'],
  timeout: ['noAnswer', 'missed'],
  'peer-left': 'peerLeft',
  'peer-never-joined': 'notConnected',
  'room-failed': 'notConnected',
  stranger: 'stranger',
  'microphone-denied': 'microphoneDenied',
  'network-lost': 'networkLost',
  'kicked-out': 'removed',
  'answered-elsewhere': 'answeredElsewhere',
  'rejected-elsewhere': 'rejectedElsewhere',
  replaced: 'replaced',
  'signaling-failed': 'failed',
  logout: 'signedOut',
  destroyed: 'completed',
  background: 'background',
}

/** Why a call ended, in words, with the duration if it ever was connected: `Call ended 02:15`. */
export function endText(end: CallEndData, outgoing: boolean, language: Language): string {
  const texts = END_TEXTS[end.reason]
  const text = stringsOf(language).ended[typeof texts === 'string' ? texts : texts[outgoing ? 0 : 1]]
  return end.callEnd > 0 ? `${text} ${formatDuration(end.callEnd)}` : text
}

/** The screen shows these itself: the call as it is now, and a sheet or a banner with the way to the settings. */
const SHOWN_OTHERWISE: readonly CallingErrorReason[] = ['INVALID_STATE', 'CAMERA_DENIED', 'MICROPHONE_DENIED']

type Described = Parameters<typeof describeError>[1]

/** '' for an error that is nothing to the user of the phone. */
export function errorText(error: EventPayloads['ERROR'], language: Language): string {
  if (SHOWN_OTHERWISE.indexOf(error.reason) >= 0) return ''
  const { errors } = stringsOf(language)
  const text = errors && errors[error.reason]
  return text === undefined ? describeError(error, language as Described) : text
}

/** Whom the call waits for: those who were there are away, all of them. */
function missedIn({ members }: State): State['members'][number] | undefined {
  const were = members.filter(({ status }) => status === 'joined' || status === 'left')
  return were.every(({ away }) => away) ? were[0] : undefined
}

/** What has to be said during a call, the most important first; null when all is well. */
export function bannerOf(state: State, language: Language): Banner | null {
  if (state.status !== CALL_STATUS.CONNECTED && state.status !== CALL_STATUS.CONNECTING) return null
  const strings = stringsOf(language)
  const isVoice = state.type === CALL_TYPE.AUDIO
  const peer = state.isGroup ? undefined : state.members[0]
  // without a network of its own, this side hears nobody
  const missed = state.self.quality < DOWN ? missedIn(state) : undefined
  const lines: [applies: boolean, text: string, settings?: boolean][] = [
    [state.strangers.length > 0, withName(strings.strangerHere, state.strangers.join(', '))],
    [state.interrupted, strings.interrupted],
    [state.reconnecting, strings.reconnecting],
    [missed !== undefined, withName(strings.waitingFor, missed ? personOf(missed).name : '')],
    [state.switchRequest === 'outgoing', withName(strings.switchWaiting, peer ? personOf(peer).name : '')],
    [state.cameraDenied && !state.self.camera, isVoice ? strings.cameraDeniedVoice : strings.cameraDenied, true],
    [state.self.quality >= WEAK_QUALITY, strings.weakNetworkHere],
    [peer !== undefined && peer.quality >= WEAK_QUALITY, strings.weakNetworkThere],
  ]
  const line = lines.filter(([applies]) => applies)[0]
  return line ? { text: line[1], settings: line[2] === true } : null
}
