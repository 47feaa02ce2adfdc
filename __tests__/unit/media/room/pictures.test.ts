import { installWx, type InstalledWx } from '../../../support/town/wx'
import { createPhone, phoneInRoom, video, type TestPhone } from '../phone'

let installed: InstalledWx
beforeEach(() => {
  jest.useFakeTimers()
  installed = installWx()
})
afterEach(() => installed.uninstall())

/** A phone in a room with bob, whose camera is on. */
function withBob(): TestPhone {
  const phone = phoneInRoom()
  phone.users(1031, { userid: 'bob' })
  phone.users(1033, video('bob', true))
  return phone
}

function say(phone: TestPhone, detail: object, id = 'bob_main'): void {
  const target = { id, dataset: {} }
  phone.rtc.onPlayerEvent({ detail, target, currentTarget: target })
}

const seen = (phone: TestPhone, id = 'bob_main'): boolean | undefined => phone.player(id)?.hasPicture

describe("another user's picture", () => {
  it('is there from the first frame on, not before', () => {
    const phone = withBob()
    for (const code of [2001, 2002, 2004]) say(phone, { code })
    expect(seen(phone)).toBe(false)
    say(phone, { code: 2003 })
    expect(seen(phone)).toBe(true)
  })

  it('is known by the frames that arrive, where no first one was told', () => {
    const phone = withBob()
    say(phone, { info: { videoFPS: 0, netSpeed: 20, netQualityLevel: 1 } })
    expect(seen(phone)).toBe(false)
    say(phone, { info: { videoFPS: 15, netSpeed: 300, netQualityLevel: 1 } })
    expect(seen(phone)).toBe(true)
  })

  it('goes while the tag loads again, and comes back with it', () => {
    const phone = withBob()
    say(phone, { code: 2003 })
    say(phone, { code: 2007 })
    expect(seen(phone)).toBe(false)
    say(phone, { code: 2004 })
    expect(seen(phone)).toBe(true)
  })

  it('goes with a lost stream, until frames are there again', () => {
    const phone = withBob()
    say(phone, { code: 2003 })
    say(phone, { code: 2103 })
    expect(seen(phone)).toBe(false)
    say(phone, { code: 2003 })
    expect(seen(phone)).toBe(true)
  })

  it("goes while the other's network is away", () => {
    const phone = withBob()
    say(phone, { code: 2003 })
    say(phone, { info: { netSpeed: 300, netQualityLevel: 1 } })
    say(phone, { info: { netSpeed: 0, netQualityLevel: 6 } })
    expect(seen(phone)).toBe(false)
    say(phone, { info: { netSpeed: 300, netQualityLevel: 2 } })
    expect(seen(phone)).toBe(true)
  })

  it('goes with the room that WeChat leaves for a phone call', () => {
    const phone = withBob()
    say(phone, { code: 2003 })
    phone.state(5000)
    expect(seen(phone)).toBe(false)
    phone.state(1018)
    say(phone, { code: 2003 })
    expect(seen(phone)).toBe(true)
  })

  it('begins anew when the camera was off, the view was stopped, or the room was entered again', () => {
    const phone = withBob()
    say(phone, { code: 2003 })
    phone.users(1033, video('bob', false))
    phone.users(1033, video('bob', true))
    expect(seen(phone)).not.toBe(true)
    say(phone, { code: 2003 })
    phone.rtc.setRemoteView('bob', false)
    phone.rtc.setRemoteView('bob', true)
    expect(seen(phone)).toBe(false)
    say(phone, { code: 2003 })
    phone.rtc.reenter()
    jest.advanceTimersByTime(1000)
    phone.state(1018)
    phone.users(1031, { userid: 'bob' })
    phone.users(1033, video('bob', true))
    expect(seen(phone)).toBe(false)
  })

  it('is that of one stream: a shared screen has its own', () => {
    const phone = withBob()
    phone.users(1033, video('bob', true, 'aux'))
    say(phone, { code: 2003 })
    expect([seen(phone), seen(phone, 'bob_aux')]).toEqual([true, false])
    say(phone, { code: 2003 }, 'bob_aux')
    say(phone, { code: 2007 })
    expect([seen(phone), seen(phone, 'bob_aux')]).toEqual([false, true])
  })

  it('tells a view once', () => {
    const phone = withBob()
    say(phone, { code: 2003 })
    const before = phone.changes()
    say(phone, { code: 2003 })
    say(phone, { info: { videoFPS: 15, netSpeed: 300, netQualityLevel: 1 } })
    expect(phone.changes()).toBe(before)
  })
})

describe('the own picture', () => {
  it('is there once the camera is open, and no longer than it is', () => {
    const phone = createPhone()
    phone.enter()
    expect(phone.rtc.hasPicture).toBe(false)
    phone.state(1003)
    expect(phone.rtc.hasPicture).toBe(true)
    phone.rtc.setDevices({ camera: false, mic: true, frontCamera: true, handsFree: true })
    expect(phone.rtc.hasPicture).toBe(false)
    phone.rtc.setDevices({ camera: true, mic: true, frontCamera: true, handsFree: true })
    expect(phone.rtc.hasPicture).toBe(false)
    phone.rtc.onPusherEvent({ detail: { info: { videoFPS: 15 } } })
    expect(phone.rtc.hasPicture).toBe(true)
  })
})
