/** More people in a running group call: inviteUser and joinInGroupCall. */
import { transition } from '../../../../lib/call/machine'
import type { MessageOf, State } from '../../../../lib/call/state/model'
import { createMemory } from '../../../../lib/call/state/tombstones'
import { expectEventFor, makeBusy } from '../../../support/town/answers'
import { GROUP_ID, GROUP_KINDS, pairs, setScene } from '../../../support/town/scene'
import { inviteCall, lastOf, lose, makeUp, nameOfSignal, traffic } from '../../../support/chat/wire'

const scene = setScene()

describe('inviteUser into a running call', () => {
  it.each(GROUP_KINDS)('connected, %s: the new one comes into the same room', async (kind) => {
    const { alice, carol, town } = scene
    await scene.bring('connected', kind)
    await alice.calling.inviteUser({ userIDList: ['carol'] })
    await town.settle()
    expect(carol.got('INVITED')).toMatchObject([{ sponsor: 'alice', isFromGroup: true }])
    expect(alice.got('GROUP_CALL_INVITEE_LIST_UPDATE').slice(-1)).toEqual([{ userIDList: ['carol'] }])
    await carol.calling.accept()
    await town.settle()
    scene.expectTogether(...scene.party, carol)
    for (const one of [alice, scene.bob, carol]) {
      await one.calling.hangup()
      await town.settle()
    }
    town.expectIdle()
  })

  it.each(pairs(['reject', 'busy', 'no answer', 'away'] as const, GROUP_KINDS))(
    'connected: %s, %s: the call goes on',
    async (answer, kind) => {
      const { alice, carol, town } = scene
      if (answer === 'busy') await makeBusy(scene, carol)
      await scene.bring('connected', kind)
      if (answer === 'away') lose(town.chat, 'invite', 'alice', 'carol')
      await alice.calling.groupCall({ userIDList: ['carol'] })
      await town.settle()
      if (answer === 'reject') await carol.calling.reject()
      await town.pass(34_000)
      expectEventFor(scene, 'carol', answer)
      scene.expectTogether(...scene.party)
      expect(alice.calling.state.members.map(({ userID }) => userID)).toEqual(['bob', 'dave'])
      await town.pass(1000)
    },
  )

  it.each(GROUP_KINDS)('connected, %s, by a member who did not start the call', async (kind) => {
    const { bob, carol, town } = scene
    await scene.bring('connected', kind)
    await bob.calling.inviteUser({ userIDList: ['carol'] })
    await town.settle()
    await carol.calling.accept()
    await town.settle()
    scene.expectTogether(...scene.party, carol)
    await town.pass(60_000)
    scene.expectTogether(...scene.party, carol)
  })

  it.each(GROUP_KINDS)('connected, %s: somebody who left is asked back', async (kind) => {
    const { alice, dave, town } = scene
    await scene.bring('connected', kind)
    await dave.calling.hangup()
    await town.settle()
    await alice.calling.inviteUser({ userIDList: ['dave'] })
    await town.settle()
    expect(dave.calling.state.status).toBe('ringing')
    await dave.calling.accept()
    await town.settle()
    scene.expectTogether(...scene.party)
  })

  it('connected: who is in the call already is not asked', async () => {
    const { alice, town } = scene
    await scene.bring('connected', 'group')
    const sent = town.chat.log.length
    await expect(alice.calling.inviteUser({ userIDList: ['bob', 'dave'] })).rejects.toMatchObject({
      reason: 'INVALID_STATE',
    })
    await town.settle()
    expect(town.chat.log).toHaveLength(sent)
  })

  it('connected: a group call may begin with one invitee', async () => {
    const { alice, bob, carol, town } = scene
    await alice.calling.groupCall({ userIDList: ['bob'] })
    await town.settle()
    expect(bob.got('INVITED')).toMatchObject([{ isFromGroup: true }])
    await bob.calling.accept()
    await town.settle()
    await bob.calling.inviteUser({ userIDList: ['carol'] })
    await town.settle()
    await carol.calling.accept()
    await town.settle()
    scene.expectTogether(alice, bob, carol)
  })

  it('connected, 1v1, and without a call: refused', async () => {
    const { alice, carol } = scene
    await expect(carol.calling.inviteUser({ userIDList: ['alice'] })).rejects.toMatchObject({ reason: 'INVALID_STATE' })
    await scene.bring('connected')
    await expect(alice.calling.inviteUser({ userIDList: ['carol'] })).rejects.toMatchObject({ reason: 'INVALID_STATE' })
    await scene.expectUntouched()
  })

  it('connected: two members invite the same user at once: one ring, one call', async () => {
    const { alice, bob, carol, town } = scene
    await scene.bring('connected', 'group')
    await Promise.all([alice, bob].map((one) => one.calling.inviteUser({ userIDList: ['carol'] })))
    await town.settle()
    expect(carol.got('INVITED')).toHaveLength(1)
    // neither of the two gets an answer before she has given one
    expect(traffic(town.chat).filter((line) => line.startsWith('carol>'))).toEqual([])
    expect(carol.calling.state.status).toBe('ringing')
    await carol.calling.accept()
    await town.pass(60_000)
    scene.expectTogether(...scene.party, carol)
    scene.expectEnds({})
  })
})

describe('joinInGroupCall', () => {
  it.each(GROUP_KINDS)('%s: into a running call, without an invitation', async (kind) => {
    const { alice, carol, town } = scene
    await scene.bring('connected', kind)
    const { roomID } = alice.calling.state
    await carol.calling.joinInGroupCall({ groupID: GROUP_ID, roomID, type: 1 })
    await town.settle()
    scene.expectTogether(...scene.party, carol)
    await carol.calling.hangup()
    await town.settle()
    scene.expectTogether(...scene.party)
    expect(alice.got('USER_LEAVE')).toEqual([{ userID: 'carol' }])
  })

  it.each([{ roomID: 4711 }, { strRoomID: 'ward-7' }])('the state names the room of the call: %p', async (room) => {
    const { alice, bob, carol, town } = scene
    const unknown = { roomID: 0, strRoomID: '' }
    const shown = { ...unknown, ...room }
    await alice.calling.groupCall({ userIDList: ['bob', 'dave'], type: 1, ...room })
    await town.settle()
    for (const one of [alice, bob]) expect(one.calling.state).toMatchObject(shown)
    await bob.calling.accept()
    await carol.calling.joinInGroupCall({ ...room, type: 1 })
    await town.settle()
    expect(carol.calling.state).toMatchObject({ status: 'connected', ...shown })
    for (const one of [alice, bob, carol]) {
      await one.calling.hangup()
      expect(one.calling.state).toMatchObject({ status: 'idle', ...unknown })
    }
    await town.pass(60_000)
  })

  it('a room in which nobody is: ends after 20 s', async () => {
    const { carol, town } = scene
    await carol.calling.joinInGroupCall({ roomID: 4711, type: 1 })
    await town.pass(20_100)
    town.expectIdle()
    expect(carol.ends()).toEqual(['peer-never-joined'])
  })

  it('rung by one invitation, joining is refused; after it, the invitation still works', async () => {
    const { alice, town } = scene
    await scene.bring('ringing', 'group')
    await expect(alice.calling.joinInGroupCall({ roomID: 4711 })).rejects.toMatchObject({ reason: 'INVALID_STATE' })
    await scene.expectUntouched()
    expect(town.chat.log.map((line) => nameOfSignal(line.signal))).not.toContain('reject')
  })

  it('invited into the call that one has joined: no ring, and the inviter sees an accept', async () => {
    const { alice, carol, town } = scene
    await scene.bring('connected', 'chat group')
    const { roomID } = alice.calling.state
    await carol.calling.joinInGroupCall({ groupID: GROUP_ID, roomID, type: 1 })
    // she is in the room, but the inviter has not seen her there
    await alice.calling.inviteUser({ userIDList: ['carol'] })
    await town.settle()
    scene.expectTogether(...scene.party, carol)
    expect(carol.got('INVITED')).toEqual([])
    expect(traffic(town.chat)).not.toContain('carol>team reject')
    await town.pass(60_000)
    scene.expectTogether(...scene.party, carol)
  })
})

it.each(GROUP_KINDS)('%s: a flood of strangers keeps no member from an answer', async (kind) => {
  const { alice, carol, town } = scene
  await scene.bring('connected', kind)
  const { roomID } = alice.calling.state
  await carol.calling.joinInGroupCall({ ...(kind === 'group' ? {} : { groupID: GROUP_ID }), roomID, type: 1 })
  await town.settle()
  for (let n = 0; n < 70; n += 1) {
    const stranger = `stranger-${n}`
    town.chat.addAccount(stranger)
    const invite = { action: 'invite', from: stranger, inviter: stranger, inviteID: `flood-${n}` } as const
    town.chat.inject('carol', makeUp({ ...invite, inviteeList: ['carol'], timeout: 30, call: inviteCall(5) }))
    if (n % 5 === 0) await town.pass(3000)
  }
  await town.pass(3000)
  // more than that are not answered in a minute
  expect(traffic(town.chat).filter((line) => line.endsWith('reject'))).toHaveLength(60)
  const sent = town.chat.log.length
  const { callID } = lastOf(town.chat, 'invite', 'alice').call['data'] as { callID: string }
  const invite = { action: 'invite', from: 'alice', inviter: 'alice', inviteID: 'again' } as const
  const call = inviteCall(roomID, { callID, isGroup: true })
  const groupID = kind === 'group' ? '' : GROUP_ID
  town.chat.inject('carol', makeUp({ ...invite, inviteeList: ['carol'], timeout: 30, groupID, call }))
  await town.settle()
  expect(traffic(town.chat).slice(sent)).toEqual([`carol>${groupID || 'alice'} accept`])
})

describe('fault 60: two members invite the same user', () => {
  async function bothInvite(kind: (typeof GROUP_KINDS)[number]): Promise<void> {
    const { alice, bob, carol, town } = scene
    await scene.bring('connected', kind)
    await alice.calling.inviteUser({ userIDList: ['carol'] })
    await town.settle()
    await town.pass(10_000)
    await bob.calling.inviteUser({ userIDList: ['carol'] })
    await town.settle()
    expect(carol.got('INVITED')).toMatchObject([{ sponsor: 'alice' }])
  }

  it.each(pairs(GROUP_KINDS, ['alice', 'bob'] as const))(
    '%s: when %s leaves, it rings on, as the invitation of the other',
    async (kind, leaver) => {
      const { alice, bob, carol, dave, town } = scene
      const stays = leaver === 'alice' ? bob : alice
      await bothInvite(kind)
      await scene[leaver].calling.hangup()
      await town.settle()
      expect(carol.calling.state).toMatchObject({ status: 'ringing', inviter: stays.userID })
      const sent = town.chat.log.length
      await carol.calling.accept()
      await town.settle()
      // who has left is told nothing, and the other one once
      const to = kind === 'group' ? stays.userID : GROUP_ID
      expect(traffic(town.chat).slice(sent)).toEqual([`carol>${to} accept`])
      scene.expectTogether(stays, dave, carol)
      expect(carol.got('INVITED')).toHaveLength(1)
    },
  )

  it.each(GROUP_KINDS)('%s: when both leave, the ringing is over, once', async (kind) => {
    const { alice, bob, carol, town } = scene
    await bothInvite(kind)
    for (const one of [alice, bob]) {
      await one.calling.hangup()
      await town.settle()
    }
    expect(carol.calling.state.status).toBe('idle')
    expect(carol.ends()).toEqual(['cancel'])
  })

  it.each(GROUP_KINDS)('%s: the first ring time runs out, the second goes on', async (kind) => {
    const { carol, town } = scene
    await bothInvite(kind)
    await town.pass(25_000)
    expect(carol.calling.state).toMatchObject({ status: 'ringing', inviter: 'bob' })
    await town.pass(6000)
    expect(carol.ends()).toEqual(['timeout'])
    await town.pass(5000)
    scene.expectTogether(...scene.party)
  })

  it.each(GROUP_KINDS)('%s: accept() answers both', async (kind) => {
    const { alice, bob, carol, town } = scene
    await bothInvite(kind)
    await carol.calling.accept()
    await town.settle()
    for (const one of [alice, bob]) expect(one.got('USER_ACCEPT')).toContainEqual({ userID: 'carol' })
    await town.pass(60_000)
    scene.expectTogether(...scene.party, carol)
    for (const one of [alice, bob]) expect(one.got('NO_RESP')).toEqual([])
  })

  it.each(GROUP_KINDS)('%s: one has withdrawn: reject() answers the other, once', async (kind) => {
    const { alice, carol, town } = scene
    await bothInvite(kind)
    await alice.calling.hangup()
    await town.settle()
    const sent = town.chat.log.length
    await carol.calling.reject()
    await town.settle()
    const to = kind === 'group' ? 'bob' : GROUP_ID
    expect(traffic(town.chat).slice(sent)).toEqual([`carol>${to} reject`])
  })

  it.each(GROUP_KINDS)('%s: reject() answers both', async (kind) => {
    const { alice, bob, carol, town } = scene
    await bothInvite(kind)
    await carol.calling.reject()
    await town.settle()
    for (const one of [alice, bob]) expect(one.got('REJECT')).toMatchObject([{ invitee: 'carol' }])
    expect(carol.ends()).toEqual(['reject'])
    await town.pass(60_000)
    scene.expectTogether(...scene.party)
  })
})

it('of the invitations of 40 members into the call that rings, the first and 32 more are remembered', () => {
  const invite: MessageOf<'invite'> = {
    ...{ kind: 'invite', from: 'alice', inviteID: '0', groupID: 'team', callID: 'call', age: 0, type: 1 },
    ...{ room: { roomID: 8, strRoomID: '' }, isGroup: true, inviteeList: ['carol'], timeout: 30, sequence: 1 },
    ...{ userData: '', version: 4 },
  }
  let state: State = { memory: createMemory('carol', 0), current: { phase: 'idle' } }
  for (let n = 0; n < 40; n += 1) {
    const message = { ...invite, from: `member-${n}`, inviteID: String(n), sequence: n + 1 }
    ;[state] = transition(state, { now: n, input: { type: 'message', message } })
  }
  const [, effects] = transition(state, { now: 100, input: { type: 'reject', request: 1, busy: false } })
  expect(effects.filter(({ type }) => type === 'reject')).toHaveLength(33)
})
