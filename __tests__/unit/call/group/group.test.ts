/** Group calls: faults 16 to 18, and who is shown as ringing. */
import { type Answer, expectEventFor, makeBusy } from '../../../support/town/answers'
import { GROUP_ID, GROUP_KINDS, pairs, setScene } from '../../../support/town/scene'
import { lose } from '../../../support/chat/wire'

const scene = setScene()

const NOT_ACCEPTING: Answer[] = ['reject', 'busy', 'no answer', 'away']
const REASONS = { reject: 'reject', busy: 'line-busy', 'no answer': 'timeout', away: 'no-response' } as const

/** Alice calls bob and dave, who answer like this, at once. */
async function callAndAnswer(
  kind: (typeof GROUP_KINDS)[number],
  answers: { bob: Answer; dave: Answer },
): Promise<void> {
  const { alice, town } = scene
  Object.assign(scene, { kind })
  const both = ['bob', 'dave'] as const
  for (const name of both) {
    if (answers[name] === 'busy') await makeBusy(scene, scene[name])
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
      expectEventFor(scene, 'bob', bob)
      expectEventFor(scene, 'dave', dave)
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
      expectEventFor(scene, 'bob', 'accept')
      expectEventFor(scene, 'dave', answer)
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
  /** Alice has called bob, carol, dave and erin; carol has accepted. @returns the lists that carol hears from then on */
  async function carolHears(kind: (typeof GROUP_KINDS)[number]) {
    const { alice, carol, town } = scene
    const erin = await town.signedIn('erin')
    town.chat.addGroup(GROUP_ID, ['alice', 'bob', 'carol', 'dave', 'erin'])
    const groupID = kind === 'chat group' ? { groupID: GROUP_ID } : {}
    await alice.calling.groupCall({ userIDList: ['bob', 'carol', 'dave', 'erin'], ...groupID })
    await town.settle()
    await carol.calling.accept()
    await town.settle()
    const lists = () => carol.got('GROUP_CALL_INVITEE_LIST_UPDATE').map(({ userIDList }) => userIDList)
    return { erin, lists }
  }

  it.each(GROUP_KINDS)('connected, %s: an invitee is told of it too, when others appear in the room', async (kind) => {
    const { bob, town } = scene
    const { erin, lists } = await carolHears(kind)
    expect(lists()).toEqual([])
    await bob.calling.accept()
    await town.settle()
    expect(lists()).toEqual([['dave', 'erin']])
    await erin.calling.accept()
    await town.settle()
    expect(lists().slice(1)).toEqual([['dave']])
    await scene.endAll()
  })

  it('connected, chat group: an invitee hears the answers of the others', async () => {
    const { dave, town } = scene
    const { erin, lists } = await carolHears('chat group')
    await dave.calling.reject()
    await town.settle()
    expect(lists()).toEqual([['bob', 'erin']])
    town.media.behaviour('erin').silent = true
    await erin.calling.accept()
    await town.settle()
    expect(lists().slice(1)).toEqual([['bob']])
    await scene.endAll()
  })

  it.each(GROUP_KINDS)('connected, %s: to an invitee it is empty once the ring time is over', async (kind) => {
    const { town } = scene
    const { lists } = await carolHears(kind)
    await town.pass(34_000)
    expect(lists().slice(-1)).toEqual([[]])
    await scene.endAll()
  })

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

it.each(GROUP_KINDS)('connected, %s: another invitee is shown as ringing for as long as he rings', async (kind) => {
  const { alice, bob, town } = scene
  const erin = await town.signedIn('erin', { reconnectTimeout: 1 })
  town.chat.addGroup(GROUP_ID, ['alice', 'bob', 'erin'])
  const groupID = kind === 'chat group' ? { groupID: GROUP_ID } : {}
  await alice.calling.groupCall({ userIDList: ['erin', 'bob'], timeout: 60, ...groupID })
  await town.settle()
  await erin.calling.accept()
  await town.pass(59_000)
  expect(bob.calling.state.status).toBe('ringing')
  expect(erin.calling.state.members.map(({ userID, status }) => [userID, status])).toEqual([
    ['alice', 'joined'],
    ['bob', 'ringing'],
  ])
  await town.pass(5000)
  expect(erin.calling.state.members.map(({ userID }) => userID)).toEqual(['alice'])
  scene.expectTogether(alice, erin)
})

describe('an invitee of whom the others hear nothing', () => {
  it('is shown as ringing for the ring time and 3 s, and no longer', async () => {
    const { alice, bob, town } = scene
    Object.assign(scene, { kind: 'group' })
    lose(town.chat, 'invite', 'alice', 'dave')
    await scene.call(alice)
    await town.settle()
    await bob.calling.accept()
    await town.settle()
    const shown = () => bob.calling.state.members.map(({ userID, status }) => `${userID} ${status}`)
    await town.pass(32_900)
    expect(shown()).toEqual(['alice joined', 'dave ringing'])
    await town.pass(200)
    expect(shown()).toEqual(['alice joined'])
    expect(bob.got('GROUP_CALL_INVITEE_LIST_UPDATE').slice(-1)).toEqual([{ userIDList: [] }])
    scene.expectTogether(alice, bob)
    await scene.endAll()
  })
})

it('in a Chat group an invitee hears the answer of each of the others', async () => {
  const { alice, bob, carol, dave, town } = scene
  await bob.calling.groupCall({ userIDList: ['alice', 'carol', 'dave'], groupID: GROUP_ID })
  await town.settle()
  await alice.calling.accept()
  await town.settle()
  const shown = () => alice.calling.state.members.map(({ userID }) => userID)
  expect(shown()).toEqual(['bob', 'carol', 'dave'])
  await dave.calling.reject()
  await carol.calling.reject()
  await town.settle()
  expect(shown()).toEqual(['bob'])
  await scene.endAll()
})
