/** The native tags' stand-ins in Chromium: what goes wrong, and how they report it. */
import type { Frame } from 'playwright-core'
import type { LivePage } from '../../support/simulator/live/live-page'
import {
  LivePhones,
  NOTHING,
  clearEvents,
  codes,
  event,
  hangUp,
  nothingOpen,
  playing,
  setPusher,
} from '../../support/simulator/live/live-phones'

declare const page: LivePage

jest.setTimeout(60_000)

let phones: LivePhones

beforeAll(async () => {
  phones = await LivePhones.start()
})

afterAll(async () => {
  await phones.close()
})

beforeEach(() => {
  phones.net.relay.setDropAfter(1000)
})

afterEach(() => {
  expect(phones.problems.splice(0)).toEqual([])
})

test('a denied microphone or camera is an error of its own; the rest goes on', async () => {
  const [alice, bob] = (await phones.open(2)) as [Frame, Frame]
  await alice.evaluate(() => Object.assign(page.allowed, { camera: false }))
  await bob.evaluate(() => Object.assign(page.allowed, { record: false }))
  await phones.push(alice, 'alice')
  await phones.push(bob, 'bob')
  expect((await event(alice, 'pusher', 'error')).detail).toMatchObject({ errCode: 10001 })
  expect((await event(bob, 'pusher', 'error')).detail).toMatchObject({ errCode: 10002 })
  await event(bob, 'pusher', 'statechange', 1034, 'alice')
  await event(alice, 'pusher', 'statechange', 1033, 'bob')

  // allowed again and switched off and on, the camera opens
  await alice.evaluate(() => Object.assign(page.allowed, { camera: true }))
  await setPusher(alice, { enableCamera: false })
  await setPusher(alice, { enableCamera: true })
  await event(bob, 'pusher', 'statechange', 1033, 'alice')
})

test('a room that can’t be entered says why, and nothing stays open', async () => {
  const [alice, bob, carol] = (await phones.open(3)) as [Frame, Frame, Frame]
  await setPusher(alice, { url: phones.roomURL('alice', { userSig: phones.net.sign('bob') }), autopush: true })
  await event(alice, 'pusher', 'statechange', -100018)
  await setPusher(bob, { url: phones.roomURL('bob', { room: '0' }), autopush: true })
  await event(bob, 'pusher', 'statechange', -3318)
  phones.net.relay.setFaults('phone-3', { offline: true })
  await phones.push(carol, 'carol')
  await event(carol, 'pusher', 'statechange', -3301)
  for (const frame of [alice, bob, carol]) {
    await hangUp(frame)
    expect(await nothingOpen(frame)).toEqual(NOTHING)
  }
})

test('a cut network freezes the call; back in time it goes on, and nobody has left', async () => {
  phones.net.relay.setDropAfter(20_000)
  const { alice, bob } = await phones.call()
  await clearEvents(alice, bob)
  phones.net.relay.setFaults('phone-1', { offline: true })
  await event(alice, 'pusher', 'statechange', 1102)
  await event(alice, 'bob', 'statechange', 2103)
  expect(await alice.evaluate(() => page.open().connections)).toBe(0)
  phones.net.relay.setFaults('phone-1', { offline: false })
  await event(alice, 'pusher', 'statechange', 1002)
  await playing(alice, bob)
  expect(await codes(bob, 'pusher')).not.toContain(1032)
})

test('a phone that crashes is dropped, and comes back as a new one', async () => {
  const { alice, bob } = await phones.call()
  await clearEvents(alice)
  const address = bob.url()
  await bob.goto('about:blank')
  await event(alice, 'pusher', 'statechange', 1032, 'bob')
  await alice.evaluate(() => page.unmountPlayer('bob'))

  await bob.goto(address)
  await phones.push(bob, 'bob')
  await event(alice, 'pusher', 'statechange', 1033, 'bob')
  await alice.evaluate(() => page.play('bob'))
  await playing(alice)
})

test('a phone call takes the devices and leaves the room, at once; when it is over, the room is entered again', async () => {
  phones.net.relay.setDropAfter(20_000)
  const { alice, bob } = await phones.call()
  await clearEvents(alice, bob)
  await alice.evaluate(() => page.live.interrupt(true))
  await event(alice, 'pusher', 'statechange', 5000)
  await event(bob, 'pusher', 'statechange', 1032, 'alice')
  expect(await alice.evaluate(() => page.open().tracks)).toBe(0)

  await alice.evaluate(() => page.live.interrupt(false))
  await event(alice, 'pusher', 'statechange', 1018)
  await event(alice, 'pusher', 'statechange', 1031, 'bob')
  await event(bob, 'pusher', 'statechange', 1033, '"hasvideo":true')
  expect(await codes(alice, 'pusher')).not.toContain(5001)
  await playing(alice, bob)
})

test('a pusher that was stopped during a phone call stays out of the room afterwards', async () => {
  const { alice } = await phones.call()
  await alice.evaluate(() => page.live.interrupt(true))
  await event(alice, 'pusher', 'statechange', 5000)
  await setPusher(alice, { url: '' })
  await clearEvents(alice)
  await alice.evaluate(() => page.live.interrupt(false))
  await setPusher(alice, { enableCamera: false })
  expect(await codes(alice, 'pusher')).toEqual([])
  await hangUp(alice)
  expect(await nothingOpen(alice)).toEqual(NOTHING)
})

test('a floating window that is closed leaves the room, at once, until the mini program enters it again', async () => {
  phones.net.relay.setDropAfter(20_000)
  const { alice, bob } = await phones.call()
  await clearEvents(alice, bob)
  await alice.evaluate(() => page.live.closeFloatingWindow())
  await event(alice, 'pusher', 'statechange', 5001)
  await event(bob, 'pusher', 'statechange', 1032, 'alice')
  expect(await alice.evaluate(() => page.open())).toEqual({ connections: 0, contexts: 0, tracks: 0 })
  expect(await codes(alice, 'pusher')).toEqual([5001])

  await alice.evaluate(() => page.live.pusherContext().start())
  await event(bob, 'pusher', 'statechange', 1033, '"hasvideo":true')
  await playing(alice, bob)
})

test('a kick and another network are reported with their codes', async () => {
  const { alice, bob } = await phones.call()
  await alice.evaluate(() => page.network.change('4g'))
  await event(alice, 'pusher', 'statechange', 1021)

  phones.net.relay.removeFromRoom('phone-1')
  await event(alice, 'pusher', 'statechange', 1019, 'reason[1]')
  await event(bob, 'pusher', 'statechange', 1032, 'alice')
  await hangUp(alice)
  expect(await nothingOpen(alice)).toEqual(NOTHING)
})

test('where names of the local network do not resolve, the phones find each other by address', async () => {
  // a page that may use the camera gets addresses instead of names
  const strangers = await LivePhones.start({ without: '--use-fake-ui-for-media-stream' })
  try {
    const { alice, bob } = await strangers.call('&mdns=broken')
    await playing(alice, bob)
  } finally {
    await strangers.close()
  }
})
