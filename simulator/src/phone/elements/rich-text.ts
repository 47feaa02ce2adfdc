import { element } from '../../dom'
import { defineElement } from './base/define'

interface RichNode {
  type?: 'node' | 'text'
  name?: string
  text?: string
  attrs?: Record<string, string>
  children?: RichNode[]
}

/** WeChat drops everything else, above all scripts and event attributes. */
const ALLOWED_TAGS = new Set(
  (
    'a abbr address article aside b bdi bdo big blockquote br caption center cite code col colgroup dd del div dl dt em ' +
    'fieldset font footer h1 h2 h3 h4 h5 h6 header hr i img ins label legend li mark nav ol p pre q rt ruby s section ' +
    'small span strong sub sup table tbody td tfoot th thead tr tt u ul'
  ).split(' '),
)
const ALLOWED_ATTRIBUTES = new Set(['class', 'style', 'alt', 'src', 'height', 'width', 'colspan', 'rowspan', 'align'])

export const richText = defineElement<{ nodes: string | RichNode[] | null; space: string }>({
  tag: 'rich-text',
  properties: { nodes: null, space: '' },
  create(node) {
    return {
      update() {
        const { nodes } = node.properties
        const content = typeof nodes === 'string' ? parse(nodes) : (nodes ?? []).map(build)
        node.host.replaceChildren(...content.filter((child) => child !== null))
      },
    }
  },
})

function parse(html: string): (Node | null)[] {
  const { body } = new DOMParser().parseFromString(html, 'text/html')
  return Array.from(body.childNodes, clean)
}

function clean(node: Node): Node | null {
  if (!(node instanceof Element)) return node.nodeType === Node.TEXT_NODE ? node.cloneNode() : null
  const attributes = Object.fromEntries(Array.from(node.attributes, ({ name, value }) => [name, value]))
  return make(node.localName, attributes, Array.from(node.childNodes, clean))
}

function build({ type, name = 'div', text = '', attrs = {}, children = [] }: RichNode): Node | null {
  return type === 'text' ? document.createTextNode(text) : make(name.toLowerCase(), attrs, children.map(build))
}

function make(tag: string, attributes: Record<string, string>, children: (Node | null)[]): Node | null {
  if (!ALLOWED_TAGS.has(tag)) return null
  const allowed = Object.entries(attributes).filter(([name]) => ALLOWED_ATTRIBUTES.has(name))
  // every allowed tag is an HTML element
  const node: HTMLElement = element(tag as 'div', {}, ...children)
  for (const [name, value] of allowed) node.setAttribute(name, value)
  return node
}
