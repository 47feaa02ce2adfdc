/**
 * WeChat's renderer Skyline: the styles against what it knows of WXSS, the templates through its own compiler. What
 * `skylint`, WeChat's checker, knows beyond that is checked here as well. It is no dependency: the build on npm (1.0.2)
 * takes calc(), animations and pseudo-elements for unknown, which they no longer are; the newer one is in its repository
 * alone; and both ask questions on the terminal and bring jest, ts-node and a second TypeScript along.
 */
import { TmplGroup } from 'glass-easel-template-compiler'
import postcss from 'postcss'
import { eachDropped } from '../../../simulator/src/skyline/style-sheet'
import { type Check, texts } from './files'

/** What is left out there on purpose, with the reason. */
const LEFT_OUT: readonly RegExp[] = [
  // an improvement for WebViews: the animations go on in Skyline, or stand still if it should take the rules
  /^@media \(prefers-reduced-motion: reduce\)/,
]

export const skylineStyles: Check = {
  title: 'Skyline knows every style',
  run(folder) {
    return texts(folder, '.wxss').flatMap(([file, text]) => {
      const problems: string[] = []
      eachDropped(postcss.parse(text), ({ node, problem }) => {
        const { line = 1 } = node.source?.start ?? {}
        if (!LEFT_OUT.some((pattern) => pattern.test(problem))) problems.push(`${file}:${line}: ${problem}`)
      })
      return problems
    })
  },
}

export const skylineTemplates: Check = {
  title: "Skyline's template compiler takes every template, and its elements say what it needs",
  run(folder) {
    return texts(folder, '.wxml').flatMap(([file, text]) => [
      ...compilerFindings(file, text),
      ...elementFindings(text).map(({ line, problem }) => `${file}:${line}: ${problem}`),
    ])
  },
}

/** Lines count from 0. */
interface TemplateFinding {
  message: string
  startLine: number
}

function compilerFindings(file: string, text: string): string[] {
  const group = new TmplGroup()
  try {
    const findings = group.addTmpl(file.replace(/\.wxml$/, ''), text) as TemplateFinding[]
    return findings.map(({ message, startLine }) => `${file}:${startLine + 1}: ${message}`)
  } finally {
    group.free()
  }
}

/** An opening or closing tag, or a text between two. */
const TOKEN = /<!--[^]*?-->|<wxs\b[^>]*\/>|<(\/?)([\w-]+)((?:"[^"]*"|[^">])*?)(\/?)>|[^<]+/g
/** A text is a line of its own there in any other element. */
const HOLDS_TEXT = ['text', 'span', 'button', 'navigator', 'wxs']
const UNKNOWN_ELEMENTS = ['movable-view', 'movable-area', 'web-view', 'editor', 'progress', 'match-media', 'navigation-bar']

function elementFindings(text: string): { line: number; problem: string }[] {
  const found: { line: number; problem: string }[] = []
  const open: string[] = []
  for (const token of text.matchAll(TOKEN)) {
    const [whole, slash = '', name = '', attributes = '', isEmpty = ''] = token
    const tell = (problem: string) => found.push({ line: text.slice(0, token.index).split('\n').length, problem })
    if (whole.startsWith('<!--') || whole.startsWith('<wxs')) continue
    if (name === '' && whole.trim() !== '' && !HOLDS_TEXT.includes(open.at(-1) ?? '')) tell('a text outside of <text>')
    if (name === '') continue
    if (slash === '/') {
      open.pop()
      continue
    }
    if (isEmpty === '') open.push(name)
    if (UNKNOWN_ELEMENTS.includes(name)) tell(`<${name}> is not known there`)
    if (name === 'scroll-view' && !/\stype="(list|custom|nested)"/.test(attributes)) tell('a <scroll-view> without type')
  }
  return found
}
