import { installWx, type InstalledWx } from '../../../support/town/wx'
import { audio, createPhone, phoneInRoom, video, type TestPhone } from '../phone'

let installed: InstalledWx
beforeEach(() => {
  jest.useFakeTimers()
  installed = installWx()
})
afterEach(() => installed.uninstall())

const joined = (userID: string): object => ({ kind: 'userJoined', userID })
const left = (userID: string): object => ({ kind: 'userLeft', userID })
const media = (kind: 'video' | 'audio', userID: string, available: boolean): object => ({ kind, userID, available })

describe('other users', () => {
  it('join, publish, unpublish and leave, each told once', () => {
    const phone = phoneInRoom()
    for (let i = 0; i < 2; i++) phone.users(1031, { userid: 'bob' })
    for (let i = 0; i < 2; i++) phone.users(1033, video('bob', true))
    for (let i = 0; i < 2; i++) phone.users(1034, audio('bob', true))
    for (let i = 0; i < 2; i++) phone.users(1033, video('bob', false))
    for (let i = 0; i < 2; i++) phone.users(1032, { userid: 'bob' })
    expect(phone.events).toEqual([
      joined('bob'),
      media('video', 'bob', true),
      media('audio', 'bob', true),
      media('video', 'bob', false),
      media('audio', 'bob', false),
      left('bob'),
    ])
  })

  it('publish with 1 and stop with 0, as some versions of the tag say it; anything else says nothing', () => {
    const phone = phoneInRoom()
    phone.users(1031, { userid: 'bob' })
    for (const flag of [1, 0, 2, 'true', null]) {
      phone.users(1033, { ...video('bob', true), hasvideo: flag })
      phone.users(1034, { ...audio('bob', true), hasaudio: flag })
    }
    expect(phone.events).toEqual([
      joined('bob'),
      media('video', 'bob', true),
      media('audio', 'bob', true),
      media('video', 'bob', false),
      media('audio', 'bob', false),
    ])
  })

  it('may all be in one event', () => {
    const phone = phoneInRoom()
    phone.users(1031, { userid: 'bob' }, { userid: 'carol' })
    phone.users(1033, video('bob', true), video('carol', true))
    phone.users(1032, { userid: 'bob' }, { userid: 'carol' })
    expect(phone.events.filter(({ kind }) => kind === 'userJoined' || kind === 'userLeft')).toEqual([
      joined('bob'),
      joined('carol'),
      left('bob'),
      left('carol'),
    ])
  })

  it('stay in the room without any stream', () => {
    const phone = phoneInRoom()
    phone.users(1031, { userid: 'bob' })
    phone.users(1034, audio('bob', true))
    phone.users(1034, audio('bob', false))
    expect(phone.rtc.players).toEqual([])
    expect(phone.events).not.toContainEqual(left('bob'))
    phone.users(1032, { userid: 'bob' })
    expect(phone.events).toContainEqual(left('bob'))
  })

  it('that are ourselves are not members', () => {
    const phone = phoneInRoom()
    phone.users(1031, { userid: 'alice' }, { userid: 'bob' })
    phone.users(1034, audio('alice', true))
    expect(phone.events).toEqual([joined('bob')])
    expect(phone.rtc.players).toEqual([])
  })

  it('whose streams are announced before them keep those streams', () => {
    const phone = phoneInRoom()
    phone.users(1034, audio('bob', true))
    phone.users(1033, video('bob', true), video('carol', true))
    expect(phone.events).toEqual([])
    phone.users(1031, { userid: 'bob' })
    expect(phone.events).toEqual([joined('bob'), media('video', 'bob', true), media('audio', 'bob', true)])
    expect(phone.rtc.players).toMatchObject([{ streamID: 'bob_main', hasVideo: true, hasAudio: true }])
  })

  it('that have left are not brought back by a late stream event', () => {
    const phone = phoneInRoom()
    phone.users(1031, { userid: 'bob' })
    phone.users(1032, { userid: 'bob' })
    phone.users(1033, video('bob', true))
    expect(phone.events).toEqual([joined('bob'), left('bob')])
    expect(phone.rtc.players).toEqual([])
  })

  it('that leave before they were announced take their early streams along', () => {
    const phone = phoneInRoom()
    phone.users(1033, video('bob', true))
    phone.users(1032, { userid: 'bob' })
    phone.users(1031, { userid: 'bob' })
    expect(phone.events).toEqual([joined('bob')])
  })

  it('that are announced before our own entry wait for it', () => {
    const phone = createPhone()
    phone.enter()
    phone.users(1031, { userid: 'bob' })
    phone.users(1034, audio('bob', true))
    expect(phone.events).toEqual([])
    phone.state(1018)
    expect(phone.events).toEqual([{ kind: 'entered' }, joined('bob'), media('audio', 'bob', true)])
  })

  it.each(['a', '_', '-_-', 'a_main', 'a_aux', '__proto__', 'constructor', 'x'.repeat(32)])(
    'may be called %s',
    (userID) => {
      const phone = phoneInRoom()
      phone.users(1031, { userid: userID })
      phone.users(1033, video(userID, true))
      phone.rtc.onPlayerEvent({ detail: { volume: 7 }, currentTarget: { id: `${userID}_main` } })
      phone.rtc.setRemoteView(userID, false)
      expect(phone.rtc.players).toMatchObject([{ userID, streamID: `${userID}_main`, muteVideo: true }])
      phone.users(1032, { userid: userID })
      expect(phone.events).toEqual([
        joined(userID),
        media('video', userID, true),
        { kind: 'volume', userID, volume: 7 },
        media('video', userID, false),
        left(userID),
      ])
    },
  )

  it('with names that contain each other are told apart', () => {
    const phone = phoneInRoom()
    phone.users(1031, { userid: 'a' }, { userid: 'a_main' })
    phone.users(1033, video('a', true), video('a_main', true))
    expect(phone.rtc.players.map(({ streamID }) => streamID)).toEqual(['a_main', 'a_main_main'])
    phone.rtc.setRemoteView('a', false)
    expect(phone.player('a_main')?.muteVideo).toBe(true)
    expect(phone.player('a_main_main')?.muteVideo).toBe(false)
    phone.users(1032, { userid: 'a' })
    expect(phone.rtc.players.map(({ userID }) => userID)).toEqual(['a_main'])
  })
})

describe('players', () => {
  it('have all attributes of live-player', () => {
    const phone = phoneInRoom()
    phone.users(1031, { userid: 'bob' })
    phone.users(1033, video('bob', true))
    expect(phone.rtc.players).toEqual([
      {
        streamID: 'bob_main',
        userID: 'bob',
        src: 'room://cloud.tencent.com/rtc?userid=bob&streamtype=main',
        mode: 'RTC',
        autoplay: true,
        hasVideo: true,
        hasPicture: false,
        hasAudio: false,
        muteVideo: false,
        muteAudio: false,
        soundMode: 'speaker',
        objectFit: 'fillCrop',
        orientation: 'vertical',
        minCache: 0.2,
        maxCache: 0.8,
      },
    ])
  })

  it('of a user who shares the screen are two, and the user has video until both are gone', () => {
    const phone = phoneInRoom()
    phone.users(1031, { userid: 'bob' })
    phone.users(1033, video('bob', true), video('bob', true, 'aux'))
    expect(phone.rtc.players).toMatchObject([
      { streamID: 'bob_main', objectFit: 'fillCrop' },
      { streamID: 'bob_aux', objectFit: 'contain', src: expect.stringContaining('streamtype=aux') as string },
    ])
    phone.users(1033, video('bob', false))
    phone.users(1033, video('bob', false, 'aux'))
    expect(phone.rtc.players).toEqual([])
    expect(phone.events).toEqual([joined('bob'), media('video', 'bob', true), media('video', 'bob', false)])
  })

  it('of a user who shared the screen before unmuting: the voice is that of the main stream', () => {
    const phone = phoneInRoom()
    phone.users(1031, { userid: 'bob' })
    phone.users(1033, video('bob', true, 'aux'))
    phone.users(1034, audio('bob', true))
    expect(phone.rtc.players.map(({ streamID }) => streamID)).toEqual(['bob_aux', 'bob_main'])
    const speak = (id: string, volume: number) =>
      phone.rtc.onPlayerEvent({ type: 'audiovolumenotify', detail: { volume }, target: { id } })
    speak('bob_main', 40)
    speak('bob_aux', 3)
    expect(phone.events.filter(({ kind }) => kind === 'volume')).toEqual([
      { kind: 'volume', userID: 'bob', volume: 40 },
    ])
  })

  it('play the url of the event, or one of our own when it has none', () => {
    const phone = phoneInRoom()
    phone.users(1031, { userid: 'carol' })
    phone.users(1034, { userid: 'carol', hasaudio: true, playurl: 'room://elsewhere' })
    expect(phone.player('carol_main')?.src).toBe('room://elsewhere')
    phone.users(1031, { userid: 'bob' })
    phone.users(1034, { userid: 'bob', hasaudio: true })
    expect(phone.player('bob_main')?.src).toBe('room://cloud.tencent.com/rtc?userid=bob&streamtype=main')
  })

  it('are new objects when, and only when, something about them changed', () => {
    const phone = phoneInRoom()
    phone.users(1031, { userid: 'bob' }, { userid: 'carol' })
    phone.users(1034, audio('bob', true), audio('carol', true))
    const before = phone.rtc.players
    const copy = JSON.stringify(before)
    const changes = phone.changes()

    phone.users(1034, audio('bob', true))
    phone.users(1031, { userid: 'bob' })
    phone.rtc.onPlayerEvent({ detail: { volume: 50 }, currentTarget: { id: 'bob_main' } })
    expect(phone.rtc.players).toBe(before)
    expect(phone.changes()).toBe(changes)

    phone.users(1033, video('bob', true))
    expect(phone.rtc.players).not.toBe(before)
    expect(phone.player('bob_main')).not.toBe(before[0])
    expect(phone.player('carol_main')).toBe(before[1])
    expect(phone.changes()).toBe(changes + 1)
    expect(JSON.stringify(before)).toBe(copy)
  })

  it('of a hidden user stay hidden when the user comes back', () => {
    const phone = phoneInRoom()
    phone.rtc.setRemoteView('bob', false)
    phone.users(1031, { userid: 'bob' })
    phone.users(1033, video('bob', true), video('bob', true, 'aux'))
    expect(phone.rtc.players.map(({ muteVideo }) => muteVideo)).toEqual([true, true])
    phone.rtc.setRemoteView('bob', true)
    expect(phone.rtc.players.map(({ muteVideo }) => muteVideo)).toEqual([false, false])
  })
})

describe('volume and network quality', () => {
  const volume = (phone: TestPhone, id: string, value: unknown): void =>
    phone.rtc.onPlayerEvent({ type: 'audiovolumenotify', detail: { volume: value }, currentTarget: { id } })
  const quality = (phone: TestPhone, id: string, netQualityLevel: unknown): void =>
    phone.rtc.onPlayerEvent({ type: 'netstatus', detail: { info: { netQualityLevel } }, currentTarget: { id } })
  const netStatus = (phone: TestPhone, info: object): void =>
    phone.rtc.onPlayerEvent({ type: 'netstatus', detail: { info }, currentTarget: { id: 'bob_main' } })
  const playerState = (phone: TestPhone, code: number): void =>
    phone.rtc.onPlayerEvent({ type: 'statechange', detail: { code, message: '' }, currentTarget: { id: 'bob_main' } })
  const withBob = (): TestPhone => {
    const phone = phoneInRoom()
    phone.users(1031, { userid: 'bob' })
    phone.users(1034, audio('bob', true))
    phone.events.length = 0
    return phone
  }

  it('of ourselves come from the pusher', () => {
    const phone = phoneInRoom()
    phone.rtc.onPusherEvent({ type: 'audiovolumenotify', detail: { volume: 12 } })
    phone.rtc.onPusherEvent({ type: 'netstatus', detail: { info: { netQualityLevel: 2 } } })
    expect(phone.events).toEqual([
      { kind: 'volume', userID: 'alice', volume: 12 },
      { kind: 'quality', userID: 'alice', quality: 2 },
    ])
  })

  it('of others come from their players, and only when they change', () => {
    const phone = withBob()
    for (const value of [0, 0, 30, 30, 31]) volume(phone, 'bob_main', value)
    for (const value of [1, 1, 6]) quality(phone, 'bob_main', value)
    expect(phone.events).toEqual([
      { kind: 'volume', userID: 'bob', volume: 0 },
      { kind: 'volume', userID: 'bob', volume: 30 },
      { kind: 'volume', userID: 'bob', volume: 31 },
      { kind: 'quality', userID: 'bob', quality: 1 },
      { kind: 'flow', userID: 'bob', flows: false },
      { kind: 'quality', userID: 'bob', quality: 6 },
    ])
  })

  it.each<[string, (phone: TestPhone) => void]>([
    ['a speed of 0 after there was one', (phone) => [40, 0, 0].forEach((netSpeed) => netStatus(phone, { netSpeed }))],
    ['level 6, where no speed is said', (phone) => netStatus(phone, { netQualityLevel: 6 })],
    ['the player reconnects (2103)', (phone) => playerState(phone, 2103)],
    ['the player has given up (-2301)', (phone) => playerState(phone, -2301)],
  ])('%s: nothing arrives of its user any more, until there is a sign of life', (_, fall) => {
    const signs: ((phone: TestPhone) => void)[] = [
      (phone) => netStatus(phone, { netSpeed: 1 }),
      (phone) => volume(phone, 'bob_main', 7),
      (phone) => phone.users(1034, audio('bob', true)),
      (phone) => phone.users(1031, { userid: 'bob' }),
    ]
    for (const sign of signs) {
      const phone = withBob()
      fall(phone)
      sign(phone)
      const flows = phone.events.filter(({ kind }) => kind === 'flow')
      expect(flows).toEqual([false, true].map((flows) => ({ kind: 'flow', userID: 'bob', flows })))
    }
  })

  it.each<[string, object]>([
    ['a speed of 0 from the beginning', { netSpeed: 0, netQualityLevel: 3 }],
    ['level 5', { netQualityLevel: 5 }],
    ['level 6 with streams that arrive', { netSpeed: 30, netQualityLevel: 6 }],
    ['a speed that is no number', { netSpeed: '0' }],
  ])('%s says nothing of the kind', (_, info) => {
    const phone = withBob()
    netStatus(phone, info)
    netStatus(phone, info)
    expect(phone.events.filter(({ kind }) => kind === 'flow')).toEqual([])
  })

  it.each([
    [-3, 0],
    [0.4, 0],
    [99.6, 100],
    [1e9, 100],
    [Infinity, 100],
  ])('volume %d becomes %d', (native, expected) => {
    const phone = withBob()
    volume(phone, 'bob_main', native)
    expect(phone.events).toEqual([{ kind: 'volume', userID: 'bob', volume: expected }])
  })

  it.each([0, 7, -1, 2.5, NaN, '3', null, undefined])('quality %p says nothing', (native) => {
    const phone = withBob()
    quality(phone, 'bob_main', native)
    expect(phone.events).toEqual([])
  })

  it.each([
    ['currentTarget.id', { currentTarget: { id: 'bob_main' } }],
    ['target.id', { target: { id: 'bob_main' } }],
    ['data-streamid', { currentTarget: { id: '', dataset: { streamid: 'bob_main' } } }],
    ['data-stream-id', { currentTarget: { dataset: { streamId: 'bob_main' } } }],
  ])('find their user by %s', (_, where) => {
    const phone = withBob()
    phone.rtc.onPlayerEvent({ detail: { volume: 9 }, ...where })
    expect(phone.events).toEqual([{ kind: 'volume', userID: 'bob', volume: 9 }])
  })

  it.each(['', 'bob', 'bob_aux', 'mallory_main', '__proto__'])(
    'of a player that is not there (%p) belong to nobody',
    (id) => {
      const phone = withBob()
      volume(phone, id, 9)
      expect(phone.events).toEqual([])
    },
  )

  it('of a user with two players come from one of them', () => {
    const phone = withBob()
    phone.users(1033, video('bob', true, 'aux'))
    phone.events.length = 0
    volume(phone, 'bob_main', 9)
    volume(phone, 'bob_aux', 0)
    expect(phone.events).toEqual([{ kind: 'volume', userID: 'bob', volume: 9 }])
  })

  it('are told anew when the user comes back', () => {
    const phone = withBob()
    volume(phone, 'bob_main', 9)
    phone.users(1032, { userid: 'bob' })
    phone.users(1031, { userid: 'bob' })
    phone.users(1034, audio('bob', true))
    phone.events.length = 0
    volume(phone, 'bob_main', 9)
    expect(phone.events).toEqual([{ kind: 'volume', userID: 'bob', volume: 9 }])
  })
})
