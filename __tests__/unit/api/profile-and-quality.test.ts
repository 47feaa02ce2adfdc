/** The own profile, the own picture and voice, and devices that another app takes. */
import type { TRTCCalling } from '../../../lib/api/calling'
import { Town } from '../../support/town/town'
import type { Person } from '../../support/town/town'

let town: Town
let alice: Person
let bob: Person

beforeEach(async () => {
  jest.useFakeTimers()
  jest.spyOn(console, 'info').mockImplementation()
  town = new Town()
  ;[alice, bob] = await town.people('alice', 'bob')
})

afterEach(async () => {
  await town.dispose()
  expect(jest.getTimerCount()).toBe(0)
  jest.useRealTimers()
})

describe('setSelfInfo', () => {
  it('changes the profile in Chat, and the own state as soon as it resolves', async () => {
    await alice.calling.setSelfInfo({ nickName: '爱丽丝', avatar: 'https://example.com/a.png' })
    expect(alice.calling.state.self).toMatchObject({ nick: '爱丽丝', avatar: 'https://example.com/a.png' })
    await town.connect(alice, bob)
    expect(bob.calling.state.members).toMatchObject([{ nick: '爱丽丝', avatar: 'https://example.com/a.png' }])
    expect(alice.calling.state.self.nick).toBe('爱丽丝')
  })

  it('leaves alone what it is not given', async () => {
    await alice.calling.setSelfInfo({ nickName: 'Alice' })
    await alice.calling.setSelfInfo({ avatar: '/a.png' })
    expect(alice.calling.state.self).toMatchObject({ nick: 'Alice', avatar: '/a.png' })
    await alice.calling.setSelfInfo({ nickName: '' })
    expect(alice.calling.state.self).toMatchObject({ nick: 'alice', avatar: '/a.png' })
  })

  it('shows the userID for a nick that is not known yet', async () => {
    town.chat.hold((hop) => hop.kind === 'profile')
    const carol = await town.signedIn('carol')
    await carol.calling.setSelfInfo({ avatar: 'a.png' })
    expect(carol.calling.state.self).toMatchObject({ nick: 'carol', avatar: 'a.png' })
  })

  it('is not overtaken by a look-up that began before', async () => {
    town.chat.addAccount('carol', { nick: 'old' })
    const lookups = town.chat.hold((hop) => hop.kind === 'profile')
    const carol = await town.signedIn('carol')
    // Chat read the profile before the change
    const late = carol.tim.getUserProfile({ userIDList: ['carol'] })
    lookups.stop()
    await carol.calling.setSelfInfo({ nickName: 'new' })
    town.chat.addAccount('carol', { nick: 'old' })
    lookups.releaseAll()
    await late
    await town.settle()
    expect(carol.calling.state.self.nick).toBe('new')
  })

  it.each([true, false])(
    'is known in the first call, made as soon as login() resolves (answer held: %s)',
    async (held) => {
      town.chat.addAccount('carol', { nick: 'Carol', avatar: '/c.png' })
      const lookups = held ? town.chat.hold((hop) => hop.kind === 'profile') : null
      const carol = town.person('carol')
      const calling = carol.calling.login().then(() => carol.calling.call({ userID: 'bob' }))
      await town.settle()
      await calling
      lookups?.stop()
      lookups?.releaseAll()
      await town.settle()
      expect(carol.calling.state).toMatchObject({ status: 'calling', self: { nick: 'Carol', avatar: '/c.png' } })
      await carol.calling.hangup()
      await town.settle()
      expect(carol.calling.state.self.nick).toBe('Carol')
    },
  )

  it.each([
    undefined,
    {},
    { nickName: 7 },
    { nickName: 'ü'.repeat(251) },
    { avatar: 'a'.repeat(501) },
    { nickName: 'fine', avatar: {} },
  ])('refuses %j and changes nothing', async (info) => {
    await expect(alice.calling.setSelfInfo(info as never)).rejects.toMatchObject({ reason: 'INVALID_PARAMETER' })
    expect(alice.calling.state.self).toMatchObject({ nick: 'alice', avatar: '' })
  })

  it('takes as much as Chat does', async () => {
    await alice.calling.setSelfInfo({ nickName: 'ü'.repeat(250), avatar: 'a'.repeat(500) })
    expect(alice.calling.state.self.avatar).toHaveLength(500)
  })

  it('needs a login', async () => {
    const carol = town.person('carol')
    await expect(carol.calling.setSelfInfo({ nickName: 'Carol' })).rejects.toMatchObject({ reason: 'NOT_LOGGED_IN' })
  })

  it('says why Chat refused, and shows the old profile', async () => {
    alice.tim.updateMyProfile = () => Promise.reject(Object.assign(new Error('no network'), { code: 2801 }))
    await expect(alice.calling.setSelfInfo({ nickName: 'x' })).rejects.toMatchObject({ reason: 'NETWORK_UNAVAILABLE' })
    expect(alice.calling.state.self.nick).toBe('alice')
  })
})

describe('setVideoQuality, setBeautyLevel, setAudioQuality', () => {
  it.each([
    ['180p', 180, 320, '9:16', 150, 350],
    ['360p', 360, 640, '9:16', 600, 900],
    ['480p', 480, 640, '3:4', 600, 1000],
    ['540p', 540, 960, '9:16', 800, 1500],
    ['720p', 720, 1280, '9:16', 1000, 1800],
  ] as const)('%s before a call', async (resolution, videoWidth, videoHeight, videoAspect, minBitrate, maxBitrate) => {
    alice.calling.setVideoQuality({ resolution })
    await town.connect(alice, bob, 2)
    const expected = { videoWidth, videoHeight, videoAspect, minBitrate, maxBitrate }
    expect(alice.calling.state.pusher).toMatchObject(expected)
  })

  it('in a call they change the tag at once, without entering the room again, and hold for the next call', async () => {
    await town.connect(alice, bob, 2)
    const url = alice.calling.state.pusher?.url
    alice.calling.setVideoQuality({ resolution: '720p', maxBitrate: 1500 })
    alice.calling.setBeautyLevel(9)
    alice.calling.setAudioQuality('low')
    alice.calling.setVideoEffects({ beautyStyle: 'nature', filter: 'cool', remoteMirror: true })
    const quality = { videoWidth: 720, minBitrate: 1000, maxBitrate: 1500, beautyLevel: 9, audioQuality: 'low' }
    const changed = { ...quality, beautyStyle: 'nature', filter: 'cool', enableRemoteMirror: true }
    expect(alice.calling.state.pusher).toMatchObject({ ...changed, url })
    await town.settle()
    expect(bob.got('USER_LEAVE')).toEqual([])
    await alice.calling.hangup()
    await town.connect(bob, alice, 2)
    expect(alice.calling.state.pusher).toMatchObject(changed)
  })

  it('a bitrate that is left out follows the one that is given', async () => {
    await town.connect(alice, bob, 2)
    alice.calling.setVideoQuality({ resolution: '360p', maxBitrate: 200 })
    expect(alice.calling.state.pusher).toMatchObject({ minBitrate: 200, maxBitrate: 200 })
    alice.calling.setVideoQuality({ resolution: '360p', minBitrate: 2000 })
    expect(alice.calling.state.pusher).toMatchObject({ minBitrate: 2000, maxBitrate: 2000 })
    alice.calling.setVideoQuality({ resolution: '360p' })
    expect(alice.calling.state.pusher).toMatchObject({ minBitrate: 600, maxBitrate: 900 })
  })

  it('frames, beauty, tint and mirror are as WeChat has them until they are set, and each stays when another is', async () => {
    await town.connect(alice, bob, 2)
    const asWeChat = { fps: 15, beautyStyle: 'smooth', filter: 'standard', enableRemoteMirror: false, waitingImage: '' }
    expect(alice.calling.state.pusher).toMatchObject(asWeChat)
    alice.calling.setVideoQuality({ resolution: '360p', fps: 24 })
    alice.calling.setVideoEffects({ filter: 'pink' })
    alice.calling.setVideoEffects({ remoteMirror: true })
    alice.calling.setVideoQuality({ resolution: '480p' })
    expect(alice.calling.state.pusher).toMatchObject({ ...asWeChat, fps: 24, filter: 'pink', enableRemoteMirror: true })
  })

  it('the own picture is pushed as the page is held, unless the app has said how', async () => {
    const orientation = () => alice.calling.state.pusher?.videoOrientation
    await town.connect(alice, bob, 2)
    expect(orientation()).toBe('vertical')
    alice.calling.view.setPageOrientation('horizontal')
    expect(orientation()).toBe('horizontal')
    alice.calling.setVideoQuality({ resolution: '360p', orientation: 'vertical' })
    expect(orientation()).toBe('vertical')
    alice.calling.view.setPageOrientation('vertical')
    alice.calling.view.setPageOrientation('horizontal')
    expect(orientation()).toBe('vertical')
    await alice.calling.hangup()
    await town.connect(bob, alice, 2)
    expect(orientation()).toBe('vertical')
    expect(() => alice.calling.setVideoQuality({ resolution: '360p', orientation: 'up' as never })).toThrow(
      /orientation/,
    )
  })

  it.each<[string, (calling: TRTCCalling) => void]>([
    ['no effects', (calling) => calling.setVideoEffects(undefined as never)],
    ['a beauty that is not there', (calling) => calling.setVideoEffects({ beautyStyle: 'rough' as never })],
    ['a tint that is not there', (calling) => calling.setVideoEffects({ filter: 'toString' as never })],
    ['a mirror that is no boolean', (calling) => calling.setVideoEffects({ remoteMirror: 1 as never })],
    ['31 pictures a second', (calling) => calling.setVideoQuality({ resolution: '360p', fps: 31 })],
    ['no argument', (calling) => calling.setVideoQuality(undefined as never)],
    ['no resolution', (calling) => calling.setVideoQuality({} as never)],
    ['a size that is not there', (calling) => calling.setVideoQuality({ resolution: '1080p' } as never)],
    ['a name of Object.prototype', (calling) => calling.setVideoQuality({ resolution: 'toString' } as never)],
    ['a bitrate of 0', (calling) => calling.setVideoQuality({ resolution: '360p', minBitrate: 0 })],
    ['half a bitrate', (calling) => calling.setVideoQuality({ resolution: '360p', maxBitrate: 0.5 })],
    [
      'the least above the most',
      (calling) => calling.setVideoQuality({ resolution: '360p', minBitrate: 9, maxBitrate: 8 }),
    ],
    ['beauty 10', (calling) => calling.setBeautyLevel(10)],
    ['beauty -1', (calling) => calling.setBeautyLevel(-1)],
    ['beauty NaN', (calling) => calling.setBeautyLevel(NaN)],
    ['beauty as a string', (calling) => calling.setBeautyLevel('5' as never)],
    ['medium sound', (calling) => calling.setAudioQuality('medium' as never)],
  ])('%s throws and changes nothing', async (_, run) => {
    await town.connect(alice, bob, 2)
    const before = alice.calling.state.pusher
    expect(() => run(alice.calling)).toThrow(expect.objectContaining({ reason: 'INVALID_PARAMETER' }))
    expect(alice.calling.state.pusher).toBe(before)
  })

  it('throw after destroy()', () => {
    alice.calling.destroy()
    expect(() => alice.calling.setBeautyLevel(5)).toThrow(expect.objectContaining({ reason: 'DESTROYED' }))
  })
})

describe('volume and network quality in a 1v1 call', () => {
  const ofMembers = (one: Person) =>
    one.calling.state.members.map(({ userID, volume, quality }) => [userID, volume, quality])

  beforeEach(async () => {
    await town.connect(alice, bob)
    for (const one of [alice, bob]) one.heard = []
  })

  it('of a user: an event, and in the state, on both sides', async () => {
    town.media.speak('bob', 50)
    town.media.netStatus('bob', 4)
    await town.settle()
    for (const one of [alice, bob]) {
      expect(one.got('USER_VOICE_VOLUME')).toEqual([{ userID: 'bob', volume: 50 }])
      expect(one.got('NETWORK_QUALITY')).toEqual([{ userID: 'bob', quality: 4 }])
    }
    expect(ofMembers(alice)).toEqual([['bob', 50, 4]])
    expect(alice.calling.state.self).toMatchObject({ volume: 0, quality: 0 })
    expect(bob.calling.state.self).toMatchObject({ volume: 50, quality: 4 })
    expect(ofMembers(bob)).toEqual([['alice', 0, 0]])
  })

  it('each change is told, one replaces the other, and the next call begins without', async () => {
    for (const level of [60, 0]) town.media.speak('alice', level)
    for (const level of [1, 6]) town.media.netStatus('alice', level)
    await town.settle()
    for (const one of [alice, bob]) {
      expect(one.got('USER_VOICE_VOLUME')).toEqual([60, 0].map((volume) => ({ userID: 'alice', volume })))
      expect(one.got('NETWORK_QUALITY')).toEqual([1, 6].map((quality) => ({ userID: 'alice', quality })))
    }
    expect(alice.calling.state.self).toMatchObject({ volume: 0, quality: 6 })
    await bob.calling.hangup()
    await town.connect(alice, bob)
    expect(alice.calling.state.self).toMatchObject({ volume: 0, quality: 0 })
    expect(ofMembers(bob)).toEqual([['alice', 0, 0]])
  })
})

describe('a phone call or another app takes the devices', () => {
  it('the state says so until they are back, and the call goes on', async () => {
    await town.connect(alice, bob)
    expect(alice.calling.state.interrupted).toBe(false)
    town.media.interrupt('alice', true)
    await town.settle()
    expect(alice.calling.state).toMatchObject({ interrupted: true, status: 'connected' })
    expect(bob.calling.state.interrupted).toBe(false)
    town.media.interrupt('alice', false)
    await town.settle()
    expect(alice.calling.state).toMatchObject({ interrupted: false, status: 'connected' })
  })

  it.each<[string, () => void]>([
    ['hung up here', () => void alice.calling.hangup()],
    ['hung up there', () => void bob.calling.hangup()],
    ['thrown out of the room', () => town.media.kick('alice')],
    ['thrown out of Chat', () => town.chat.kick('alice')],
    ['destroyed', () => alice.calling.destroy()],
  ])('%s meanwhile: neither the end nor the next call knows of it', async (_, end) => {
    await town.connect(alice, bob)
    town.media.interrupt('alice', true)
    await town.settle()
    end()
    await town.settle()
    expect(alice.calling.state).toMatchObject({ interrupted: false, status: 'idle' })
  })
})
