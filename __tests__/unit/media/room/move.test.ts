/** A call goes on in the tags of another page: one account is in a room once, so the old tags stop before the new ones come. */
import { installWx, type InstalledWx } from '../../../support/town/wx'
import { audio, phoneInRoom, type TestPhone } from '../phone'

let installed: InstalledWx
beforeEach(() => {
  jest.useFakeTimers()
  installed = installWx()
})
afterEach(() => installed.uninstall())

const PAGE = { name: 'another page' }

function withBob(): TestPhone {
  const phone = phoneInRoom()
  phone.users(1031, { userid: 'bob' })
  phone.users(1034, audio('bob', true))
  phone.events.length = 0
  return phone
}

/** starts by hand, at whichever tag */
const startsOf = (phone: TestPhone): number =>
  phone.starts() + installed.shared.called('LivePusherContext.start').length

it('the tags are taken away until the old pusher has stopped, and the new one starts by itself', async () => {
  const phone = withBob()
  const url = phone.rtc.pusher?.url
  phone.rtc.move(PAGE)
  expect([phone.rtc.pusher, phone.rtc.players, phone.stops()]).toEqual([null, [], 1])
  await jest.advanceTimersByTimeAsync(0)
  expect(phone.rtc.pusher?.url).toBe(url)
  phone.state(1018)
  phone.users(1031, { userid: 'bob' })
  phone.users(1034, audio('bob', true))
  await jest.advanceTimersByTimeAsync(20_000)
  expect([startsOf(phone), phone.stops()]).toEqual([0, 1])
  expect(phone.rtc.players).toHaveLength(1)
  expect(phone.events).toEqual([])
})

it('old tags that are gone do not answer: they are waited for 300 ms', () => {
  const phone = withBob()
  phone.rtc.move(PAGE)
  // microtasks do not run in here: the callback of stop is not heard
  jest.advanceTimersByTime(299)
  expect(phone.rtc.pusher).toBeNull()
  jest.advanceTimersByTime(1)
  expect(phone.rtc.pusher).not.toBeNull()
  phone.rtc.leave()
})

it('a new tag that says nothing for 1 s is started by hand, and not the old one', async () => {
  const phone = withBob()
  phone.rtc.move(PAGE)
  await jest.advanceTimersByTimeAsync(999)
  expect(startsOf(phone)).toBe(0)
  await jest.advanceTimersByTimeAsync(1)
  expect([phone.starts(), startsOf(phone)]).toEqual([0, 1])
  phone.rtc.leave()
})

it('while the room is being entered again: once, in the new tags', async () => {
  const phone = withBob()
  phone.rtc.reenter()
  expect(phone.rtc.pusher).not.toBeNull()
  const changes = phone.changes()
  phone.rtc.move(PAGE)
  expect([phone.rtc.pusher, phone.changes(), phone.stops()]).toEqual([null, changes + 1, 1])
  await jest.advanceTimersByTimeAsync(1000)
  expect([phone.starts(), startsOf(phone)]).toEqual([0, 1])
  phone.rtc.leave()
})

it('entered again after that, in the same tags: those stay, and are started by hand', async () => {
  const phone = withBob()
  phone.rtc.move(PAGE)
  await jest.advanceTimersByTimeAsync(0)
  phone.state(1018)
  phone.rtc.reenter()
  expect(phone.rtc.pusher).not.toBeNull()
  await jest.advanceTimersByTimeAsync(0)
  expect([phone.starts(), startsOf(phone)]).toEqual([0, 1])
  phone.rtc.leave()
})
