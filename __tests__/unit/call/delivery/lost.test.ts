/** Messages that never arrive, and people who vanish: faults 9 to 11 and 19. */
import { GROUP_KINDS, KINDS, type Situation, pairs, setScene } from '../../../support/town/scene'
import { lose } from '../../../support/chat/wire'

const scene = setScene()

describe('fault 9: the invitation is lost', () => {
  it.each(KINDS)('calling, %s: NO_RESP at the ring time, all idle', async (kind) => {
    const { alice, town } = scene
    Object.assign(scene, { kind })
    lose(town.chat, 'invite')
    await scene.call(alice)
    await town.pass(29_900)
    expect(alice.calling.state.status).toBe('calling')
    await town.pass(5000)
    town.expectIdle()
    scene.expectEnds({ alice: ['no-response'] })
    expect(alice.got('NO_RESP').flatMap(({ timeoutUserList }) => timeoutUserList)).toEqual(
      scene.others.map(({ userID }) => userID),
    )
    expect(scene.others.flatMap((one) => one.names())).toEqual([])
  })

  it('calling, a group, to one of two: the other one’s answer counts', async () => {
    const { alice, bob, town } = scene
    lose(town.chat, 'invite', 'alice', 'dave')
    await scene.bring('calling', 'group')
    await bob.calling.accept()
    await town.pass(40_000)
    scene.expectTogether(alice, bob)
    expect(alice.got('NO_RESP')).toMatchObject([{ timeoutUserList: ['dave'] }])
    scene.expectEnds({})
  })
})

describe('fault 10: the accept is lost', () => {
  it.each(KINDS)('connecting, %s: the caller ends at the ring time, the callees hear it', async (kind) => {
    const { alice, bob, dave, town } = scene
    await scene.bring('calling', kind)
    await town.pass(20_000)
    lose(town.chat, 'accept')
    for (const one of scene.others) await one.calling.accept()
    await town.pass(10_000)
    expect(alice.calling.state.status).toBe('calling')
    await town.pass(30_000)
    town.expectIdle(alice)
    // in a group the two callees have each other
    if (kind === '1v1') scene.expectEnds({ alice: ['no-response'], bob: ['cancel'] })
    else scene.expectTogether(bob, dave)
    expect(alice.ends()).toEqual(['no-response'])
  })

  it.each(GROUP_KINDS)('connecting, %s, and the other invitee rejects: nobody waits for ever', async (kind) => {
    const { alice, bob, dave, town } = scene
    await scene.bring('calling', kind)
    lose(town.chat, 'accept')
    await bob.calling.accept()
    await dave.calling.reject()
    await town.pass(60_000)
    town.expectIdle()
    expect([alice, bob, dave].map((one) => one.ends().length)).toEqual([1, 1, 1])
  })

  it('connecting, and everything else of the two too: the peer never joined', async () => {
    const { bob, town } = scene
    await scene.bring('calling')
    lose(town.chat, 'accept')
    lose(town.chat, 'hangup')
    lose(town.chat, 'cancel')
    await bob.calling.accept()
    await town.pass(60_000)
    town.expectIdle()
    scene.expectEnds({ alice: ['no-response'], bob: ['peer-never-joined'] })
  })

  it('connecting: the callee gives up first, and tells the caller', async () => {
    const { bob, town } = scene
    await scene.bring('calling')
    lose(town.chat, 'accept')
    await bob.calling.accept()
    await town.pass(19_900)
    expect(bob.calling.state.status).toBe('connecting')
    await town.pass(200)
    town.expectIdle()
    scene.expectEnds({ alice: ['hangup'], bob: ['peer-never-joined'] })
  })
})

/** `reconnectTimeout`, and what it takes to notice */
const PATIENCE = 33_000

describe('fault 11: the hangup is lost', () => {
  it.each(['alice', 'bob'] as const)(
    'connected, of %s: the other side waits for it for reconnectTimeout after it has left the room',
    async (leaver) => {
      const { alice, bob, town } = scene
      await scene.bring('connected')
      await town.pass(5000)
      lose(town.chat, 'hangup')
      await scene[leaver].calling.hangup()
      await town.pass(29_000)
      expect(scene[leaver === 'alice' ? 'bob' : 'alice'].calling.state.members).toMatchObject([{ away: true }])
      await town.pass(1100)
      town.expectIdle()
      const [left, stayed] = leaver === 'alice' ? [alice, bob] : [bob, alice]
      expect(left.ends()).toEqual(['hangup'])
      expect(stayed.got('CALL_END')).toMatchObject([{ reason: 'peer-left', userID: left.userID }])
      expect(stayed.got('USER_LEAVE')).toEqual([{ userID: left.userID }])
    },
  )

  it('connecting, of the caller: the callee stops waiting', async () => {
    const { alice, bob, town } = scene
    await scene.bring('connecting')
    lose(town.chat, 'hangup')
    await alice.calling.hangup()
    await town.pass(21_000)
    town.expectIdle()
    expect(bob.ends()).toEqual(['peer-never-joined'])
  })

  it.each(GROUP_KINDS)('connected, %s: the room says it', async (kind) => {
    const { alice, bob, dave, town } = scene
    await scene.bring('connected', kind)
    lose(town.chat, 'hangup')
    await alice.calling.hangup()
    await town.settle()
    scene.expectTogether(bob, dave)
    await bob.calling.hangup()
    // she might be coming back from a change of network
    await town.pass(3100)
    town.expectIdle()
    scene.expectEnds({ alice: ['hangup'], bob: ['hangup'], dave: ['hangup'] })
  })
})

describe('the last two others leave a group call without a word', () => {
  it.each([
    [2900, 'with each other: the call is over soon', 3000],
    [3100, 'one after the other: the last one has time to come back', 30_000],
  ])('%d ms apart, %s', async (apart, _, patience) => {
    const { alice, bob, dave, town } = scene
    await scene.bring('connected', 'group')
    lose(town.chat, 'hangup')
    await dave.calling.hangup()
    await town.pass(apart)
    await bob.calling.hangup()
    await town.pass(patience - 100)
    expect(alice.calling.state.status).toBe('connected')
    await town.pass(200)
    town.expectIdle(alice)
  })
})

describe('fault 19: the peer crashes', () => {
  it.each(KINDS)('ringing, %s: the ring ends with the ring time', async (kind) => {
    const { alice, bob, town } = scene
    await scene.bring('ringing', kind)
    town.crash(bob)
    await town.pass(29_900)
    expect(alice.calling.state.status).toBe('ringing')
    await town.pass(200)
    town.expectIdle()
    expect(alice.ends()).toEqual(['timeout'])
  })

  it.each(KINDS)('answering, %s: accepted or not, it comes to an end', async (kind) => {
    const { alice, bob, town } = scene
    await scene.bring('answering', kind)
    town.crash(bob)
    alice.wx.closeDialogs(true)
    await town.pass(60_000)
    town.expectIdle()
    expect(alice.ends()).toHaveLength(1)
  })

  it.each(KINDS)('calling, %s: nobody answers', async (kind) => {
    const { alice, town } = scene
    await scene.bring('calling', kind)
    scene.others.forEach((one) => town.crash(one))
    await town.pass(34_000)
    town.expectIdle()
    expect(alice.ends()).toEqual(['no-response'])
  })

  it.each(KINDS)('connecting, %s: the peer never joins', async (kind) => {
    const { alice, town } = scene
    await scene.bring('calling', kind)
    for (const one of scene.others) town.media.behaviour(one.phone).silent = true
    await scene.everybodyAccepts(alice)
    expect(alice.calling.state.status).toBe('connecting')
    scene.others.forEach((one) => town.crash(one))
    await town.pass(20_100)
    town.expectIdle()
    expect(alice.ends()).toEqual(['peer-never-joined'])
  })

  it.each(pairs(['alice', 'bob'] as const, ['connected'] as Situation[]))(
    '%s called, %s: CALL_END reconnectTimeout after the last sign of the peer, long before the room drops it',
    async (caller, situation) => {
      const { alice, bob, town } = scene
      await scene.bring(situation, '1v1', { caller: scene[caller] })
      town.crash(bob)
      await town.pass(30_000)
      expect(alice.calling.state).toMatchObject({ status: 'connected', reconnecting: false, members: [{ away: true }] })
      await town.pass(PATIENCE - 30_000)
      town.expectIdle()
      expect(alice.got('CALL_END')).toMatchObject([{ reason: 'peer-left', userID: 'bob' }])
      expect(alice.got('USER_LEAVE')).toEqual([{ userID: 'bob' }])
    },
  )

  it.each(GROUP_KINDS)('connected, %s: the others stay; after the last one the call ends', async (kind) => {
    const { alice, bob, dave, town } = scene
    await scene.bring('connected', kind)
    town.crash(dave)
    await town.pass(91_000)
    scene.expectTogether(alice, bob)
    await town.pass(10_000)
    town.crash(bob)
    await town.pass(PATIENCE)
    town.expectIdle()
    expect(alice.ends()).toEqual(['peer-left'])
    expect(alice.got('USER_LEAVE')).toEqual([{ userID: 'dave' }, { userID: 'bob' }])
  })
})
