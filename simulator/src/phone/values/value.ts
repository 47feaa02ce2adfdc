export type Dispose = () => void

/** A value that others may watch. Setting an equal value is no change. */
export class Value<T> {
  private readonly listeners = new Set<(value: T) => void>()

  constructor(private current: T) {}

  get(): T {
    return this.current
  }

  set(value: T): void {
    if (Object.is(value, this.current)) return
    this.current = value
    for (const listener of [...this.listeners]) listener(value)
  }

  onChange(listener: (value: T) => void): Dispose {
    this.listeners.add(listener)
    return () => void this.listeners.delete(listener)
  }
}

/** What readers of a value get. */
export type ReadableValue<T> = Pick<Value<T>, 'get' | 'onChange'>
