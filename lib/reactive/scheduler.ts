import { attempt, host } from './host'

/** A view with something to send. */
export interface Flushable {
  /** parents have lower numbers than their children */
  readonly order: number
  flush(): void
}

/** Watcher runs in one tick before they count as a loop: watchers that keep changing what they watch. */
const MAX_RUNS = 1000

const watchers: Array<() => void> = []
const views: Flushable[] = []
let callbacks: Array<() => void> = []
/** a flush is under way or on its way */
let awake = false

/** Runs `task` in the flush of this tick. Must not be queued twice. */
export function queueWatcher(task: () => void): void {
  watchers.push(task)
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
 * Calls `callback` and resolves when the changes made so far have reached watchers and views.
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
  let runs = 0
  for (;;) {
    const watcher = runs < MAX_RUNS ? watchers.shift() : undefined
    if (watcher) {
      runs += 1
      attempt(watcher)
      continue
    }
    const view = takeFirst(flushed)
    if (!view) break
    flushed.push(view)
    attempt(() => view.flush())
  }
  if (watchers.length) {
    host.onError(new Error(`watch(): ${MAX_RUNS} callbacks in one tick: watchers keep changing what they watch.`))
  }

  const done = callbacks
  callbacks = []
  awake = false
  if (watchers.length || views.length) wake()
  done.forEach((callback) => callback())
}

/** Takes the outermost view that is not in `flushed`. */
function takeFirst(flushed: Flushable[]): Flushable | undefined {
  const ready = views.filter((view) => flushed.indexOf(view) < 0).sort((a, b) => a.order - b.order)
  const first = ready[0]
  if (first) unqueueView(first)
  return first
}
