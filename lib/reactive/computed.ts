import { computed as memo, effect } from 'alien-signals'
import { onScopeEnd, untracked } from './tracking'

/** A value worked out of reactive ones. Reading `value` is tracked, and throws what its function threw. */
export interface Computed<T> {
  readonly value: T
}

class Failure {
  constructor(readonly error: unknown) {}
}

/** Nobody gets to see it: a released computed works its value out anew. */
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

export function isComputed(value: unknown): value is Computed<unknown> {
  return value instanceof ComputedValue
}
