/**
 * People with phones: each runs the real library on the real tsignaling and trtc-wx-sdk, over an in-memory Chat and an
 * in-memory media room, in jest's virtual time.
 *
 *     const town = new Town()
 *     const [alice, bob] = await town.people('alice', 'bob')
 *     await alice.calling.call({ userID: 'bob', type: 2 })
 *     await town.settle()
 *     await bob.calling.accept()
 *     await town.pass(5000)
 *     town.expectAtRest()
 */
import { setImmediate as realSetImmediate } from 'node:timers'
import type { TRTCCalling } from '../../../lib/api/calling'
import type { CallEndReason } from '../../../lib/foundation/types'
import { ChatNetwork } from '../chat/chat'
import { CANARY, Person, type PersonOptions } from './person'
import { MediaServer } from '../media/room'
import { installWx } from './wx'

export { CANARY, Person, type PersonOptions }

const nextTurn = realSetImmediate

type Controls = Pick<TRTCCalling, 'setMicMute' | 'closeCamera' | 'openCamera' | 'switchCamera' | 'setHandsFree'>

const IDLE = { status: 'idle', pusher: null, players: [], members: [], timers: 0, room: '', publishing: false }

export class Town {
  readonly chat = new ChatNetwork()
  readonly media = new MediaServer()
  readonly everybody: Person[] = []
  /** the globals that SDKs read */
  readonly installed = installWx()

  /** Somebody with a phone, not signed in yet. */
  person(userID: string, options: PersonOptions = {}): Person {
    const { phone = userID, seed = this.everybody.length + 1 } = options
    const person = new Person(this.chat, userID, phone, { ...options, seed })
    const { calling, wx } = person
    this.media.attach(phone, {
      pusher: () => calling.state.pusher,
      players: () => calling.state.players,
      onPusherEvent: (event) => calling.onPusherEvent(event),
      onPlayerEvent: (event) => calling.onPlayerEvent(event),
      wx,
    })
    this.everybody.push(person)
    return person
  }

  /** Somebody who is signed in. */
  async signedIn(userID: string, options: PersonOptions = {}): Promise<Person> {
    const person = this.person(userID, options)
    const login = person.calling.login()
    await this.settle()
    await login
    return person
  }

  /** People who are signed in. */
  async people<T extends string[]>(...userIDs: T): Promise<{ [K in keyof T]: Person }> {
    const all: Person[] = []
    for (const userID of userIDs) all.push(await this.signedIn(userID))
    // one person for each name
    return all as { [K in keyof T]: Person }
  }

  /** Everything that happens without time passing: messages, acknowledgements, native events. */
  async settle(): Promise<void> {
    await turn()
    while (this.media.settle() > 0) await turn()
    await turn()
  }

  /** Lets virtual time pass, with everything that happens in it. */
  async pass(ms: number): Promise<void> {
    await this.settle()
    let over = false
    setTimeout(() => (over = true), ms)
    while (!over) {
      jest.advanceTimersToNextTimer()
      await this.settle()
    }
  }

  /** Two people in a connected call. */
  async connect(caller: Person, callee: Person, type: 1 | 2 = 1): Promise<void> {
    await caller.calling.call({ userID: callee.userID, type })
    await this.settle()
    await callee.calling.accept()
    await this.settle()
    expect([caller.calling.state.status, callee.calling.state.status]).toEqual(['connected', 'connected'])
  }

  /** The app of `person` is gone without a word; Chat and the room will notice in their own time. */
  crash(person: Person): void {
    person.crashed = true
    person.tim.crash()
    person.platform.stop()
    this.media.crash(person.phone)
  }

  /** The promise: idle means idle. */
  expectIdle(...people: Person[]): void {
    const all = people.length ? people : this.living()
    // one comparison for everybody: after each test, or each run of a random suite, more would be a tenth of its time
    expect(all.map((person) => this.stateOf(person))).toEqual(all.map(({ phone }) => ({ phone, ...IDLE })))
  }

  /** What the promise is about, of one person. */
  private stateOf({ phone, calling, platform }: Person): { phone: string } & Record<keyof typeof IDLE, unknown> {
    const { status, pusher, players, members } = calling.state
    const [room, publishing] = [this.media.inRoom(phone), this.media.publishing(phone)]
    return { phone, status, pusher, players, members, timers: platform.pendingTimers(), room, publishing }
  }

  /** The promise, at rest: idle means idle, who is connected is so together, every begun call has ended exactly once. */
  expectAtRest(): void {
    const all = this.living()
    const isOpen = ({ calling }: Person): boolean => calling.state.status !== 'idle'
    expect(all.map(({ phone, ended, strays }) => ({ phone, ended, strays }))).toEqual(
      all.map((one) => ({ phone: one.phone, ended: one.begun - Number(isOpen(one)), strays: [] })),
    )
    const idle = all.filter((one) => !isOpen(one))
    if (idle.length) this.expectIdle(...idle)
    all.filter(isOpen).forEach((one) => this.expectConnected(one))
  }

  /** Reasons of all CALL_ENDs a person has heard. */
  ends(person: Person): CallEndReason[] {
    return person.ends()
  }

  /** Call-layer actions that travelled, as `alice>bob invite`. */
  traffic(): string[] {
    return this.chat.log.map((line) => `${line.from}>${line.to} ${line.signal?.action ?? 'other'}`)
  }

  /** Ends everything; what was on its way arrives. Afterwards no timer must be left (the test checks). */
  async dispose(): Promise<void> {
    for (const person of this.living()) person.calling.destroy()
    await this.settle()
    this.media.dispose()
    this.installed.uninstall()
    expect(this.chat.listenerErrors).toEqual([])
  }

  private living(): Person[] {
    return this.everybody.filter((person) => !person.crashed)
  }

  /** In a call, in its room, with everybody whom it shows there. */
  private expectConnected({ calling, phone, userID }: Person): void {
    const { status, members } = calling.state
    expect({ phone, status }).toEqual({ phone, status: 'connected' })
    const room = this.media.inRoom(phone)
    const together = this.media.membersOf(room)
    expect({ phone, room }).not.toEqual({ phone, room: '' })
    for (const member of members.filter((one) => one.status === 'joined')) {
      const there = this.everybody.some((one) => one.userID === member.userID && together.includes(one.phone))
      const isOurs = this.everybody.some((one) => one.userID === member.userID)
      expect({ phone, userID, member: member.userID, there: there || !isOurs }).toMatchObject({ there: true })
    }
  }
}

/** What alice can do with her devices in a video call with bob, and what is reported meanwhile. */
export async function useDevices(alice: Controls, town: Town): Promise<void> {
  for (const isMute of [true, false]) alice.setMicMute(isMute)
  alice.closeCamera()
  alice.openCamera()
  alice.switchCamera()
  for (const isHandsFree of [false, true]) alice.setHandsFree(isHandsFree)
  town.media.speak('bob', 50)
  town.media.netStatus('alice', 4)
  town.media.changeNetwork('alice')
  await town.pass(5000)
}

/** Lets every promise run that waits for nothing but its turn. */
export function turn(): Promise<void> {
  return new Promise((resolve) => nextTurn(resolve))
}
