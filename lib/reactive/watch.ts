import type { Computed } from './computed'
import { isComputed } from './computed'
import { attempt } from './host'
import { queueWatcher } from './scheduler'
import { snapshot } from './snapshot'
import type { Dispose } from './tracking'
import { onScopeEnd, same, Tracker, untracked } from './tracking'

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
 * the value at that time differs from the one of the last call (so a change that was taken back calls nobody).
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
