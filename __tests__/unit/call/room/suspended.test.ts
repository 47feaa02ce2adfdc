/** WeChat leaves the room for the user: the mini program is suspended, or its floating window is closed: faults 52, 53. */
import { KINDS, pairs, setScene } from '../../../support/town/scene'
import type { Kind } from '../../../support/town/scene'

const scene = setScene()
const callers = ['alice', 'bob'] as const
const cases = pairs(pairs(KINDS, callers), [1, 2] as const).map(
  ([[kind, caller], type]) => [kind, caller, type] as const,
)

/** Those who wait for alice say so; where others are left, the room has taken her out, and takes her in again. */
function expectMissed(kind: Kind): void {
  for (const one of scene.others) {
    expect(one.calling.state.status).toBe('connected')
    if (kind === '1v1')
      expect(one.calling.state.members).toMatchObject([{ userID: 'alice', status: 'left', away: true }])
    else expect(one.got('USER_LEAVE')).toEqual([{ userID: 'alice' }])
  }
}

describe('fault 52: the mini program is suspended (native 5000), and WeChat leaves the room', () => {
  it.each(cases)('connected, %s, %s called, type %i, back after 8 s: the call goes on', async (kind, caller, type) => {
    const { alice, town } = scene
    await scene.bring('connected', kind, { caller: scene[caller], type })
    alice.wx.app('hide')
    town.media.interrupt('alice', true)
    await town.pass(8000)
    expect(alice.calling.state).toMatchObject({ interrupted: true, reconnecting: false, status: 'connected' })
    expectMissed(kind)
    alice.wx.app('show')
    town.media.interrupt('alice', false)
    await town.pass(40_000)
    expect(alice.calling.state.interrupted).toBe(false)
    scene.expectTogether(...scene.party)
    scene.expectEnds({})
  })

  it.each(cases)(
    'connected, %s, %s called, type %i, back after 25 s, and WeChat does not enter again by itself: we do',
    async (kind, caller, type) => {
      const { alice, town } = scene
      await scene.bring('connected', kind, { caller: scene[caller], type })
      alice.wx.app('hide')
      town.media.interrupt('alice', true)
      await town.pass(25_000)
      alice.wx.app('show')
      await town.pass(40_000)
      scene.expectTogether(...scene.party)
      scene.expectEnds({})
    },
  )

  it.each(callers)('connected, %s called, not back in time: both end, each with its reason', async (caller) => {
    const { alice, bob, town } = scene
    await scene.bring('connected', '1v1', { caller: scene[caller] })
    alice.wx.app('hide')
    town.media.interrupt('alice', true)
    await town.pass(29_900)
    scene.expectEnds({})
    await town.pass(200)
    scene.expectEnds({ alice: ['background'], bob: ['peer-left'] })
    expect(bob.got('CALL_END')).toMatchObject([{ userID: 'alice' }])
    alice.wx.app('show')
    await town.pass(5000)
    town.expectIdle()
  })

  it('connected, with Chat away as well, as iOS does: the call goes on', async () => {
    const { alice, bob, town } = scene
    await scene.bring('connected')
    alice.wx.app('hide')
    town.media.interrupt('alice', true)
    await town.pass(5000)
    alice.tim.setOnline(false)
    await town.pass(20_000)
    alice.wx.app('show')
    town.media.interrupt('alice', false)
    alice.tim.setOnline(true)
    await town.pass(40_000)
    scene.expectTogether(alice, bob)
    scene.expectEnds({})
  })

  it('connected, and the peer hangs up meanwhile: over on both sides', async () => {
    const { bob, town } = scene
    await scene.bring('connected')
    town.media.interrupt('alice', true)
    await town.pass(5000)
    await bob.calling.hangup()
    await town.settle()
    scene.expectEnds({ alice: ['hangup'], bob: ['hangup'] })
  })

  it('connected, on both sides at once: both wait, and meet again', async () => {
    const { alice, bob, town } = scene
    await scene.bring('connected')
    for (const phone of ['alice', 'bob']) town.media.interrupt(phone, true)
    await town.pass(10_000)
    town.media.interrupt('alice', false)
    await town.pass(15_000)
    town.media.interrupt('bob', false)
    await town.pass(40_000)
    scene.expectTogether(alice, bob)
    scene.expectEnds({})
  })

  it.each(KINDS)('connecting, %s, before the others are there: they meet when she is back', async (kind) => {
    const { alice, town } = scene
    await scene.bring('calling', kind)
    for (const one of scene.others) town.media.behaviour(one.phone).silent = true
    await scene.everybodyAccepts(alice)
    expect(alice.calling.state.status).toBe('connecting')
    town.media.interrupt('alice', true)
    await town.pass(2000)
    for (const one of scene.others) town.media.behaviour(one.phone).silent = false
    await town.pass(8000)
    town.media.interrupt('alice', false)
    await town.pass(40_000)
    scene.expectTogether(...scene.party)
    scene.expectEnds({})
  })
})

describe('fault 53: the floating window is closed (native 5001), and the room left for good', () => {
  it.each(cases)('connected, %s, %s called, type %i: entered again when the app shows', async (kind, caller, type) => {
    const { alice, town } = scene
    await scene.bring('connected', kind, { caller: scene[caller], type })
    alice.wx.app('hide')
    town.media.closeFloat('alice')
    await town.pass(20_000)
    expect(town.media.inRoom('alice')).toBe('')
    expect(alice.calling.state).toMatchObject({ interrupted: true, status: 'connected' })
    expectMissed(kind)
    alice.wx.app('show')
    await town.pass(40_000)
    expect(alice.calling.state.interrupted).toBe(false)
    scene.expectTogether(...scene.party)
    scene.expectEnds({})
  })

  it.each(callers)('connected, %s called, and the app never shows: both end, each with its reason', async (caller) => {
    const { alice, bob, town } = scene
    await scene.bring('connected', '1v1', { caller: scene[caller] })
    alice.wx.app('hide')
    town.media.closeFloat('alice')
    await town.pass(30_100)
    town.expectIdle(alice, bob)
    scene.expectEnds({ alice: ['background'], bob: ['peer-left'] })
  })

  it('connected, and hung up meanwhile: nothing enters a room when the app shows', async () => {
    const { alice, bob, town } = scene
    await scene.bring('connected')
    alice.wx.app('hide')
    town.media.closeFloat('alice')
    await town.pass(5000)
    await bob.calling.hangup()
    await town.settle()
    alice.wx.app('show')
    await town.pass(5000)
    town.expectIdle()
  })

  it('connected, suspended first: the app shows, and the room is entered again', async () => {
    const { alice, bob, town } = scene
    await scene.bring('connected')
    alice.wx.app('hide')
    town.media.interrupt('alice', true)
    town.media.closeFloat('alice')
    await town.pass(5000)
    alice.wx.app('show')
    await town.pass(2000)
    scene.expectTogether(alice, bob)
    scene.expectEnds({})
  })
})
