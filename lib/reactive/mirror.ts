import { attempt, host } from './host'
import { Patches } from './patches'
import { queueView, unqueueView, type Flushable } from './scheduler'
import { snapshot, type Json, type JsonObject } from './snapshot'
import { Tracker } from './tracking'

/** The two members of a page or component instance that mirroring needs. */
export interface MirroredView {
  data: Record<string, unknown>
  setData(patch: Record<string, unknown>): void
}

export interface Rhythm {
  /** keys whose changes alone wait for `flushInterval` since the view's last `setData` */
  lazy: readonly string[]
  /** keys that are sent also while the view is paused */
  always: readonly string[]
  /** milliseconds; without effect while no key is lazy */
  flushInterval: number
}

/**
 * Keeps `view.data` equal to `sources` (computed values, reactive objects, plain values), key by key.
 *
 * One `setData` per tick at most, with the changed leaves alone, and none without a change, or after `stop`. A change
 * of a lazy key is sent at once after a quiet time, else when the interval is over or together with the next change of
 * another key. While paused, only the keys in `always` are sent.
 */
export class Mirror implements Flushable {
  private readonly trackers: { [key: string]: Tracker<Json> } = {}
  private readonly patches: Patches
  private readonly isUrgent = (key: string): boolean => this.rhythm.lazy.indexOf(key) < 0
  /** keys that may have changed since the last flush */
  private readonly stale: { [key: string]: true } = {}
  /** the timer of the interval under way */
  private cooling: unknown
  private paused = false
  private stopped = false

  constructor(
    view: MirroredView,
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
    this.patches = new Patches(shown, (patch) => view.setData(patch))
  }

  flush(): void {
    if (this.stopped) return
    // a key counts by its content: one list may feed a lazy key and another, and then every change touches both
    const changed = this.stage(this.dueKeys().filter(this.isUrgent))
    if (!changed && this.cooling !== undefined) return
    const lazyChanged = this.stage(this.dueKeys())
    if (!changed && !lazyChanged) return
    this.patches.send()
    if (this.rhythm.lazy.length) this.coolDown()
  }

  /** From here to `resume` only the keys in `always` are sent. */
  pause(): void {
    this.paused = true
    this.endCoolDown()
    this.request()
  }

  /** Catches up, in the next flush. */
  resume(): void {
    this.paused = false
    this.endCoolDown()
    this.request()
  }

  /** For good. */
  stop(): void {
    this.stopped = true
    unqueueView(this)
    this.endCoolDown()
    Object.keys(this.trackers).forEach((key) => (this.trackers[key] as Tracker<Json>).stop())
  }

  /** What may have changed and may be sent now. */
  private dueKeys(): string[] {
    return Object.keys(this.stale).filter((key) => !this.paused || this.rhythm.always.indexOf(key) >= 0)
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
    this.request()
  }

  private request(): void {
    if (this.stopped) return
    const due = this.dueKeys()
    if (this.cooling === undefined ? due.length : due.some(this.isUrgent)) queueView(this)
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
