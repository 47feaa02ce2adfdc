/** Messages that cross on their way: faults 3 to 6. */
import { initialState, transition } from '../../../../lib/call/machine'
import type { Effect, Input, MessageOf } from '../../../../lib/call/state/model'
import { type Kind, GROUP_KINDS, KINDS, pairs, setScene } from '../../../support/town/scene'
import { ackOf, deliveryOf, lastOf, lose, makeUp, traffic } from '../../../support/chat/wire'

const scene = setScene()

/** Everybody rings; what is sent from now on waits. */
async function ringAndHold(kind: Kind) {
  const { town } = scene
  await scene.bring('calling', kind)
  const mail = town.chat.hold((hop) => hop.kind === 'delivery')
  return {
    /** what `from` has sent arrives */
    async deliver(from: string) {
      for (const hop of mail.hops.filter((one) => one.kind === 'delivery' && one.from === from)) {
        mail.hops.splice(mail.hops.indexOf(hop), 1)
        hop.release()
      }
      await town.settle()
    },
    async deliverAll() {
      mail.stop()
      mail.releaseAll()
      await town.settle()
    },
  }
}

describe('fault 3: cancel crosses accept while calling', () => {
  it.each(pairs(KINDS, ['alice', 'bob'] as const))('%s, what %s sent arrives first: all idle', async (kind, first) => {
    const { alice, bob, town } = scene
    const mail = await ringAndHold(kind)
    await bob.calling.accept()
    await alice.calling.hangup()
    await town.settle()
    await mail.deliver(first)
    await mail.deliverAll()
    town.expectIdle()
    expect(alice.ends()).toEqual(['cancel'])
    expect(bob.ends()).toHaveLength(1)
    expect(alice.names().filter((name) => name === 'USER_ACCEPT')).toEqual([])
    await scene.expectNextCallWorks()
  })

  it.each(KINDS)('%s, and the cancel is lost: the late accept is answered with a hangup', async (kind) => {
    const { alice, bob, town } = scene
    await scene.bring('calling', kind)
    const accepts = town.chat.hold(deliveryOf('accept', 'bob', 'alice'))
    await bob.calling.accept()
    lose(town.chat, 'cancel', 'alice', 'bob')
    await alice.calling.hangup()
    await town.settle()
    accepts.stop()
    accepts.releaseAll()
    await town.settle()
    town.expectIdle(alice, bob)
    expect(traffic(town.chat)).toContain('alice>bob hangup')
    expect(bob.ends()).toEqual(['hangup'])
    await town.pass(40_000)
  })

  it.each(['reject', 'timeout'] as const)(
    'bob’s phone says "%s", his tablet accepts: that is answered with a hangup',
    async (action) => {
      const { alice, bob, town } = scene
      await scene.bring('calling')
      const { inviteID } = alice.calling.state
      const accepts = town.chat.hold(deliveryOf('accept', 'bob', 'alice'))
      await bob.calling.accept()
      town.chat.inject('alice', makeUp({ action, from: 'bob', inviter: 'alice', inviteID, inviteeList: ['bob'] }))
      await town.settle()
      expect(alice.ends()).toEqual([action])
      accepts.stop()
      accepts.releaseAll()
      await town.settle()
      expect(traffic(town.chat)).toContain('alice>bob hangup')
      expect(bob.ends()).toEqual(['hangup'])
      town.expectIdle()
    },
  )

  it.each(GROUP_KINDS)('%s, and two accepts are late: each is answered', async (kind) => {
    const { alice, bob, dave, town } = scene
    await scene.bring('calling', kind)
    const accepts = [bob, dave].map((one) => town.chat.hold(deliveryOf('accept', one.userID, 'alice')))
    for (const one of [bob, dave]) await one.calling.accept()
    for (const one of [bob, dave]) lose(town.chat, 'cancel', 'alice', one.userID)
    await alice.calling.hangup()
    await town.settle()
    for (const mail of accepts) {
      mail.stop()
      mail.releaseAll()
      await town.settle()
    }
    expect(traffic(town.chat)).toEqual(expect.arrayContaining(['alice>bob hangup', 'alice>dave hangup']))
    town.expectIdle(alice)
    // without a cancel, the two have each other
    await town.pass(40_000)
    scene.expectTogether(bob, dave)
  })

  it('while bob is still asked for the microphone: his answer comes to nothing', async () => {
    const { alice, bob, town } = scene
    scene.leaveDialogsOpen()
    await bob.calling.call({ userID: 'alice' })
    await town.settle()
    const answer = alice.calling.accept()
    await town.settle()
    await bob.calling.hangup()
    await town.settle()
    await expect(answer).rejects.toMatchObject({ reason: 'ABORTED' })
    alice.wx.closeDialogs(true)
    await town.settle()
    town.expectIdle()
    expect(traffic(town.chat)).toEqual(['bob>alice invite', 'bob>alice cancel'])
    scene.expectEnds({ alice: ['cancel'], bob: ['cancel'] })
  })
})

/** The guard lets no message through twice; the call logic has its own answer to one that comes again. */
it.each([
  ['1v1: answered once', '', ['bob', 'bob'], ['bob']],
  ['chat group: each of its invitees is answered', 'team', ['bob', 'dave'], ['bob', 'dave']],
] as const)('late accepts, %s', (_, groupID, senders, answered) => {
  let state = initialState('alice', 0)
  const effects: Effect[] = []
  const give = (input: Input): void => {
    const [next, asked] = transition(state, { now: 0, input })
    state = next
    effects.push(...asked)
  }
  const plan = { invitees: ['bob', 'dave'].slice(0, groupID ? 2 : 1), timeout: 30, userData: '', offlinePushInfo: null }
  const room = { roomID: 8, strRoomID: '' }
  const isGroup = groupID !== ''
  give({ type: 'call', request: 1, callID: 'call', callType: 1, room, isGroup, groupID, plan })
  give({ type: 'prepared', key: 1, camera: true })
  give({ type: 'assigned', key: 1, localID: 1, inviteID: 'invitation' })
  give({ type: 'hangup', request: 2, why: 'hangup' })
  for (const from of senders) {
    const about = { from, inviteID: 'invitation', groupID, callID: 'call', age: 0 }
    const message: MessageOf<'accept'> = { kind: 'accept', ...about, type: 1, sequence: 1, replaces: '', switchTo: 0 }
    give({ type: 'message', message })
  }
  const hangups = effects.flatMap((effect) => (effect.type === 'notify' ? [effect] : []))
  expect(hangups.map(({ to }) => to)).toEqual(answered)
  // the callee knows the call by its id, and not as one of the group that it is no part of any more
  expect(hangups.map(({ message, groupID: through }) => [message.kind, message.call.callID, through])).toEqual(
    answered.map(() => ['hangup', 'call', '']),
  )
})

describe('fault 4: accept crosses the end of the ring time', () => {
  it.each(KINDS)('calling, %s: all idle, the late accept is answered with a hangup', async (kind) => {
    const { alice, bob, town } = scene
    await scene.bring('calling', kind)
    await town.pass(29_500)
    const accepts = town.chat.hold(deliveryOf('accept', 'bob', 'alice'))
    const cancels = town.chat.hold(deliveryOf('cancel', 'alice', 'bob'))
    await bob.calling.accept()
    await town.pass(4000)
    expect(alice.ends()).toEqual(['no-response'])
    accepts.stop()
    accepts.releaseAll()
    await town.settle()
    town.expectIdle(alice, bob)
    expect(bob.ends()).toEqual(['hangup'])
    cancels.stop()
    cancels.releaseAll()
    await town.settle()
    town.expectIdle()
    expect(alice.got('NO_RESP')).toHaveLength(1)
  })

  it('answering: the ring time ends while the question for the microphone is open', async () => {
    const { alice, town } = scene
    await scene.bring('answering')
    await town.pass(31_000)
    await expect(scene.promise).rejects.toMatchObject({ reason: 'ABORTED' })
    alice.wx.closeDialogs(true)
    await town.settle()
    town.expectIdle()
    scene.expectEnds({ alice: ['timeout'], bob: ['timeout'] })
    expect(traffic(town.chat)).not.toContain('alice>bob accept')
  })

  it('ringing: an accept in the last moment is an accept', async () => {
    const { alice, bob, town } = scene
    await scene.bring('ringing')
    await town.pass(29_999)
    await alice.calling.accept()
    await town.pass(60_000)
    scene.expectTogether(alice, bob)
  })
})

describe('fault 5: reject crosses cancel while calling', () => {
  it.each(pairs(KINDS, ['alice', 'bob'] as const))('%s, what %s sent arrives first', async (kind, first) => {
    const { alice, bob, town } = scene
    const mail = await ringAndHold(kind)
    await bob.calling.reject()
    await alice.calling.hangup()
    await town.settle()
    await mail.deliver(first)
    await mail.deliverAll()
    town.expectIdle()
    scene.expectEnds({ alice: ['cancel'], bob: ['reject'], ...(kind === '1v1' ? {} : { dave: ['cancel'] }) })
    expect(alice.got('REJECT')).toEqual([])
  })
})

describe('fault 6: an answer arrives before the invitation’s own acknowledgement', () => {
  it.each(KINDS)('calling, %s, accept: handled, and no later timeout hits the call', async (kind) => {
    const { town } = scene
    const acks = town.chat.hold(ackOf('invite', 'alice'))
    await scene.bring('calling', kind)
    await scene.everybodyAccepts(scene.alice)
    await scene.promise
    scene.expectTogether(...scene.party)
    acks.releaseAll()
    await town.pass(60_000)
    scene.expectTogether(...scene.party)
    scene.expectEnds({})
  })

  it('connected: an inviter whose SDK then counts on sends a timeout in mid-call, which ends nothing', async () => {
    const { alice, bob, town } = scene
    await scene.bring('connected', '1v1', { caller: bob })
    const { inviteID } = lastOf(town.chat, 'invite', 'bob')
    const call = { call_type: 1, room_id: 1, data: { cmd: 'audioCall', room_id: 1, message: '' } }
    const about = { from: 'bob', inviter: 'bob', inviteID, inviteeList: ['alice'], call }
    await town.pass(35_000)
    town.chat.inject('alice', makeUp({ ...about, action: 'timeout' }))
    await town.settle()
    scene.expectTogether(alice, bob)
    await scene.expectUntouched()
  })

  it.each(KINDS)('calling, %s, accept, and the acknowledgement never comes', async (kind) => {
    const { alice, town } = scene
    town.chat.hold(ackOf('invite', 'alice'))
    await scene.bring('calling', kind)
    await scene.everybodyAccepts(scene.alice)
    await scene.promise
    await town.pass(60_000)
    scene.expectTogether(...scene.party)
    expect(alice.got('ERROR')).toEqual([])
  })

  it.each(KINDS)('calling, %s, reject: handled, and the acknowledgement changes nothing', async (kind) => {
    const { alice, town } = scene
    const acks = town.chat.hold(ackOf('invite', 'alice'))
    await scene.bring('calling', kind)
    for (const one of scene.others) await one.calling.reject()
    await town.settle()
    await scene.promise
    town.expectIdle()
    expect(alice.got('REJECT')).toHaveLength(scene.others.length)
    acks.releaseAll()
    await town.pass(60_000)
    town.expectIdle()
    expect(alice.ends()).toEqual(['reject'])
  })

  it('calling, the acknowledgement says that it failed, after the accept: the call goes on', async () => {
    const { alice, bob, town } = scene
    const acks = town.chat.hold(ackOf('invite', 'alice'))
    await scene.bring('calling')
    await bob.calling.accept()
    await town.settle()
    for (const hop of acks.hops) if (hop.kind === 'ack') hop.fail({ code: 2801 })
    await town.pass(60_000)
    await scene.promise
    scene.expectTogether(alice, bob)
    expect(alice.got('ERROR')).toEqual([])
  })

  it.each(GROUP_KINDS)('calling, %s: one accepts and one rejects before it', async (kind) => {
    const { alice, bob, dave, town } = scene
    const acks = town.chat.hold(ackOf('invite', 'alice'))
    await scene.bring('calling', kind)
    await bob.calling.accept()
    await dave.calling.reject()
    await town.settle()
    acks.releaseAll()
    await town.pass(60_000)
    scene.expectTogether(alice, bob)
    scene.expectEnds({ dave: ['reject'] })
    expect(alice.got('REJECT')).toMatchObject([{ invitee: 'dave', inviteID: lastOf(town.chat, 'reject').inviteID }])
  })
})
