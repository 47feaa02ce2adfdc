/**
 * What one party does with one input: the project's own transition, its effects carried out. The outcome depends on
 * that party and the input alone, so the explorer computes it once for all the worlds that it occurs in.
 */
import { initialState, transition } from '../../lib/call/machine'
import { DEFAULT_SETTINGS } from '../../lib/call/model'
import type { Effect, Input, Outgoing, Phase, Settings, State } from '../../lib/call/model'
import { read, write } from '../../lib/call/protocol'
import type { Envelope } from '../../lib/call/protocol'
import { CALL_TYPE } from '../../lib/types'
import type { CallType } from '../../lib/types'
import { addTo, idOf, nameFor, splitTimer, timerName } from './parties'
import type { CallPlan, Flight, Kind, Notice, Party, PartyID, Scenario } from './parties'

/** The logic under test; all of it happens at one moment. */
export type Logic = (state: State, input: Input) => [State, Effect[]]

export function logicWith(settings: Settings = DEFAULT_SETTINGS): Logic {
  return (state, input) => transition(state, { now: 0, input }, settings)
}

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
}

export function newParty(id: PartyID, scenario: Scenario): Party {
  return {
    state: initialState(id, 0),
    timers: [],
    room: '',
    cameraOn: false,
    consent: false,
    begun: 0,
    ended: 0,
    openRequests: 0,
    callsLeft: scenario.calls[id]?.times ?? 0,
    switchesLeft: scenario.switches ?? 0,
    named: 0,
    dead: [],
  }
}

export class Reactions {
  constructor(
    private readonly scenario: Scenario,
    private readonly logic: Logic,
  ) {}

  /** Everything that may happen to `party` without a word from outside. */
  moves(party: Party): Move[] {
    const moves: Move[] = []
    const id = idOf(party)
    const offer = (label: string, kind: Kind, input: Input, change: Partial<Party>) =>
      moves.push({ label: `${label} ${id}`, kind, reaction: this.feed({ ...party, ...change }, input) })
    userMoves(party, this.scenario.calls[id], (label, input, change = {}) =>
      offer(label, 'user', input, { ...change, openRequests: party.openRequests + 1 }),
    )
    for (const name of party.timers) {
      const timer = splitTimer(name)
      const timers = party.timers.filter((one) => one !== name)
      offer(`timer ${timer.timer}`, 'system', { type: 'timer', ...timer }, { timers })
    }
    return moves
  }

  /** A message arrives. */
  deliver(party: Party, { envelope, truth }: Flight): Reaction {
    const message = read(envelope)
    if (!message) return nothing(party)
    const closing = envelope.kind === 'cancel'
    const known = closing ? { ...party, dead: addTo(party.dead, envelope.inviteID) } : party
    const reaction = this.feed(known, { type: 'message', message })
    const was = party.state.current
    const is = reaction.party.state.current
    const killed = was.phase !== 'idle' && (is.phase === 'idle' || is.call.key !== was.call.key)
    if (!killed) return reaction
    if (message.kind === 'invite') return { ...reaction, replaced: { call: was.call.callID, by: message.from } }
    const settles = message.kind === 'accept' && message.replaces === was.call.inviteID
    const foreign = truth !== was.call.callID && !settles
    return foreign ? { ...reaction, reports: [...reaction.reports, `foreign kill by ${message.kind}`] } : reaction
  }

  /** The room speaks. */
  tell(party: Party, notice: Notice): Reaction {
    const { current } = party.state
    // the SDK's events of a room that was left are dropped by rtc.ts
    if (party.room !== notice.room || current.phase === 'idle') return nothing(party)
    const kind = notice.joined ? 'userJoined' : 'userLeft'
    return this.feed(party, { type: 'room', key: current.call.key, event: { kind, userID: notice.user } })
  }

  /** The app dies and starts again; the room sees it leave. */
  crash(party: Party): Reaction {
    const fresh = newParty(idOf(party), this.scenario)
    const { callsLeft, switchesLeft, named } = party
    const state = initialState(idOf(party), party.state.memory.order + 100)
    return { ...nothing({ ...fresh, state, callsLeft, switchesLeft, named }), rooms: party.room ? [''] : [] }
  }

  private feed(party: Party, input: Input): Reaction {
    return new Feeding(party, this.scenario.parties, this.logic).run(input)
  }
}

function nothing(party: Party): Reaction {
  return { party, sent: [], rooms: [], reports: [], replaced: null }
}

type Offer = (label: string, input: Input, change?: Partial<Party>) => void

function userMoves(party: Party, plan: CallPlan | undefined, offer: Offer): void {
  const { current } = party.state
  if (current.phase === 'idle') {
    if (!plan || party.callsLeft === 0) return
    for (const type of plan.types) {
      offer(`${wordFor(type)} call by`, callIntent(party, plan, type), { callsLeft: party.callsLeft - 1 })
    }
    return
  }
  offer('hangup', { type: 'hangup', request: 1, why: 'hangup' })
  if (current.phase === 'ringing' && !current.answering) offer('accept', { type: 'accept', request: 1 })
  if (current.phase !== 'active' || current.connectedAt === null || current.call.isGroup) return
  const { switching, call } = current
  if (party.switchesLeft > 0 && !switching) {
    const to = call.type === CALL_TYPE.AUDIO ? CALL_TYPE.VIDEO : CALL_TYPE.AUDIO
    const switchesLeft = party.switchesLeft - 1
    offer(`switch to ${wordFor(to)} by`, { type: 'switchType', request: 1, to }, { switchesLeft })
  }
  if (switching && switching.direction === 'incoming') {
    offer('acceptSwitch', { type: 'acceptSwitch', request: 1 })
    offer('rejectSwitch', { type: 'rejectSwitch', request: 1 })
  }
}

function wordFor(type: CallType): string {
  return type === CALL_TYPE.VIDEO ? 'video' : 'voice'
}

function callIntent(party: Party, plan: CallPlan, callType: CallType): Input {
  const id = idOf(party)
  return {
    type: 'call',
    request: 1,
    callID: `call-${nameFor(id, party.named)}`,
    callType,
    room: { roomID: 1 + id.charCodeAt(0) * 100 + party.named, strRoomID: '' },
    isGroup: plan.group !== undefined,
    groupID: plan.group === 'chat' ? 'group' : '',
    plan: { invitees: plan.to, timeout: 30, userData: '', offlinePushInfo: null },
  }
}

/** The words by which a user agrees to be seen. */
function isConsent(input: Input, { current }: State): boolean {
  if (input.type === 'call') return input.callType === CALL_TYPE.VIDEO
  if (input.type === 'accept') return current.phase === 'ringing' && current.call.type === CALL_TYPE.VIDEO
  if (input.type === 'switchType') return input.to === CALL_TYPE.VIDEO
  return input.type === 'acceptSwitch'
}

/** Consent lasts as long as the video call, or the own request for one, that it was given to. */
function isAboutVideo(current: Phase): boolean {
  if (current.phase === 'idle') return false
  if (current.call.type === CALL_TYPE.VIDEO) return true
  return current.phase === 'active' && current.switching?.direction === 'outgoing'
}

/** One input and what follows from it at once. */
class Feeding {
  private readonly sent: Flight[] = []
  private readonly rooms: string[] = []
  private readonly reports: string[] = []
  private readonly queue: Input[] = []

  constructor(
    private party: Party,
    private readonly everybody: PartyID[],
    private readonly logic: Logic,
  ) {}

  run(first: Input): Reaction {
    const consent = this.party.consent || isConsent(first, this.party.state)
    // permissions and acknowledgements answer at once: both commute with everything else
    this.queue.push(first)
    for (let input = this.queue.shift(); input; input = this.queue.shift()) {
      const [state, effects] = this.logic(this.party.state, input)
      this.change({ state })
      for (const effect of effects) this.carryOut(effect)
    }
    this.change({ consent: consent && isAboutVideo(this.party.state.current) })
    const { party, sent, rooms, reports } = this
    return { party, sent, rooms, reports, replaced: null }
  }

  private get id(): PartyID {
    return idOf(this.party)
  }

  private get others(): PartyID[] {
    return this.everybody.filter((id) => id !== this.id)
  }

  private change(change: Partial<Party>): void {
    this.party = { ...this.party, ...change }
  }

  private carryOut(effect: Effect): void {
    const { party } = this
    switch (effect.type) {
      case 'prepare':
        this.queue.unshift({ type: 'prepared', key: effect.key, camera: true })
        // a call of one's own begins with the question for permissions; the answer to a ringing one began with INVITED
        if (party.state.current.phase === 'calling') this.change({ begun: party.begun + 1 })
        return
      case 'invite': {
        const { key, n, invitees, groupID, timeout } = effect
        const inviteID = this.nameInvitation()
        this.queue.unshift({ type: 'assigned', key, n, inviteID }, { type: 'inviteDone', key, n, failure: null })
        return this.send(
          { kind: 'invite', inviteID, groupID, inviteeList: invitees, timeout },
          invitees,
          effect.message,
        )
      }
      case 'accept':
        this.queue.unshift({ type: 'acceptDone', key: effect.key, inviteID: effect.invitation.inviteID, failure: null })
        return this.answer(effect)
      case 'reject':
      case 'cancel':
      case 'timeout':
        return this.answer(effect)
      case 'notify': {
        const to = effect.to ? [effect.to] : this.others
        const { groupID, message } = effect
        const inviteID = this.nameInvitation()
        return this.send({ kind: 'invite', inviteID, groupID, inviteeList: to, timeout: 0 }, to, message)
      }
      case 'enterRoom': {
        const room = String(effect.room.roomID)
        this.rooms.push(room)
        return this.change({ room, cameraOn: effect.callType === CALL_TYPE.VIDEO })
      }
      case 'leaveRoom':
        if (party.room) this.rooms.push('')
        return this.change({ room: '', cameraOn: false })
      case 'startTimer':
        return this.change({ timers: addTo(party.timers, timerName(effect.key, effect.timer)) })
      case 'stopTimer': {
        const name = timerName(effect.key, effect.timer)
        return this.change({ timers: party.timers.filter((one) => one !== name) })
      }
      case 'endCall':
        return this.change({ timers: party.timers.filter((one) => splitTimer(one).key !== effect.key) })
      case 'settle':
        if (party.openRequests < 1) this.reports.push('a promise settled twice')
        return this.change({ openRequests: party.openRequests - 1 })
      case 'camera':
        return this.change({ cameraOn: effect.on })
      case 'emit':
        return this.emitted(effect)
      case 'forget':
      case 'reenterRoom':
      case 'log':
    }
  }

  private emitted(effect: Extract<Effect, { type: 'emit' }>): void {
    const { begun, ended, dead } = this.party
    if (effect.event === 'INVITED') {
      if (dead.includes(effect.data.inviteID)) this.reports.push('ghost ring')
      this.change({ begun: begun + 1 })
    }
    if (effect.event === 'LINE_BUSY' && this.everybody.length === 2) {
      this.reports.push('busy between two who call each other')
    }
    if (effect.event === 'CALL_END') this.change({ ended: ended + 1, dead: addTo(dead, effect.data.inviteID) })
  }

  private nameInvitation(): string {
    const { named } = this.party
    this.change({ named: named + 1 })
    return nameFor(this.id, named)
  }

  private answer({ type, invitation, message }: Extract<Effect, { type: 'accept' | 'reject' | 'cancel' | 'timeout' }>) {
    const { inviteID, inviter, invitees, groupID } = invitation
    const toInviter = inviter !== this.id
    const to = groupID ? this.others : toInviter ? [inviter] : invitees
    this.send({ kind: type, inviteID, groupID, inviteeList: toInviter ? [this.id] : invitees }, to, message)
  }

  private send(envelope: Omit<Envelope, 'from' | 'data'>, to: PartyID[], message: Outgoing): void {
    const data = write(message)
    // as the guard in front of tsignaling does: an invitation reaches only those it names
    for (const receiver of to) {
      this.sent.push({ to: receiver, envelope: { ...envelope, from: this.id, data }, truth: message.call.callID })
    }
  }
}
