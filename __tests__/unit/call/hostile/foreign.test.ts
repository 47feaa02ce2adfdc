/** What does not belong to the call: faults 12, 13 and 15. */
import {
  DURING_A_CALL,
  GROUP_ID,
  KINDS,
  type Kind,
  SITUATIONS,
  type Situation,
  pairs,
  setScene,
} from '../../../support/town/scene'
import {
  type MadeUp,
  type MessageName,
  callIDOf,
  hangupCall,
  inviteCall,
  lastOf,
  makeUp,
  traffic,
} from '../../../support/chat/wire'

const scene = setScene()

describe('fault 12: calling oneself', () => {
  it.each(pairs(SITUATIONS, KINDS))('%s, %s: refused, nothing sent', async (situation, kind) => {
    const { alice, town } = scene
    await scene.bring(situation, kind)
    const sent = town.chat.log.length
    const refused = { name: 'CallingError', reason: 'CALL_SELF' }
    await expect(alice.calling.call({ userID: 'alice' })).rejects.toMatchObject(refused)
    await expect(alice.calling.groupCall({ userIDList: ['bob', 'alice'] })).rejects.toMatchObject(refused)
    await expect(alice.calling.inviteUser({ userIDList: ['alice'] })).rejects.toMatchObject(refused)
    await town.settle()
    expect(town.chat.log).toHaveLength(sent)
    await scene.expectUntouched()
  })
})

describe('fault 15: a stranger invites into the call at hand, by its own ids', () => {
  const named = DURING_A_CALL.filter((situation) => situation !== 'unsent')

  it.each(named)('%s: nothing is accepted, the call untouched', async (situation) => {
    const { alice, town } = scene
    await scene.bring(situation)
    const { inviteID } = alice.calling.state
    const { call } = lastOf(town.chat, 'invite')
    town.chat.inject(
      'alice',
      // of an account that Chat does not know: an answer to it fails
      makeUp({ action: 'invite', from: 'mallory', inviter: 'mallory', inviteID, inviteeList: ['alice'], call }),
    )
    await town.settle()
    expect(traffic(town.chat).filter((line) => line.startsWith('alice>mallory accept'))).toEqual([])
    await scene.expectUntouched()
  })
})

describe('fault 13: a third user calls', () => {
  it.each(pairs(DURING_A_CALL, KINDS))(
    '%s, %s: LINE_BUSY to that user, the call untouched',
    async (situation, kind) => {
      const { alice, carol, town } = scene
      await scene.bring(situation, kind)
      const rang = alice.got('INVITED').length
      await carol.calling.call({ userID: 'alice' })
      await town.settle()
      expect(carol.got('LINE_BUSY')).toMatchObject([{ invitee: 'alice', reason: 'line busy' }])
      expect(carol.ends()).toEqual(['line-busy'])
      expect(alice.got('INVITED')).toHaveLength(rang)
      await scene.expectUntouched()
    },
  )

  it.each(DURING_A_CALL)('%s, into a group call with others: only alice is busy', async (situation) => {
    const { alice, carol, dave, town } = scene
    await scene.bring(situation)
    const rang = alice.got('INVITED').length
    await carol.calling.groupCall({ userIDList: ['alice', 'dave'], groupID: GROUP_ID })
    await town.settle()
    expect(carol.got('LINE_BUSY')).toMatchObject([{ invitee: 'alice' }])
    expect(alice.got('INVITED')).toHaveLength(rang)
    expect(dave.calling.state.status).toBe('ringing')
    await carol.calling.hangup()
    await town.settle()
    await scene.expectUntouched()
  })

  it('idle, while two call at once: one rings, the other one is told', async () => {
    const { alice, bob, carol, town } = scene
    const both = [bob.calling.call({ userID: 'alice' }), carol.calling.call({ userID: 'alice' })]
    await town.settle()
    await Promise.all(both)
    expect(
      [alice.got('INVITED'), [...bob.got('LINE_BUSY'), ...carol.got('LINE_BUSY')]].map((list) => list.length),
    ).toEqual([1, 1])
    await alice.calling.reject()
    await town.settle()
    town.expectIdle()
  })
})

describe('fault 15: a third user meddles', () => {
  const messages: MessageName[] = ['cancel', 'accept', 'reject', 'timeout', 'hangup', 'switch']

  /** What carol can write when she knows all ids of the call. */
  function meddle(name: MessageName, kind: Kind): MadeUp[] {
    const invite = lastOf(scene.town.chat, 'invite')
    const callID = callIDOf(invite)
    const call = { call_type: 1, data: { cmd: 'audioCall', callID, message: '' } }
    const about = { from: 'carol', inviteID: invite.inviteID, call }
    const groupID = kind === 'chat group' ? GROUP_ID : ''
    const theirs = { ...about, groupID, inviter: invite.inviter, inviteeList: ['carol'] }
    const own = { ...about, groupID, inviter: 'carol', inviteeList: ['alice'] }
    switch (name) {
      case 'hangup':
        return [callID, undefined].map((id) => ({
          ...own,
          inviteID: 'carol-1',
          action: 'invite',
          call: hangupCall(id),
          timeout: 0,
        }))
      case 'switch': {
        const data = { cmd: 'switchToVideo', callID, message: '' }
        return [{ ...own, inviteID: 'carol-2', action: 'invite', call: { call_type: 1, room_id: 1, data } }]
      }
      case 'invite':
      case 'cancel':
      case 'accept':
      case 'reject':
      case 'timeout':
        // under the names of the two ends, under her own, and about an invitation of her own
        return [theirs, { ...theirs, inviteeList: ['alice'] }, { ...theirs, inviteeList: ['bob'] }, own].map((one) => ({
          ...one,
          action: name === 'invite' ? 'invite' : name,
        }))
    }
  }

  const cases = pairs(
    DURING_A_CALL.filter((one) => one !== 'unsent'),
    messages,
  ).flatMap(([situation, name]) => KINDS.map((kind): [Situation, MessageName, Kind] => [situation, name, kind]))

  it.each(cases)('%s: %s, %s: ignored', async (situation, name, kind) => {
    const { alice, town } = scene
    await scene.bring(situation, kind)
    const heard = alice.names().length
    const sent = town.chat.log.length
    for (const fields of meddle(name, kind)) town.chat.inject('alice', makeUp(fields))
    await town.settle()
    expect(alice.names()).toHaveLength(heard)
    expect(town.chat.log).toHaveLength(sent)
    await scene.expectUntouched()
  })

  it.each(messages)('idle: %s of a call that is over: ignored', async (name) => {
    const { alice, bob, town } = scene
    await scene.bring('connected')
    await bob.calling.hangup()
    await town.settle()
    const heard = alice.names().length
    for (const fields of meddle(name, '1v1')) town.chat.inject('alice', makeUp(fields))
    await town.settle()
    expect(alice.names()).toHaveLength(heard)
    town.expectIdle()
  })

  it('connected: an invitation into the very room of the call, by a third user, is an invitation like any other', async () => {
    const { town } = scene
    await scene.bring('connected')
    const room = Number(town.media.inRoom('alice'))
    const call = inviteCall(room)
    town.chat.inject(
      'alice',
      makeUp({ action: 'invite', from: 'carol', inviter: 'carol', inviteID: 'x', inviteeList: ['alice'], call }),
    )
    await town.settle()
    expect(traffic(town.chat).slice(-1)).toEqual(['alice>carol reject'])
    await scene.expectUntouched()
  })
})
