import * as glassEasel from 'glass-easel'
import { rpxToVw } from '../../../rpx'
import { forwardAttribute } from '../../elements/base/behaviours'
import type { PhoneLog } from '../../values/log'
import { callHandler } from './events'
import type { LongPressListeners } from './gestures'
import { descriptorOf } from './wxs-events'

type TemplateGroup = glassEasel.template.ComponentTemplate['content']
type Generate = ReturnType<TemplateGroup>
type Bindings = Parameters<Generate>[0]

const DOM_ATTRIBUTE = /^(aria-|role$|hidden$|hover-)/

/**
 * Compiled templates write into elements through a small object of functions, one object per component instance.
 * This puts between them what a mini program's WXML may say and glass-easel does not know.
 */
export class TemplateBindings {
  private readonly adapted = new WeakSet<Bindings>()
  /** by event type: the name that the template gives and nobody has, '' while it gives a good one */
  private readonly missingHandlers = new WeakMap<glassEasel.Element, Map<string, { name: string }>>()

  constructor(
    private readonly longPressListeners: LongPressListeners,
    private readonly log: PhoneLog,
  ) {}

  wrap(group: TemplateGroup): TemplateGroup {
    return (name) => {
      const generate = group(name)
      return (bindings, ...rest) => {
        this.adapt(bindings)
        return generate(bindings, ...rest)
      }
    }
  }

  private adapt(bindings: Bindings): void {
    if (this.adapted.has(bindings)) return
    this.adapted.add(bindings)
    const { r: setProperty, y: setStyle, d: setDataset, v: listen, p: follow } = bindings

    bindings.setEventListenerWrapper(callHandler)
    bindings.r = (element, name, value, ...paths) => {
      if (isDomAttribute(element, name)) writeAttribute(element, name, value)
      else setProperty(element, name, value, ...paths)
    }
    bindings.y = (element, style: unknown) => setStyle(element, rpxToVw(toText(style)))
    bindings.d = (element, name, value) => {
      setDataset(element, name, value)
      if (typeof value === 'string' || typeof value === 'number') writeAttribute(element, `data-${kebab(name)}`, value)
    }
    bindings.v = (element, type, handler, ...rest) => {
      if (type === 'longpress' || type === 'longtap') this.longPressListeners.add(element)
      listen(element, type, handler, ...rest)
      this.checkHandler(element, type, handler)
    }
    bindings.p = (element, name, handler, ...path) => {
      // WXS knows nodes by what describes them
      const call = handler as (value: unknown, before: unknown, owner: object, instance: object) => void
      const onChange: typeof handler = (value, before, owner, instance) =>
        call(value, before, descriptorOf(owner), descriptorOf(instance))
      follow(element, name, onChange, ...path)
    }
  }

  /** Complains as WeChat does, where glass-easel keeps silent: a slip of the pen in a name would do nothing at all. */
  private checkHandler(element: glassEasel.Element, type: string, handler: unknown): void {
    const host = element.ownerShadowRoot?.getHostNode()
    if (!host) return
    const missing =
      typeof handler === 'string' && handler && !glassEasel.Component.getMethod(host, handler) ? handler : ''
    const watched = this.missingHandlers.get(element)?.get(type)
    if (watched) watched.name = missing
    else if (missing !== '') this.watch(element, type, { name: missing }, host.is)
  }

  private watch(element: glassEasel.Element, type: string, handler: { name: string }, owner: string): void {
    const byType = this.missingHandlers.get(element) ?? new Map<string, { name: string }>()
    this.missingHandlers.set(element, byType.set(type, handler))
    element.addListener(type, () => {
      if (handler.name !== '') this.log.warn(`${owner}: no method "${handler.name}" to handle the event "${type}"`)
    })
  }
}

/** Attributes that every element has; a component may have a property of that name instead. */
function isDomAttribute(element: glassEasel.Element, name: string): boolean {
  if (!DOM_ATTRIBUTE.test(name)) return false
  return !(glassEasel.Component.isComponent(element) && glassEasel.Component.hasProperty(element, name))
}

function writeAttribute(element: glassEasel.Element, name: string, value: unknown): void {
  const node = element.getBackendElement() as unknown as HTMLElement | null
  if (!node) return
  const target = forwardAttribute(node, name)
  // WeChat says `aria-role`, browsers say `role`
  const attribute = name === 'aria-role' ? 'role' : name
  const absent = value === undefined || value === null || (name === 'hidden' && !value)
  if (absent) target.removeAttribute(attribute)
  else target.setAttribute(attribute, toText(value))
}

/** Bindings may hand over anything. */
function toText(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : ''
}

function kebab(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
}
