import { effect, endBatch, setActiveSub, startBatch } from 'alien-signals'

/** Ends a subscription. Calling it twice does nothing. */
export type Dispose = () => void

/** Several writes as one change: no reader is notified, and no computed is worked out, in between. May be nested. */
export function batch<T>(write: () => T): T {
  startBatch()
  try {
    return write()
  } finally {
    endBatch()
  }
}

/** Runs `task` without subscribing to what it reads. */
export function untracked<T>(task: () => T): T {
  const reader = setActiveSub(undefined)
  try {
    return task()
  } finally {
    setActiveSub(reader)
  }
}

/** Equality of two states of one value: `===`, and NaN equals NaN. */
export function same(a: unknown, b: unknown): boolean {
  return a === b || (a !== a && b !== b)
}

/**
 * Reads a value and says once when it may have changed. Nothing is worked out until the next `read`, so that many
 * writes cost one evaluation.
 */
export class Tracker<T> {
  private unsubscribe: Dispose | undefined

  constructor(
    private readonly get: () => T,
    /** must not read reactive values */
    private readonly onStale: () => void,
  ) {}

  /** Throws what `get` throws; the tracker then follows what `get` had read up to there. */
  read(): T {
    this.stop()
    let outcome: { value: T } | { error: unknown } | undefined
    this.unsubscribe = untracked(() =>
      effect(() => {
        if (outcome) {
          // the second run is the notification; it reads nothing, so there is no third
          this.onStale()
          return
        }
        try {
          outcome = { value: this.get() }
        } catch (error) {
          outcome = { error }
        }
      }),
    )
    return unwrap(outcome)
  }

  stop(): void {
    this.unsubscribe?.()
    this.unsubscribe = undefined
  }
}

/**
 * Runs `read` at once, and again right after each change of what it has read; nothing is followed in what it returns,
 * which runs next.
 */
export function follow(read: () => () => void): Dispose {
  return untracked(() =>
    effect(() => {
      untracked(read())
    }),
  )
}

function unwrap<T>(outcome: { value: T } | { error: unknown } | undefined): T {
  if (outcome && 'value' in outcome) return outcome.value
  throw outcome?.error
}

/* ------------------------------------------------------------------ scopes */

let scope: Dispose[] | undefined

/** Runs `task`; what it sets up (watchers, computeds) adds its end to `disposers`. */
export function collect<T>(disposers: Dispose[], task: () => T): T {
  const outer = scope
  scope = disposers
  try {
    return untracked(task)
  } finally {
    scope = outer
  }
}

/** Registers the end of something with the scope under way, if there is one. */
export function onScopeEnd(dispose: Dispose): void {
  scope?.push(dispose)
}
