/** What each event of the native tags is taken for. */
import { readPlayerEvent, readPusherEvent } from '../../../../lib/media/room/native-events'

const ofPusher = (detail: unknown) => readPusherEvent({ detail })
const ofPlayer = (detail: unknown) => readPlayerEvent({ detail, target: { id: 'bob_main' } })?.fact ?? null
const list = (...userlist: unknown[]): string => JSON.stringify({ userlist })
const other = { kind: 'other' }

describe('an event of live-pusher', () => {
  it.each<[number, object]>([
    [1001, { kind: 'connected' }],
    [1002, { kind: 'connected' }],
    [1003, { kind: 'cameraOpened' }],
    [1007, { kind: 'firstPicture' }],
    [1018, { kind: 'entered' }],
    [1019, { kind: 'kicked' }],
    [1021, { kind: 'networkChanged' }],
    [1102, { kind: 'reconnecting' }],
    [-1307, { kind: 'disconnected' }],
    [5000, { kind: 'suspended' }],
    [5001, { kind: 'floatClosed' }],
    [-1301, { kind: 'denied', device: 'camera' }],
    [10001, { kind: 'denied', device: 'camera' }],
    [-1302, { kind: 'denied', device: 'microphone' }],
    [10002, { kind: 'denied', device: 'microphone' }],
    ...[-3301, -3307, -3308, -3316, -3317, -3318, -3319, -3320, -3340, -100006, -100013, -100015, -100018].map(
      (code): [number, object] => [code, { kind: 'refused', code }],
    ),
    ...[0, 1004, 1006, 1008, 1017, 1020, 1022, 1101, 1103, 2003, 4999, 5002, 10003].map((code): [number, object] => [
      code,
      other,
    ]),
    ...[-1303, -1306, -1308, -3300, -3302, -3309, -3315, -3321, -100005, -100019].map((code): [number, object] => [
      code,
      other,
    ]),
  ])('%d, as a code and as the code of an error', (code, fact) => {
    expect(ofPusher({ code, message: '' })).toEqual(fact)
    expect(ofPusher({ errCode: code, errMsg: '' })).toEqual(fact)
    expect(ofPusher({ code: String(code), errCode: code })).toEqual(fact)
  })

  it('1019 is the end of a stay that we have left, if it says so', () => {
    const kindOf = (message: unknown) => ofPusher({ code: 1019, message })?.kind
    expect(kindOf('reason[0]')).toBe('left')
    expect(kindOf('left, reason[0]')).toBe('left')
    for (const message of ['reason[1]', 'reason[2]', '', undefined, null, 0, ['reason[0]']])
      expect(kindOf(message)).toBe('kicked')
  })

  it.each([1018.5, NaN, Infinity, '1018', null, undefined, {}])('a code of %p is none', (code) => {
    expect(ofPusher({ code })).toBeNull()
    expect(ofPusher({ code, volume: 5 })).toEqual({ kind: 'volume', volume: 5 })
  })

  it('a code counts more than what is measured', () => {
    expect(ofPusher({ code: 1018, volume: 5 })).toEqual({ kind: 'entered' })
    expect(ofPusher({ code: 1018, errCode: 10001 })).toEqual({ kind: 'entered' })
  })

  it.each([undefined, null, 7, 'event', {}, { detail: null }, { detail: 7 }, { detail: 'x' }, { detail: {} }, []])(
    '%p is none',
    (event) => {
      expect(readPusherEvent(event)).toBeNull()
      expect(readPlayerEvent(event)).toBeNull()
    },
  )
})

describe('users of the room', () => {
  const usersOf = (message: unknown) => [1031, 1032].map((code) => ofPusher({ code, message }))

  it('have joined (1031), or are gone (1032)', () => {
    expect(usersOf(list({ userid: 'bob' }, { userid: 'carol' }))).toEqual([
      { kind: 'joined', userIDs: ['bob', 'carol'] },
      { kind: 'gone', userIDs: ['bob', 'carol'] },
    ])
  })

  it('without a name that TRTC allows are passed over, and the others are not', () => {
    const userlist = [null, 7, 'bob', {}, { userid: 7 }, { userid: '' }, { userid: 'a b' }, { userid: 'x'.repeat(33) }]
    expect(ofPusher({ code: 1031, message: list(...userlist, { userid: 'bob' }) })).toEqual({
      kind: 'joined',
      userIDs: ['bob'],
    })
  })

  it.each([undefined, null, 7, {}, '', '{', 'null', '7', '"x"', '[]', '{}', '{"userlist":null}', '{"userlist":{}}'])(
    'of %p are none',
    (message) => {
      expect(usersOf(message)).toEqual([
        { kind: 'joined', userIDs: [] },
        { kind: 'gone', userIDs: [] },
      ])
      expect(ofPusher({ code: 1033, message })).toEqual({ kind: 'video', streams: [] })
      expect(ofPusher({ code: 1034, message })).toEqual({ kind: 'audio', streams: [] })
    },
  )

  it('are 256 at most, and of a message longer than 256 KB none', () => {
    const people = Array.from({ length: 257 }, (_, n) => ({ userid: `u${n}` }))
    const cut = ofPusher({ code: 1031, message: list(7, ...people) })
    expect(cut).toEqual({ kind: 'joined', userIDs: people.slice(0, 256).map(({ userid }) => userid) })
    const padded = (length: number) => list({ userid: 'bob' }).padEnd(length)
    expect(ofPusher({ code: 1031, message: padded(262_144) })).toEqual({ kind: 'joined', userIDs: ['bob'] })
    expect(ofPusher({ code: 1031, message: padded(262_145) })).toEqual({ kind: 'joined', userIDs: [] })
  })
})

describe('a stream', () => {
  const videoOf = (entry: object) => ofPusher({ code: 1033, message: list({ userid: 'bob', ...entry }) })
  const audioOf = (entry: object) => ofPusher({ code: 1034, message: list({ userid: 'bob', ...entry }) })
  const stream = { userID: 'bob', streamType: 'main', available: true, playUrl: '' }

  it('of pictures (1033) is the main one, or another', () => {
    expect(videoOf({ hasvideo: true })).toEqual({ kind: 'video', streams: [stream] })
    expect(videoOf({ hasvideo: true, streamtype: 'main' })).toEqual({ kind: 'video', streams: [stream] })
    expect(videoOf({ hasvideo: true, streamtype: 'aux' })).toEqual({
      kind: 'video',
      streams: [{ ...stream, streamType: 'aux' }],
    })
    for (const streamtype of ['', 'small', null, 7, ['main']])
      expect(videoOf({ hasvideo: true, streamtype })).toEqual({ kind: 'video', streams: [] })
  })

  it('of sound (1034) is the main one, whatever it says', () => {
    for (const streamtype of [undefined, 'main', 'aux', 'small', null, 7])
      expect(audioOf({ hasaudio: true, streamtype })).toEqual({ kind: 'audio', streams: [stream] })
  })

  it.each([
    [true, true],
    [1, true],
    [false, false],
    [0, false],
  ])('is there, or not: %p', (flag, available) => {
    expect(videoOf({ hasvideo: flag, hasaudio: !flag })).toEqual({ kind: 'video', streams: [{ ...stream, available }] })
    expect(audioOf({ hasaudio: flag, hasvideo: !flag })).toEqual({ kind: 'audio', streams: [{ ...stream, available }] })
  })

  it.each([undefined, null, 2, -1, 'true', '1', {}])('of which %p is said is none', (flag) => {
    expect(videoOf({ hasvideo: flag, hasaudio: true })).toEqual({ kind: 'video', streams: [] })
    expect(audioOf({ hasaudio: flag, hasvideo: true })).toEqual({ kind: 'audio', streams: [] })
  })

  it.each([
    ['room://bob', 'room://bob'],
    ['x'.repeat(2048), 'x'.repeat(2048)],
    ['x'.repeat(2049), ''],
    [7, ''],
    [undefined, ''],
    [{ length: 1 }, ''],
  ])('has a url, if that is a text of 2,048 characters at most: %p', (playurl, playUrl) => {
    expect(videoOf({ hasvideo: true, playurl })).toEqual({ kind: 'video', streams: [{ ...stream, playUrl }] })
  })
})

describe('what both tags measure', () => {
  const measured = (detail: object, fact: object | null) => {
    expect(ofPusher(detail)).toEqual(fact)
    // what a player has nothing to say about is passed over
    expect(ofPlayer(detail)).toEqual(fact && 'kind' in fact && fact.kind === 'other' ? null : fact)
  }
  const nothing = { quality: 0, speed: null, hasFrames: false }

  it.each([
    [0, 0],
    [-1, 0],
    [0.4, 0],
    [0.5, 1],
    [42, 42],
    [99.5, 100],
    [100, 100],
    [101, 100],
    [-Infinity, 0],
    [Infinity, 100],
  ])('a volume of %d is %d', (volume, expected) => measured({ volume }, { kind: 'volume', volume: expected }))

  it.each([NaN, '50', null, undefined, true, {}])('a volume of %p is none', (volume) => {
    measured({ volume }, null)
    measured({ volume, info: { netQualityLevel: 2 } }, { kind: 'quality', ...nothing, quality: 2 })
  })

  it.each([1, 2, 3, 4, 5, 6])('quality %d', (quality) =>
    measured({ info: { netQualityLevel: quality } }, { kind: 'quality', ...nothing, quality }),
  )

  it.each([0, -1, 7, 1.5, NaN, '3', null, undefined])('a quality of %p is none', (netQualityLevel) => {
    measured({ info: { netQualityLevel } }, other)
    measured({ info: { netQualityLevel, netSpeed: 9 } }, { kind: 'quality', ...nothing, speed: 9 })
  })

  it.each([
    [0, 0],
    [1, 1],
    [0.5, 0.5],
    [900, 900],
  ])('a speed of %d', (netSpeed, speed) => measured({ info: { netSpeed } }, { kind: 'quality', ...nothing, speed }))

  it.each([-1, NaN, '100', null, undefined])('a speed of %p is none', (netSpeed) => {
    measured({ info: { netSpeed } }, other)
    measured({ info: { netSpeed, videoFPS: 1 } }, { kind: 'quality', ...nothing, hasFrames: true })
  })

  it.each([0, -1, NaN, '15', null, undefined])('%p pictures a second are none', (videoFPS) => {
    measured({ info: { videoFPS } }, other)
    measured({ info: { videoFPS, netSpeed: 0 } }, { kind: 'quality', ...nothing, speed: 0 })
  })

  it.each([0.5, 1, 15])('%d pictures a second are some', (videoFPS) =>
    measured({ info: { videoFPS } }, { kind: 'quality', ...nothing, hasFrames: true }),
  )

  it('the volume counts more than the rest', () =>
    measured({ volume: 3, info: { netQualityLevel: 2 } }, { kind: 'volume', volume: 3 }))

  it.each([null, undefined, 7, 'info'])('info that is %p is none', (info) => measured({ info }, null))
})

describe('an event of live-player', () => {
  it.each<[unknown, object | null]>([
    [2003, { kind: 'firstFrame' }],
    [2004, { kind: 'playing' }],
    [2007, { kind: 'loading' }],
    [2103, { kind: 'stalled' }],
    [-2301, { kind: 'stalled' }],
    ...[2001, 2002, 2005, 2006, 2008, 2102, 2104, -2300, -2302, 1018, '2003', null].map((code): [unknown, null] => [
      code,
      null,
    ]),
  ])('%p', (code, fact) => {
    expect(ofPlayer({ code, message: '' })).toEqual(fact)
    expect(ofPlayer({ code, volume: 5 })).toEqual(fact ?? { kind: 'volume', volume: 5 })
  })

  it('belongs to the tags that it names, in whatever way', () => {
    const idsOf = (where: object) => readPlayerEvent({ detail: { volume: 1 }, ...where })?.ids
    expect(idsOf({})).toEqual([])
    expect(
      idsOf({
        currentTarget: { id: 'a', dataset: { streamid: 'b', streamId: 'c' } },
        target: { id: 'd', dataset: { streamid: 'e', streamId: 'f' } },
      }),
    ).toEqual(['a', 'b', 'c', 'd', 'e', 'f'])
    expect(idsOf({ currentTarget: { id: '', dataset: { streamid: '' } }, target: { id: 7, dataset: null } })).toEqual(
      [],
    )
    expect(idsOf({ currentTarget: null, target: 'bob_main' })).toEqual([])
    expect(idsOf({ target: { id: 'bob_main', dataset: 'x' } })).toEqual(['bob_main'])
  })
})
