import { BoundedMap } from './bounded-map'

/**
 * What is remembered of others: at most `share` entries of each owner, so that nobody can push out what is another's, and
 * `limit` in all; beyond that, whoever holds the most gives way.
 */
export class FairMap<V> {
  private readonly owners = new Map<string, BoundedMap<string, V>>()
  private size = 0

  constructor(
    private readonly limit: number,
    private readonly share: number,
  ) {}

  get(owner: string, key: string): V | undefined {
    return this.owners.get(owner)?.get(key)
  }

  set(owner: string, key: string, value: V): void {
    const entries = this.owners.get(owner) || new BoundedMap<string, V>(this.share)
    this.owners.set(owner, entries)
    const before = entries.size
    entries.set(key, value)
    this.size += entries.size - before
    if (this.size > this.limit) this.dropOne()
  }

  private dropOne(): void {
    let most = ''
    let count = 0
    this.owners.forEach(({ size }, owner) => {
      if (size <= count) return
      most = owner
      count = size
    })
    const entries = this.owners.get(most)
    if (!entries) return
    entries.dropOldest()
    this.size -= 1
    if (!entries.size) this.owners.delete(most)
  }
}
