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
import { TRTCCalling } from '../../lib/calling'
import type { CallingOptions } from '../../lib/calling'
import { EVENT } from '../../lib/types'
import type { CallEndData, CallingEvent, EventName, EventPayloads } from '../../lib/types'
import { ChatNetwork } from './chat'
import type { ChatClient } from './chat'
import { MediaServer } from './room'
import { SDK_APP_ID } from './signaling'
import { createFakeWx, createTestPlatform, installWx } from './wx'
import type { FakeWx, FakeWxOptions, TestPlatform } from './wx'

/** Marked, so that a leak is found wherever it comes out. */
export const CANARY = 'CANARY-USER-SIG'

export interface Person {
  userID: string
  /** tells two devices of one account apart; otherwise the userID */
  phone: string
  calling: TRTCCalling
  tim: ChatClient
  wx: FakeWx
  platform: TestPlatform
  /** everything heard, in order */
  heard: CallingEvent[]
  /** the payloads of one event */
  got<N extends EventName>(event: N): EventPayloads[N][]
  /** names of the events heard, without those that come all the time */
  names(): EventName[]
}

export interface PersonOptions extends Partial<CallingOptions> {
  phone?: string
  wx?: FakeWxOptions
  seed?: number
}

const CONSTANT_NOISE: EventName[] = ['USER_VOICE_VOLUME', 'NETWORK_QUALITY', 'CALL_MESSAGE', 'SDK_READY']

export class Town {
  readonly chat = new ChatNetwork()
  readonly media = new MediaServer()
  readonly everybody: Person[] = []
  private readonly installed = installWx()

  /** Somebody with a phone, not signed in yet. */
  person(userID: string, options: PersonOptions = {}): Person {
    const { phone = userID, wx: wxOptions, seed = this.everybody.length + 1, ...config } = options
    const tim = this.chat.client()
    const wx = createFakeWx(wxOptions)
    const platform = createTestPlatform(wx, { seed })
    const calling = new TRTCCalling({
      sdkAppID: SDK_APP_ID,
      userID,
      userSig: `${CANARY}-${userID}`,
      type: 1,
      tim,
      context: wx.context,
      platform,
      ...config,
    })
    const heard: CallingEvent[] = []
    for (const name of Object.keys(EVENT) as EventName[]) calling.on(name, (event) => heard.push(event as CallingEvent))
    const person: Person = {
      userID,
      phone,
      calling,
      tim,
      wx,
      platform,
      heard,
      got: (event) => heard.filter((one) => one.eventCode === event).map((one) => one.data) as never,
      names: () => heard.map((one) => one.eventCode).filter((name) => !CONSTANT_NOISE.includes(name)),
    }
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

  /** People who are signed in. */
  async people<T extends string[]>(...userIDs: T): Promise<{ [K in keyof T]: Person }> {
    const all = userIDs.map((userID) => this.person(userID))
    for (const person of all) {
      const login = person.calling.login()
      await this.settle()
      await login
    }
    // one person for each name
    return all as { [K in keyof T]: Person }
  }

  /** Everything that happens without time passing: messages, acknowledgements, native events. */
  async settle(): Promise<void> {
    for (let round = 0; round < 4; round++) {
      await this.chat.settle()
      this.media.settle()
    }
    await this.chat.settle()
  }

  /** Lets virtual time pass, with everything that happens in it. */
  async pass(ms: number): Promise<void> {
    await this.settle()
    for (let left = ms; left > 0; left -= 250) {
      await jest.advanceTimersByTimeAsync(Math.min(250, left))
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

  /** The promise: idle means idle, and every begun call has ended exactly once. */
  expectIdle(...people: Person[]): void {
    for (const person of people.length ? people : this.everybody) {
      const { state } = person.calling
      expect({ who: person.phone, status: state.status }).toEqual({ who: person.phone, status: 'idle' })
      expect({ pusher: state.pusher, players: state.players, members: state.members }).toEqual({
        pusher: null,
        players: [],
        members: [],
      })
      expect({ who: person.phone, timers: person.platform.pendingTimers() }).toEqual({ who: person.phone, timers: 0 })
      expect(this.media.inRoom(person.phone)).toBe('')
      expect(this.media.publishing(person.phone)).toBe(false)
    }
  }

  /** Reasons of all CALL_ENDs a person has heard. */
  ends(person: Person): CallEndData['reason'][] {
    return person.got('CALL_END').map((end) => end.reason)
  }

  /** Call-layer actions that travelled, as `alice>bob invite`. */
  traffic(): string[] {
    return this.chat.log.map((line) => `${line.from}>${line.to} ${line.signal?.action ?? 'other'}`)
  }

  /** Ends everything; what was on its way arrives. Afterwards no timer must be left (the test checks). */
  async dispose(): Promise<void> {
    for (const person of this.everybody) person.calling.destroy()
    await this.settle()
    this.media.dispose()
    this.installed.uninstall()
    expect(this.chat.listenerErrors).toEqual([])
  }
}
