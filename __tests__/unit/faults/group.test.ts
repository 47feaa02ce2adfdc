/** Group calls: faults 16 to 18, and more people in a running call. */
import { GROUP_ID, GROUP_KINDS, pairs, setScene } from '../../support/scene'
import type { Person } from '../../support/town'
import { lose, nameOfSignal, traffic } from '../../support/wire'

const scene = setScene()

type Answer = 'accept' | 'reject' | 'busy' | 'no answer' | 'away'
const NOT_ACCEPTING: Answer[] = ['reject', 'busy', 'no answer', 'away']
const REASONS = { reject: 'reject', busy: 'line-busy', 'no answer': 'timeout', away: 'no-response' } as const

/** Erin keeps him in another call. */
async function makeBusy(person: Person): Promise<void> {
  const erin = await scene.town.signedIn(`erin-${person.userID}`)
  await scene.town.connect(erin, person)
}

/** Alice calls bob and dave, who answer like this, at once. */
async function callAndAnswer(
  kind: (typeof GROUP_KINDS)[number],
  answers: { bob: Answer; dave: Answer },
): Promise<void> {
  const { alice, town } = scene
  Object.assign(scene, { kind })
  const both = ['bob', 'dave'] as const
  for (const name of both) {
    if (answers[name] === 'busy') await makeBusy(scene[name])
    if (answers[name] === 'away') lose(town.chat, 'invite', 'alice', name)
  }
  await scene.call(alice)
  await town.settle()
  for (const name of both) {
    if (answers[name] === 'reject') await scene[name].calling.reject()
    if (answers[name] === 'accept') await scene[name].calling.accept()
  }
  await town.settle()
}

/** Alice's own event for an answer. */
function expectEventFor(userID: string, answer: Answer): void {
  const { alice } = scene
  const told = {
    accept: alice.got('USER_ACCEPT').map((data) => data.userID),
    reject: alice.got('REJECT').map((data) => data.invitee),
    busy: alice.got('LINE_BUSY').map((data) => data.invitee),
    'no answer': alice.got('CALLING_TIMEOUT').flatMap((data) => data.timeoutUserList),
    away: alice.got('NO_RESP').flatMap((data) => data.timeoutUserList),
  }
  for (const [name, users] of Object.entries(told)) {
    expect({ name, times: users.filter((user) => user === userID).length }).toEqual({
      name,
      times: Number(name === answer),
    })
  }
}

describe('fault 16: a group call that nobody accepts', () => {
  const mixes = pairs(NOT_ACCEPTING, NOT_ACCEPTING).flatMap(([bob, dave]) =>
    GROUP_KINDS.map((kind) => ({ kind, bob, dave })),
  )

  it.each(mixes)(
    'calling, $kind: $bob and $dave: each user’s own event and one CALL_END',
    async ({ kind, bob, dave }) => {
      const { alice, town } = scene
      await callAndAnswer(kind, { bob, dave })
      await town.pass(34_000)
      town.expectIdle(alice)
      expectEventFor('bob', bob)
      expectEventFor('dave', dave)
      expect(alice.ends()).toHaveLength(1)
      // the last of them decides; at once or in the same moment, either
      const reasons = [bob, dave].map((answer) => (answer === 'accept' ? 'hangup' : REASONS[answer]))
      expect(reasons).toContain(alice.ends()[0])
      expect(alice.got('CALL_END')).toMatchObject([{ isFromGroup: true, callEnd: 0 }])
      for (const person of [scene.bob, scene.dave])
        if (person.calling.state.status !== 'idle') await person.calling.hangup()
      await town.settle()
      town.expectIdle()
    },
  )
})

describe('fault 17: members leave', () => {
  const orders = [
    ['alice', 'bob'],
    ['alice', 'dave'],
    ['bob', 'alice'],
    ['bob', 'dave'],
    ['dave', 'alice'],
    ['dave', 'bob'],
  ] as const

  it.each(pairs(orders, GROUP_KINDS))(
    'connected: %j in this order, %s: the call ends for the last one',
    async (order, kind) => {
      const { town } = scene
      await scene.bring('connected', kind)
      const [first, second] = order
      await scene[first].calling.hangup()
      await town.settle()
      town.expectIdle(scene[first])
      const left = scene.party.filter((one) => one.userID !== first)
      scene.expectTogether(...left)
      await town.pass(10_000)
      scene.expectTogether(...left)
      await scene[second].calling.hangup()
      await town.settle()
      town.expectIdle()
      expect(scene.party.map((one) => one.ends())).toEqual([['hangup'], ['hangup'], ['hangup']])
      const last = left.find((one) => one.userID !== second)
      expect(last?.got('USER_LEAVE').map(({ userID }) => userID)).toEqual([first, second])
      expect(scene.party.flatMap((one) => one.got('INVITED'))).toHaveLength(2)
      await town.pass(60_000)
    },
  )

  it.each(GROUP_KINDS)('connected, %s: all hang up in the same moment', async (kind) => {
    const { town } = scene
    await scene.bring('connected', kind)
    await Promise.all(scene.party.map((one) => one.calling.hangup()))
    await town.settle()
    town.expectIdle()
    expect(scene.party.map((one) => one.ends())).toEqual([['hangup'], ['hangup'], ['hangup']])
  })

  it.each(GROUP_KINDS)('connected, %s: two hang up in the same moment', async (kind) => {
    const { alice, bob, dave, town } = scene
    await scene.bring('connected', kind)
    await Promise.all([bob.calling.hangup(), dave.calling.hangup()])
    // either of them might be coming back from a change of network
    await town.pass(3100)
    town.expectIdle()
    expect(alice.ends()).toEqual(['hangup'])
  })

  it.each(GROUP_KINDS)('connected, %s: a muted member without streams stays', async (kind) => {
    const { alice, bob, dave, town } = scene
    await scene.bring('connected', kind)
    bob.calling.setMicMute(true)
    await dave.calling.hangup()
    await town.pass(60_000)
    scene.expectTogether(alice, bob)
    expect(alice.calling.state.members).toMatchObject([
      { userID: 'bob', status: 'joined', hasAudio: false, hasVideo: false },
    ])
  })

  it.each(GROUP_KINDS)('calling, %s: one leaves while another one still rings, and is not rung again', async (kind) => {
    const { alice, bob, dave, town } = scene
    await scene.bring('calling', kind)
    await bob.calling.accept()
    await town.settle()
    await bob.calling.hangup()
    await town.pass(5000)
    expect(dave.calling.state.status).toBe('ringing')
    expect(alice.calling.state.status).not.toBe('idle')
    await dave.calling.accept()
    await town.settle()
    scene.expectTogether(alice, dave)
    expect(bob.got('INVITED')).toHaveLength(1)
    scene.expectEnds({ bob: ['hangup'] })
  })

  it.each(GROUP_KINDS)('connecting, %s: the inviter leaves, those who accepted have each other', async (kind) => {
    const { alice, bob, dave, town } = scene
    await scene.bring('calling', kind)
    await bob.calling.accept()
    await dave.calling.accept()
    await alice.calling.hangup()
    await town.pass(60_000)
    town.expectIdle(alice)
    scene.expectTogether(bob, dave)
  })
})

describe('fault 18: only those who are pending stop ringing', () => {
  it.each(GROUP_KINDS)('connected, %s: cancel after one accepted: members in the call stay', async (kind) => {
    const { alice, bob, dave, town } = scene
    const erin = await town.signedIn('erin')
    town.chat.addGroup(GROUP_ID, ['alice', 'bob', 'dave', 'erin'])
    const groupID = kind === 'chat group' ? { groupID: GROUP_ID } : {}
    await alice.calling.groupCall({ userIDList: ['bob', 'dave', 'erin'], ...groupID })
    await town.settle()
    await bob.calling.accept()
    await dave.calling.accept()
    await town.settle()
    await alice.calling.hangup()
    await town.settle()
    town.expectIdle(alice, erin)
    expect(erin.names()).toEqual(['INVITED', 'CALLING_CANCEL', 'CALL_END'])
    scene.expectTogether(bob, dave)
    await town.pass(60_000)
    scene.expectTogether(bob, dave)
    scene.expectEnds({ alice: ['hangup'], erin: ['cancel'] })
  })

  it.each(pairs(['reject', 'busy', 'no answer', 'away'] as const, GROUP_KINDS))(
    'connected: one accepts, one: %s, %s: the call goes on',
    async (answer, kind) => {
      const { alice, bob, town } = scene
      await callAndAnswer(kind, { bob: 'accept', dave: answer })
      await town.pass(60_000)
      expectEventFor('bob', 'accept')
      expectEventFor('dave', answer)
      scene.expectTogether(alice, bob)
      expect(alice.calling.state.members.map(({ userID }) => userID)).toEqual(['bob'])
      expect(bob.calling.state.members.map(({ userID }) => userID)).toEqual(['alice'])
    },
  )

  it.each(pairs(['reject', 'no answer', 'away'] as const, GROUP_KINDS))(
    'connected: the one who accepted leaves first, the other one: %s, %s: then the call ends',
    async (answer, kind) => {
      const { alice, bob, town } = scene
      await callAndAnswer(kind, { bob: 'accept', dave: answer === 'reject' ? 'no answer' : answer })
      await bob.calling.hangup()
      await town.settle()
      expect(alice.calling.state.status).not.toBe('idle')
      if (answer === 'reject') await scene.dave.calling.reject()
      await town.pass(34_000)
      town.expectIdle()
      expect(alice.ends()).toHaveLength(1)
    },
  )
})

describe('the list of those who still ring', () => {
  it.each(GROUP_KINDS)('%s: after each answer', async (kind) => {
    const { alice, bob, dave, town } = scene
    await scene.bring('calling', kind)
    const lists = () => alice.got('GROUP_CALL_INVITEE_LIST_UPDATE').map(({ userIDList }) => userIDList)
    await bob.calling.accept()
    await town.settle()
    expect(lists().slice(-1)).toEqual([['dave']])
    await dave.calling.reject()
    await town.settle()
    expect(lists().slice(-1)).toEqual([[]])
  })
})

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
      if (answer === 'busy') await makeBusy(carol)
      await scene.bring('connected', kind)
      if (answer === 'away') lose(town.chat, 'invite', 'alice', 'carol')
      await alice.calling.groupCall({ userIDList: ['carol'] })
      await town.settle()
      if (answer === 'reject') await carol.calling.reject()
      await town.pass(34_000)
      expectEventFor('carol', answer)
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
    const roomID = Number(town.media.inRoom('alice'))
    await carol.calling.joinInGroupCall({ groupID: GROUP_ID, roomID, type: 1 })
    await town.settle()
    scene.expectTogether(...scene.party, carol)
    await carol.calling.hangup()
    await town.settle()
    scene.expectTogether(...scene.party)
    expect(alice.got('USER_LEAVE')).toEqual([{ userID: 'carol' }])
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
    const roomID = Number(town.media.inRoom('alice'))
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
