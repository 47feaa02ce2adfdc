/** Both sides call each other: faults 1, 2 and 14. */
import { CALL_TYPE } from '../../../../lib/foundation/types'
import type { CallType } from '../../../../lib/foundation/types'
import { type Situation, pairs, setScene } from '../../../support/town/scene'
import type { Person } from '../../../support/town/town'
import { ackOf, callIDOf, deliveryOf, lastOf, lose, makeUp, traffic } from '../../../support/chat/wire'

const scene = setScene()
const TYPES: CallType[] = [CALL_TYPE.AUDIO, CALL_TYPE.VIDEO]

/** Somebody calls, with an invitation whose id is drawn from `id`. */
async function callWithID(
  caller: Person,
  userID: string,
  id: number,
  type: CallType = 1,
): Promise<{ call: Promise<void> }> {
  const random = jest.spyOn(caller.platform, 'random').mockReturnValue(id)
  const call = caller.calling.call({ userID, type })
  await scene.town.settle()
  random.mockRestore()
  return { call }
}

/** Both have called, and neither has heard of it. */
async function cross(ids: { alice: number; bob: number }, types: [CallType, CallType] = [1, 1]) {
  const { alice, bob, town } = scene
  const invitations = town.chat.hold(deliveryOf('invite'))
  const first = await callWithID(alice, 'bob', ids.alice, types[0])
  const second = await callWithID(bob, 'alice', ids.bob, types[1])
  invitations.stop()
  return { invitations: invitations.hops, calls: [first.call, second.call] }
}

describe('fault 1: both call each other while calling', () => {
  const cases = [
    { winner: 'alice', ids: { alice: 0.2, bob: 0.7 }, why: 'the lower id wins' },
    { winner: 'bob', ids: { alice: 0.7, bob: 0.2 }, why: 'the lower id wins' },
    { winner: 'alice', ids: { alice: 0.5, bob: 0.5 }, why: 'equal ids fall to the lower userID' },
  ]

  describe.each(cases)('$winner wins: $why', ({ winner, ids }) => {
    it.each(pairs(TYPES, TYPES))('media %d and %d: one call with the lesser one', async (...types) => {
      const { alice, bob, town } = scene
      const { invitations, calls } = await cross(ids, types)
      invitations.forEach((hop) => hop.release())
      await town.settle()
      await Promise.all(calls)
      scene.expectTogether(alice, bob)
      for (const { calling, names, got } of [alice, bob].map((one) => ({
        calling: one.calling,
        names: one.names(),
        got: one.got('USER_ACCEPT'),
      }))) {
        expect(calling.state).toMatchObject({ inviter: winner, type: Math.min(...types) })
        expect(names).not.toContain('INVITED')
        expect(names).not.toContain('LINE_BUSY')
        expect(names).not.toContain('CALL_END')
        expect(got).toHaveLength(1)
      }
      for (const { phone } of [alice, bob]) {
        expect(town.media.published(phone).video).toBe(Math.min(...types) === CALL_TYPE.VIDEO)
      }
      await town.pass(60_000)
      scene.expectTogether(alice, bob)
      await alice.calling.hangup()
      await town.settle()
      scene.expectEnds({ alice: ['hangup'], bob: ['hangup'] })
    })

    it.each(['alice', 'bob'])('the invitation of %s arrives long after the other one', async (late) => {
      const { alice, bob, town } = scene
      const { invitations } = await cross(ids)
      invitations.filter((hop) => hop.from !== late).forEach((hop) => hop.release())
      await town.pass(2000)
      invitations.filter((hop) => hop.from === late).forEach((hop) => hop.release())
      await town.pass(60_000)
      scene.expectTogether(alice, bob)
      scene.expectEnds({})
    })

    it('the invitations arrive before their acknowledgements', async () => {
      const { alice, bob, town } = scene
      const acks = town.chat.hold(ackOf('invite'))
      const { invitations, calls } = await cross(ids)
      invitations.forEach((hop) => hop.release())
      await town.settle()
      scene.expectTogether(alice, bob)
      acks.releaseAll()
      await Promise.all(calls)
      await town.pass(60_000)
      scene.expectTogether(alice, bob)
    })
  })

  it('the loser says which invitation it replaces', async () => {
    const { town } = scene
    const { invitations } = await cross({ alice: 0.7, bob: 0.2 })
    const ids = invitations.map((hop) => hop.signal?.inviteID)
    invitations.forEach((hop) => hop.release())
    await town.settle()
    const accept = town.chat.log.find((line) => line.signal?.action === 'accept')
    expect(accept).toMatchObject({ from: 'alice', signal: { inviteID: ids[1], call: { data: { replaces: ids[0] } } } })
  })

  it('the invitation that gave way is accepted on another device of the winner, who is told that it is over', async () => {
    const { alice, bob, town } = scene
    const { invitations } = await cross({ alice: 0.7, bob: 0.2 })
    const { inviteID = '', call } = invitations[0]?.signal ?? {}
    const { callID } = (call as { data: { callID: string } }).data
    invitations.forEach((hop) => hop.release())
    await town.settle()
    const [before, rest] = [traffic(town.chat).length, { inviteID, inviter: 'alice', inviteeList: ['bob'] }]
    const accept = { call_type: 1, data: { cmd: 'audioCall', callID } }
    town.chat.inject('alice', makeUp({ action: 'accept', from: 'bob', ...rest, call: accept }))
    await town.settle()
    expect(traffic(town.chat).slice(before)).toEqual(['alice>bob hangup'])
    expect(callIDOf(lastOf(town.chat, 'hangup'))).toBe(callID)
    scene.expectTogether(alice, bob)
  })

  it.each([
    ['ringing', ['cancel']],
    ['connecting', ['cancel']],
    ['connected', []],
  ] as [Situation, string[]][])(
    'bob accepts an invitation of alice in place of his own, where that is %s at alice: she has heard %j',
    async (situation, ends) => {
      const { alice, bob, town } = scene
      await scene.bring('calling')
      const { inviteID } = alice.calling.state
      const callID = callIDOf(lastOf(town.chat, 'invite'))
      await alice.calling.hangup()
      await town.settle()
      await scene.bring(situation, '1v1', { caller: bob })
      const { inviteID: replaces } = alice.calling.state
      const rest = { inviteID, inviter: 'alice', inviteeList: ['bob'] }
      const call = { call_type: 1, data: { cmd: 'audioCall', callID, replaces } }
      town.chat.inject('alice', makeUp({ action: 'accept', from: 'bob', ...rest, call }))
      await town.settle()
      expect(alice.ends()).toEqual(['cancel', ...ends])
      await town.pass(60_000)
      await scene.endAll()
    },
  )

  it('the loser’s answer is lost: both are idle in the end, and the next call works', async () => {
    const { town } = scene
    const { invitations } = await cross({ alice: 0.7, bob: 0.2 })
    const findAgain = lose(town.chat, 'accept')
    invitations.forEach((hop) => hop.release())
    await town.pass(40_000)
    findAgain()
    town.expectIdle()
    await scene.expectNextCallWorks()
  })

  it('the winner hangs up before the answer arrives', async () => {
    const { alice, bob, town } = scene
    const { invitations } = await cross({ alice: 0.7, bob: 0.2 })
    invitations.forEach((hop) => hop.release())
    const leaving = bob.calling.hangup()
    await town.settle()
    await leaving
    await town.pass(1000)
    town.expectIdle(alice, bob)
    expect(bob.ends()).toEqual(['cancel'])
    expect(alice.ends()).toHaveLength(1)
  })

  it('group calls that cross are two calls: each is told that the other is busy', async () => {
    const { alice, bob, town } = scene
    const invitations = town.chat.hold(deliveryOf('invite'))
    void alice.calling.groupCall({ userIDList: ['bob', 'dave'] })
    void bob.calling.groupCall({ userIDList: ['alice', 'carol'] })
    await town.settle()
    invitations.stop()
    invitations.releaseAll()
    await town.settle()
    expect(alice.got('LINE_BUSY').map((data) => data.invitee)).toEqual(['bob'])
    expect(bob.got('LINE_BUSY').map((data) => data.invitee)).toEqual(['alice'])
    await alice.calling.hangup()
    await bob.calling.hangup()
    await town.settle()
    town.expectIdle()
  })
})

describe('fault 2: the peer calls while the own call is unsent', () => {
  it.each(pairs(TYPES, TYPES))(
    'media %d and %d: the own invitation is dropped, theirs is accepted',
    async (own, theirs) => {
      const { alice, bob, town } = scene
      await scene.bring('unsent', '1v1', { type: own })
      await bob.calling.call({ userID: 'alice', type: theirs })
      await town.settle()
      expect(alice.calling.state.status).toBe('connecting')
      alice.wx.closeDialogs(true)
      await town.settle()
      alice.wx.closeDialogs(true)
      await town.settle()
      await scene.promise
      scene.expectTogether(alice, bob)
      for (const { calling, phone } of [alice, bob]) {
        const type = Math.min(own, theirs)
        expect(calling.state).toMatchObject({ inviter: 'bob', type })
        expect(town.media.published(phone).video).toBe(type === CALL_TYPE.VIDEO)
      }
      expect(traffic(town.chat)).toEqual(['bob>alice invite', 'alice>bob accept'])
      scene.expectEnds({})
    },
  )

  it('and gives up before the question is answered', async () => {
    const { alice, bob, town } = scene
    await scene.bring('unsent')
    await bob.calling.call({ userID: 'alice' })
    await town.settle()
    await bob.calling.hangup()
    await town.settle()
    await expect(scene.promise).rejects.toMatchObject({ reason: 'ABORTED' })
    alice.wx.closeDialogs(true)
    await town.settle()
    town.expectIdle()
    scene.expectEnds({ alice: ['cancel'], bob: ['cancel'] })
  })

  it('and the microphone is refused', async () => {
    const { alice, bob, town } = scene
    await scene.bring('unsent')
    await bob.calling.call({ userID: 'alice' })
    await town.settle()
    alice.wx.closeDialogs(false)
    await expect(scene.promise).rejects.toMatchObject({ reason: 'MICROPHONE_DENIED' })
    await town.settle()
    town.expectIdle()
    scene.expectEnds({ alice: ['microphone-denied'], bob: ['reject'] })
  })

  it('and the question is never answered: both end with the ring time', async () => {
    const { bob, town } = scene
    await scene.bring('unsent')
    await bob.calling.call({ userID: 'alice' })
    await town.pass(34_000)
    town.expectIdle()
    scene.expectEnds({ alice: ['timeout'], bob: ['timeout'] })
  })
})

/** Bob's app has crashed, and he has opened it again. */
async function restartedBob(): Promise<Person> {
  scene.town.crash(scene.bob)
  await scene.town.pass(2000)
  return scene.town.signedIn('bob', { phone: 'bob after a restart' })
}

describe('fault 14: the peer of the current call calls again', () => {
  const situations: Situation[] = ['ringing', 'answering', 'connecting', 'connected']

  it.each(situations)('%s: the old call is over, the new one rings', async (situation) => {
    const { alice, town } = scene
    await scene.bring(situation)
    const again = await restartedBob()
    await again.calling.call({ userID: 'alice' })
    await town.settle()
    expect(alice.calling.state.status).toBe('ringing')
    expect(alice.ends()).toEqual(['replaced'])
    // a question that is still open belongs to the old call
    alice.wx.dialogsStayOpen = false
    alice.wx.closeDialogs(true)
    await town.settle()
    expect(alice.calling.state.status).toBe('ringing')
    town.media.behaviour('alice').silent = false
    // in the first second a tap is for what was there before
    await town.pass(1000)
    await alice.calling.accept()
    await town.settle()
    scene.expectTogether(alice, again)
    await town.pass(60_000)
    scene.expectTogether(alice, again)
  })

  it('calling: the peer has restarted and never heard of the call, so theirs may win or both give up', async () => {
    const { alice } = scene
    await callWithID(alice, 'bob', 0.7)
    // otherwise it would find the call, and ring
    scene.town.chat.intercept((hop) => (hop.kind === 'history' ? 'drop' : 'pass'))
    const again = await restartedBob()
    await callWithID(again, 'alice', 0.2)
    scene.expectTogether(alice, again)
  })

  it('ringing in a group: the inviter’s new call replaces the old one', async () => {
    const { alice, town } = scene
    await scene.bring('ringing', 'group')
    const again = await restartedBob()
    await again.calling.call({ userID: 'alice' })
    await town.settle()
    expect(alice.ends()).toEqual(['replaced'])
    await town.pass(1000)
    await alice.calling.accept()
    await town.settle()
    scene.expectTogether(alice, again)
    await town.pass(60_000)
    scene.expectEnds({ alice: ['replaced'], dave: ['timeout'] })
  })

  it('an older invitation that arrives late replaces nothing', async () => {
    const { alice, bob, town } = scene
    const old = town.chat.hold(deliveryOf('invite', 'bob'))
    await bob.calling.call({ userID: 'alice' })
    await town.settle()
    old.stop()
    await bob.calling.hangup()
    await town.settle()
    await town.connect(bob, alice)
    old.releaseAll()
    await town.settle()
    scene.expectTogether(alice, bob)
    expect(alice.ends()).toEqual([])
  })
})
