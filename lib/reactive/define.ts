/** `defineComponent` and `definePage`: what is registered with the mini program. */
import { signal } from 'alien-signals'
import type { MirroredView } from './mirror'
import {
  createStubs,
  createViewContext,
  moment,
  Mount,
  type Bindings,
  type DataOf,
  type NotInferred,
  type OnMoment,
  type ViewContext,
  type ViewOptions,
} from './view'

/* ------------------------------------------------------------------ properties */

/** How `Component` names a type. */
type PropertyConstructor =
  StringConstructor | NumberConstructor | BooleanConstructor | ArrayConstructor | ObjectConstructor | null

/** A property as `Component` knows it. The type of `value`, when there is one, is the property's type. */
export type PropertyOption =
  PropertyConstructor | { type: PropertyConstructor; optionalTypes?: PropertyConstructor[]; value?: unknown }

/** The values of a type that `Component` names so. */
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
          throw new TypeError(`The property "${name}" is read-only: it belongs to the user of the component.`)
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

/* ------------------------------------------------------------------ components */

/** `this` of a component. */
type ComponentInstance = WechatMiniprogram.Component.TrivialInstance
type ComponentDefinition = WechatMiniprogram.Component.TrivialOption

/** What `setup` of a component works with. */
export interface ComponentContext extends ViewContext<ComponentInstance> {
  /** tells the page, as `this.triggerEvent` does */
  triggerEvent(name: string, detail?: unknown, options?: WechatMiniprogram.Component.TriggerEventOption): void
  /** the node moved to another place in the tree */
  onMoved: OnMoment
  /** the component left the page; what `setup` watched is released right after */
  onDetached: OnMoment
}

/** What `defineComponent` takes. */
export interface ComponentOptions<M extends string, L extends string, P, B> extends ViewOptions<M, L> {
  /** as in `Component` */
  properties?: P
  /** what is shown until `setup` has run, and constants for WXML */
  data?: NotInferred<Partial<DataOf<B>>> & Record<string, unknown>
  /** as in `Component` */
  options?: WechatMiniprogram.Component.ComponentOptions
  /** as in `Component` */
  externalClasses?: string[]
  /** as in `Component` */
  behaviors?: WechatMiniprogram.Behavior.Identifier[]
  /** as in `Component` */
  relations?: Record<string, WechatMiniprogram.Component.RelationOption>
  /** Runs when the component is attached. What it returns becomes data; its functions become methods. */
  setup(props: Props<P>, context: ComponentContext): B
}

let attached = 0

/**
 * Registers a component (`Component`) whose data follows what `setup` returns:
 *
 * - functions become methods; they must be listed in `methods`
 * - a `computed` is mirrored into `data` under its key by its value
 * - reactive objects are mirrored whole, with everything in them
 * - anything else is put into `data` once
 *
 * The first data arrive with the first frame. Later changes are sent once per tick, as changed leaves only, and not
 * after the component is detached. Between `hide` and `show` of the page only the keys listed in `always` are sent. (A
 * component that is attached to a page already hidden is not told, and sends everything until the next `hide`.) See
 * `snapshot` for what data can carry.
 */
export function defineComponent<
  M extends string = never,
  L extends string = never,
  P extends Record<string, PropertyOption> = Record<string, never>,
  B extends Bindings<M, L> = Bindings<M, L>,
>(definition: ComponentOptions<M, L, P, B>): void {
  const properties: Record<string, PropertyOption> = definition.properties || {}
  const names = Object.keys(properties)
  const cells = new WeakMap<object, PropertyCells>()

  const observers: Record<string, (this: object, value: unknown) => void> = {}
  names.forEach((name) => {
    // `.**`: the property itself and anything inside it
    observers[`${name}.**`] = function (value) {
      cells.get(this)?.set(name, value)
    }
  })

  const registered: Record<string, unknown> = {
    properties,
    observers,
    methods: createStubs(definition.methods || []),
    lifetimes: {
      attached(this: ComponentInstance) {
        const initial: Record<string, unknown> = {}
        names.forEach((name) => (initial[name] = (this as MirroredView).data[name]))
        const own = new PropertyCells(initial)
        cells.set(this, own)
        Mount.start(this, { ...definition, reserved: names, order: (attached += 1) }, (mount) =>
          definition.setup(own.props as Props<P>, createContext(this, mount)),
        )
      },
      ready: moment('ready'),
      moved: moment('moved'),
      detached: moment('gone'),
    },
    pageLifetimes: { show: moment('show'), hide: moment('hide'), resize: moment('resize') },
  }
  for (const key of ['data', 'options', 'externalClasses', 'behaviors', 'relations'] as const) {
    if (definition[key]) registered[key] = definition[key]
  }
  Component(registered as ComponentDefinition)
}

function createContext(view: ComponentInstance, mount: Mount): ComponentContext {
  return {
    ...createViewContext(view, mount),
    triggerEvent: (name, detail, options) => view.triggerEvent(name, detail, options),
    onMoved: (hook) => mount.on('moved', hook),
    onDetached: (hook) => mount.on('gone', hook),
  }
}

/* ------------------------------------------------------------------ pages */

/** `this` of a page. */
type PageInstance = WechatMiniprogram.Page.TrivialInstance

/** What `setup` of a page works with. */
export interface PageContext extends ViewContext<PageInstance> {
  /** the page is closed for good; what `setup` watched is released right after */
  onUnload: OnMoment
}

/** What `definePage` takes. */
export interface PageOptions<M extends string, L extends string, B> extends ViewOptions<M, L> {
  /** what is shown until `setup` has run, and constants for WXML */
  data?: NotInferred<Partial<DataOf<B>>> & Record<string, unknown>
  /** as in `Page` */
  options?: WechatMiniprogram.Component.ComponentOptions
  /** Runs when the page is loaded; `query` holds the parameters of its path. */
  setup(query: Record<string, string | undefined>, context: PageContext): B
}

/** components are attached before their page is loaded, and yet the page is their parent */
const OUTERMOST = 0

/**
 * Registers a page (`Page`) whose data follows what `setup` returns; the rules are those of `defineComponent`.
 * Page functions that the mini program looks for (`onShareAppMessage`, `onPullDownRefresh` ...) are methods like any
 * other: listed in `methods`, returned by `setup`.
 */
export function definePage<
  M extends string = never,
  L extends string = never,
  B extends Bindings<M, L> = Bindings<M, L>,
>(definition: PageOptions<M, L, B>): void {
  const lifecycle: Record<string, unknown> = {
    onLoad(this: PageInstance, query: Record<string, string | undefined>) {
      Mount.start(this, { ...definition, reserved: [], order: OUTERMOST }, (mount) =>
        definition.setup(query, {
          ...createViewContext(this, mount),
          onUnload: (hook) => mount.on('gone', hook),
        }),
      )
    },
    onReady: moment('ready'),
    onShow: moment('show'),
    onHide: moment('hide'),
    onResize: moment('resize'),
    onUnload: moment('gone'),
  }
  const methods: readonly string[] = definition.methods || []
  methods.forEach((name) => {
    if (name in lifecycle) throw new Error(`"methods" lists ${name}: use the hook of the same name in setup's context.`)
  })
  const registered: Record<string, unknown> = { ...lifecycle, ...createStubs(methods) }
  if (definition.data) registered.data = definition.data
  if (definition.options) registered.options = definition.options
  Page(registered)
}
