/** What an invitation may ask for, and what it names, is up to its sender. */
import { setScene } from '../../../support/town/scene'
import { type MadeUp, inviteCall, lastOf, makeUp, traffic } from '../../../support/chat/wire'

const scene = setScene()

describe('what an old peer offers while this side calls it', () => {
  const peer = { action: 'invite', from: 'mallory', inviter: 'mallory', inviteID: 'offer' } as const
  const GROUP_ROOM = 4711

  /** Alice calls mallory, who answers with an invitation into another room. */
  async function offer(inviteeList: string[], data: object): Promise<void> {
    const { alice, town } = scene
    town.chat.addAccount('mallory')
    await alice.calling.call({ userID: 'mallory' })
    await town.settle()
    town.chat.inject('alice', makeUp({ ...peer, inviteeList, call: inviteCall(GROUP_ROOM, data) }))
    await town.settle()
  }

  it.each([
    ['a group, listed in the envelope', ['alice', 'x', 'y'], {}],
    ['a group that the call layer makes look like a call of two', ['alice', 'x', 'y'], { userIDs: ['alice'] }],
    ['a group, listed in the call layer', ['alice'], { userIDs: ['alice', 'x'] }],
    ['a group of one', ['alice'], { isGroup: true }],
    ['a call of two others', ['alice'], { userIDs: ['x'] }],
  ])('%s: alice stays in her own call, and says that she is busy', async (_, inviteeList, data) => {
    const { alice, town } = scene
    await offer(inviteeList, data)
    expect(alice.calling.state.status).toBe('calling')
    expect(alice.calling.state.roomID).not.toBe(GROUP_ROOM)
    expect(town.media.inRoom('alice')).toBe('')
    expect(traffic(town.chat).slice(1)).toEqual(['alice>mallory reject'])
    await alice.calling.hangup()
  })

  it('a call of these two: they meet in its room, as before', async () => {
    const { alice } = scene
    await offer(['alice'], {})
    expect(alice.calling.state).toMatchObject({ status: 'connecting', roomID: GROUP_ROOM })
    await alice.calling.hangup()
  })

  it('a call of these two in a room where somebody sits already: it ends at once', async () => {
    const { alice, carol, town } = scene
    await carol.calling.joinInGroupCall({ roomID: GROUP_ROOM, type: 1 })
    await town.settle()
    await offer(['alice'], {})
    expect(alice.ends()).toEqual(['stranger'])
    await scene.endAll()
  })
})

it.each([200, 30, 20])(
  'an invitation that names %d users: at most 20 are shown, and nobody but the caller looked up',
  async (count) => {
    const { alice, town } = scene
    const users = Array.from({ length: count - 1 }, (_, n) => `user-${n}`)
    town.chat.addAccount('mallory', { nick: 'Mallory' })
    for (let n = 0; n < 5; n++) {
      const call = inviteCall(7, { order: n + 1 })
      town.chat.inject(
        'alice',
        makeUp({
          ...{ action: 'invite', from: 'mallory', inviter: 'mallory' },
          inviteID: `i${n}`,
          inviteeList: ['alice', ...users],
          call,
        }),
      )
      await town.settle()
    }
    expect(alice.calling.state.members.length).toBeLessThanOrEqual(20)
    const looked = new Set(town.chat.profileLookups.flat())
    expect([...looked].filter((userID) => userID.startsWith('user-'))).toEqual([])
    expect(alice.calling.state.members[0]).toMatchObject({ userID: 'mallory', nick: 'Mallory' })
    await alice.calling.reject()
  },
)

describe('one user who invites into a group call again and again', () => {
  const from: Omit<MadeUp, 'inviteID'> = {
    ...{ action: 'invite', from: 'mallory', inviter: 'mallory', inviteeList: ['alice', 'x'] },
  }

  async function ringOften(count: number): Promise<void> {
    const { town } = scene
    town.chat.addAccount('mallory')
    for (let n = 0; n < count; n++) {
      town.chat.inject('alice', makeUp({ ...from, inviteID: `i${n}`, call: inviteCall(7, { order: n + 1 }) }))
      await town.settle()
    }
  }

  it('gets one answer, to the latest', async () => {
    const { alice, town } = scene
    await ringOften(20)
    expect(alice.got('INVITED')).toHaveLength(1)
    await alice.calling.reject()
    await town.settle()
    expect(traffic(town.chat)).toEqual(['alice>mallory reject'])
    expect(lastOf(town.chat, 'reject').inviteID).toBe('i19')
  })

  it('is done when the latest is cancelled, and not before', async () => {
    const { alice, town } = scene
    await ringOften(3)
    const cancel = (inviteID: string): void =>
      town.chat.inject('alice', makeUp({ ...from, action: 'cancel', inviteID }))
    cancel('i0')
    await town.settle()
    expect(alice.calling.state.status).toBe('ringing')
    cancel('i2')
    await town.settle()
    expect(alice.ends()).toEqual(['cancel'])
  })
})
