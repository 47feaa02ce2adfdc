// eslint-disable-next-line @typescript-eslint/triple-slash-reference -- every project that compiles this file needs that declaration
/// <reference path="./westore.d.ts" />
import { diffData } from 'westore/index.common.js'
import { attempt, host, queueView, unqueueView, type Flushable } from './scheduler'
import { snapshot, snapshotSince, type Json, type JsonObject, type Shown } from './snapshot'
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
 *
 * State is gone through once, when it is read. Westore's diff then follows what changed and makes the patch of it.
 */
export class Mirror implements Flushable {
  private readonly trackers: { [key: string]: Tracker<Json> } = {}
  /** what the view was sent */
  private readonly shown: Shown = {}
  /** what it has yet to be sent, by key; stays here if `setData` throws */
  private staged: { [key: string]: Json } = {}
  private readonly isUrgent = (key: string): boolean => this.rhythm.lazy.indexOf(key) < 0
  /** keys that may have changed since the last flush */
  private readonly stale: { [key: string]: true } = {}
  /** the timer of the interval under way */
  private cooling: unknown
  private paused = false
  private stopped = false

  constructor(
    private readonly view: MirroredView,
    sources: Record<string, unknown>,
    private readonly rhythm: Rhythm,
    readonly order: number,
  ) {
    const { shown } = this
    Object.keys(sources).forEach((key) => {
      if (view.data[key] !== undefined) shown[key] = snapshot(view.data[key])
      this.trackers[key] = new Tracker(
        () => snapshotSince(shown, key, sources[key]),
        () => this.noteStale(key),
      )
      this.stale[key] = true
    })
  }

  flush(): void {
    if (this.stopped) return
    // a key counts by its content: one list may feed a lazy key and another, and then every change touches both
    const changed = this.stage(this.dueKeys().filter(this.isUrgent))
    if (!changed && this.cooling !== undefined) return
    const lazyChanged = this.stage(this.dueKeys())
    if (!changed && !lazyChanged) return
    this.send()
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
        const next = (this.trackers[key] as Tracker<Json>).read()
        delete this.staged[key]
        if (next === this.shown[key]) return
        this.staged[key] = next
        changed = true
      })
    })
    return changed
  }

  /** To be called only when something is staged: an empty patch is a `setData`, too. */
  private send(): void {
    const { shown, staged } = this
    const before: Shown = {}
    // Westore takes a key that is missing on the other side for a deleted one
    Object.keys(staged).forEach((key) => (before[key] = shown[key]))
    // a copy: the view may keep, and change, what it was sent
    this.view.setData(snapshot(diffData(staged, before)) as JsonObject)
    Object.assign(shown, staged)
    this.staged = {}
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
