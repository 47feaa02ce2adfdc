import type { Platform } from '../ports'
import { createRandom } from './random'

/** Gets one line per meaningful transition of a call. */
export type Logger = (level: 'debug' | 'info' | 'warn' | 'error', line: string) => void

/** A longer gap between two looks at the clock means that it was moved, unless the app was hidden: then it may have slept. */
const MAX_GAP_MS = 5 * 60 * 1000

/** The mini program's own globals. */
export function createPlatform(logger: Logger | undefined): Platform {
  let hidden = false
  const now = createMonotonicClock(
    () => Date.now(),
    () => hidden,
  )
  return {
    wx,
    now,
    setHidden(on) {
      // what has gone by until now counts as before
      now()
      hidden = on
    },
    wallClock: () => Date.now(),
    // eslint-disable-next-line no-restricted-properties -- before base library 2.19.0 there is nothing else
    random: createRandom(wx, () => Math.random()),
    // a number in mini programs, and something that turns into one in Node
    setTimeout: (callback, ms) => Number(setTimeout(callback, ms)),
    clearTimeout: (handle) => clearTimeout(handle),
    log: safely(logger || quietly),
  }
}

/**
 * Milliseconds that never step back. Mini programs have no monotonic clock, so the wall clock is followed by
 * differences: steps back count as nothing, and so do jumps of more than five minutes, but for those of a hidden app, which
 * WeChat suspends.
 */
export function createMonotonicClock(wallClock: () => number, isHidden: () => boolean = () => false): () => number {
  let last = wallClock()
  let elapsed = 0
  return () => {
    const wall = wallClock()
    const gap = wall - last
    last = wall
    if (gap > 0 && (gap < MAX_GAP_MS || isHidden())) elapsed += gap
    return elapsed
  }
}

/** A logger that throws must not end the call whose line it was given. */
function safely(logger: Logger): Logger {
  return (level, line) => {
    try {
      logger(level, line)
    } catch {
      quietly(level, line)
    }
  }
}

/** Without a logger only warnings and errors are written. */
function quietly(level: Parameters<Logger>[0], line: string): void {
  if (level === 'warn' || level === 'error') console.warn(`[TRTCCalling] ${line}`)
}
