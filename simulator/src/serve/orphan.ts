/** ms */
const LOOK_EVERY = 1000

/**
 * Calls `stop` once the process that started this one is gone, which the system tells nobody.
 * @param parent the id of the parent process at the moment
 */
export function whenOrphaned(stop: () => void, parent: () => number = () => process.ppid): void {
  const first = parent()
  const timer = setInterval(() => {
    if (parent() === first) return
    clearInterval(timer)
    stop()
  }, LOOK_EVERY)
  timer.unref()
}
