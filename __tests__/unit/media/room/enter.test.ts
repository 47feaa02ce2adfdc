import { installWx, type InstalledWx } from '../../../support/town/wx'
import { createPhone, devices, phoneInRoom, pictureQuality, USER_SIG, type TestPhone } from '../phone'

let installed: InstalledWx
beforeEach(() => {
  jest.useFakeTimers()
  installed = installWx()
})
afterEach(() => installed.uninstall())

const failure = (phone: TestPhone): { message: string; reason: string; sdkCode: number | undefined } => {
  const event = phone.events.find(({ kind }) => kind === 'failed')
  if (event?.kind !== 'failed') throw new Error(`no failure in ${JSON.stringify(phone.events)}`)
  return event.error
}

describe('entering a room', () => {
  it('gives live-pusher a url with the room and everything else it needs', () => {
    const phone = createPhone()
    phone.enter()
    expect(phone.rtc.pusher).toEqual({
      url: expect.stringContaining('&roomid=1234&userid=alice&') as string,
      mode: 'RTC',
      autopush: true,
      enableCamera: true,
      enableMic: true,
      enableAgc: true,
      enableAns: true,
      frontCamera: 'front',
      videoWidth: 360,
      videoHeight: 640,
      videoAspect: '9:16',
      minBitrate: 600,
      maxBitrate: 900,
      beautyLevel: 0,
      whitenessLevel: 0,
      audioQuality: 'high',
      audioVolumeType: 'voicecall',
      videoOrientation: 'vertical',
      localMirror: 'auto',
      enableRemoteMirror: false,
      beautyStyle: 'smooth',
      filter: 'standard',
      fps: 15,
      waitingImage: '',
    })
    expect(phone.changes()).toBe(1)
  })

  it('names the recording and the picture for the background, in a room that is entered again too', async () => {
    const phone = createPhone()
    phone.enter({ userDefineRecordID: 'case-7', waitingImage: '/assets/away.png' })
    for (const again of [false, true]) {
      if (again) phone.rtc.reenter()
      await jest.advanceTimersByTimeAsync(3000)
      expect(phone.rtc.pusher?.url).toContain('&userdefinerecordid=case-7&')
      expect(phone.rtc.pusher?.waitingImage).toBe('/assets/away.png')
    }
  })

  it('enters a room by name', () => {
    const phone = createPhone()
    phone.enter({ roomID: 0, strRoomID: 'lobby' })
    expect(phone.rtc.pusher?.url).toContain('&strroomid=lobby&')
    expect(phone.rtc.pusher?.url).not.toContain('&roomid=')
  })

  it('applies the devices and the quality of the request', () => {
    const phone = createPhone()
    phone.enter({ devices: devices({ camera: false, mic: false, frontCamera: false }), quality: pictureQuality })
    expect(phone.rtc.pusher).toMatchObject({
      enableCamera: false,
      enableMic: false,
      frontCamera: 'back',
      videoAspect: '3:4',
      ...pictureQuality,
    })
  })

  it('leaves the request as it is', () => {
    const phone = createPhone()
    const request = Object.freeze({
      sdkAppID: 1,
      userID: 'alice',
      userSig: USER_SIG,
      roomID: 5,
      strRoomID: '',
      userDefineRecordID: '',
      waitingImage: '',
      type: 2 as const,
      devices: Object.freeze(devices()),
      quality: Object.freeze({ ...pictureQuality }),
    })
    phone.rtc.enter(request, () => {})
    phone.rtc.setDevices(devices({ mic: false }))
    phone.rtc.setQuality({ beautyLevel: 1 })
    expect(phone.rtc.pusher).toMatchObject({ enableMic: false, beautyLevel: 1 })
  })

  it('has entered when the pusher reports 1018, once', () => {
    const phone = createPhone()
    phone.enter()
    for (const code of [1001, 1002, 1003, 1007, 1008]) phone.state(code)
    expect(phone.events).toEqual([])
    phone.state(1018)
    phone.state(1018)
    expect(phone.events).toEqual([{ kind: 'entered' }])
    expect(phone.platform.pendingTimers()).toBe(0)
  })

  it.each([
    [-3301, 'ENTER_ROOM_FAILED'],
    [-3308, 'ENTER_ROOM_FAILED'],
    [-3307, 'ENTER_ROOM_FAILED'],
    [-3316, 'ENTER_ROOM_FAILED'],
    [-3317, 'ENTER_ROOM_FAILED'],
    [-3318, 'ENTER_ROOM_FAILED'],
    [-3319, 'ENTER_ROOM_FAILED'],
    [-3320, 'USER_SIG_INVALID'],
    [-3340, 'ENTER_ROOM_FAILED'],
    [-100006, 'ENTER_ROOM_FAILED'],
    [-100013, 'ENTER_ROOM_FAILED'],
    [-100015, 'ENTER_ROOM_FAILED'],
    [-100018, 'USER_SIG_INVALID'],
  ])('fails once on %i with %s, also when 1019 follows, and publishes nothing any more', (code, reason) => {
    const phone = createPhone()
    phone.enter()
    phone.state(1001)
    phone.state(code, `refused room://x&usersig=${USER_SIG}`)
    phone.state(1019, 'reason[3]')
    phone.state(code)
    expect(phone.events).toHaveLength(1)
    expect(failure(phone)).toMatchObject({ reason, sdkCode: code })
    expect(JSON.stringify([phone.events, failure(phone).message])).not.toContain(USER_SIG)
    expect(phone.rtc.pusher).toBeNull()
    expect(phone.stops()).toBe(1)
    expect(phone.platform.pendingTimers()).toBe(0)
  })

  it('says "changed" before it says "failed", so that the tag is gone when the call ends', () => {
    const phone = createPhone()
    const order: string[] = []
    phone.listener = (event) => void order.push(`${event.kind} ${phone.rtc.pusher === null ? 'off' : 'on'}`)
    phone.enter()
    phone.state(-3301)
    expect(order).toEqual(['changed on', 'changed off', 'failed off'])
  })

  it.each([
    ['sdkAppID 0', { sdkAppID: 0 }],
    ['no userID', { userID: '' }],
    ['no UserSig', { userSig: '' }],
    ['room 0', { roomID: 0 }],
    ['a Chinese room name', { strRoomID: '房' }],
  ])('fails at once on parameters that the SDK refuses: %s', (_, bad) => {
    const phone = createPhone()
    phone.enter(bad)
    expect(failure(phone).reason).toBe('ENTER_ROOM_FAILED')
    expect(phone.rtc.pusher).toBeNull()
    expect(phone.changes()).toBe(0)
    expect(phone.stops()).toBe(0)
    expect(phone.platform.pendingTimers()).toBe(0)
  })

  it('fails where live-pusher does not exist', () => {
    const phone = createPhone()
    const wx = (globalThis as unknown as { wx: Record<string, unknown> }).wx
    delete wx['createLivePusherContext']
    phone.enter()
    expect(failure(phone).reason).toBe('ENTER_ROOM_FAILED')
    // as long as nobody has left, the user may still tap
    phone.rtc.setDevices(devices({ camera: false }))
    phone.rtc.setQuality({ fps: 10 })
    phone.rtc.reenter()
    expect([phone.rtc.pusher, phone.rtc.hasPicture, phone.platform.pendingTimers()]).toEqual([null, false, 0])
  })

  it('fails when nothing at all is heard for 10 s', () => {
    const phone = createPhone()
    phone.enter()
    jest.advanceTimersByTime(9999)
    expect(phone.events).toEqual([])
    jest.advanceTimersByTime(1)
    expect(failure(phone).reason).toBe('ENTER_ROOM_FAILED')
    expect(phone.stops()).toBe(1)
  })

  it('fails when the pusher talks but does not get into the room within 10 s', () => {
    const phone = createPhone()
    phone.enter()
    phone.state(1001)
    phone.state(1002)
    jest.advanceTimersByTime(10_000)
    expect(failure(phone).reason).toBe('ENTER_ROOM_FAILED')
  })

  it('starts a silent pusher by hand after 3 s, once', () => {
    const phone = createPhone()
    phone.enter()
    jest.advanceTimersByTime(2999)
    expect(phone.starts()).toBe(0)
    jest.advanceTimersByTime(1)
    expect(phone.starts()).toBe(1)
    jest.advanceTimersByTime(6000)
    expect(phone.starts()).toBe(1)
  })

  it.each([
    ['a state', { type: 'statechange', detail: { code: 1001 } }],
    ['an unknown state', { type: 'statechange', detail: { code: 4711 } }],
    ['a net status', { type: 'netstatus', detail: { info: {} } }],
    ['a volume', { type: 'audiovolumenotify', detail: { volume: 3 } }],
    ['an error', { type: 'error', detail: { errCode: 10001 } }],
  ])('does not start a pusher by hand that has said anything: %s', (_, event) => {
    const phone = createPhone()
    phone.enter()
    phone.rtc.onPusherEvent(event)
    jest.advanceTimersByTime(9000)
    expect(phone.starts()).toBe(0)
  })

  it('does not take noise, or the end of a former stay, for a sign of life', () => {
    const phone = createPhone()
    phone.enter()
    for (const noise of [null, 'x', {}, { detail: null }, { detail: { code: '1018' } }]) phone.rtc.onPusherEvent(noise)
    phone.state(1019, 'reason[0]')
    jest.advanceTimersByTime(3000)
    expect(phone.starts()).toBe(1)
  })
})

describe('being in a room', () => {
  it('is kicked by 1019 with any reason but 0, and publishes nothing from then on', () => {
    const phone = phoneInRoom()
    phone.state(1019, 'room exit, reason[1]')
    phone.state(1019, 'room exit, reason[2]')
    expect(phone.events).toEqual([{ kind: 'kicked' }])
    expect(phone.rtc.pusher).toBeNull()
    expect(phone.stops()).toBe(1)
  })

  it.each(['reason[0]', 'exit room, reason[0], left by itself'])('is not kicked by 1019 with %s', (message) => {
    const phone = phoneInRoom()
    phone.state(1019, message)
    expect(phone.events).toEqual([])
    expect(phone.rtc.pusher).not.toBeNull()
  })

  it('has lost its media when the room refuses it later', () => {
    const phone = phoneInRoom()
    phone.state(-3301)
    expect(failure(phone).reason).toBe('MEDIA_LOST')
  })

  it('reports the change of network', () => {
    const phone = phoneInRoom()
    phone.state(1021)
    expect(phone.events).toEqual([{ kind: 'networkChanged' }])
  })

  it.each([1001, 1002, 1018])('comes back by itself from 1102 until %i, each told once', (code) => {
    const phone = phoneInRoom()
    for (const native of [1102, 1102, code, code]) phone.state(native)
    expect(phone.events).toEqual([
      { kind: 'connection', state: 'returning' },
      { kind: 'connection', state: 'here' },
    ])
  })

  it.each([1001, 1002, 1018])('is offline from -1307 until %i, each told once', (code) => {
    const phone = phoneInRoom()
    phone.state(-1307)
    phone.state(-1307)
    phone.state(1102)
    phone.state(code)
    phone.state(code)
    expect(phone.events).toEqual([
      { kind: 'connection', state: 'lost' },
      { kind: 'connection', state: 'here' },
    ])
  })

  it('is out of the room after 5001, and enters it again when the app shows', async () => {
    const phone = phoneInRoom()
    phone.state(5001)
    await jest.advanceTimersByTimeAsync(10_000)
    expect(phone.stops()).toBe(0)
    phone.rtc.handleShow()
    expect(phone.stops()).toBe(1)
    await jest.advanceTimersByTimeAsync(1000)
    phone.state(1018)
    phone.rtc.handleShow()
    await jest.advanceTimersByTimeAsync(10_000)
    expect(phone.stops()).toBe(1)
    expect(phone.events).toEqual([
      { kind: 'interrupted', active: true },
      { kind: 'interrupted', active: false },
    ])
  })

  it.each([
    ['WeChat has entered it by itself', 1018, 0],
    ['nothing has happened 3 s later', 1007, 1],
  ])('is out of the room after 5000; when the app shows and %s, it enters again %# times', async (_, code, stops) => {
    const phone = phoneInRoom()
    phone.state(5000)
    phone.rtc.handleShow()
    phone.state(code)
    await jest.advanceTimersByTimeAsync(2999)
    expect(phone.stops()).toBe(0)
    await jest.advanceTimersByTimeAsync(1)
    expect(phone.stops()).toBe(stops)
  })

  it('a suspension takes nobody out of the call, but for those who are not there when it is over', async () => {
    const phone = phoneInRoom()
    for (const userid of ['bob', 'carol']) phone.users(1031, { userid })
    phone.events.length = 0
    phone.state(5000)
    phone.state(1018)
    phone.users(1031, { userid: 'carol' })
    await jest.advanceTimersByTimeAsync(4999)
    expect(phone.events.map(({ kind }) => kind)).toEqual(['interrupted', 'interrupted'])
    await jest.advanceTimersByTimeAsync(1)
    expect(phone.events.slice(2)).toEqual([{ kind: 'userLeft', userID: 'bob' }])
  })

  it('is no longer interrupted when WeChat has entered the room again by itself', () => {
    const phone = phoneInRoom()
    phone.state(5000)
    phone.state(1019, 'reason[0]')
    phone.state(1018)
    phone.state(1018)
    expect(phone.events).toEqual([
      { kind: 'interrupted', active: true },
      { kind: 'interrupted', active: false },
    ])
  })

  it.each([
    ['camera', 10001, -1301],
    ['microphone', 10002, -1302],
  ] as const)('reports a denied %s once, whichever of the two events comes', (device, errCode, code) => {
    const phone = phoneInRoom()
    phone.rtc.onPusherEvent({ type: 'error', detail: { errCode, errMsg: '' } })
    phone.state(code)
    expect(phone.events).toEqual([{ kind: 'denied', device }])
    const other = phoneInRoom()
    other.state(code)
    expect(other.events).toEqual([{ kind: 'denied', device }])
    const third = phoneInRoom()
    third.rtc.onPusherEvent({ type: 'error', detail: { errCode, errMsg: '' } })
    expect(third.events).toEqual([{ kind: 'denied', device }])
  })

  it.each([0, 1004, 1005, 1006, 1008, 1101, 1103, 2004, 2007, 3001, -1303, -1304, -2301])(
    'makes nothing of %i',
    (code) => {
      const phone = phoneInRoom()
      phone.state(code)
      expect(phone.events).toEqual([])
    },
  )

  it('does not let netstatus and volume change the attributes', () => {
    const phone = phoneInRoom()
    const { pusher } = phone.rtc
    const info = { videoWidth: 1, videoHeight: 2, url: 'evil', netQualityLevel: 2 }
    phone.rtc.onPusherEvent({ type: 'netstatus', detail: { info } })
    phone.rtc.onPusherEvent({ type: 'audiovolumenotify', detail: { volume: 5 } })
    expect(phone.rtc.pusher).toBe(pusher)
  })

  it('survives a listener that throws, and reports it to the log', () => {
    const phone = createPhone()
    phone.listener = (event) => {
      throw new Error(`no ${event.kind}`)
    }
    phone.enter()
    phone.state(1018)
    phone.users(1031, { userid: 'bob' }, { userid: 'carol' })
    expect(phone.events).toMatchObject([{ kind: 'entered' }, { userID: 'bob' }, { userID: 'carol' }])
    expect(phone.platform.logged.filter((line) => line.includes('no entered'))).toHaveLength(1)
  })
})
