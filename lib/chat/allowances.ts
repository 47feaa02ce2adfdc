/** How much others may send: token buckets, one per sender and kind, and one per kind for all strangers together. */
import type { UserID } from '../foundation/types'
import { BoundedMap } from '../foundation/tools/bounded-map'

/** What is told apart: an invitation may ring, an answer (accept, reject, cancel, timeout) is about one. */
export type Weight = 'invite' | 'answer'

interface Limit {
  /** at once */
  burst: number
  /** per second, on top, as time passes */
  refill: number
}

/** Of one sender. Notices (hangup, media switch) are invitations, too. */
export const PER_SENDER: { readonly [W in Weight]: Limit } = {
  invite: { burst: 30, refill: 2 },
  answer: { burst: 60, refill: 4 },
}

/** Of all strangers together. More answers than invitations: each of those may be cancelled. */
export const OF_STRANGERS: { readonly [W in Weight]: Limit } = {
  invite: { burst: 120, refill: 8 },
  answer: { burst: 300, refill: 20 },
}

const REMEMBERED_SENDERS = 128
/** users whom this one has called, or whose call it has taken */
const REMEMBERED_PARTNERS = 64

interface Bucket {
  tokens: number
  /** monotonic milliseconds */
  at: number
}

export class Allowances {
  private readonly senders = new BoundedMap<string, Bucket>(2 * REMEMBERED_SENDERS)
  private readonly strangers = new BoundedMap<Weight, Bucket>(2)
  private readonly partners = new BoundedMap<UserID, true>(REMEMBERED_PARTNERS)

  /** @param now monotonic milliseconds */
  constructor(private readonly now: () => number) {}

  /** What `userID` says is not crowded out by what strangers send: this user has called, or answered, that one. */
  notePartner(userID: UserID): void {
    this.partners.set(userID, true)
  }

  /** Counts a message. @param isExpected about an invitation that is known: their number is bounded anyway */
  allows(sender: UserID, weight: Weight, isExpected: boolean): boolean {
    if (!this.take(this.senders, `${weight} ${sender}`, PER_SENDER[weight])) return false
    return isExpected || this.partners.has(sender) || this.take(this.strangers, weight, OF_STRANGERS[weight])
  }

  private take<K>(buckets: BoundedMap<K, Bucket>, key: K, { burst, refill }: Limit): boolean {
    const now = this.now()
    const last = buckets.get(key) ?? { tokens: burst, at: now }
    // the clock may be another instance's by now, and have begun later
    const seconds = Math.max(0, now - last.at) / 1000
    const tokens = Math.min(burst, last.tokens + seconds * refill)
    const allowed = tokens >= 1
    buckets.set(key, { tokens: allowed ? tokens - 1 : tokens, at: now })
    return allowed
  }
}
