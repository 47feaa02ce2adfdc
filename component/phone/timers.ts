/** Named timers: starting one again replaces it. */
export interface Timers {
  start(name: string, ms: number, callback: () => void): void
  stop(name: string): void
  clear(): void
}

export function createTimers(): Timers {
  const handles: { [name: string]: number } = {}
  const stop = (name: string): void => {
    const running = handles[name]
    if (running !== undefined) clearTimeout(running)
    delete handles[name]
  }
  return {
    start(name, ms, callback) {
      stop(name)
      handles[name] = setTimeout(callback, ms)
    },
    stop,
    clear: () => Object.keys(handles).forEach(stop),
  }
}
