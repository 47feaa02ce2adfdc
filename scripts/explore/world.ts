/**
 * A world of two or three parties that run the project's own `transition` over a channel that loses, duplicates and
 * reorders messages, and over a room that reports late. Worlds are values: an action makes a new one.
 */
import { initialState, transition } from '../../lib/call/machine'
import type { Effect, Input, Outgoing, Settings, State } from '../../lib/call/model'
import { read, write } from '../../lib/call/protocol'
import type { Envelope } from '../../lib/call/protocol'
import { CALL_TYPE } from '../../lib/types'
import type { CallType } from '../../lib/types'

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

export function initialWorld(scenario: Scenario): World {
  const parties: Record<PartyID, Party> = {}
  for (const id of scenario.parties) {
    parties[id] = {
      state: initialState(id, 0),
      timers: [],
      room: '',
      cameraOn: false,
      begun: 0,
      ended: 0,
      openRequests: 0,
      callsLeft: scenario.calls[id]?.times ?? 0,
      switchesLeft: scenario.switches ?? 0,
      named: 0,
      dead: [],
    }
  }
  const { drops, duplicates, crashes } = scenario
  return { parties, channel: [], notices: [], drops, duplicates, crashes }
}

/** Everything that may happen in `world`. */
export function actions(world: World, scenario: Scenario, settings: Settings, report: Report): Action[] {
  const list: Action[] = []
  for (const id of scenario.parties) {
    const input = (label: string, kind: Action['kind'], make: () => Input, change: Partial<Party> = {}) =>
      list.push({ label: `${label} ${id}`, kind, next: () => feed(world, id, make(), settings, report, change) })
    userActions(world, scenario, id, input)
    const party = partyOf(world, id)
    for (const name of party.timers) {
      const [key, timer] = splitTimer(name)
      input(`timer ${timer}`, 'system', () => ({ type: 'timer', key, timer }), {
        timers: party.timers.filter((one) => one !== name),
      })
    }
    if (world.crashes > 0 && party.state.current.phase !== 'idle') {
      list.push({ label: `crash ${id}`, kind: 'fault', next: () => crash(world, id) })
    }
  }
  deliveries(world, scenario, settings, report, list)
  return list
}

type Offer = (label: string, kind: Action['kind'], make: () => Input, change?: Partial<Party>) => void

function userActions(world: World, scenario: Scenario, id: PartyID, offer: Offer): void {
  const party = partyOf(world, id)
  const { current } = party.state
  const plan = scenario.calls[id]
  const change = { openRequests: party.openRequests + 1 }
  if (current.phase === 'idle' && party.callsLeft > 0 && plan) {
    offer('call', 'user', () => callIntent(id, party, plan), { ...change, callsLeft: party.callsLeft - 1 })
    return
  }
  if (current.phase === 'idle') return
  offer('hangup', 'user', () => ({ type: 'hangup', request: 1, why: 'hangup' }), change)
  if (current.phase === 'ringing' && !current.answering) {
    offer('accept', 'user', () => ({ type: 'accept', request: 1 }), change)
  }
  if (current.phase !== 'active' || current.connectedAt === null || current.call.isGroup) return
  const { switching, call } = current
  if (party.switchesLeft > 0 && !switching) {
    const to: CallType = call.type === CALL_TYPE.AUDIO ? CALL_TYPE.VIDEO : CALL_TYPE.AUDIO
    offer('switch', 'user', () => ({ type: 'switchType', request: 1, to }), {
      ...change,
      switchesLeft: party.switchesLeft - 1,
    })
  }
  if (switching && switching.direction === 'incoming') {
    offer('acceptSwitch', 'user', () => ({ type: 'acceptSwitch', request: 1 }), change)
    offer('rejectSwitch', 'user', () => ({ type: 'rejectSwitch', request: 1 }), change)
  }
}

function callIntent(id: PartyID, party: Party, plan: NonNullable<Scenario['calls'][PartyID]>): Input {
  return {
    type: 'call',
    request: 1,
    callID: `call-${id}${party.named}`,
    callType: CALL_TYPE.AUDIO,
    room: { roomID: 1 + id.charCodeAt(0) * 100 + party.named, strRoomID: '' },
    isGroup: plan.group !== undefined,
    groupID: plan.group === 'chat' ? 'group' : '',
    plan: { invitees: plan.to, timeout: 30, userData: '', offlinePushInfo: null },
  }
}

function deliveries(world: World, scenario: Scenario, settings: Settings, report: Report, list: Action[]): void {
  const seen = new Set<string>()
  world.channel.forEach((flight, index) => {
    const label = `${flight.envelope.kind} ${flight.envelope.inviteID} from ${flight.envelope.from} to ${flight.to}`
    const id = label + flight.envelope.data
    if (seen.has(id)) return
    seen.add(id)
    const rest = world.channel.filter((_, at) => at !== index)
    list.push({
      label: `deliver ${label}`,
      kind: 'system',
      next: () => deliver({ ...world, channel: rest }, flight, scenario, settings, report),
    })
    if (world.drops > 0) {
      list.push({
        label: `drop ${label}`,
        kind: 'fault',
        next: () => ({ ...world, channel: rest, drops: world.drops - 1 }),
      })
    }
    if (world.duplicates > 0) {
      const next = () => deliver({ ...world, duplicates: world.duplicates - 1 }, flight, scenario, settings, report)
      list.push({ label: `duplicate ${label}`, kind: 'fault', next })
    }
  })
  const heads = new Set<string>()
  world.notices.forEach((notice, index) => {
    const line = `${notice.to}/${notice.room}/${notice.user}`
    if (heads.has(line)) return
    heads.add(line)
    const rest = { ...world, notices: world.notices.filter((_, at) => at !== index) }
    const label = `room ${notice.room} tells ${notice.to} that ${notice.user} ${notice.joined ? 'joined' : 'left'}`
    list.push({ label, kind: 'system', next: () => tell(rest, notice, settings, report) })
  })
}

function deliver(world: World, flight: Flight, scenario: Scenario, settings: Settings, report: Report): World {
  const { to, envelope, truth } = flight
  const before = partyOf(world, to)
  const message = read(envelope)
  if (!message) return world
  const closing = envelope.kind === 'cancel'
  const change = closing ? { dead: addTo(before.dead, envelope.inviteID) } : {}
  const next = feed(world, to, { type: 'message', message }, settings, report, change)
  const was = before.state.current
  const is = partyOf(next, to).state.current
  if (was.phase === 'idle') return next
  const killed = is.phase === 'idle' || is.call.key !== was.call.key
  if (!killed) return next
  const settles = message.kind === 'accept' && message.replaces === was.call.inviteID
  if (message.kind !== 'invite' && truth !== was.call.callID && !settles) report(`foreign kill by ${message.kind}`)
  // after a crash the same account may truly be in the old call and in a new one
  const intact = world.crashes === scenario.crashes
  if (message.kind === 'invite' && intact && truthOf(partyOf(next, envelope.from)) === was.call.callID) {
    report('killed by a stale invitation')
  }
  return next
}

function tell(world: World, notice: Notice, settings: Settings, report: Report): World {
  const party = partyOf(world, notice.to)
  const { current } = party.state
  // the SDK's events of a room that was left are dropped by rtc.ts
  if (party.room !== notice.room || current.phase === 'idle') return world
  const kind = notice.joined ? 'userJoined' : 'userLeft'
  const input: Input = { type: 'room', key: current.call.key, event: { kind, userID: notice.user } }
  return feed(world, notice.to, input, settings, report)
}

function crash(world: World, id: PartyID): World {
  const party = partyOf(world, id)
  const left = leaveRoom(world, id)
  const fresh: Party = {
    ...partyOf(left, id),
    state: initialState(id, party.state.memory.order + 100),
    timers: [],
    cameraOn: false,
    begun: 0,
    ended: 0,
    openRequests: 0,
    dead: [],
  }
  return { ...left, parties: { ...left.parties, [id]: fresh }, crashes: world.crashes - 1 }
}

/* ------------------------------------------------------------------ running the machine */

/** Violations that show in the act, not in a state. */
export type Report = (violation: string) => void

function feed(
  world: World,
  id: PartyID,
  input: Input,
  settings: Settings,
  report: Report,
  change: Partial<Party> = {},
): World {
  let next = withParty(world, id, change)
  // permissions and acknowledgements answer at once: both commute with everything else
  const queue: Input[] = [input]
  for (let one = queue.shift(); one; one = queue.shift()) {
    const [state, effects] = transition(partyOf(next, id).state, { now: 0, input: one }, settings)
    next = withParty(next, id, { state })
    for (const effect of effects) next = run(next, id, effect, queue, report)
  }
  return next
}

function run(world: World, id: PartyID, effect: Effect, queue: Input[], report: Report): World {
  const party = partyOf(world, id)
  switch (effect.type) {
    case 'prepare': {
      queue.unshift({ type: 'prepared', key: effect.key, camera: true })
      return withParty(world, id, { begun: party.begun + 1 * Number(isNewCall(party)) })
    }
    case 'invite': {
      const inviteID = `${party.named}${id}`
      queue.unshift(
        { type: 'assigned', key: effect.key, n: effect.n, inviteID },
        { type: 'inviteDone', key: effect.key, n: effect.n, failure: null },
      )
      const named = withParty(world, id, { named: party.named + 1 })
      const { invitees, groupID, timeout } = effect
      return send(
        named,
        id,
        { kind: 'invite', inviteID, groupID, inviteeList: invitees, timeout },
        invitees,
        effect.message,
      )
    }
    case 'accept': {
      queue.unshift({ type: 'acceptDone', key: effect.key, inviteID: effect.invitation.inviteID, failure: null })
      return answer(world, id, effect)
    }
    case 'reject':
    case 'cancel':
    case 'timeout':
      return answer(world, id, effect)
    case 'notify': {
      const inviteID = `${party.named}${id}`
      const to = effect.to ? [effect.to] : others(world, id)
      const named = withParty(world, id, { named: party.named + 1 })
      return send(
        named,
        id,
        { kind: 'invite', inviteID, groupID: effect.groupID, inviteeList: to, timeout: 0 },
        to,
        effect.message,
      )
    }
    case 'enterRoom':
      return enterRoom(world, id, roomName(effect.room.roomID))
    case 'leaveRoom':
      return leaveRoom(world, id)
    case 'startTimer':
      return withParty(world, id, { timers: addTo(party.timers, `${effect.key}/${effect.timer}`) })
    case 'stopTimer':
      return withParty(world, id, { timers: party.timers.filter((one) => one !== `${effect.key}/${effect.timer}`) })
    case 'endCall':
      return withParty(world, id, { timers: party.timers.filter((one) => splitTimer(one)[0] !== effect.key) })
    case 'settle':
      if (party.openRequests < 1) report('a promise settled twice')
      return withParty(world, id, { openRequests: party.openRequests - 1 })
    case 'camera':
      return withParty(world, id, { cameraOn: effect.on })
    case 'emit':
      return emitted(world, id, effect, report)
    case 'forget':
    case 'reenterRoom':
    case 'log':
      return world
  }
}

function emitted(world: World, id: PartyID, effect: Extract<Effect, { type: 'emit' }>, report: Report): World {
  const party = partyOf(world, id)
  if (effect.event === 'INVITED') {
    if (party.dead.includes(effect.data.inviteID)) report('ghost ring')
    return withParty(world, id, { begun: party.begun + 1 })
  }
  if (effect.event === 'LINE_BUSY' && Object.keys(world.parties).length === 2) report('busy between two who call each other')
  if (effect.event !== 'CALL_END') return world
  return withParty(world, id, {
    ended: party.ended + 1,
    cameraOn: false,
    dead: addTo(party.dead, effect.data.inviteID),
  })
}

/** A call of one's own begins with the question for permissions; the answer to a ringing one began with INVITED. */
function isNewCall(party: Party): boolean {
  return party.state.current.phase === 'calling'
}

function answer(
  world: World,
  id: PartyID,
  effect: Extract<Effect, { type: 'accept' | 'reject' | 'cancel' | 'timeout' }>,
): World {
  const { inviteID, inviter, invitees, groupID } = effect.invitation
  const toInviter = inviter !== id
  const to = groupID ? others(world, id) : toInviter ? [inviter] : invitees
  return send(
    world,
    id,
    { kind: effect.type, inviteID, groupID, users: toInviter ? [id] : invitees },
    to,
    effect.message,
  )
}

function send(
  world: World,
  from: PartyID,
  envelope: Omit<Envelope, 'from' | 'data'>,
  to: PartyID[],
  message: Outgoing,
): World {
  const data = write(message)
  // as the guard in front of tsignaling does: an invitation reaches only those it names
  const flights = to.map((receiver): Flight => ({
    to: receiver,
    envelope: { ...envelope, from, data },
    truth: message.call.callID,
  }))
  return { ...world, channel: world.channel.concat(flights) }
}

function enterRoom(world: World, id: PartyID, room: string): World {
  const present = others(world, id).filter((other) => partyOf(world, other).room === room)
  const notices = present.reduce<Notice[]>(
    (all, other) =>
      all.concat({ to: id, room, user: other, joined: true }, { to: other, room, user: id, joined: true }),
    world.notices,
  )
  return withParty({ ...world, notices }, id, { room })
}

function leaveRoom(world: World, id: PartyID): World {
  const { room } = partyOf(world, id)
  if (!room) return world
  const present = others(world, id).filter((other) => partyOf(world, other).room === room)
  const mine = world.notices.filter((notice) => notice.to !== id)
  const notices = mine.concat(present.map((other) => ({ to: other, room, user: id, joined: false })))
  return withParty({ ...world, notices }, id, { room: '' })
}

/* ------------------------------------------------------------------ small things */

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

function others(world: World, id: PartyID): PartyID[] {
  return Object.keys(world.parties).filter((other) => other !== id)
}

function withParty(world: World, id: PartyID, change: Partial<Party>): World {
  return { ...world, parties: { ...world.parties, [id]: { ...partyOf(world, id), ...change } } }
}

function splitTimer(name: string): [number, Extract<Input, { type: 'timer' }>['timer']] {
  const at = name.indexOf('/')
  // the names were made from a key and a timer
  return [Number(name.slice(0, at)), name.slice(at + 1) as Extract<Input, { type: 'timer' }>['timer']]
}

function addTo(list: string[], item: string): string[] {
  return list.includes(item) ? list : list.concat(item)
}
