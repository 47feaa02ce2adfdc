/**
 * A run of the call logic without a town: `transition` between what arrives on the wire and what is written to it, with timers
 * in a time of its own. What a step leads to is written down: effects, messages as they are written, and what can be asked
 * about the call. Timers are not, but what comes of them when they fire.
 */
import { withoutEnded } from '../../../../lib/call/batch'
import { DEFAULT_LIMITS, type Limits } from '../../../../lib/call/state/limits'
import { initialState, transition } from '../../../../lib/call/machine'
import type { Effect, Incoming, Input, Phase, State } from '../../../../lib/call/state/model'
import {
  durationOf,
  isAway,
  membersOf,
  peerOf,
  previewOf,
  switchRequestOf,
  worthKnowing,
} from '../../../../lib/call/state/queries'
import { objectionToSwitch } from '../../../../lib/call/switch'
import { type Envelope, read, write } from '../../../../lib/call/wire'
import { seededRandom } from '../../town/wx'
import { show, type Step } from '../recorder'

export const SELF = 'alice'
/** monotonic ms at which a run begins, and what makes the wall clock of it */
const BEGIN = 5_000
const EPOCH = 1_700_000_000_000

/** Something that Media or Chat still has to answer. */
export interface Pending {
  effect: Extract<Effect, { type: 'prepare' | 'invite' | 'accept' }>
}

export class LogicRun {
  readonly steps: Step[] = []
  readonly random: () => number
  readonly pending: Pending[] = []
  /** how often the others leave out what an old peer does not write */
  readonly oldPeers: number
  /** ids of invitations that have been heard of */
  readonly inviteIDs: string[] = ['made-up']
  /** messages that have arrived */
  readonly recent: Envelope[] = []
  now = BEGIN
  private state: State
  private readonly limits: Limits
  private readonly timers = new Map<string, { at: number; input: Input }>()
  private lines: string[] = []
  private seen = ''
  private count = 0

  constructor(seed: number) {
    this.random = seededRandom(seed * 104_729 + 5)
    this.state = initialState(SELF, EPOCH)
    this.oldPeers = this.flip(0.3) ? 0.9 : 0.1
    this.limits = { ...DEFAULT_LIMITS, strangerEnds: this.flip(0.5), ...(this.flip(0.3) ? { reconnect: 5_000 } : {}) }
  }

  get current(): Phase {
    return this.state.current
  }

  /** ms of the wall clock */
  get wallClock(): number {
    return EPOCH + this.now
  }

  pick<T>(list: readonly T[]): T {
    if (!list.length) throw new Error('there is nothing to choose from')
    // undefined may be in the list
    return list[Math.floor(this.random() * list.length)] as T
  }

  /** true as often as `chance` says */
  flip(chance: number): boolean {
    return this.random() < chance
  }

  /** A number that was not given out before. */
  next(): number {
    return ++this.count
  }

  end(label: string): void {
    this.steps.push({ label, lines: this.lines })
    this.lines = []
  }

  /** What arrived together, as Chat hands it over. */
  receive(envelopes: Envelope[], isHistory = false): void {
    const messages = envelopes.map((one) => read(one, isHistory))
    messages.forEach((message) => this.note(`read ${show(message)}`))
    const understood = messages.filter((message): message is Incoming => message !== null)
    for (const message of withoutEnded(understood)) this.give({ type: 'message', message })
  }

  /** Time goes by, and timers fire. */
  pass(ms: number): void {
    const until = this.now + ms
    for (let next = this.due(until); next; next = this.due(until)) {
      const [name, { at, input }] = next
      this.timers.delete(name)
      this.now = at
      this.give(input)
    }
    this.now = until
  }

  give(input: Input): void {
    const { current, memory } = this.state
    const [state, effects] = transition(
      { current, memory: { ...memory, epoch: EPOCH } },
      { now: this.now, input },
      this.limits,
    )
    this.state = state
    const named = effects.flatMap((effect) => this.follow(effect))
    this.look()
    named.forEach((one) => this.give(one))
  }

  private due(until: number): [string, { at: number; input: Input }] | undefined {
    const open = [...this.timers].filter(([, { at }]) => at <= until)
    return open.sort(([, one], [, other]) => one.at - other.at)[0]
  }

  /** @returns what comes before anything else */
  private follow(effect: Effect): Input[] {
    switch (effect.type) {
      case 'startTimer': {
        const { key, timer, ms } = effect
        this.timers.set(`${key}/${timer}`, { at: this.now + ms, input: { type: 'timer', key, timer } })
        return []
      }
      case 'stopTimer':
        this.timers.delete(`${effect.key}/${effect.timer}`)
        return []
      case 'endCall':
        for (const name of [...this.timers.keys()]) if (name.startsWith(`${effect.key}/`)) this.timers.delete(name)
        break
      case 'prepare':
      case 'accept':
        this.pending.push({ effect })
        break
      case 'invite': {
        this.pending.push({ effect })
        this.note(this.textOf(effect))
        if (this.flip(0.03)) return []
        // in a glare the lower one wins
        const inviteID = `${this.pick(['b', 'n'])}${this.next()}`
        this.inviteIDs.push(inviteID)
        return [{ type: 'assigned', key: effect.key, localID: effect.localID, inviteID }]
      }
      default:
    }
    this.note(this.textOf(effect))
    return []
  }

  private textOf(effect: Effect): string {
    return 'message' in effect ? `${show({ ...effect, message: '' })} ${write(effect.message)}` : show(effect)
  }

  private note(line: string): void {
    this.lines.push(line)
  }

  /** Writes down what is another now. */
  private look(): void {
    const { current, now } = this
    const members = membersOf(current, SELF)
    const seen = show([
      current.phase,
      current.phase === 'idle'
        ? null
        : [current.call.type, current.call.inviter, current.call.inviteID, current.call.groupID],
      members,
      worthKnowing(current, SELF),
      current.phase === 'idle' ? '' : peerOf(current, SELF),
      switchRequestOf(current),
      previewOf(current),
      durationOf(current, now),
      [objectionToSwitch(current, 1), objectionToSwitch(current, 2)],
      current.phase === 'active' ? [current.strangers, members.filter((member) => isAway(current, member))] : [],
    ])
    if (seen !== this.seen) this.note(seen)
    this.seen = seen
  }
}
