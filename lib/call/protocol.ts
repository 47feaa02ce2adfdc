/**
 * The call layer on the wire: the JSON string inside tsignaling's envelope. Every quirk of old peers (the original
 * component, the native TRTCCalling and TUICalling apps) is read here and nowhere else. Nothing here throws.
 */
import { CALL_TYPE } from '../types'
import type { CallType, UserID } from '../types'
import type { CallFacts, Incoming, Outgoing, Room } from './model'

/** What this package writes; a higher version is read as this one. */
export const PROTOCOL_VERSION = 4
export const BUSINESS_ID = 'av_call'
export const MAX_ROOM_ID = 4294967294
const DEFAULT_TIMEOUT_S = 30
const MAX_TIMEOUT_S = 300
const STR_ROOM = /^[A-Za-z0-9_-]{1,64}$/
const USER_ID = /^[A-Za-z0-9_-]{1,32}$/
/** ids that peers invent (callID, replaces) */
const MAX_ID = 64
const MAX_USERS = 200
const MAX_USER_DATA = 2048

export function isUserID(value: unknown): value is UserID {
  return typeof value === 'string' && USER_ID.test(value)
}

export function isRoomID(value: unknown): value is number {
  return typeof value === 'number' && value >= 1 && value <= MAX_ROOM_ID && Math.floor(value) === value
}

export function isStrRoomID(value: unknown): value is string {
  return typeof value === 'string' && STR_ROOM.test(value)
}

/* ------------------------------------------------------------------ writing */

type Json = Record<string, unknown>

/** @returns the string for the envelope's `data` */
export function write(message: Outgoing): string {
  const { call } = message
  const head = (type: CallType): Json => ({
    version: PROTOCOL_VERSION,
    businessID: BUSINESS_ID,
    platform: 'MiniApp',
    extraInfo: '',
    call_type: type,
  })
  switch (message.kind) {
    case 'invite': {
      const { order, userData, userIDs } = message
      const extra = {
        order,
        ...(userIDs.length ? { userIDs } : {}),
        // our own addition: a group call may begin with a single invitee
        ...(call.isGroup ? { isGroup: true } : {}),
        ...(userData ? { userData } : {}),
      }
      return JSON.stringify({ ...head(call.type), room_id: call.room.roomID, data: { ...roomData(call), ...extra } })
    }
    case 'timeout':
      // tsignaling drops a timeout whose data has no room_id
      return JSON.stringify({ ...head(call.type), room_id: call.room.roomID, data: roomData(call) })
    case 'accept': {
      const { order, replaces } = message
      return JSON.stringify({
        ...head(call.type),
        data: { ...roomData(call), order, ...(replaces ? { replaces } : {}) },
      })
    }
    case 'reject': {
      const data = { ...roomData(call), ...(message.busy ? { message: 'lineBusy' } : {}) }
      return JSON.stringify({ ...head(call.type), ...(message.busy ? { line_busy: 'line_busy' } : {}), data })
    }
    case 'cancel':
      return JSON.stringify({
        ...head(call.type),
        data: { ...roomData(call), ...(message.noAnswer ? { noAnswer: true } : {}) },
      })
    case 'hangup':
      return JSON.stringify({
        ...head(call.type),
        call_end: message.duration,
        data: { cmd: 'hangup', message: '', ...named(call) },
      })
    case 'switch':
    case 'acceptSwitch':
    case 'rejectSwitch': {
      const toVoice = message.to === CALL_TYPE.AUDIO
      return JSON.stringify({
        ...head(message.from),
        room_id: call.room.roomID,
        ...(toVoice ? { switch_to_audio_call: 'switch_to_audio_call' } : {}),
        data: { ...roomData(call), cmd: toVoice ? 'switchToAudio' : 'switchToVideo', order: message.order },
      })
    }
  }
}

function roomData(call: CallFacts): Json {
  const { room, type } = call
  return {
    cmd: type === CALL_TYPE.VIDEO ? 'videoCall' : 'audioCall',
    room_id: room.roomID,
    ...(room.strRoomID ? { str_room_id: room.strRoomID } : {}),
    message: '',
    ...named(call),
  }
}

/** Our own addition: which call a message is about. Old peers have none. */
function named(call: CallFacts): Json {
  return call.callID ? { callID: call.callID } : {}
}

/* ------------------------------------------------------------------ reading */

/** What the envelope says; the shapes are those of `Signal` in ports.ts. */
export interface Envelope {
  kind: 'invite' | 'cancel' | 'accept' | 'reject' | 'timeout'
  from: UserID
  inviteID: string
  groupID: string
  inviteeList?: UserID[]
  users?: UserID[]
  /** seconds */
  timeout?: number
  data: string
}

/** @returns null for what is not about calls, unknown, or beyond understanding */
export function read(envelope: Envelope): Incoming | null {
  const body = parse(envelope.data)
  const businessID = get(body, 'businessID')
  if (businessID !== undefined && businessID !== BUSINESS_ID) return null
  const data = object(get(body, 'data'))
  const { from, inviteID, groupID } = envelope
  const head = { from, inviteID, groupID, callID: text(get(data, 'callID'), MAX_ID) }
  const switchTo = switchTarget(body, data)
  switch (envelope.kind) {
    case 'invite':
      return readInvite(envelope, head, body, data)
    case 'accept': {
      const order = count(get(data, 'order'))
      const replaces = text(get(data, 'replaces'), MAX_ID)
      return { ...head, kind: 'accept', type: typeOf(body, data), order, replaces, switchTo }
    }
    case 'reject':
      return { ...head, kind: 'reject', busy: isBusy(body, data), isSwitch: switchTo !== 0 }
    case 'cancel':
      return { ...head, kind: 'cancel' }
    case 'timeout':
      return { ...head, kind: 'timeout', users: userIDs(envelope.users) }
  }
}

interface Head {
  from: UserID
  inviteID: string
  groupID: string
  callID: string
}

function readInvite(envelope: Envelope, head: Head, body: Json, data: Json): Incoming | null {
  const cmd = get(data, 'cmd')
  const hasRoom = get(body, 'room_id') !== undefined && get(body, 'room_id') !== null
  if (cmd === 'hangup' || (!hasRoom && cmd === undefined && typeof get(body, 'call_end') === 'number')) {
    return { ...head, kind: 'hangup' }
  }
  const to = switchTarget(body, data)
  if (to) return { ...head, kind: 'switch', to, order: count(get(data, 'order')) }
  if (cmd !== undefined && cmd !== 'audioCall' && cmd !== 'videoCall') return null
  const type = typeOf(body, data)
  if (!type) return null
  const room = roomOf(body, data)
  if (!room) return { ...head, kind: 'badInvite' }
  const listed = userIDs(get(data, 'userIDs'))
  const inviteeList = listed.length ? listed : userIDs(envelope.inviteeList)
  return {
    ...head,
    kind: 'invite',
    type,
    room,
    isGroup: head.groupID !== '' || inviteeList.length >= 2 || get(data, 'isGroup') === true,
    inviteeList,
    timeout: seconds(envelope.timeout),
    order: count(get(data, 'order')),
    userData: text(get(data, 'userData'), MAX_USER_DATA),
    version: count(get(body, 'version')),
  }
}

/** 0: not a media switch */
function switchTarget(body: Json, data: Json): CallType | 0 {
  const cmd = get(data, 'cmd')
  if (cmd === 'switchToVideo') return CALL_TYPE.VIDEO
  if (cmd === 'switchToAudio' || get(body, 'switch_to_audio_call') === 'switch_to_audio_call') return CALL_TYPE.AUDIO
  return 0
}

/** Old peers write the field for busy only, some with an empty value. */
function isBusy(body: Json, data: Json): boolean {
  const field = get(body, 'line_busy')
  return field === '' || field === 'line_busy' || get(data, 'message') === 'lineBusy'
}

function typeOf(body: Json, data: Json): CallType | 0 {
  const cmd = get(data, 'cmd')
  if (cmd === 'audioCall') return CALL_TYPE.AUDIO
  if (cmd === 'videoCall') return CALL_TYPE.VIDEO
  const type = get(body, 'call_type')
  return type === CALL_TYPE.AUDIO || type === CALL_TYPE.VIDEO ? type : 0
}

function roomOf(body: Json, data: Json): Room | null {
  const roomID = [get(body, 'room_id'), get(data, 'room_id')].filter(isRoomID)[0]
  if (roomID !== undefined) return { roomID, strRoomID: '' }
  const strRoomID = get(data, 'str_room_id')
  return isStrRoomID(strRoomID) ? { roomID: 0, strRoomID } : null
}

/** `{}` for everything that is not a JSON object. */
function parse(source: string): Json {
  try {
    return object(JSON.parse(source))
  } catch {
    return {}
  }
}

function object(value: unknown): Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {}
}

/** Own properties only: a peer's `__proto__` is just a name. */
function get(source: Json, name: string): unknown {
  return Object.prototype.hasOwnProperty.call(source, name) ? source[name] : undefined
}

function text(value: unknown, max: number): string {
  return typeof value === 'string' && value.length <= max ? value : ''
}

function count(value: unknown): number {
  return typeof value === 'number' && isFinite(value) && value > 0 ? Math.floor(value) : 0
}

function seconds(value: unknown): number {
  const whole = count(value)
  return whole === 0 ? DEFAULT_TIMEOUT_S : Math.min(whole, MAX_TIMEOUT_S)
}

function userIDs(value: unknown): UserID[] {
  if (!Array.isArray(value)) return []
  const valid = value.slice(0, MAX_USERS).filter(isUserID)
  return valid.filter((userID, index) => valid.indexOf(userID) === index)
}
