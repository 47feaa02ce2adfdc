/** What each event of a call carries, field by field, and in which order they come. */
import { GROUP_ID, setScene } from '../../../support/town/scene'
import type { Person } from '../../../support/town/town'

const scene = setScene()

/** Name and data of everything heard since the last time, without what comes all the time. */
function heard(one: Person): [string, unknown][] {
  const noise = ['CALL_MESSAGE', 'SDK_READY', 'USER_VIDEO_AVAILABLE', 'USER_AUDIO_AVAILABLE', 'NETWORK_QUALITY']
  const list = one.heard.splice(0).filter(({ eventCode }) => !noise.includes(eventCode))
  return list.map(({ eventCode, data }) => [eventCode, data])
}

function inviteIDOf(from: string): string {
  return (
    scene.town.chat.log.find((line) => line.from === from && line.signal?.action === 'invite')?.signal?.inviteID ?? ''
  )
}

function endOf(inviteID: string, data: object): object {
  return { inviteID, callEnd: 0, call_end: '0', type: 1, isFromGroup: false, ...data }
}

describe('INVITED', () => {
  it.each([
    [{}, {}, {}],
    [{ roomID: 4711 }, { roomID: 4711 }, {}],
    [{ strRoomID: 'ward-7' }, { roomID: 0, strRoomID: 'ward-7' }, {}],
    [{ userData: 'bed 3' }, {}, { userData: 'bed 3' }],
  ])('of a call with %j', async (options, room, more) => {
    const { alice, bob, town } = scene
    await alice.calling.call({ userID: 'bob', type: 2, ...options })
    await town.settle()
    const inviteID = inviteIDOf('alice')
    const { roomID } = alice.calling.state
    const inviteData = { callType: 2, roomID, version: 4, ...room }
    const data = { sponsor: 'alice', isFromGroup: false, inviteID, inviteData, inviteeList: ['bob'], ...more }
    expect(heard(bob)).toEqual([['INVITED', data]])
    await scene.endAll()
  })

  it('of a group call', async () => {
    const { alice, bob, town } = scene
    await alice.calling.groupCall({ userIDList: ['bob', 'dave'], groupID: GROUP_ID, type: 1 })
    await town.settle()
    const inviteData = { callType: 1, roomID: alice.calling.state.roomID, version: 4 }
    const inviteID = inviteIDOf('alice')
    const data = { sponsor: 'alice', isFromGroup: true, inviteID, inviteData, inviteeList: ['bob', 'dave'] }
    expect(heard(bob)).toEqual([['INVITED', data]])
    expect(bob.calling.state).toMatchObject({ isGroup: true, groupID: GROUP_ID, inviteID, inviter: 'alice' })
    await scene.endAll()
  })
})

describe('a call that comes about', () => {
  it.each(['alice', 'bob'] as const)('and that %s hangs up after 7 s', async (who) => {
    const { alice, bob, town } = scene
    await town.connect(alice, bob, 2)
    await town.pass(7100)
    const inviteID = inviteIDOf('alice')
    await scene[who].calling.hangup()
    await town.settle()
    const end = endOf(inviteID, { reason: 'hangup', userID: who, callEnd: 7, call_end: '7', type: 2 })
    const ends = (one: Person): [string, unknown][] =>
      one.userID === who
        ? [
            ['HANG_UP', end],
            ['CALL_END', end],
          ]
        : [['CALL_END', end]]
    expect(heard(alice)).toEqual([
      ['USER_ACCEPT', { userID: 'bob' }],
      ['USER_ENTER', { userID: 'bob' }],
      ...ends(alice),
    ])
    expect(heard(bob).slice(1)).toEqual([['USER_ENTER', { userID: 'alice' }], ...ends(bob)])
    expect(alice.calling.state.lastEnd).toEqual(end)
    expect(bob.calling.state.lastEnd).toEqual(end)
  })
})

describe('a call that does not', () => {
  async function calls(): Promise<string> {
    await scene.alice.calling.call({ userID: 'bob', type: 1 })
    await scene.town.settle()
    return inviteIDOf('alice')
  }

  it('rejected', async () => {
    const { alice, bob, town } = scene
    const inviteID = await calls()
    await bob.calling.reject()
    await town.settle()
    const end = endOf(inviteID, { reason: 'reject', userID: 'bob' })
    expect(heard(alice)).toEqual([
      ['REJECT', { invitee: 'bob', inviteID, reason: 'reject' }],
      ['CALL_END', end],
    ])
    expect(heard(bob).slice(1)).toEqual([['CALL_END', end]])
  })

  it('busy', async () => {
    const { alice, bob, carol, town } = scene
    await town.connect(bob, carol)
    const inviteID = await calls()
    expect(heard(alice)).toEqual([
      ['LINE_BUSY', { invitee: 'bob', inviteID, reason: 'line busy' }],
      ['CALL_END', endOf(inviteID, { reason: 'line-busy', userID: 'bob' })],
    ])
    await scene.endAll()
  })

  it('given up by the caller', async () => {
    const { alice, bob, town } = scene
    const inviteID = await calls()
    await alice.calling.hangup()
    await town.settle()
    const end = endOf(inviteID, { reason: 'cancel', userID: 'alice' })
    expect(heard(alice)).toEqual([
      ['CALLING_CANCEL', { inviteID, invitee: 'bob' }],
      ['HANG_UP', end],
      ['CALL_END', end],
    ])
    expect(heard(bob).slice(1)).toEqual([
      ['CALLING_CANCEL', { inviteID, invitee: 'bob' }],
      ['CALL_END', end],
    ])
  })

  it('hung up while it rings here: rejected', async () => {
    const { alice, bob, town } = scene
    const inviteID = await calls()
    await bob.calling.hangup()
    await town.settle()
    const end = endOf(inviteID, { reason: 'reject', userID: 'bob' })
    expect(heard(bob).slice(1)).toEqual([
      ['HANG_UP', end],
      ['CALL_END', end],
    ])
    expect(heard(alice).slice(-1)).toEqual([['CALL_END', end]])
  })

  it('not answered', async () => {
    const { alice, bob, town } = scene
    const inviteID = await calls()
    await town.pass(30_100)
    const timeout = { inviteID, timeoutUserList: ['bob'], sponsor: 'alice', groupID: '' }
    const end = endOf(inviteID, { reason: 'timeout', userID: 'bob' })
    for (const list of [heard(alice), heard(bob).slice(1)]) {
      expect(list).toEqual([
        ['CALLING_TIMEOUT', timeout],
        ['CALL_END', end],
      ])
    }
  })

  it('to a user whose phone is away', async () => {
    const { alice, town } = scene
    town.chat.addAccount('erin')
    await alice.calling.call({ userID: 'erin', type: 1 })
    await town.pass(33_100)
    const inviteID = inviteIDOf('alice')
    expect(heard(alice)).toEqual([
      ['NO_RESP', { inviteID, timeoutUserList: ['erin'], sponsor: 'alice', groupID: '' }],
      ['CALL_END', endOf(inviteID, { reason: 'no-response', userID: 'erin' })],
    ])
  })
})

describe('a group call', () => {
  it('of which each invitee answers otherwise', async () => {
    const { alice, bob, carol, dave, town } = scene
    await alice.calling.groupCall({ userIDList: ['bob', 'carol', 'dave'], groupID: GROUP_ID, type: 1 })
    await town.settle()
    const inviteID = inviteIDOf('alice')
    await bob.calling.accept()
    await town.settle()
    await carol.calling.reject()
    await town.pass(30_100)
    await bob.calling.hangup()
    await town.settle()
    expect(dave.ends()).toEqual(['timeout'])
    expect(heard(alice)).toEqual([
      ['USER_ACCEPT', { userID: 'bob' }],
      ['GROUP_CALL_INVITEE_LIST_UPDATE', { userIDList: ['carol', 'dave'] }],
      ['USER_ENTER', { userID: 'bob' }],
      ['REJECT', { invitee: 'carol', inviteID, reason: 'reject' }],
      ['GROUP_CALL_INVITEE_LIST_UPDATE', { userIDList: ['dave'] }],
      ['CALLING_TIMEOUT', { inviteID, timeoutUserList: ['dave'], sponsor: 'alice', groupID: GROUP_ID }],
      ['GROUP_CALL_INVITEE_LIST_UPDATE', { userIDList: [] }],
      ['USER_LEAVE', { userID: 'bob' }],
      [
        'CALL_END',
        endOf(inviteID, {
          reason: 'hangup',
          userID: 'bob',
          isFromGroup: true,
          callEnd: expect.any(Number),
          call_end: expect.any(String),
        }),
      ],
    ])
  })
})

describe('leaveForBackground', () => {
  it('ends the call here and there, and does nothing without one', async () => {
    const { alice, bob, town } = scene
    alice.calling.leaveForBackground()
    await town.settle()
    expect([heard(alice), town.chat.log]).toEqual([[], []])
    await town.connect(alice, bob)
    alice.calling.leaveForBackground()
    await town.settle()
    town.expectIdle(alice, bob)
    expect([alice.ends(), bob.ends()]).toEqual([['background'], ['hangup']])
    expect(alice.calling.state.session).toBe('ready')
  })
})
