import { attempt, host } from './host'
import { Patches } from './patches'
import { queueView, unqueueView, type Flushable } from './scheduler'
import { snapshot, type Json, type JsonObject } from './snapshot'
import { Tracker } from './tracking'

/** The two members of a page or component instance that mirroring needs. */
export interface DataView {
  data: Record<string, unknown>
  setData(patch: Record<string, unknown>): void
}

export interface Rhythm {
  /** keys whose changes alone wait for `flushInterval` since the view's last `setData` */
  lazy: readonly string[]
  /** milliseconds; without effect while no key is lazy */
  flushInterval: number
}

/**
 * Keeps `view.data` equal to `sources` (computed values, reactive objects, plain values), key by key.
 *
 * One `setData` per tick at most, with the changed leaves alone, and none without a change, while paused, or after
 * `stop`. A change of a lazy key is sent at once after a quiet time, else when the interval is over or together with
 * the next change of another key.
 */
export class Mirror implements Flushable {
  private readonly trackers: { [key: string]: Tracker<Json> } = {}
  private readonly patches: Patches
  private readonly lazy: { [key: string]: boolean } = {}
  /** keys that may have changed since the last flush */
  private readonly stale: { [key: string]: true } = {}
  /** a key that is not lazy is among them */
  private urgent = false
  /** the timer of the interval under way */
  private cooling: unknown
  private paused = false
  private stopped = false

  constructor(
    view: DataView,
    sources: Record<string, unknown>,
    private readonly rhythm: Rhythm,
    readonly order: number,
  ) {
    const shown: JsonObject = {}
    Object.keys(sources).forEach((key) => {
      if (view.data[key] !== undefined) shown[key] = snapshot(view.data[key])
      this.trackers[key] = new Tracker(
        () => snapshot(sources[key]),
        () => this.noteStale(key),
      )
      this.stale[key] = true
    })
    rhythm.lazy.forEach((key) => (this.lazy[key] = true))
    this.patches = new Patches(shown, (patch) => view.setData(patch))
  }

  flush(): void {
    if (this.paused || this.stopped) return
    this.urgent = false
    // a key counts by its content: one list may feed a lazy key and another, and then every change touches both
    const changed = this.stage(this.staleKeys().filter((key) => !this.lazy[key]))
    if (!changed && this.cooling !== undefined) return
    const lazyChanged = this.stage(this.staleKeys())
    if (!changed && !lazyChanged) return
    this.patches.send()
    if (this.rhythm.lazy.length) this.coolDown()
  }

  /** Sends nothing until `resume`. */
  pause(): void {
    this.paused = true
    unqueueView(this)
    this.endCoolDown()
  }

  /** Catches up, in the next flush. */
  resume(): void {
    this.paused = false
    this.request()
  }

  /** For good. */
  stop(): void {
    this.stopped = true
    unqueueView(this)
    this.endCoolDown()
    Object.keys(this.trackers).forEach((key) => (this.trackers[key] as Tracker<Json>).stop())
  }

  private staleKeys(): string[] {
    return Object.keys(this.stale)
  }

  /** Returns whether one of `keys` has a new content. */
  private stage(keys: string[]): boolean {
    let changed = false
    keys.forEach((key) => {
      delete this.stale[key]
      attempt(() => {
        if (this.patches.stage(key, (this.trackers[key] as Tracker<Json>).read())) changed = true
      })
    })
    return changed
  }

  private noteStale(key: string): void {
    this.stale[key] = true
    if (!this.lazy[key]) this.urgent = true
    this.request()
  }

  private request(): void {
    if (this.paused || this.stopped || !this.staleKeys().length) return
    if (this.urgent || this.cooling === undefined) queueView(this)
  }

  private coolDown(): void {
    this.endCoolDown()
    this.cooling = host.setTimeout(() => {
      this.cooling = undefined
      this.request()
    }, this.rhythm.flushInterval)
  }

  private endCoolDown(): void {
    if (this.cooling !== undefined) host.clearTimeout(this.cooling)
    this.cooling = undefined
  }
}
