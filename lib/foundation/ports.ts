/**
 * What goes in and out at the edges: the platform, what is sent and arrives through Chat, what the media room reports.
 * Tests may pass their own platform (clock, randomness, `wx`).
 */
import type { MediaConnection, OfflinePushInfo, UserID } from './types'
import type { CallingError } from './errors'

/** The mini program's globals and everything else that is not deterministic. */
export interface Platform {
  /** WeChat’s API */
  wx: WechatMiniprogram.Wx
  /** monotonic milliseconds: never steps back, whatever happens to the device's clock */
  now(): number
  /** the app went to the background, where WeChat may suspend it, or is back: a long gap was time that went by */
  setHidden?(hidden: boolean): void
  /** milliseconds since the epoch, as the device's clock has it: it may be wrong, and may be moved */
  wallClock(): number
  /** uniform in [0, 1), not to be foreseen by those who know what was made of it: ids and rooms */
  random(): number
  /** once, after `ms` milliseconds; returns a handle */
  setTimeout(callback: () => void, ms: number): number
  /** takes a handle back; one that is over or unknown does nothing */
  clearTimeout(handle: number): void
  /** one line per meaningful transition; without a logger of the host's, warnings and errors go to the console. Never throws */
  log(level: 'debug' | 'info' | 'warn' | 'error', line: string): void
}

/* ------------------------------------------------------------------ signalling */

/** An invitation to send. */
export interface InviteRequest {
  /** one user (C2C), or several through `groupID` */
  invitees: UserID[]
  /** '' for C2C */
  groupID: string
  /** the call layer, a JSON object as a string */
  data: string
  /** seconds, written into the envelope; 0 for a notice (hangup, media switch without a ring time) */
  timeout: number
  offlinePushInfo?: OfflinePushInfo
  /** of no interest later: Chat keeps it in no history, counts it as unread for nobody, and no CALL_MESSAGE tells of it */
  onlineOnly?: boolean
}

/** What identifies an invitation towards the other side; enough to answer, cancel or time it out. */
export interface InvitationRef {
  inviteID: string
  inviter: UserID
  /** for cancel, and for timeout by the inviter: who has not answered yet; if the list is empty, nothing is sent */
  invitees: UserID[]
  groupID: string
}

/**
 * A signalling message that arrived, checked: shapes and sizes are right, `from` is the account that really sent it
 * and is entitled to (inviter for invite and cancel, invitee for accept and reject, either for timeout), no duplicates,
 * no echoes. If `from` is the own account, it acted on another device, or in another instance on this one.
 */
export interface Signal {
  kind: 'invite' | 'cancel' | 'accept' | 'reject' | 'timeout'
  /** who sent it, by the Chat server's word */
  from: UserID
  inviteID: string
  inviter: UserID
  /** the users it is about: invited, answering, or without an answer; empty in a cancel at most: all may have answered */
  inviteeList: UserID[]
  /** '' outside a group */
  groupID: string
  /** the call layer, still unparsed; '' if there is none */
  data: string
  /** seconds, 0-300 */
  timeout: number
  /** milliseconds since Chat took it, to a second; 0: it came at once, or that is not known */
  age: number
}

/** A message under way. */
export interface Sending {
  /** known at once, before the message is acknowledged, so that early answers can be matched */
  inviteID: string
  /** rejects with a CallingError (NOT_LOGGED_IN, SEND_FAILED, NETWORK_UNAVAILABLE, UNKNOWN_USER, TOO_FREQUENT) */
  sent: Promise<void>
}

/* ------------------------------------------------------------------ media */

/** What opens a room. */
export interface RoomCredentials {
  userSig: string
  /** for applications with advanced permission control */
  privateMapKey?: string
}

export interface DeviceState {
  camera: boolean
  mic: boolean
  frontCamera: boolean
  handsFree: boolean
}

/** How a picture is pushed: upright, or on its side. */
export type VideoOrientation = 'vertical' | 'horizontal'

/** `setVideoQuality`, `setVideoEffects`, `setBeautyLevel`, `setAudioQuality`; what is left out stays as it is. */
export interface PictureQuality {
  /** pixels, portrait */
  videoWidth?: number
  videoHeight?: number
  /** left out, it follows the page */
  videoOrientation?: VideoOrientation
  /** kbit/s */
  minBitrate?: number
  maxBitrate?: number
  /** pictures a second */
  fps?: number
  /** 0-9 */
  beautyLevel?: number
  beautyStyle?: 'smooth' | 'nature'
  filter?: string
  enableRemoteMirror?: boolean
  audioQuality?: 'low' | 'high'
}

/** What happens in the media room. All of them belong to the `enter` that is under way; none arrives after `leave`. */
export type RoomEvent =
  | { kind: 'entered' }
  /** entering failed, or the room was lost for good; `error` is ENTER_ROOM_FAILED, USER_SIG_INVALID or MEDIA_LOST */
  | { kind: 'failed'; error: CallingError }
  | { kind: 'kicked' }
  | { kind: 'userJoined' | 'userLeft'; userID: UserID }
  | { kind: 'video' | 'audio'; userID: UserID; available: boolean }
  | { kind: 'volume'; userID: UserID; volume: number }
  | { kind: 'quality'; userID: UserID; quality: number }
  | { kind: 'denied'; device: 'camera' | 'microphone' }
  /** native 1021: the way out changed (Wi-Fi to mobile); the room must be entered again */
  | { kind: 'networkChanged' }
  | { kind: 'connection'; state: MediaConnection }
  /**
   * WeChat has left the room, because it suspended the mini program (5000: a phone call, another app on iOS) or because
   * its floating window was closed (5001); or it is back in it
   */
  | { kind: 'interrupted'; active: boolean }
  /** streams of a user who is in the room arrive, or have stopped arriving */
  | { kind: 'flow'; userID: UserID; flows: boolean }
  /** `pusher` or `players` have new content */
  | { kind: 'changed' }
