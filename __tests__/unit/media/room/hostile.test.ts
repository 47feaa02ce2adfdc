import fc from '../../../support/jest/fast-check'
import { readPlayerEvent, readPusherEvent } from '../../../../lib/media/room/native-events'
import { installWx, type InstalledWx } from '../../../support/town/wx'
import { audio, createPhone, phoneInRoom, video } from '../phone'

let installed: InstalledWx
beforeEach(() => {
  jest.useFakeTimers()
  installed = installWx()
})
afterEach(() => installed.uninstall())

const CODES = [0, 1001, 1002, 1003, 1018, 1019, 1021, 1031, 1032, 1033, 1034, 5000, 5001].concat([
  -1301,
  -1302,
  -1303,
  -1307,
  -3301,
  -3308,
  -100018,
  1018.5,
  NaN,
  Infinity,
  -0,
])

const userID = fc.oneof(
  fc.constantFrom('alice', 'bob', 'a_main', '_', '__proto__', '', 'a&roomid=9', 'a b', '张三', 'x'.repeat(33), '../'),
  fc.string(),
)
const entry = fc.oneof(
  fc.record(
    {
      userid: fc.oneof(userID, fc.anything()),
      streamtype: fc.oneof(fc.constantFrom('main', 'aux', 'small', '__proto__'), fc.anything()),
      hasvideo: fc.oneof(fc.boolean(), fc.anything()),
      hasaudio: fc.oneof(fc.boolean(), fc.anything()),
      playurl: fc.oneof(fc.webUrl(), fc.anything()),
    },
    { requiredKeys: [] },
  ),
  fc.anything(),
)
const message = fc.oneof(
  fc.constantFrom(
    'null',
    '"x"',
    '[]',
    '{',
    '{}',
    '{"userlist":null}',
    '{"userlist":{}}',
    '{"__proto__":{"userlist":[]}}',
  ),
  fc.array(entry, { maxLength: 5 }).map((userlist) => JSON.stringify({ userlist })),
  fc.string(),
  fc.anything(),
)
const detail = fc.oneof(
  fc.record({ code: fc.oneof(fc.constantFrom(...CODES), fc.anything()), message }, { requiredKeys: [] }),
  fc.record({ errCode: fc.oneof(fc.constantFrom(10001, 10002, 10003), fc.anything()) }),
  fc.record({ info: fc.oneof(fc.record({ netQualityLevel: fc.anything() }), fc.anything()) }),
  fc.record({ volume: fc.oneof(fc.double(), fc.anything()) }),
  fc.anything(),
)
const target = fc.oneof(
  fc.record(
    {
      id: fc.oneof(fc.constantFrom('bob_main', 'bob_aux'), fc.anything()),
      dataset: fc.oneof(fc.record({ streamid: fc.anything() }), fc.anything()),
    },
    { requiredKeys: [] },
  ),
  fc.anything(),
)
/** nearly right: the only kind that gets as far as the SDK */
const roster = fc.record({
  detail: fc.record({
    code: fc.constantFrom(1018, 1031, 1032, 1033, 1034),
    message: fc.array(entry, { maxLength: 5 }).map((userlist) => JSON.stringify({ userlist })),
  }),
})
const event = fc.oneof(
  roster,
  fc.record({ type: fc.anything(), detail, target, currentTarget: target }, { requiredKeys: [] }),
  fc.anything(),
)

describe('whatever the native tags send', () => {
  it('reading it never throws, and finds only sound values', () => {
    fc.assert(
      fc.property(event, (native) => {
        readPlayerEvent(native)
        const fact = readPusherEvent(native)
        if (!fact) return
        if ('userIDs' in fact) for (const id of fact.userIDs) expect(id).toMatch(/^[A-Za-z0-9_-]{1,32}$/)
        if ('streams' in fact) {
          for (const stream of fact.streams) {
            expect(stream.userID).toMatch(/^[A-Za-z0-9_-]{1,32}$/)
            expect(['main', 'aux']).toContain(stream.streamType)
            expect(typeof stream.available).toBe('boolean')
            expect(typeof stream.playUrl).toBe('string')
          }
        }
        if (fact.kind === 'volume') expect(fact.volume >= 0 && fact.volume <= 100).toBe(true)
        if (fact.kind === 'quality') expect([1, 2, 3, 4, 5, 6]).toContain(fact.quality)
      }),
      { numRuns: 2000 },
    )
  })

  it('the port neither throws nor breaks its own rules, and a stay can always be left without a trace', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.boolean(), event), { maxLength: 30 }), (natives) => {
        const phone = createPhone()
        const present = new Set<string>()
        let over = false
        phone.listener = (heard) => {
          expect(over).toBe(false)
          if (heard.kind === 'failed' || heard.kind === 'kicked') over = true
          // nobody joins twice, leaves without having joined, or publishes from outside
          if (heard.kind === 'userJoined') expect(present.has(heard.userID)).toBe(false)
          if (heard.kind === 'userJoined') present.add(heard.userID)
          if (heard.kind === 'video' || heard.kind === 'audio') expect(present.has(heard.userID)).toBe(true)
          if (heard.kind === 'userLeft') expect(present.delete(heard.userID)).toBe(true)
        }
        phone.enter()
        phone.state(1018)
        phone.users(1031, { userid: 'bob' })
        phone.users(1033, video('bob', true))
        for (const [toPusher, native] of natives) {
          if (toPusher) phone.rtc.onPusherEvent(native)
          else phone.rtc.onPlayerEvent(native)
        }
        for (const player of phone.rtc.players) expect(present.has(player.userID)).toBe(true)
        phone.rtc.leave()
        expect(phone.stops()).toBe(1)
        expect(phone.platform.pendingTimers()).toBe(0)
        // the listener's own expectations would end up in the log
        expect(phone.platform.logged).toEqual([])
      }),
      { numRuns: 500 },
    )
    expect(({} as Record<string, unknown>)['userlist']).toBeUndefined()
  })

  it('a field that throws when it is read is ignored', () => {
    const phone = phoneInRoom()
    const trap = {
      get detail(): never {
        throw new Error('trap')
      },
    }
    phone.rtc.onPusherEvent(trap)
    phone.rtc.onPlayerEvent(trap)
    expect(phone.events).toEqual([])
  })

  it('a list of 5,000 users is cut, and one of 100,000 is not even read', () => {
    const phone = phoneInRoom()
    const list = Array.from({ length: 100_000 }, (_, index) => ({ userid: `u${index}` }))
    phone.users(1031, ...list)
    expect(phone.events).toEqual([])
    phone.users(1031, ...list.slice(0, 5000))
    expect(phone.events).toHaveLength(256)
    phone.users(1033, ...list.slice(0, 2000).map(({ userid }) => video(userid, true)))
    expect(phone.rtc.players).toHaveLength(256)
  })

  it('a url of 2,048 characters is taken, and for a longer one that which the SDK makes', () => {
    const phone = phoneInRoom()
    phone.users(1031, { userid: 'bob' }, { userid: 'carol' })
    const url = 'room://'.padEnd(2048, 'x')
    phone.users(1033, { ...video('bob', true), playurl: url }, { ...video('carol', true), playurl: `${url}x` })
    const [bob, carol] = phone.rtc.players.map(({ src }) => src)
    expect(bob).toBe(url)
    expect(carol).toMatch(/^room:\/\/.*carol/)
  })

  it('streams of users who never come do not pile up', () => {
    const phone = phoneInRoom()
    for (let i = 0; i < 2000; i++) phone.users(1034, audio(`u${i}`, true))
    phone.users(1031, { userid: 'u0' }, { userid: 'u1743' }, { userid: 'u1744' }, { userid: 'u1999' })
    expect(phone.rtc.players.map(({ userID }) => userID)).toEqual(['u1744', 'u1999'])
  })

  it('own streams, which are no member’s, push out none of those who come later', () => {
    const phone = phoneInRoom()
    phone.users(1034, audio('bob', true))
    for (let i = 0; i < 300; i++) phone.users(1034, audio('alice', true))
    phone.users(1031, { userid: 'bob' }, { userid: 'alice' })
    expect(phone.rtc.players.map(({ userID }) => userID)).toEqual(['bob'])
  })

  it('a url of any length or kind in playurl does not reach the player', () => {
    const phone = phoneInRoom()
    phone.users(1031, { userid: 'bob' })
    phone.users(1033, { userid: 'bob', hasvideo: true, streamtype: 'main', playurl: 'x'.repeat(5000) })
    phone.users(1033, { userid: 'bob', hasvideo: true, streamtype: 'aux', playurl: { a: 1 } })
    expect(phone.rtc.players.map(({ src }) => src)).toEqual([
      'room://cloud.tencent.com/rtc?userid=bob&streamtype=main',
      'room://cloud.tencent.com/rtc?userid=bob&streamtype=aux',
    ])
  })

  it('flags may be 0 and 1, and nothing else but booleans', () => {
    const phone = phoneInRoom()
    phone.users(1031, { userid: 'bob' })
    for (const hasaudio of ['true', 'false', 2, null, {}]) phone.users(1034, { userid: 'bob', hasaudio })
    expect(phone.rtc.players).toEqual([])
    phone.users(1034, { userid: 'bob', hasaudio: 1 })
    expect(phone.rtc.players).toHaveLength(1)
    phone.users(1034, { userid: 'bob', hasaudio: 0 })
    expect(phone.rtc.players).toEqual([])
  })
})
