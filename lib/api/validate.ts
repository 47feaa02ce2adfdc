/** Checks what the host passes in. Every failure is a CallingError that says what would be right. */
import {
  DEFAULT_TIMEOUT_S,
  isRoomID,
  isStrRoomID,
  isUserID,
  MAX_INVITEES,
  MAX_ROOM_ID,
  MAX_TIMEOUT_S,
} from '../foundation/tools/ids'
import { CallingError } from '../foundation/errors'
import type { InvitePlan } from '../call/state/model'
import type { PictureQuality } from '../foundation/ports'
import { CALL_TYPE, EVENT } from '../foundation/types'
import type { CallingConfig, CallOptions } from '../foundation/options'
import type { CallType, EventName, OfflinePushInfo, Room, UserID } from '../foundation/types'

/** A call that waits longer for its network is forgotten by those who wait in it. */
const MAX_RECONNECT_S = 300
const MAX_USER_DATA_BYTES = 2048
/** of Chat, for nick and avatar alike */
const MAX_PROFILE_BYTES = 500
const MAX_BITRATE = 10000
/** of `<live-pusher>` */
const MAX_FPS = 30

/** By name: width and height in portrait, pixels; least and most bitrate, kbit/s. */
const VIDEO_SIZES = {
  /** 180x320 */
  '180p': [180, 320, 150, 350],
  /** 360x640 */
  '360p': [360, 640, 600, 900],
  /** 480x640 */
  '480p': [480, 640, 600, 1000],
  /** 540x960 */
  '540p': [540, 960, 800, 1500],
  /** 720x1280 */
  '720p': [720, 1280, 1000, 1800],
} as const

/** What `setVideoQuality` takes. */
export interface VideoQuality {
  /**
   * size of the own picture, portrait, with the bitrate that goes with it:
   * '180p' 180x320, 150-350 kbit/s; '360p' 360x640, 600-900 (the default); '480p' 480x640 (3:4), 600-1000;
   * '540p' 540x960, 800-1500; '720p' 720x1280, 1000-1800
   */
  resolution: keyof typeof VIDEO_SIZES
  /** how it is pushed; left out, as the component's page is held, and 'vertical' without a component */
  orientation?: 'vertical' | 'horizontal'
  /** kbit/s, 1-10000, at most `maxBitrate` */
  minBitrate?: number
  /** kbit/s, 1-10000 */
  maxBitrate?: number
  /** pictures a second, 1-30, default 15; base library 2.31.0, older ones take 15 */
  fps?: number
}

/** What `setVideoEffects` takes; what is left out stays as it is. */
export interface VideoEffects {
  /** 'smooth' (default) or 'nature': how `setBeautyLevel` works; base library 2.12.0 */
  beautyStyle?: 'smooth' | 'nature'
  /** a tint, default 'standard'; base library 2.12.0 */
  filter?:
    | 'standard'
    | 'pink'
    | 'nostalgia'
    | 'blues'
    | 'romantic'
    | 'cool'
    | 'fresher'
    | 'solor'
    | 'aestheticism'
    | 'whitening'
    | 'cerisered'
  /** true: others see a mirror image, as the own preview of the front camera is one; default false: they can read what is held up */
  remoteMirror?: boolean
}

const FILTERS: NonNullable<VideoEffects['filter']>[] = [
  'standard',
  'pink',
  'nostalgia',
  'blues',
  'romantic',
  'cool',
  'fresher',
  'solor',
  'aestheticism',
  'whitening',
  'cerisered',
]

/** The own profile; what is left out stays as it is. */
export interface SelfInfo {
  /** at most 500 bytes as UTF-8 */
  nickName?: string
  /** url of a picture, at most 500 bytes as UTF-8 */
  avatar?: string
}

/** How an invitation is declined. */
export interface RejectOptions {
  /** 'busy': this user is in something else, a meeting of the app's own say; the inviter hears LINE_BUSY, and not REJECT */
  reason?: 'reject' | 'busy'
}

/** How an invitation is accepted. */
export interface AcceptOptions {
  /** the invitation that is meant, as `INVITED` names it */
  inviteID?: string
  /** 1: a video call is answered by voice. The camera is neither asked for nor opened; a call of two is voice then, on both sides */
  type?: CallType
}

/** @throws CallingError INVALID_PARAMETER */
export function checkConfig(config: unknown): CallingConfig {
  const given = asObject(config, 'config', '{ sdkAppID, userID, userSig, type }')
  const { sdkAppID, userSig, type, renewUserSig, getPrivateMapKey, expiresAt, reconnectTimeout } = given
  const { strangerInRoom, hideCallerAvatar, ringingPreview, userDefineRecordID, waitingImage } = given
  if (typeof sdkAppID !== 'number' || !(sdkAppID > 0) || Math.floor(sdkAppID) !== sdkAppID) {
    invalid('config.sdkAppID', sdkAppID, 'the number that the Tencent TRTC console shows for your application')
  }
  checkUserID('config.userID', given.userID)
  if (!isMissing(renewUserSig)) checkFunction('config.renewUserSig', renewUserSig)
  if (!isMissing(getPrivateMapKey)) checkFunction('config.getPrivateMapKey', getPrivateMapKey)
  if (!renewUserSig || userSig) checkUserSig('config.userSig', userSig)
  checkExpiry('config.expiresAt', expiresAt)
  checkType('config.type', type)
  if (!isMissing(reconnectTimeout)) checkWhole('config.reconnectTimeout', reconnectTimeout, 1, MAX_RECONNECT_S)
  if (!isMissing(strangerInRoom)) checkOneOf('config.strangerInRoom', strangerInRoom, ['end', 'warn'])
  if (!isMissing(hideCallerAvatar)) checkBoolean('config.hideCallerAvatar', hideCallerAvatar)
  if (!isMissing(userDefineRecordID) && !isStrRoomID(userDefineRecordID)) {
    invalid('config.userDefineRecordID', userDefineRecordID, '1 to 64 characters of a-z, A-Z, 0-9, _ and -')
  }
  if (!isMissing(waitingImage)) checkString('config.waitingImage', waitingImage)
  if (!isMissing(ringingPreview)) checkBoolean('config.ringingPreview', ringingPreview)
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

export function checkExpiry(name: string, value: unknown): number | undefined {
  if (isMissing(value)) return undefined
  return typeof value === 'number' ? value : invalid(name, value, 'seconds since the epoch')
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
  if (isMissing(value) || value === '') return ''
  // Chat: at most 48 bytes of printable ASCII
  if (typeof value === 'string' && /^[!-~]{1,48}$/.test(value)) return value
  return invalid('groupID', value, 'the id of a Chat group you are a member of, 1 to 48 printable ASCII characters')
}

/** Options of a call with their defaults filled in. */
export interface CheckedOptions {
  type: CallType
  plan: Omit<InvitePlan, 'invitees'>
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
    plan: {
      timeout: timeout === undefined ? DEFAULT_TIMEOUT_S : checkWhole('timeout', timeout, 1, MAX_TIMEOUT_S),
      userData: isMissing(userData) ? '' : checkText('userData', userData, MAX_USER_DATA_BYTES),
      offlinePushInfo: checkPushInfo(offlinePushInfo),
    },
    room: isMissing(roomID) && isMissing(strRoomID) ? null : checkRoom(roomID, strRoomID),
  }
}

/** What else is in it is for Chat to understand. */
function checkPushInfo(value: unknown): OfflinePushInfo | null {
  if (isMissing(value)) return null
  const given = asObject(value, 'offlinePushInfo', '{ title, description }')
  for (const field of ['title', 'description', 'androidOPPOChannelID', 'extension'] as const) {
    if (!isMissing(given[field]) && typeof given[field] !== 'string') {
      invalid(`offlinePushInfo.${field}`, given[field], 'a string')
    }
  }
  return given
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

export function checkString(name: string, value: unknown): string {
  return typeof value === 'string' ? value : invalid(name, value, 'a string')
}

export function checkArray(name: string, value: unknown, like: string): void {
  if (!Array.isArray(value)) invalid(name, value, `an array like ${like}`)
}

export function checkFunction(name: string, value: unknown): void {
  if (typeof value !== 'function') invalid(name, value, 'a function')
}

/** @throws CallingError INVALID_PARAMETER if `value` is no object */
export function asObject(value: unknown, name: string, like: string): Record<string, unknown> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>
  return invalid(name, value, `an object like ${like}`)
}

export function checkWhole(name: string, value: unknown, least: number, most: number): number {
  if (typeof value === 'number' && value >= least && value <= most && Math.floor(value) === value) return value
  return invalid(name, value, `a whole number from ${least} to ${most}`)
}

export function checkOneOf<T extends string>(name: string, value: unknown, known: readonly T[]): T {
  // found in the list, so it is of the list's type
  if (known.indexOf(value as T) >= 0) return value as T
  return invalid(name, value, `one of ${known.join(', ')}`)
}

/** What `accept` was given: the options, or an inviteID alone. */
export function checkAccept(options: unknown): AcceptOptions {
  if (isMissing(options)) return {}
  if (typeof options === 'string') return { inviteID: options }
  const { inviteID, type } = asObject(options, 'the argument of accept()', '{ type: 1 }')
  return {
    ...(isMissing(inviteID) ? {} : { inviteID: checkString('inviteID', inviteID) }),
    ...(isMissing(type) ? {} : { type: checkType('type', type) }),
  }
}

/** Whether an invitation is declined because this user is busy. */
export function isBusy(options: unknown): boolean {
  if (isMissing(options)) return false
  const { reason } = asObject(options, 'the argument of reject()', "{ reason: 'busy' }")
  return !isMissing(reason) && checkOneOf('reason', reason, ['reject', 'busy']) === 'busy'
}

/** A bitrate that is left out follows the one that is given, where the size's own would contradict it. */
export function checkVideoQuality(quality: unknown): PictureQuality {
  const given = asObject(quality, 'the argument of setVideoQuality()', "{ resolution: '360p' }")
  // the keys of an object literal are those of its type
  const names = Object.keys(VIDEO_SIZES) as VideoQuality['resolution'][]
  const resolution = checkOneOf('resolution', given.resolution, names)
  const [videoWidth, videoHeight, least, most] = VIDEO_SIZES[resolution]
  const bitrate = (name: 'minBitrate' | 'maxBitrate', otherwise: number) =>
    isMissing(given[name]) ? otherwise : checkWhole(name, given[name], 1, MAX_BITRATE)
  const maxBitrate = bitrate('maxBitrate', Math.max(most, bitrate('minBitrate', 0)))
  const minBitrate = bitrate('minBitrate', Math.min(least, maxBitrate))
  if (minBitrate > maxBitrate) invalid('minBitrate', minBitrate, `at most maxBitrate (${maxBitrate})`)
  const fps = isMissing(given.fps) ? {} : { fps: checkWhole('fps', given.fps, 1, MAX_FPS) }
  const held = isMissing(given.orientation)
    ? {}
    : { videoOrientation: checkOneOf('orientation', given.orientation, ['vertical', 'horizontal']) }
  return { videoWidth, videoHeight, minBitrate, maxBitrate, ...fps, ...held }
}

export function checkVideoEffects(effects: unknown): PictureQuality {
  const { beautyStyle, filter, remoteMirror } = asObject(
    effects,
    'the argument of setVideoEffects()',
    "{ filter: 'standard' }",
  )
  return {
    ...(isMissing(beautyStyle) ? {} : { beautyStyle: checkOneOf('beautyStyle', beautyStyle, ['smooth', 'nature']) }),
    ...(isMissing(filter) ? {} : { filter: checkOneOf('filter', filter, FILTERS) }),
    ...(isMissing(remoteMirror) ? {} : { enableRemoteMirror: checkBoolean('remoteMirror', remoteMirror) }),
  }
}

/** As Chat names it. */
export function checkSelfInfo(info: unknown): { nick?: string; avatar?: string } {
  const like = "{ nickName: 'Ann', avatar: 'https://...' }"
  const { nickName, avatar } = asObject(info, 'the argument of setSelfInfo()', like)
  if (isMissing(nickName) && isMissing(avatar)) invalid('nickName', undefined, `something to change: ${like}`)
  return {
    ...(isMissing(nickName) ? {} : { nick: checkText('nickName', nickName, MAX_PROFILE_BYTES) }),
    ...(isMissing(avatar) ? {} : { avatar: checkText('avatar', avatar, MAX_PROFILE_BYTES) }),
  }
}

function checkText(name: string, value: unknown, maxBytes: number): string {
  if (typeof value === 'string' && utf8Length(value) <= maxBytes) return value
  return invalid(name, value, `a string of at most ${maxBytes} bytes`)
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
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`
}

/** @throws CallingError INVALID_PARAMETER */
export function checkEvent(event: EventName): void {
  if (Object.prototype.hasOwnProperty.call(EVENT, event)) return
  const names = Object.keys(EVENT).join(', ')
  throw new CallingError('INVALID_PARAMETER', `There is no event ${event as string}. Use one of EVENT: ${names}.`)
}
