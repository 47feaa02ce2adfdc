/** The network goes away and comes back, or changes: faults 20 and 21. */
import { DURING_A_CALL, GROUP_KINDS, KINDS, type Situation, pairs, setScene } from '../../../support/town/scene'
import type { Person } from '../../../support/town/town'

const scene = setScene()

/** Chat and the media room of a phone, both at once. */
function network(person: Person, online: boolean): void {
  person.tim.setOnline(online)
  person.wx.network(online)
  if (online) scene.town.media.restore(person.phone)
  else scene.town.media.cut(person.phone)
}

describe('fault 20: the network is lost and comes back', () => {
  it.each(pairs(DURING_A_CALL, KINDS))('%s, %s, for 4 s: the call goes on', async (situation, kind) => {
    const { alice, town } = scene
    await scene.bring(situation, kind)
    if (situation === 'connecting') town.media.behaviour('alice').silent = false
    network(alice, false)
    await town.pass(4000)
    network(alice, true)
    await town.pass(situation === 'connecting' ? 4000 : 0)
    if (situation === 'connecting') {
      scene.expectTogether(...scene.party)
      return
    }
    await scene.expectUntouched()
  })

  it.each(KINDS)('ringing, %s, until after the ring time: the local timer ends it', async (kind) => {
    const { alice, town } = scene
    await scene.bring('ringing', kind)
    network(alice, false)
    await town.pass(30_100)
    town.expectIdle(alice)
    expect(alice.ends()).toEqual(['timeout'])
    network(alice, true)
    await town.pass(5000)
    town.expectIdle()
    expect(alice.ends()).toHaveLength(1)
  })

  it.each(KINDS)('calling, %s, until after the ring time: the local timer ends it', async (kind) => {
    const { alice, town } = scene
    await scene.bring('calling', kind)
    network(alice, false)
    await town.pass(33_100)
    town.expectIdle(alice)
    expect(alice.ends()).toEqual(['no-response'])
    network(alice, true)
    await town.pass(5000)
    town.expectIdle()
  })

  it.each(KINDS)('calling, %s, and the answer comes meanwhile: it counts when the network is back', async (kind) => {
    const { alice, town } = scene
    await scene.bring('calling', kind)
    network(alice, false)
    await scene.everybodyAccepts(alice)
    await town.pass(5000)
    network(alice, true)
    await town.pass(1000)
    scene.expectTogether(...scene.party)
  })

  it.each(pairs(KINDS, ['alice', 'bob'] as const))(
    'connected, %s, %s called, for 25 s: survives, and says meanwhile that it reconnects',
    async (kind, caller) => {
      const { alice, town } = scene
      await scene.bring('connected', kind, { caller: scene[caller] })
      network(alice, false)
      await town.pass(1000)
      expect(alice.calling.state.reconnecting).toBe(true)
      await town.pass(24_000)
      network(alice, true)
      await town.pass(10_000)
      expect(alice.calling.state.reconnecting).toBe(false)
      scene.expectTogether(...scene.party)
      scene.expectEnds({})
      expect(alice.names()).not.toContain('USER_LEAVE')
    },
  )

  it.each(KINDS)('connected, %s, for good: the call ends with that reason', async (kind) => {
    const { alice, bob, town } = scene
    await scene.bring('connected', kind)
    await town.pass(5000)
    network(alice, false)
    await town.pass(29_900)
    expect(alice.calling.state.status).toBe('connected')
    await town.pass(200)
    town.expectIdle(alice)
    expect(alice.got('CALL_END')).toMatchObject([{ reason: 'network-lost', callEnd: 35 }])
    await town.pass(2000)
    if (kind === '1v1') expect(bob.ends()).toEqual(['peer-left'])
    await town.pass(60_000)
    if (kind !== '1v1') scene.expectTogether(bob, scene.dave)
    network(alice, true)
    await town.pass(5000)
    town.expectIdle(alice)
  })

  it.each([
    ['-1307', (person: Person) => scene.town.media.state(person.phone, -1307, 'disconnected'), 30],
    // the room is entered anew, and counts as away when that has had no answer for ten seconds
    ['1021', (person: Person) => scene.town.media.changeNetwork(person.phone), 40],
  ] as const)('connected, the media notice first (%s), Chat later: the limit stands', async (_, notice, seconds) => {
    const { alice, town } = scene
    await scene.bring('connected')
    notice(alice)
    town.media.behaviour('alice').silent = true
    await town.pass(1000)
    alice.tim.setOnline(false)
    await town.pass((seconds - 1) * 1000 - 100)
    expect(alice.calling.state).toMatchObject({ status: 'connected', reconnecting: true })
    await town.pass(200)
    expect(alice.ends()).toEqual(['network-lost'])
    expect(alice.got('ERROR')).toEqual([])
    alice.tim.setOnline(true)
    await town.pass(10_000)
    town.expectIdle()
  })

  it('connected, the limit is the host’s to choose', async () => {
    const { bob, town } = scene
    const erin = await town.signedIn('erin', { reconnectTimeout: 5 })
    await town.connect(erin, bob)
    network(erin, false)
    await town.pass(5100)
    expect(erin.ends()).toEqual(['network-lost'])
    network(erin, true)
    await town.pass(5000)
    town.expectIdle(erin)
    // she has left the room without a word that arrived
    await town.pass(30_000)
    expect(bob.ends()).toEqual(['peer-left'])
    town.expectIdle()
  })

  it('connected, several times: the limit counts from the last loss', async () => {
    const { alice, bob, town } = scene
    await scene.bring('connected')
    for (let n = 0; n < 4; n++) {
      network(alice, false)
      await town.pass(20_000)
      network(alice, true)
      await town.pass(2000)
    }
    scene.expectTogether(alice, bob)
  })

  it.each(pairs(KINDS, ['alice', 'bob'] as const))(
    'connected, %s, %s called, of Chat alone for three minutes, longer than anything waits: the call goes on',
    async (kind, caller) => {
      const { alice, town } = scene
      await scene.bring('connected', kind, { caller: scene[caller] })
      alice.tim.setOnline(false)
      await town.pass(180_000)
      scene.expectTogether(...scene.party)
      alice.tim.setOnline(true)
      await town.pass(20_000)
      scene.expectTogether(...scene.party)
      scene.expectEnds({})
    },
  )

  it('connected, of Chat alone, and the peer hangs up meanwhile: the room tells, and what was missed later changes nothing', async () => {
    const { alice, bob, town } = scene
    await scene.bring('connected')
    alice.tim.setOnline(false)
    await town.pass(60_000)
    await bob.calling.hangup()
    await town.pass(29_000)
    expect(alice.calling.state).toMatchObject({ status: 'connected', members: [{ away: true }] })
    await town.pass(1100)
    expect(alice.ends()).toEqual(['peer-left'])
    alice.tim.setOnline(true)
    await town.pass(5000)
    town.expectIdle()
    expect(alice.ends()).toHaveLength(1)
  })

  it('connected, of Chat alone, and the peer hangs up meanwhile: the hangup counts as soon as Chat is back', async () => {
    const { alice, bob, town } = scene
    await scene.bring('connected')
    alice.tim.setOnline(false)
    await town.pass(60_000)
    await bob.calling.hangup()
    await town.pass(5000)
    alice.tim.setOnline(true)
    await town.settle()
    expect(alice.ends()).toEqual(['hangup'])
  })

  it('connected, of Chat alone: the screen does not say that the connection is lost', async () => {
    const { alice, bob, town } = scene
    await scene.bring('connected')
    for (const one of [alice, bob]) one.tim.setOnline(false)
    await town.pass(60_000)
    for (const one of [alice, bob]) {
      expect(one.calling.state).toMatchObject({ reconnecting: false, members: [{ away: false }] })
      one.tim.setOnline(true)
    }
    await town.settle()
  })

  it('connected, of Chat first and of the media a minute later: the limit counts from the media’s loss', async () => {
    const { alice, town } = scene
    await scene.bring('connected')
    alice.tim.setOnline(false)
    await town.pass(60_000)
    town.media.cut('alice')
    await town.pass(29_900)
    expect(alice.calling.state).toMatchObject({ status: 'connected', reconnecting: true })
    await town.pass(200)
    expect(alice.ends()).toEqual(['network-lost'])
    await town.pass(10_000)
  })

  it('connected, and the peer hangs up meanwhile', async () => {
    const { alice, bob, town } = scene
    await scene.bring('connected')
    network(alice, false)
    await town.pass(2000)
    await bob.calling.hangup()
    await town.settle()
    network(alice, true)
    await town.pass(5000)
    town.expectIdle()
    scene.expectEnds({ alice: ['hangup'], bob: ['hangup'] })
  })
})

describe('fault 21: the network type changes (native 1021)', () => {
  const cases = pairs(['connecting', 'connected'] as Situation[], KINDS)

  it.each(cases)('%s, %s: one re-entry, no CALL_END', async (situation, kind) => {
    const { alice, town } = scene
    await scene.bring(situation, kind)
    if (situation === 'connecting') {
      town.media.behaviour('alice').silent = false
      town.media.changeNetwork('alice')
      await town.pass(4000)
    } else {
      town.media.changeNetwork('alice')
      await town.pass(2000)
    }
    await town.pass(30_000)
    scene.expectTogether(...scene.party)
    scene.expectEnds({})
    expect(alice.wx.called('LivePusherContext.stop')).toHaveLength(1)
    expect(alice.names()).not.toContain('USER_LEAVE')
    // in a group of three the others see her leave and come back
    if (kind === '1v1') expect(scene.bob.names()).not.toContain('USER_LEAVE')
  })

  it.each(GROUP_KINDS)('connected, %s, of the last other user: still no CALL_END', async (kind) => {
    const { alice, bob, dave, town } = scene
    await scene.bring('connected', kind)
    await dave.calling.hangup()
    await town.settle()
    const seen = alice.names().length
    town.media.changeNetwork('bob')
    await town.pass(30_000)
    scene.expectTogether(alice, bob)
    expect(alice.names().slice(seen)).not.toContain('USER_LEAVE')
    await bob.calling.hangup()
    await town.settle()
    town.expectIdle()
    scene.expectEnds({ alice: ['hangup'], bob: ['hangup'], dave: ['hangup'] })
  })

  it('connected, on both sides at once', async () => {
    const { alice, bob, town } = scene
    await scene.bring('connected')
    town.media.changeNetwork('alice')
    town.media.changeNetwork('bob')
    await town.pass(30_000)
    scene.expectTogether(alice, bob)
    scene.expectEnds({})
  })

  it('connected, three times in a row', async () => {
    const { alice, bob, town } = scene
    await scene.bring('connected')
    for (let n = 0; n < 3; n++) town.media.changeNetwork('alice')
    await town.pass(30_000)
    scene.expectTogether(alice, bob)
    scene.expectEnds({})
  })

  it('connected, and the user hangs up in the middle of it', async () => {
    const { alice, town } = scene
    await scene.bring('connected')
    town.media.changeNetwork('alice')
    town.media.pending()[0]?.deliver()
    await alice.calling.hangup()
    await town.pass(30_000)
    town.expectIdle()
    scene.expectEnds({ alice: ['hangup'], bob: ['hangup'] })
  })
})
