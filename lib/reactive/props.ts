import { signal } from 'alien-signals'

type PropertyConstructor =
  StringConstructor | NumberConstructor | BooleanConstructor | ArrayConstructor | ObjectConstructor | null

/** A property as `Component` knows it. The type of `value`, when there is one, is the property's type. */
export type PropertyOption =
  PropertyConstructor | { type: PropertyConstructor; optionalTypes?: PropertyConstructor[]; value?: unknown }

type ValueOf<C> = C extends null
  ? unknown
  : C extends StringConstructor
    ? string
    : C extends NumberConstructor
      ? number
      : C extends BooleanConstructor
        ? boolean
        : C extends ArrayConstructor
          ? unknown[]
          : Record<string, unknown> | null

/** The properties inside `setup`: read-only, tracked. */
export type Props<P> = {
  readonly [K in keyof P]: P[K] extends { value: infer V }
    ? V
    : P[K] extends { type: infer C }
      ? ValueOf<C>
      : ValueOf<P[K]>
}

/** The properties of one component. Values are kept as they are, never made reactive: a config may hold an SDK. */
export class PropertyCells {
  readonly props: Readonly<Record<string, unknown>>
  private readonly setters: { [name: string]: (value: unknown) => void } = {}

  constructor(initial: Record<string, unknown>) {
    const props = {}
    Object.keys(initial).forEach((name) => {
      let value = initial[name]
      const version = signal(0)
      let count = 0
      Object.defineProperty(props, name, {
        enumerable: true,
        get() {
          version()
          return value
        },
        set() {
          throw new TypeError(`The property "${name}" is read-only: it belongs to whoever uses the component.`)
        },
      })
      this.setters[name] = (next) => {
        // observers run for equal values as well; an object may have changed inside without becoming another
        if (next === value && (typeof next !== 'object' || next === null)) return
        value = next
        version((count += 1))
      }
    })
    this.props = Object.seal(props)
  }

  set(name: string, value: unknown): void {
    this.setters[name]?.(value)
  }
}
