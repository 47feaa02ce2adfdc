/**
 * A world of two or three parties that run the project's own `transition` over a channel that loses, duplicates and
 * reorders messages, and over a room that reports late. Worlds are values: an action makes a new one.
 */
import { initialState } from '../../lib/call/machine'
import type { Input, Settings } from '../../lib/call/model'
import { read } from '../../lib/call/protocol'
import { CALL_TYPE } from '../../lib/types'
import type { CallType } from '../../lib/types'
import { addTo, partyOf, splitTimer, truthOf } from './parties'
import type { Action, Flight, Notice, Party, PartyID, Scenario, World } from './parties'
import { feed, leaveRoom } from './run'
import type { Report } from './run'

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
