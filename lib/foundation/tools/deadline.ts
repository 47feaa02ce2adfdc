import type { Platform } from '../ports'

/**
 * Settles as `promise` does, or rejects with `failure()` when that takes longer than `ms`. The timer never outlives
 * the promise. What happens to `promise` afterwards is ignored.
 */
export function deadline<T>(platform: Platform, ms: number, promise: Promise<T>, failure: () => unknown): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- a Chat SDK failure is a plain object
    const timer = platform.setTimeout(() => reject(failure()), ms)
    promise.then(
      (value) => {
        platform.clearTimeout(timer)
        resolve(value)
      },
      (error: unknown) => {
        platform.clearTimeout(timer)
        // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- passed on as it came
        reject(error)
      },
    )
  })
}

/** What `run` returns, or throws, as a promise. */
export function promised<T>(run: () => T | PromiseLike<T>): Promise<T> {
  return new Promise((resolve) => resolve(run()))
}
