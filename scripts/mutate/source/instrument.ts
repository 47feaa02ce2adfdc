/**
 * All drawn mutants in one text, each behind a question to a global function, so that the files are compiled once and a
 * run needs only to be told which of them is on. Where nothing is on, the questions tell which tests could notice a
 * mutant: those that reach it, or, where both values may be computed, those in which they differ.
 */
import ts from 'typescript'
import type { Mutant } from './mutants'
import { isSuper } from './operators'
import { isPure, usesOf } from './purity'

/** Global, in each test environment. `(id) => boolean`: whether mutant `id` is on. Takes note that it is reached. */
export const IS_ON = '__isMutantOn'
/** Global. `(id) => boolean`: whether mutant `id` is on. Takes no note. */
export const IS_ON_UNNOTED = '__isMutantOnUnnoted'
/** Global. `(id, isCondition, mutated, original) => value`. Takes note if they differ. */
export const CHOOSE = '__chooseValue'

interface Span {
  start: number
  end: number
  /** among spans of the same text the lower one is further outside */
  depth: number
  render(inner: string): string
}

/** @param idOf numbers of the mutants, above 0 */
export function withMutants(source: ts.SourceFile, mutants: Mutant[], idOf: (mutant: Mutant) => number): string {
  const spans = mutants.flatMap((mutant) => spansOf(source, mutant, idOf(mutant)))
  // lines without semicolons: one that begins with a bracket would go on from the line before
  return render(source.text, spans.concat(statementsOf(source)))
}

function spansOf(source: ts.SourceFile, mutant: Mutant, id: number): Span[] {
  const { start, end, place, after, before } = mutant
  const isOn = `${IS_ON}(${id})`
  switch (place) {
    case 'entry':
      return [{ start, end, depth: 0, render: (inner) => `if(${isOn}){${after}}${inner}` }]
    case 'statement':
      return [{ start, end, depth: 1, render: (inner) => `{if(!${isOn}){${inner}}}` }]
    case 'case': {
      const label = before.slice('case'.length, before.indexOf(':'))
      const found = start + before.indexOf(label)
      // no value equals a new object
      const chosen = (inner: string) => ` (${isOn}?{}:(${inner}))`
      return [{ start: found, end: found + label.length, depth: 2, render: chosen }]
    }
    case 'expression':
      return ofExpression(source, mutant, id)
  }
}

function ofExpression(source: ts.SourceFile, { start, end, after, isCondition }: Mutant, id: number): Span[] {
  const uses = usesOf(source, start, end)
  if (uses) {
    // a constant of the file: who reads it could notice
    const pings = uses.map((use): Span => {
      const label = use.isShorthand ? `${use.name}:` : ''
      // another mutant of the constant has been here, perhaps
      const render = (inner: string) =>
        `${label}(${IS_ON}(${id}),${inner.slice(inner === use.name ? 0 : label.length)})`
      return { ...use, depth: 3, render }
    })
    return pings.concat({ start, end, depth: 3, render: (inner) => `(${IS_ON_UNNOTED}(${id})?(${after}):(${inner}))` })
  }
  const chosen = (inner: string) => `${CHOOSE}(${id},${isCondition},()=>(${after}),()=>(${inner}))`
  const asked = (inner: string) => `(${IS_ON}(${id})?(${after}):(${inner}))`
  return [{ start, end, depth: 3, render: isPure(source, start, end) ? chosen : asked }]
}

function statementsOf(source: ts.SourceFile): Span[] {
  const spans: Span[] = []
  const visit = (node: ts.Node): void => {
    const isOne = ts.isExpressionStatement(node)
    if (isOne && !(ts.isCallExpression(node.expression) && isSuper(node.expression))) {
      spans.push({ start: node.getStart(source), end: node.getEnd(), depth: 0, render: (inner) => `{${inner}}` })
    }
    ts.forEachChild(node, visit)
  }
  visit(source)
  return spans
}

function render(text: string, spans: Span[]): string {
  const left = spans.slice().sort((a, b) => a.start - b.start || b.end - a.end || a.depth - b.depth)
  /** the text of a range, with all spans in it */
  const within = (start: number, end: number): string => {
    let out = ''
    let at = start
    for (let next = left[0]; next && next.end <= end; next = left[0]) {
      left.shift()
      out += text.slice(at, next.start) + next.render(within(next.start, next.end))
      at = next.end
    }
    return out + text.slice(at, end)
  }
  return within(0, text.length)
}
