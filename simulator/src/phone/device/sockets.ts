import { Value, type Dispose } from '../values/value'

/** WeChat's patience with the WebSockets of a mini program in the background, ms. */
const CLOSED_AFTER = 5000

/** Whether the mini program is what its user looks at. */
interface Visibility {
  readonly active: boolean
  onChange(listener: () => void): Dispose
}

/**
 * Whether WeChat lets the mini program have WebSockets: it closes them five seconds after the mini program went to the
 * background, and at once when it is suspended. Without them Chat is away.
 */
export class Sockets {
  private readonly value = new Value(true)
  private timer: ReturnType<typeof setTimeout> | undefined
  private suspended = false

  /** @param closesInBackground false: they stay open, as on no real phone */
  constructor(
    private readonly foreground: Visibility,
    private closesInBackground: boolean,
  ) {
    foreground.onChange(() => this.apply())
  }

  get allowed(): boolean {
    return this.value.get()
  }

  onChange(listener: (allowed: boolean) => void): Dispose {
    return this.value.onChange(listener)
  }

  setClosesInBackground(closes: boolean): void {
    this.closesInBackground = closes
    this.apply()
  }

  setSuspended(suspended: boolean): void {
    this.suspended = suspended
    this.apply()
  }

  private apply(): void {
    clearTimeout(this.timer)
    if (this.suspended) return this.value.set(false)
    if (this.foreground.active || !this.closesInBackground) return this.value.set(true)
    this.timer = setTimeout(() => this.value.set(false), CLOSED_AFTER)
  }
}
