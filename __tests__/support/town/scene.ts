/**
 * A scene for one fault: alice, in whatever situation the fault may find her; bob, her peer; dave, a further member of
 * her group calls; carol, who has nothing to do with it. What holds after every fault is checked after every test.
 *
 *     const scene = setScene()
 *     test('...', async () => {
 *       await scene.bring('ringing')
 *       ...the fault...
 *       await scene.expectUntouched()
 *     })
 */
import { CALL_TYPE } from '../../../lib/foundation/types'
import type { CallEndReason, CallType } from '../../../lib/foundation/types'
import { type Person, Town, turn } from './town'

export const SITUATIONS = ['idle', 'unsent', 'calling', 'ringing', 'answering', 'connecting', 'connected'] as const
/**
 * Where the fault finds alice. unsent: she calls, the question for the microphone is open; calling: bob rings;
 * ringing: bob calls her; answering: she accepts, the question for the microphone is open; connecting: both are on their
 * way into the room; connected: in it.
 */
export type Situation = (typeof SITUATIONS)[number]
export const DURING_A_CALL = SITUATIONS.slice(1)

/** `group`: an invitation for each member; `chat group`: one through the Chat group. */
export type Kind = '1v1' | 'group' | 'chat group'
export const KINDS: Kind[] = ['1v1', 'group', 'chat group']
export const GROUP_KINDS: Kind[] = ['group', 'chat group']
export const GROUP_ID = 'team'

/** Every pair of the two lists, for `it.each`. */
export function pairs<A, B>(first: readonly A[], second: readonly B[]): [A, B][] {
  return first.flatMap((a) => second.map((b): [A, B] => [a, b]))
}

export class Scene {
  town!: Town
  alice!: Person
  bob!: Person
  carol!: Person
  dave!: Person
  situation: Situation = 'idle'
  kind: Kind = '1v1'
  /** the promise of what alice asked for last */
  promise: Promise<unknown> = Promise.resolve()

  async open(): Promise<void> {
    this.situation = 'idle'
    this.town = new Town()
    ;[this.alice, this.bob, this.carol, this.dave] = await this.town.people('alice', 'bob', 'carol', 'dave')
    this.town.chat.addGroup(GROUP_ID, ['alice', 'bob', 'carol', 'dave'])
  }

  /** Those who are in the call, alice first. */
  get party(): Person[] {
    return this.kind === '1v1' ? [this.alice, this.bob] : [this.alice, this.bob, this.dave]
  }

  get others(): Person[] {
    return this.party.slice(1)
  }

  /** Somebody calls everybody else of the party. */
  call(caller: Person, type: CallType = CALL_TYPE.AUDIO): Promise<void> {
    const [first = '', ...more] = this.party.filter((one) => one !== caller).map((one) => one.userID)
    if (this.kind === '1v1') return caller.calling.call({ userID: first, type })
    const groupID = this.kind === 'chat group' ? { groupID: GROUP_ID } : {}
    return caller.calling.groupCall({ userIDList: [first, ...more], type, ...groupID })
  }

  /** Brings alice into a situation. Connecting and connected: she is the caller, unless `caller` says otherwise. */
  async bring(
    situation: Situation,
    kind: Kind = '1v1',
    { type = CALL_TYPE.AUDIO, caller = this.alice }: { type?: CallType; caller?: Person } = {},
  ): Promise<void> {
    const { alice, bob, town } = this
    Object.assign(this, { situation, kind })
    if (situation === 'idle') return
    const calls = situation === 'ringing' || situation === 'answering' ? bob : caller
    if (situation === 'unsent' || situation === 'answering') this.leaveDialogsOpen()
    if (situation === 'connecting') town.media.behaviour('alice').silent = true
    const calling = this.call(calls, type)
    if (calls === alice) this.promise = calling
    await town.settle()
    if (situation === 'answering') this.promise = alice.calling.accept()
    if (situation === 'connecting' || situation === 'connected') await this.everybodyAccepts(calls)
    await town.settle()
    this.expectSituation()
  }

  /** Makes the microphone a question that alice has not answered. */
  leaveDialogsOpen(): void {
    Object.assign(this.alice.wx.permissions, { 'scope.record': 'not asked', 'scope.camera': 'not asked' })
    this.alice.wx.dialogsStayOpen = true
  }

  async everybodyAccepts(caller: Person): Promise<void> {
    for (const one of this.party)
      if (one !== caller && one.calling.state.status === 'ringing') await one.calling.accept()
    await this.town.settle()
  }

  /** Takes the call from where it is to connected. */
  async carryOn(): Promise<void> {
    const { alice, bob, town, situation } = this
    alice.wx.dialogsStayOpen = false
    alice.wx.closeDialogs(true)
    await town.settle()
    await this.everybodyAccepts(situation === 'ringing' || situation === 'answering' ? bob : alice)
    town.media.behaviour('alice').silent = false
    // the pusher is started by hand after 3 s
    if (situation === 'connecting') await town.pass(3500)
    this.expectTogether(...this.party)
  }

  /** Nothing has happened to the call: it goes on from where it is, and ends as calls end. */
  async expectUntouched(): Promise<void> {
    const { alice, town, situation } = this
    if (situation === 'idle') {
      town.expectIdle(alice)
      return
    }
    this.expectSituation()
    expect(this.party.map((one) => one.ends())).toEqual(this.party.map(() => []))
    await this.carryOn()
    for (const one of this.others) {
      await one.calling.hangup()
      await town.settle()
    }
    town.expectIdle(...this.party)
    expect(this.party.map((one) => one.ends())).toEqual(this.party.map(() => ['hangup']))
  }

  /** Whoever is in a call hangs up. */
  async endAll(): Promise<void> {
    for (const one of this.town.everybody) {
      if (!one.crashed && one.calling.state.status !== 'idle') await one.calling.hangup()
      await this.town.settle()
    }
    this.town.expectIdle()
  }

  /** All of them are in one call. */
  expectTogether(...people: Person[]): void {
    const rooms = people.map(({ phone }) => this.town.media.inRoom(phone))
    expect(people.map(({ calling }) => calling.state.status)).toEqual(people.map(() => 'connected'))
    expect(rooms).toEqual(people.map(() => rooms[0]))
    for (const person of people) {
      const joined = person.calling.state.members.filter(({ status }) => status === 'joined')
      const others = people.filter((one) => one !== person)
      expect(joined.map(({ userID }) => userID).sort()).toEqual(others.map(({ userID }) => userID).sort())
    }
  }

  /** The reasons of everybody's CALL_ENDs; who is not named has heard none. */
  expectEnds(ends: Partial<Record<string, CallEndReason[]>>): void {
    const heard = this.town.everybody.filter((one) => !one.crashed).map((one) => [one.phone, one.ends()])
    const expected = this.town.everybody.filter((one) => !one.crashed).map((one) => [one.phone, ends[one.phone] ?? []])
    expect(Object.fromEntries(heard)).toEqual(Object.fromEntries(expected))
  }

  /** A call works after the fault. */
  async expectNextCallWorks(caller = this.alice, callee = this.bob): Promise<void> {
    const before = [caller, callee].map((one) => one.ends().length)
    await this.town.connect(caller, callee)
    await callee.calling.hangup()
    await this.town.settle()
    this.town.expectIdle(caller, callee)
    expect([caller, callee].map((one) => one.ends().slice(-1))).toEqual([['hangup'], ['hangup']])
    expect([caller, callee].map((one) => one.ends().length)).toEqual(before.map((count) => count + 1))
  }

  /** What holds after every fault. */
  async close(): Promise<void> {
    try {
      await this.town.settle()
      this.town.expectAtRest()
    } finally {
      await this.town.dispose()
    }
    const open = this.town.everybody.filter((one) => !one.crashed && one.begun !== one.ended)
    expect(open.map((one) => one.phone)).toEqual([])
    expect(jest.getTimerCount()).toBe(0)
  }

  private expectSituation(): void {
    const { status } = this.alice.calling.state
    const shown = { unsent: 'calling', answering: 'connecting' } as Partial<Record<Situation, string>>
    expect(status).toBe(shown[this.situation] ?? this.situation)
  }
}

/** Opens a scene before each test of the file, and closes it after. */
export function setScene(): Scene {
  const scene = new Scene()
  const unhandled: unknown[] = []
  const note = (reason: unknown): void => void unhandled.push(reason)
  beforeAll(() => void process.on('unhandledRejection', note))
  afterAll(() => void process.off('unhandledRejection', note))
  beforeEach(async () => {
    jest.useFakeTimers()
    jest.spyOn(console, 'info').mockImplementation()
    await scene.open()
  })
  afterEach(async () => {
    await scene.close()
    jest.useRealTimers()
    await turn()
    expect(unhandled.splice(0)).toEqual([])
  })
  return scene
}
