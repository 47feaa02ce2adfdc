/** `calling.state`: what a UI shows of a call. */
import type { CallEndData, CallStatus, CallType, UserID } from './types'

/** A member of the current call as a page shows it. Never the local user. */
export interface MemberState {
  /** who it is */
  userID: UserID
  /** nick from the Chat profile; the userID until (or unless) one is known */
  nick: string
  /** url of a picture, '' if there is none */
  avatar: string
  /** ringing: invited, no answer yet; accepted: answered, not in the room yet; joined: in the room; left: gone for now */
  status: 'ringing' | 'accepted' | 'joined' | 'left'
  /**
   * it was in the room, and has dropped out without hanging up, or nothing of it arrives any more. If nobody else is there,
   * the call waits for it, for `reconnectTimeout`
   */
  away: boolean
  /** the camera is on */
  hasVideo: boolean
  /** the microphone is on */
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
  /** '' while signed out */
  userID: UserID
  /** nick from the own Chat profile; the userID until (or unless) one is known */
  nick: string
  /** url of a picture, '' if there is none */
  avatar: string
  /** true: the camera is on */
  camera: boolean
  /** the camera is on and its picture is there; until then `<live-pusher>` is black */
  hasPicture: boolean
  /** true: the microphone is on */
  mic: boolean
  /** true: the front camera, false: the one at the back */
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
  /** the room and the user’s credentials: never to be logged */
  url: string
  /** `RTC` */
  mode: string
  /** publishes as soon as it can */
  autopush: boolean
  /** the camera is captured */
  enableCamera: boolean
  /** the microphone is captured */
  enableMic: boolean
  /** automatic gain */
  enableAgc: boolean
  /** noise suppression */
  enableAns: boolean
  /** which camera, from the beginning; a running one is changed through its context */
  frontCamera: 'front' | 'back'
  /** pixels */
  videoWidth: number
  /** pixels */
  videoHeight: number
  /** the shape WeChat captures in, the one nearer to width:height */
  videoAspect: '9:16' | '3:4'
  /** kbit/s */
  minBitrate: number
  /** kbit/s */
  maxBitrate: number
  /** 0-9 */
  beautyLevel: number
  /** 0-9 */
  whitenessLevel: number
  /** 16 kHz or 48 kHz */
  audioQuality: 'low' | 'high'
  /** which volume the keys of the phone change */
  audioVolumeType: 'auto' | 'media' | 'voicecall'
  /** how the picture is sent */
  videoOrientation: 'vertical' | 'horizontal'
  /** whether the own preview is a mirror image; auto: that of the front camera */
  localMirror: 'auto' | 'enable' | 'disable'
  /** others see a mirror image */
  enableRemoteMirror: boolean
  /** how beauty works; base library 2.12.0 */
  beautyStyle: 'smooth' | 'nature'
  /** a tint; base library 2.12.0 */
  filter: string
  /** pictures a second; base library 2.31.0 */
  fps: number
  /** what others see while this mini program is in the background; '' unless the configuration names one */
  waitingImage: string
}

/** Attributes for one `<live-player>`; the names are trtc-wx-sdk's. */
export interface PlayerAttributes {
  /** `<userID>_<main|aux>`; also the tag's id, so that contexts find it */
  streamID: string
  /** who publishes it */
  userID: UserID
  /** the stream in the room */
  src: string
  /** `RTC` */
  mode: string
  /** plays as soon as it can */
  autoplay: boolean
  /** what the other publishes */
  hasVideo: boolean
  /** what the other publishes */
  hasAudio: boolean
  /**
   * the tag shows a picture: its first frame has come (native 2003), and it is not loading again (2007). Until then the tag
   * is black, and while the other's network is away its picture stands: show an avatar instead
   */
  hasPicture: boolean
  /** true: not received here */
  muteVideo: boolean
  /** true: not received here */
  muteAudio: boolean
  /** speaker: loudspeaker, ear: earpiece */
  soundMode: 'speaker' | 'ear'
  /** contain: the whole picture, with bars; fillCrop: the whole tag, with what hangs over cut off */
  objectFit: 'contain' | 'fillCrop'
  /** how the picture is shown */
  orientation: 'vertical' | 'horizontal'
  /** seconds of buffer */
  minCache: number
  /** seconds of buffer */
  maxCache: number
}

/** Where signalling stands. */
export type SessionStatus = 'signed-out' | 'signing-in' | 'ready'

/** `calling.state`: everything a UI needs, reactive, read-only, of a fixed shape. */
export interface CallingState {
  /** whether calls may be made and come in */
  session: SessionStatus
  /** where the call stands */
  status: CallStatus
  /**
   * names the call that this state is about, from its first moment to its last; another call has another one, also when it
   * follows in the same tick. '' when idle
   */
  callID: string
  /** a page that the user sees shows the call; false: a badge of the app's own has to lead to it */
  shown: boolean
  /** what the call is now; outside a call, what the configuration says */
  type: CallType
  /** a group call, also while only one other is in it */
  isGroup: boolean
  /** the Chat group that carries the call, '' without one */
  groupID: string
  /** the room of the call, with which others join a group call: 1-4294967294; 0 when idle, and where it has a name */
  roomID: number
  /** the name of the room, '' where it has a number */
  strRoomID: string
  /** of the running call, '' when idle */
  inviteID: string
  /** who called: the inviter's userID, '' when idle */
  inviter: UserID
  /** the other members, invited or present; 1v1: exactly one */
  members: MemberState[]
  /** the local user and the own devices */
  self: LocalState
  /** seconds since the call connected */
  duration: number
  /** the own connection to the media room is away, the call waits for it; that of others: `away` of a member */
  reconnecting: boolean
  /**
   * WeChat has left the room: it suspended the mini program (native 5000: a phone call, another app on iOS), or its floating
   * window was closed (5001). Until it is back in the room; false outside a call
   */
  interrupted: boolean
  /** the camera may not be used, the call went on as voice */
  cameraDenied: boolean
  /** users who are in the room of this 1v1 call without a part in it: they hear and see it. Only with `strangerInRoom: 'warn'` */
  strangers: UserID[]
  /** a request to switch the media: 'outgoing' waits for the peer, 'incoming' for us */
  switchRequest: 'none' | 'outgoing' | 'incoming'
  /** null outside a room */
  pusher: PusherAttributes | null
  /** one for each stream that is seen or heard */
  players: PlayerAttributes[]
  /** how the last call ended, null before the first end and from the next call on */
  lastEnd: CallEndData | null
}
