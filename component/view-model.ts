/**
 * From `CallingState` to what the screens show: words, people, places. Pure; nothing here knows WXML or `wx`.
 */
import { CALL_END_REASON, CALL_STATUS, CALL_TYPE } from '../lib/index'
import type {
  CallEndData,
  CallEndReason,
  DeepReadonly,
  EventPayloads,
  CallingState,
  PlayerAttributes,
} from '../lib/index'
import { stringsOf } from './locales/index'
import type { Language, Strings } from './locales/index'

type State = DeepReadonly<CallingState>
type Member = State['members'][number]

/** How long the reason of an end stays on the screen, milliseconds. */
export const END_SHOWN_MS = 2000

/** How long an error stays on the screen, milliseconds. */
export const NOTICE_SHOWN_MS = 4000

/** Above this volume (0-100) somebody is speaking; below it is breath and keyboard. */
const SPEAKING_VOLUME = 12

/** From this quality on (1 best ... 6 down) people notice. */
const WEAK_QUALITY = 5

/** How many background tints the stylesheet has: `tint-0` ... `tint-7`. */
const TINTS = 8

export type Screen = '' | 'calling' | 'ringing' | 'connected' | 'ended'

/** Somebody, ready to be drawn. */
export interface Person {
  userID: string
  name: string
  /** url, '' if there is none */
  avatar: string
  /** what stands for the picture while there is none */
  initials: string
  tint: number
}

/**
 * Where a picture is: `full` behind the controls, `pip` small in the corner, `grid` one of many,
 * `hidden` for a stream that is only heard, or for somebody who left.
 */
export type Place = 'full' | 'pip' | 'grid' | 'hidden'

/** One picture on the stage; the volume, which changes all the time, travels apart (`speakingOf`). */
export interface Cell extends Person {
  place: Place
  player: Readonly<PlayerAttributes> | null
  /** false: the avatar stands in */
  video: boolean
  muted: boolean
  weak: boolean
  /** invited, not in the call yet */
  ringing: boolean
}

export interface Stage {
  members: Cell[]
  self: Cell
  /** how many pictures share the grid, 0 without one */
  gridSize: number
}

export interface Banner {
  text: string
  /** the settings can help */
  settings: boolean
}

export interface Sheet {
  title: string
  text: string
  /** the two buttons */
  close: string
  settings: string
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

/** Two letters that stand for a name: `Alice Smith` AS, `alice` A, and of Chinese names the last two characters. */
export function initialsOf(name: string): string {
  const trimmed = name.trim()
  // by code point, so that an emoji or a rare character stays whole
  const characters = Array.from(trimmed)
  if (/[\u3400-\u9fff]/.test(trimmed)) return characters.slice(-2).join('')
  const words = trimmed.split(/[\s_.-]+/).filter((word) => word !== '')
  if (words.length < 2) return (characters[0] ?? '').toUpperCase()
  return words
    .slice(0, 2)
    .map((word) => Array.from(word)[0] ?? '')
    .join('')
    .toUpperCase()
}

/** The same colour for the same person on every phone. */
export function tintOf(userID: string): number {
  let hash = 7
  for (let i = 0; i < userID.length; i += 1) hash = (hash * 31 + userID.charCodeAt(i)) % 65521
  return hash % TINTS
}

export function personOf(profile: { userID: string; nick: string; avatar: string }): Person {
  const name = profile.nick === '' ? profile.userID : profile.nick
  return {
    userID: profile.userID,
    name,
    avatar: profile.avatar,
    initials: initialsOf(name),
    tint: tintOf(profile.userID),
  }
}

/** Whose name is on the screen: the other one; in a group call the inviter while it rings, then everybody. */
export function callPerson(state: State, language: Language): Person | null {
  const { members } = state
  const inviter = members.filter((member) => member.userID === state.inviter)[0]
  const first = inviter ?? members[0]
  if (first === undefined) return null
  if (!state.isGroup || state.status === CALL_STATUS.RINGING) return personOf(first)
  const names = members.map((member) => personOf(member).name)
  return { ...personOf(first), name: names.join(language === 'zh-CN' ? '、' : ', ') }
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
      return strings.calling
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

type EndText = keyof Strings['ended']

/** For each reason: what the one who called reads, and what the one who was called reads. */
const END_TEXTS: Record<CallEndReason, [EndText, EndText]> = {
  [CALL_END_REASON.HANGUP]: ['completed', 'completed'],
  [CALL_END_REASON.CANCEL]: ['cancelled', 'cancelledByCaller'],
  [CALL_END_REASON.REJECT]: ['declinedByPeer', 'declined'],
  [CALL_END_REASON.LINE_BUSY]: ['lineBusy', 'missed'],
  [CALL_END_REASON.NO_RESPONSE]: ['notReachable', 'missed'],
  [CALL_END_REASON.TIMEOUT]: ['noAnswer', 'missed'],
  [CALL_END_REASON.PEER_LEFT]: ['peerLeft', 'peerLeft'],
  [CALL_END_REASON.PEER_NEVER_JOINED]: ['notConnected', 'notConnected'],
  [CALL_END_REASON.ROOM_FAILED]: ['notConnected', 'notConnected'],
  [CALL_END_REASON.MICROPHONE_DENIED]: ['microphoneDenied', 'microphoneDenied'],
  [CALL_END_REASON.NETWORK_LOST]: ['networkLost', 'networkLost'],
  [CALL_END_REASON.KICKED_OUT]: ['removed', 'removed'],
  [CALL_END_REASON.ANSWERED_ELSEWHERE]: ['answeredElsewhere', 'answeredElsewhere'],
  [CALL_END_REASON.REJECTED_ELSEWHERE]: ['rejectedElsewhere', 'rejectedElsewhere'],
  [CALL_END_REASON.REPLACED]: ['replaced', 'replaced'],
  [CALL_END_REASON.SIGNALING_FAILED]: ['failed', 'failed'],
  [CALL_END_REASON.LOGOUT]: ['signedOut', 'signedOut'],
  [CALL_END_REASON.DESTROYED]: ['completed', 'completed'],
  [CALL_END_REASON.BACKGROUND]: ['background', 'background'],
}

/** Why a call ended, in words, with the duration if it ever was connected: `Call ended 02:15`. */
export function endText(end: CallEndData, outgoing: boolean, language: Language): string {
  const text = stringsOf(language).ended[END_TEXTS[end.reason][outgoing ? 0 : 1]]
  return end.callEnd > 0 ? `${text} ${formatDuration(end.callEnd)}` : text
}

type ErrorText = keyof Strings['errors']

/** Errors that a tap on a screen can lead to, in the user's words; others speak for themselves. */
const ERROR_TEXTS: { [reason: string]: ErrorText | undefined } = {
  NETWORK_UNAVAILABLE: 'network',
  SEND_FAILED: 'send',
  UNKNOWN_USER: 'unknownUser',
  TOO_FREQUENT: 'tooFrequent',
  INVITATION_GONE: 'invitationGone',
  ENTER_ROOM_FAILED: 'media',
  MEDIA_LOST: 'media',
  LIVE_UNSUPPORTED: 'unsupported',
  PRIVACY_DENIED: 'privacy',
}

export function errorText(error: EventPayloads['ERROR'], language: Language): string {
  const known = ERROR_TEXTS[error.reason]
  return known === undefined ? error.message : stringsOf(language).errors[known]
}

/** What has to be said during a call, the most important first; null when all is well. */
export function bannerOf(state: State, language: Language): Banner | null {
  const strings = stringsOf(language)
  if (state.status !== CALL_STATUS.CONNECTED && state.status !== CALL_STATUS.CONNECTING) return null
  if (state.reconnecting) return { text: strings.reconnecting, settings: false }
  if (state.cameraDenied) {
    const isVoice = state.type === CALL_TYPE.AUDIO
    return { text: isVoice ? strings.cameraDeniedVoice : strings.cameraDenied, settings: true }
  }
  if (state.self.quality >= WEAK_QUALITY) return { text: strings.weakNetworkHere, settings: false }
  const peer = state.members[0]
  if (!state.isGroup && peer !== undefined && peer.quality >= WEAK_QUALITY) {
    return { text: strings.weakNetworkThere, settings: false }
  }
  return null
}

/** The way to the settings, for somebody who refused the microphone. */
export function microphoneSheet(language: Language): Sheet {
  const { microphoneTitle: title, microphoneText: text, close, openSettings: settings } = stringsOf(language)
  return { title, text, close, settings }
}

/** Where everybody is. `swapped`: the own picture is the large one (1v1 video). */
export function stageOf(state: State, swapped: boolean, language: Language): Stage {
  const [member, self] = placesOf(state, swapped)
  // whoever left keeps the index, so that the others' pictures and patches stay where they are
  const gone = (one: Member): boolean => state.isGroup && one.status === 'left'
  return {
    members: state.members.map((one) => memberCell(one, gone(one) ? 'hidden' : member, state.players)),
    self: selfCell(state, self, language),
    gridSize: member === 'grid' ? state.members.filter((one) => !gone(one)).length + 1 : 0,
  }
}

/** Who is speaking: oneself, then the members in the order of the stage. */
export function speakingOf(state: State): boolean[] {
  const loud = (one: { volume: number }): boolean => one.volume > SPEAKING_VOLUME
  return [state.self.mic && loud(state.self)].concat(state.members.map(loud))
}

/** The member's place and the own one. */
function placesOf(state: State, swapped: boolean): [Place, Place] {
  if (state.status === CALL_STATUS.IDLE || state.status === CALL_STATUS.RINGING) return ['hidden', 'hidden']
  if (state.isGroup) return ['grid', 'grid']
  if (state.type === CALL_TYPE.AUDIO) return ['hidden', 'hidden']
  // nobody to look at yet: the own picture, as in a mirror, while there is one
  if (state.status !== CALL_STATUS.CONNECTED) return ['hidden', state.pusher !== null ? 'full' : 'hidden']
  return swapped ? ['pip', 'full'] : ['full', 'pip']
}

function memberCell(member: Member, place: Place, players: State['players']): Cell {
  const player = players.filter((one) => one.streamID === member.streamID)[0]
  return {
    ...personOf(member),
    place,
    player: player ?? null,
    video: member.hasVideo && member.viewing && player !== undefined,
    muted: member.status === 'joined' && !member.hasAudio,
    weak: member.quality >= WEAK_QUALITY,
    ringing: member.status === 'ringing',
  }
}

function selfCell(state: State, place: Place, language: Language): Cell {
  const { self } = state
  return {
    ...personOf(self),
    name: stringsOf(language).me,
    place,
    player: null,
    video: self.camera && state.pusher !== null,
    muted: !self.mic,
    weak: self.quality >= WEAK_QUALITY,
    ringing: false,
  }
}
