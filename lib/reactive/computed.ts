/** What follows from state: values (`computed`) and calls (`watch`). */
import { computed as memo, effect } from 'alien-signals'
import { attempt, queueWatcher } from './scheduler'
import { snapshot } from './snapshot'
import type { Dispose } from './tracking'
import { onScopeEnd, same, Tracker, untracked } from './tracking'

/** A value worked out of reactive ones. Reading `value` is tracked, and throws what its function threw. */
export interface Computed<T> {
  /** of now: computed when it is read after a change, and tracked like a cell */
  readonly value: T
}

class Failure {
  constructor(readonly error: unknown) {}
}

/** What the memo of a released computed holds. It is never read: `value` calls `get` then. */
const RELEASED = new Failure(undefined)

class ComputedValue<T> implements Computed<T> {
  private readonly result: () => T | Failure
  private released = false

  constructor(private readonly get: () => T) {
    this.result = memo<T | Failure>(() => {
      // reading nothing is what cuts the subscriptions
      if (this.released) return RELEASED
      try {
        return get()
      } catch (error) {
        // kept as a result: the engine would take the value before for current
        return new Failure(error)
      }
    })
  }

  get value(): T {
    if (this.released) return this.get()
    const result = this.result()
    if (result instanceof Failure) throw result.error
    return result
  }

  /** So that a snapshot holds the value. */
  toJSON(): T {
    return this.value
  }

  /** Gives up the memory and every subscription; `value` is worked out at each read from now on. */
  release(): void {
    if (this.released) return
    this.released = true
    // a memo lets go of what it read when its last reader leaves
    untracked(() => effect(() => void this.result()))()
  }
}

/**
 * A value derived by `get`, worked out when it is read and something it depends on has changed. `get` must not write.
 * Created inside `setup`, it lets go of the state it read when the view is gone.
 */
export function computed<T>(get: () => T): Computed<T> {
  const result = new ComputedValue(get)
  onScopeEnd(() => result.release())
  return result
}

function isComputed(value: unknown): value is Computed<unknown> {
  return value instanceof ComputedValue
}

/* ------------------------------------------------------------------ watch */

/** When `watch` calls back. */
export interface WatchOptions {
  /** call back at once with the value of now; the previous value is then undefined */
  immediate?: boolean
  /** an object counts as changed, too, when anything inside of it has changed that `data` could carry */
  deep?: boolean
  /** end with the first call */
  once?: boolean
}

/**
 * Calls `callback` when the value of `source` has changed: once per tick, before the views are flushed, and only if
 * the value at that time differs from the one of the last call (so a change that was taken back causes no call).
 * What `source` reads is followed; without `deep`, an object counts as changed when it is another object.
 * What the callback throws is reported and stops neither this watcher nor others.
 * Created inside `setup` or a hook, it ends with the view.
 *
 * @throws what `source` throws at its first read
 */
export function watch<T>(
  source: Computed<T> | (() => T),
  callback: (value: T, previous: T | undefined) => void,
  { immediate, deep, once }: WatchOptions = {},
): Dispose {
  let content: string | undefined
  let stopped = false
  const tracker = new Tracker(
    () => {
      const value = isComputed(source) ? source.value : source()
      if (deep) content = JSON.stringify(snapshot(value))
      return value
    },
    () => queueWatcher(update),
  )
  let current = tracker.read()

  function update(mayCall: boolean): void {
    if (stopped) return
    const [previous, contentBefore] = [current, content]
    current = tracker.read()
    if (mayCall && !(same(current, previous) && content === contentBefore)) call(previous)
  }

  function call(previous: T | undefined): void {
    if (once) stop()
    untracked(() => callback(current, previous))
  }

  function stop(): void {
    stopped = true
    tracker.stop()
  }

  onScopeEnd(stop)
  if (immediate) attempt(() => call(undefined))
  return stop
}
