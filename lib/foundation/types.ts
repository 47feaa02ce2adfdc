/**
 * The vocabulary of the package: what the public API, the call logic, the ports and the UI all speak.
 * Only types and constant tables live here; nothing in this file touches `wx` or an SDK.
 */
import type { CallingErrorShape } from './errors'

/** Account name, `^[A-Za-z0-9_-]{1,32}$` (what TRTC's `room://` url carries safely). */
export type UserID = string

/** Media of a call. 1 voice, 2 video: the numbers that travel as `call_type`. */
export const CALL_TYPE = { AUDIO: 1, VIDEO: 2 } as const
export type CallType = (typeof CALL_TYPE)[keyof typeof CALL_TYPE]

/** Where a call stands, seen from this device. */
export const CALL_STATUS = {
  /** no call */
  IDLE: 'idle',
  /** we invited, and no invitee has accepted yet */
  CALLING: 'calling',
  /** we are invited, and have not answered yet */
  RINGING: 'ringing',
  /** accepted; entering the room, or waiting for the first other user in it */
  CONNECTING: 'connecting',
  /** in the room with at least one other user */
  CONNECTED: 'connected',
} as const
export type CallStatus = (typeof CALL_STATUS)[keyof typeof CALL_STATUS]

/** Why a call ended: the `reason` of `CALL_END`. Who caused it is the event's `userID`. */
export const CALL_END_REASON = {
  /** a user hung up a call that had been answered */
  HANGUP: 'hangup',
  /** the inviter gave up before an answer */
  CANCEL: 'cancel',
  /** the invitee declined */
  REJECT: 'reject',
  /** the invitee is in another call */
  LINE_BUSY: 'line-busy',
  /** not online, or the invitation never arrived */
  NO_RESPONSE: 'no-response',
  /** online, but not accepted within the ring time */
  TIMEOUT: 'timeout',
  /** the other side vanished from the room without hanging up (crash, lost hangup) */
  PEER_LEFT: 'peer-left',
  /** accepted, but no other user appeared in the room within 20 s */
  PEER_NEVER_JOINED: 'peer-never-joined',
  /** the media room could not be entered */
  ROOM_FAILED: 'room-failed',
  /** the microphone may not be used */
  MICROPHONE_DENIED: 'microphone-denied',
  /** the network stayed away longer than `reconnectTimeout` */
  NETWORK_LOST: 'network-lost',
  /** Chat or the room threw this device out (same account elsewhere, removed by an administrator) */
  KICKED_OUT: 'kicked-out',
  /** another device of this account accepted */
  ANSWERED_ELSEWHERE: 'answered-elsewhere',
  /** another device of this account declined */
  REJECTED_ELSEWHERE: 'rejected-elsewhere',
  /** the same peer called again: the old call is over */
  REPLACED: 'replaced',
  /** the invitation or the answer could not be sent */
  SIGNALING_FAILED: 'signaling-failed',
  /** `logout()` during the call */
  LOGOUT: 'logout',
  /** the component was detached, or `destroy()` was called */
  DESTROYED: 'destroyed',
  /** the mini program went to the background and `backgroundMute` is false */
  BACKGROUND: 'background',
} as const
export type CallEndReason = (typeof CALL_END_REASON)[keyof typeof CALL_END_REASON]

/** The names of all events, as they are subscribed with `on`. */
export const EVENT = {
  INVITED: 'INVITED',
  CALLING_CANCEL: 'CALLING_CANCEL',
  REJECT: 'REJECT',
  LINE_BUSY: 'LINE_BUSY',
  NO_RESP: 'NO_RESP',
  CALLING_TIMEOUT: 'CALLING_TIMEOUT',
  USER_ACCEPT: 'USER_ACCEPT',
  USER_ENTER: 'USER_ENTER',
  USER_LEAVE: 'USER_LEAVE',
  USER_VIDEO_AVAILABLE: 'USER_VIDEO_AVAILABLE',
  USER_AUDIO_AVAILABLE: 'USER_AUDIO_AVAILABLE',
  USER_VOICE_VOLUME: 'USER_VOICE_VOLUME',
  NETWORK_QUALITY: 'NETWORK_QUALITY',
  CALL_MODE: 'CALL_MODE',
  CALL_TYPE_REQUEST: 'CALL_TYPE_REQUEST',
  GROUP_CALL_INVITEE_LIST_UPDATE: 'GROUP_CALL_INVITEE_LIST_UPDATE',
  CALL_MESSAGE: 'CALL_MESSAGE',
  CALL_END: 'CALL_END',
  HANG_UP: 'HANG_UP',
  SDK_READY: 'SDK_READY',
  KICKED_OUT: 'KICKED_OUT',
  ERROR: 'ERROR',
} as const
export type EventName = keyof typeof EVENT

/** What an invitation says about the call it opens. */
export interface InviteData {
  callType: CallType
  /** the room, as a number; 0 when the room is named by `strRoomID` */
  roomID: number
  /** the room's name, when it has one instead of a number */
  strRoomID?: string
  /** protocol version of the inviter, 4 today */
  version: number
}

/** `CALL_END` and `HANG_UP`. */
export interface CallEndData {
  reason: CallEndReason
  /** who caused the end; one's own userID when this side did, '' when no user did (network, room) */
  userID: UserID
  /** how long the call was connected, whole seconds; 0 if it never was */
  callEnd: number
  /** `callEnd` as text, under the name and of the type that the event table of the original component has for it */
  call_end: string
  inviteID: string
  type: CallType
  isFromGroup: boolean
}

/** Invitees who did not answer: `NO_RESP` and `CALLING_TIMEOUT`. `sponsor` is the inviter. */
export interface NoAnswerData {
  inviteID: string
  timeoutUserList: UserID[]
  sponsor: UserID
  /** '' in a call without a Chat group */
  groupID: string
}

/** What each event carries as `data`. */
export interface EventPayloads {
  INVITED: {
    /** the inviter */
    sponsor: UserID
    isFromGroup: boolean
    inviteID: string
    inviteData: InviteData
    inviteeList: UserID[]
    /** what the inviter passed as `userData`, if anything */
    userData?: string
  }
  CALLING_CANCEL: { inviteID: string; invitee: UserID }
  REJECT: { invitee: UserID; inviteID: string; reason: 'reject' }
  LINE_BUSY: { invitee: UserID; inviteID: string; reason: 'line busy' }
  NO_RESP: NoAnswerData
  CALLING_TIMEOUT: NoAnswerData
  USER_ACCEPT: { userID: UserID }
  USER_ENTER: { userID: UserID }
  USER_LEAVE: { userID: UserID }
  USER_VIDEO_AVAILABLE: { userID: UserID; isAvailable: boolean }
  USER_AUDIO_AVAILABLE: { userID: UserID; isAvailable: boolean }
  /** volume 0-100; sent for the local user too */
  USER_VOICE_VOLUME: { userID: UserID; volume: number }
  /** quality 1 (best) to 6 (down), the scale of TRTC */
  NETWORK_QUALITY: { userID: UserID; quality: number }
  /** `refusal`: nothing changed, the own request for video was declined ('reject') or not answered in time ('timeout') */
  CALL_MODE: { type: CallType; refusal?: 'reject' | 'timeout' }
  /** the peer asks to switch to `type`; answer with `acceptSwitch()` or `rejectSwitch()` */
  CALL_TYPE_REQUEST: { userID: UserID; type: CallType }
  /** the invitees that are still ringing */
  GROUP_CALL_INVITEE_LIST_UPDATE: { userIDList: UserID[] }
  /** a Chat message that a call sent, for the host's chat list */
  CALL_MESSAGE: { message: ChatMessage }
  CALL_END: CallEndData
  HANG_UP: CallEndData
  SDK_READY: Record<string, never>
  /** `type`: Chat's reason (`multipleAccount`, `multipleDevice`, `userSigExpired`) or `room` */
  KICKED_OUT: { type: string }
  ERROR: CallingErrorShape
}

/** What a handler gets. */
export interface CallingEvent<N extends EventName = EventName> {
  eventCode: N
  data: EventPayloads[N]
}

/** The parts of a Chat SDK message that this package reads (tim-wx-sdk 2.x, @tencentcloud/chat 3.x). */
export interface ChatMessage {
  ID: string
  type: string
  from: string
  to: string
  conversationType: string
  /** `in` or `out` */
  flow: string
  /** seconds since the epoch, by the server's clock */
  time: number
  payload: { data?: string; description?: string; extension?: string }
}

export interface Profile {
  userID: UserID
  nick: string
  /** url of a picture, '' if there is none */
  avatar: string
}

/** A member of the current call as a page shows it. Never the local user. */
export interface MemberState {
  userID: UserID
  /** nick from the Chat profile; the userID until (or unless) one is known */
  nick: string
  avatar: string
  /** ringing: invited, no answer yet; accepted: answered, not in the room yet; joined: in the room; left: gone for now */
  status: 'ringing' | 'accepted' | 'joined' | 'left'
  hasVideo: boolean
  hasAudio: boolean
  /** false after stopRemoteView(userID) */
  viewing: boolean
  /** 0-100 */
  volume: number
  /** 0 unknown, 1 best ... 6 down */
  quality: number
  /** streamID of this member's player in `CallingState.players`, '' while there is none */
  streamID: string
}

/** The local user's devices. */
export interface LocalState {
  userID: UserID
  nick: string
  avatar: string
  camera: boolean
  /** true: the microphone is on */
  mic: boolean
  frontCamera: boolean
  /** true: loudspeaker, false: earpiece */
  handsFree: boolean
  /** 0-100 */
  volume: number
  /** 0 unknown, 1 best ... 6 down */
  quality: number
}

/**
 * Attributes for `<live-pusher>`; the names are trtc-wx-sdk's. Spread them over the tag.
 * The `url` holds the UserSig, because TRTC's `room://` scheme wants it there; nothing else does.
 */
export interface PusherAttributes {
  url: string
  mode: string
  autopush: boolean
  enableCamera: boolean
  enableMic: boolean
  /** automatic gain */
  enableAgc: boolean
  /** noise suppression */
  enableAns: boolean
  frontCamera: 'front' | 'back'
  /** pixels */
  videoWidth: number
  videoHeight: number
  /** the shape WeChat captures in, the one nearer to width:height */
  videoAspect: '9:16' | '3:4'
  /** kbit/s */
  minBitrate: number
  maxBitrate: number
  beautyLevel: number
  whitenessLevel: number
  audioQuality: 'low' | 'high'
  audioVolumeType: 'auto' | 'media' | 'voicecall'
  videoOrientation: 'vertical' | 'horizontal'
  localMirror: 'auto' | 'enable' | 'disable'
}

/** Attributes for one `<live-player>`; the names are trtc-wx-sdk's. */
export interface PlayerAttributes {
  /** `<userID>_<main|aux>`; also the tag's id, so that contexts find it */
  streamID: string
  userID: UserID
  src: string
  mode: string
  autoplay: boolean
  hasVideo: boolean
  hasAudio: boolean
  muteVideo: boolean
  muteAudio: boolean
  /** speaker: loudspeaker, ear: earpiece */
  soundMode: 'speaker' | 'ear'
  objectFit: 'contain' | 'fillCrop'
  orientation: 'vertical' | 'horizontal'
  minCache: number
  maxCache: number
}

/** Where signalling stands. */
export type SessionStatus = 'signed-out' | 'signing-in' | 'ready'

/** `calling.state`: everything a UI needs, reactive, read-only, of a fixed shape. */
export interface CallingState {
  session: SessionStatus
  status: CallStatus
  /**
   * names the call that this state is about, from its first moment to its last; another call has another one, also when it
   * follows in the same tick. '' when idle
   */
  callID: string
  type: CallType
  isGroup: boolean
  groupID: string
  /** the room of the call, with which others join a group call: 1-4294967294; 0 when idle, and where it has a name */
  roomID: number
  /** the name of the room, '' where it has a number */
  strRoomID: string
  inviteID: string
  /** who called: the inviter's userID, '' when idle */
  inviter: UserID
  /** the other members, invited or present; 1v1: exactly one */
  members: MemberState[]
  self: LocalState
  /** seconds since the call connected */
  duration: number
  /** the network is away, the call waits for it */
  reconnecting: boolean
  /** a phone call or another app has taken microphone and camera (native 5000, until 5001); false outside a call */
  interrupted: boolean
  /** the camera may not be used, the call went on as voice */
  cameraDenied: boolean
  /** a request to switch the media: 'outgoing' waits for the peer, 'incoming' for us */
  switchRequest: 'none' | 'outgoing' | 'incoming'
  /** null outside a room */
  pusher: PusherAttributes | null
  players: PlayerAttributes[]
  /** how the last call ended, null before the first end and from the next call on */
  lastEnd: CallEndData | null
}

export interface OfflinePushInfo {
  title?: string
  description?: string
  androidOPPOChannelID?: string
  extension?: string
}

/** Exactly one of the two is set: `roomID` 1-4294967294, or a name. */
export interface Room {
  roomID: number
  strRoomID: string
}
