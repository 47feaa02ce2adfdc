/** Messages that come twice, or before what they belong to: faults 7 and 8. */
import { transition } from '../../../../lib/call/machine'
import type { Incoming, MessageOf, State } from '../../../../lib/call/state/model'
import { createMemory } from '../../../../lib/call/state/tombstones'
import { DURING_A_CALL, KINDS, type Situation, pairs, setScene } from '../../../support/town/scene'
import { type MessageName, deliveryOf, lastOf, lose, traffic } from '../../../support/chat/wire'

const scene = setScene()

/** Chat delivers every message of this kind again: with a new message ID, as a resend has. */
function resend(name: MessageName): void {
  const again = deliveryOf(name)
  for (const { device, message } of deliveries.filter(again))
    device.receive([{ ...message, ID: `${message.ID} again` }])
}

let deliveries: Parameters<ReturnType<typeof deliveryOf>>[0][] = []

beforeEach(() => {
  deliveries = []
  scene.town.chat.intercept((hop) => {
    deliveries.push(hop)
    return 'pass'
  })
})

describe('fault 7: a message arrives twice', () => {
  it.each(pairs(['ringing', 'answering', 'connecting', 'connected'] as Situation[], KINDS))(
    'invite, %s, %s: no second ring',
    async (situation, kind) => {
      const { alice, bob } = scene
      await scene.bring(situation, kind, { caller: bob })
      resend('invite')
      await scene.expectUntouched()
      expect(alice.got('INVITED')).toHaveLength(1)
    },
  )

  it.each(KINDS)('invite, after the call, %s: does not ring', async (kind) => {
    const { alice, bob, town } = scene
    await scene.bring('ringing', kind)
    await alice.calling.reject()
    resend('invite')
    await town.settle()
    town.expectIdle(alice)
    expect(alice.got('INVITED')).toHaveLength(1)
    await bob.calling.hangup().catch(() => undefined)
    resend('invite')
    await town.settle()
    town.expectIdle()
  })

  it.each(pairs(['connecting', 'connected'] as Situation[], KINDS))(
    'accept, %s, %s: no second event',
    async (situation, kind) => {
      const { alice } = scene
      await scene.bring(situation, kind)
      resend('accept')
      await scene.expectUntouched()
      expect(alice.got('USER_ACCEPT').map(({ userID }) => userID)).toEqual(scene.others.map(({ userID }) => userID))
    },
  )

  it.each(KINDS)('accept, idle, %s: nothing', async (kind) => {
    const { alice, town } = scene
    await scene.bring('connected', kind)
    for (const one of scene.party) await one.calling.hangup().catch(() => undefined)
    await town.settle()
    const before = traffic(town.chat).length
    resend('accept')
    await town.settle()
    town.expectIdle()
    expect(traffic(town.chat)).toHaveLength(before)
    expect(alice.got('USER_ACCEPT')).toHaveLength(scene.others.length)
  })

  it.each(KINDS)('reject, %s: one event and one CALL_END', async (kind) => {
    const { alice, town } = scene
    await scene.bring('calling', kind)
    for (const one of scene.others) {
      await one.calling.reject()
      resend('reject')
    }
    await town.settle()
    resend('reject')
    await town.settle()
    town.expectIdle()
    expect(alice.got('REJECT').map(({ invitee }) => invitee)).toEqual(scene.others.map(({ userID }) => userID))
    expect(alice.ends()).toEqual(['reject'])
  })

  it('hangup, idle: one CALL_END, and the next call does not hear of it', async () => {
    const { alice, bob, town } = scene
    await scene.bring('connected')
    await bob.calling.hangup()
    resend('hangup')
    await town.settle()
    scene.expectEnds({ alice: ['hangup'], bob: ['hangup'] })
    await scene.bring('connected')
    resend('hangup')
    await town.settle()
    scene.expectTogether(alice, bob)
  })

  it.each(DURING_A_CALL)('hangup of the call before, %s: the call is untouched', async (situation) => {
    const { alice, bob, town } = scene
    await scene.bring('connected')
    await bob.calling.hangup()
    await town.pass(1000)
    ;[alice, bob].forEach((one) => (one.heard = []))
    await scene.bring(situation)
    resend('hangup')
    resend('cancel')
    await scene.expectUntouched()
  })
})

describe('fault 8: the end of a call arrives before its invitation', () => {
  it.each(KINDS)('cancel, idle, %s: never rings', async (kind) => {
    const { alice, bob, town } = scene
    Object.assign(scene, { kind })
    const invitations = town.chat.hold(deliveryOf('invite', 'bob'))
    await scene.call(bob)
    await bob.calling.hangup()
    await town.settle()
    expect(traffic(town.chat).filter((line) => line.endsWith('cancel'))).not.toEqual([])
    invitations.stop()
    invitations.releaseAll()
    await town.settle()
    town.expectIdle()
    expect([...alice.names(), ...scene.dave.names()]).toEqual([])
  })

  it.each(KINDS)('cancel because nobody answered, idle, %s: never rings', async (kind) => {
    const { alice, bob, town } = scene
    Object.assign(scene, { kind })
    const invitations = town.chat.hold(deliveryOf('invite', 'bob'))
    await scene.call(bob)
    await town.pass(34_000)
    invitations.stop()
    invitations.releaseAll()
    await town.settle()
    town.expectIdle()
    expect(alice.names()).toEqual([])
    expect(bob.ends()).toEqual(['no-response'])
  })

  it('hangup of a call whose accept settled a glare, idle: its invitation never rings', async () => {
    const { alice, bob, town } = scene
    const invitations = town.chat.hold(deliveryOf('invite'))
    void alice.calling.call({ userID: 'bob' })
    void bob.calling.call({ userID: 'alice' })
    await town.settle()
    invitations.stop()
    const [loser] = invitations.hops
      .map((hop) => hop.signal?.inviteID ?? '')
      .sort()
      .slice(1)
    const late = invitations.hops.filter((hop) => hop.signal?.inviteID === loser)
    invitations.hops.filter((hop) => !late.includes(hop)).forEach((hop) => hop.release())
    await town.settle()
    scene.expectTogether(alice, bob)
    await alice.calling.hangup()
    await town.settle()
    late.forEach((hop) => hop.release())
    await town.settle()
    town.expectIdle()
    expect([...alice.got('INVITED'), ...bob.got('INVITED')]).toEqual([])
  })

  it.each(['idle', 'ringing'])('hangup of another call, %s: its invitation never rings', (situation) => {
    const invite: MessageOf<'invite'> = {
      ...{ kind: 'invite', from: 'bob', inviteID: 'bob-1', groupID: '', callID: 'call of bob', age: 0, type: 1 },
      ...{ room: { roomID: 8, strRoomID: '' }, isGroup: false, inviteeList: ['alice'], timeout: 30, sequence: 1 },
      ...{ userData: '', version: 4 },
    }
    const ofCarol = { ...invite, from: 'carol', inviteID: 'carol-1', callID: 'call of carol' }
    const cancel: Incoming = { ...ofCarol, kind: 'cancel' }
    const hangup: Incoming = { ...invite, kind: 'hangup', inviteID: 'bob-2' }
    const rings = (messages: Incoming[]) => {
      let state: State = { memory: createMemory('alice', 0), current: { phase: 'idle' } }
      for (const message of messages) [state] = transition(state, { now: 0, input: { type: 'message', message } })
      return state.current.phase === 'ringing' && state.current.call.inviter
    }
    const before = situation === 'ringing' ? [ofCarol] : []
    const after = situation === 'ringing' ? [cancel] : []
    expect(rings([...before, ...after, invite])).toBe('bob')
    expect(rings([...before, hangup, ...after, invite])).toBe(false)
  })

  it.each(DURING_A_CALL)('cancel of another call, %s: the call is untouched, and it never rings', async (situation) => {
    const { alice, carol, town } = scene
    await scene.bring(situation)
    const rang = alice.got('INVITED').length
    const invitations = town.chat.hold(deliveryOf('invite', 'carol'))
    await carol.calling.call({ userID: 'alice' })
    await carol.calling.hangup()
    await town.settle()
    invitations.stop()
    invitations.releaseAll()
    await town.settle()
    expect(alice.got('INVITED')).toHaveLength(rang)
    await scene.expectUntouched()
    expect(carol.ends()).toEqual(['cancel'])
  })

  it('the memory of it outlives 60 other calls in 100 s', async () => {
    const { alice, bob, town } = scene
    const invitations = town.chat.hold(deliveryOf('invite', 'bob'))
    await bob.calling.call({ userID: 'alice' })
    await bob.calling.hangup()
    await town.settle()
    invitations.stop()
    for (let n = 0; n < 60; n++) {
      await scene.town.connect(alice, scene.carol)
      await town.pass(1600)
      await alice.calling.hangup()
      await town.settle()
    }
    invitations.releaseAll()
    await town.settle()
    town.expectIdle()
    expect(alice.got('INVITED')).toEqual([])
  })

  it('a second cancel, after another call has begun, is ignored', async () => {
    const { alice, town } = scene
    await scene.bring('ringing')
    const { inviteID } = lastOf(town.chat, 'invite', 'bob')
    const findAgain = lose(town.chat, 'cancel')
    await scene.bob.calling.hangup()
    await town.settle()
    findAgain()
    await alice.calling.reject()
    await scene.bring('connected')
    resend('cancel')
    await town.settle()
    expect(alice.calling.state.inviteID).not.toBe(inviteID)
    scene.expectTogether(alice, scene.bob)
  })
})
