/** When WeChat lets a mini program have WebSockets. */
import { Foreground } from '../../../../simulator/src/phone/host'
import { Sockets } from '../../../../simulator/src/phone/device/sockets'

beforeEach(() => {
  jest.useFakeTimers()
})

afterEach(() => {
  jest.useRealTimers()
})

function phone({ closesInBackground = true } = {}) {
  const foreground = new Foreground()
  const sockets = new Sockets(foreground, closesInBackground)
  const changes: boolean[] = []
  sockets.onChange((allowed) => changes.push(allowed))
  return { foreground, sockets, changes }
}

it('they are closed five seconds after it went to the background, and allowed as soon as it is back', () => {
  const { foreground, sockets, changes } = phone()
  foreground.set(false)
  jest.advanceTimersByTime(4999)
  expect(sockets.allowed).toBe(true)
  jest.advanceTimersByTime(1)
  expect(sockets.allowed).toBe(false)
  foreground.set(true)
  expect(sockets.allowed).toBe(true)
  expect(changes).toEqual([false, true])
})

it('nothing happens to one that is back in time', () => {
  const { foreground, changes } = phone()
  foreground.set(false)
  jest.advanceTimersByTime(4000)
  foreground.set(true)
  jest.advanceTimersByTime(10_000)
  expect(changes).toEqual([])
})

it('where that is switched off they stay; switched on again, five seconds later they do not', () => {
  const { foreground, sockets } = phone({ closesInBackground: false })
  foreground.set(false)
  jest.advanceTimersByTime(600_000)
  expect(sockets.allowed).toBe(true)
  sockets.setClosesInBackground(true)
  jest.advanceTimersByTime(5000)
  expect(sockets.allowed).toBe(false)
  sockets.setClosesInBackground(false)
  expect(sockets.allowed).toBe(true)
})

it('a suspension closes them at once, wherever the mini program is', () => {
  const { foreground, sockets } = phone({ closesInBackground: false })
  sockets.setSuspended(true)
  expect(sockets.allowed).toBe(false)
  foreground.set(false)
  foreground.set(true)
  expect(sockets.allowed).toBe(false)
  sockets.setSuspended(false)
  expect(sockets.allowed).toBe(true)
})
