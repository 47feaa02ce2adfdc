/** Something in a template that Skyline does not take. */
export interface TemplateFinding {
  /** counts from 1 */
  line: number
  problem: string
}

/** An opening or closing tag, or a text between two. */
const TOKEN = /<!--[^]*?-->|<wxs\b[^>]*\/>|<(\/?)([\w-]+)((?:"[^"]*"|[^">])*?)(\/?)>|[^<]+/g
/** A text is a line of its own there in any other element. */
const HOLDS_TEXT = ['text', 'span', 'button', 'navigator', 'wxs']
/** What may stand in a <navigator>, and in a <text>; <block> is none. */
const IN_TEXTS = ['text', 'span', 'block']
const UNKNOWN_ELEMENTS = [
  'movable-view',
  'movable-area',
  'web-view',
  'editor',
  'progress',
  'match-media',
  'navigation-bar',
]

/** What WeChat's documents of the elements, and its checker, say of WXML for Skyline. */
export function templateFindings(wxml: string): TemplateFinding[] {
  const found: TemplateFinding[] = []
  const open: string[] = []
  for (const token of wxml.matchAll(TOKEN)) {
    const [whole, slash = '', name = '', attributes = '', isEmpty = ''] = token
    const tell = (problem: string) => found.push({ line: wxml.slice(0, token.index).split('\n').length, problem })
    const parent = open.filter((one) => one !== 'block').at(-1) ?? ''
    if (whole.startsWith('<!--') || whole.startsWith('<wxs')) continue
    if (name === '' && whole.trim() !== '' && !HOLDS_TEXT.includes(parent)) tell('a text outside of <text>')
    if (name === '') continue
    if (slash === '/') {
      open.pop()
      continue
    }
    if (isEmpty === '') open.push(name)
    if (UNKNOWN_ELEMENTS.includes(name)) tell(`<${name}> is not known there`)
    if (name === 'scroll-view' && !/\stype="(list|custom|nested)"/.test(attributes))
      tell('a <scroll-view> without type')
    if (parent === 'navigator' && !IN_TEXTS.includes(name)) tell(`<${name}> in a <navigator>, which holds texts alone`)
    if (parent === 'text' && !IN_TEXTS.includes(name)) tell(`<${name}> in a <text>, which holds texts alone`)
  }
  return found
}
