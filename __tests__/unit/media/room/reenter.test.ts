import { installWx, type InstalledWx } from '../../../support/town/wx'
import { audio, createPhone, devices, phoneInRoom, video, type TestPhone } from '../phone'

let installed: InstalledWx
beforeEach(() => {
  jest.useFakeTimers()
  installed = installWx()
})
afterEach(() => installed.uninstall())

/** alice in the room with bob (video and audio) and carol (audio), then entering again up to `start`. */
async function reentering(): Promise<TestPhone> {
  const phone = phoneInRoom()
  phone.users(1031, { userid: 'bob' }, { userid: 'carol' })
  phone.users(1033, video('bob', true))
  phone.users(1034, audio('bob', true), audio('carol', true))
  phone.events.length = 0
  phone.rtc.reenter()
  await jest.advanceTimersByTimeAsync(0)
  return phone
}

function bobIsBack(phone: TestPhone): void {
  phone.users(1031, { userid: 'bob' })
  phone.users(1033, video('bob', true))
  phone.users(1034, audio('bob', true))
}

function carolIsBack(phone: TestPhone): void {
  phone.users(1031, { userid: 'carol' })
  phone.users(1034, audio('carol', true))
}

describe('entering the room again', () => {
  it('stops the pusher and starts it again with the same url, one after the other', async () => {
    const phone = phoneInRoom()
    const url = phone.rtc.pusher?.url
    phone.rtc.reenter()
    expect([phone.stops(), phone.starts()]).toEqual([1, 0])
    await jest.advanceTimersByTimeAsync(0)
    expect([phone.stops(), phone.starts()]).toEqual([1, 1])
    expect(phone.rtc.pusher?.url).toBe(url)
    phone.state(1018)
    await jest.advanceTimersByTimeAsync(20_000)
    expect([phone.stops(), phone.starts()]).toEqual([1, 1])
    expect(phone.platform.pendingTimers()).toBe(0)
  })

  it('starts again after 1 s when stop does not answer, and not a second time when it does later', async () => {
    const phone = phoneInRoom()
    phone.rtc.reenter()
    // microtasks do not run in here: the callback of stop is not heard
    jest.advanceTimersByTime(999)
    expect(phone.starts()).toBe(0)
    jest.advanceTimersByTime(1)
    expect(phone.starts()).toBe(1)
    await jest.advanceTimersByTimeAsync(0)
    expect(phone.starts()).toBe(1)
  })

  it('asked for once more while the first stop has not answered: when it does, nothing starts too early', async () => {
    const phone = createPhone()
    const { wx } = phone.fake
    const create = wx.createLivePusherContext.bind(wx)
    const answers: (() => void)[] = []
    const stop = (callbacks: { complete: () => void }) => answers.push(() => callbacks.complete())
    Object.assign(wx, { createLivePusherContext: () => ({ ...create(), stop }) })
    phone.enter()
    phone.state(1018)
    phone.rtc.reenter()
    await jest.advanceTimersByTimeAsync(1000)
    expect(phone.starts()).toBe(1)
    phone.rtc.reenter()
    answers[0]?.()
    expect(phone.starts()).toBe(1)
    answers[1]?.()
    expect([answers.length, phone.starts()]).toEqual([2, 2])
    phone.rtc.leave()
  })

  it('asked for once more before it has stopped: one stop, one start', async () => {
    const phone = phoneInRoom()
    phone.rtc.reenter()
    phone.rtc.reenter()
    await jest.advanceTimersByTimeAsync(0)
    expect([phone.stops(), phone.starts()]).toEqual([1, 1])
    phone.state(1018)
    await jest.advanceTimersByTimeAsync(20_000)
    expect([phone.stops(), phone.starts(), phone.platform.pendingTimers()]).toEqual([1, 1, 0])
  })

  it('after the room is lost: nothing starts any more', async () => {
    const phone = phoneInRoom()
    phone.state(1019, 'reason[1]')
    expect(phone.events.splice(0)).toEqual([{ kind: 'kicked' }])
    const before = [phone.stops(), phone.starts()]
    phone.rtc.reenter()
    await jest.advanceTimersByTimeAsync(20_000)
    expect([phone.stops(), phone.starts()]).toEqual(before)
    expect([phone.rtc.pusher, phone.events, phone.platform.pendingTimers()]).toEqual([null, [], 0])
  })

  it('looks like nothing when everybody is back in time', async () => {
    const phone = await reentering()
    phone.state(1019, 'reason[0]')
    phone.state(1018)
    bobIsBack(phone)
    carolIsBack(phone)
    await jest.advanceTimersByTimeAsync(20_000)
    expect(phone.events).toEqual([])
    expect(phone.rtc.players).toMatchObject([
      { streamID: 'bob_main', hasVideo: true, hasAudio: true },
      { streamID: 'carol_main', hasVideo: false, hasAudio: true },
    ])
  })

  it('takes the players away meanwhile, because the same src would not play again by itself', async () => {
    const phone = phoneInRoom()
    bobIsBack(phone)
    const changes = phone.changes()
    phone.rtc.reenter()
    expect(phone.rtc.players).toEqual([])
    expect(phone.changes()).toBe(changes + 1)
    await jest.advanceTimersByTimeAsync(0)
    phone.state(1018)
    bobIsBack(phone)
    expect(phone.rtc.players).toMatchObject([{ streamID: 'bob_main' }])
  })

  it('tells after 5 s in the room who did not come back, and what they did not publish again', async () => {
    const phone = await reentering()
    jest.advanceTimersByTime(3000)
    phone.state(1018)
    phone.users(1031, { userid: 'bob' })
    phone.users(1034, audio('bob', true))
    jest.advanceTimersByTime(4999)
    expect(phone.events).toEqual([])
    jest.advanceTimersByTime(1)
    expect(phone.events).toEqual([
      { kind: 'video', userID: 'bob', available: false },
      { kind: 'audio', userID: 'carol', available: false },
      { kind: 'userLeft', userID: 'carol' },
    ])
    expect(phone.platform.pendingTimers()).toBe(0)
  })

  it('believes the room at once when it says that somebody left or stopped publishing', async () => {
    const phone = await reentering()
    phone.state(1018)
    bobIsBack(phone)
    phone.users(1033, video('bob', false))
    phone.users(1032, { userid: 'carol' })
    expect(phone.events).toEqual([
      { kind: 'video', userID: 'bob', available: false },
      { kind: 'audio', userID: 'carol', available: false },
      { kind: 'userLeft', userID: 'carol' },
    ])
  })

  it('announces who is new', async () => {
    const phone = await reentering()
    phone.state(1018)
    phone.users(1031, { userid: 'dave' })
    expect(phone.events).toEqual([{ kind: 'userJoined', userID: 'dave' }])
  })

  it('ignores what the old stay has still to say', async () => {
    const phone = phoneInRoom()
    phone.users(1031, { userid: 'bob' })
    phone.events.length = 0
    phone.rtc.reenter()
    for (const code of [1018, -3301, -1307, 1021]) phone.state(code)
    phone.users(1032, { userid: 'bob' })
    phone.state(1019, 'reason[1]')
    await jest.advanceTimersByTimeAsync(0)
    phone.users(1032, { userid: 'bob' })
    phone.state(1019, 'reason[0]')
    expect(phone.events).toEqual([])
    phone.state(1018)
    phone.users(1031, { userid: 'bob' })
    await jest.advanceTimersByTimeAsync(10_000)
    expect(phone.events).toEqual([])
  })

  it('keeps devices, hidden views and quality, also those set meanwhile', async () => {
    const phone = phoneInRoom()
    phone.users(1031, { userid: 'bob' })
    phone.users(1033, video('bob', true))
    phone.rtc.setRemoteView('bob', false)
    phone.rtc.setQuality({ beautyLevel: 4 })
    phone.rtc.setDevices(devices({ frontCamera: false }))
    phone.rtc.reenter()
    phone.rtc.setDevices(devices({ frontCamera: false, mic: false, handsFree: false }))
    phone.rtc.setQuality({ maxBitrate: 1200 })
    await jest.advanceTimersByTimeAsync(0)
    expect(phone.rtc.pusher).toMatchObject({ frontCamera: 'back', enableMic: false, beautyLevel: 4, maxBitrate: 1200 })
    phone.state(1018)
    bobIsBack(phone)
    expect(phone.player('bob_main')).toMatchObject({ muteVideo: true, soundMode: 'ear' })
    expect(phone.fake.called('LivePusherContext.switchCamera')).toHaveLength(1)
  })

  it('brings the connection back', async () => {
    const phone = phoneInRoom()
    phone.state(-1307)
    phone.rtc.reenter()
    await jest.advanceTimersByTimeAsync(0)
    phone.state(1018)
    expect(phone.events).toEqual([
      { kind: 'connection', state: 'lost' },
      { kind: 'connection', state: 'here' },
    ])
  })

  it('reports after 10 s of silence that the media are away, and tries again after a pause, until it is let in', async () => {
    const phone = await reentering()
    await jest.advanceTimersByTimeAsync(9999)
    expect(phone.events).toEqual([])
    await jest.advanceTimersByTimeAsync(1)
    expect(phone.events).toEqual([{ kind: 'connection', state: 'lost' }])
    expect(phone.starts()).toBe(1)
    await jest.advanceTimersByTimeAsync(2999)
    expect(phone.starts()).toBe(1)
    await jest.advanceTimersByTimeAsync(1)
    expect([phone.stops(), phone.starts()]).toEqual([2, 2])
    await jest.advanceTimersByTimeAsync(13_000)
    expect([phone.stops(), phone.starts()]).toEqual([3, 3])
    phone.state(1018)
    bobIsBack(phone)
    carolIsBack(phone)
    await jest.advanceTimersByTimeAsync(20_000)
    expect(phone.events).toEqual([
      { kind: 'connection', state: 'lost' },
      { kind: 'connection', state: 'here' },
    ])
    expect([phone.stops(), phone.starts()]).toEqual([3, 3])
    expect(phone.platform.pendingTimers()).toBe(0)
  })

  it.each([-3307, -3308])('takes %i, which says that the time is up, for silence', async (code) => {
    const phone = await reentering()
    phone.state(code)
    expect(phone.events).toEqual([{ kind: 'connection', state: 'lost' }])
    await jest.advanceTimersByTimeAsync(3000)
    expect([phone.stops(), phone.starts()]).toEqual([2, 2])
  })

  it('does not start the pusher once more when the room answers during the pause', async () => {
    const phone = await reentering()
    await jest.advanceTimersByTimeAsync(12_000)
    phone.state(1018)
    await jest.advanceTimersByTimeAsync(20_000)
    expect([phone.stops(), phone.starts()]).toEqual([1, 1])
  })

  it('is left in the pause without anything going on', async () => {
    const phone = await reentering()
    await jest.advanceTimersByTimeAsync(12_000)
    phone.rtc.leave()
    expect(phone.platform.pendingTimers()).toBe(0)
  })

  it.each([
    [-3301, 'MEDIA_LOST'],
    [-100018, 'USER_SIG_INVALID'],
  ])('fails when the room answers %i', async (code, reason) => {
    const phone = await reentering()
    phone.state(code)
    phone.state(1019, 'reason[3]')
    expect(phone.events).toMatchObject([{ kind: 'failed', error: { reason } }])
  })

  it('fails when live-pusher has disappeared', async () => {
    const phone = phoneInRoom()
    phone.rtc.reenter()
    delete (globalThis as unknown as { wx: Record<string, unknown> }).wx['createLivePusherContext']
    await jest.advanceTimersByTimeAsync(0)
    expect(phone.events).toMatchObject([{ kind: 'failed' }])
    expect(phone.stops()).toBe(1)
  })

  it('is one re-entry for two wishes at once, and a second one for a second change of network', async () => {
    const phone = phoneInRoom()
    phone.rtc.reenter()
    phone.rtc.reenter()
    await jest.advanceTimersByTimeAsync(0)
    expect([phone.stops(), phone.starts()]).toEqual([1, 1])
    phone.state(1021)
    phone.rtc.reenter()
    await jest.advanceTimersByTimeAsync(0)
    expect([phone.stops(), phone.starts()]).toEqual([2, 2])
    phone.state(1018)
    expect(phone.events).toEqual([{ kind: 'networkChanged' }])
  })

  it('does not prolong the time to enter', async () => {
    const phone = phoneInRoom()
    for (let i = 0; i < 4; i++) {
      phone.rtc.reenter()
      await jest.advanceTimersByTimeAsync(3000)
    }
    expect(phone.events).toEqual([{ kind: 'connection', state: 'lost' }])
  })

  it('while entering for the first time still tells once that we have entered', async () => {
    const phone = createPhone()
    phone.enter()
    phone.listener = (event) => {
      if (event.kind === 'networkChanged') phone.rtc.reenter()
    }
    phone.state(1021)
    await jest.advanceTimersByTimeAsync(0)
    phone.state(1018)
    phone.state(1018)
    expect(phone.events).toEqual([{ kind: 'networkChanged' }, { kind: 'entered' }])
    expect([phone.stops(), phone.starts()]).toEqual([1, 1])
  })

  it('after a re-entry that was not finished expects everybody back again', async () => {
    const phone = await reentering()
    phone.state(1018)
    bobIsBack(phone)
    await jest.advanceTimersByTimeAsync(4000)
    phone.rtc.reenter()
    // the 5 s of the first re-entry are over in here
    await jest.advanceTimersByTimeAsync(2000)
    phone.state(1018)
    bobIsBack(phone)
    carolIsBack(phone)
    await jest.advanceTimersByTimeAsync(10_000)
    expect(phone.events).toEqual([])
  })

  it('from within an event of a user drops what else was waiting for the entry', async () => {
    const phone = createPhone()
    phone.listener = (event) => {
      if (event.kind === 'userJoined') phone.rtc.reenter()
    }
    phone.enter()
    for (let i = 0; i < 2; i++) phone.users(1031, { userid: 'bob' })
    phone.state(1018)
    await jest.advanceTimersByTimeAsync(0)
    expect(phone.events).toEqual([{ kind: 'entered' }, { kind: 'userJoined', userID: 'bob' }])
  })
})
