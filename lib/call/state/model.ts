/**
 * The vocabulary of the call logic: states, inputs, effects. All of it is plain data, so a race is a list of inputs
 * and a test compares values.
 */
import type { Failure } from '../../foundation/failures'
import type {
  CallType,
  EventName,
  EventPayloads,
  MediaConnection,
  OfflinePushInfo,
  Room,
  UserID,
} from '../../foundation/types'
import type { Incoming, Outgoing, CallFacts } from './messages'

export type { CallFacts, Incoming, Outgoing }

/*
 * | identity   | who makes it                                  | how long it lives                    | what it protects                                        |
 * | ---------- | --------------------------------------------- | ------------------------------------ | ------------------------------------------------------- |
 * | `key`      | this device counts its calls                  | one call on this device              | an input or a timer of an earlier call does nothing     |
 * | `callID`   | the inviter, at random; `data.callID`         | one call on all devices, then 120 s  | a late hangup ends, a late invitation rings no other call |
 * | `inviteID` | the SDK of the side that sends it             | one invitation or request, then 120 s | an answer or a cancel meets what it is about; decides a glare |
 * | `localID`  | this device counts what it sends              | as the invitation or request it names | names it before the SDK has given it an `inviteID`, and its acknowledgement |
 * | `request`  | the engine counts the promises it has made    | until it is settled, exactly once    | a method of the host is answered once                   |
 * | `sequence` | the sender, rising with the wall clock; `data.order` | compared within one call      | an invitation or a switch that was overtaken is known as old |
 */

/** Identity of a call on this device: carried by its inputs, timers and effects. */
export type CallKey = number

/** Names an invitation or a request of this side, from 1 on. */
export type LocalID = number

/** Names a promise that the engine has made, from 1 on; 0: there is none. */
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
  /** monotonic ms at which it began: an older message that names no call is about an earlier one */
  since: number
  /** highest sequence heard from the peer in this call; an invitation at or below it is an old one */
  peerSequence: number
}

/** An invitation that this side sent. */
export interface OwnInvitation {
  localID: LocalID
  /** '' until it is assigned */
  inviteID: string
  groupID: string
  /** all users it went to */
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

/** An invitation of another user that rings here. */
export interface Invitation {
  inviter: UserID
  inviteID: string
  groupID: string
}

export interface Member {
  userID: UserID
  /** ringing: no answer yet; accepted: answered, not in the room; joined: in the room; left: gone, may come back */
  status: 'ringing' | 'accepted' | 'joined' | 'left'
}

/** This side's message that the call is voice from now on, as long as it is not acknowledged. */
export interface Downgrade {
  /** failed: it could not be sent, so the peer may still be in video */
  status: 'sent' | 'resent' | 'failed'
  localID: LocalID
}

/** The media switch of a 1v1 call: to voice (a downgrade) at once, to video (an upgrade) if the other side agrees. */
export type MediaSwitch =
  /** both sides know the type */
  | { state: 'none' }
  /** voice: this side has asked for video. A downgrade before it may still be open */
  | { state: 'requested'; localID: LocalID; inviteID: string; downgrade: Downgrade | null }
  /** voice: the peer has asked for video */
  | { state: 'asked'; inviteID: string }
  /** video: this side has agreed to the peer's request; taken back if the peer stopped waiting for the answer */
  | { state: 'granted'; inviteID: string }
  /** voice: the peer is being told */
  | { state: 'downgrading'; downgrade: Downgrade }

/** The ways between phases, all of them. A glare that is lost leads from `calling` to `ringing`, with the answer given. */
export const TRANSITIONS: { readonly [P in Phase['phase']]: readonly Phase['phase'][] } = {
  idle: ['calling', 'ringing'],
  calling: ['ringing', 'active', 'idle'],
  ringing: ['active', 'idle'],
  active: ['idle'],
}

export interface Idle {
  phase: 'idle'
}

/** This side invited; no invitee has accepted. */
export interface Calling {
  phase: 'calling'
  call: Call
  /** null once the invitations are on their way; before that permissions are being asked for */
  plan: InvitePlan | null
  invitations: OwnInvitation[]
}

/** This side is invited. */
export interface Ringing {
  phase: 'ringing'
  call: Call
  inviteeList: UserID[]
  /** seconds that an invitee rings */
  timeout: number
  /** monotonic ms at which the last of the invitations has rung long enough */
  deadline: number
  /** further invitations into this group call, of any member; an answer answers them all */
  further: Invitation[]
  /** the answer is yes, permissions are being asked for */
  answering: boolean
  /** ... and without the own camera; a call of two is voice then */
  byVoice: boolean
  /** own invitation that this answer settles (glare); '' otherwise */
  replaces: string
}

/** Accepted: on the way into the room, or in it. */
export interface Active {
  phase: 'active'
  call: Call
  members: Member[]
  /** 1v1: users in the room who have no part in the call */
  strangers: UserID[]
  /** monotonic ms at which the first other user was in the room with us; null before */
  connectedAt: number | null
  invitations: OwnInvitation[]
  /** what is away at the moment */
  offline: Offline
  /** group: monotonic ms at which the last member was taken off who had left the room; null: none has */
  leftAt: number | null
  /** users in the room of whom nothing arrives: their network is away, or they have crashed */
  silent: UserID[]
  mediaSwitch: MediaSwitch
  quiet: Quiet
  /** glare with an old peer: the own invitation that gave way, as long as the peer may still count its ring time */
  yielded: OwnInvitation | null
}

/** 1v1: who publishes neither sound nor picture. */
export interface Quiet {
  own: boolean
  /** by the peer's own word */
  peer: boolean
  /** the room does not see the quiet peer; asked: it has been asked through Chat whether it is there */
  unseen: 'no' | 'yes' | 'asked'
}

/** What of this device is away. */
export interface Offline {
  /** Chat */
  network: boolean
  media: MediaConnection
  /** WeChat has left the room, because it suspended the mini program or its floating window was closed */
  interrupted: boolean
}

export type Phase = Idle | Calling | Ringing | Active
export type InCall = Calling | Ringing | Active

/** An invitation or a call that is over. What arrives for it later must not ring, and a late accept is answered. */
export interface Tombstone {
  /** an inviteID or a callID */
  id: string
  /** whose messages it makes void; '' for own invitations */
  from: UserID
  /** monotonic ms */
  at: number
  /** the call that the own invitation opened; '' for a foreign one */
  callID: string
}

/** What outlives a call. Bounded: 640 tombstones for 120 s, at most 16 of one user; automatic answers for 60 s. */
export interface Memory {
  self: UserID
  nextKey: CallKey
  nextLocalID: LocalID
  /** wall clock minus monotonic clock, ms: the caller of `transition` keeps it up to date; for `sequence` alone */
  epoch: number
  /** of the last invitation or answer sent; later compares higher, on any device of this account */
  sequence: number
  tombstones: Tombstone[]
  /** answers that went out without the user */
  replies: { to: UserID; isPeer: boolean; at: number }[]
}

export interface State {
  memory: Memory
  current: Phase
}

/* ------------------------------------------------------------------ inputs */

export type TimerName =
  /** the invitee's ring time */
  | 'ring'
  /** the inviter's ring time of an own invitation */
  | `ring:${LocalID}`
  /** an accepted user did not appear in the room */
  | `join:${UserID}`
  /** users whom another member has invited, who never showed up */
  | 'others'
  /** nobody else can be heard; those who dropped out, or whose network is away, may come back */
  | 'rejoin'
  | 'reconnect'
  | 'switch'
  /** a quiet peer whom the room does not see has not been heard of */
  | 'quiet'
  /** an own invitation that gave way is withdrawn */
  | 'yielded'

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
  /** `shown`: the call that the user answers; another may have taken its place. `byVoice`: a video call without the own camera */
  | { type: 'accept'; request: RequestID; shown: CallKey; byVoice: boolean }
  /** busy: this user is in something that is no call */
  | { type: 'reject'; request: RequestID; busy: boolean }
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

/** What the room reports and the call logic has a use for; see `RoomEvent`. */
export type RoomInput =
  | { kind: 'failed'; error: Failure }
  | { kind: 'kicked' }
  | { kind: 'userJoined' | 'userLeft'; userID: UserID }
  | { kind: 'denied'; device: 'camera' | 'microphone' }
  | { kind: 'networkChanged' }
  | { kind: 'connection'; state: MediaConnection }
  | { kind: 'interrupted'; active: boolean }
  | { kind: 'flow'; userID: UserID; flows: boolean }

export type Input =
  | Intent
  /** permissions are there; `camera` false: go on as voice */
  | { type: 'prepared'; key: CallKey; camera: boolean }
  | { type: 'prepareFailed'; key: CallKey; failure: Failure }
  /** the SDK has named an invitation; comes before anything else about it */
  | { type: 'assigned'; key: CallKey; localID: LocalID; inviteID: string }
  /** an invitation was acknowledged (`failure` null), or could not be sent */
  | { type: 'inviteDone'; key: CallKey; localID: LocalID; failure: Failure | null }
  /** our accept of `inviteID` was acknowledged, or could not be sent */
  | { type: 'acceptDone'; key: CallKey; inviteID: string; failure: Failure | null }
  | { type: 'message'; message: Incoming }
  | { type: 'room'; key: CallKey; event: RoomInput }
  /** microphone or camera of this side is on, or neither is */
  | { type: 'publishing'; key: CallKey; on: boolean }
  | { type: 'timer'; key: CallKey; timer: TimerName }
  /** the device's network, as Chat sees it */
  | { type: 'network'; online: boolean }
  /** nothing can be sent or received any more: Chat threw this device out, or the host signed its Chat SDK out */
  | { type: 'signedOut'; reason: 'kicked-out' | 'logout' }

export type InputOf<T extends Input['type']> = Extract<Input, { type: T }>
export type MessageOf<K extends Incoming['kind']> = Extract<Incoming, { kind: K }>

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
      localID: LocalID
      invitees: UserID[]
      groupID: string
      /** seconds; 0: a notice that does not ring */
      timeout: number
      offlinePushInfo: OfflinePushInfo | null
      message: Outgoing
    }
  /** `automatic`: without the user, so that it delays nothing that the user does */
  | { type: 'accept'; key: CallKey; invitation: InvitationName; message: Outgoing; automatic: boolean }
  | { type: 'reject'; invitation: InvitationName; message: Outgoing; automatic: boolean }
  | { type: 'cancel' | 'timeout'; invitation: InvitationName; message: Outgoing }
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
