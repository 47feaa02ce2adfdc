/** When things run: the surroundings, the order inside a tick, and `nextTick`. */

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

/* ------------------------------------------------------------------ one tick */

/** A view with something to send. */
export interface Flushable {
  /** parents have lower numbers than their children */
  readonly order: number
  flush(): void
}

/** Catches up with what it watches; with `mayCall` it calls back about what it finds. */
export type Watcher = (mayCall: boolean) => void

/** Runs of one watcher in one tick. More are a loop, which would never let the tick end. */
const MAX_RUNS = 100

const watchers: Watcher[] = []
const views: Flushable[] = []
let callbacks: Array<() => void> = []
/** a flush is under way or on its way */
let awake = false

/** Runs `watcher` in the flush of this tick. Must not be queued twice. */
export function queueWatcher(watcher: Watcher): void {
  watchers.push(watcher)
  wake()
}

/** Flushes `view` at the end of this tick; one that was flushed in it already waits for the next. */
export function queueView(view: Flushable): void {
  if (views.indexOf(view) < 0) views.push(view)
  wake()
}

export function unqueueView(view: Flushable): void {
  const index = views.indexOf(view)
  if (index >= 0) views.splice(index, 1)
}

/**
 * Calls `callback` and resolves at the end of the tick, when the changes made so far have reached watchers and views.
 * Except: lazy keys may come up to `flushInterval` later, a hidden view gets only what it lists in `always`, and what
 * changes while views are flushed reaches those that had their turn in the next tick.
 * Rejects with what `callback` throws.
 */
export function nextTick(callback?: () => void): Promise<void> {
  return new Promise((resolve, reject) => {
    callbacks.push(() => {
      try {
        callback?.()
        resolve()
      } catch (error) {
        // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- whatever the callback threw
        reject(error)
      }
    })
    wake()
  })
}

function wake(): void {
  if (awake) return
  awake = true
  host.nextTick(flush)
}

/** Watchers first: what they write still travels in this tick. */
function flush(): void {
  const flushed: Flushable[] = []
  const runs = new Map<Watcher, number>()
  for (;;) {
    const watcher = watchers.shift()
    if (watcher) {
      attempt(() => runWatcher(watcher, runs))
      continue
    }
    const view = takeFirst(flushed)
    if (!view) break
    flushed.push(view)
    attempt(() => view.flush())
  }

  const done = callbacks
  callbacks = []
  awake = false
  if (views.length) wake()
  done.forEach((callback) => callback())
}

function runWatcher(watcher: Watcher, runs: Map<Watcher, number>): void {
  const count = (runs.get(watcher) || 0) + 1
  runs.set(watcher, count)
  watcher(count <= MAX_RUNS)
  if (count === MAX_RUNS + 1) {
    throw new Error(`watch(): a callback keeps changing what it watches; after ${MAX_RUNS} calls in one tick it rests.`)
  }
}

/** Takes the outermost view that is not in `flushed`. */
function takeFirst(flushed: Flushable[]): Flushable | undefined {
  const ready = views.filter((view) => flushed.indexOf(view) < 0).sort((a, b) => a.order - b.order)
  const first = ready[0]
  if (first) unqueueView(first)
  return first
}
