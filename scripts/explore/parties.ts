/** What a world is made of: parties, messages under way, and what the room has still to tell. */
import type { Input, State } from '../../lib/call/model'
import type { Envelope } from '../../lib/call/protocol'

export type PartyID = string

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

export interface Party {
  state: State
  /** `key/timer` */
  timers: string[]
  /** the room it is in, '' if none */
  room: string
  cameraOn: boolean
  begun: number
  ended: number
  openRequests: number
  callsLeft: number
  switchesLeft: number
  /** number of invitations ever named, over restarts too */
  named: number
  /** invitations that this party knows to be over */
  dead: string[]
}

export interface World {
  parties: Record<PartyID, Party>
  channel: Flight[]
  notices: Notice[]
  drops: number
  duplicates: number
  crashes: number
}

export interface Scenario {
  name: string
  parties: PartyID[]
  /** who may call whom, how often, as what */
  calls: Partial<Record<PartyID, { to: PartyID[]; times: number; group?: 'c2c' | 'chat' }>>
  switches?: number
  drops: number
  duplicates: number
  crashes: number
}

/** One thing that may happen next. */
export interface Action {
  label: string
  /** user: by choice; system: will happen if nobody does anything; fault: bad luck */
  kind: 'user' | 'system' | 'fault'
  next(): World
}

export function partyOf(world: World, id: PartyID): Party {
  const party = world.parties[id]
  if (!party) throw new Error(`no party ${id}`)
  return party
}

/** The call that a party is in, '' if none. */
export function truthOf(party: Party): string {
  return party.state.current.phase === 'idle' ? '' : party.state.current.call.callID
}

export function roomName(roomID: number): string {
  return String(roomID)
}

export function others(world: World, id: PartyID): PartyID[] {
  return Object.keys(world.parties).filter((other) => other !== id)
}

export function withParty(world: World, id: PartyID, change: Partial<Party>): World {
  return { ...world, parties: { ...world.parties, [id]: { ...partyOf(world, id), ...change } } }
}

export function splitTimer(name: string): [number, Extract<Input, { type: 'timer' }>['timer']] {
  const at = name.indexOf('/')
  // the names were made from a key and a timer
  return [Number(name.slice(0, at)), name.slice(at + 1) as Extract<Input, { type: 'timer' }>['timer']]
}

export function addTo(list: string[], item: string): string[] {
  return list.includes(item) ? list : list.concat(item)
}
