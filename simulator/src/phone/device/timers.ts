type Handler = (...values: unknown[]) => void

/** The part of a window that runs code later. */
export interface TimerTarget {
  setTimeout(handler: Handler, ms?: number, ...values: unknown[]): number
  setInterval(handler: Handler, ms?: number, ...values: unknown[]): number
  clearTimeout(id?: number): void
  clearInterval(id?: number): void
}

/**
 * A page's timers, which can be frozen as those of a suspended app: what falls due meanwhile runs when they thaw, in
 * order, an interval once.
 */
export class FreezableTimers {
  private frozen = false
  /** by the timer's id */
  private readonly due = new Map<number, () => void>()
  private readonly original: TimerTarget

  /** Takes the place of the target's own timers. */
  constructor(target: TimerTarget) {
    const original: TimerTarget = {
      setTimeout: target.setTimeout.bind(target),
      setInterval: target.setInterval.bind(target),
      clearTimeout: target.clearTimeout.bind(target),
      clearInterval: target.clearInterval.bind(target),
    }
    this.original = original
    target.setTimeout = (...args) => this.set(original.setTimeout, ...args)
    target.setInterval = (...args) => this.set(original.setInterval, ...args)
    target.clearTimeout = target.clearInterval = (id) => this.clear(id)
  }

  freeze(): void {
    this.frozen = true
  }

  thaw(): void {
    this.frozen = false
    const { setTimeout } = this.original
    // each in a turn of its own, and one that an earlier one clears not at all
    for (const id of [...this.due.keys()]) setTimeout(() => this.runDue(id))
  }

  private set(start: TimerTarget['setTimeout'], handler: Handler, ms?: number, ...values: unknown[]): number {
    const id = start(() => {
      if (this.frozen) this.due.set(id, () => handler(...values))
      else handler(...values)
    }, ms)
    return id
  }

  private clear(id?: number): void {
    if (id === undefined) return
    this.due.delete(id)
    // browsers have one list of ids for both kinds
    this.original.clearTimeout(id)
  }

  private runDue(id: number): void {
    // frozen again before it came to it
    if (this.frozen) return
    const run = this.due.get(id)
    this.due.delete(id)
    run?.()
  }
}
