/**
 * What the Chat service's clock says, as far as it can be told. A phone's own clock may be wrong by days, so it is not
 * asked. Messages carry the service's time: none has been sent in the future, so each one tells how late it is at least.
 */
import type { ChatSDK } from './sdk'

/** A message younger than this has come at once: both sides of the comparison are in whole seconds. Milliseconds. */
const AT_ONCE = 2000

export class ServerClock {
  /** service time minus monotonic time, ms: what messages have shown at least */
  private atLeast: number | null = null
  /** the same, as the Chat SDK says; the lowest of its answers, in case the phone's clock, which it adds to, is moved */
  private told: number | null = null

  /** @param now monotonic milliseconds */
  constructor(
    private readonly chat: Pick<ChatSDK, 'getServerTime'>,
    private readonly now: () => number,
  ) {}

  /** Takes note of a message. @param time when the service took it, seconds since the epoch, of whatever type */
  learn(time: unknown): void {
    if (!isTime(time)) return
    const offset = time * 1000 - this.now()
    if (this.atLeast === null || offset > this.atLeast) this.atLeast = offset
  }

  /** Forgets everything: the monotonic clock is another one now. */
  reset(): void {
    this.atLeast = null
    this.told = null
  }

  /** Milliseconds since the epoch; null if it cannot be told. */
  read(): number | null {
    this.ask()
    const { atLeast, told } = this
    if (atLeast === null && told === null) return null
    return this.now() + Math.max(atLeast ?? -Infinity, told ?? -Infinity)
  }

  /** How old a message is, ms: at least, and to a second; 0 for one that came at once, or if nothing is known. */
  ageOf(time: unknown, now: number | null = this.read()): number {
    if (!isTime(time) || now === null) return 0
    const age = now - time * 1000
    return age < AT_ONCE ? 0 : age
  }

  private ask(): void {
    const { chat } = this
    try {
      const time: unknown = chat.getServerTime?.()
      if (!isTime(time)) return
      const offset = time * 1000 - this.now()
      if (this.told === null || offset < this.told) this.told = offset
    } catch {
      // lite-chat throws while nobody is signed in
    }
  }
}

export function isTime(value: unknown): value is number {
  return typeof value === 'number' && isFinite(value) && value > 0
}
