import type { Platform } from '../ports'

/** Timers by name: setting one again restarts it, and all of them can be ended at once. */
export class Timers<N extends string> {
  private handles: { [name in N]?: number } = {}

  constructor(private readonly platform: Platform) {}

  set(name: N, ms: number, callback: () => void): void {
    this.clear(name)
    this.handles[name] = this.platform.setTimeout(() => {
      delete this.handles[name]
      callback()
    }, ms)
  }

  has(name: N): boolean {
    return this.handles[name] !== undefined
  }

  clear(name: N): void {
    const handle = this.handles[name]
    if (handle === undefined) return
    delete this.handles[name]
    this.platform.clearTimeout(handle)
  }

  /** Those whose name begins with `prefix`. */
  clearAll(prefix = ''): void {
    for (const name of Object.keys(this.handles) as N[]) if (name.indexOf(prefix) === 0) this.clear(name)
  }
}
