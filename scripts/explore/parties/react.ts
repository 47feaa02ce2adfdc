/**
 * What one party does with one input: the project's own transition, its effects carried out. The outcome depends on
 * that party and the input alone, so the explorer computes it once for all the worlds that it occurs in.
 */
import type { Failure } from '../../../lib/foundation/failures'
import { initialState, transition } from '../../../lib/call/machine'
import type { Effect, Input, Outgoing, Phase, State } from '../../../lib/call/state/model'
import { peerOf, switchRequestOf } from '../../../lib/call/state/queries'
import { read, write } from '../../../lib/call/wire'
import type { Envelope } from '../../../lib/call/wire'
import { CALL_TYPE } from '../../../lib/foundation/types'
import { hostileMoves } from './hostile'
import { addTo, HOSTILE, idOf, nameFor, namerOf, splitTimer, timerName } from './parties'
import type { Flight, Kind, Move, Notice, Party, PartyID, Pending, Reaction, Scenario } from './parties'
import { freeNumber, userMoves } from './wishes'

/** The logic under test; all of it happens at one moment. */
export type Logic = (state: State, input: Input) => [State, Effect[]]

/** The project's own. */
export const callLogic: Logic = (state, input) => transition(state, { now: 0, input })

export function newParty(id: PartyID, scenario: Scenario): Party {
  return {
    state: initialState(id, 0),
    timers: [],
    room: '',
    cameraOn: false,
    consent: false,
    begun: 0,
    ended: 0,
    requests: [],
    pending: [],
    callsLeft: scenario.calls[id]?.times ?? 0,
    switchesLeft: (scenario.switchers ?? scenario.parties).includes(id) ? (scenario.switches ?? 0) : 0,
    chatAway: false,
    outagesLeft: scenario.outages ?? 0,
    mutesLeft: scenario.mutes ?? 0,
    blindLeft: scenario.mutes ?? 0,
    suspended: false,
    suspensionsLeft: (scenario.suspended ?? scenario.parties).includes(id) ? (scenario.suspensions ?? 0) : 0,
    silencesLeft: scenario.silences ?? 0,
    moreLeft: scenario.calls[id]?.more ?? [],
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
    if (id === HOSTILE) return hostileMoves(party, this.scenario)
    const offer = (label: string, kind: Kind, input: Input, change: Partial<Party>, lost = '') =>
      moves.push({
        label: `${label} ${id}`,
        kind,
        reaction: this.feed({ ...party, ...change }, input, party.room),
        lost,
      })
    const request = freeNumber(party.requests)
    userMoves(party, this.scenario, request, (label, input, change = {}) =>
      offer(label, 'user', input, { ...change, requests: [...party.requests, request] }),
    )
    if (party.chatAway) {
      offer('Chat is back for', 'system', { type: 'network', online: true }, { chatAway: false })
    } else if (party.outagesLeft && party.state.current.phase !== 'idle') {
      const change = { chatAway: true, outagesLeft: party.outagesLeft - 1 }
      offer('Chat is away from', 'user', { type: 'network', online: false }, change)
    }
    this.roomMoves(party, offer)
    for (const one of party.pending) {
      const pending = party.pending.filter((other) => other !== one)
      const name = `${one.what} ${one.inviteID}`.trim()
      offer(`done: ${name} of`, 'system', answerTo(one, null), { pending })
      if (!this.scenario.failures) continue
      offer(`failed: ${name} of`, 'fault', answerTo(one, FAILURE), { pending })
      if (one.inviteID) offer(`failed and lost: ${name} of`, 'fault', answerTo(one, FAILURE), { pending }, one.inviteID)
    }
    for (const name of party.timers) {
      const timer = splitTimer(name)
      const timers = party.timers.filter((one) => one !== name)
      offer(`timer ${timer.timer}`, 'system', { type: 'timer', ...timer }, { timers })
    }
    return moves
  }

  /** What the phone itself makes of the room: WeChat leaves it and is back, streams stop and go on. */
  private roomMoves(
    party: Party,
    offer: (label: string, kind: Kind, input: Input, change: Partial<Party>) => void,
  ): void {
    const { current } = party.state
    if (current.phase !== 'active') return
    const { key } = current.call
    const interrupted = (active: boolean): Input => ({ type: 'room', key, event: { kind: 'interrupted', active } })
    if (party.suspended) {
      const room = String(current.call.room.roomID)
      return offer('WeChat is back in the room for', 'system', interrupted(false), { suspended: false, room })
    }
    if (party.suspensionsLeft) {
      const change = { suspended: true, suspensionsLeft: party.suspensionsLeft - 1, room: '' }
      offer('WeChat leaves the room for', 'user', interrupted(true), change)
    }
    if (party.mutesLeft && current.connectedAt !== null) {
      const { own } = current.quiet
      const change = { mutesLeft: party.mutesLeft - 1 }
      offer(own ? 'unmute' : 'mute', 'user', { type: 'publishing', key, on: own }, change)
    }
    if (party.blindLeft && current.quiet.peer) {
      const event = { kind: 'userLeft', userID: peerOf(current, idOf(party)) } as const
      offer(
        'the room takes the silent peer for gone, of',
        'user',
        { type: 'room', key, event },
        { blindLeft: party.blindLeft - 1 },
      )
    }
    const flow = (userID: PartyID, flows: boolean): Input => ({
      type: 'room',
      key,
      event: { kind: 'flow', userID, flows },
    })
    for (const userID of current.silent) offer(`${userID} is heard again by`, 'system', flow(userID, true), {})
    if (!party.silencesLeft) return
    for (const { userID, status } of current.members) {
      if (status !== 'joined' || current.silent.includes(userID)) continue
      const change = { silencesLeft: party.silencesLeft - 1 }
      offer(`${userID} is not heard any more by`, 'user', flow(userID, false), change)
    }
  }

  /** A message arrives. */
  deliver(party: Party, { envelope, truth }: Flight): Reaction {
    const message = read(envelope)
    if (!message || idOf(party) === HOSTILE) return nothing(party)
    const isHostile = message.from === HOSTILE
    // what the hostile party says to be over need not be
    const closing = envelope.kind === 'cancel' && (!isHostile || namerOf(envelope.inviteID) === HOSTILE)
    const known = closing ? { ...party, dead: addTo(party.dead, envelope.inviteID) } : party
    const reaction = this.feed(known, { type: 'message', message })
    if (envelope.age && reaction.party.begun > party.begun) reaction.reports.push('rings after its ring time')
    const was = party.state.current
    const is = reaction.party.state.current
    const killed = was.phase !== 'idle' && (is.phase === 'idle' || is.call.key !== was.call.key)
    if (!killed) return reaction
    if (isHostile) {
      const isItsOwn = was.call.inviter === HOSTILE
      return isItsOwn ? reaction : { ...reaction, reports: [...reaction.reports, 'a hostile party ended the call'] }
    }
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
    const { callsLeft, switchesLeft, outagesLeft, suspensionsLeft, silencesLeft, moreLeft, named } = party
    const { mutesLeft, blindLeft } = party
    const left = { callsLeft, switchesLeft, outagesLeft, suspensionsLeft, silencesLeft, moreLeft, mutesLeft, blindLeft }
    const state = initialState(idOf(party), party.state.memory.sequence + 100)
    return {
      ...nothing({ ...fresh, ...left, state, named }),
      rooms: party.room ? [''] : [],
    }
  }

  /** Ten minutes pass, in which nothing happens to it: what it remembers of past calls is forgotten. */
  wait(party: Party): Reaction {
    const { state } = party
    return nothing({ ...party, state: { ...state, memory: { ...state.memory, tombstones: [], replies: [] } } })
  }

  /** @param room that it was in until now */
  private feed(party: Party, input: Input, room = party.room): Reaction {
    const reaction = new Feeding(party, this.scenario, this.logic).run(input)
    return party.room === room ? reaction : { ...reaction, rooms: [party.room, ...reaction.rooms] }
  }
}

function nothing(party: Party): Reaction {
  return { party, sent: [], rooms: [], reports: [], replaced: null }
}

const FAILURE: Failure = { code: 3001, reason: 'SEND_FAILED', message: 'failed' }

/** What a party is told in the end. */
function answerTo({ what, key, localID, inviteID }: Pending, failure: Failure | null): Input {
  if (what === 'invite') return { type: 'inviteDone', key, localID, failure }
  if (what === 'accept') return { type: 'acceptDone', key, inviteID, failure }
  return failure ? { type: 'prepareFailed', key, failure } : { type: 'prepared', key, camera: true }
}

/** The words by which a user agrees to be seen. */
function isConsent(input: Input, { current }: State): boolean {
  if (input.type === 'call') return input.callType === CALL_TYPE.VIDEO
  if (input.type === 'accept' && input.byVoice) return false
  if (input.type === 'accept') return current.phase === 'ringing' && current.call.type === CALL_TYPE.VIDEO
  if (input.type === 'switchType') return input.to === CALL_TYPE.VIDEO
  return input.type === 'acceptSwitch'
}

/** Consent lasts as long as the video call, or the own request for one, that it was given to. */
function isAboutVideo(current: Phase): boolean {
  if (current.phase === 'idle') return false
  if (current.call.type === CALL_TYPE.VIDEO) return true
  return switchRequestOf(current) === 'outgoing'
}

/** One input and what follows from it at once. */
class Feeding {
  private readonly sent: Flight[] = []
  private readonly rooms: string[] = []
  private readonly reports: string[] = []
  private readonly queue: Input[] = []
  /** where the party stood before the input at hand */
  private before: Phase = { phase: 'idle' }

  constructor(
    private party: Party,
    private readonly scenario: Scenario,
    private readonly logic: Logic,
  ) {}

  run(first: Input): Reaction {
    const consent = this.party.consent || isConsent(first, this.party.state)
    this.queue.push(first)
    for (let input = this.queue.shift(); input; input = this.queue.shift()) {
      this.before = this.party.state.current
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
    return this.scenario.parties.filter((id) => id !== this.id)
  }

  private change(change: Partial<Party>): void {
    this.party = { ...this.party, ...change }
  }

  private carryOut(effect: Effect): void {
    const { party } = this
    switch (effect.type) {
      case 'prepare':
        this.ask({ what: 'permissions', key: effect.key, localID: 0, inviteID: '' })
        // a call of one's own begins with the question for permissions; the answer to a ringing one began with INVITED
        if (party.state.current.phase === 'calling') this.change({ begun: party.begun + 1 })
        return
      case 'invite': {
        const { key, localID, invitees, groupID, timeout } = effect
        const inviteID = this.nameInvitation()
        this.ask({ what: 'invite', key, localID, inviteID })
        this.queue.unshift({ type: 'assigned', key, localID, inviteID })
        return this.send(
          { kind: 'invite', inviteID, groupID, inviteeList: invitees, timeout },
          invitees,
          effect.message,
        )
      }
      case 'accept':
        this.ask({ what: 'accept', key: effect.key, localID: 0, inviteID: effect.invitation.inviteID })
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
        return this.change({
          timers: party.timers.filter((one) => splitTimer(one).key !== effect.key),
          suspended: false,
          // the logic drops what it is told of a past call
          pending: party.pending.filter((one) => one.key !== effect.key),
        })
      case 'settle':
        if (!party.requests.includes(effect.request)) this.reports.push('a promise settled twice')
        return this.change({ requests: party.requests.filter((one) => one !== effect.request) })
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
      if (dead.includes(effect.data.inviteID) && effect.data.sponsor !== HOSTILE) this.reports.push('ghost ring')
      this.change({ begun: begun + 1 })
    }
    if (effect.event === 'LINE_BUSY' && this.scenario.parties.length === 2) {
      this.reports.push('busy between two who call each other')
    }
    if (effect.event === 'CALL_END' && effect.data.reason === 'network-lost') {
      this.reports.push('ended, though the media go on')
    }
    if (effect.event !== 'CALL_END') return
    // what the hostile party calls its own may be the id of an invitation that stands
    const isOver = this.before.phase === 'idle' || this.before.call.inviter !== HOSTILE
    // a call that ended before its invitation had an id leaves nothing that could come back
    const { inviteID } = effect.data
    this.change({ ended: ended + 1, dead: isOver && inviteID ? addTo(dead, inviteID) : dead })
  }

  /** Asks for something that is granted at once, unless the scenario lets it take its time. */
  private ask(question: Pending): void {
    if (this.scenario.failures === undefined) this.queue.unshift(answerTo(question, null))
    else this.change({ pending: [...this.party.pending, question] })
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
