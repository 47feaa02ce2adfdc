/**
 * Worlds of two or three parties that run the project's own logic over a channel that loses, duplicates and reorders
 * messages, and over a room that reports late.
 *
 * A world is a record of numbers: one for each party, one for the messages under way, one for what the room has still
 * to tell, one for the bad luck to come. What the numbers stand for is stored once, in the cast and in the lists.
 */
import { Cast } from './cast'
import type { KnownParty, Outcome, Walk } from './cast'
import { badAtRest, standsUnheard, waitsForNobody } from './checks'
import { memberOf } from '../../../lib/call/state/queries'
import { Lists, PairMemo, UNKNOWN } from './interned'
import type { Kind, Party, Scenario } from '../parties/parties'
import type { Logic } from '../parties/react'

export type World = Int32Array

/** Takes one thing that may happen. `next` is only lent: it changes with the next call. Must not expand other worlds. */
export type Visit = (next: World, kind: Kind, reports: string[]) => void

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
  private readonly queues = new Lists((notice) => this.cast.notice(notice).line)
  private readonly channelAt: number
  private readonly queueAt: number
  private readonly luckAt: number
  private readonly isLossless: boolean
  private readonly next: World
  /** violations that show in the step to `next` */
  private reports = NONE
  private verb = ''
  private what = ''
  private readonly tellings = new PairMemo()
  private readonly losses = new PairMemo()
  private readonly discards = new PairMemo()

  constructor(
    private readonly scenario: Scenario,
    logic: Logic,
    readonly cast = new Cast(scenario, logic),
  ) {
    this.channelAt = scenario.parties.length
    this.queueAt = this.channelAt + 1
    this.luckAt = this.channelAt + 2
    this.width = this.channelAt + 3
    this.isLossless = !scenario.drops && !scenario.failures
    this.next = new Int32Array(this.width)
  }

  /** Number of different sets of messages under way. */
  get channelCount(): number {
    return this.cast.channels.count
  }

  first(): World {
    const { parties, drops, duplicates, crashes, failures = 0, delays = 0 } = this.scenario
    const faults = drops * DROP.unit + duplicates * DUPLICATE.unit + crashes * CRASH.unit + failures * FAILURE.unit
    const luck = faults + delays * DELAY.unit
    const world = Int32Array.from([...parties.map((id) => this.cast.newParty(id)), 0, 0, luck])
    return this.scenario.connected ? this.connect(world) : world
  }

  /** The first party calls, the second one accepts, and all of that arrives. */
  private connect(world: World): World {
    const find = (wanted: RegExp): World | null => {
      let found: World | null = null
      this.expand(world, (next, kind) => {
        if (!found && kind !== 'fault' && wanted.test(this.label)) found = next.slice()
      })
      return found
    }
    const next = find(/^(deliver|room)/) ?? find(/^\w+ call by|^accept/)
    return next ? this.connect(next) : world
  }

  /** What has just been visited, in words. */
  get label(): string {
    return this.verb + this.what
  }

  /** Everything that may happen in `world`. */
  expand(world: World, visit: Visit): void {
    const { cast, next } = this
    for (let at = 0; at < this.width; at++) next[at] = numberAt(world, at)
    const channel = numberAt(world, this.channelAt)
    const queue = numberAt(world, this.queueAt)
    const luck = numberAt(world, this.luckAt)
    for (let place = 0; place < this.channelAt; place++) {
      const known = this.known(world, place)
      for (const { label, kind, outcome, lost } of cast.movesOf(known)) {
        const isFault = kind === 'fault'
        if (isFault && !left(luck, FAILURE)) continue
        const rest = lost < 0 ? channel : this.lose(channel, lost)
        // what has arrived can't be lost: that is the plain failure
        if (lost >= 0 && rest === channel) continue
        this.say('', label)
        this.step(place, outcome, rest, queue, isFault ? luck - FAILURE.unit : luck)
        this.take(kind, visit)
        next[place] = numberAt(world, place)
      }
      if (left(luck, CRASH) === 0 || known.truth === '') continue
      this.say('crash ', this.scenario.parties[place] ?? '')
      this.step(place, cast.crashOf(known), channel, queue, luck - CRASH.unit)
      this.take('fault', visit)
      next[place] = numberAt(world, place)
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
    // who is out of the room can miss that the peer was in it, and then the watchdog ends it
    const waits = this.scenario.suspensions ? NONE : waitsForNobody(parties)
    return all.concat(waits, unheard)
  }

  /** What is wrong with `world`, which is at rest. */
  problemsAtRest(world: World): string[] {
    return badAtRest(this.parties(world), left(numberAt(world, this.luckAt), VOICE_LOST) > 0)
  }

  private expandChannel(world: World, visit: Visit): void {
    const { cast, next } = this
    const channel = numberAt(world, this.channelAt)
    const queue = numberAt(world, this.queueAt)
    const luck = numberAt(world, this.luckAt)
    const { items, rests } = cast.channels.heads(channel)
    for (let at = 0; at < items.length; at++) {
      const flight = items[at] ?? 0
      const rest = rests[at] ?? 0
      const { label, receiver, isToVoice } = cast.flight(flight)
      const known = this.known(world, receiver)
      const outcome = cast.deliver(known, flight)
      this.say('deliver ', label)
      this.step(receiver, outcome, rest, queue, luck)
      this.take('system', visit)
      next[receiver] = numberAt(world, receiver)
      if (left(luck, DROP)) {
        const voiceLost = isToVoice && !left(luck, VOICE_LOST) ? VOICE_LOST.unit : 0
        this.say('drop ', label)
        this.stay(rest, queue, luck - DROP.unit + voiceLost)
        this.take('fault', visit)
      }
      if (left(luck, DUPLICATE)) {
        this.say('duplicate ', label)
        this.step(receiver, outcome, channel, queue, luck - DUPLICATE.unit)
        this.take('fault', visit)
        next[receiver] = numberAt(world, receiver)
      }
    }
  }

  private expandQueue(world: World, visit: Visit): void {
    const channel = numberAt(world, this.channelAt)
    const luck = numberAt(world, this.luckAt)
    const { items, rests } = this.queues.heads(numberAt(world, this.queueAt))
    for (let at = 0; at < items.length; at++) {
      const notice = items[at] ?? 0
      const { label, receiver } = this.cast.notice(notice)
      const known = this.known(world, receiver)
      this.say('', label)
      this.step(receiver, this.cast.tell(known, notice), channel, rests[at] ?? 0, luck)
      this.take('system', visit)
      this.next[receiver] = numberAt(world, receiver)
    }
  }

  /** Nobody's clock is running and the room has told everything: only messages can be late now. */
  private expandDelay(world: World, visit: Visit): void {
    const { channels } = this.cast
    const channel = numberAt(world, this.channelAt)
    const isQuiet = ({ party }: KnownParty) => !party.timers.length && !party.pending.length
    const places = this.scenario.parties.map((_, place) => place)
    if (!channel || world[this.queueAt] || !places.every((place) => isQuiet(this.known(world, place)))) return
    for (const place of places) this.next[place] = this.cast.waitOf(this.known(world, place)).party
    const late = channels.of(channels.items(channel).map((flight) => this.cast.aged(flight)))
    this.say('ten minutes pass', '')
    this.stay(late, 0, numberAt(world, this.luckAt) - DELAY.unit)
    this.take('fault', visit)
  }

  private say(verb: string, what: string): void {
    this.verb = verb
    this.what = what
  }

  /** Writes into `next` what the party at `place` did; the other parties of `next` are as they were. */
  private step(
    place: number,
    { party, sent, walks, reports, replaced }: Outcome,
    channel: number,
    queue: number,
    luck: number,
  ): void {
    const { next } = this
    next[place] = party
    next[this.channelAt] = this.cast.channels.plus(channel, sent)
    next[this.queueAt] = queue
    next[this.luckAt] = luck
    for (const walk of walks) next[this.queueAt] = this.changeRoom(walk, numberAt(next, this.queueAt))
    this.reports = replaced ? reports.concat(this.staleInvitation(replaced)) : reports
  }

  /** Writes into `next` what happens to no party. */
  private stay(channel: number, queue: number, luck: number): void {
    this.next[this.channelAt] = channel
    this.next[this.queueAt] = queue
    this.next[this.luckAt] = luck
    this.reports = NONE
  }

  private take(kind: Kind, visit: Visit): void {
    if (this.scenario.discardsDeadLetters) this.discardDeadLetters(this.next)
    visit(this.next, kind, this.reports)
  }

  /** The room tells those who are in it who came or left; who has left hears no more. @returns what it has to tell then */
  private changeRoom(number: number, queue: number): number {
    const { place, room } = this.cast.walk(number)
    let others = 0
    for (let other = 0; other < this.channelAt; other++) {
      if (other !== place && this.known(this.next, other).party.room === room) others |= 1 << other
    }
    const missed = this.missed(number, others, queue)
    const walk = number * (1 << this.channelAt) + others
    const known = this.tellings.get(missed, walk)
    if (known !== UNKNOWN) return known
    const changed = this.tell(this.cast.walk(number), others, missed)
    this.tellings.set(missed, walk, changed)
    return changed
  }

  /** Back in its room, a party is told as well of those who have left it meanwhile. */
  private missed(number: number, others: number, queue: number): number {
    const { place, room, joins } = this.cast.walk(number)
    if (!joins || !this.scenario.suspensions) return queue
    const { current } = this.known(this.next, place).party.state
    return this.scenario.parties.reduce((all, id, other) => {
      const gone = current.phase === 'active' && (others & (1 << other)) === 0 && memberOf(current, id)
      if (!gone || gone.status !== 'joined') return all
      return this.queues.with(all, this.cast.noticeNumber(place, other, room, false))
    }, queue)
  }

  /** @param others the places of those who are in the room, as bits */
  private tell({ place, room, joins }: Walk, others: number, before: number): number {
    const { cast, queues } = this
    let queue = joins ? before : queues.only(before, (notice) => cast.notice(notice).receiver !== place)
    for (let other = 0; other < this.channelAt; other++) {
      if ((others & (1 << other)) === 0) continue
      if (joins) queue = queues.with(queue, cast.noticeNumber(place, other, room, true))
      queue = queues.with(queue, cast.noticeNumber(other, place, room, joins))
    }
    return queue
  }

  /** An invitation ended a call: bad if its sender is in that call still. */
  private staleInvitation({ call, by }: { call: string; by: number }): string[] {
    // after a crash the same account may truly be in the old call and in a new one
    const stale = !this.hasCrashed(this.next) && this.known(this.next, by).truth === call
    return stale ? ['killed by a stale invitation'] : []
  }

  /** @returns `channel` without what is under way from `source` */
  private lose(channel: number, source: number): number {
    const known = this.losses.get(channel, source)
    if (known !== UNKNOWN) return known
    const rest = this.cast.channels.only(channel, (flight) => this.cast.flight(flight).source !== source)
    this.losses.set(channel, source, rest)
    return rest
  }

  private discardDeadLetters(world: World): void {
    let rest = numberAt(world, this.channelAt)
    for (let place = 0; place < this.channelAt && rest; place++) {
      rest = this.withoutDeadLetters(rest, place, numberAt(world, place))
    }
    world[this.channelAt] = rest
  }

  /** @returns `channel` without what the party `number`, which is at `place`, has no use for */
  private withoutDeadLetters(channel: number, place: number, number: number): number {
    const known = this.discards.get(channel, number)
    if (known !== UNKNOWN) return known
    const { cast } = this
    const isDead = (flight: number) => cast.flight(flight).receiver === place && cast.ignores(number, flight)
    for (const flight of cast.channels.items(channel)) if (isDead(flight)) cast.party(number).discarded.add(flight)
    const rest = cast.channels.only(channel, (flight) => !isDead(flight))
    this.discards.set(channel, number, rest)
    return rest
  }

  private hasCrashed(world: World): boolean {
    return left(numberAt(world, this.luckAt), CRASH) < this.scenario.crashes
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
