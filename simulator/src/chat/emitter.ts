/** What a listener gets; events without data have none. */
export interface ChatEvent {
  name: string
  data?: unknown
}
export type Listener = (event: ChatEvent) => void

/** Listeners run in the order of their subscription; one that throws is reported and does not stop the others. */
export class Emitter {
  private listeners: { name: string; listener: Listener; context: unknown }[] = []

  on(name: string, listener: Listener, context?: unknown): void {
    this.listeners.push({ name, listener, context })
  }

  off(name: string, listener: Listener): void {
    this.listeners = this.listeners.filter((entry) => entry.name !== name || entry.listener !== listener)
  }

  clear(): void {
    this.listeners = []
  }

  emit(name: string, data?: unknown): void {
    const event: ChatEvent = data === undefined ? { name } : { name, data }
    for (const { listener, context } of this.listeners.filter((entry) => entry.name === name)) {
      try {
        listener.call(context, event)
      } catch (error) {
        console.error(`a listener of ${name} failed`, error)
      }
    }
  }
}
