/** Clocks, and several devices of one account: faults 41 and 42. */
import { createMonotonicClock } from '../../../lib/foundation/tools/platform'
import { KINDS, type Situation, pairs, setScene } from '../../support/town/scene'
import { deliveryOf, traffic } from '../../support/chat/wire'
import type { Person } from '../../support/town/town'

const scene = setScene()
const HOUR = 3_600_000

/** Somebody whose phone has nothing but the wall clock, as a mini program has. */
function withWallClock(userID: string): Promise<Person> {
  return scene.town.signedIn(userID, { platform: { now: createMonotonicClock(() => Date.now()) } })
}

describe('fault 41: the device’s clock is wrong, or is moved', () => {
  it.each([HOUR, -HOUR, 24 * HOUR])(
    'connected: moved by %d ms during the call: the duration is right',
    async (step) => {
      const { bob, town } = scene
      const erin = await withWallClock('erin')
      await town.connect(erin, bob)
      await town.pass(10_000)
      jest.setSystemTime(Date.now() + step)
      await town.pass(5000)
      // what went by since the clock was last looked at is lost: a second at most
      expect([14, 15]).toContain(erin.calling.state.duration)
      await erin.calling.hangup()
      await town.settle()
      expect([14, 15]).toContain(erin.got('CALL_END')[0]?.callEnd)
    },
  )

  it.each(pairs(['calling', 'ringing'] as const, [HOUR, -HOUR]))(
    '%s: moved by %d ms: the ring time is right',
    async (situation, step) => {
      const { bob, town } = scene
      const erin = await withWallClock('erin')
      if (situation === 'calling') await erin.calling.call({ userID: 'bob' })
      else await bob.calling.call({ userID: 'erin' })
      await town.pass(10_000)
      jest.setSystemTime(Date.now() + step)
      await town.pass(19_900)
      expect(erin.calling.state.status).toBe(situation)
      await town.pass(200)
      town.expectIdle()
      expect([erin, bob].map((one) => one.ends())).toEqual([['timeout'], ['timeout']])
    },
  )

  it.each([HOUR, -HOUR])('idle: off by %d ms at the other side: calls work in both directions', async (step) => {
    const { alice, town } = scene
    jest.setSystemTime(Date.now() + step)
    const erin = await withWallClock('erin')
    jest.setSystemTime(Date.now() - step)
    await scene.expectNextCallWorks(alice, erin)
    await scene.expectNextCallWorks(erin, alice)
    await town.pass(1000)
  })

  it('ringing: set back between two starts of the peer’s app: the newer call gets through', async () => {
    const { alice, bob, town } = scene
    await scene.bring('ringing')
    town.crash(bob)
    jest.setSystemTime(Date.now() - HOUR)
    const again = await town.signedIn('bob', { phone: 'bob after a restart' })
    await again.calling.call({ userID: 'alice' })
    await town.pass(35_000)
    town.expectIdle()
    expect(alice.ends().length).toBeGreaterThan(0)
    await scene.expectNextCallWorks(again, alice)
  })
})

describe('fault 42: one account on two devices', () => {
  let tablet: Person

  beforeEach(async () => {
    tablet = await scene.town.signedIn('alice', { phone: 'alice’s tablet' })
  })

  it.each(pairs(['unsent', 'calling', 'connecting', 'connected'] as Situation[], KINDS))(
    '%s, %s: the echoes of the other device’s call are ignored',
    async (situation, kind) => {
      const { town } = scene
      await scene.bring(situation, kind)
      expect(tablet.names()).toEqual([])
      await scene.expectUntouched()
      expect(tablet.names()).toEqual([])
      town.expectIdle(tablet)
    },
  )

  it.each(KINDS)('ringing, %s: answered on the other device: the ring stops with that reason', async (kind) => {
    const { alice, bob, town } = scene
    await scene.bring('ringing', kind)
    expect(tablet.calling.state.status).toBe('ringing')
    await scene.carryOn()
    town.expectIdle(tablet)
    expect(tablet.got('CALL_END')).toMatchObject([{ reason: 'answered-elsewhere', userID: 'alice' }])
    await town.pass(60_000)
    scene.expectTogether(...scene.party)
    expect(bob.got('USER_ACCEPT').filter(({ userID }) => userID === 'alice')).toHaveLength(1)
    await alice.calling.hangup()
    await town.settle()
    expect(tablet.ends()).toHaveLength(1)
    await scene.endAll()
  })

  it.each(KINDS)('answering, %s: answered on the other device meanwhile', async (kind) => {
    const { alice, town } = scene
    await scene.bring('answering', kind)
    await tablet.calling.accept()
    await town.settle()
    await expect(scene.promise).rejects.toMatchObject({ reason: 'ABORTED' })
    alice.wx.closeDialogs(true)
    await town.settle()
    town.expectIdle(alice)
    expect(alice.ends()).toEqual(['answered-elsewhere'])
    expect(tablet.calling.state.status).toBe('connected')
    await town.pass(35_000)
    await scene.endAll()
  })

  it.each(KINDS)('ringing, %s: rejected on the other device', async (kind) => {
    const { bob, town } = scene
    await scene.bring('ringing', kind)
    await tablet.calling.reject()
    await town.settle()
    town.expectIdle(scene.alice, tablet)
    expect(scene.alice.ends()).toEqual(['rejected-elsewhere'])
    expect(bob.got('REJECT')).toMatchObject([{ invitee: 'alice' }])
    await scene.endAll()
  })

  it.each(KINDS)(
    'ringing, %s: nobody answers: both stop with the ring time, the inviter hears it once',
    async (kind) => {
      const { alice, bob, town } = scene
      await scene.bring('ringing', kind)
      await town.pass(31_000)
      town.expectIdle()
      expect([alice, tablet].map((one) => one.ends())).toEqual([['timeout'], ['timeout']])
      const users = bob.got('CALLING_TIMEOUT').flatMap(({ timeoutUserList }) => timeoutUserList)
      expect(users.filter((userID) => userID === 'alice')).toHaveLength(1)
    },
  )

  it.each(KINDS)('ringing, %s: the inviter cancels: both stop', async (kind) => {
    const { alice, bob, town } = scene
    await scene.bring('ringing', kind)
    await bob.calling.hangup()
    await town.settle()
    town.expectIdle()
    expect([alice, tablet].map((one) => one.ends())).toEqual([['cancel'], ['cancel']])
  })

  it.each(KINDS)('ringing, %s: both accept at the same moment: one of them is in the call', async (kind) => {
    const { alice, bob, town } = scene
    await scene.bring('ringing', kind)
    const both = [alice.calling.accept(), tablet.calling.accept()]
    await town.settle()
    await Promise.allSettled(both)
    await scene.everybodyAccepts(bob)
    await town.pass(40_000)
    const [winner, ...more] = [alice, tablet].filter((one) => one.calling.state.status === 'connected')
    expect(more).toEqual([])
    expect(winner?.ends()).toEqual([])
    expect(bob.calling.state.status).toBe('connected')
    expect([alice, tablet].find((one) => one !== winner)?.ends()).toEqual(['kicked-out'])
    await scene.endAll()
  })

  it('ringing: the echo of the answer overtakes the invitation: it never rings here', async () => {
    const { alice, bob, town } = scene
    const late = town.chat.hold((hop) => deliveryOf('invite', 'bob')(hop) && hop.device === tablet.tim)
    await scene.bring('ringing')
    await scene.carryOn()
    late.stop()
    late.releaseAll()
    await town.settle()
    expect(tablet.names()).toEqual([])
    scene.expectTogether(alice, bob)
  })

  it('connected: a third user’s call is declined for the account', async () => {
    const { carol, town } = scene
    await scene.bring('connected')
    await carol.calling.call({ userID: 'alice' })
    await town.settle()
    expect(carol.ends()).toEqual(['line-busy'])
    town.expectIdle(tablet)
    expect(traffic(town.chat).filter((line) => line.endsWith('reject'))).toHaveLength(1)
    await scene.expectUntouched()
  })

  it('connected: the other device calls the same peer: the old call is over', async () => {
    const { alice, bob, town } = scene
    await scene.bring('connected')
    await town.pass(1000)
    await tablet.calling.call({ userID: 'bob' })
    await town.settle()
    expect(bob.ends()).toEqual(['replaced'])
    await bob.calling.accept()
    await town.pass(60_000)
    scene.expectTogether(tablet, bob)
    expect(alice.ends()).toHaveLength(1)
  })
})

it('the other device of the peer, idle for a long time, calls: its call is the newer one, whatever its clock left out', async () => {
  const { alice, town } = scene
  const idle = await town.signedIn('bob', {
    phone: 'bob’s tablet',
    platform: { now: createMonotonicClock(() => Date.now()) },
  })
  jest.setSystemTime(Date.now() + HOUR)
  await town.connect(await town.signedIn('bob', { phone: 'bob’s new phone' }), alice)
  await town.pass(5000)
  await idle.calling.call({ userID: 'alice' })
  await town.settle()
  expect(alice.ends()).toEqual(['replaced'])
  expect(alice.calling.state.status).toBe('ringing')
  await idle.calling.hangup()
  await town.pass(60_000)
})
