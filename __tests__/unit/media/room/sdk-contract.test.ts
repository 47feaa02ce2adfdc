/**
 * Facts about trtc-wx-sdk 1.1.15 on which lib/media/room/stay relies, none of them documented by its authors.
 * If one of these fails after an upgrade, lib/media/room/stay.ts has to be looked at again.
 */
import { createFakeWx, installWx, type InstalledWx } from '../../../support/town/wx'

const SECRET = 'canary-user-sig-77'
const config = { sdkAppID: 1400000000, userID: 'alice', userSig: SECRET, roomID: 1234, scene: 'rtc' }

interface Event {
  data: Record<string, unknown>
}

/** The SDK as it is, not as our declaration says. */
interface Sdk {
  EVENT: Record<string, string>
  setLogLevel(level: number): void
  on(event: string, listener: (event: Event) => void): void
  off(event?: string, listener?: (event: Event) => void): void
  createPusher(attributes: object): { pusherAttributes: Record<string, unknown>; stop(): void }
  enterRoom(config: object): Record<string, unknown>
  exitRoom(): void
  setPusherAttributes(attributes: object): Record<string, unknown>
  getPusherAttributes(): Record<string, unknown>
  getPlayerList(): Record<string, unknown>[]
  pusherEventHandler(event: unknown): void
  pusherNetStatusHandler(event: unknown): void
}

let installed: InstalledWx
let printed: string[]
const fake = createFakeWx()

/** A fresh copy of the module: `env: 'test'` changes it for good. */
function load(env?: 'test'): Sdk {
  let sdk: Sdk | undefined
  jest.isolateModules(() => {
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- a fresh copy can only be required
    const TRTC = require('trtc-wx-sdk') as new (context: object, options?: object) => Sdk
    sdk = new TRTC(fake.context, env ? { env } : undefined)
  })
  if (!sdk) throw new Error('not loaded')
  return sdk
}

function inRoom(): { sdk: Sdk; emitted: string[] } {
  const sdk = load('test')
  sdk.setLogLevel(4)
  const emitted: string[] = []
  for (const name of Object.values(sdk.EVENT)) sdk.on(name, () => void emitted.push(name))
  sdk.createPusher({})
  sdk.enterRoom({ ...config })
  return { sdk, emitted }
}

const say = (sdk: Sdk, code: number, message: unknown): void =>
  sdk.pusherEventHandler({ detail: { code, message: typeof message === 'string' ? message : JSON.stringify(message) } })
const bob = { userid: 'bob', playurl: 'room://bob', streamtype: 'main', hasvideo: true }

beforeEach(() => {
  installed = installWx()
  printed = []
  for (const level of ['log', 'info', 'warn', 'error'] as const) {
    jest.spyOn(console, level).mockImplementation((...args: unknown[]) => void printed.push(JSON.stringify(args)))
  }
})
afterEach(() => installed.uninstall())

describe('trtc-wx-sdk', () => {
  it('sends the UserSig to a log server and to the console, unless it is created with env "test"', () => {
    const loud = load()
    loud.createPusher({})
    loud.enterRoom({ ...config })
    expect(JSON.stringify(installed.shared.called('request'))).toContain(SECRET)
    expect(printed.join()).toContain(SECRET)

    installed.shared.calls.length = 0
    printed = []
    const { sdk } = inRoom()
    sdk.setPusherAttributes({ enableMic: false })
    say(sdk, -100018, 'refused')
    expect(installed.shared.called('request')).toEqual([])
    expect(printed.join()).not.toContain(SECRET)
  })

  it('prints one harmless line when it is loaded, and nothing after setLogLevel(4)', () => {
    const { sdk } = inRoom()
    expect(printed).toHaveLength(1)
    expect(printed[0]).toContain('trtc-wx loaded')
    sdk.enterRoom({ ...config, userSig: '' })
    say(sdk, -3301, '')
    expect(printed).toHaveLength(1)
  })

  it('prints from exitRoom at any log level, which is why the pusher is stopped directly', () => {
    const { sdk } = inRoom()
    printed = []
    sdk.exitRoom()
    expect(printed.length).toBeGreaterThan(0)
  })

  it('changes what enterRoom is given, keeps the UserSig among the attributes, and returns the live attributes', () => {
    const sdk = load('test')
    const pusher = sdk.createPusher({})
    const given: Record<string, unknown> = { ...config }
    const attributes = sdk.enterRoom(given)
    expect(given).not.toEqual(config)
    expect(attributes['userSig']).toBe(SECRET)
    expect(attributes).toBe(pusher.pusherAttributes)
    expect(sdk.setPusherAttributes({ enableMic: true })).toBe(attributes)
    expect(sdk.getPusherAttributes()).toBe(attributes)
  })

  it('writes the url with room, user and UserSig', () => {
    const sdk = load('test')
    sdk.createPusher({})
    const { url } = sdk.enterRoom({ ...config })
    expect(url).toMatch(
      /^room:\/\/cloud\.tencent\.com\/rtc\?sdkappid=1400000000&roomid=1234&userid=alice&usersig=canary-user-sig-77&/,
    )
    sdk.createPusher({})
    expect(sdk.enterRoom({ ...config, roomID: undefined, strRoomID: 'lobby' })['url']).toContain('&strroomid=lobby&')
  })

  it.each([
    ['no sdkAppID', { sdkAppID: 0 }],
    ['no room', { roomID: undefined }],
    ['room 0', { roomID: 0 }],
    ['no userID', { userID: '' }],
    ['no UserSig', { userSig: '' }],
  ])('answers bad parameters (%s) with a null url and no exception', (_, bad) => {
    const sdk = load('test')
    sdk.setLogLevel(4)
    sdk.createPusher({})
    expect(sdk.enterRoom({ ...config, ...bad })['url']).toBeNull()
  })

  it('has no pusher before createPusher, and does not stop the first one at the second', () => {
    const sdk = load('test')
    expect(() => sdk.enterRoom({ ...config })).toThrow(TypeError)
    fake.calls.length = 0
    sdk.createPusher({})
    sdk.createPusher({})
    expect(fake.called('createLivePusherContext')).toHaveLength(2)
    expect(fake.called('LivePusherContext.stop')).toHaveLength(0)
  })

  it('has every attribute that we hand to live-pusher among its own', () => {
    const sdk = load('test')
    const { pusherAttributes } = sdk.createPusher({})
    const ours = ['mode', 'autopush', 'enableCamera', 'enableMic', 'enableAgc', 'enableAns', 'frontCamera', 'url']
      .concat(['videoWidth', 'videoHeight', 'videoAspect', 'minBitrate', 'maxBitrate', 'beautyLevel', 'whitenessLevel'])
      .concat(['audioQuality', 'audioVolumeType', 'videoOrientation', 'localMirror'])
      .concat(['enableRemoteMirror', 'beautyStyle', 'filter', 'waitingImage'])
    expect(ours.filter((name) => !(name in pusherAttributes))).toEqual([])
  })

  it('does not know fps, and keeps it from createPusher over enterRoom and later changes', () => {
    const sdk = load('test')
    expect(sdk.createPusher({}).pusherAttributes).not.toHaveProperty('fps')
    sdk.createPusher({ fps: 24 })
    expect(sdk.enterRoom({ ...config })).toMatchObject({ fps: 24 })
    expect(sdk.setPusherAttributes({ enableMic: false })).toMatchObject({ fps: 24 })
    expect(sdk.setPusherAttributes({ fps: 10 })).toMatchObject({ fps: 10 })
  })

  it('writes userDefineRecordID into the url, empty without one', () => {
    const sdk = load('test')
    sdk.createPusher({})
    expect(sdk.enterRoom({ ...config, userDefineRecordID: 'case-7' })['url']).toContain('&userdefinerecordid=case-7&')
    sdk.createPusher({})
    expect(sdk.enterRoom({ ...config })['url']).toContain('&userdefinerecordid=&')
  })

  it.each([-100006, -100013, -100015, -3308, 1021, 5000, 5001])('swallows %i', (code) => {
    const { sdk, emitted } = inRoom()
    say(sdk, code, '')
    expect(emitted).toEqual([])
  })

  it('emits ERROR and then KICKED_OUT for one failed entry', () => {
    const { sdk, emitted } = inRoom()
    say(sdk, -3301, '')
    say(sdk, 1019, 'reason[3]')
    expect(emitted).toEqual(['ERROR', 'KICKED_OUT'])
  })

  it('ignores streams of users who were not announced, and tells the others in events and in the list', () => {
    const { sdk, emitted } = inRoom()
    say(sdk, 1033, { userlist: [bob] })
    expect(emitted).toEqual([])
    say(sdk, 1031, { userlist: [{ userid: 'bob' }] })
    say(sdk, 1033, { userlist: [bob] })
    expect(emitted).toEqual(['REMOTE_USER_JOIN', 'REMOTE_VIDEO_ADD'])
    expect(sdk.getPlayerList()).toMatchObject([{ streamID: 'bob_main', src: 'room://bob', hasVideo: true }])
    say(sdk, 1032, { userlist: [{ userid: 'bob' }] })
    expect(sdk.getPlayerList()).toEqual([])
    expect(emitted.slice(2)).toEqual(['REMOTE_VIDEO_REMOVE', 'REMOTE_USER_LEAVE'])
  })

  it('announces a user again who is announced twice', () => {
    const { sdk, emitted } = inRoom()
    for (let i = 0; i < 2; i++) say(sdk, 1031, { userlist: [{ userid: 'bob' }] })
    expect(emitted).toEqual(['REMOTE_USER_JOIN', 'REMOTE_USER_JOIN'])
  })

  it('keeps the first url of a stream', () => {
    const { sdk } = inRoom()
    say(sdk, 1031, { userlist: [{ userid: 'bob' }] })
    say(sdk, 1034, { userlist: [{ userid: 'bob', hasaudio: true, playurl: 'room://first' }] })
    say(sdk, 1033, { userlist: [{ ...bob, playurl: 'room://second' }] })
    expect(sdk.getPlayerList()).toMatchObject([{ src: 'room://first', hasVideo: true, hasAudio: true }])
  })

  it('throws on a message that is JSON but not an object, and emits after exitRoom', () => {
    const { sdk, emitted } = inRoom()
    expect(() => say(sdk, 1031, 'null')).toThrow(TypeError)
    sdk.exitRoom()
    say(sdk, 1018, '')
    expect(emitted).toEqual(['LOCAL_LEAVE', 'LOCAL_JOIN'])
  })

  it('writes netstatus over the attributes', () => {
    const { sdk } = inRoom()
    sdk.pusherNetStatusHandler({ detail: { info: { videoWidth: 1 } } })
    expect(sdk.getPusherAttributes()['videoWidth']).toBe(1)
  })

  it('stops emitting at the first listener that throws', () => {
    const { sdk } = inRoom()
    const second = jest.fn()
    sdk.on('LOCAL_JOIN', () => {
      throw new Error('first')
    })
    sdk.on('LOCAL_JOIN', second)
    expect(() => say(sdk, 1018, '')).toThrow('first')
    expect(second).not.toHaveBeenCalled()
  })

  it('removes a listener only when off is given that listener', () => {
    const { sdk } = inRoom()
    const listener = jest.fn()
    sdk.on('LOCAL_JOIN', listener)
    sdk.off()
    sdk.off('LOCAL_JOIN')
    say(sdk, 1018, '')
    expect(listener).toHaveBeenCalledTimes(1)
    sdk.off('LOCAL_JOIN', listener)
    say(sdk, 1018, '')
    expect(listener).toHaveBeenCalledTimes(1)
  })

  it('needs no getApp to write a url, but complains on the console without one', () => {
    const { sdk } = inRoom()
    const scope = globalThis as Record<string, unknown>
    const getApp = scope['getApp']
    for (const missing of [() => undefined, () => ({})]) {
      scope['getApp'] = missing
      printed = []
      sdk.createPusher({})
      expect(sdk.enterRoom({ ...config })['url']).toContain('room://')
      expect(printed).toEqual([])
    }
    delete scope['getApp']
    sdk.createPusher({})
    expect(sdk.enterRoom({ ...config })['url']).toContain('room://')
    expect(printed).toHaveLength(1)
    scope['getApp'] = getApp
  })
})
