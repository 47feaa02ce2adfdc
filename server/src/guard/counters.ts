/** What the limits count: requests per key and minute, in the memory of this instance. */
import type { FastifyRateLimitStore } from '@fastify/rate-limit'
import { performance } from 'node:perf_hooks'

/** How many keys are counted at a time; the one that was quiet the longest makes room. */
const KEYS = 50_000

interface Counter {
  current: number
  /** by the monotonic clock: one that is set back would make a minute last until it has caught up */
  begun: number
}

/** A store for @fastify/rate-limit. Its own one goes by `Date.now()`. */
export class Counters implements FastifyRateLimitStore {
  private readonly counters = new Map<string, Counter>()

  incr(
    key: string,
    callback: (error: Error | null, result: { current: number; ttl: number }) => void,
    timeWindow: number,
  ): void {
    // whole milliseconds: the difference of two fractions may be a hair too small, and then asks for a second too many
    const now = Math.floor(performance.now())
    const last = this.counters.get(key)
    const counter = last && now - last.begun < timeWindow ? last : { current: 0, begun: now }
    counter.current += 1
    this.counters.delete(key)
    this.counters.set(key, counter)
    const [quietest] = this.counters.keys()
    if (this.counters.size > KEYS && quietest !== undefined) this.counters.delete(quietest)
    callback(null, { current: counter.current, ttl: timeWindow - (now - counter.begun) })
  }

  /** For another limit. */
  child(): Counters {
    return new Counters()
  }
}
