/** Several phones with the real port and the real SDK in one in-memory room. */
import fc from '../../../support/jest/fast-check'
import type { RoomEvent } from '../../../../lib/foundation/ports'
import { MediaServer } from '../../../support/media/room'
import { installWx, type InstalledWx } from '../../../support/town/wx'
import { createPhone, devices, type TestPhone } from '../phone'

let installed: InstalledWx
let server: MediaServer

beforeEach(() => {
  jest.useFakeTimers()
  installed = installWx()
  server = new MediaServer()
})
afterEach(() => {
  server.dispose()
  expect(jest.getTimerCount()).toBe(0)
  installed.uninstall()
})

const kinds = (events: RoomEvent[]): string[] =>
  events.map((event) => ('userID' in event ? `${event.kind} ${event.userID}` : event.kind))

function inRoom(...names: string[]): TestPhone[] {
  const phones = names.map((name) => createPhone(name, server))
  for (const phone of phones) {
    phone.enter()
    server.settle()
  }
  for (const phone of phones) phone.events.length = 0
  return phones
}

/** Names of those that a phone shows as being in the room. */
function seenBy(phone: TestPhone): string[] {
  const seen = new Set<string>()
  for (const event of phone.events) {
    if (event.kind === 'userJoined') seen.add(event.userID)
    if (event.kind === 'userLeft') seen.delete(event.userID)
  }
  return Array.from(seen).sort()
}

describe('two phones', () => {
  it('find each other, and play each other', () => {
    const alice = createPhone('alice', server)
    const bob = createPhone('bob', server)
    alice.enter()
    server.settle()
    bob.enter()
    server.settle()
    expect(kinds(alice.events)).toEqual(['entered', 'userJoined bob', 'video bob', 'audio bob'])
    expect(kinds(bob.events)).toEqual(['entered', 'userJoined alice', 'video alice', 'audio alice'])
    expect(server.playing('alice')).toEqual(['bob_main'])
    expect(server.membersOf(1234)).toEqual(['alice', 'bob'])
    alice.rtc.leave()
    server.settle()
    expect(kinds(bob.events).slice(-3)).toEqual(['video alice', 'audio alice', 'userLeft alice'])
    expect([server.publishing('alice'), server.publishing('bob')]).toEqual([false, true])
    expect(server.playing('bob')).toEqual([])
    bob.rtc.leave()
  })

  it('see each other switch devices', () => {
    const [alice, bob] = inRoom('alice', 'bob') as [TestPhone, TestPhone]
    alice.rtc.setDevices(devices({ camera: false }))
    server.settle()
    alice.rtc.setDevices(devices({ camera: false, mic: false }))
    server.settle()
    expect(bob.events).toEqual([
      { kind: 'video', userID: 'alice', available: false },
      { kind: 'audio', userID: 'alice', available: false },
    ])
    expect(server.published('alice')).toEqual({ video: false, audio: false })
    expect(server.publishing('alice')).toBe(true)
    alice.rtc.leave()
    bob.rtc.leave()
  })

  it('turn their camera to where the user wants it, whenever the wish comes', () => {
    const [alice, bob] = inRoom('alice', 'bob') as [TestPhone, TestPhone]
    alice.rtc.setDevices(devices({ frontCamera: false }))
    server.settle()
    expect(server.cameraOf('alice')).toBe('back')
    alice.rtc.setDevices(devices({ camera: false, frontCamera: false }))
    alice.rtc.setDevices(devices({ camera: false, frontCamera: true }))
    server.settle()
    alice.rtc.setDevices(devices({ camera: true, frontCamera: true }))
    server.settle()
    expect(server.cameraOf('alice')).toBe('front')
    expect(alice.rtc.pusher?.frontCamera).toBe('front')
    alice.rtc.leave()
    bob.rtc.leave()
  })

  it('notice nothing of a re-entry but a rejoin on the other side', async () => {
    const [alice, bob] = inRoom('alice', 'bob') as [TestPhone, TestPhone]
    server.changeNetwork('alice')
    server.settle()
    alice.rtc.reenter()
    server.settle()
    await jest.advanceTimersByTimeAsync(0)
    server.settle()
    await jest.advanceTimersByTimeAsync(10_000)
    expect(kinds(alice.events)).toEqual(['networkChanged'])
    expect(kinds(bob.events)).toEqual([
      'video alice',
      'audio alice',
      'userLeft alice',
      'userJoined alice',
      'video alice',
      'audio alice',
    ])
    expect(server.playing('alice')).toEqual(['bob_main'])
    alice.rtc.leave()
    bob.rtc.leave()
  })

  it('lose a peer that crashed when the server drops it', () => {
    const [alice, bob] = inRoom('alice', 'bob') as [TestPhone, TestPhone]
    server.crash('alice')
    jest.advanceTimersByTime(89_999)
    server.settle()
    expect(kinds(bob.events)).toEqual(['flow alice', 'quality alice'])
    jest.advanceTimersByTime(1)
    server.settle()
    expect(kinds(bob.events)).toContain('userLeft alice')
    bob.rtc.leave()
    alice.rtc.leave()
  })

  it('survive a cut of the network that is shorter than the drop time', () => {
    const [alice, bob] = inRoom('alice', 'bob') as [TestPhone, TestPhone]
    server.cut('alice')
    server.settle()
    bob.rtc.setDevices(devices({ camera: false }))
    server.settle()
    jest.advanceTimersByTime(10_000)
    server.restore('alice')
    server.settle()
    expect(kinds(alice.events)).toEqual(['connection', 'connection', 'video bob', 'connection'])
    expect(kinds(bob.events)).toEqual(['flow alice', 'quality alice', 'flow alice', 'quality alice'])
    alice.rtc.leave()
    bob.rtc.leave()
  })

  it('see each other again after a longer one', () => {
    const [alice, bob] = inRoom('alice', 'bob') as [TestPhone, TestPhone]
    server.cut('alice')
    jest.advanceTimersByTime(90_000)
    server.settle()
    expect(kinds(bob.events)).toContain('userLeft alice')
    server.restore('alice')
    server.settle()
    expect(kinds(bob.events).slice(-3)).toEqual(['userJoined alice', 'video alice', 'audio alice'])
    expect(server.inRoom('alice')).toBe('1234')
    alice.rtc.leave()
    bob.rtc.leave()
  })

  it('a user who hangs up without a network is dropped when it comes back, or when the time is over', () => {
    const [alice, bob] = inRoom('alice', 'bob') as [TestPhone, TestPhone]
    server.cut('alice')
    alice.rtc.leave()
    server.settle()
    expect([server.publishing('alice'), server.membersOf('1234')]).toEqual([false, ['alice', 'bob']])
    server.restore('alice')
    server.settle()
    expect(server.membersOf('1234')).toEqual(['bob'])
    expect(kinds(bob.events)).toContain('userLeft alice')
    bob.rtc.leave()
  })

  it('hear each other speak', () => {
    const [alice, bob] = inRoom('alice', 'bob') as [TestPhone, TestPhone]
    server.speak('alice', 40)
    server.netStatus('alice', 3)
    server.settle()
    const said = [
      { kind: 'volume', userID: 'alice', volume: 40 },
      { kind: 'quality', userID: 'alice', quality: 3 },
    ]
    expect(alice.events).toEqual(said)
    expect(bob.events).toEqual(said)
    alice.rtc.leave()
    bob.rtc.leave()
  })
})

describe('a phone', () => {
  it('whose WeChat ignores autopush gets in by start(), once', () => {
    const alice = createPhone('alice', server)
    server.behaviour('alice').needsStart = true
    alice.enter()
    server.settle()
    expect(server.publishing('alice')).toBe(false)
    jest.advanceTimersByTime(3000)
    server.settle()
    expect(kinds(alice.events)).toEqual(['entered'])
    expect(alice.starts()).toBe(1)
    alice.rtc.leave()
  })

  it.each([
    ['refuses', { entryFailure: -3301, leavesAfterFailure: true }],
    ['says nothing', { silent: true }],
  ])('whose pusher %s has one failure and publishes nothing', (_, behaviour) => {
    const alice = createPhone('alice', server)
    Object.assign(server.behaviour('alice'), behaviour)
    alice.enter()
    server.settle()
    jest.advanceTimersByTime(10_000)
    server.settle()
    expect(kinds(alice.events)).toEqual(['failed'])
    expect(server.publishing('alice')).toBe(false)
  })

  it('without permissions hears so once for each device', () => {
    const alice = createPhone('alice', server)
    Object.assign(server.behaviour('alice'), { cameraDenied: true, microphoneDenied: true })
    alice.enter()
    server.settle()
    expect(alice.events.filter(({ kind }) => kind === 'denied')).toEqual([
      { kind: 'denied', device: 'camera' },
      { kind: 'denied', device: 'microphone' },
    ])
    expect(server.published('alice')).toEqual({ video: false, audio: false })
    alice.rtc.leave()
  })

  it('is kicked when the same account enters on another one', () => {
    const [alice] = inRoom('alice') as [TestPhone]
    const tablet = createPhone('tablet', server)
    tablet.enter({ userID: 'alice' })
    server.settle()
    expect(kinds(alice.events)).toEqual(['kicked'])
    expect(server.membersOf(1234)).toEqual(['tablet'])
    tablet.rtc.leave()
  })

  it('that moves from one room to the next within one tick gets into the next', () => {
    const [alice, bob] = inRoom('alice', 'bob') as [TestPhone, TestPhone]
    alice.rtc.leave()
    alice.enter({ roomID: 99 })
    server.settle()
    expect(server.inRoom('alice')).toBe('99')
    expect(kinds(alice.events)).toEqual(['entered'])
    expect(kinds(bob.events)).toContain('userLeft alice')
    alice.rtc.leave()
    bob.rtc.leave()
  })

  it('that leaves and enters the same room within one tick gets in by start()', () => {
    const [alice] = inRoom('alice') as [TestPhone]
    alice.rtc.leave()
    alice.enter()
    server.settle()
    jest.advanceTimersByTime(3000)
    server.settle()
    expect(kinds(alice.events)).toEqual(['entered'])
    expect(server.publishing('alice')).toBe(true)
    alice.rtc.leave()
  })
})

describe('three phones, any order of events', () => {
  const names = ['alice', 'bob', 'carol'] as const
  const step = fc.oneof(
    { weight: 6, arbitrary: fc.record({ do: fc.constant('deliver' as const), which: fc.nat(50) }) },
    fc.record({
      do: fc.constantFrom(
        'enter' as const,
        'leave' as const,
        'devices' as const,
        'reenter' as const,
        'repeat' as const,
      ),
      who: fc.nat(2),
      flag: fc.boolean(),
    }),
    fc.record({ do: fc.constant('wait' as const), ms: fc.nat(12_000) }),
  )

  it('agree on who is there once all is quiet, and a phone that left publishes and plays nothing', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 60 }), async (steps) => {
        server.dispose()
        server = new MediaServer()
        const phones = names.map((name) => createPhone(name, server))
        const at = (who: number): TestPhone => phones[who] as TestPhone // three phones, who is 0-2
        const inside = new Set<number>()
        phones.forEach((phone, who) => {
          phone.listener = (event) => {
            if (event.kind === 'failed' || event.kind === 'kicked') inside.delete(who)
          }
        })
        for (const one of steps) {
          server.poll()
          if (one.do === 'deliver') {
            // per phone in order, between phones in any
            const heads = server.pending().filter((d, i, all) => all.findIndex(({ to }) => to === d.to) === i)
            heads[one.which % (heads.length || 1)]?.deliver()
          } else if (one.do === 'wait') {
            await jest.advanceTimersByTimeAsync(one.ms)
          } else {
            const phone = at(one.who)
            if (one.do === 'enter' && !inside.has(one.who)) {
              phone.events.length = 0
              inside.add(one.who)
              phone.enter()
            }
            if (one.do === 'leave') {
              phone.rtc.leave()
              inside.delete(one.who)
            }
            if (one.do === 'devices') phone.rtc.setDevices(devices({ camera: one.flag, frontCamera: !one.flag }))
            if (one.do === 'reenter') phone.rtc.reenter()
            if (one.do === 'repeat') server.repeat(names[one.who] ?? 'alice', 3)
          }
        }
        for (let i = 0; i < 6; i++) {
          server.settle()
          await jest.advanceTimersByTimeAsync(5000)
        }
        server.settle()
        phones.forEach((phone, who) => {
          const name = names[who] ?? ''
          expect(phone.platform.logged.filter((line) => line.startsWith('error'))).toEqual([])
          expect(phone.platform.pendingTimers()).toBe(0)
          if (!inside.has(who)) {
            expect([server.publishing(name), server.inRoom(name), server.playing(name)]).toEqual([false, '', []])
            return
          }
          const others = server.membersOf(1234).filter((other) => other !== name)
          expect(server.inRoom(name)).toBe('1234')
          expect(seenBy(phone)).toEqual(others)
          expect(server.playing(name).slice().sort()).toEqual(others.map((other) => `${other}_main`))
        })
        for (const phone of phones) phone.rtc.leave()
      }),
      { numRuns: 200 },
    )
  }, 60_000)
})
