import type { Dispose } from './value'

/** A line of a phone's log. `at` is milliseconds since the epoch. */
export type PhoneLogEntry =
  | { kind: 'setData'; at: number; component: string; bytes: number; keys: string[] }
  | { kind: 'info' | 'warning' | 'error'; at: number; text: string }

const KEPT_ENTRIES = 500

/** What happened in a phone, for the desk: it keeps the last entries for readers that come later. */
export class PhoneLog {
  private readonly entries: PhoneLogEntry[] = []
  private readonly listeners = new Set<(entry: PhoneLogEntry) => void>()

  info(text: string): void {
    this.add({ kind: 'info', at: Date.now(), text })
  }

  warn(text: string): void {
    this.add({ kind: 'warning', at: Date.now(), text })
  }

  error(text: string): void {
    this.add({ kind: 'error', at: Date.now(), text })
  }

  setData(component: string, bytes: number, keys: string[]): void {
    this.add({ kind: 'setData', at: Date.now(), component, bytes, keys })
  }

  /** Hands over what is there and everything that follows. */
  follow(listener: (entry: PhoneLogEntry) => void): Dispose {
    this.entries.forEach(listener)
    this.listeners.add(listener)
    return () => void this.listeners.delete(listener)
  }

  private add(entry: PhoneLogEntry): void {
    this.entries.push(entry)
    if (this.entries.length > KEPT_ENTRIES) this.entries.shift()
    for (const listener of [...this.listeners]) listener(entry)
  }
}
