import type { CallingEvent, EventName, EventPayloads } from './types'

/** Gets one event; `this` is the `context` given to `on`. */
export type Handler<N extends EventName> = (event: CallingEvent<N>) => void

interface Entry {
  handler: Handler<EventName>
  context: unknown
}

/** Typed events. A handler that throws neither stops the others nor reaches the emitter's caller. */
export class Emitter {
  private entries: { [N in EventName]?: Entry[] } = {}

  constructor(private readonly onThrow: (event: EventName, error: unknown) => void) {}

  /** Subscribing the same handler twice for one event keeps a single subscription (with the newer context). */
  on<N extends EventName>(event: N, handler: Handler<N>, context?: unknown): void {
    this.off(event, handler)
    // stored under its own event only, so it is called with nothing but that event's payload
    const entry: Entry = { handler: handler as Handler<EventName>, context }
    const before: Entry[] = this.entries[event] || []
    this.entries[event] = before.concat(entry)
  }

  /** Without `handler`: all handlers of the event. */
  off<N extends EventName>(event: N, handler?: Handler<N>): void {
    const left = handler ? (this.entries[event] || []).filter((entry) => entry.handler !== handler) : []
    if (left.length) this.entries[event] = left
    else delete this.entries[event]
  }

  emit<N extends EventName>(event: N, data: EventPayloads[N]): void {
    for (const { handler, context } of this.entries[event] || []) {
      try {
        handler.call(context, { eventCode: event, data })
      } catch (error) {
        this.onThrow(event, error)
      }
    }
  }

  clear(): void {
    this.entries = {}
  }
}
