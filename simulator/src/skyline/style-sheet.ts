import type { AtRule, ChildNode, Declaration, Root, Rule } from 'postcss'
import selectorParser from 'postcss-selector-parser'
import { declarationProblem } from './properties'

/** Something that Skyline leaves out. */
export interface Dropped {
  node: ChildNode
  problem: string
}

const PSEUDO_CLASSES = [
  ':first-child',
  ':last-child',
  ':only-child',
  ':empty',
  ':not',
  ':nth-child',
  ':active',
  ':host',
]
const PSEUDO_ELEMENTS = ['::before', '::after', ':before', ':after']

/** Walks a style sheet as Skyline reads it. @param drop takes the node out, or notes that it would be taken out */
export function eachDropped(root: Root, drop: (dropped: Dropped) => void): void {
  root.walkAtRules((rule) => {
    const problem = atRuleProblem(rule)
    if (problem !== undefined) drop({ node: rule, problem })
  })
  root.walkRules((rule) => {
    if (isGone(rule, root)) return
    const problem = isKeyframe(rule) ? undefined : selectorProblem(rule.selector)
    if (problem !== undefined) drop({ node: rule, problem })
  })
  root.walkDecls((declaration) => {
    if (isGone(declaration, root) || hasPlainTwin(declaration)) return
    const problem = declarationProblem(declaration.prop, declaration.value) ?? fixedProblem(declaration)
    if (problem !== undefined) drop({ node: declaration, problem })
  })
}

function atRuleProblem({ name, params }: AtRule): string | undefined {
  if (/^(-\w+-)?keyframes$/.test(name) || name === 'import' || name === 'font-face') return undefined
  if (name === 'media' && /prefers-color-scheme/.test(params)) return undefined
  return name === 'media' ? `@media ${params}: only prefers-color-scheme is known` : `@${name} is not known there`
}

function selectorProblem(selector: string): string | undefined {
  let problem: string | undefined
  selectorParser((selectors) => {
    selectors.walk((node) => {
      if (node.type === 'universal') problem = 'selector * is not known there'
      if (node.type === 'attribute') problem = `selector ${node.toString().trim()} is not known there`
      if (node.type !== 'pseudo') return
      const known = node.value.startsWith('::') ? PSEUDO_ELEMENTS : [...PSEUDO_CLASSES, ...PSEUDO_ELEMENTS]
      if (!known.includes(node.value)) problem = `selector ${node.value} is not known there`
    })
  }).processSync(selector)
  return problem
}

/** A fixed box has no place by itself: the rule that makes it one says where it is. */
function fixedProblem({ prop, value, parent }: Declaration): string | undefined {
  if (prop !== 'position' || value !== 'fixed') return undefined
  const names = (parent.nodes ?? []).map((node) => (node.type === 'decl' ? node.prop : ''))
  const hasPlace = [
    ['top', 'bottom'],
    ['left', 'right'],
  ].every((sides) => sides.some((side) => names.includes(side)))
  return hasPlace ? undefined : 'position: fixed needs top or bottom, and left or right, in the same rule'
}

/** `-webkit-mask-size` beside `mask-size`: each renderer takes its own. */
function hasPlainTwin({ prop, parent }: Declaration): boolean {
  const plain = prop.replace(/^-webkit-/, '')
  return plain !== prop && (parent.nodes ?? []).some((node) => node.type === 'decl' && node.prop === plain)
}

function isKeyframe(rule: Rule): boolean {
  const parent = rule.parent as ChildNode | Root | undefined
  return parent?.type === 'atrule' && /keyframes$/.test(parent.name)
}

/** Within something that was dropped. */
function isGone(node: ChildNode, root: Root): boolean {
  for (let parent: ChildNode | Root | undefined = node; parent !== root;) {
    if (parent === undefined) return true
    parent = parent.parent as ChildNode | Root | undefined
  }
  return false
}
