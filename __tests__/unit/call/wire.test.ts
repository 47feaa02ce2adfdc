/** What travels: every message of a call, field by field. Old peers read most of it; what they don't know is left out. */
import { read } from '../../../lib/call/wire'
import { GROUP_ID, setScene } from '../../support/town/scene'
import { inviteCall, makeUp, nameOfSignal } from '../../support/chat/wire'

const scene = setScene()

const HEAD = { version: 4, businessID: 'av_call', platform: 'MiniApp', extraInfo: '' }
const order = expect.any(Number) as number

/** The call layer of everything sent since the last time, as `[sender, message, body]`, and the names in it. */
function sent(): { lines: unknown[]; room: number; callID: string } {
  const log = scene.town.chat.log.splice(0)
  const bodies = log.map(({ signal }) => signal?.call ?? {})
  const data = (bodies[0]?.['data'] ?? {}) as { room_id?: number; callID?: string }
  const lines = log.map(({ from, signal }) => [from, nameOfSignal(signal), signal?.call])
  return { lines, room: data.room_id ?? -1, callID: data.callID ?? '' }
}

describe('a 1v1 call', () => {
  it.each([
    [1, 'audioCall'],
    [2, 'videoCall'],
  ] as const)('of type %d, answered and hung up after 7 s', async (type, cmd) => {
    const { alice, bob, town } = scene
    await town.connect(alice, bob, type)
    await town.pass(7000)
    await alice.calling.hangup()
    await town.settle()
    const { lines, room, callID } = sent()
    const data = { cmd, room_id: room, message: '', callID, order }
    expect(lines).toEqual([
      ['alice', 'invite', { ...HEAD, call_type: type, room_id: room, data }],
      ['bob', 'accept', { ...HEAD, call_type: type, data }],
      ['alice', 'hangup', { ...HEAD, call_type: type, call_end: 7, data: { cmd: 'hangup', message: '', callID } }],
    ])
    expect([room > 0, callID.length > 0]).toEqual([true, true])
  })

  it('in a room with a name, with data of the host', async () => {
    const { alice, bob, town } = scene
    await alice.calling.call({ userID: 'bob', type: 1, strRoomID: 'ward-7', userData: 'bed 3' })
    await town.settle()
    await bob.calling.reject()
    await town.settle()
    const { lines, callID } = sent()
    const data = { cmd: 'audioCall', room_id: 0, str_room_id: 'ward-7', message: '', callID }
    // each kind of caller looks for it in a place of its own
    const invite = { ...HEAD, call_type: 1, room_id: 0, userData: 'bed 3', extInfo: 'bed 3' }
    expect(lines).toEqual([
      ['alice', 'invite', { ...invite, data: { ...data, order, userData: 'bed 3' } }],
      ['bob', 'reject', { ...HEAD, call_type: 1, data }],
    ])
  })

  it('refused because the other side is in a call', async () => {
    const { alice, bob, carol, town } = scene
    await town.connect(bob, carol)
    sent()
    await alice.calling.call({ userID: 'bob', type: 1 })
    await town.settle()
    const { lines, room, callID } = sent()
    const data = { cmd: 'audioCall', room_id: room, message: 'lineBusy', callID }
    expect(lines.slice(1)).toEqual([['bob', 'reject', { ...HEAD, call_type: 1, line_busy: 'line_busy', data }]])
  })

  it('refused because its room is none, without a word of being busy', async () => {
    const { town } = scene
    const call = inviteCall(0, { callID: 'theirs' })
    town.chat.addAccount('mallory')
    const invitation = { inviteID: 'bad', inviter: 'mallory', inviteeList: ['alice'] }
    town.chat.inject('alice', makeUp({ action: 'invite', from: 'mallory', ...invitation, call }))
    await town.settle()
    const data = { cmd: 'audioCall', room_id: 0, message: '', callID: 'theirs' }
    expect(sent().lines).toEqual([['alice', 'reject', { ...HEAD, call_type: 1, data }]])
  })

  it.each([
    ['by the caller, in time', 1000, 'alice', 'cancel', {}],
    ['because nobody is there', 33_000, 'alice', 'cancel', { noAnswer: true }],
  ] as const)('given up %s', async (_, ms, from, message, own) => {
    const { alice, town } = scene
    town.chat.addAccount('erin')
    await alice.calling.call({ userID: 'erin', type: 1 })
    await town.pass(ms)
    if (ms < 33_000) await alice.calling.hangup()
    await town.settle()
    const { lines, room, callID } = sent()
    const data = { cmd: 'audioCall', room_id: room, message: '', callID, ...own }
    expect(lines.slice(1)).toEqual([[from, message, { ...HEAD, call_type: 1, data }]])
  })

  it('not answered: the invitee says so, with the room', async () => {
    const { alice, town } = scene
    await alice.calling.call({ userID: 'bob', type: 1 })
    await town.pass(30_100)
    const { lines, room, callID } = sent()
    const data = { cmd: 'audioCall', room_id: room, message: '', callID }
    expect(lines.slice(1)).toEqual([['bob', 'timeout', { ...HEAD, call_type: 1, room_id: room, data }]])
  })

  it('that two begin at once: the one answer names the invitation that it stands for', async () => {
    const { alice, bob, town } = scene
    await Promise.all([alice.calling.call({ userID: 'bob' }), bob.calling.call({ userID: 'alice' })])
    await town.settle()
    const ids = town.chat.log.map(({ signal }) => signal?.inviteID ?? '')
    const { lines } = sent()
    expect(lines).toHaveLength(3)
    const [, accepted = ''] = ids.slice(0, 2).sort()
    expect(lines[2]).toMatchObject([expect.any(String), 'accept', { data: { replaces: accepted } }])
  })
})

describe('a media switch', () => {
  it.each(['accept', 'reject'] as const)('to video: asked for, and the answer %s', async (answer) => {
    const { alice, bob, town } = scene
    await town.connect(alice, bob, 1)
    const { room, callID } = sent()
    await alice.calling.switchCallType(2)
    await town.settle()
    await (answer === 'accept' ? bob.calling.acceptSwitch() : bob.calling.rejectSwitch())
    await town.settle()
    const data = { cmd: 'switchToVideo', room_id: room, message: '', callID, order }
    const body = { ...HEAD, call_type: 1, room_id: room, data }
    expect(sent().lines).toEqual([
      ['alice', 'switch', body],
      ['bob', answer, body],
    ])
  })

  it('to voice: said, and confirmed', async () => {
    const { alice, bob, town } = scene
    await town.connect(alice, bob, 2)
    const { room, callID } = sent()
    await bob.calling.switchCallType(1)
    await town.settle()
    const data = { cmd: 'switchToAudio', room_id: room, message: '', callID, order }
    const body = { ...HEAD, call_type: 2, room_id: room, switch_to_audio_call: 'switch_to_audio_call', data }
    expect(sent().lines).toEqual([
      ['bob', 'switch', body],
      ['alice', 'accept', body],
    ])
  })
})

describe('a group call', () => {
  it.each([undefined, GROUP_ID])('through the group %s', async (groupID) => {
    const { alice, bob, dave, town } = scene
    await alice.calling.groupCall({ userIDList: ['bob', 'dave'], type: 1, ...(groupID ? { groupID } : {}) })
    await town.settle()
    await bob.calling.accept()
    await dave.calling.reject()
    await town.settle()
    await alice.calling.hangup()
    await town.settle()
    const { lines, room, callID } = sent()
    const data = { cmd: 'audioCall', room_id: room, message: '', callID }
    const userIDs = groupID ? {} : { userIDs: ['bob', 'dave'] }
    const invite = { ...HEAD, call_type: 1, room_id: room, data: { ...data, ...userIDs, isGroup: true, order } }
    const invites = groupID ? [['alice', 'invite', invite]] : ['bob', 'dave'].map(() => ['alice', 'invite', invite])
    // in a Chat group it is the record of the call; a hangup of 0 s to one user rings on web 0.10.2
    const call_end = groupID ? 0 : 1
    const hangup = { ...HEAD, call_type: 1, call_end, data: { cmd: 'hangup', message: '', callID } }
    expect(lines.slice(0, invites.length + 3)).toEqual([
      ...invites,
      ['bob', 'accept', { ...HEAD, call_type: 1, data: { ...data, order } }],
      ['dave', 'reject', { ...HEAD, call_type: 1, data }],
      ['alice', 'hangup', hangup],
    ])
  })

  it('one more is asked: the invitation names all who are in the call', async () => {
    const { alice } = scene
    await scene.bring('connected', 'group')
    sent()
    await alice.calling.inviteUser({ userIDList: ['carol'] })
    await scene.town.settle()
    const { lines } = sent()
    expect(lines).toMatchObject([['alice', 'invite', { data: { isGroup: true, userIDs: ['bob', 'dave', 'carol'] } }]])
    await scene.endAll()
  })
})

describe('what arrives is a hangup', () => {
  const kindOf = (body: object) => {
    const data = JSON.stringify({ version: 0, call_type: 1, ...body })
    return read({
      kind: 'invite',
      from: 'bob',
      inviteID: 'bob-1',
      groupID: '',
      inviteeList: ['alice'],
      timeout: 30,
      data,
    })?.kind
  }

  it.each<[string, object, string | undefined]>([
    ['by its command', { call_end: 6, data: { cmd: 'hangup' } }, 'hangup'],
    ['by its command, with a room', { room_id: 7, call_end: 6, data: { cmd: 'hangup' } }, 'hangup'],
    ['by a duration, without a command and a room: of an old peer', { call_end: 6 }, 'hangup'],
    ['not by a duration with a room', { room_id: 7, call_end: 0 }, 'invite'],
    ['not by a duration with another command', { call_end: 0, data: { cmd: 'videoCall', room_id: 7 } }, 'invite'],
  ])('%s', (_, body, kind) => {
    expect(kindOf(body)).toBe(kind)
  })
})
