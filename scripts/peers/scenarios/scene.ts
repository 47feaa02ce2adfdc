/** One run of a scenario: our phone, their engine, and what is asked of both again and again. */
import type { CallOptions } from '../../../lib/foundation/options'
import type { EventName } from '../../../lib/foundation/types'
import type { Ability, CallChoice, MediaType, News, Peer } from '../engines/peer'
import { Us } from '../kit/us'
import type { World } from '../kit/world'

export interface Scenario {
  name: string
  /** it does not apply to an engine without these */
  needs?: Ability[]
  /** @throws Error if the call does not go as it should */
  play(scene: Scene): Promise<void>
}

export type Side = 'we' | 'they'

export const VOICE = 1
export const VIDEO = 2

/** the Chat group of the group calls; carl is not in it */
export const GROUP = 'group'

/** milliseconds until an invitation rings, and until an answer has led both into the room, at any latency */
const RINGS_MS = 800
const MEET_MS = 1200

export class Scene {
  private nextRoom = 1000

  constructor(
    readonly world: World,
    readonly us: Us,
    readonly them: Peer,
  ) {
    world.chat.groups.set(GROUP, [us.userID, them.userID, 'bob'])
  }

  run(ms: number): Promise<void> {
    return this.world.run(ms)
  }

  /** A room of our choice: what is wrong with ids that the library draws is to show in a scenario of its own. */
  room(): { roomID: number } {
    this.nextRoom += 1
    return { roomID: this.nextRoom }
  }

  /** One more phone of ours. */
  join(userID: string): Promise<Us> {
    return Us.join(this.world, userID)
  }

  /* ---------------------------------------------------------------- steps */

  async weCall(type: MediaType, options: CallOptions = this.room()): Promise<void> {
    const before = this.them.count('ringing')
    const attempt = this.us.call(this.them.userID, { type, ...options })
    await this.run(RINGS_MS)
    attempt.assertGranted('our call()')
    expectEqual(this.them.count('ringing') > before, true, 'they ring')
  }

  async theyCall(type: MediaType, choice?: CallChoice): Promise<void> {
    const before = this.us.count('INVITED')
    const attempt = this.them.call(this.us.userID, type, choice)
    await this.run(RINGS_MS)
    attempt.assertGranted('their call()')
    expectEqual(this.us.count('INVITED') - before, 1, 'our INVITED')
  }

  async theyAccept(): Promise<void> {
    const attempt = this.them.accept()
    await this.run(MEET_MS)
    attempt.assertGranted('their accept()')
  }

  async weAccept(us = this.us): Promise<void> {
    const attempt = us.accept()
    await this.run(MEET_MS)
    attempt.assertGranted('our accept()')
  }

  /** A call that both are in, and still are 5 s later. */
  async connect(caller: Side, type: MediaType): Promise<void> {
    if (caller === 'we') {
      await this.weCall(type)
      await this.theyAccept()
    } else {
      await this.theyCall(type)
      await this.weAccept()
    }
    this.assertConnected()
    await this.run(5000)
    this.assertConnected('after 5 s')
  }

  async hangUp(who: Side): Promise<void> {
    const before = this.us.count('CALL_END')
    const attempt = who === 'we' ? this.us.hangup() : this.them.hangup()
    await this.run(3000)
    // some engines reject a hangup() that has worked
    if (who === 'we') attempt.assertGranted('our hangup()')
    this.assertOver()
    expectEqual(this.us.count('CALL_END') - before, 1, 'our CALL_END')
  }

  /** A group call in the Chat group, of ours, that bob alone is in with us. */
  async callBob(type: MediaType): Promise<Us> {
    const bob = await this.join('bob')
    const attempt = this.us.groupCall({ ...this.room(), userIDList: ['bob'], type, groupID: GROUP })
    await this.run(RINGS_MS)
    attempt.assertGranted('our groupCall()')
    await this.weAccept(bob)
    expectEqual(bob.status, 'connected', 'bob')
    return bob
  }

  /** The same of theirs. */
  async theyCallBob(type: MediaType): Promise<Us> {
    const bob = await this.join('bob')
    const attempt = this.them.groupCall(['bob'], type, GROUP)
    await this.run(RINGS_MS)
    attempt.assertGranted('their groupCall()')
    expectEqual(bob.status, 'ringing', 'bob')
    await this.weAccept(bob)
    expectEqual(bob.room, this.them.room, 'the room of bob')
    return bob
  }

  /* ---------------------------------------------------------------- what must hold */

  assertConnected(when = ''): void {
    const { us, them } = this
    expectEqual(us.status, 'connected', `we ${when}`)
    expectEqual(them.status, 'connected', `they ${when}`)
    expectEqual(them.room, us.room, `their room ${when}`)
    expectEqual(them.sees(us.userID), true, `they see us ${when}`)
    expectEqual(us.shows(them.userID), true, `we see them ${when}`)
  }

  assertOver(when = ''): void {
    const { us, them } = this
    expectEqual(us.status, 'idle', `we ${when}`)
    expectEqual(us.room, '', `our room ${when}`)
    expectEqual(them.isIdle, true, `they are idle ${when}`)
    expectEqual(them.room, '', `their room ${when}`)
  }

  assertHeard(event: EventName, times = 1): void {
    expectEqual(this.us.count(event), times, `our ${event}`)
  }

  assertTheyHeard(...news: News[]): void {
    expectEqual(
      news.some((one) => this.them.count(one) > 0),
      true,
      `they hear that it is ${news.join(' or ')}`,
    )
  }

  assertCamera(side: Side, on: boolean): void {
    const { member } = side === 'we' ? this.us : this.them
    expectEqual(member.publishes.video, on, side === 'we' ? 'our camera' : 'their camera')
  }
}

export function expectEqual<T>(actual: T, expected: T, what: string): void {
  if (actual === expected) return
  throw new Error(`${what.trim()}: ${JSON.stringify(actual)} instead of ${JSON.stringify(expected)}`)
}
