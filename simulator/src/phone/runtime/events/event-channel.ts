type Listener = (...values: unknown[]) => void

/** What a page and the one that opened it tell each other: `events` of `wx.navigateTo`, and `getOpenerEventChannel()`. */
export class EventChannel {
  private readonly listeners = new Map<string, Set<Listener>>()

  constructor(listeners: Record<string, Listener> = {}) {
    for (const [event, listener] of Object.entries(listeners)) this.on(event, listener)
  }

  emit(event: string, ...values: unknown[]): void {
    for (const listener of [...(this.listeners.get(event) ?? [])]) listener(...values)
  }

  on(event: string, listener: Listener): void {
    this.listeners.set(event, (this.listeners.get(event) ?? new Set()).add(listener))
  }

  once(event: string, listener: Listener): void {
    const once: Listener = (...values) => {
      this.off(event, once)
      listener(...values)
    }
    this.on(event, once)
  }

  /** Without a listener: all of that event. */
  off(event: string, listener?: Listener): void {
    if (listener) this.listeners.get(event)?.delete(listener)
    else this.listeners.delete(event)
  }
}
