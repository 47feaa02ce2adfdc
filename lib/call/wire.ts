/**
 * The call layer on the wire: the JSON string inside tsignaling's envelope. Every quirk of old peers (the original
 * component, the native TRTCCalling and TUICalling apps) is read here and nowhere else. Nothing here throws.
 */
import {
  DEFAULT_TIMEOUT_S,
  isRoomID,
  isStrRoomID,
  isUserID,
  MAX_INVITEES,
  MAX_TIMEOUT_S,
} from '../foundation/tools/ids'
import { CALL_TYPE } from '../foundation/types'
import type { CallType, Room, UserID } from '../foundation/types'
import type { Incoming, Outgoing } from './state/model'

/** What this package writes; a higher version is read as this one. */
const PROTOCOL_VERSION = 4
const BUSINESS_ID = 'av_call'
/** ids that peers invent (callID, replaces) */
const MAX_ID = 64
const MAX_USER_DATA = 2048
/** of a list, whatever is in it */
const MAX_LISTED = 200

/* ------------------------------------------------------------------ writing */

type Json = Record<string, unknown>

/** @returns the string for the envelope's `data`; what is undefined is not in it */
export function write(message: Outgoing): string {
  return JSON.stringify(bodyOf(message))
}

function bodyOf(message: Outgoing): Json {
  const { type, room, isGroup, callID } = message.call
  const head = {
    version: PROTOCOL_VERSION,
    businessID: BUSINESS_ID,
    platform: 'MiniApp',
    extraInfo: '',
    call_type: type,
  }
  const data = {
    cmd: type === CALL_TYPE.VIDEO ? 'videoCall' : 'audioCall',
    room_id: room.roomID,
    str_room_id: room.strRoomID || undefined,
    message: '',
    // our own addition: which call a message is about
    callID: callID || undefined,
  }
  const room_id = room.roomID
  switch (message.kind) {
    case 'invite': {
      const { sequence, userIDs, userData } = message
      const extra = {
        order: sequence,
        userIDs: userIDs.length ? userIDs : undefined,
        // our own addition: a group call may begin with a single invitee
        isGroup: isGroup || undefined,
        userData: userData || undefined,
      }
      // TUICallKit reads it beside data, its first mini program as extInfo, older versions of this package in data
      const copies = { userData: extra.userData, extInfo: extra.userData }
      return { ...head, ...copies, room_id, data: { ...data, ...extra } }
    }
    case 'timeout':
      // tsignaling drops a timeout whose data has no room_id
      return { ...head, room_id, data }
    case 'accept':
      return { ...head, data: { ...data, order: message.sequence, replaces: message.replaces || undefined } }
    case 'reject':
      if (!message.busy) return { ...head, data }
      return { ...head, line_busy: 'line_busy', data: { ...data, message: 'lineBusy' } }
    case 'cancel':
      return { ...head, data: { ...data, noAnswer: message.noAnswer || undefined } }
    case 'hangup':
      return { ...head, call_end: message.duration, data: { cmd: 'hangup', message: '', callID: data.callID } }
    case 'devices': {
      const { sequence, publishes, asks } = message
      const { callID: id } = data
      return {
        ...head,
        data: { cmd: 'devices', message: '', callID: id, order: sequence, publishes, asks: asks || undefined },
      }
    }
    case 'switch':
    case 'acceptSwitch':
    case 'rejectSwitch': {
      const { from, to, sequence } = message
      const toVoice = to === CALL_TYPE.AUDIO
      return {
        ...head,
        call_type: from,
        room_id,
        switch_to_audio_call: toVoice ? 'switch_to_audio_call' : undefined,
        data: { ...data, cmd: toVoice ? 'switchToAudio' : 'switchToVideo', order: sequence },
      }
    }
  }
}

/* ------------------------------------------------------------------ reading */

/** What the envelope says; the shapes are those of `Signal` in ports.ts. */
export interface Envelope {
  kind: 'invite' | 'cancel' | 'accept' | 'reject' | 'timeout'
  from: UserID
  inviteID: string
  groupID: string
  inviteeList?: UserID[]
  /** seconds */
  timeout?: number
  data: string
  /** ms */
  age?: number
}

/**
 * @param isHistory what is over counts as well
 * @returns null for what is not about calls, over, unknown, or beyond understanding
 */
export function read(envelope: Envelope, isHistory = false): Incoming | null {
  const body = parse(envelope.data)
  if (body.businessID !== undefined && body.businessID !== BUSINESS_ID) return null
  const data = object(body.data)
  const { from, inviteID, groupID, age = 0 } = envelope
  const head = { from, inviteID, groupID, callID: text(data.callID, MAX_ID), age }
  const sequence = count(data.order)
  const switchTo = switchTarget(body, data)
  switch (envelope.kind) {
    case 'invite':
      if (isHangup(body, data)) return { ...head, kind: 'hangup' }
      if (data.cmd === 'devices') {
        return { ...head, kind: 'devices', sequence, publishes: data.publishes === true, asks: data.asks === true }
      }
      // TUICallKit 3 writes this into the message when it has answered
      if (!isHistory && (body.consumed === true || data.consumed === true)) return null
      if (switchTo) return { ...head, kind: 'switch', to: switchTo, sequence }
      return readInvite(envelope, head, body, data)
    case 'accept': {
      const replaces = text(data.replaces, MAX_ID)
      return { ...head, kind: 'accept', type: typeOf(body, data), sequence, replaces, switchTo }
    }
    case 'reject':
      return { ...head, kind: 'reject', busy: isBusy(body, data), isSwitch: switchTo !== 0 }
    case 'cancel':
    case 'timeout':
      return { ...head, kind: envelope.kind }
  }
}

interface Head {
  from: UserID
  inviteID: string
  groupID: string
  callID: string
  age: number
}

function readInvite(envelope: Envelope, head: Head, body: Json, data: Json): Incoming | null {
  const { cmd } = data
  if (cmd !== undefined && cmd !== 'audioCall' && cmd !== 'videoCall') return null
  const type = typeOf(body, data)
  if (!type) return null
  const room = roomOf(body, data)
  if (!room) return { ...head, kind: 'badInvite' }
  const listed = userIDs(data.userIDs)
  const addressed = userIDs(envelope.inviteeList)
  const inviteeList = listed.length ? listed : addressed
  return {
    ...head,
    kind: 'invite',
    type,
    room,
    isGroup: head.groupID !== '' || Math.max(listed.length, addressed.length) >= 2 || data.isGroup === true,
    inviteeList,
    timeout: Math.min(count(envelope.timeout) || DEFAULT_TIMEOUT_S, MAX_TIMEOUT_S),
    sequence: count(data.order),
    userData: userDataOf(body, data),
    version: count(body.version),
  }
}

/** A hangup of old peers may have no command; then it is what has a duration and no room. */
function isHangup(body: Json, data: Json): boolean {
  if (data.cmd === 'hangup') return true
  const hasRoom = body.room_id !== undefined && body.room_id !== null
  return !hasRoom && data.cmd === undefined && typeof body.call_end === 'number'
}

/** 0: not a media switch */
function switchTarget(body: Json, data: Json): CallType | 0 {
  const { cmd } = data
  if (cmd === 'switchToVideo') return CALL_TYPE.VIDEO
  if (cmd === 'switchToAudio' || body.switch_to_audio_call === 'switch_to_audio_call') return CALL_TYPE.AUDIO
  return 0
}

/** Old peers write the field for busy only, some with an empty value. */
function isBusy(body: Json, data: Json): boolean {
  const field = body.line_busy
  return field === '' || field === 'line_busy' || data.message === 'lineBusy'
}

/** Where the callers that exist write it, see `bodyOf`. */
function userDataOf(body: Json, data: Json): string {
  const places = [body.userData, body.extInfo, data.userData]
  return places.map((value) => text(value, MAX_USER_DATA)).filter(Boolean)[0] || ''
}

function typeOf(body: Json, data: Json): CallType | 0 {
  const { cmd } = data
  if (cmd === 'audioCall') return CALL_TYPE.AUDIO
  if (cmd === 'videoCall') return CALL_TYPE.VIDEO
  const type = body.call_type
  return type === CALL_TYPE.AUDIO || type === CALL_TYPE.VIDEO ? type : 0
}

function roomOf(body: Json, data: Json): Room | null {
  const roomID = [body.room_id, data.room_id].filter(isRoomID)[0]
  if (roomID !== undefined) return { roomID, strRoomID: '' }
  const strRoomID = data.str_room_id
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

function text(value: unknown, max: number): string {
  return typeof value === 'string' && value.length <= max ? value : ''
}

function count(value: unknown): number {
  return typeof value === 'number' && isFinite(value) && value > 0 ? Math.floor(value) : 0
}

/** Whom a message names, up to as many as a call of this package is for: each is a tile. */
function userIDs(value: unknown): UserID[] {
  if (!Array.isArray(value)) return []
  const valid = value.slice(0, MAX_LISTED).filter(isUserID)
  return valid.filter((userID, index) => valid.indexOf(userID) === index).slice(0, MAX_INVITEES)
}
