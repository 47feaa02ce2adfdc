/** Timers of a phone's page, which stand still while the app is suspended. */
import { FreezableTimers, type TimerTarget } from '../../../../simulator/src/phone/device/timers'

function page(): { window: TimerTarget; timers: FreezableTimers } {
  // jest's clock gives objects where browsers give numbers, and takes numbers
  const id = (timer: unknown) => Number(timer)
  const window: TimerTarget = {
    setTimeout: (handler, ms, ...values) => id(setTimeout(handler, ms, ...values)),
    setInterval: (handler, ms, ...values) => id(setInterval(handler, ms, ...values)),
    clearTimeout: (timer) => clearTimeout(timer),
    clearInterval: (timer) => clearInterval(timer),
  }
  return { window, timers: new FreezableTimers(window) }
}

beforeEach(() => {
  jest.useFakeTimers()
})

afterEach(() => {
  jest.useRealTimers()
})

it('run as ever until they are frozen', () => {
  const { window } = page()
  const run = jest.fn()
  window.setTimeout(run, 10, 'a', 'b')
  jest.advanceTimersByTime(10)
  expect(run.mock.calls).toEqual([['a', 'b']])
})

it('run what fell due while they were frozen when they thaw, in order, an interval once', () => {
  const { window, timers } = page()
  const ran: string[] = []
  window.setInterval(() => ran.push('every second'), 1000)
  window.setTimeout(() => ran.push('after 500 ms'), 500)
  window.setTimeout(() => ran.push('after 4.2 s'), 4200)
  timers.freeze()
  jest.advanceTimersByTime(3500)
  expect(ran).toEqual([])
  timers.thaw()
  jest.advanceTimersByTime(1)
  expect(ran).toEqual(['after 500 ms', 'every second'])
  jest.advanceTimersByTime(1000)
  expect(ran).toEqual(['after 500 ms', 'every second', 'every second', 'after 4.2 s'])
})

it('do not run what was cleared meanwhile, nor what an earlier one clears', () => {
  const { window, timers } = page()
  const ran: string[] = []
  const cleared = window.setTimeout(() => ran.push('cleared'), 10)
  window.setTimeout(() => window.clearTimeout(last), 20)
  const last = window.setTimeout(() => ran.push('last'), 30)
  timers.freeze()
  jest.advanceTimersByTime(40)
  window.clearTimeout(cleared)
  timers.thaw()
  jest.advanceTimersByTime(1)
  expect(ran).toEqual([])
})

it('keep what is due when they are frozen again before it ran', () => {
  const { window, timers } = page()
  const run = jest.fn()
  window.setTimeout(run, 10)
  timers.freeze()
  jest.advanceTimersByTime(10)
  timers.thaw()
  timers.freeze()
  jest.advanceTimersByTime(10)
  expect(run).not.toHaveBeenCalled()
  timers.thaw()
  jest.advanceTimersByTime(1)
  expect(run).toHaveBeenCalledTimes(1)
})
