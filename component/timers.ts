/** Named timers: starting one again replaces it. */
export interface Timers {
  start(name: string, ms: number, callback: () => void): void
  clear(): void
}

export function createTimers(): Timers {
  const handles: { [name: string]: number } = {}
  return {
    start(name, ms, callback) {
      const running = handles[name]
      if (running !== undefined) clearTimeout(running)
      handles[name] = setTimeout(callback, ms)
    },
    clear() {
      for (const name of Object.keys(handles)) {
        clearTimeout(handles[name] as number) // the key was just listed
        delete handles[name]
      }
    },
  }
}
