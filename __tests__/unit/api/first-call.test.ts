/** A 1v1 call, end to end without a browser: two instances of the library on the real SDKs. */
import { CALLING_ERROR } from '../../../lib/foundation/errors'
import { Town } from '../../support/town/town'
import type { Person } from '../../support/town/town'

let town: Town
let alice: Person
let bob: Person
let carol: Person

beforeEach(async () => {
  jest.useFakeTimers()
  town = new Town()
  ;[alice, bob, carol] = await town.people('alice', 'bob', 'carol')
})

afterEach(async () => {
  await town.dispose()
  expect(jest.getTimerCount()).toBe(0)
  jest.useRealTimers()
})

describe.each([
  { media: 'voice', type: 1 },
  { media: 'video', type: 2 },
] as const)('a $media call', ({ type }) => {
  it('rings with the caller’s name, connects both ways, and ends on both sides when the caller hangs up', async () => {
    await alice.calling.call({ userID: 'bob', type })
    await town.settle()
    expect(alice.calling.state.status).toBe('calling')
    expect(bob.calling.state.status).toBe('ringing')
    const [invited] = bob.got('INVITED')
    expect(invited).toMatchObject({ sponsor: 'alice', isFromGroup: false, inviteeList: ['bob'] })
    expect(invited?.inviteData).toMatchObject({ callType: type, version: 4 })

    await bob.calling.accept()
    await town.settle()
    for (const [me, peer] of [
      [alice, 'bob'],
      [bob, 'alice'],
    ] as const) {
      const { state } = me.calling
      expect(state).toMatchObject({ status: 'connected', type, isGroup: false, inviter: 'alice' })
      expect(state.members).toHaveLength(1)
      expect(state.members[0]).toMatchObject({ userID: peer, status: 'joined', hasAudio: true, hasVideo: type === 2 })
      expect(state.players.map((player) => player.userID)).toEqual([peer])
      expect(me.got('USER_ENTER')).toEqual([{ userID: peer }])
    }
    expect(town.media.inRoom('alice')).toBe(town.media.inRoom('bob'))
    expect(alice.got('USER_ACCEPT')).toEqual([{ userID: 'bob' }])

    await town.pass(65_000)
    expect(alice.calling.state.duration).toBe(65)
    await alice.calling.hangup()
    await town.settle()
    town.expectIdle(alice, bob)
    const end = {
      reason: 'hangup',
      userID: 'alice',
      callEnd: 65,
      call_end: '65',
      type,
      isFromGroup: false,
      inviteID: invited?.inviteID,
    }
    expect(alice.got('CALL_END')).toEqual([end])
    expect(alice.got('HANG_UP')).toEqual([end])
    expect(bob.got('CALL_END')).toEqual([end])
    expect(bob.got('HANG_UP')).toEqual([])
    expect(town.traffic()).toEqual(['alice>bob invite', 'bob>alice accept', 'alice>bob invite'])
  })

  it('ends on both sides when the callee hangs up, and a second call works', async () => {
    for (let round = 1; round <= 2; round++) {
      await town.connect(alice, bob, type)
      await town.pass(3000)
      await bob.calling.hangup()
      await town.settle()
      town.expectIdle(alice, bob)
      expect(town.ends(alice)).toHaveLength(round)
      expect(alice.got('CALL_END')[round - 1]).toMatchObject({ reason: 'hangup', userID: 'bob', callEnd: 3 })
    }
    expect(town.traffic()).toHaveLength(6)
  })
})

it('tells the caller when the callee rejects', async () => {
  await alice.calling.call({ userID: 'bob' })
  await town.settle()
  await bob.calling.reject()
  await town.settle()
  town.expectIdle()
  const { inviteID } = bob.got('INVITED')[0] ?? { inviteID: '' }
  expect(alice.got('REJECT')).toEqual([{ invitee: 'bob', inviteID, reason: 'reject' }])
  expect(alice.got('CALL_END')).toMatchObject([{ reason: 'reject', userID: 'bob', callEnd: 0 }])
  expect(bob.got('CALL_END')).toMatchObject([{ reason: 'reject', userID: 'bob', callEnd: 0 }])
})

it('stops ringing when the caller cancels', async () => {
  await alice.calling.call({ userID: 'bob' })
  await town.settle()
  await alice.calling.hangup()
  await town.settle()
  town.expectIdle()
  expect(bob.names()).toEqual(['INVITED', 'CALLING_CANCEL', 'CALL_END'])
  expect(alice.names()).toEqual(['CALLING_CANCEL', 'HANG_UP', 'CALL_END'])
  expect(bob.got('CALL_END')).toMatchObject([{ reason: 'cancel', userID: 'alice' }])
})

it('ends after the ring time when the callee does not answer, as CALLING_TIMEOUT on both sides', async () => {
  await alice.calling.call({ userID: 'bob' })
  await town.pass(29_750)
  expect(bob.calling.state.status).toBe('ringing')
  await town.pass(500)
  town.expectIdle()
  expect(alice.names()).toEqual(['CALLING_TIMEOUT', 'CALL_END'])
  expect(bob.names()).toEqual(['INVITED', 'CALLING_TIMEOUT', 'CALL_END'])
  const told = { timeoutUserList: ['bob'], sponsor: 'alice', groupID: '' }
  expect(alice.got('CALLING_TIMEOUT')).toMatchObject([told])
  expect(bob.got('CALLING_TIMEOUT')).toMatchObject([told])
  expect(town.ends(alice)).toEqual(['timeout'])
})

it('ends as NO_RESP when nobody is there', async () => {
  town.chat.addAccount('dave')
  await alice.calling.call({ userID: 'dave', timeout: 10 })
  await town.pass(15_000)
  town.expectIdle()
  expect(alice.names()).toEqual(['NO_RESP', 'CALL_END'])
  expect(alice.got('NO_RESP')).toMatchObject([{ timeoutUserList: ['dave'], sponsor: 'alice', groupID: '' }])
})

it('answers a third user with busy and keeps the call', async () => {
  await town.connect(alice, bob)
  await carol.calling.call({ userID: 'bob' })
  await town.settle()
  expect(carol.names()).toEqual(['LINE_BUSY', 'CALL_END'])
  expect(carol.got('LINE_BUSY')).toMatchObject([{ invitee: 'bob', reason: 'line busy' }])
  expect(town.ends(carol)).toEqual(['line-busy'])
  expect(bob.got('INVITED')).toHaveLength(1)
  expect([alice, bob].map((one) => one.calling.state.status)).toEqual(['connected', 'connected'])
  await bob.calling.hangup()
  await town.settle()
  town.expectIdle()
})

describe('what is wrong is refused with an error that says so, and changes nothing', () => {
  const refused = async (promise: Promise<void>, reason: keyof typeof CALLING_ERROR) => {
    await expect(promise).rejects.toMatchObject({ name: 'CallingError', reason, code: CALLING_ERROR[reason] })
    await town.settle()
    town.expectIdle()
    expect(town.chat.log).toEqual([])
  }

  it.each([
    ['', 'INVALID_PARAMETER'],
    ['张三', 'INVALID_PARAMETER'],
    ['a b', 'INVALID_PARAMETER'],
    ['a&roomid=9', 'INVALID_PARAMETER'],
    ['a#b', 'INVALID_PARAMETER'],
    ['x'.repeat(33), 'INVALID_PARAMETER'],
    [123, 'INVALID_PARAMETER'],
    [undefined, 'INVALID_PARAMETER'],
    ['alice', 'CALL_SELF'],
  ] as const)('call(%j): %s', async (userID, reason) => {
    await refused(alice.calling.call({ userID: userID as string }), reason)
  })

  it('an account that does not exist: the attempt ends, and the next call works', async () => {
    await expect(alice.calling.call({ userID: 'nobody' })).rejects.toMatchObject({ reason: 'UNKNOWN_USER' })
    await town.settle()
    town.expectIdle()
    expect(alice.names()).toEqual(['ERROR', 'CALL_END'])
    await town.connect(alice, bob)
  })

  it('a call before login', async () => {
    const dave = town.person('dave')
    await refused(dave.calling.call({ userID: 'bob' }), 'NOT_LOGGED_IN')
  })

  it('answers and hangups without a call', async () => {
    await refused(alice.calling.accept(), 'INVALID_STATE')
    await refused(alice.calling.reject(), 'INVALID_STATE')
    await refused(alice.calling.hangup(), 'INVALID_STATE')
    expect(() => alice.calling.setMicMute(true)).toThrow(/during a call/)
  })
})

it('does not ring anybody when the microphone is refused', async () => {
  const dave = town.person('dave', { wx: { permissions: { 'scope.record': 'refused' } } })
  const login = dave.calling.login()
  await town.settle()
  await login
  await expect(dave.calling.call({ userID: 'bob' })).rejects.toMatchObject({ reason: 'MICROPHONE_DENIED' })
  await town.settle()
  town.expectIdle()
  expect(town.chat.log).toEqual([])
  expect(dave.names()).toEqual(['ERROR', 'CALL_END'])
  expect(bob.names()).toEqual([])
})

it('calls by voice when the camera is refused', async () => {
  const dave = town.person('dave', { wx: { permissions: { 'scope.camera': 'refused' } } })
  const login = dave.calling.login()
  await town.settle()
  await login
  await dave.calling.call({ userID: 'bob', type: 2 })
  await town.settle()
  expect(dave.got('ERROR')).toMatchObject([{ reason: 'CAMERA_DENIED' }])
  expect(dave.calling.state).toMatchObject({ type: 1, cameraDenied: true })
  await bob.calling.accept()
  await town.settle()
  expect(bob.calling.state).toMatchObject({ status: 'connected', type: 1 })
})

it('mirrors the devices to the other side', async () => {
  await town.connect(alice, bob, 2)
  const seen = () => {
    const { hasVideo, hasAudio } = bob.calling.state.members[0] ?? {}
    return { hasVideo, hasAudio }
  }
  alice.calling.setMicMute(true)
  await town.settle()
  expect(seen()).toEqual({ hasVideo: true, hasAudio: false })
  alice.calling.closeCamera()
  await town.settle()
  expect(seen()).toEqual({ hasVideo: false, hasAudio: false })
  alice.calling.setMicMute(false)
  alice.calling.openCamera()
  await town.settle()
  expect(seen()).toEqual({ hasVideo: true, hasAudio: true })
  expect(alice.calling.state.self).toMatchObject({ camera: true, mic: true, frontCamera: true })
  alice.calling.switchCamera()
  alice.calling.setHandsFree(false)
  await town.settle()
  expect(alice.calling.state.self).toMatchObject({ frontCamera: false, handsFree: false })
  expect(town.media.cameraOf('alice')).toBe('back')
  expect(bob.got('USER_AUDIO_AVAILABLE').map((data) => data.isAvailable)).toEqual([true, false, true])
})
