/** What the reactive wrapper needs from its surroundings; tests bring their own. */
export interface ReactiveHost {
  /** runs `callback` once the current script is done */
  nextTick(callback: () => void): void
  setTimeout(callback: () => void, ms: number): unknown
  clearTimeout(handle: unknown): void
  /** an error thrown by a watcher, a hook or a flush; the others go on */
  onError(error: unknown): void
}

const miniProgram: ReactiveHost = {
  nextTick(callback) {
    // promise callbacks are macrotasks on old iOS, so `wx.nextTick` where it exists (base library 2.2.3)
    if (typeof wx !== 'undefined' && typeof wx.nextTick === 'function') wx.nextTick(callback)
    else void Promise.resolve().then(callback)
  },
  setTimeout: (callback, ms) => setTimeout(callback, ms),
  clearTimeout: (handle) => clearTimeout(handle as ReturnType<typeof setTimeout>),
  onError(error) {
    // eslint-disable-next-line no-console -- a bug in the host's own callback must not pass unseen
    console.error(error)
  },
}

export let host: ReactiveHost = miniProgram

/** Replaces parts of the surroundings. Returns a function that puts the former ones back. */
export function setHost(parts: Partial<ReactiveHost>): () => void {
  const former = host
  host = { ...host, ...parts }
  return () => {
    host = former
  }
}

/** Runs `task`; what it throws is reported instead of stopping the caller. */
export function attempt(task: () => void): void {
  try {
    task()
  } catch (error) {
    host.onError(error)
  }
}
