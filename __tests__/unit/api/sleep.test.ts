/** An app that WeChat suspends in a call: the time that it slept counts. */
import { createMonotonicClock, createPlatform } from '../../../lib/foundation/tools/platform'
import { lastOf } from '../../support/chat/wire'
import type { Person } from '../../support/town/town'
import { setScene } from '../../support/town/scene'

const scene = setScene()
const MINUTE = 60_000

/** Time goes by outside, and no line of the app runs. */
function sleep(ms: number): void {
  jest.setSystemTime(Date.now() + ms)
}

/** Somebody whose clock is that of a mini program. */
function withRealClock(userID: string): Promise<Person> {
  const { now, setHidden } = createPlatform(() => {})
  return scene.town.signedIn(userID, { platform: { now, ...(setHidden && { setHidden }) } })
}

it('ten minutes of sleep in the background are part of the duration, here and in the hangup that the peer gets', async () => {
  const { bob, town } = scene
  const erin = await withRealClock('erin')
  await town.connect(erin, bob)
  await town.pass(5000)
  erin.wx.app('hide')
  sleep(10 * MINUTE)
  erin.wx.app('show')
  await town.pass(1000)
  expect(erin.calling.state.duration).toBe(606)
  await erin.calling.hangup()
  await town.settle()
  expect(erin.got('CALL_END')).toMatchObject([{ callEnd: 606, call_end: '606' }])
  expect(lastOf(town.chat, 'hangup', 'erin').call['call_end']).toBe(606)
})

it('a clock that is moved by an hour in front of the user changes nothing', async () => {
  const { bob, town } = scene
  const erin = await withRealClock('erin')
  await town.connect(erin, bob)
  await town.pass(5000)
  sleep(60 * MINUTE)
  await town.pass(1000)
  expect(erin.calling.state.duration).toBeLessThanOrEqual(6)
  await erin.calling.hangup()
  await town.settle()
})

it('a hidden app whose clock steps back loses no time', () => {
  let wall = 1000
  const now = createMonotonicClock(
    () => wall,
    () => true,
  )
  wall += 400
  expect(now()).toBe(400)
  wall -= 5000
  expect(now()).toBe(400)
  wall += 20 * MINUTE
  expect(now()).toBe(20 * MINUTE + 400)
})

it('in front of the user, a little less than five minutes may have gone by unseen, and more were a move of the clock', () => {
  let wall = 1000
  const now = createMonotonicClock(() => wall)
  wall += 5 * MINUTE - 1
  expect(now()).toBe(5 * MINUTE - 1)
  wall += 5 * MINUTE + 1
  expect(now()).toBe(5 * MINUTE - 1)
})

it('an instance that is destroyed listens to the app no more', async () => {
  const erin = await scene.town.signedIn('erin')
  const before = erin.wx.listenerCount()
  erin.calling.destroy()
  expect([before, erin.wx.listenerCount()]).toEqual([2, 0])
})
