/**
 * What the shell (engine.ts, core.ts, media.ts) needs from the outside. signaling.ts and rtc.ts implement the two big ports on
 * Tencent's SDKs; tests may pass their own platform (clock, randomness, `wx`).
 */
import type { ChatMessage, OfflinePushInfo, PlayerAttributes, Profile, PusherAttributes, UserID } from './types'
import type { CallingError } from './errors'

/** The mini program's globals and everything else that is not deterministic. */
export interface Platform {
  wx: WechatMiniprogram.Wx
  /** monotonic milliseconds: never steps back, whatever happens to the device's clock */
  now(): number
  /** milliseconds since the epoch, as the device's clock has it: it may be wrong, and may be moved */
  wallClock(): number
  /** uniform in [0, 1) */
  random(): number
  setTimeout(callback: () => void, ms: number): number
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
}

/** What identifies an invitation towards the other side; enough to answer, cancel or time it out. */
export interface InvitationRef {
  inviteID: string
  inviter: UserID
  /** for cancel, and for timeout by the inviter: who has not answered yet; if nobody is left, nothing is sent */
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
  /** whom it is about: who is invited, answers, or did not answer; empty in a cancel at most: everybody may have answered */
  inviteeList: UserID[]
  /** '' outside a group */
  groupID: string
  /** the call layer, still unparsed; '' if there is none */
  data: string
  /** seconds, 0-300 */
  timeout: number
}

export type SessionSignal =
  { kind: 'kicked'; type: string } | { kind: 'notReady' } | { kind: 'network'; online: boolean }

export interface SignalingHandlers {
  onSignal(signal: Signal): void
  onSession(signal: SessionSignal): void
  /** a message of ours was sent; for `CALL_MESSAGE` */
  onSent(message: ChatMessage): void
}

/** A message under way. */
export interface Sending {
  /** known at once, before the message is acknowledged, so that early answers can be matched */
  inviteID: string
  /** rejects with a CallingError (NOT_LOGGED_IN, SEND_FAILED, NETWORK_UNAVAILABLE, UNKNOWN_USER, TOO_FREQUENT) */
  sent: Promise<void>
}

/** Port to tsignaling. Operations never throw; failures arrive through the promises. */
export interface SignalingPort {
  /** resolves when invitations can be sent and received; rejects with USER_SIG_*, LOGIN_FAILED, NETWORK_UNAVAILABLE */
  login(userSig: string): Promise<void>
  /** waits for operations under way (at most 3 s), then signs out */
  logout(): Promise<void>
  invite(request: InviteRequest): Sending
  accept(invitation: InvitationRef, data: string): Promise<void>
  reject(invitation: InvitationRef, data: string): Promise<void>
  /** follows the invitation's acknowledgement if that is still under way; resolves without sending if the invitation failed */
  cancel(invitation: InvitationRef, data: string): Promise<void>
  /** tells the inviter that our ring time is over */
  timeout(invitation: InvitationRef, data: string): Promise<void>
  /** drops what is remembered about an invitation of ours that is under way; nothing travels */
  forget(inviteID: string): void
  /** whether another instance is signed in through the same Chat SDK instance: it hears the same signals */
  isShared(): boolean
  getProfiles(userIDs: UserID[]): Promise<Profile[]>
  setSelfInfo(info: { nick?: string; avatar?: string }): Promise<void>
  /** removes this instance's listeners; the shared SDK instance stays for others */
  dispose(): void
}

/* ------------------------------------------------------------------ media */

/** What opens a room. */
export interface RoomCredentials {
  userSig: string
  /** for applications with advanced permission control */
  privateMapKey?: string
}

export interface RoomRequest extends RoomCredentials {
  sdkAppID: number
  userID: UserID
  /** exactly one of the two is set: a number 1-4294967294 */
  roomID: number
  /** or a name */
  strRoomID: string
  devices: DeviceState
  quality?: PictureQuality
  /** users whose video is not rendered */
  hidden?: UserID[]
}

export interface DeviceState {
  camera: boolean
  mic: boolean
  frontCamera: boolean
  handsFree: boolean
}

/** `setVideoQuality`, `setBeautyLevel`, `setAudioQuality`; what is left out stays as it is. */
export interface PictureQuality {
  /** pixels, portrait */
  videoWidth?: number
  videoHeight?: number
  /** kbit/s */
  minBitrate?: number
  maxBitrate?: number
  /** 0-9 */
  beautyLevel?: number
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
  /**
   * publishing stopped and does not come back by itself (-1307), or a re-entry found nobody (it is tried again until
   * `leave`); or all is well again
   */
  | { kind: 'connection'; online: boolean }
  /** a phone call or another app took the devices (5000), or gave them back (5001) */
  | { kind: 'interrupted'; active: boolean }
  /** `pusher` or `players` have new content */
  | { kind: 'changed' }

/** Port to trtc-wx-sdk. Never throws. */
export interface RtcPort {
  /** attributes for `<live-pusher>`, without the UserSig but in `url`; null outside a room. A fresh object per change */
  readonly pusher: PusherAttributes | null
  readonly players: PlayerAttributes[]
  /** enters a room; the outcome comes as `entered` or `failed` (within 10 s, also when the SDK says nothing) */
  enter(request: RoomRequest, onEvent: (event: RoomEvent) => void): void
  /** leaves and enters again, keeping members: for `networkChanged`. The same request, with newer credentials if given */
  reenter(credentials?: Partial<RoomCredentials>): void
  /** stops publishing and playing, and forgets the room; safe in every state */
  leave(): void
  setDevices(devices: DeviceState): void
  setQuality(quality: PictureQuality): void
  setRemoteView(userID: UserID, viewing: boolean): void
  /** native events of the two tags, whatever their `event.type` */
  onPusherEvent(event: unknown): void
  onPlayerEvent(event: unknown): void
  dispose(): void
}
