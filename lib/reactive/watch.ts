import type { Computed } from './computed'
import { isComputed } from './computed'
import { queueWatcher } from './scheduler'
import type { Dispose } from './tracking'
import { onScopeEnd, same, Tracker, untracked } from './tracking'

export interface WatchOptions {
  /** call back at once with the value of now; the previous value is then undefined */
  immediate?: boolean
}

/**
 * Calls `callback` when the value of `source` has changed: once per tick, before the views are flushed, and only if
 * the value at that time differs from the one of the last call (so a change that was taken back calls nobody).
 * What `source` reads is followed; an object counts as changed when it is another object.
 * What the callback throws is reported and stops neither this watcher nor others.
 * Created inside `setup`, it ends with the view.
 *
 * @throws what `source` throws at its first read
 */
export function watch<T>(
  source: Computed<T> | (() => T),
  callback: (value: T, previous: T | undefined) => void,
  options: WatchOptions = {},
): Dispose {
  const get: () => T = isComputed(source) ? () => source.value : source
  let stopped = false
  const tracker = new Tracker(get, () => queueWatcher(update))
  let current = tracker.read()

  function update(): void {
    if (stopped) return
    const previous = current
    current = tracker.read()
    if (!same(current, previous)) untracked(() => callback(current, previous))
  }

  function stop(): void {
    stopped = true
    tracker.stop()
  }

  onScopeEnd(stop)
  if (options.immediate) untracked(() => callback(current, undefined))
  return stop
}
