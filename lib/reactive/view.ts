/** What a page and a component have in common: `setup`, its methods, its hooks and its data. */
import type { Computed } from './computed'
import { Mirror, type MirroredView } from './mirror'
import { isPlain } from './reactive'
import { attempt } from './scheduler'
import { isPlainName } from './snapshot'
import { collect, type Dispose } from './tracking'

/** Any function, as a method of a view. */
export type Method = (...args: never[]) => unknown

/** What `defineComponent` and `definePage` have in common. `M`: names of methods, `L`: keys in its lists. */
export interface ViewOptions<M extends string, L extends string> {
  /**
   * The names of all functions that `setup` returns: handlers in WXML, and what callers of `selectComponent` may use.
   * A list, because a mini program looks handlers up in what was registered, not on the instance.
   */
  methods?: readonly M[]
  /**
   * Keys that change often and may come late: a change in these alone waits until `flushInterval` has passed since the
   * view's last `setData`. After a quiet time it is sent at once.
   */
  lazy?: readonly L[]
  /**
   * Keys that are sent also while the view is hidden: whatever makes `<live-pusher>`, `<live-player>` and the like
   * exist, and their attributes. A call goes on behind another page and in the background; its tags must hear of it.
   * The other keys wait until the view is back.
   */
  always?: readonly L[]
  /** milliseconds from 0, default 250: at most 4 `setData` per second from lazy keys */
  flushInterval?: number
}

/** What `setup` has to return, at least: the listed methods and keys. */
export type Bindings<M extends string, L extends string> = Record<M, Method> & Record<L, unknown>

/** The mirrored data of a `setup` that returns `B`: everything but the functions, computed values as their value. */
export type DataOf<B> = {
  [K in keyof B as B[K] extends Method ? never : K]: B[K] extends Computed<infer V> ? V : B[K]
}

/** `T`, and no place that `T` is inferred from: TypeScript's own `NoInfer`, for projects with a version before 5.4. */
export type NotInferred<T> = [T][T extends unknown ? 0 : never]

/** The size of the window in px. */
export type ResizeEvent = WechatMiniprogram.Page.IResizeOption

/** Registers a hook that is handed nothing. */
export type OnMoment = (hook: () => void) => void

/** What `setup` can do with its view, whether page or component. */
export interface ViewContext<V> {
  /** the page's or component's own `this`; its mirrored keys are not to be written with `setData` */
  readonly view: V
  /** null when nothing matches */
  selectComponent(selector: string): WechatMiniprogram.Component.TrivialInstance | null
  /** every component that matches */
  selectAllComponents(selector: string): WechatMiniprogram.Component.TrivialInstance[]
  /** a query inside of this page or component */
  createSelectorQuery(): WechatMiniprogram.SelectorQuery
  /** puts values on the instance, for those who get it by `selectComponent` */
  expose(values: object): void
  /** laid out for the first time */
  onReady: OnMoment
  /** the page comes to the front */
  onShow: OnMoment
  /** the page goes to the back; only the data listed in `always` is sent until it is back */
  onHide: OnMoment
  /** the window changed its size */
  onResize(hook: (event: ResizeEvent) => void): void
}

export function createViewContext<
  V extends Pick<
    WechatMiniprogram.Component.TrivialInstance,
    'selectComponent' | 'selectAllComponents' | 'createSelectorQuery'
  >,
>(view: V, mount: Mount): ViewContext<V> {
  return {
    view,
    selectComponent: (selector) => view.selectComponent(selector),
    selectAllComponents: (selector) => view.selectAllComponents(selector),
    createSelectorQuery: () => view.createSelectorQuery(),
    expose: (values) => void Object.assign(view, values),
    onReady: (hook) => mount.on('ready', hook),
    onShow: (hook) => mount.on('show', hook),
    onHide: (hook) => mount.on('hide', hook),
    onResize: (hook) => mount.on('resize', hook),
  }
}

/* ------------------------------------------------------------------ a view that is shown */

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
