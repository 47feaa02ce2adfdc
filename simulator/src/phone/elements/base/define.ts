import * as glassEasel from 'glass-easel'
import type { PhoneServices } from '../../services'
import { type ElementBehaviour, setBehaviour } from './behaviours'

export { behaviourOf, type ElementBehaviour, type FormControl } from './behaviours'

/** A built-in element seen by its implementation. */
export interface ElementNode<P> {
  /** the DOM node, e.g. `<wx-input>` */
  readonly host: HTMLElement
  /** what the template says, or what the user has changed since */
  readonly properties: Readonly<P>
  /** the component whose template holds the element, without a leading `/` */
  owner(): string
  /** a change by the user; `model:` bindings learn about it */
  set(changes: Partial<P>): void
  /** at once, unless the element is gone; so not from inside `update` */
  emit(type: string, detail?: object, options?: { bubbles?: boolean }): void
  /** an event of the element itself or from inside it, e.g. `tap` */
  listen(type: string, handler: () => void): void
}

export interface ElementDefinition<P extends object> {
  tag: string
  /** the defaults, which also tell the types; null means any */
  properties: P
  create(node: ElementNode<P>, services: PhoneServices): ElementBehaviour
}

/** Lets TypeScript infer the properties. */
export function defineElement<P extends object>(definition: ElementDefinition<P>): ElementDefinition<P> {
  return definition
}

/** An instance as glass-easel makes it. */
interface Instance {
  /** from `created` on */
  behaviour?: ElementBehaviour
  data: Record<string, unknown>
  ownerShadowRoot: glassEasel.ShadowRoot | null
  getBackendElement(): unknown
  setData(changes: object): void
  triggerEvent(type: string, detail: unknown, options?: object): void
  addListener(type: string, listener: () => void): void
}

/** Makes the element available in all of the space's templates. */
export function registerElement<P extends object>(
  { tag, properties, create }: ElementDefinition<P>,
  target: glassEasel.ComponentSpace,
  services: PhoneServices,
): void {
  const component = elementSpace.defineComponent({
    is: `built-in/${tag}`,
    properties: Object.fromEntries(
      Object.entries(properties).map(([name, value]: [string, unknown]) => [name, { type: typeOf(value), value }]),
    ),
    observers: {
      [Object.keys(properties).join(', ')](this: Instance) {
        this.behaviour?.update?.()
      },
    },
    lifetimes: {
      created(this: Instance) {
        const node = nodeOf<P>(this)
        this.behaviour = create(node, services)
        setBehaviour(node.host, this.behaviour)
        this.behaviour.update?.()
      },
      attached(this: Instance) {
        this.behaviour?.attached?.()
      },
      detached(this: Instance) {
        this.behaviour?.detached?.()
      },
    },
  } as Parameters<glassEasel.ComponentSpace['defineComponent']>[0])
  target.setGlobalUsingComponent(tag, component)
}

/** Apart from the mini program's components: options of its space must not reach the built-in ones. */
const elementSpace = new glassEasel.ComponentSpace()

function nodeOf<P>(instance: Instance): ElementNode<P> {
  return {
    host: instance.getBackendElement() as HTMLElement,
    get properties() {
      return instance.data as P
    },
    owner: () => instance.ownerShadowRoot?.getHostNode().is ?? '',
    set: (changes) => instance.setData(changes),
    emit: (type, detail = {}, { bubbles = false } = {}) => {
      if (!glassEasel.Element.isAttached(instance as unknown as glassEasel.Element)) return
      instance.triggerEvent(type, detail, { bubbles, composed: bubbles })
    },
    listen: (type, handler) => instance.addListener(type, handler),
  }
}

function typeOf(value: unknown): unknown {
  if (typeof value === 'string') return String
  if (typeof value === 'number') return Number
  if (typeof value === 'boolean') return Boolean
  if (Array.isArray(value)) return Array
  return value === null ? null : Object
}
