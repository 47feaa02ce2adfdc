import type { Computed } from './computed'
import type { Mount } from './mount'

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
  selectAllComponents(selector: string): WechatMiniprogram.Component.TrivialInstance[]
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
