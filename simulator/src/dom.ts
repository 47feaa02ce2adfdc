type Child = Node | string | null | undefined | false

type Listeners = { [K in keyof HTMLElementEventMap]?: (event: HTMLElementEventMap[K]) => void }

interface Attributes {
  class?: string
  text?: string
  /** by event name */
  on?: Listeners
  [attribute: string]: string | number | boolean | null | undefined | Listeners
}

/** Makes a DOM element. Attributes that are false, null or undefined are left out, `true` is an empty one. */
export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  { class: className, text, on, ...attributes }: Attributes = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const node = document.createElement(tag)
  if (className) node.className = className
  if (text !== undefined) node.textContent = text
  for (const [name, value] of Object.entries(attributes)) {
    if (value === false || value === null || value === undefined || typeof value === 'object') continue
    node.setAttribute(name, value === true ? '' : String(value))
  }
  for (const [type, listener] of Object.entries(on ?? {})) {
    node.addEventListener(type, listener as (event: Event) => void)
  }
  node.append(...children.filter((child): child is Node | string => Boolean(child)))
  return node
}
