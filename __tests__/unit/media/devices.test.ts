import { installWx, type InstalledWx } from '../../support/town/wx'
import { audio, createPhone, devices, phoneInRoom, pictureQuality, type TestPhone } from './phone'

let installed: InstalledWx
beforeEach(() => {
  jest.useFakeTimers()
  installed = installWx()
})
afterEach(() => installed.uninstall())

const switches = (phone: TestPhone): number => phone.fake.called('LivePusherContext.switchCamera').length

describe('devices', () => {
  it('are attributes of the pusher, which is a new object for each change and the same for none', () => {
    const phone = phoneInRoom()
    const before = phone.rtc.pusher
    const changes = phone.changes()
    phone.rtc.setDevices(devices())
    expect(phone.rtc.pusher).toBe(before)
    expect(phone.changes()).toBe(changes)

    phone.rtc.setDevices(devices({ camera: false, mic: false }))
    expect(phone.rtc.pusher).not.toBe(before)
    expect(before).toMatchObject({ enableCamera: true, enableMic: true })
    expect(phone.rtc.pusher).toMatchObject({ enableCamera: false, enableMic: false })
    expect(phone.changes()).toBe(changes + 1)
  })

  it('that are set between enter and the first word of the pusher count from the start', () => {
    const phone = createPhone()
    phone.enter()
    phone.rtc.setDevices(devices({ camera: false, frontCamera: false }))
    expect(phone.rtc.pusher).toMatchObject({ enableCamera: false, frontCamera: 'back' })
    phone.state(1018)
    phone.state(1003)
    expect(switches(phone)).toBe(0)
  })

  it('are no concern outside a room', () => {
    const phone = createPhone()
    phone.rtc.setDevices(devices({ mic: false }))
    phone.rtc.setQuality(pictureQuality)
    phone.enter()
    expect(phone.rtc.pusher).toMatchObject({ enableMic: true, videoWidth: 360 })
  })

  it('play through the loudspeaker or the earpiece, now and for players to come', () => {
    const phone = phoneInRoom({ devices: devices({ handsFree: false }) })
    phone.users(1031, { userid: 'bob' }, { userid: 'carol' })
    phone.users(1034, audio('bob', true))
    expect(phone.player('bob_main')?.soundMode).toBe('ear')
    phone.rtc.setDevices(devices({ handsFree: true }))
    phone.users(1034, audio('carol', true))
    expect(phone.rtc.players.map(({ soundMode }) => soundMode)).toEqual(['speaker', 'speaker'])
    expect(phone.rtc.pusher?.audioVolumeType).toBe('voicecall')
  })
})

describe('the camera', () => {
  it('is turned round once per change while it is on', () => {
    const phone = phoneInRoom()
    phone.rtc.setDevices(devices({ frontCamera: false }))
    phone.rtc.setDevices(devices({ frontCamera: false }))
    expect(switches(phone)).toBe(1)
    expect(phone.rtc.pusher?.frontCamera).toBe('back')
    phone.rtc.setDevices(devices({ frontCamera: true }))
    expect(switches(phone)).toBe(2)
    expect(phone.rtc.pusher?.frontCamera).toBe('front')
  })

  it('is not turned round while it is off, but when it has been opened', () => {
    const phone = phoneInRoom({ devices: devices({ camera: false }) })
    phone.rtc.setDevices(devices({ camera: false, frontCamera: false }))
    phone.rtc.setDevices(devices({ camera: true, frontCamera: false }))
    expect(switches(phone)).toBe(0)
    phone.state(1003)
    phone.state(1003)
    expect(switches(phone)).toBe(1)
    expect(phone.rtc.pusher?.frontCamera).toBe('back')
  })

  it('is turned round at the next wish when the pusher does not say that it opened the camera', () => {
    const phone = phoneInRoom({ devices: devices({ camera: false }) })
    phone.rtc.setDevices(devices({ camera: true }))
    phone.rtc.setDevices(devices({ camera: true, frontCamera: false }))
    expect(switches(phone)).toBe(1)
  })

  it('is not turned round before the room is entered, but then', () => {
    const phone = createPhone()
    phone.enter()
    phone.state(1001)
    phone.rtc.setDevices(devices({ frontCamera: false }))
    expect(switches(phone)).toBe(0)
    phone.state(1018)
    expect(switches(phone)).toBe(1)
    expect(phone.rtc.pusher?.frontCamera).toBe('back')
  })
})

describe('quality', () => {
  it('changes what it names and keeps the rest', () => {
    const phone = phoneInRoom()
    phone.rtc.setQuality({ beautyLevel: 7 })
    expect(phone.rtc.pusher).toMatchObject({ beautyLevel: 7, videoWidth: 360, maxBitrate: 900, audioQuality: 'high' })
    phone.rtc.setQuality({ videoWidth: 480, videoHeight: 640, minBitrate: 500, maxBitrate: 800 })
    expect(phone.rtc.pusher).toMatchObject({ beautyLevel: 7, videoWidth: 480, videoHeight: 640, videoAspect: '3:4' })
    phone.rtc.setQuality({ videoWidth: 720, videoHeight: 1280 })
    expect(phone.rtc.pusher).toMatchObject({ videoAspect: '9:16', minBitrate: 500, maxBitrate: 800 })
  })
})

it.each([
  ['camera', -1301, { camera: false }],
  ['microphone', -1302, { mic: false }],
] as const)('a denied %s is reported again only after it was switched off and on', (device, code, off) => {
  const phone = phoneInRoom()
  const other = device === 'camera' ? { mic: false } : { camera: false }
  phone.state(code)
  for (const change of [{}, off, off, other, { ...off, ...other }]) {
    phone.rtc.setDevices(devices(change))
    phone.state(code)
  }
  // off and on: once here, between two that are off, and once below
  expect(phone.events).toEqual([1, 2].map(() => ({ kind: 'denied', device })))
  phone.rtc.setDevices(devices())
  phone.state(code)
  expect(phone.events).toHaveLength(3)
  phone.rtc.setDevices(devices(other))
  phone.rtc.setDevices(devices())
  phone.state(code)
  expect(phone.events).toHaveLength(3)
})
