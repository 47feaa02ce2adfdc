/**
 * Reads the native events of `<live-pusher>` and `<live-player>`. Whatever arrives, nothing here throws: what is not
 * understood is `null`, or `other` when it shows at least that the pusher is alive.
 *
 * Sources: WeChat's documentation of the two components (state codes, error codes, `netstatus` info), TRTC's list of
 * error codes, and trtc-wx-sdk 1.1.15 for 1018-1034.
 */
import { isUserID } from '../../foundation/tools/ids'
import type { UserID } from '../../foundation/types'

/** One user's stream, as 1033 (video) and 1034 (audio) report it. */
export interface NativeStream {
  userID: UserID
  streamType: 'main' | 'aux'
  available: boolean
  /** '' if the event had none */
  playUrl: string
}

/** Who is in the room, and what they publish. */
export type RosterFact =
  /** 1031, 1032 */
  | { kind: 'joined' | 'gone'; userIDs: UserID[] }
  /** 1033, 1034 */
  | { kind: 'video' | 'audio'; streams: NativeStream[] }

export type PusherFact =
  /** 1018 */
  | { kind: 'entered' }
  /** 1019 with `reason[0]` */
  | { kind: 'left' }
  /** 1019 with any other reason */
  | { kind: 'kicked' }
  | RosterFact
  /** 1001, 1002: the connection to the media server is up */
  | { kind: 'connected' }
  /** 1102: it is down, and the tag tries to reconnect */
  | { kind: 'reconnecting' }
  /** -1307: it is down, and the tag has given up */
  | { kind: 'disconnected' }
  /** 1003: the own picture follows */
  | { kind: 'cameraOpened' }
  /** 1007: the own picture is there */
  | { kind: 'firstPicture' }
  /** 1021 */
  | { kind: 'networkChanged' }
  /** 5000, the mini program is suspended: WeChat leaves the room, and enters it again by itself when the user is back */
  | { kind: 'suspended' }
  /** 5001, the floating window was closed: WeChat has left the room for good */
  | { kind: 'floatClosed' }
  /** -1301 and 10001, -1302 and 10002 */
  | { kind: 'denied'; device: 'camera' | 'microphone' }
  /** the room refused us, or could not be reached */
  | { kind: 'refused'; code: number }
  | MeterFact
  | { kind: 'other' }

/** What both tags measure. */
export type MeterFact =
  /** 0-100 */
  | { kind: 'volume'; volume: number }
  /** 1 best ... 6 down; `speed`: kbit/s that go through, null where it is not said; `hasFrames`: so do pictures */
  | { kind: 'quality'; quality: number; speed: number | null; hasFrames: boolean }

/** What a player says about the stream of its user. */
export type PlayerFact =
  | MeterFact
  /** 2103, -2301: it has lost the stream */
  | { kind: 'stalled' }
  /** 2003: the first picture is there */
  | { kind: 'firstFrame' }
  /** 2007: it has run dry, and loads again */
  | { kind: 'loading' }
  /** 2004: it plays, for the first time or after `loading` */
  | { kind: 'playing' }

/** Far more than a call has; what is beyond is noise. */
const MAX_USERS = 256
const MAX_MESSAGE = 262144
const MAX_URL = 2048

/**
 * Codes of a room that was not entered, or was lost for good.
 * -3301 enter failed, -3307 and -3308 timed out, -3316...-3320 parameters refused, -3340 entry refused,
 * -100006, -100013, -100015, -100018 refused by the server (rights, account suspended, wrong application, UserSig).
 */
const REFUSALS = [-3301, -3307, -3308, -3316, -3317, -3318, -3319, -3320, -3340, -100006, -100013, -100015, -100018]

/** Both say that the UserSig is not accepted: TRTC's server (-100018) and its client (-3320). */
export function isUserSigRefusal(code: number): boolean {
  return code === -100018 || code === -3320
}

/** The room could not be reached in time: the address (-3307), the room itself (-3308). */
export function isTimeout(code: number): boolean {
  return code === -3307 || code === -3308
}

type Fields = Record<string, unknown>

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null
}

/** The kind of event is told from its `detail`: `event.type` is spelled differently by some frameworks. */
export function readPusherEvent(event: unknown): PusherFact | null {
  try {
    const detail = detailOf(event)
    if (!detail) return null
    const code = isCode(detail['code']) ? detail['code'] : detail['errCode']
    return isCode(code) ? readState(code, detail['message']) : readMeters(detail)
  } catch {
    // an object of another realm whose fields throw
    return null
  }
}

/** What a player measured, and the ids by which its tag may be known. */
export function readPlayerEvent(event: unknown): { ids: string[]; fact: PlayerFact } | null {
  try {
    const detail = detailOf(event)
    const fact = detail && (readPlayerState(detail['code']) || readMeters(detail))
    if (!fact || fact.kind === 'other' || !isFields(event)) return null
    return { ids: idsOf(event['currentTarget']).concat(idsOf(event['target'])), fact }
  } catch {
    return null
  }
}

function readPlayerState(code: unknown): PlayerFact | null {
  switch (code) {
    case 2003:
      return { kind: 'firstFrame' }
    case 2004:
      return { kind: 'playing' }
    case 2007:
      return { kind: 'loading' }
    case 2103:
    case -2301:
      return { kind: 'stalled' }
    default:
      return null
  }
}

function detailOf(event: unknown): Fields | null {
  return isFields(event) && isFields(event['detail']) ? event['detail'] : null
}

function idsOf(target: unknown): string[] {
  if (!isFields(target)) return []
  const dataset = isFields(target['dataset']) ? target['dataset'] : {}
  return [target['id'], dataset['streamid'], dataset['streamId']].filter(
    (id): id is string => typeof id === 'string' && id !== '',
  )
}

function isCode(value: unknown): value is number {
  return typeof value === 'number' && isFinite(value) && Math.floor(value) === value
}

function readState(code: number, message: unknown): PusherFact {
  switch (code) {
    case 1001:
    case 1002:
      return { kind: 'connected' }
    case 1003:
      return { kind: 'cameraOpened' }
    case 1007:
      return { kind: 'firstPicture' }
    case 1018:
      return { kind: 'entered' }
    case 1019:
      return { kind: typeof message === 'string' && message.indexOf('reason[0]') >= 0 ? 'left' : 'kicked' }
    case 1021:
      return { kind: 'networkChanged' }
    case 1031:
    case 1032:
      return { kind: code === 1031 ? 'joined' : 'gone', userIDs: readUsers(message).map(({ userID }) => userID) }
    case 1033:
      return { kind: 'video', streams: readStreams(message, 'hasvideo') }
    case 1034:
      return { kind: 'audio', streams: readStreams(message, 'hasaudio') }
    case 5000:
      return { kind: 'suspended' }
    case 5001:
      return { kind: 'floatClosed' }
    case -1301:
    case 10001:
      return { kind: 'denied', device: 'camera' }
    case -1302:
    case 10002:
      return { kind: 'denied', device: 'microphone' }
    case 1102:
      return { kind: 'reconnecting' }
    case -1307:
      return { kind: 'disconnected' }
    default:
      return REFUSALS.indexOf(code) >= 0 ? { kind: 'refused', code } : { kind: 'other' }
  }
}

/**
 * `netstatus` has `info.netQualityLevel`, 0 undefined, 1 best ... 6 not usable, `info.netSpeed` and `info.videoFPS`, for both tags;
 * `audiovolumenotify` has `volume`, 0-100.
 */
function readMeters(detail: Fields): MeterFact | { kind: 'other' } | null {
  const volume = detail['volume']
  if (typeof volume === 'number' && volume === volume) {
    return { kind: 'volume', volume: Math.round(Math.min(100, Math.max(0, volume))) }
  }
  if (!isFields(detail['info'])) return null
  const { netQualityLevel: level, netSpeed, videoFPS } = detail['info']
  const speed = typeof netSpeed === 'number' && netSpeed >= 0 ? netSpeed : null
  const quality = isCode(level) && level >= 0 && level <= 6 ? level : 0
  const hasFrames = typeof videoFPS === 'number' && videoFPS > 0
  return quality || speed !== null || hasFrames ? { kind: 'quality', quality, speed, hasFrames } : { kind: 'other' }
}

/** Entries of `{"userlist":[{"userid", ...}]}` whose userid is one that TRTC allows. */
function readUsers(message: unknown): { userID: UserID; entry: Fields }[] {
  const list = userListOf(message)
  const users: { userID: UserID; entry: Fields }[] = []
  for (let i = 0; i < list.length && users.length < MAX_USERS; i++) {
    const entry: unknown = list[i]
    if (!isFields(entry)) continue
    const userID = entry['userid']
    if (isUserID(userID)) users.push({ userID, entry })
  }
  return users
}

function readStreams(message: unknown, field: 'hasvideo' | 'hasaudio'): NativeStream[] {
  const streams: NativeStream[] = []
  for (const { userID, entry } of readUsers(message)) {
    const available = readFlag(entry[field])
    // audio has no type: it always belongs to the main stream
    const streamType = field === 'hasaudio' || entry['streamtype'] === undefined ? 'main' : entry['streamtype']
    if (available === null || (streamType !== 'main' && streamType !== 'aux')) continue
    const url = entry['playurl']
    const playUrl = typeof url === 'string' && url.length <= MAX_URL ? url : ''
    streams.push({ userID, streamType, available, playUrl })
  }
  return streams
}

function readFlag(value: unknown): boolean | null {
  if (value === true || value === 1) return true
  if (value === false || value === 0) return false
  return null
}

function userListOf(message: unknown): unknown[] {
  if (typeof message !== 'string' || message.length > MAX_MESSAGE) return []
  try {
    const parsed: unknown = JSON.parse(message)
    return isFields(parsed) && Array.isArray(parsed['userlist']) ? parsed['userlist'] : []
  } catch {
    return []
  }
}
