/** What the host gives: the configuration, and what each call is asked for with. */
import type { CallType, OfflinePushInfo, UserID } from './types'

/** What `renewUserSig` may resolve with; an answer of the signing service (server/) is one as it is. */
export interface RenewedUserSig {
  /** for the configured userID */
  userSig: string
  /** seconds since the epoch */
  expiresAt?: number
}

/** Which room a `privateMapKey` is for, as POST /private-map-key of the signing service (server/) takes it. */
export interface RoomKeyRequest {
  /** exactly one of the two is there */
  roomID?: number
  /** a room by name */
  strRoomID?: string
  /** 1: the key need not allow video */
  type: CallType
}

/** `config` of the component, and the constructor's options. */
export interface CallingConfig {
  /** Tencent TRTC application id, a positive integer */
  sdkAppID: number
  /** who signs in */
  userID: UserID
  /** signs the user in; computed by a server, never in the mini program. May be left out (or '') with `renewUserSig` */
  userSig?: string
  /** when `userSig` expires, seconds since the epoch; with `renewUserSig`, the next one is fetched before */
  expiresAt?: number
  /**
   * Gets a new UserSig from your signing service, within 10 s: before the old one expires, when Chat calls it expired, and
   * for a login without one. A running call goes on meanwhile.
   */
  renewUserSig?: () => Promise<string | RenewedUserSig>
  /**
   * Gets the `privateMapKey` of a room from your signing service, within 5 s; only for applications with advanced permission
   * control. Asked for each entry; `type` is 2 also for a 1v1 voice call, because that may become a video call.
   */
  getPrivateMapKey?: (room: RoomKeyRequest) => Promise<string | { privateMapKey: string }>
  /** media type used by a call that names none */
  type: CallType
  /** an existing Chat SDK instance (`TIM.create(...)`), so that the app keeps one */
  tim?: unknown
  /**
   * What becomes of a 1v1 call in whose room another user appears: that user hears and sees it. 'end' (default): it ends with
   * the reason `stranger`; 'warn': it goes on, and `state.strangers` says who it is. `ERROR` (STRANGER_IN_ROOM) comes in both
   */
  strangerInRoom?: 'end' | 'warn'
  /**
   * true: while a call rings, the avatars in `state.members` are ''. A picture is fetched from wherever its owner keeps it,
   * who learns from that, and before any answer, that this phone is on, and its address; default false
   */
  hideCallerAvatar?: boolean
  /**
   * marks what TRTC's cloud recording makes of the own stream, in its file names and callbacks: 1-64 characters of `[A-Za-z0-9_-]`.
   * Written into each room that is entered; whether anything is recorded is a matter of the TRTC console
   */
  userDefineRecordID?: string
  /**
   * what others see of a camera that is on while this mini program is in the background: a path inside the mini program, or an
   * https url; the component has a picture of its own. Base library 2.3.0
   */
  waitingImage?: string
  /**
   * true: while a video call of somebody else rings, the user sees the own picture before the answer, if the camera was
   * allowed before; nobody else does. By default a call that comes in opens no camera
   */
  ringingPreview?: boolean
  /** seconds a connected call survives without a network, 1-300; default 30 */
  reconnectTimeout?: number
}

/** Options that `call` and `groupCall` share. */
export interface CallOptions {
  /** default: `config.type` */
  type?: CallType
  /** seconds an invitation rings, 1-300, default 30 */
  timeout?: number
  /** handed to the invitees as it is, at most 2,048 bytes as UTF-8 */
  userData?: string
  /** what the phones of invitees show who are not online */
  offlinePushInfo?: OfflinePushInfo
  /** 1-4294967294; when neither room is given, drawn from 1-2147483647: old web callers can join no larger one */
  roomID?: number
  /** a room by name, 1-64 characters of `[A-Za-z0-9_-]`; not together with `roomID` */
  strRoomID?: string
}

/** Parameters of `call`. */
export interface CallParams extends CallOptions {
  /** whom to call, not oneself */
  userID: UserID
}

/** Parameters of `groupCall`. */
export interface GroupCallParams extends CallOptions {
  /** whom to call: 1-20 users, none of them oneself */
  userIDList: UserID[]
  /** the Chat group that carries the invitation; without it each user gets one of their own */
  groupID?: string
}
