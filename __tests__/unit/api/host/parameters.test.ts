/** What the host gives is looked at before anything is done with it. */
import { TRTCCalling } from '../../../../lib/api/calling'
import { setScene } from '../../../support/town/scene'

const scene = setScene()

describe('config.reconnectTimeout', () => {
  const create = (reconnectTimeout: unknown) => () =>
    new TRTCCalling({
      sdkAppID: 1400000000,
      userID: 'erin',
      userSig: 'x',
      type: 1,
      platform: scene.alice.platform,
      reconnectTimeout: reconnectTimeout as number,
    })

  it.each(['x', '30', -5, 0, NaN, Infinity, 1.5, 301, {}])('%p is refused', (value) => {
    expect(create(value)).toThrow(
      expect.objectContaining({ reason: 'INVALID_PARAMETER', message: expect.stringContaining('reconnectTimeout') }),
    )
  })

  it.each([undefined, null, 1, 30, 300])('%p is taken', (value) => {
    expect(create(value)).not.toThrow()
  })
})

describe('config.userDefineRecordID and config.waitingImage', () => {
  const create = (options: object) => () =>
    new TRTCCalling({ sdkAppID: 1400000000, userID: 'erin', userSig: 'x', type: 1, ...options })

  it.each(['', 'case 7', 'a&roomid=9', 'x'.repeat(65), 7])('%p is no record id', (userDefineRecordID) => {
    expect(create({ userDefineRecordID })).toThrow(
      expect.objectContaining({
        reason: 'INVALID_PARAMETER',
        message: expect.stringMatching(/^config\.userDefineRecordID is .*; expected 1 to 64 characters/) as string,
      }) as Error,
    )
  })

  it('a picture that is no string is refused', () => {
    expect(create({ waitingImage: true })).toThrow(/^config\.waitingImage is true; expected a string/)
  })

  it('both reach the tag', async () => {
    const { bob, town } = scene
    const options = { userDefineRecordID: 'case_7', waitingImage: 'https://example.com/away.png' }
    const dora = await town.signedIn('dora', options)
    await dora.calling.call({ userID: 'bob', type: 2 })
    await town.settle()
    void bob.calling.accept()
    await town.settle()
    expect(dora.calling.state.pusher).toMatchObject({ waitingImage: options.waitingImage })
    expect(dora.calling.state.pusher?.url).toContain('&userdefinerecordid=case_7&')
    expect(bob.calling.state.pusher?.url).toContain('&userdefinerecordid=&')
  })
})

describe('offlinePushInfo', () => {
  it.each(['title', 'description', 'androidOPPOChannelID', 'extension'])(
    '%s that is no string is refused',
    async (field) => {
      const offlinePushInfo = { [field]: { no: 'string' } }
      await expect(scene.alice.calling.call({ userID: 'bob', offlinePushInfo })).rejects.toMatchObject({
        reason: 'INVALID_PARAMETER',
        message: `offlinePushInfo.${field} is an object; expected a string.`,
      })
      await scene.expectUntouched()
    },
  )

  it('travels as it is, with what else Chat may understand', async () => {
    const { alice, bob, town } = scene
    const offlinePushInfo = { title: 'Alice', description: null, disablePush: false }
    await alice.calling.call({ userID: 'bob', offlinePushInfo: offlinePushInfo as never })
    await town.settle()
    expect(bob.calling.state.status).toBe('ringing')
    await alice.calling.hangup()
    await town.settle()
  })
})

describe('a refusal names what is wrong, says what it got and what would be right', () => {
  const config = { sdkAppID: 1400000000, userID: 'erin', userSig: 'x', type: 1 }

  it.each<[change: unknown, message: RegExp]>([
    [undefined, /^config is missing; expected an object like \{ sdkAppID/],
    [[1, 2], /^config is an array of 2; expected an object/],
    [{ sdkAppID: '1400000000' }, /^config\.sdkAppID is "1400000000"; expected the number/],
    [{ sdkAppID: 0 }, /^config\.sdkAppID is 0; /],
    [{ sdkAppID: 1.5 }, /^config\.sdkAppID is 1\.5; /],
    [{ userID: 'é' }, /^config\.userID is "é"; expected 1 to 32 characters/],
    [{ userID: '' }, /^config\.userID is empty; /],
    [{ userID: 'a'.repeat(41) }, /^config\.userID is "a{40}"; /],
    [{ userSig: undefined }, /^config\.userSig is missing\. /],
    [{ userSig: '', renewUserSig: undefined }, /^config\.userSig is missing\. /],
    [{ renewUserSig: true }, /^config\.renewUserSig is true; expected a function/],
    [{ getPrivateMapKey: 'key' }, /^config\.getPrivateMapKey is "key"; expected a function/],
    [{ expiresAt: 'soon' }, /^config\.expiresAt is "soon"; expected seconds since the epoch/],
    [{ type: 3 }, /^config\.type is 3; expected 1 \(voice\) or 2 \(video\)/],
    [{ type: null }, /^config\.type is null; /],
    [{ reconnectTimeout: 301 }, /^config\.reconnectTimeout is 301; expected a whole number from 1 to 300/],
  ])('new TRTCCalling with %p', (change, message) => {
    const given = change === undefined || Array.isArray(change) ? change : { ...config, ...(change as object) }
    const { platform } = scene.alice
    const create = () =>
      new TRTCCalling((change === undefined ? given : Object.assign(given as object, { platform })) as never)
    expect(create).toThrow(
      expect.objectContaining({ reason: 'INVALID_PARAMETER', message: expect.stringMatching(message) }),
    )
  })

  it.each<[method: 'call' | 'groupCall' | 'inviteUser' | 'joinInGroupCall' | 'setSelfInfo', params: unknown, RegExp]>([
    ['call', 'bob', /^the argument of call\(\) is "bob"; expected an object like \{ userID: 'bob'/],
    ['call', {}, /^userID is missing; /],
    ['call', { userID: () => 'bob' }, /^userID is a function; /],
    ['call', { userID: 'bob', type: '1' }, /^type is "1"; expected 1 \(voice\) or 2 \(video\)/],
    ['call', { userID: 'bob', timeout: 0 }, /^timeout is 0; expected a whole number from 1 to 300/],
    ['call', { userID: 'bob', timeout: 301 }, /^timeout is 301; /],
    ['call', { userID: 'bob', timeout: 1.5 }, /^timeout is 1\.5; /],
    ['call', { userID: 'bob', userData: {} }, /^userData is an object; expected a string of at most 2048 bytes/],
    ['call', { userID: 'bob', userData: 'ü'.repeat(1025) }, /^userData is "ü{40}"; /],
    ['call', { userID: 'bob', userData: '\ud800' }, /^userData is /],
    ['call', { userID: 'bob', offlinePushInfo: 'hi' }, /^offlinePushInfo is "hi"; expected an object like \{ title/],
    ['call', { userID: 'bob', roomID: 0 }, /^roomID is 0; expected a whole number from 1 to 4294967294/],
    ['call', { userID: 'bob', roomID: 4294967295 }, /^roomID is 4294967295; /],
    ['call', { userID: 'bob', strRoomID: 'a b' }, /^strRoomID is "a b"; expected 1 to 64 characters/],
    ['call', { userID: 'bob', strRoomID: 'a'.repeat(65) }, /^strRoomID is /],
    ['call', { userID: 'bob', roomID: 7, strRoomID: 'a' }, /^strRoomID is "a"; expected left out when roomID is given/],
    ['groupCall', null, /^the argument of groupCall\(\) is null; expected an object like \{ userIDList/],
    ['groupCall', {}, /^userIDList is missing; expected an array of 1 to 20 userIDs/],
    ['groupCall', { userIDList: [] }, /^userIDList is an array of 0; /],
    ['groupCall', { userIDList: Array.from({ length: 21 }, (_, n) => `u${n}`) }, /^userIDList is an array of 21; /],
    ['groupCall', { userIDList: ['bob', 7] }, /^userIDList\[1\] is 7; expected 1 to 32 characters/],
    ['groupCall', { userIDList: ['bob'], groupID: 'a b' }, /^groupID is "a b"; expected the id of a Chat group/],
    ['groupCall', { userIDList: ['bob'], groupID: 'a'.repeat(49) }, /^groupID is /],
    ['inviteUser', 7, /^the argument of inviteUser\(\) is 7; expected an object like \{ userIDList/],
    [
      'joinInGroupCall',
      undefined,
      /^the argument of joinInGroupCall\(\) is missing; expected an object like \{ groupID/,
    ],
    ['joinInGroupCall', {}, /^roomID is missing; /],
    ['joinInGroupCall', { roomID: 7, groupID: 8 }, /^groupID is 8; /],
    ['setSelfInfo', [], /^the argument of setSelfInfo\(\) is an array of 0; expected an object like \{ nickName/],
    ['setSelfInfo', {}, /^nickName is missing; expected something to change/],
    ['setSelfInfo', { nickName: 7 }, /^nickName is 7; expected a string of at most 500 bytes/],
    ['setSelfInfo', { avatar: false }, /^avatar is false; expected a string of at most 500 bytes/],
  ])('%s(%j)', async (method, params, message) => {
    const refused = (scene.alice.calling[method] as (params: unknown) => Promise<void>)(params)
    await expect(refused).rejects.toMatchObject({
      reason: 'INVALID_PARAMETER',
      message: expect.stringMatching(message),
    })
    expect(scene.alice.calling.state.status).toBe('idle')
  })

  it.each([
    ['call', { userID: 'alice' }, /^userID is your own userID \(alice\)\. /],
    ['groupCall', { userIDList: ['bob', 'alice'] }, /^userIDList\[1\] is your own userID/],
  ] as const)('%s(%j) with oneself', async (method, params, message) => {
    const refused = (scene.alice.calling[method] as (params: unknown) => Promise<void>)(params)
    await expect(refused).rejects.toMatchObject({ reason: 'CALL_SELF', message: expect.stringMatching(message) })
  })

  it('in a call: each setter', async () => {
    const { alice, bob, town } = scene
    await town.connect(alice, bob, 2)
    const { calling } = alice
    const before = { ...calling.state.self }
    const wrong: [run: () => void, message: RegExp][] = [
      [() => calling.setMicMute('yes' as never), /^isMute is "yes"; expected true or false/],
      [() => calling.switchCamera(1 as never), /^isFrontCamera is 1; /],
      [() => calling.setHandsFree(undefined as never), /^isHandsFree is missing; /],
      [() => calling.startRemoteView(''), /^userID is empty; /],
      [() => calling.stopRemoteView({} as never), /^userID is an object; /],
      [() => calling.setBeautyLevel(10), /^level is 10; expected a whole number from 0 to 9/],
      [() => calling.setAudioQuality('x' as never), /^quality is "x"; expected one of low, high/],
      [() => calling.setVideoQuality({ resolution: '1p' } as never), /^resolution is "1p"; expected one of 180p, 360p/],
      [() => calling.setVideoQuality('360p' as never), /^the argument of setVideoQuality\(\) is "360p"; /],
      [() => calling.setVideoQuality({ resolution: '360p', minBitrate: 0 }), /^minBitrate is 0; /],
      [
        () => calling.setVideoQuality({ resolution: '360p', maxBitrate: 10_001 }),
        /^maxBitrate is 10001; expected .* 10000/,
      ],
      [
        () => calling.setVideoQuality({ resolution: '360p', minBitrate: 9, maxBitrate: 8 }),
        /^minBitrate is 9; expected at most maxBitrate \(8\)/,
      ],
      [() => calling.on('NEWS' as never, () => undefined), /^There is no event NEWS\. .*INVITED/],
      [() => calling.on('INVITED', 'x' as never), /^handler is "x"; expected a function/],
      [() => calling.off('toString' as never), /^There is no event toString\. /],
    ]
    for (const [run, message] of wrong) {
      expect(run).toThrow(
        expect.objectContaining({ reason: 'INVALID_PARAMETER', message: expect.stringMatching(message) }),
      )
    }
    await expect(calling.switchCallType(0 as never)).rejects.toMatchObject({
      message: expect.stringMatching(/^type is 0/),
    })
    expect({ ...calling.state.self }).toEqual(before)
    await scene.endAll()
  })

  it('without a call: each setter names itself', () => {
    const { calling } = scene.alice
    const early: [name: string, run: () => void][] = [
      ['openCamera', () => calling.openCamera()],
      ['closeCamera', () => calling.closeCamera()],
      ['setMicMute', () => calling.setMicMute(true)],
      ['switchCamera', () => calling.switchCamera()],
      ['setHandsFree', () => calling.setHandsFree(true)],
      ['startRemoteView', () => calling.startRemoteView('bob')],
      ['stopRemoteView', () => calling.stopRemoteView('bob')],
    ]
    for (const [name, run] of early) {
      const message = expect.stringMatching(new RegExp(`^${name}\\(\\) works during a call`)) as string
      expect(run).toThrow(expect.objectContaining({ reason: 'INVALID_STATE', message }))
    }
  })
})

describe('the largest and the least are taken', () => {
  it.each([
    { timeout: 1 },
    { timeout: 300 },
    { userData: 'ü'.repeat(1024) },
    { roomID: 1 },
    { roomID: 4294967294 },
    { strRoomID: 'a'.repeat(64) },
    { userData: null, offlinePushInfo: null, roomID: null, strRoomID: null },
  ])('call with %j', async (options) => {
    await scene.alice.calling.call({ userID: 'bob', ...options } as never)
    await scene.endAll()
  })

  it('groupCall with 20 invitees, those named twice once', async () => {
    const { alice, town } = scene
    const userIDList = Array.from({ length: 18 }, (_, n) => `u${n}`).concat('bob', 'bob')
    for (const userID of userIDList) town.chat.addAccount(userID)
    await alice.calling.groupCall({ userIDList })
    await town.settle()
    expect(alice.calling.state.members.map(({ userID }) => userID)).toEqual(userIDList.slice(0, 19))
    await scene.endAll()
  })

  it('groupCall through a group with a name of 48 characters', async () => {
    const { alice, town } = scene
    const groupID = `@TGS#~!${'a'.repeat(41)}`
    town.chat.addGroup(groupID, ['alice', 'bob'])
    await alice.calling.groupCall({ userIDList: ['bob'], groupID })
    await town.settle()
    expect(alice.calling.state.groupID).toBe(groupID)
    await scene.endAll()
  })
})

it('a Chat group without a name is none', async () => {
  const { alice } = scene
  await alice.calling.groupCall({ userIDList: ['bob'], groupID: '' })
  expect(alice.calling.state).toMatchObject({ status: 'calling', groupID: '' })
  await scene.endAll()
})

describe('after destroy() each method says so', () => {
  const destroyed = expect.objectContaining({ reason: 'DESTROYED' }) as Error
  const gone = (): TRTCCalling => {
    scene.alice.calling.destroy()
    return scene.alice.calling
  }

  it.each<[string, (calling: TRTCCalling) => Promise<void>]>([
    ['login', (calling) => calling.login()],
    ['logout', (calling) => calling.logout()],
    ['setSelfInfo', (calling) => calling.setSelfInfo({ nickName: 'Ann' })],
    ['call', (calling) => calling.call({ userID: 'bob' })],
    ['groupCall', (calling) => calling.groupCall({ userIDList: ['bob'] })],
    ['inviteUser', (calling) => calling.inviteUser({ userIDList: ['bob'] })],
    ['joinInGroupCall', (calling) => calling.joinInGroupCall({ roomID: 7 })],
    ['accept', (calling) => calling.accept()],
    ['reject', (calling) => calling.reject()],
    ['hangup', (calling) => calling.hangup()],
    ['switchCallType', (calling) => calling.switchCallType(1)],
    ['acceptSwitch', (calling) => calling.acceptSwitch()],
    ['rejectSwitch', (calling) => calling.rejectSwitch()],
  ])('%s rejects', async (_, method) => {
    await expect(method(gone())).rejects.toEqual(destroyed)
  })

  it.each<[string, (calling: TRTCCalling) => void]>([
    ['on', (calling) => calling.on('INVITED', () => undefined)],
    ['openCamera', (calling) => calling.openCamera()],
    ['closeCamera', (calling) => calling.closeCamera()],
    ['setMicMute', (calling) => calling.setMicMute(true)],
    ['switchCamera', (calling) => calling.switchCamera()],
    ['setHandsFree', (calling) => calling.setHandsFree(true)],
    ['startRemoteView', (calling) => calling.startRemoteView('bob')],
    ['stopRemoteView', (calling) => calling.stopRemoteView('bob')],
    ['setVideoQuality', (calling) => calling.setVideoQuality({ resolution: '360p' })],
    ['setAudioQuality', (calling) => calling.setAudioQuality('high')],
    ['setBeautyLevel', (calling) => calling.setBeautyLevel(5)],
    ['setVideoEffects', (calling) => calling.setVideoEffects({ filter: 'standard' })],
  ])('%s throws', (_, method) => {
    const calling = gone()
    expect(() => method(calling)).toThrow(destroyed)
  })
})
