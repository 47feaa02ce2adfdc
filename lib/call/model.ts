/**
 * The vocabulary of the call logic: states, inputs, effects. All of it is plain data, so a race is a list of inputs
 * and a test compares values.
 */
import type { Failure } from '../foundation/failures'
import type { CallType, EventName, EventPayloads, OfflinePushInfo, Room, UserID } from '../foundation/types'

/** Identity of a call on this device. Every input and timer of a call carries it; stale ones are dropped in one place. */
export type CallKey = number

/** Number of a promise that the engine owes its caller; 0: nobody waits. */
export type RequestID = number

/** What a call is, whatever state it is in. */
export interface Call {
  key: CallKey
  /** the call's id on the wire (`data.callID`); '' when an old peer opened it */
  callID: string
  type: CallType
  room: Room
  isGroup: boolean
  /** the Chat group that carries the invitations; '' without one */
  groupID: string
  inviter: UserID
  /** the invitation that this side saw first, its own or the inviter's; '' until it is assigned */
  inviteID: string
  /** the promise of a call that is not sent yet, or of the answer to one, while it is open */
  request: RequestID
  /** 1v1: the peer writes `callID`, so a message of theirs without it is not about this call */
  peerNamesCalls: boolean
  /** highest `order` heard from the peer in this call; an invitation at or below it is an old one */
  peerOrder: number
}

/** An invitation that this side sent. `n` names it before (and after) the SDK has given it an `inviteID`. */
export interface OwnInvitation {
  n: number
  inviteID: string
  groupID: string
  /** everybody it went to */
  invitees: UserID[]
  /** those who have not answered yet */
  waiting: UserID[]
  /** the caller's promise behind it, while it is open; invitations that were sent together share one */
  request: RequestID
}

/** What it takes to write the invitations of a call once permissions are there. */
export interface InvitePlan {
  invitees: UserID[]
  /** seconds an invitee rings */
  timeout: number
  userData: string
  offlinePushInfo: OfflinePushInfo | null
}

export interface Member {
  userID: UserID
  /** ringing: no answer yet; accepted: answered, not in the room; joined: in the room; left: gone, may come back */
  status: 'ringing' | 'accepted' | 'joined' | 'left'
}

/** A media switch under way, from voice to video. */
export interface Switch {
  direction: 'outgoing' | 'incoming'
  n: number
  inviteID: string
}

export interface Idle {
  phase: 'idle'
}

/** We invited; nobody has accepted. */
export interface Calling {
  phase: 'calling'
  call: Call
  /** null once the invitations are on their way; before that permissions are being asked for */
  plan: InvitePlan | null
  invitations: OwnInvitation[]
}

/** We are invited. */
export interface Ringing {
  phase: 'ringing'
  call: Call
  inviteeList: UserID[]
  /** seconds that an invitee rings */
  timeout: number
  /** the answer is yes, permissions are being asked for */
  answering: boolean
  /** own invitation that this answer settles (glare); '' otherwise */
  replaces: string
}

/** Accepted: on the way into the room, or in it. */
export interface Active {
  phase: 'active'
  call: Call
  members: Member[]
  /** monotonic ms at which the first other user was in the room with us; null before */
  connectedAt: number | null
  invitations: OwnInvitation[]
  /** what is away at the moment */
  offline: { network: boolean; media: boolean }
  switching: Switch | null
  /** a switch to voice that is not acknowledged, `again` if sent twice; `n` 0: it could not be sent, so the peer may be in video */
  toVoice: { n: number; again: boolean } | null
  /** the peer's request for video that this side has granted; taken back if the peer stopped waiting for the answer */
  granted: string
}

export type Phase = Idle | Calling | Ringing | Active
export type InCall = Calling | Ringing | Active

/** An invitation or a call that is over. Whatever arrives for it later must not ring, and a late accept is answered. */
export interface EndedID {
  id: string
  /** whose messages it silences; '' for our own invitations */
  from: UserID
  /** monotonic ms */
  at: number
  /** the call that our own invitation opened; '' for a foreign one */
  callID: string
}

/** What outlives a call. Bounded: 256 ended ids for 120 s, 64 busy replies for 60 s. */
export interface Memory {
  self: UserID
  nextKey: CallKey
  /** number of the next own invitation */
  nextN: number
  /** wall clock minus monotonic clock, ms: whoever calls `transition` keeps it up to date; for `order` alone */
  epoch: number
  /** of the last invitation or answer sent; later compares higher, on whatever device of this account */
  order: number
  ended: EndedID[]
  busyReplies: { to: UserID; at: number }[]
}

export interface State {
  memory: Memory
  current: Phase
}

/* ------------------------------------------------------------------ what travels, parsed */

/** A call-layer message to write. protocol.ts knows how each looks on the wire. */
export type Outgoing =
  | { kind: 'invite'; call: CallFacts; order: number; userData: string; userIDs: UserID[] }
  | { kind: 'accept'; call: CallFacts; order: number; replaces: string }
  | { kind: 'reject'; call: CallFacts; busy: boolean }
  | { kind: 'cancel'; call: CallFacts; noAnswer: boolean }
  | { kind: 'timeout'; call: CallFacts }
  | { kind: 'hangup'; call: CallFacts; duration: number }
  | { kind: 'switch' | 'acceptSwitch' | 'rejectSwitch'; call: CallFacts; order: number; from: CallType; to: CallType }

/** What every call-layer message says about its call. */
export interface CallFacts {
  callID: string
  type: CallType
  room: Room
  isGroup: boolean
}

interface Received {
  /** the account that sent it, verified */
  from: UserID
  inviteID: string
  groupID: string
  /** '' from an old peer */
  callID: string
}

/** A message that arrived, understood. */
export type Incoming =
  | (Received & {
      kind: 'invite'
      type: CallType
      room: Room
      isGroup: boolean
      /** all invitees known to the message, this side included */
      inviteeList: UserID[]
      /** seconds, 1-300 */
      timeout: number
      /** 0 from an old peer */
      order: number
      userData: string
      version: number
    })
  /** an invitation that nobody could follow (no usable room); it is declined */
  | (Received & { kind: 'badInvite' })
  | (Received & { kind: 'hangup' })
  | (Received & { kind: 'switch'; to: CallType; order: number })
  | (Received & { kind: 'accept'; type: CallType | 0; order: number; replaces: string; switchTo: CallType | 0 })
  | (Received & { kind: 'reject'; busy: boolean; isSwitch: boolean })
  | (Received & { kind: 'cancel' })
  | (Received & { kind: 'timeout' })
  /** this account answered on another device; `from` is the inviter */
  | (Received & { kind: 'elsewhere'; accepted: boolean })

/* ------------------------------------------------------------------ inputs */

export type TimerName =
  /** the invitee's ring time */
  | 'ring'
  /** the inviter's ring time of own invitation n */
  | `ring:${number}`
  /** an accepted user did not appear in the room */
  | `join:${UserID}`
  /** invitees of somebody else who never showed up */
  | 'others'
  /** a 1v1 peer that left may come back after a change of network */
  | 'rejoin'
  | 'reconnect'
  | 'switch'

export type Intent =
  | {
      type: 'call'
      request: RequestID
      /** '' in a call that is joined: its name is not known */
      callID: string
      callType: CallType
      room: Room
      isGroup: boolean
      groupID: string
      plan: InvitePlan
    }
  | { type: 'inviteMore'; request: RequestID; plan: InvitePlan }
  | { type: 'accept'; request: RequestID }
  | { type: 'reject'; request: RequestID }
  | {
      type: 'hangup'
      request: RequestID
      why: 'hangup' | 'logout' | 'destroyed' | 'background'
      /** another page of this app rings as well and goes on ringing */
      ringsElsewhere?: boolean
    }
  | { type: 'switchType'; request: RequestID; to: CallType }
  | { type: 'acceptSwitch'; request: RequestID }
  | { type: 'rejectSwitch'; request: RequestID }

export type RoomInput =
  | { kind: 'failed'; error: Failure }
  | { kind: 'kicked' }
  | { kind: 'userJoined' | 'userLeft'; userID: UserID }
  | { kind: 'denied'; device: 'camera' | 'microphone' }
  | { kind: 'networkChanged' }
  | { kind: 'connection'; online: boolean }

export type Input =
  | Intent
  /** permissions are there; `camera` false: go on as voice */
  | { type: 'prepared'; key: CallKey; camera: boolean }
  | { type: 'prepareFailed'; key: CallKey; failure: Failure }
  /** the SDK has named an invitation; comes before anything else about it */
  | { type: 'assigned'; key: CallKey; n: number; inviteID: string }
  /** an invitation was acknowledged (`failure` null), or could not be sent */
  | { type: 'inviteDone'; key: CallKey; n: number; failure: Failure | null }
  /** our accept of `inviteID` was acknowledged, or could not be sent */
  | { type: 'acceptDone'; key: CallKey; inviteID: string; failure: Failure | null }
  | { type: 'message'; message: Incoming }
  | { type: 'room'; key: CallKey; event: RoomInput }
  | { type: 'timer'; key: CallKey; timer: TimerName }
  /** the device's network, as Chat sees it */
  | { type: 'network'; online: boolean }
  /** nothing can be sent or received any more: Chat threw this device out, or the host signed its Chat SDK out */
  | { type: 'signedOut'; reason: 'kicked-out' | 'logout' }

/** Inputs carry the time, so that the logic has no clock of its own. */
export interface TimedInput {
  /** monotonic ms */
  now: number
  input: Input
}

/* ------------------------------------------------------------------ effects */

/** Names an invitation towards the SDK: enough to answer, cancel or time it out. */
export interface InvitationName {
  inviteID: string
  inviter: UserID
  invitees: UserID[]
  groupID: string
}

export type EmitEffect = {
  [N in EventName]: { type: 'emit'; event: N; data: EventPayloads[N] }
}[EventName]

export type Effect =
  /** ask for microphone (and camera) */
  | { type: 'prepare'; key: CallKey; callType: CallType }
  | {
      type: 'invite'
      key: CallKey
      n: number
      invitees: UserID[]
      groupID: string
      /** seconds; 0: a notice that does not ring */
      timeout: number
      offlinePushInfo: OfflinePushInfo | null
      message: Outgoing
    }
  | { type: 'accept'; key: CallKey; invitation: InvitationName; message: Outgoing }
  | { type: 'reject' | 'cancel' | 'timeout'; invitation: InvitationName; message: Outgoing }
  /** an invitation with timeout 0 that expects no answer: the hangup */
  | { type: 'notify'; to: UserID; groupID: string; message: Outgoing }
  | { type: 'forget'; inviteID: string }
  | { type: 'enterRoom'; key: CallKey; room: Room; callType: CallType }
  | { type: 'reenterRoom'; key: CallKey }
  | { type: 'leaveRoom'; key: CallKey }
  | { type: 'camera'; key: CallKey; on: boolean; denied: boolean }
  | { type: 'startTimer'; key: CallKey; timer: TimerName; ms: number }
  | { type: 'stopTimer'; key: CallKey; timer: TimerName }
  /** the call is over: every timer and pending operation of it goes */
  | { type: 'endCall'; key: CallKey }
  | { type: 'settle'; request: RequestID; failure: Failure | null }
  | EmitEffect
  | { type: 'log'; level: 'debug' | 'info' | 'warn'; line: string }

/** Protecting rules, each of which the explorer can switch off to show that it is needed. */
export interface Rules {
  /** ended ids are remembered, so that a late invitation does not ring */
  tombstones: boolean
  /** a message must name the current call */
  matchIDs: boolean
  /** crossing invitations become one call */
  glare: boolean
  /** a peer that accepted and never joined ends the call */
  joinWatchdog: boolean
  /** an accept of a call that is over is answered with a hangup */
  answerLateAccept: boolean
  /** an older invitation does not replace a newer call */
  order: boolean
  /** a peer that calls again ends the old call */
  replace: boolean
  /** a peer that vanishes from the room ends the call */
  endOnLeave: boolean
  /** the ring time is counted on this device */
  ringTimer: boolean
}

export const ALL_RULES: Rules = {
  tombstones: true,
  matchIDs: true,
  glare: true,
  joinWatchdog: true,
  answerLateAccept: true,
  order: true,
  replace: true,
  endOnLeave: true,
  ringTimer: true,
}

/** Time limits of a call, ms. */
export interface Limits {
  /** the inviter waits this much longer than the ring time, for the invitee's own word */
  ringGrace: number
  /** an accepted user must be in the room by then (faults.md: 20 s) */
  join: number
  /** a 1v1 peer whose network changed may come back within this */
  rejoin: number
  /** a connected call survives this long without a network */
  reconnect: number
  /** a request to switch to video waits this long */
  switch: number
}

const DEFAULT_LIMITS: Limits = { ringGrace: 3000, join: 20000, rejoin: 3000, reconnect: 30000, switch: 30000 }

export interface Settings {
  rules: Rules
  limits: Limits
}

export const DEFAULT_SETTINGS: Settings = { rules: ALL_RULES, limits: DEFAULT_LIMITS }
