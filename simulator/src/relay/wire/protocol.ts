/**
 * What travels between the pages of the simulator and the relay. Shared by both sides, so it imports nothing.
 *
 * One WebSocket per phone and channel, at `/relay?phone=<name>&channel=<channel>`. A client sends `ClientFrame`s; the
 * relay answers each with one `ReplyFrame` of the same id, and sends `EventFrame`s by itself. All frames are JSON text.
 */

/** chat: the stand-in for Tencent Chat. media: rooms and WebRTC signalling. desk: fault injection and the log. */
export const CHANNELS = ['chat', 'media', 'desk'] as const
export type Channel = (typeof CHANNELS)[number]

export const RELAY_PATH = '/relay'

/** The event that opens every connection. A phone whose network is cut gets a closed socket instead. */
export const HELLO = 'hello'

/** Codes of a closing WebSocket, from the range that RFC 6455 leaves to applications. */
export const CLOSE_CODE = {
  /** the phone's network is cut (`Faults.offline`) */
  OFFLINE: 4000,
  /** a frame was no JSON, or not of the form of this protocol */
  BAD_FRAME: 4001,
} as const

export const LIMITS = {
  /** bytes of a frame; an SDP with audio and video has about 6,000 */
  frameBytes: 65_536,
  /** bytes of a Chat message's payload, Tencent's own limit */
  payloadBytes: 12_288,
  /** characters of a userID, groupID, phone name or message ID */
  id: 128,
  /** characters of a nick, avatar url or group name */
  text: 512,
  /** members named in one request */
  list: 100,
} as const

/** `id` 0 asks for no reply. */
export interface ClientFrame {
  id: number
  op: string
  params: unknown
}
export type ReplyFrame =
  { id: number; ok: true; result: unknown } | { id: number; ok: false; code: number; message: string }
export interface EventFrame {
  event: string
  data: unknown
}

/** A request of a channel: what it takes, and what its reply carries. */
export interface Operation<Params, Result> {
  params: Params
  result: Result
}
export type OperationMap<Ops> = { [K in keyof Ops]: Operation<unknown, unknown> }
type Empty = Record<string, never>

/* ------------------------------------------------------------------ chat */

export type ConversationType = 'C2C' | 'GROUP'
export type MessageType = 'TIMTextElem' | 'TIMCustomElem' | 'TIMGroupTipElem'

/** Text `{ text }`, custom `{ data, description, extension }`, or a group tip. */
export type MessagePayload = Record<string, string | number | string[]>

/** A message as the relay keeps it; each client adds what depends on who looks (`flow`, `conversationID`). */
export interface WireMessage {
  ID: string
  type: MessageType
  from: string
  to: string
  conversationType: ConversationType
  /** seconds since the epoch, by the relay's clock */
  time: number
  /** counts up over all messages of the relay */
  sequence: number
  priority: string
  payload: MessagePayload
  /** the sender's profile at the time of sending */
  nick: string
  avatar: string
  onlineUserOnly: boolean
}

export interface WireProfile {
  userID: string
  nick: string
  avatar: string
}

export interface WireGroup {
  groupID: string
  name: string
  type: string
  ownerID: string
  memberNum: number
  /** seconds since the epoch */
  createTime: number
}

export interface WireConversation {
  conversationType: ConversationType
  /** the other user, or the group */
  peer: string
  unreadCount: number
  lastMessage: WireMessage
  profile: WireProfile | WireGroup
}

export type KickType = 'multipleAccount' | 'userSigExpired'

export interface ChatOperations {
  /** `session` is '' for a fresh login, or what an earlier login returned, to take that session up again */
  login: Operation<
    { sdkAppID: number; userID: string; userSig: string; platform: string; session: string },
    {
      session: string
      resumed: boolean
      /** the relay's clock, ms since the epoch */
      time: number
    }
  >
  logout: Operation<Empty, Empty>
  send: Operation<
    {
      ID: string
      type: 'TIMTextElem' | 'TIMCustomElem'
      conversationType: ConversationType
      to: string
      priority: string
      payload: Record<string, string>
      onlineUserOnly: boolean
    },
    { message: WireMessage }
  >
  /** `groupID` '' lets the relay choose one */
  createGroup: Operation<{ groupID: string; name: string; type: string; members: string[] }, { group: WireGroup }>
  joinGroup: Operation<{ groupID: string }, { group: WireGroup; already: boolean }>
  quitGroup: Operation<{ groupID: string }, Empty>
  groupList: Operation<Empty, { groups: WireGroup[] }>
  groupProfile: Operation<{ groupID: string }, { group: WireGroup }>
  groupMembers: Operation<{ groupID: string }, { members: WireProfile[]; ownerID: string }>
  profiles: Operation<{ userIDs: string[] }, { profiles: WireProfile[] }>
  updateProfile: Operation<{ nick?: string; avatar?: string }, { profile: WireProfile }>
  conversations: Operation<Empty, { conversations: WireConversation[] }>
  /** the last `count` before the message `before` ('': before none), oldest first; `isFirst`: there are none before them */
  messages: Operation<
    { conversationType: ConversationType; peer: string; count: number; before: string },
    { messages: WireMessage[]; isFirst: boolean }
  >
  markRead: Operation<{ conversationType: ConversationType; peer: string }, Empty>
}

export interface ChatEvents {
  /** one batch: a single message, or all that a phone missed while it was away */
  messages: WireMessage[]
  kicked: { type: KickType }
}

/* ------------------------------------------------------------------ media */

/** main: camera and microphone. aux: a shared screen */
export type StreamType = 'main' | 'aux'

export interface MediaMember {
  userID: string
  hasVideo: boolean
  hasAudio: boolean
  /** besides the camera; not there: false */
  hasScreen?: boolean
}

export interface IceCandidate {
  candidate: string
  sdpMid: string | null
  sdpMLineIndex: number | null
}

/** One subscription is one exchange: want, offer, answer, candidates both ways, bye. */
export type MediaSignal =
  | { kind: 'want'; stream?: StreamType }
  | { kind: 'offer'; sdp: string }
  | { kind: 'answer'; sdp: string }
  | { kind: 'ice'; candidate: IceCandidate }
  | { kind: 'bye' }

export interface MediaOperations {
  /** entering again (after a lost connection) takes the place of the earlier membership; answers with the others */
  enter: Operation<
    { sdkAppID: number; room: string; userID: string; userSig: string; privateMapKey?: string },
    { members: MediaMember[] }
  >
  leave: Operation<Empty, Empty>
  publish: Operation<{ hasVideo: boolean; hasAudio: boolean; hasScreen?: boolean }, Empty>
  /** `subscription` is an id chosen by the subscriber, fresh for each attempt */
  signal: Operation<{ to: string; subscription: string; signal: MediaSignal }, Empty>
}

export interface MediaEvents {
  joined: { userID: string }
  left: { userID: string }
  stream: MediaMember
  signal: { from: string; subscription: string; signal: MediaSignal }
  /** an administrator, or another phone with the same account, took this phone out of the room */
  removed: Empty
}

/* ------------------------------------------------------------------ desk */

/** What the desk can do to a phone. All but `offline` concern the Chat messages this phone sends. */
export interface Faults {
  /** every socket of the phone dies, and new ones are turned away */
  offline: boolean
  /** ms added to a message's way to its receivers, 0-60,000 */
  delay: number
  /** ms before the sender learns that its message arrived, 0-60,000 */
  ackDelay: number
  /** how many of the next messages are acknowledged and never arrive; counts down */
  drop: number
  /** how many of the next messages arrive twice; counts down */
  duplicate: number
}

export const NO_FAULTS: Readonly<Faults> = { offline: false, delay: 0, ackDelay: 0, drop: 0, duplicate: 0 }

/** What a message is. */
export type MessageKind =
  'invite' | 'cancel' | 'accept' | 'reject' | 'timeout' | 'hangup' | 'switch-media' | 'custom' | 'text' | 'group-tip'

/** A message, or something else that happened. */
export type LogKind =
  | MessageKind
  | 'login'
  | 'login-refused'
  | 'resume'
  | 'logout'
  | 'kicked'
  | 'room-enter'
  | 'room-leave'
  | 'room-drop'
  | 'room-removed'

/** One line of the desk's log. It never holds a UserSig or a message's text. */
export interface LogEntry {
  seq: number
  /** ms since the relay started */
  at: number
  phone: string
  /** userID */
  from: string
  /** userID, groupID or room; of a kick the reason */
  to: string
  kind: LogKind
  fate: 'sent' | 'dropped' | 'duplicated'
  /** of the payload */
  bytes: number
  /** from the relay's receipt to the delivery */
  ms: number
  /** '' if it belongs to no invitation */
  inviteID: string
}

export interface PhoneStatus {
  phone: string
  /** '' while nobody is signed in */
  userID: string
  platform: string
  /** signed in to Chat, and connected */
  chat: boolean
  /** '' outside of a media room */
  room: string
  hasVideo: boolean
  hasAudio: boolean
  faults: Faults
}

export interface DeskOperations {
  setFaults: Operation<{ phone: string; faults: Partial<Faults> }, Empty>
  /** ends the phone's Chat session as an expired UserSig does; that UserSig is refused from then on */
  expireUserSig: Operation<{ phone: string }, Empty>
  /** an administrator's kick out of the media room */
  removeFromRoom: Operation<{ phone: string }, Empty>
  /** ms until a phone that vanished leaves its media room; null: what the relay does by itself */
  setDropAfter: Operation<{ ms: number | null }, Empty>
}

export interface DeskEvents {
  log: { entries: LogEntry[] }
  /** `desks`: how many tabs show these phones */
  phones: { phones: PhoneStatus[]; desks: number }
}
