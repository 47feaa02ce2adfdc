/** What a world is made of: parties, messages under way, and what the room has still to tell. */
import type { CallKey, LocalID, RequestID, State, TimerName } from '../../../lib/call/state/model'
import type { Envelope } from '../../../lib/call/wire'
import type { CallType } from '../../../lib/foundation/types'

export type PartyID = string

/** Knows the protocol and all ids, and keeps to nothing; see hostile.ts. It takes part where a scenario names it. */
export const HOSTILE: PartyID = 'm'

/** A message under way. `truth` is the call it really belongs to, which the receiver need not know. */
export interface Flight {
  to: PartyID
  envelope: Envelope
  truth: string
}

/** What the room will tell an observer; in order for each observer and user. */
export interface Notice {
  to: PartyID
  room: string
  user: PartyID
  joined: boolean
}

/** A question of a party that is not answered yet. */
export interface Pending {
  what: 'permissions' | 'invite' | 'accept'
  key: CallKey
  /** of an own invitation */
  localID: LocalID
  inviteID: string
}

export interface Party {
  state: State
  /** `key/timer` */
  timers: string[]
  /** the room it is in, '' if none */
  room: string
  cameraOn: boolean
  /** its user wants to be seen in the call at hand */
  consent: boolean
  begun: number
  ended: number
  /** numbers of the promises that are open */
  requests: RequestID[]
  /** what it has asked for and not been told of: permissions, and acknowledgements of what it sent */
  pending: Pending[]
  callsLeft: number
  switchesLeft: number
  /** its Chat connection is gone, its media are not */
  chatAway: boolean
  outagesLeft: number
  mutesLeft: number
  /** how often the room may still lose sight of a peer that publishes nothing */
  blindLeft: number
  /** WeChat has left the room for it, and may be back */
  suspended: boolean
  suspensionsLeft: number
  /** how often it may hear nothing of a user who is in the room */
  silencesLeft: number
  /** users whom it may still invite into its group call */
  moreLeft: PartyID[]
  /** number of invitations ever named, over restarts too */
  named: number
  /** invitations that this party knows to be over */
  dead: string[]
}

/** Who may call whom, how often, as what. */
export interface CallPlan {
  to: PartyID[]
  times: number
  /** the media that its user may choose */
  types: CallType[]
  group?: 'c2c' | 'chat'
  /** whom it may invite into that call later */
  more?: PartyID[]
}

export interface Scenario {
  name: string
  parties: PartyID[]
  calls: Partial<Record<PartyID, CallPlan>>
  /** how often each may switch between voice and video */
  switches?: number
  /** the call is connected from the beginning, and nobody hangs up */
  connected?: boolean
  /** who may; everybody, if not given */
  switchers?: PartyID[]
  /** false: nobody answers a video call by voice, after which two could switch to video and back */
  voiceAnswers?: false
  /** how often each may fall silent and be heard again, and how often the room takes one that is silent for gone */
  mutes?: number
  /** how often Chat alone goes away from each, and comes back */
  outages?: number
  /** how often WeChat leaves the room for each, and enters it again */
  suspensions?: number
  /** for whom it may; for everybody, if not given */
  suspended?: PartyID[]
  /** how often each hears nothing of another user for a while */
  silences?: number
  drops: number
  duplicates: number
  crashes: number
  /** how often ten minutes pass while messages are under way, as for a phone whose Chat is away */
  delays?: number
  /**
   * Sends that fail. Where a number is given, even 0, permissions and acknowledgements take their time, so that
   * anything may happen before them; elsewhere they come at once, which is far fewer states.
   */
  failures?: number
  /** messages that come too late to matter are taken away at once; see dead-letters.ts */
  discardsDeadLetters?: boolean
}

/** user: by choice; system: will happen if nobody does anything; fault: bad luck */
export type Kind = 'user' | 'system' | 'fault'

/** What a party does about something: itself afterwards, and what leaves it. */
export interface Reaction {
  party: Party
  sent: Flight[]
  /** the rooms that it went into one after the other; '' for out of the room it was in */
  rooms: string[]
  /** violations that show in the act, not in a state */
  reports: string[]
  /** the call that an invitation ended: bad if its sender is still in that call */
  replaced: { call: string; by: PartyID } | null
}

/** Something that a party may do, or that its clock does to it. */
export interface Move {
  label: string
  kind: Kind
  reaction: Reaction
  /** the invitation whose message is lost, because sending it failed; '' if none */
  lost: string
}

export function idOf(party: Party): PartyID {
  return party.state.memory.self
}

/** The call that a party is in, '' if none. */
export function truthOf(party: Party): string {
  return party.state.current.phase === 'idle' ? '' : party.state.current.call.callID
}

/** The room of the call that `id` makes when it has named so many invitations. */
export function roomFor(id: PartyID, named: number): number {
  return 1 + id.charCodeAt(0) * 100 + named
}

/** What `id` calls its invitation, or its call, of that number. */
export function nameFor(id: PartyID, number: number): string {
  return `${number}${id}`
}

export function namerOf(name: string): PartyID {
  return name.slice(-1)
}

export function timerName(key: number, timer: TimerName): string {
  return `${key}/${timer}`
}

export function splitTimer(name: string): { key: number; timer: TimerName } {
  const at = name.indexOf('/')
  // made by timerName()
  return { key: Number(name.slice(0, at)), timer: name.slice(at + 1) as TimerName }
}

export function addTo(list: string[], item: string): string[] {
  return list.includes(item) ? list : list.concat(item)
}
