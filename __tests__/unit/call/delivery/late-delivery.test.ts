/**
 * What Chat hands over late, when it is back: it counts as of when it was sent, by the service's clock. Fault 49.
 * Bob calls alice, and what he sends is kept back.
 */
import type { Delivery, Held } from '../../../support/chat/chat'
import { DIALECTS } from '../../../support/chat/dialects'
import { OldPeer } from '../../../support/chat/old-peer'
import { deliveryOf, hangupCall, makeUp, traffic } from '../../../support/chat/wire'
import { DURING_A_CALL, KINDS, pairs, setScene } from '../../../support/town/scene'

const scene = setScene()

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE
const TYPES = [1, 2] as const

/** What reaches alice is kept back. */
function hold(): Held<Delivery> {
  return scene.town.chat.hold((hop): hop is Delivery => hop.kind === 'delivery' && hop.to === 'alice')
}

async function release(held: Held<Delivery>): Promise<void> {
  held.stop()
  held.releaseAll()
  await scene.town.settle()
}

/** What alice has heard and sent in a call that she should know nothing of. */
function expectNothing(): void {
  const { alice, town } = scene
  expect({ heard: alice.names(), sent: traffic(town.chat).filter((line) => line.startsWith('alice>')) }).toEqual({
    heard: [],
    sent: [],
  })
  town.expectIdle(alice)
}

describe('fault 49: a message is delivered late', () => {
  describe.each(pairs(KINDS, TYPES))('an invitation, %s, media %d', (kind, type) => {
    beforeEach(() => void (scene.kind = kind))

    it('alone, ten minutes late: neither rings nor emits', async () => {
      const { bob, town } = scene
      const held = hold()
      await scene.call(bob, type)
      await town.pass(1000)
      town.crash(bob)
      await town.pass(10 * MINUTE)
      await release(held)
      expectNothing()
    })

    it('20 s late: rings for the 10 s that are left', async () => {
      const { alice, bob, town } = scene
      const held = hold()
      await scene.call(bob, type)
      await town.pass(20_000)
      await release(held)
      expect(alice.calling.state.status).toBe('ringing')
      await town.pass(8500)
      expect(alice.calling.state.status).toBe('ringing')
      await town.pass(3000)
      town.expectIdle(alice)
      expect(alice.ends()).toEqual(['timeout'])
      await town.pass(30_000)
      town.expectIdle()
    })
  })

  describe.each(KINDS)('what came while Chat was away comes in one batch, %s', (kind) => {
    beforeEach(() => void (scene.kind = kind))

    it('an invitation and its cancel: neither rings nor emits', async () => {
      const { alice, bob, town } = scene
      alice.tim.setOnline(false)
      await scene.call(bob)
      await town.pass(2000)
      await bob.calling.hangup()
      await town.settle()
      alice.tim.setOnline(true)
      await town.settle()
      expectNothing()
    })

    it('an invitation, its cancel and a second call: the second rings', async () => {
      const { alice, bob, town } = scene
      alice.tim.setOnline(false)
      await scene.call(bob)
      await bob.calling.hangup()
      await town.settle()
      await scene.call(bob)
      await town.settle()
      alice.tim.setOnline(true)
      await town.settle()
      expect(alice.got('INVITED')).toHaveLength(1)
      await scene.endAll()
      expect(alice.ends()).toHaveLength(1)
    })

    it('an invitation, and the answer of another device of this account: neither rings nor emits', async () => {
      const { alice, bob, town } = scene
      const tablet = await town.signedIn('alice', { phone: 'tablet' })
      alice.tim.setOnline(false)
      await scene.call(bob)
      await town.settle()
      await tablet.calling.reject()
      await town.settle()
      alice.tim.setOnline(true)
      await town.settle()
      expect(alice.names()).toEqual([])
      if (bob.calling.state.status !== 'idle') await bob.calling.hangup()
    })

    it('an invitation, and the word of another device that its ring time is over: neither rings nor emits', async () => {
      const { alice, bob, town } = scene
      const tablet = await town.signedIn('alice', { phone: 'tablet', wx: {} })
      alice.tim.setOnline(false)
      await scene.call(bob)
      await town.pass(30_000)
      expect(tablet.ends()).toEqual(['timeout'])
      // its clock knows nothing: the batch itself has to tell
      delete alice.tim.getServerTime
      alice.tim.setOnline(true)
      await town.settle()
      expect(alice.names()).toEqual([])
      await town.pass(5000)
    })

    it('an invitation, taken on another device, and the hangup of that call: neither rings nor emits', async () => {
      const { alice, bob, town } = scene
      const tablet = await town.signedIn('alice', { phone: 'tablet' })
      alice.tim.setOnline(false)
      await scene.call(bob)
      await town.settle()
      await tablet.calling.accept()
      await town.settle()
      await bob.calling.hangup()
      await town.settle()
      alice.tim.setOnline(true)
      await town.settle()
      expect(alice.names()).toEqual([])
      await scene.endAll()
    })
  })

  it.each(pairs(DURING_A_CALL, KINDS))(
    'an invitation, ten minutes old, while %s, %s: not a word',
    async (now, kind) => {
      const { carol, town } = scene
      const held = hold()
      await carol.calling.call({ userID: 'alice', type: 1 })
      await town.settle()
      town.crash(carol)
      await town.pass(10 * MINUTE)
      held.stop()
      await scene.bring(now, kind)
      await release(held)
      expect(traffic(town.chat).filter((line) => line.startsWith('alice>carol'))).toEqual([])
      await scene.expectUntouched()
    },
  )

  it('the peer’s own invitation of ten minutes ago ends no call with that peer', async () => {
    const { alice, bob, town } = scene
    const held = hold()
    await bob.calling.call({ userID: 'alice', type: 1 })
    await town.pass(1000)
    await bob.calling.hangup()
    await town.pass(10 * MINUTE)
    held.stop()
    await town.connect(alice, bob)
    // the cancel is lost for good
    held.hops.splice(1)
    await release(held)
    scene.expectTogether(alice, bob)
    await bob.calling.hangup()
    await town.settle()
    expect(alice.ends()).toEqual(['hangup'])
  })

  it.each(DIALECTS)('a hangup of a call long over, of $name: the call of now goes on', async (dialect) => {
    const { alice, town } = scene
    const otto = new OldPeer(town, 'otto', dialect)
    await otto.signIn()
    const sent = Math.floor(Date.now() / 1000)
    await town.pass(5 * MINUTE)
    await alice.calling.call({ userID: 'otto', type: 1 })
    await town.settle()
    otto.accept()
    await town.pass(3000)
    const late = { action: 'invite' as const, from: 'otto', inviter: 'otto', inviteeList: ['alice'], timeout: 0 }
    town.chat.inject('alice', { ...makeUp({ ...late, inviteID: 'long-over', call: hangupCall() }), time: sent })
    await town.settle()
    expect(alice.calling.state.status).toBe('connected')
    town.chat.inject('alice', makeUp({ ...late, inviteID: 'of-now', call: hangupCall() }))
    await town.settle()
    expect(alice.ends()).toEqual(['hangup'])
    otto.dispose()
    await town.pass(5000)
  })

  it('a request for video that has been taken back meanwhile is not shown', async () => {
    const { alice, bob, town } = scene
    await town.connect(bob, alice)
    alice.tim.setOnline(false)
    await bob.calling.switchCallType(2)
    await town.pass(40_000)
    expect(bob.got('CALL_MODE')).toMatchObject([{ refusal: 'timeout' }])
    alice.tim.setOnline(true)
    await town.settle()
    expect(alice.got('CALL_TYPE_REQUEST')).toEqual([])
    await scene.endAll()
  })

  it('an accept after the ring time: the caller is told nothing new, and the callee does not wait', async () => {
    const { alice, bob, town } = scene
    await scene.bring('calling')
    const held = hold()
    await bob.calling.accept()
    await town.pass(40_000)
    expect(alice.ends()).toEqual(['no-response'])
    await release(held)
    town.expectIdle()
    expect(alice.ends()).toHaveLength(1)
  })

  /** What alice may know of the time, and whether a day between her phone's clock and the service's is to her harm. */
  describe.each([
    ['a day ahead', DAY],
    ['a day behind', -DAY],
    ['right', 0],
  ])('with a clock that is %s', (_name, ahead) => {
    const off = { platform: { wallClock: () => Date.now() + ahead } }

    it('a live invitation rings, and one of ten minutes ago does not', async () => {
      const { bob, carol, town } = scene
      const phone = await town.signedIn('erin', { phone: 'erin', ...off })
      const held = town.chat.hold(deliveryOf('invite', 'bob'))
      await bob.calling.call({ userID: 'erin', type: 1 })
      await town.pass(10 * MINUTE)
      held.stop()
      await carol.calling.call({ userID: 'erin', type: 1 })
      await town.settle()
      expect(phone.got('INVITED')).toMatchObject([{ sponsor: 'carol' }])
      await carol.calling.hangup()
      await town.settle()
      held.releaseAll()
      await town.settle()
      expect(phone.got('INVITED')).toHaveLength(1)
    })

    it('without the service’s clock: what came live, or was acknowledged, tells the time', async () => {
      const { bob, carol, town } = scene
      const phone = await town.signedIn('erin', { phone: 'erin', ...off })
      delete phone.tim.getServerTime
      const held = town.chat.hold(deliveryOf('invite', 'bob', 'erin'))
      await bob.calling.call({ userID: 'erin', type: 1 })
      await town.pass(10 * MINUTE)
      await phone.calling.call({ userID: 'carol', type: 1 })
      await town.settle()
      await carol.calling.reject()
      await town.settle()
      held.stop()
      held.releaseAll()
      await town.settle()
      expect(phone.got('INVITED')).toEqual([])
      town.expectIdle()
    })

    it('where nothing is known, it rings', async () => {
      const { bob, town } = scene
      const phone = await town.signedIn('erin', { phone: 'erin', ...off })
      delete phone.tim.getServerTime
      const held = town.chat.hold(deliveryOf('invite', 'bob', 'erin'))
      await bob.calling.call({ userID: 'erin', type: 1 })
      await town.pass(10_000)
      held.stop()
      held.releaseAll()
      await town.settle()
      expect(phone.got('INVITED')).toHaveLength(1)
      await scene.endAll()
    })

    it('the clock is moved after the sign-in: a live invitation rings all the same', async () => {
      const { bob, town } = scene
      let moved = 0
      const phone = await town.signedIn('erin', { phone: 'erin', ...off })
      // @tencentcloud/chat adds what it knows to the phone's clock
      phone.tim.getServerTime = () => Math.floor((Date.now() + moved) / 1000)
      await bob.calling.call({ userID: 'erin', type: 1 })
      await town.settle()
      await bob.calling.hangup()
      await town.settle()
      moved = ahead
      await bob.calling.call({ userID: 'erin', type: 1 })
      await town.settle()
      expect(phone.calling.state.status).toBe('ringing')
      await scene.endAll()
    })
  })
})
