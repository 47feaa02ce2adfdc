import { installWx, type InstalledWx } from '../../../support/town/wx'
import { audio, createPhone, devices, phoneInRoom, video, type TestPhone } from '../phone'

let installed: InstalledWx
beforeEach(() => {
  jest.useFakeTimers()
  installed = installWx()
})
afterEach(() => installed.uninstall())

function expectNothingLeft(phone: TestPhone): void {
  expect(phone.rtc.pusher).toBeNull()
  expect(phone.rtc.players).toEqual([])
  expect(phone.platform.pendingTimers()).toBe(0)
  expect(jest.getTimerCount()).toBe(0)
}

/** Every event that a native tag can send. */
function everything(phone: TestPhone): void {
  for (const code of [1001, 1002, 1003, 1018, 1021, -1301, -1302, -1307, 5000, 5001, -3301]) phone.state(code)
  phone.state(1019, 'reason[1]')
  phone.users(1031, { userid: 'bob' })
  phone.users(1033, video('bob', true))
  phone.users(1034, audio('bob', true))
  phone.users(1032, { userid: 'bob' })
  phone.rtc.onPusherEvent({ type: 'audiovolumenotify', detail: { volume: 12 } })
  phone.rtc.onPlayerEvent({ type: 'audiovolumenotify', detail: { volume: 12 }, target: { id: 'bob_main' } })
}

const states: [string, () => TestPhone, number][] = [
  ['before the first enter', () => createPhone(), 0],
  [
    'while entering',
    () => {
      const phone = createPhone()
      phone.enter()
      return phone
    },
    1,
  ],
  ['in the room', () => phoneInRoom(), 1],
  [
    'in the room with others',
    () => {
      const phone = phoneInRoom()
      phone.users(1031, { userid: 'bob' })
      phone.users(1033, video('bob', true))
      return phone
    },
    1,
  ],
  [
    'while entering again, before the old stay has ended',
    () => {
      const phone = phoneInRoom()
      phone.rtc.reenter()
      return phone
    },
    1,
  ],
  [
    'after a failure',
    () => {
      const phone = phoneInRoom()
      phone.state(-3301)
      return phone
    },
    1,
  ],
  [
    'after being kicked',
    () => {
      const phone = phoneInRoom()
      phone.state(1019, 'reason[1]')
      return phone
    },
    1,
  ],
]

describe.each(states)('leave %s', (_, arrange, stops) => {
  it('stops the pusher exactly once and leaves nothing, however often it is called', async () => {
    const phone = arrange()
    phone.events.length = 0
    const changes = phone.changes()
    phone.rtc.leave()
    phone.rtc.leave()
    expectNothingLeft(phone)
    everything(phone)
    phone.rtc.setDevices(devices({ camera: false }))
    phone.rtc.setQuality({ beautyLevel: 3 })
    phone.rtc.setRemoteView('bob', false)
    phone.rtc.reenter()
    await jest.advanceTimersByTimeAsync(60_000)
    expect(phone.stops()).toBe(stops)
    expect(phone.starts()).toBe(0)
    expect(phone.events).toEqual([])
    expect(phone.changes()).toBe(changes)
    expectNothingLeft(phone)
  })

  it('can be followed by a new stay, which hears nothing of the old one', async () => {
    const phone = arrange()
    phone.rtc.leave()
    phone.events.length = 0
    phone.enter({ roomID: 77 })
    await jest.advanceTimersByTimeAsync(1)
    expect(phone.rtc.pusher?.url).toContain('&roomid=77&')
    expect(phone.rtc.players).toEqual([])
    // the tail of the old stay: somebody is announced, then our own exit
    phone.users(1031, { userid: 'bob' })
    phone.users(1034, audio('bob', true))
    phone.state(1019, 'reason[0]')
    phone.state(1018)
    phone.users(1031, { userid: 'carol' })
    expect(phone.events).toEqual([{ kind: 'entered' }, { kind: 'userJoined', userID: 'carol' }])
    phone.rtc.leave()
    expectNothingLeft(phone)
  })
})

describe('leaving from within an event', () => {
  it.each(['changed', 'entered', 'userJoined', 'video', 'audio', 'userLeft', 'networkChanged', 'connection', 'volume'])(
    'on "%s", ends the stay there and then',
    (kind) => {
      const phone = createPhone()
      let left = false
      phone.listener = (event) => {
        expect(left).toBe(false)
        if (event.kind !== kind) return
        left = true
        phone.rtc.leave()
      }
      phone.enter()
      phone.state(1018)
      phone.users(1031, { userid: 'bob' }, { userid: 'carol' })
      phone.users(1033, video('bob', true))
      phone.users(1034, audio('bob', true))
      phone.rtc.onPusherEvent({ type: 'audiovolumenotify', detail: { volume: 12 } })
      phone.state(1021)
      phone.users(1032, { userid: 'bob' })
      phone.state(-1307)
      expect(left).toBe(true)
      expectNothingLeft(phone)
      expect(phone.stops()).toBe(1)
    },
  )

  it.each(['failed', 'kicked', 'changed'])('on "%s" of a lost room, stops once and says nothing more', (kind) => {
    const phone = phoneInRoom()
    const heard: string[] = []
    phone.listener = (event) => {
      heard.push(event.kind)
      if (event.kind === kind) phone.rtc.leave()
    }
    if (kind === 'kicked') phone.state(1019, 'reason[1]')
    else phone.state(-3301)
    expect(heard).toEqual(kind === 'changed' ? ['changed'] : ['changed', kind])
    expect(phone.stops()).toBe(1)
    expectNothingLeft(phone)
  })

  it('can be followed by a new stay within the same event', () => {
    const phone = phoneInRoom()
    phone.listener = (event) => {
      if (event.kind !== 'kicked') return
      phone.rtc.leave()
      phone.enter({ roomID: 9 })
    }
    phone.state(1019, 'reason[1]')
    expect(phone.rtc.pusher?.url).toContain('&roomid=9&')
    expect(phone.stops()).toBe(1)
  })
})

it('a second enter without leave ends the first stay', () => {
  const phone = phoneInRoom()
  phone.enter({ roomID: 8 })
  expect(phone.stops()).toBe(1)
  expect(phone.rtc.pusher?.url).toContain('&roomid=8&')
})

it('goes on when the tag is gone and its context throws', () => {
  const phone = phoneInRoom()
  phone.fake.onLive = () => {
    throw new Error('no live-pusher on this page')
  }
  phone.rtc.leave()
  expectNothingLeft(phone)
})

it('1,000 stays leave no timers and no listeners behind', () => {
  const phone = createPhone()
  for (let i = 1; i <= 1000; i++) {
    phone.enter({ roomID: i })
    phone.state(1018)
    phone.users(1031, { userid: `u${i}` })
    phone.rtc.leave()
  }
  expectNothingLeft(phone)
  expect(phone.stops()).toBe(1000)
  expect(phone.fake.listenerCount()).toBe(0)
})
