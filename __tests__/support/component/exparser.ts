/** Custom components on WeChat's own component engine, as miniprogram-simulate drives it. Needs jsdom. */
import * as simulate from 'miniprogram-simulate'

type Instance = WechatMiniprogram.Component.TrivialInstance

/** What is rendered, parts included; properties of components show in what these render. A string is a text. */
export interface RenderedNode {
  tagName: string
  attrs: { name: string; value: unknown }[]
  children: (RenderedNode | string)[]
}

/** A node of a rendered tree, as far as the tests touch it. */
export interface Rendered {
  readonly dom: HTMLElement
  readonly instance: Instance
  querySelector(selector: string): Rendered | undefined
  setData(data: Record<string, unknown>): void
  toJSON(): RenderedNode
  dispatchEvent(name: string, options?: object): void
  triggerLifeTime(name: string): void
  triggerPageLifeTime(name: string, ...args: unknown[]): void
  attach(parent: Node): void
  detach(): void
}

/** Registers what `define` hands to `Component`. Returns the id for `render` and `usingComponents`. */
export function register(define: () => void, template: string, usingComponents: Record<string, string> = {}): string {
  let definition: object | undefined
  const globals = globalThis as { Component?: unknown }
  const original = globals.Component
  globals.Component = (options: object) => {
    definition = options
  }
  try {
    define()
  } finally {
    globals.Component = original
  }
  if (!definition) throw new Error('nothing called Component()')
  return load({ ...definition, template, usingComponents })
}

/** Registers a plain component, for what surrounds the one under test. */
export function load(definition: object): string {
  return (simulate as unknown as { load(definition: object): string }).load(definition)
}

const attached: Rendered[] = []

/** Renders and attaches; `detachAll` ends what a test left. */
export function render(id: string, properties: Record<string, unknown> = {}): Rendered {
  const root = (simulate as unknown as { render(id: string, properties: object): Rendered }).render(id, properties)
  root.attach(document.createElement('main'))
  attached.push(root)
  return root
}

export function detachAll(): void {
  attached.splice(0).forEach((root) => root.detach())
}

/** Records the patches of every `setData` on `instance` from now on. */
export function recordPatches(instance: Instance): Array<Record<string, unknown>> {
  const patches: Array<Record<string, unknown>> = []
  const original = instance.setData
  instance.setData = (patch, callback) => {
    patches.push(patch)
    original.call(instance, patch, callback)
  }
  return patches
}
