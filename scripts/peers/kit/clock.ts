/** Virtual time: a minute passes as fast as the work in it can be done. */
interface Timer {
  id: number
  at: number
  callback: () => void
  /** milliseconds between two runs; null: once */
  every: number | null
}

const START = 1_760_000_000_000

export class VirtualClock {
  now = START
  private readonly timers = new Map<number, Timer>()
  private readonly observers: (() => void)[] = []
  private serial = 0

  /** @returns the timer's number, for `cancel` */
  after(ms: number, callback: () => void): number {
    return this.add(ms, callback, null)
  }

  every(ms: number, callback: () => void): number {
    return this.add(ms, callback, Math.max(1, ms))
  }

  cancel(id: number): void {
    this.timers.delete(id)
  }

  wait(ms: number): Promise<void> {
    return new Promise((resolve) => this.after(ms, resolve))
  }

  /** `look` runs after everything that happens, to find out what has changed. */
  observe(look: () => void): void {
    this.observers.push(look)
  }

  /** Lets `ms` milliseconds pass, with everything that is due in them. */
  async run(ms: number): Promise<void> {
    const end = this.now + ms
    await this.settle()
    for (let next = this.nextBefore(end); next; next = this.nextBefore(end)) {
      this.now = next.at
      if (next.every === null) this.timers.delete(next.id)
      else next.at += next.every
      next.callback()
      await this.settle()
    }
    this.now = end
  }

  /** What a script of its own realm finds as its clock and timers. */
  globals(): Record<string, unknown> {
    const now = () => this.now
    class VirtualDate extends Date {
      constructor(...args: [] | [number]) {
        super(...((args.length > 0 ? args : [now()]) as [number]))
      }
      static override now(): number {
        return now()
      }
    }
    type Callback = (...args: unknown[]) => void
    return {
      Date: VirtualDate,
      performance: { now: () => now() - START, mark() {}, measure() {}, timing: {}, getEntries: () => [] },
      setTimeout: (callback: Callback, ms?: unknown, ...args: unknown[]) =>
        this.after(Number(ms) || 0, () => callback(...args)),
      setInterval: (callback: Callback, ms?: unknown, ...args: unknown[]) =>
        this.every(Number(ms) || 0, () => callback(...args)),
      clearTimeout: (id: number) => this.cancel(id),
      clearInterval: (id: number) => this.cancel(id),
    }
  }

  private add(ms: number, callback: () => void, every: number | null): number {
    this.serial += 1
    this.timers.set(this.serial, { id: this.serial, at: this.now + Math.max(1, ms), callback, every })
    return this.serial
  }

  /** Runs what waits for nothing but its turn: all realms share one queue of microtasks, and this empties it. */
  private async settle(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve))
    for (const look of this.observers) look()
  }

  private nextBefore(end: number): Timer | undefined {
    let first: Timer | undefined
    for (const timer of this.timers.values()) {
      if (timer.at <= end && (!first || timer.at < first.at)) first = timer
    }
    return first
  }
}
