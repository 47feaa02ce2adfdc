import type { MirroredView } from './mirror'
import { createStubs, moment, Mount } from './mount'
import { PropertyCells, type PropertyOption, type Props } from './props'
import {
  createViewContext,
  type Bindings,
  type DataOf,
  type OnMoment,
  type ViewContext,
  type ViewOptions,
} from './view'

type ComponentInstance = WechatMiniprogram.Component.TrivialInstance
type ComponentDefinition = WechatMiniprogram.Component.TrivialOption

export interface ComponentContext extends ViewContext<ComponentInstance> {
  triggerEvent(name: string, detail?: unknown, options?: WechatMiniprogram.Component.TriggerEventOption): void
  /** the node moved to another place in the tree */
  onMoved: OnMoment
  /** the component left the page; what `setup` watched is released right after */
  onDetached: OnMoment
}

export interface ComponentOptions<M extends string, L extends string, P, B> extends ViewOptions<M, L> {
  properties?: P
  /** what is shown until `setup` has run, and constants for WXML */
  data?: NoInfer<Partial<DataOf<B>>> & Record<string, unknown>
  options?: WechatMiniprogram.Component.ComponentOptions
  externalClasses?: string[]
  behaviors?: WechatMiniprogram.Behavior.Identifier[]
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
