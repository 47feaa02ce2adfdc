/** Takes the place of the clock and the timers: a minute passes as fast as the work in it can be done. */
interface Timer {
  id: number
  at: number
  callback: () => void
  /** milliseconds between two runs; null: once */
  every: number | null
}

const START = 1_700_000_000_000

export class VirtualTime {
  private readonly timers = new Map<number, Timer>()
  private elapsed = 0
  private serial = 0

  /** Replaces the globals; returns a function that puts the real ones back. */
  install(): () => void {
    const { setTimeout, clearTimeout, setInterval, clearInterval } = globalThis
    const realNow = Date.now
    const add = (callback: () => void, ms = 0, every: number | null = null) => {
      this.serial += 1
      this.timers.set(this.serial, { id: this.serial, at: this.elapsed + ms, callback, every })
      return this.serial
    }
    const remove = (id: number) => this.timers.delete(id)
    Object.assign(globalThis, {
      setTimeout: (callback: () => void, ms?: number) => add(callback, ms),
      setInterval: (callback: () => void, ms = 0) => add(callback, ms, ms),
      clearTimeout: remove,
      clearInterval: remove,
    })
    Date.now = () => START + this.elapsed
    return () => {
      Object.assign(globalThis, { setTimeout, clearTimeout, setInterval, clearInterval })
      Date.now = realNow
    }
  }

  /** Lets `ms` milliseconds pass, with everything that is due in them. */
  async advance(ms: number): Promise<void> {
    const end = this.elapsed + ms
    await settle()
    for (let next = this.nextBefore(end); next; next = this.nextBefore(end)) {
      this.elapsed = next.at
      if (next.every === null) this.timers.delete(next.id)
      else next.at += next.every
      next.callback()
      await settle()
    }
    this.elapsed = end
  }

  private nextBefore(end: number): Timer | undefined {
    let first: Timer | undefined
    for (const timer of this.timers.values()) {
      if (timer.at <= end && (!first || timer.at < first.at)) first = timer
    }
    return first
  }
}

/** Runs what waits for nothing but its turn. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve()
}
