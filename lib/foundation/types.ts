/**
 * The vocabulary of the package: what the public API, the call logic, the ports and the UI all speak.
 * Only types and constant tables live here; nothing in this file touches `wx` or an SDK.
 */
import type { CallingErrorShape } from './errors'

/** Account name, `^[A-Za-z0-9_-]{1,32}$` (what TRTC's `room://` url carries safely). */
export type UserID = string

/** The languages that come with the package. */
export const LANGUAGES = ['zh-CN', 'zh-TW', 'en', 'ja'] as const
/** A language that comes with the package. */
export type Language = (typeof LANGUAGES)[number]

/** Media of a call. 1 voice, 2 video: the numbers that travel as `call_type`. */
export const CALL_TYPE = {
  /** microphone alone */
  AUDIO: 1,
  /** microphone and camera */
  VIDEO: 2,
} as const
/** A value of `CALL_TYPE`. */
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
/** A value of `CALL_STATUS`. */
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
  /** the other side vanished without hanging up (crash, no network, lost hangup), for longer than `reconnectTimeout` */
  PEER_LEFT: 'peer-left',
  /** accepted, but no other user appeared in the room within 20 s */
  PEER_NEVER_JOINED: 'peer-never-joined',
  /** the media room could not be entered */
  ROOM_FAILED: 'room-failed',
  /** somebody who has no part in a 1v1 call was in its room: the event's `userID` */
  STRANGER: 'stranger',
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
  /**
   * the mini program went to the background and `backgroundMute` is false; or WeChat had suspended it, or closed its floating
   * window, for longer than `reconnectTimeout`
   */
  BACKGROUND: 'background',
} as const
/** A value of `CALL_END_REASON`. */
export type CallEndReason = (typeof CALL_END_REASON)[keyof typeof CALL_END_REASON]

/** The names of all events, as they are subscribed with `on`. */
export const EVENT = {
  /** a call comes in, and rings */
  INVITED: 'INVITED',
  /** the inviter has cancelled before an answer */
  CALLING_CANCEL: 'CALLING_CANCEL',
  /** an invitee has declined */
  REJECT: 'REJECT',
  /** an invitee is in another call */
  LINE_BUSY: 'LINE_BUSY',
  /** invitees did not answer, and nothing shows that it rang there: probably not online */
  NO_RESP: 'NO_RESP',
  /** invitees did not answer in time */
  CALLING_TIMEOUT: 'CALLING_TIMEOUT',
  /** an invitee has accepted; not yet in the room */
  USER_ACCEPT: 'USER_ACCEPT',
  /** another member is in the room */
  USER_ENTER: 'USER_ENTER',
  /** another member has left the room, or dropped out of it */
  USER_LEAVE: 'USER_LEAVE',
  /** a member has switched the camera on or off */
  USER_VIDEO_AVAILABLE: 'USER_VIDEO_AVAILABLE',
  /** a member has switched the microphone on or off */
  USER_AUDIO_AVAILABLE: 'USER_AUDIO_AVAILABLE',
  /** how loud somebody in the room speaks, oneself included */
  USER_VOICE_VOLUME: 'USER_VOICE_VOLUME',
  /** how good the network of somebody in the room is, one’s own included */
  NETWORK_QUALITY: 'NETWORK_QUALITY',
  /** a 1v1 call is voice now, or video; or the own request for video came to nothing */
  CALL_MODE: 'CALL_MODE',
  /** the peer of a 1v1 call asks to switch the media */
  CALL_TYPE_REQUEST: 'CALL_TYPE_REQUEST',
  /** who of a group call is still ringing */
  GROUP_CALL_INVITEE_LIST_UPDATE: 'GROUP_CALL_INVITEE_LIST_UPDATE',
  /** this call has sent a message that a chat list may show */
  CALL_MESSAGE: 'CALL_MESSAGE',
  /** the call is over: once for each call, on each side */
  CALL_END: 'CALL_END',
  /** this side has hung up; CALL_END follows */
  HANG_UP: 'HANG_UP',
  /** signed in: calls may be made and come in */
  SDK_READY: 'SDK_READY',
  /** the session is over: another device or login has taken the account, or the room was closed to it */
  KICKED_OUT: 'KICKED_OUT',
  /** something went wrong that no promise of the host rejects with */
  ERROR: 'ERROR',
} as const
/** A name in `EVENT`. */
export type EventName = keyof typeof EVENT

/** What an invitation says about the call it opens. */
export interface InviteData {
  /** what the inviter asks for */
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
  /** why, one of `CALL_END_REASON` */
  reason: CallEndReason
  /** who caused the end; one's own userID when this side did, '' when no user did (network, room) */
  userID: UserID
  /** how long the call was connected, whole seconds; 0 if it never was */
  callEnd: number
  /** `callEnd` as text, under the name and of the type that the event table of the original component has for it */
  call_end: string
  /** of the invitation that opened the call */
  inviteID: string
  /** what the call was at its end */
  type: CallType
  /** a group call, not a call of two */
  isFromGroup: boolean
}

/** Invitees who did not answer: `NO_RESP` and `CALLING_TIMEOUT`. */
export interface NoAnswerData {
  /** of the invitation that nobody answers any more */
  inviteID: string
  /** who did not answer */
  timeoutUserList: UserID[]
  /** the inviter */
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
  /** the name of the event */
  eventCode: N
  /** see `EventPayloads` */
  data: EventPayloads[N]
}

/** The parts of a Chat SDK message that this package reads (tim-wx-sdk 2.x, @tencentcloud/chat 3.x). */
export interface ChatMessage {
  /** unique, by Chat */
  ID: string
  /** `TIMCustomElem` for what a call sends */
  type: string
  /** userID of the sender */
  from: string
  /** a userID, or the groupID */
  to: string
  /** `C2C` or `GROUP` */
  conversationType: string
  /** `in` or `out` */
  flow: string
  /** seconds since the epoch, by the server's clock */
  time: number
  /** of a custom message; `data` is the text that `describeCallMessage` understands */
  payload: { data?: string; description?: string; extension?: string }
}

/** What Chat knows of a user. */
export interface Profile {
  /** whose it is */
  userID: UserID
  /** '' if the user has none */
  nick: string
  /** url of a picture, '' if there is none */
  avatar: string
}

/** The notification that Chat’s offline push shows on native clients; the fields are those of the Chat SDK. */
export interface OfflinePushInfo {
  /** headline of the notification */
  title?: string
  /** its text */
  description?: string
  /** channel of OPPO phones */
  androidOPPOChannelID?: string
  /** handed to the app that the notification opens */
  extension?: string
}

/** Exactly one of the two is set: `roomID` 1-4294967294, or a name. */
export interface Room {
  roomID: number
  strRoomID: string
}

/**
 * `returning`: the tag reconnects by itself (1102); `lost`: publishing stopped and does not come back by itself (-1307),
 * or a re-entry was not answered (it is tried again until the room is left); `here`: all is well
 */
export type MediaConnection = 'here' | 'returning' | 'lost'
