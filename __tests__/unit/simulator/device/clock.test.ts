/** A phone's clock, and the `Date` that its scripts see. */
import { Clock, dateOf } from '../../../../simulator/src/phone/device/clock'

const NOON = Date.UTC(2026, 0, 2, 12)
const DAY = 86_400_000

beforeEach(() => {
  jest.useFakeTimers({ now: NOON })
})

afterEach(() => {
  jest.useRealTimers()
})

it.each([
  [24, NOON + DAY],
  [-24, NOON - DAY],
  [0, NOON],
])('%d hours ahead, every way to ask for the time says so', (hours, expected) => {
  const PhoneDate = dateOf(new Clock(hours))
  expect(PhoneDate.now()).toBe(expected)
  expect(new PhoneDate().getTime()).toBe(expected)
  expect(new (class extends PhoneDate {})().getTime()).toBe(expected)
  expect(PhoneDate()).toBe(new Date(expected).toString())
})

it('a date with a value is that date, and dates of either kind are dates', () => {
  const PhoneDate = dateOf(new Clock(24))
  expect(new PhoneDate(0).getTime()).toBe(0)
  expect(new PhoneDate(2026, 0, 2).getTime()).toBe(new Date(2026, 0, 2).getTime())
  expect(PhoneDate.UTC(2026, 0, 2, 12)).toBe(NOON)
  expect(PhoneDate.parse('2026-01-02T12:00:00Z')).toBe(NOON)
  expect([new Date() instanceof PhoneDate, new PhoneDate() instanceof Date]).toEqual([true, true])
})

it('a clock that is set goes on from there', () => {
  const clock = new Clock(0)
  clock.set(24)
  jest.advanceTimersByTime(1000)
  expect(clock.now()).toBe(NOON + DAY + 1000)
})
