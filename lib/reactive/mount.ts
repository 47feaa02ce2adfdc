import { attempt } from './host'
import { Mirror, type MirroredView } from './mirror'
import { isPlainName } from './patches'
import { isPlain } from './reactive'
import { collect, type Dispose } from './tracking'
import type { Method, ResizeEvent, ViewOptions } from './view'

/** The moments of a view's life that `setup` can wait for. */
export type HookName = 'ready' | 'show' | 'hide' | 'resize' | 'moved' | 'gone'

const DEFAULT_FLUSH_INTERVAL = 250

const mounts = new WeakMap<object, Mount>()

/** One view with its running `setup`: its methods, its hooks, and the mirror that feeds its data. */
export class Mount {
  private hooks: { [H in HookName]?: Array<(event: ResizeEvent) => void> } = {}
  private readonly disposers: Dispose[] = []
  private readonly methods: { [name: string]: Method } = {}
  private mirror: Mirror | undefined

  private constructor() {}

  /**
   * Runs `setup`, whose result becomes the view's methods and data; the data arrives before this returns.
   *
   * @throws what `setup` throws, and an Error if its result does not fit `options`; nothing stays subscribed then
   */
  static start(
    view: MirroredView & object,
    options: ViewOptions<string, string> & { reserved: readonly string[]; order: number },
    setup: (mount: Mount) => object,
  ): void {
    const mount = new Mount()
    try {
      const bindings = collect(mount.disposers, () => setup(mount))
      if (!isPlain(bindings)) throw new Error('setup() must return an object like { name, onTap }, and not later.')
      const data = mount.takeMethods(bindings, options.methods || [])
      checkNames(data, options)
      const { lazy = [], always = [], flushInterval = DEFAULT_FLUSH_INTERVAL, order } = options
      mount.mirror = new Mirror(view, data, { lazy, always, flushInterval }, order)
      mounts.set(view, mount)
      mount.mirror.flush()
    } catch (error) {
      mounts.delete(view)
      mount.dispose()
      throw error
    }
  }

  static of(view: object): Mount | undefined {
    return mounts.get(view)
  }

  on(name: HookName, hook: (event: ResizeEvent) => void): void {
    this.hooks[name] = (this.hooks[name] || []).concat(hook)
  }

  call(name: string, args: unknown[]): unknown {
    // the caller's arguments are the method's own business, as with every method of a view
    return (this.methods[name] as (...args: unknown[]) => unknown)(...args)
  }

  /** Runs the hooks of a moment; one that throws does not stop the others. */
  emit(name: HookName, event?: ResizeEvent): void {
    if (name === 'hide') this.mirror?.pause()
    if (name === 'gone') this.mirror?.stop()
    ;(this.hooks[name] || []).forEach((hook) =>
      attempt(() => collect(this.disposers, () => hook(event as ResizeEvent))),
    )
    if (name === 'show') this.mirror?.resume()
    if (name === 'gone') this.dispose()
  }

  private dispose(): void {
    this.mirror?.stop()
    this.hooks = {}
    this.disposers.splice(0).forEach(attempt)
  }

  /** Splits the functions off. What is left reads `bindings` each time, which may be reactive itself. */
  private takeMethods(bindings: object, listed: readonly string[]): Record<string, unknown> {
    const data: Record<string, unknown> = {}
    Object.keys(bindings).forEach((name) => {
      const get = (): unknown => bindings[name as keyof typeof bindings]
      const value = get()
      if (typeof value !== 'function') Object.defineProperty(data, name, { enumerable: true, get })
      else if (listed.indexOf(name) >= 0) this.methods[name] = value as Method
      else throw new Error(`setup() returned the function "${name}": list it in "methods", or WXML cannot find it.`)
    })
    const missing = listed.filter((name) => !this.methods[name])
    if (missing.length) throw new Error(`"methods" lists ${missing.join(', ')}: setup() has to return such functions.`)
    return data
  }
}

function checkNames(
  data: Record<string, unknown>,
  options: { lazy?: readonly string[]; always?: readonly string[]; reserved: readonly string[] },
): void {
  Object.keys(data).forEach((name) => {
    if (!isPlainName(name)) throw new Error(`setup() returned "${name}": a key of data is a name like "userName".`)
    if (options.reserved.indexOf(name) >= 0) throw new Error(`setup() returned "${name}", which is a property.`)
  })
  for (const option of ['lazy', 'always'] as const) {
    const unknown = (options[option] || []).filter((name) => !(name in data))
    if (unknown.length) throw new Error(`"${option}" lists ${unknown.join(', ')}: setup() has to return such data.`)
  }
}

/** What is registered under the names in `methods`: it hands the call to what `setup` returned. */
export function createStubs(names: readonly string[]): Record<string, (this: object, ...args: unknown[]) => unknown> {
  const stubs: Record<string, (this: object, ...args: unknown[]) => unknown> = {}
  names.forEach((name) => {
    stubs[name] = function (this: object, ...args: unknown[]) {
      const mount = Mount.of(this)
      if (!mount) throw new Error(`"${name}" was called too early: the view is set up when it is attached or loaded.`)
      return mount.call(name, args)
    }
  })
  return stubs
}

/** A lifecycle function for `Component` or `Page`: runs the hooks that `setup` registered for that moment. */
export function moment(name: HookName): (this: object, event?: ResizeEvent) => void {
  return function (event) {
    Mount.of(this)?.emit(name, event)
  }
}
