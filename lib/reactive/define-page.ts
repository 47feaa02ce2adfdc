import { createStubs, moment, Mount } from './mount'
import {
  createViewContext,
  type Bindings,
  type DataOf,
  type OnMoment,
  type ViewContext,
  type ViewOptions,
} from './view'

type PageInstance = WechatMiniprogram.Page.TrivialInstance

export interface PageContext extends ViewContext<PageInstance> {
  /** the page is closed for good; what `setup` watched is released right after */
  onUnload: OnMoment
}

export interface PageOptions<M extends string, L extends string, B> extends ViewOptions<M, L> {
  /** what is shown until `setup` has run, and constants for WXML */
  data?: NoInfer<Partial<DataOf<B>>> & Record<string, unknown>
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
