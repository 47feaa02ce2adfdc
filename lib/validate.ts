/** Checks what the host passes in. Every failure is a CallingError that says what would be right. */
import { isRoomID, isStrRoomID, isUserID, MAX_ROOM_ID } from './call/protocol'
import type { Room } from './call/model'
import { CallingError } from './errors'
import { CALL_TYPE } from './types'
import type { CallingConfig, CallOptions, CallType, OfflinePushInfo, UserID } from './types'

const MAX_TIMEOUT_S = 300
const DEFAULT_TIMEOUT_S = 30
const MAX_USER_DATA_BYTES = 2048
/** TRTC rooms of this kind hold more, a grid of players on a phone does not */
const MAX_INVITEES = 20

/** @throws CallingError INVALID_PARAMETER */
export function checkConfig(config: unknown): CallingConfig {
  const given = asObject(config, 'config', '{ sdkAppID, userID, userSig, type }')
  const { sdkAppID, userSig, type } = given
  if (typeof sdkAppID !== 'number' || !(sdkAppID > 0) || Math.floor(sdkAppID) !== sdkAppID) {
    invalid('config.sdkAppID', sdkAppID, 'the number that the Tencent TRTC console shows for your application')
  }
  checkUserID('config.userID', given.userID)
  checkUserSig('config.userSig', userSig)
  checkType('config.type', type)
  // every field that CallingConfig requires has been checked
  return given as unknown as CallingConfig
}

export function checkUserID(name: string, value: unknown): UserID {
  if (isUserID(value)) return value
  return invalid(name, value, '1 to 32 characters of a-z, A-Z, 0-9, _ and - (anything else breaks the room:// url)')
}

/** A password: the message never repeats it. */
export function checkUserSig(name: string, value: unknown): string {
  if (typeof value === 'string' && value !== '') return value
  throw new CallingError(
    'INVALID_PARAMETER',
    `${name} is missing. It is a string that your signing service computes for this userID; see "server" in the README.`,
  )
}

export function checkType(name: string, value: unknown): CallType {
  if (value === CALL_TYPE.AUDIO || value === CALL_TYPE.VIDEO) return value
  return invalid(name, value, '1 (voice) or 2 (video)')
}

/** A list without duplicates. @throws CallingError INVALID_PARAMETER, CALL_SELF */
export function checkInvitees(value: unknown, self: UserID): UserID[] {
  if (!Array.isArray(value) || !value.length || value.length > MAX_INVITEES) {
    return invalid('userIDList', value, `an array of 1 to ${MAX_INVITEES} userIDs`)
  }
  const users = value.map((userID: unknown, index) => checkInvitee(`userIDList[${index}]`, userID, self))
  return users.filter((userID, index) => users.indexOf(userID) === index)
}

export function checkInvitee(name: string, value: unknown, self: UserID): UserID {
  const userID = checkUserID(name, value)
  if (userID === self) {
    throw new CallingError('CALL_SELF', `${name} is your own userID (${self}). Call somebody else.`)
  }
  return userID
}

export function checkGroupID(value: unknown): string {
  if (value === undefined || value === null || value === '') return ''
  // Chat: at most 48 bytes of printable ASCII
  if (typeof value === 'string' && /^[!-~]{1,48}$/.test(value)) return value
  return invalid('groupID', value, 'the id of a Chat group you are a member of, 1 to 48 printable ASCII characters')
}

/** Options of a call with their defaults filled in. */
export interface CheckedOptions {
  type: CallType
  timeout: number
  userData: string
  offlinePushInfo: OfflinePushInfo | null
  /** null: choose one */
  room: Room | null
}

export function checkOptions(
  options: Partial<Record<keyof CallOptions, unknown>>,
  defaultType: CallType,
): CheckedOptions {
  const { type, timeout, userData, offlinePushInfo, roomID, strRoomID } = options
  return {
    type: type === undefined ? defaultType : checkType('type', type),
    timeout: timeout === undefined ? DEFAULT_TIMEOUT_S : checkTimeout(timeout),
    userData: checkUserData(userData),
    offlinePushInfo: isMissing(offlinePushInfo)
      ? null
      : asObject(offlinePushInfo, 'offlinePushInfo', '{ title, description }'),
    room: isMissing(roomID) && isMissing(strRoomID) ? null : checkRoom(roomID, strRoomID),
  }
}

export function checkRoom(roomID: unknown, strRoomID: unknown): Room {
  if (!isMissing(roomID) && !isMissing(strRoomID)) {
    return invalid('strRoomID', strRoomID, 'left out when roomID is given: a room has one name')
  }
  if (!isMissing(strRoomID)) {
    if (isStrRoomID(strRoomID)) return { roomID: 0, strRoomID }
    return invalid('strRoomID', strRoomID, '1 to 64 characters of a-z, A-Z, 0-9, _ and -')
  }
  if (isRoomID(roomID)) return { roomID, strRoomID: '' }
  return invalid('roomID', roomID, `a whole number from 1 to ${MAX_ROOM_ID}`)
}

export function checkBoolean(name: string, value: unknown): boolean {
  if (typeof value === 'boolean') return value
  return invalid(name, value, 'true or false')
}

export function checkFunction(name: string, value: unknown): void {
  if (typeof value !== 'function') invalid(name, value, 'a function')
}

/** @throws CallingError INVALID_PARAMETER if `value` is no object */
export function asObject(value: unknown, name: string, like: string): Record<string, unknown> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>
  return invalid(name, value, `an object like ${like}`)
}

function checkTimeout(value: unknown): number {
  if (typeof value === 'number' && value >= 1 && value <= MAX_TIMEOUT_S && Math.floor(value) === value) return value
  return invalid('timeout', value, `whole seconds from 1 to ${MAX_TIMEOUT_S}`)
}

function checkUserData(value: unknown): string {
  if (isMissing(value)) return ''
  if (typeof value === 'string' && utf8Length(value) <= MAX_USER_DATA_BYTES) return value
  return invalid('userData', value, `a string of at most ${MAX_USER_DATA_BYTES} bytes; use JSON.stringify for objects`)
}

function utf8Length(value: string): number {
  // encodeURIComponent throws on a lone surrogate, which no UTF-8 holds
  try {
    return encodeURIComponent(value).replace(/%../g, 'x').length
  } catch {
    return Infinity
  }
}

function isMissing(value: unknown): boolean {
  return value === undefined || value === null
}

function invalid(name: string, value: unknown, expected: string): never {
  throw new CallingError('INVALID_PARAMETER', `${name} is ${show(value)}; expected ${expected}.`)
}

function show(value: unknown): string {
  if (value === undefined) return 'missing'
  if (typeof value === 'string') return value === '' ? 'empty' : `"${value.slice(0, 40)}"`
  if (typeof value === 'number' || typeof value === 'boolean' || value === null) return String(value)
  if (Array.isArray(value)) return `an array of ${value.length}`
  return `a ${typeof value}`
}
