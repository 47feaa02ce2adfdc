import { Value, type Dispose } from '../values/value'

const HOUR_MS = 3_600_000

/** A phone's own clock, which may be wrong. */
export class Clock {
  private readonly offset: Value<number>

  /** @param hours by which it is ahead of the right time, negative: behind */
  constructor(hours: number) {
    this.offset = new Value(hours)
  }

  set(hours: number): void {
    this.offset.set(hours)
  }

  /** ms since the epoch */
  readonly now = (): number => Date.now() + this.offset.get() * HOUR_MS

  onChange(listener: () => void): Dispose {
    return this.offset.onChange(listener)
  }
}

/** The global `Date` of scripts on a phone with this clock. Dates made elsewhere are instances of it all the same. */
export function dateOf(clock: Clock): DateConstructor {
  return new Proxy(Date, {
    construct: (target, values, newTarget) =>
      Reflect.construct(target, values.length === 0 ? [clock.now()] : values, newTarget) as Date,
    apply: () => new Date(clock.now()).toString(),
    get: (target, name, receiver) => (name === 'now' ? clock.now : (Reflect.get(target, name, receiver) as unknown)),
  })
}
