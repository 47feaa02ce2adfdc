import * as glassEasel from 'glass-easel'
import { rpxToVw } from '../../../rpx'

/**
 * What a WXS event handler may do with a node, where the screen is drawn and without `setData`: a ComponentDescriptor,
 * as base library 2.10 has it.
 */
export interface ComponentDescriptor {
  selectComponent(selector: string): ComponentDescriptor | null
  selectAllComponents(selector: string): ComponentDescriptor[]
  setStyle(style: string | Record<string, string | number>): ComponentDescriptor
  addClass(name: string): ComponentDescriptor
  removeClass(name: string): ComponentDescriptor
  hasClass(name: string): boolean
  getDataset(): Record<string, unknown>
  /** of the node's own, for the scripts to keep things in */
  getState(): Record<string, unknown>
  /** a method of the page or component whose WXML it is */
  callMethod(name: string, argument?: unknown): void
  requestAnimationFrame(callback: () => void): ComponentDescriptor
}

/** glass-easel's TEMP_EXTRA and ANIMATION_EXTRA: apart from what the template writes. */
/* eslint-disable @typescript-eslint/no-unsafe-enum-assignment -- const enums in a declaration file have no value to import */
const CLASS_SEGMENT: glassEasel.StyleSegmentIndex = 3
const STYLE_SEGMENT: glassEasel.StyleSegmentIndex = 3
/* eslint-enable @typescript-eslint/no-unsafe-enum-assignment */

const descriptors = new WeakMap<glassEasel.Element, ComponentDescriptor>()

/** The same node has the same descriptor, and with it the same state. */
export function descriptorOf(element: glassEasel.Element): ComponentDescriptor {
  const known = descriptors.get(element)
  if (known) return known
  const descriptor = describe(element)
  descriptors.set(element, descriptor)
  return descriptor
}

function describe(element: glassEasel.Element): ComponentDescriptor {
  const styles: Record<string, string> = {}
  const state: Record<string, unknown> = {}
  const find = (selector: string): glassEasel.Element[] => {
    const tree = glassEasel.Component.isComponent(element) ? element.getShadowRoot() : element
    return tree?.querySelectorAll(selector) ?? []
  }
  const descriptor: ComponentDescriptor = {
    selectComponent(selector) {
      const [first] = find(selector)
      return first ? descriptorOf(first) : null
    },
    selectAllComponents: (selector) => find(selector).map(descriptorOf),
    setStyle(style) {
      Object.assign(styles, typeof style === 'string' ? parseStyle(style) : style)
      const text = Object.entries(styles).map(([name, value]) => `${name}:${value}`)
      element.setNodeStyle(rpxToVw(text.join(';')), STYLE_SEGMENT)
      return descriptor
    },
    addClass(name) {
      element.toggleNodeClass(name, true, CLASS_SEGMENT)
      return descriptor
    },
    removeClass(name) {
      element.toggleNodeClass(name, false, CLASS_SEGMENT)
      return descriptor
    },
    hasClass: (name) => element.class.split(/\s+/).includes(name),
    getDataset: (): Record<string, unknown> => Object.assign({}, element.dataset),
    getState: () => state,
    callMethod(name, argument) {
      const host = glassEasel.Component.isComponent(element) ? element : element.ownerShadowRoot?.getHostNode()
      if (host) glassEasel.Component.getMethod(host, name)?.call(host.getMethodCaller(), argument)
    },
    requestAnimationFrame(callback) {
      requestAnimationFrame(callback)
      return descriptor
    },
  }
  return descriptor
}

function parseStyle(text: string): Record<string, string> {
  const styles: Record<string, string> = {}
  for (const declaration of text.split(';')) {
    const [name = '', value = ''] = declaration.split(/:(.*)/s)
    if (name.trim() !== '') styles[name.trim()] = value.trim()
  }
  return styles
}
