/** Whose network is away: each side knows it of the other, and waits as long for it: fault 70. */
import { traffic } from '../../../support/chat/wire'
import { GROUP_KINDS, KINDS, pairs, setScene } from '../../../support/town/scene'
import type { Person } from '../../../support/town/town'

const scene = setScene()

function network(person: Person, online: boolean): void {
  person.tim.setOnline(online)
  person.wx.network(online)
  if (online) scene.town.media.restore(person.phone)
  else scene.town.media.cut(person.phone)
}

/** What a screen needs to say whose network is away: the own one's, and those of others. */
function awayFor({ calling: { state } }: Person): { own: boolean; others: string[] } {
  const others = state.members.filter(({ away }) => away).map(({ userID }) => userID)
  return { own: state.reconnecting, others }
}

const callers = ['alice', 'bob'] as const
const seconds = [6, 25] as const

describe('fault 70: the network of one side is away', () => {
  const cases = pairs(pairs(KINDS, callers), pairs(seconds, [1, 2] as const))

  it.each(cases.map(([[kind, caller], [time, type]]) => [kind, caller, type, time] as const))(
    'connected, %s, %s called, type %i, for %i s: both sides go on, and both say whose network it is',
    async (kind, caller, type, time) => {
      const { alice, town } = scene
      await scene.bring('connected', kind, { caller: scene[caller], type })
      network(alice, false)
      await town.pass(3000)
      expect(awayFor(alice)).toMatchObject({ own: true })
      for (const one of scene.others) expect(awayFor(one)).toEqual({ own: false, others: ['alice'] })
      await town.pass((time - 3) * 1000)
      network(alice, true)
      await town.pass(40_000)
      scene.expectTogether(...scene.party)
      scene.expectEnds({})
      for (const one of scene.party) expect(awayFor(one)).toEqual({ own: false, others: [] })
    },
  )

  it.each(pairs(callers, [1, 2] as const))(
    'connected, 1v1, %s called, type %i, for good: both end within moments of each other, each with its reason',
    async (caller, type) => {
      const { alice, bob, town } = scene
      await scene.bring('connected', '1v1', { caller: scene[caller], type })
      network(alice, false)
      await town.pass(29_900)
      scene.expectEnds({})
      await town.pass(3000)
      scene.expectEnds({ alice: ['network-lost'], bob: ['peer-left'] })
      expect(bob.got('CALL_END')).toMatchObject([{ userID: 'alice' }])
      // in case that the other side's Chat is there
      expect(traffic(town.chat)).toContain('bob>alice hangup')
      network(alice, true)
      await town.pass(5000)
      town.expectIdle()
      expect([alice, bob].map((one) => one.ends().length)).toEqual([1, 1])
    },
  )

  it('connected, 1v1, of both at once: each says that it is its own', async () => {
    const { alice, bob, town } = scene
    await scene.bring('connected')
    for (const one of [alice, bob]) network(one, false)
    await town.pass(10_000)
    for (const one of [alice, bob]) expect(awayFor(one).own).toBe(true)
    for (const one of [alice, bob]) network(one, true)
    await town.pass(40_000)
    scene.expectTogether(alice, bob)
    scene.expectEnds({})
  })

  it('connected, 1v1, now of one side and now of the other: the patience begins anew each time', async () => {
    const { alice, bob, town } = scene
    await scene.bring('connected')
    for (const one of [alice, bob, alice, bob]) {
      network(one, false)
      await town.pass(25_000)
      network(one, true)
      await town.pass(6000)
    }
    scene.expectTogether(alice, bob)
    scene.expectEnds({})
  })

  it.each(GROUP_KINDS)(
    'connected, %s, of one for good: the others go on, and are told when the room drops it',
    async (kind) => {
      const { alice, bob, dave, town } = scene
      await scene.bring('connected', kind)
      network(dave, false)
      await town.pass(60_000)
      for (const one of [alice, bob]) {
        expect(awayFor(one)).toEqual({ own: false, others: ['dave'] })
        expect(one.names()).not.toContain('USER_LEAVE')
      }
      await town.pass(31_000)
      scene.expectTogether(alice, bob)
      for (const one of [alice, bob]) expect(one.got('USER_LEAVE')).toEqual([{ userID: 'dave' }])
      network(dave, true)
    },
  )

  it.each(GROUP_KINDS)(
    'connected, %s, of all others for good: the last one ends reconnectTimeout later',
    async (kind) => {
      const { alice, town } = scene
      await scene.bring('connected', kind)
      for (const one of scene.others) network(one, false)
      await town.pass(33_000)
      expect(alice.ends()).toEqual(['peer-left'])
      for (const one of scene.others) network(one, true)
      await town.pass(5000)
      town.expectIdle()
    },
  )

  it('connected, and the peer whose network is away is hung up on: it hears so when it is back', async () => {
    const { alice, bob, town } = scene
    await scene.bring('connected')
    network(bob, false)
    await town.pass(10_000)
    await alice.calling.hangup()
    await town.pass(1000)
    network(bob, true)
    await town.settle()
    scene.expectEnds({ alice: ['hangup'], bob: ['hangup'] })
  })

  it('connected, and a peer that has muted itself says nothing: silence of no stream is no sign', async () => {
    const { alice, bob, town } = scene
    await scene.bring('connected')
    bob.calling.setMicMute(true)
    await town.pass(600_000)
    scene.expectTogether(alice, bob)
    expect(awayFor(alice)).toEqual({ own: false, others: [] })
  })

  it('connected, and a player that never shows a speed is not taken for one without a stream', async () => {
    const { alice, bob, town } = scene
    await scene.bring('connected')
    const element = { id: 'bob_main', dataset: {} }
    for (let n = 0; n < 20; n++) {
      const event = { type: 'netstatus', detail: { info: { netSpeed: 0 } }, target: element, currentTarget: element }
      alice.calling.onPlayerEvent(event)
      await town.pass(2000)
    }
    scene.expectTogether(alice, bob)
    expect(awayFor(alice)).toEqual({ own: false, others: [] })
  })
})
