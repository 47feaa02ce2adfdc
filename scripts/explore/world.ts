/**
 * Worlds of two or three parties that run the project's own logic over a channel that loses, duplicates and reorders
 * messages, and over a room that reports late.
 *
 * A world is a record of numbers: one for each party, one for the messages under way, one for what the room has still
 * to tell, one for the bad luck to come. What the numbers stand for is stored once, in the cast and in the lists.
 */
import { Cast } from './cast'
import type { KnownParty, Outcome } from './cast'
import { badAtRest, standsUnheard, waitsForNobody } from './checks'
import { Lists } from './interned'
import { idOf } from './parties'
import type { Flight, Kind, Party, Scenario } from './parties'
import type { Logic } from './react'

export type World = Int32Array

/** Takes one thing that may happen. `next` is only lent: it changes with the next call. */
export type Visit = (next: World, kind: Kind, reports: string[], label: () => string) => void

const NONE: string[] = []

/** Bad luck: how many of each are left, four bits each; and whether a switch to voice was lost. */
const DROP = { unit: 1, shift: 0 }
const DUPLICATE = { unit: 1 << 4, shift: 4 }
const CRASH = { unit: 1 << 8, shift: 8 }
const VOICE_LOST = { unit: 1 << 12, shift: 12 }
const FAILURE = { unit: 1 << 16, shift: 16 }
const DELAY = { unit: 1 << 20, shift: 20 }

function left(luck: number, { shift }: typeof DROP): number {
  return (luck >> shift) & 15
}

export class Worlds {
  /** numbers per world */
  readonly width: number
  readonly cast: Cast
  private readonly channels = new Lists((flight) => flight)
  private readonly queues = new Lists((notice) => this.cast.notice(notice).line)
  private readonly channelAt: number
  private readonly queueAt: number
  private readonly luckAt: number
  private readonly isLossless: boolean
  private readonly next: World

  constructor(
    private readonly scenario: Scenario,
    logic: Logic,
  ) {
    this.cast = new Cast(scenario, logic)
    this.channelAt = scenario.parties.length
    this.queueAt = this.channelAt + 1
    this.luckAt = this.channelAt + 2
    this.width = this.channelAt + 3
    this.isLossless = !scenario.drops && !scenario.failures
    this.next = new Int32Array(this.width)
  }

  /** Number of different sets of messages under way. */
  get channelCount(): number {
    return this.channels.count
  }

  first(): World {
    const { parties, drops, duplicates, crashes, failures = 0, delays = 0 } = this.scenario
    const faults = drops * DROP.unit + duplicates * DUPLICATE.unit + crashes * CRASH.unit + failures * FAILURE.unit
    const luck = faults + delays * DELAY.unit
    return Int32Array.from([...parties.map((id) => this.cast.newParty(id)), 0, 0, luck])
  }

  /** Everything that may happen in `world`. */
  expand(world: World, take: Visit): void {
    const visit: Visit = (next, kind, reports, label) => {
      if (this.scenario.discardsDeadLetters) this.discardDeadLetters(next)
      take(next, kind, reports, label)
    }
    const luck = numberAt(world, this.luckAt)
    const crashes = left(luck, CRASH)
    for (let place = 0; place < this.channelAt; place++) {
      const known = this.known(world, place)
      for (const { label, kind, outcome, lost } of this.cast.movesOf(known)) {
        if (kind === 'fault' && !left(luck, FAILURE)) continue
        this.next.set(world)
        if (kind === 'fault') this.addLuck(-FAILURE.unit)
        // what has arrived can't be lost: that is the plain failure
        if (lost && !this.lose(lost, known.party)) continue
        visit(this.next, kind, this.apply(place, known, outcome), () => label)
      }
      if (crashes === 0 || known.truth === '') continue
      this.next.set(world)
      this.addLuck(-CRASH.unit)
      const reports = this.apply(place, known, this.cast.crashOf(known))
      visit(this.next, 'fault', reports, () => `crash ${this.scenario.parties[place] ?? ''}`)
    }
    this.expandChannel(world, visit)
    this.expandQueue(world, visit)
    if (left(luck, DELAY)) this.expandDelay(world, visit)
  }

  /** What is wrong with `world`, at rest or not. */
  problems(world: World): string[] {
    let all = NONE
    for (let place = 0; place < this.channelAt; place++) {
      const { bad } = this.known(world, place)
      if (bad.length) all = all.concat(bad)
    }
    const silent = world[this.channelAt] === 0 && world[this.queueAt] === 0
    if (!silent || this.hasCrashed(world)) return all
    const parties = this.parties(world)
    const unheard = this.isLossless ? standsUnheard(parties) : NONE
    return all.concat(waitsForNobody(parties), unheard)
  }

  /** What is wrong with `world`, which is at rest. */
  problemsAtRest(world: World): string[] {
    return badAtRest(this.parties(world), left(numberAt(world, this.luckAt), VOICE_LOST) > 0)
  }

  private expandChannel(world: World, visit: Visit): void {
    const luck = numberAt(world, this.luckAt)
    const channel = numberAt(world, this.channelAt)
    let before = -1
    for (const flight of this.channels.items(channel)) {
      // equal ones are neighbours: to take the one or the other is the same
      if (flight === before) continue
      before = flight
      const { label, receiver, isToVoice } = this.cast.flight(flight)
      const known = this.known(world, receiver)
      const outcome = this.cast.deliver(known, flight)
      const rest = this.channels.without(channel, flight)
      this.next.set(world)
      this.next[this.channelAt] = rest
      visit(this.next, 'system', this.apply(receiver, known, outcome), () => `deliver ${label}`)
      if (left(luck, DROP)) {
        this.next.set(world)
        this.next[this.channelAt] = rest
        this.addLuck(-DROP.unit)
        if (isToVoice && !left(luck, VOICE_LOST)) this.addLuck(VOICE_LOST.unit)
        visit(this.next, 'fault', NONE, () => `drop ${label}`)
      }
      if (left(luck, DUPLICATE)) {
        this.next.set(world)
        this.addLuck(-DUPLICATE.unit)
        visit(this.next, 'fault', this.apply(receiver, known, outcome), () => `duplicate ${label}`)
      }
    }
  }

  private expandQueue(world: World, visit: Visit): void {
    const queue = numberAt(world, this.queueAt)
    let before = -1
    for (const notice of this.queues.items(queue)) {
      const { label, line, receiver } = this.cast.notice(notice)
      if (line === before) continue
      before = line
      const known = this.known(world, receiver)
      this.next.set(world)
      this.next[this.queueAt] = this.queues.without(queue, notice)
      visit(this.next, 'system', this.apply(receiver, known, this.cast.tell(known, notice)), () => label)
    }
  }

  /** Nobody's clock is running and the room has told everything: only messages can be late now. */
  private expandDelay(world: World, visit: Visit): void {
    const channel = numberAt(world, this.channelAt)
    const isQuiet = ({ party }: KnownParty) => !party.timers.length && !party.pending.length
    const places = this.scenario.parties.map((_, place) => place)
    if (!channel || world[this.queueAt] || !places.every((place) => isQuiet(this.known(world, place)))) return
    this.next.set(world)
    this.addLuck(-DELAY.unit)
    for (const place of places) this.next[place] = this.cast.waitOf(this.known(world, place)).party
    this.next[this.channelAt] = this.channels
      .items(channel)
      .reduce((late, flight) => this.channels.with(late, this.cast.aged(flight)), 0)
    visit(this.next, 'fault', NONE, () => 'ten minutes pass')
  }

  /** Writes into `next` what the party at `place` did. @returns the violations that show in it */
  private apply(place: number, before: KnownParty, outcome: Outcome): string[] {
    const { next, channelAt } = this
    next[place] = outcome.party
    if (outcome.sent.length) {
      next[channelAt] = outcome.sent.reduce(
        (channel, flight) => this.channels.with(channel, flight),
        numberAt(next, channelAt),
      )
    }
    let { room } = before.party
    for (const to of outcome.rooms) {
      this.changeRoom(place, room, to)
      room = to
    }
    return outcome.replaced ? outcome.reports.concat(this.staleInvitation(outcome.replaced)) : outcome.reports
  }

  /** The room tells those who are in it who came or left; who has left hears no more. */
  private changeRoom(place: number, from: string, to: string): void {
    const { next, queueAt, cast } = this
    const room = to || from
    let queue = numberAt(next, queueAt)
    if (!to) queue = this.queues.only(queue, (notice) => cast.notice(notice).receiver !== place)
    for (let other = 0; other < this.channelAt; other++) {
      if (other === place || this.known(next, other).party.room !== room) continue
      if (to) queue = this.queues.with(queue, cast.noticeNumber(place, other, room, true))
      queue = this.queues.with(queue, cast.noticeNumber(other, place, room, to !== ''))
    }
    next[queueAt] = queue
  }

  /** An invitation ended a call: bad if its sender is in that call still. */
  private staleInvitation({ call, by }: { call: string; by: number }): string[] {
    // after a crash the same account may truly be in the old call and in a new one
    const stale = !this.hasCrashed(this.next) && this.known(this.next, by).truth === call
    return stale ? ['killed by a stale invitation'] : []
  }

  /** What `sender` has sent under an invitation's name and nobody has got yet is gone. @returns whether there was any */
  private lose(inviteID: string, sender: Party): boolean {
    const isLost = ({ envelope }: Flight) => envelope.inviteID === inviteID && envelope.from === idOf(sender)
    const channel = numberAt(this.next, this.channelAt)
    const rest = this.channels.only(channel, (flight) => !isLost(this.cast.flight(flight)))
    this.next[this.channelAt] = rest
    return rest !== channel
  }

  private discardDeadLetters(world: World): void {
    const channel = numberAt(world, this.channelAt)
    let rest = channel
    for (const flight of this.channels.items(channel)) {
      const receiver = numberAt(world, this.cast.flight(flight).receiver)
      if (!this.cast.ignores(receiver, flight)) continue
      this.cast.party(receiver).discarded.add(flight)
      rest = this.channels.without(rest, flight)
    }
    world[this.channelAt] = rest
  }

  private hasCrashed(world: World): boolean {
    return left(numberAt(world, this.luckAt), CRASH) < this.scenario.crashes
  }

  private addLuck(change: number): void {
    this.next[this.luckAt] = numberAt(this.next, this.luckAt) + change
  }

  private known(world: World, place: number): KnownParty {
    return this.cast.party(numberAt(world, place))
  }

  private parties(world: World): Party[] {
    return this.scenario.parties.map((_, place) => this.known(world, place).party)
  }
}

function numberAt(world: World, at: number): number {
  return world[at] ?? 0
}
