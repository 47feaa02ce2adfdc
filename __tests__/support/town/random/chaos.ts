/**
 * A town in which nothing happens by itself: every delivery, acknowledgement, native event, tap and second is a choice,
 * and a list of numbers makes the choices. Equal numbers make equal runs.
 */
import { Town, turn, type Person } from '../town'
import type { Delivery, Hop } from '../../chat/chat'
import { Judge, type Luck } from './judge'
import { nameOfSignal } from '../../chat/wire'
import { seededRandom } from '../wx'

/** Bad luck that one run may have. */
export interface Budget {
  drops: number
  duplicates: number
  /** sends that fail, with or without having arrived */
  failures: number
  /** the network goes away, or changes */
  networks: number
  crashes: number
  /** thrown out of Chat, or signed out by the user */
  sessions: number
}

/** One thing that may happen next; `weight` says how often. */
export interface Option {
  label: string
  weight: number
  run(): unknown
}

/** Is asked, and told, what happens: the judge, or nobody. */
export type Watcher = Pick<Judge, keyof Judge>

export const GROUP_ID = 'team'
const REST_MS = 60_000

export class Chaos {
  people: Person[] = []
  /** what has been chosen in this run */
  trail: string[] = []
  /** somebody has crashed or signed out, or something went wrong */
  private spoiled = false
  private readonly seeds = new Set<number>()
  protected judge!: Watcher
  protected hops: Hop[] = []
  protected held = false
  private offline: Person[] = []
  protected left!: Budget

  constructor(readonly town = new Town()) {}

  static async open(...userIDs: string[]): Promise<Chaos> {
    const chaos = new Chaos()
    for (const [index, userID] of userIDs.entries()) {
      // every second one's host wants the own picture while it rings
      chaos.people.push(await chaos.town.signedIn(userID, { ringingPreview: index % 2 === 1 }))
    }
    chaos.town.chat.addGroup(GROUP_ID, userIDs)
    for (const { wx } of chaos.people) wx.dialogsStayOpen = true
    chaos.judge = new Judge(chaos.town, chaos.people)
    chaos.keepHops()
    return chaos
  }

  /** What travels waits until it is chosen. */
  protected keepHops(): void {
    this.town.chat.intercept((hop) => {
      if (!this.held || hop.kind === 'profile') return 'pass'
      this.hops.push(hop)
      return 'hold'
    })
  }

  /** Whether a run with this seed may follow here. The same seed would make the same invitation ids again. */
  isFitFor(seed: number): boolean {
    return !this.spoiled && !this.seeds.has(seed)
  }

  /** Makes the choices, lets everything come to rest, and says what was wrong with it. @throws Error with the way to it */
  async run(seed: number, choices: number[], budget: Budget): Promise<void> {
    this.trail = []
    this.left = { ...budget }
    this.seeds.add(seed)
    this.judge.begin()
    const random = Math.random
    Math.random = seededRandom(seed)
    try {
      this.held = true
      for (const choice of choices) await this.step(choice)
      await this.rest()
      this.judge.atRest(this.luck(budget))
      await this.goOn()
    } catch (error) {
      this.spoiled = true
      const reason = error instanceof Error ? error.message : String(error)
      throw new Error(`${reason}\n\nThe way to it:\n  ${this.trail.join('\n  ')}`, { cause: error })
    } finally {
      Math.random = random
    }
  }

  /** The bad luck that this run really had. */
  private luck({ drops, failures, networks }: Budget): Luck {
    const { left } = this
    const everythingSent = left.failures === failures && left.networks === networks
    return { everythingSent, nothingLost: everythingSent && left.drops === drops }
  }

  private async step(choice: number): Promise<void> {
    const options = this.options()
    let at = choice % options.reduce((sum, { weight }) => sum + weight, 0)
    const chosen = options.find(({ weight }) => (at -= weight) < 0)
    if (!chosen) return
    this.trail.push(chosen.label)
    chosen.run()
    await turn()
    this.town.media.poll()
    this.judge.afterStep()
  }

  protected options(): Option[] {
    return [
      ...this.hops.flatMap((hop) => this.deliveries(hop)),
      ...this.nativeEvents(),
      ...this.living().flatMap((person) => [...this.taps(person), ...this.troubles(person)]),
      { label: 'next timer', weight: 6, run: () => jest.advanceTimersToNextTimer() },
      { label: 'a second passes', weight: 3, run: () => jest.advanceTimersByTime(1000) },
      { label: 'ten seconds pass', weight: 1, run: () => jest.advanceTimersByTime(10_000) },
    ]
  }

  /* ---------------------------------------------------------------- messages */

  private deliveries(hop: Hop): Option[] {
    const what = describe(hop)
    const release = () => this.release(hop)
    /** no other option has this hop any more */
    const take = (run: () => void) => () => {
      this.hops.splice(this.hops.indexOf(hop), 1)
      run()
    }
    const options: Option[] = [{ label: what, weight: 12, run: take(release) }]
    if (hop.kind === 'delivery') {
      this.offer(
        options,
        'drops',
        `lost: ${what}`,
        take(() => undefined),
      )
      this.offer(options, 'duplicates', `twice: ${what}`, release)
    }
    if (hop.kind === 'ack') {
      const fail = () => hop.fail({ code: 2801 })
      this.offer(options, 'failures', `fails: ${what}`, take(fail))
    }
    return options
  }

  /** Bad luck, as long as there is some left of its kind. */
  private offer(options: Option[], kind: keyof Budget, label: string, run: () => unknown): void {
    if (this.left[kind] < 1) return
    options.push({
      label,
      weight: 1,
      run: () => {
        this.left[kind]--
        return run()
      },
    })
  }

  private release(hop: Hop): void {
    if (hop.kind === 'delivery') this.judge.deliver(hop, () => hop.release())
    else hop.release()
  }

  /* ---------------------------------------------------------------- the room */

  private nativeEvents(): Option[] {
    const first = new Map<string, Option>()
    for (const delivery of this.town.media.pending()) {
      const line = `${delivery.tag} of ${delivery.to}`
      if (first.has(line)) continue
      const { type, detail } = delivery.event
      first.set(line, {
        label: `${line}: ${type} ${JSON.stringify(detail)}`,
        weight: 20,
        run: () => delivery.deliver(),
      })
    }
    return [...first.values()]
  }

  /* ---------------------------------------------------------------- people */

  private taps(person: Person): Option[] {
    const { calling, userID } = person
    const { status, type, isGroup, switchRequest } = calling.state
    const options: Option[] = []
    const add = (label: string, weight: number, tap: () => Promise<void> | void) =>
      options.push({ label: `${person.phone}: ${label}`, weight, run: () => this.tap(person, label, tap) })
    /** a tap that opens the own camera if `willShow` */
    const addShowing = (label: string, weight: number, willShow: boolean, tap: () => Promise<void>) =>
      add(label, weight, () => {
        person.wx.permissions['scope.camera'] = 'granted'
        if (willShow) this.judge.consent(person)
        return tap()
      })
    /** a tap for video of a user who does not let the app use the camera: it is done by voice */
    const addHiding = (label: string, weight: number, tap: () => Promise<void>) =>
      add(`${label}, without camera`, weight, () => {
        person.wx.permissions['scope.camera'] = 'refused'
        this.judge.hide(person)
        return tap()
      })
    /** a call of two becomes voice; a group goes on as video, and this user is not seen */
    const byVoice = (tap: () => Promise<void>): Promise<void> => {
      if (isGroup) this.judge.hide(person)
      return tap()
    }
    /** WeChat asks for each device first, and the user takes time for that: the call may be over by then */
    const addAsked = (label: string, willShow: boolean, tap: () => Promise<void>) =>
      add(`${label}, and is asked first`, 3, () => {
        Object.assign(person.wx.permissions, { 'scope.record': 'not asked', 'scope.camera': 'not asked' })
        if (willShow) this.judge.consent(person)
        return tap()
      })
    if (person.wx.asks()) add('allows it', 12, () => person.wx.closeDialogs(true))
    const others = this.people.map((one) => one.userID).filter((one) => one !== userID)
    switch (status) {
      case 'idle':
        for (const other of others) {
          add(`calls ${other}`, 6, () => calling.call({ userID: other }))
          addShowing(`calls ${other}, video`, 3, true, () => calling.call({ userID: other, type: 2 }))
          addAsked(`calls ${other}`, false, () => calling.call({ userID: other }))
          addAsked(`calls ${other}, video`, true, () => calling.call({ userID: other, type: 2 }))
          addHiding(`calls ${other}, video`, 1, () => calling.call({ userID: other, type: 2 }))
        }
        if (others.length < 2) break
        add('calls all', 6, () => calling.groupCall({ userIDList: others }))
        add('calls the group', 6, () => calling.groupCall({ userIDList: others, groupID: GROUP_ID }))
        addShowing('calls all, video', 3, true, () => calling.groupCall({ userIDList: others, type: 2 }))
        for (const roomID of this.groupRooms()) {
          add('joins', 6, () => calling.joinInGroupCall({ roomID }))
          addShowing('joins, video', 3, true, () => calling.joinInGroupCall({ roomID, type: 2 }))
        }
        break
      case 'ringing':
        addShowing('accepts', 30, type === 2, () => calling.accept())
        addAsked('accepts', type === 2, () => calling.accept())
        if (type === 2) addHiding('accepts', 8, () => calling.accept())
        if (type === 2) add('accepts by voice', 8, () => byVoice(() => calling.accept({ type: 1 })))
        add('rejects', 3, () => calling.reject())
        break
      case 'connected':
        if (isGroup) {
          add('invites all', 6, () => calling.inviteUser({ userIDList: others }))
          break
        }
        addShowing('switches the media', 20, type === 1, () => calling.switchCallType(type === 1 ? 2 : 1))
        if (switchRequest === 'incoming') {
          addShowing('consents', 20, true, () => calling.acceptSwitch())
          add('does not consent', 6, () => calling.rejectSwitch())
        }
        add('mutes', 2, () => calling.setMicMute(calling.state.self.mic))
        break
      case 'calling':
      case 'connecting':
        break
    }
    // a room that is left goes on without a word: only those who are in it can notice
    if (status !== 'idle') add('hangs up', isGroup && status === 'connected' ? 9 : 3, () => calling.hangup())
    return options
  }

  /** Somebody does it, and a refusal is no failure. */
  protected tap(_person: Person, _label: string, tap: () => Promise<void> | void): void {
    void quietly(tap)
  }

  private groupRooms(): number[] {
    const inGroup = this.living().filter(({ calling }) => calling.state.isGroup && calling.state.status === 'connected')
    return [...new Set(inGroup.map(({ phone }) => Number(this.town.media.inRoom(phone))))].filter(Boolean)
  }

  private troubles(person: Person): Option[] {
    const { town } = this
    const { phone, tim, calling } = person
    const options: Option[] = []
    const add = (kind: keyof Budget, label: string, run: () => unknown) =>
      this.offer(options, kind, `${phone}: ${label}`, run)
    if (this.offline.includes(person)) {
      options.push({ label: `${phone}: the network is back`, weight: 3, run: () => this.network(person, true) })
    }
    add('failures', 'the next send fails', () => tim.failNextSend({ code: 20012 }))
    if (calling.state.status === 'idle') return options
    if (!this.offline.includes(person)) {
      add('networks', 'the network is away', () => this.network(person, false))
      add('networks', 'the network changes', () => town.media.changeNetwork(phone))
    }
    add('crashes', 'crashes', () => this.crash(person))
    add('sessions', 'is kicked out', () => this.spoil(() => town.chat.kick(person.userID)))
    add('sessions', 'logs out', () => this.spoil(() => quietly(() => calling.logout())))
    add('sessions', 'is destroyed', () => this.spoil(() => calling.destroy()))
    return options
  }

  private crash(person: Person): void {
    this.spoiled = true
    this.hops = this.hops.filter((hop) => hop.device !== person.tim)
    this.town.crash(person)
  }

  /** Does what leaves the town unfit for another run. */
  private spoil(run: () => unknown): unknown {
    this.spoiled = true
    return run()
  }

  private network(person: Person, online: boolean): void {
    this.offline = this.offline.filter((one) => one !== person)
    if (!online) this.offline.push(person)
    person.tim.setOnline(online)
    if (online) this.town.media.restore(person.phone)
    else this.town.media.cut(person.phone)
  }

  protected living(): Person[] {
    return this.people.filter(({ crashed }) => !crashed)
  }

  /* ---------------------------------------------------------------- the end */

  /** Everything under way arrives, and nobody touches anything any more. */
  private async rest(): Promise<void> {
    this.trail.push('rest')
    this.held = false
    for (const person of this.offline.slice()) if (!person.crashed) this.network(person, true)
    this.offline = []
    for (const hop of this.hops.splice(0)) {
      this.release(hop)
      await turn()
    }
    for (const { wx } of this.living()) {
      Object.assign(wx.permissions, { 'scope.record': 'granted', 'scope.camera': 'granted' })
      wx.closeDialogs(true)
      await turn()
    }
    await this.town.pass(REST_MS)
  }

  /** Who is in a call hangs up; then the next call works. */
  private async goOn(): Promise<void> {
    this.trail.push('hang up')
    for (const person of this.living()) {
      if (person.calling.state.status !== 'idle') await person.calling.hangup()
      await this.town.settle()
    }
    await this.town.pass(4000)
    this.judge.allIdle()
    for (const person of this.living()) person.tim.forgetFailures()
    const [caller, callee] = this.living().filter(({ calling }) => calling.state.session === 'ready')
    if (!caller || !callee) return
    this.trail.push('the next call')
    await this.town.connect(caller, callee)
    await callee.calling.hangup()
    await this.town.settle()
    this.judge.allIdle()
  }
}

/** A refused tap is no failure. */
async function quietly(tap: () => Promise<void> | void): Promise<void> {
  try {
    await tap()
  } catch (error) {
    if (!(error instanceof Error && error.name === 'CallingError')) throw error
  }
}

function describe(hop: Hop): string {
  if (hop.kind === 'delivery') return deliveryLabel(hop)
  if (hop.kind === 'ack') return `${nameOfSignal(hop.signal)} of ${hop.device.userID} acknowledged`
  return `${hop.kind} of ${hop.device.userID || 'somebody'}`
}

export function deliveryLabel({ from, to, signal }: Delivery): string {
  return `${nameOfSignal(signal)} of ${from} arrives at ${to} (${signal?.inviteID.slice(0, 4) ?? ''})`
}
