import type { CallingEvent, EventName, EventPayloads } from '../types'

/** Gets one event; `this` is the `context` given to `on`. */
export type Handler<N extends EventName> = (event: CallingEvent<N>) => void

/** Who has subscribed. What is deaf hears nothing. */
export interface Owner {
  readonly deaf: boolean
}

interface Entry {
  handler: Handler<EventName>
  context: unknown
  owner: Owner | null
}

/** Typed events. A handler that throws neither stops the others nor reaches the emitter's caller. */
export class Emitter {
  private entries: { [N in EventName]?: Entry[] } = {}

  constructor(private readonly onThrow: (event: EventName, error: unknown) => void) {}

  /** Subscribing the same handler twice for one event keeps a single subscription (with the newer context). */
  on<N extends EventName>(event: N, handler: Handler<N>, context?: unknown, owner: Owner | null = null): void {
    this.off(event, handler, owner)
    // stored under its own event only, so it is called with nothing but that event's payload
    const entry: Entry = { handler: handler as Handler<EventName>, context, owner }
    const before: Entry[] = this.entries[event] || []
    this.entries[event] = before.concat(entry)
  }

  /** Without `handler`: all handlers of the event that `owner` has given. */
  off<N extends EventName>(event: N, handler?: Handler<N>, owner: Owner | null = null): void {
    const left = (this.entries[event] || []).filter(
      (entry) => entry.owner !== owner || (handler !== undefined && entry.handler !== handler),
    )
    if (left.length) this.entries[event] = left
    else delete this.entries[event]
  }

  /** A handler hears an event once, whoever has given it. */
  emit<N extends EventName>(event: N, data: EventPayloads[N]): void {
    const entries = (this.entries[event] || []).filter(({ owner }) => !owner || !owner.deaf)
    entries.forEach(({ handler, context }, index) => {
      const isSame = (one: Entry): boolean => one.handler === handler && one.context === context
      if (entries.slice(0, index).some(isSame)) return
      try {
        handler.call(context, { eventCode: event, data })
      } catch (error) {
        this.onThrow(event, error)
      }
    })
  }

  /** @param owner only what that one has given */
  clear(owner?: Owner): void {
    const names = Object.keys(this.entries) as EventName[]
    if (owner) names.forEach((event) => this.off(event, undefined, owner))
    else this.entries = {}
  }
}
