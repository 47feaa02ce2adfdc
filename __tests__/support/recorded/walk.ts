/**
 * A run that is recorded: a seed chooses, step by step, out of everything that users, hosts, WeChat, Chat and strangers can
 * do. Nobody judges what comes of it.
 */
import type { TRTCCalling } from '../../../lib/api/calling'
import type { ChatClient, Hop } from '../chat/chat'
import { type Budget, Chaos, type Option, type Watcher } from '../town/random/chaos'
import type { Person } from '../town/person'
import { type Town, turn } from '../town/town'
import { type FakeWx, seededRandom, type TestPlatform } from '../town/wx'
import { Recorder, show } from './recorder'

/** A phone with the library; `calling` may be another instance each time it is asked for. */
export interface Phone {
  name: string
  userID: string
  calling(): TRTCCalling
  wx: FakeWx
  platform: TestPlatform
  tim: ChatClient
}

/** Chooses one of the things of its kind that may happen now. */
export interface Subject {
  weight: number
  choose(walk: Walk): Option | undefined
}

/** A method, and what it is called with. */
export type Call = [method: string, ...args: unknown[]]

type Method = (...args: unknown[]) => unknown

const NOBODY: Watcher = {
  begin: () => {},
  consent: () => {},
  hide: () => {},
  deliver: (_, release) => release(),
  afterStep: () => {},
  atRest: () => {},
  allIdle: () => {},
}

const LUCK: Budget = { drops: 3, duplicates: 3, failures: 3, networks: 3, crashes: 0, sessions: 2 }

/** How long it takes until the next step, when everything goes its way; 0: no time. */
const PAUSES = [0, 0, 0, 0, 0, 0, 0, 0, 120, 400, 1100, 1100, 2300, 3200, 6500, 11_000, 21_000, 34_000]

const LOOK_EVERY_MS = 1500

export class Walk extends Chaos {
  readonly recorder: Recorder
  readonly random: () => number
  phones: Phone[] = []
  protected override judge = NOBODY
  protected override left = { ...LUCK }
  /** what becomes of the next hops of some kind */
  private fates: { kind: Hop['kind']; fate: 'drop' | 'duplicate' | { delay: number } | { code: number } }[] = []

  /** @param isHeld everything that travels waits until it is chosen */
  constructor(
    town: Town,
    seed: number,
    readonly subjects: Subject[],
    private readonly isHeld: boolean,
  ) {
    super(town)
    this.random = seededRandom(seed * 7919 + 17)
    this.recorder = new Recorder(town)
    town.chat.intercept((hop) => this.fateOf(hop))
    this.keepHops()
  }

  pick<T>(list: readonly T[]): T | undefined {
    return list[Math.floor(this.random() * list.length)]
  }

  /** true as often as `chance` says */
  flip(chance: number): boolean {
    return this.random() < chance
  }

  /** From now on somebody of the town is watched, and may do things. */
  join(person: Person): void {
    this.people.push(person)
    const { phone: name, userID, calling, wx, platform, tim } = person
    this.add({ name, userID, calling: () => calling, wx, platform, tim })
    this.recorder.watch(name, calling)
  }

  add(phone: Phone): void {
    this.phones.push(phone)
    this.recorder.watchPhone(phone.name, phone.wx, phone.platform)
  }

  /** A call of a method, as an option. */
  invoke(phone: Phone, [method, ...args]: Call): Option {
    const label = `${phone.name}: ${method}${show(args)}`
    const run = (): void => {
      const calling = phone.calling() as unknown as Record<string, Method>
      this.recorder.attempt(`${phone.name}.${method}`, () => calling[method]?.(...args))
    }
    return { label, weight: 1, run }
  }

  /** The next hop of that kind is lost, doubled, late, or fails. */
  bend(kind: Hop['kind'], fate: (typeof this.fates)[number]['fate']): void {
    this.fates.push({ kind, fate })
  }

  async walk(steps: number): Promise<void> {
    this.recorder.look('begin')
    this.held = this.isHeld
    for (let n = 0; n < steps; n++) await this.next()
    this.held = false
    for (const hop of this.hops.splice(0)) await this.finish(`released: ${hop.kind}`, () => hop.release(), 0)
    await this.finish('a minute and a half passes', () => undefined, 90_000)
  }

  /** Does it, lets everything come of it that does, and `ms` more, and ends the step. */
  async finish(label: string, run: () => unknown, ms: number): Promise<void> {
    try {
      run()
      if (this.held) {
        await turn()
        this.town.media.poll()
      } else await this.pass(ms)
    } catch (error) {
      this.recorder.note(`threw ${String(error)}`)
    }
    this.recorder.look(label)
  }

  /** What is to be seen on the way is seen every now and then. */
  private async pass(ms: number): Promise<void> {
    if (!ms) return this.town.settle()
    for (let left = ms; left > 0; left -= LOOK_EVERY_MS) {
      await this.town.pass(Math.min(left, LOOK_EVERY_MS))
      if (left > LOOK_EVERY_MS) this.recorder.glance()
    }
  }

  protected override tap(person: Person, label: string, tap: () => Promise<void> | void): void {
    this.recorder.attempt(`${person.phone} ${label}`, tap)
  }

  private async next(): Promise<void> {
    const chosen = this.choose()
    if (!chosen) return
    const pause = this.held ? 0 : (this.pick(PAUSES) ?? 0)
    await this.finish(`${chosen.label} +${pause}`, chosen.run, pause)
  }

  private choose(): Option | undefined {
    // where each delivery is a choice, most choices are deliveries
    const usual = this.held ? 0.75 : 0.4
    if (!this.people.length || !this.flip(usual)) {
      const chosen = weighted(this.subjects, this.random())?.choose(this)
      if (chosen) return chosen
    }
    return weighted(this.options(), this.random())
  }

  private fateOf(hop: Hop): 'pass' | 'drop' | 'duplicate' | 'hold' | { delay: number } {
    const at = this.fates.findIndex(({ kind }) => kind === hop.kind)
    const [found] = at < 0 ? [] : this.fates.splice(at, 1)
    if (!found) return 'pass'
    const { fate } = found
    if (typeof fate !== 'object' || 'delay' in fate) return fate
    if ('fail' in hop) hop.fail({ code: fate.code })
    return 'fail' in hop ? 'hold' : 'pass'
  }
}

export function weighted<T extends { weight: number }>(list: readonly T[], at: number): T | undefined {
  let left = at * list.reduce((sum, { weight }) => sum + weight, 0)
  return list.find(({ weight }) => (left -= weight) < 0)
}
