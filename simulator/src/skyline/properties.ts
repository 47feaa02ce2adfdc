/**
 * What Skyline knows of WXSS: one line per property, after the table of supported styles in WeChat's documents (2026) and
 * what WeChat's own notes say of single values. A property that is not here is dropped there.
 */

/** Says what is wrong with a value, or nothing. */
type Check = (value: string) => string | undefined

const any: Check = () => undefined

/** One or more of these words, in the way in which the property takes them. */
function words(...known: string[]): Check {
  return (value) => {
    const unknown = value.split(/[\s,]+/).filter((word) => word !== '' && !known.includes(word) && !isOpen(word))
    return unknown.length === 0 ? undefined : `knows ${known.join(', ')}, not ${unknown.join(' ')}`
  }
}

/** A single one of these words. */
function word(...known: string[]): Check {
  return (value) => (known.includes(value) || isOpen(value) ? undefined : `knows ${known.join(', ')}, not ${value}`)
}

/** Everything but what the pattern finds. */
function without(pattern: RegExp, what: string): Check {
  return (value) => (pattern.test(value) ? `knows no ${what}` : undefined)
}

function all(...checks: Check[]): Check {
  return (value) => checks.map((check) => check(value)).find((problem) => problem !== undefined)
}

/** Only the element knows what comes out of it. */
function isOpen(value: string): boolean {
  return /^var\(/.test(value) || ['inherit', 'initial', 'unset'].includes(value)
}

/** Parts of a list that are divided by commas outside of brackets. */
export function partsOf(list: string): string[] {
  return list.split(/,(?![^(]*(?:\([^)]*\)[^)]*)*\))/).map((part) => part.trim())
}

const atMost =
  (count: number): Check =>
  (value) =>
    partsOf(value).length > count ? `takes ${count} values at most` : undefined

const single: Check = (value) => (/\)\s+\w+\(/.test(value) ? 'takes one function' : undefined)

/** Stops are percentages or plain lengths; radial ones are circles. */
const image = all(
  atMost(2),
  without(/gradient\(.*\bcalc\(/, 'calc() in a gradient'),
  without(/radial-gradient\([^,]*ellipse/, 'ellipse'),
)
const line = words('none', 'solid', 'dotted', 'dashed')
const border = without(/\b(hidden|double|groove|ridge|inset|outset)\b/, 'other lines than solid, dotted and dashed')
const filter = all(single, without(/\b(url|drop-shadow)\(/, 'url() and drop-shadow()'))

export const SKYLINE_PROPERTIES: Readonly<Record<string, Check>> = {
  // layout
  display: word('none', 'block', 'flex', 'inline-flex'), // inline and inline-block: within <text> alone
  position: word('static', 'relative', 'absolute', 'fixed'), // fixed: from 8.0.43 on, and only with its offsets
  overflow: word('visible', 'hidden'), // what scrolls is a <scroll-view>
  visibility: word('visible', 'hidden'),
  'box-sizing': word('border-box', 'content-box'),
  'pointer-events': word('auto', 'none'),
  'z-index': any, // among siblings
  'aspect-ratio': any,
  content: without(/url\(/, 'url()'),
  top: any,
  right: any,
  bottom: any,
  left: any,
  width: any,
  height: any,
  'min-width': any,
  'min-height': any,
  'max-width': any,
  'max-height': any,
  padding: any,
  'padding-top': any,
  'padding-right': any,
  'padding-bottom': any,
  'padding-left': any,
  margin: any,
  'margin-top': any,
  'margin-right': any,
  'margin-bottom': any,
  'margin-left': any,

  // flex
  flex: any,
  'flex-direction': word('row', 'row-reverse', 'column', 'column-reverse'),
  'flex-wrap': word('nowrap', 'wrap', 'wrap-reverse'),
  'flex-grow': any,
  'flex-shrink': any,
  'flex-basis': any,
  order: any,
  'align-items': word('normal', 'stretch', 'center', 'flex-start', 'flex-end', 'start', 'end', 'baseline'),
  'align-self': word('auto', 'normal', 'stretch', 'center', 'flex-start', 'flex-end', 'start', 'end', 'baseline'),
  'align-content': word('normal', 'stretch', 'center', 'flex-start', 'flex-end', 'space-between', 'space-around'),
  'justify-content': word('center', 'flex-start', 'flex-end', 'space-between', 'space-around', 'space-evenly'),

  // backgrounds, borders, masks
  background: image,
  'background-color': any,
  'background-image': image,
  'background-position': atMost(2),
  'background-size': atMost(2),
  'background-repeat': words('repeat', 'repeat-x', 'repeat-y', 'no-repeat'),
  border,
  'border-top': border,
  'border-right': border,
  'border-bottom': border,
  'border-left': border,
  'border-width': any,
  'border-top-width': any,
  'border-right-width': any,
  'border-bottom-width': any,
  'border-left-width': any,
  'border-style': line,
  'border-top-style': line,
  'border-right-style': line,
  'border-bottom-style': line,
  'border-left-style': line,
  'border-color': any,
  'border-top-color': any,
  'border-right-color': any,
  'border-bottom-color': any,
  'border-left-color': any,
  'border-radius': any,
  'border-top-left-radius': any,
  'border-top-right-radius': any,
  'border-bottom-left-radius': any,
  'border-bottom-right-radius': any,
  'box-shadow': any,
  opacity: any,
  filter,
  'backdrop-filter': filter,
  'mask-image': all(atMost(2), without(/gradient\(/, 'gradients in masks')),
  'mask-position': any,
  'mask-position-x': any,
  'mask-position-y': any,
  'mask-size': any,
  'mask-repeat': words('repeat', 'repeat-x', 'repeat-y', 'no-repeat'), // no-repeat by itself

  // text
  color: any,
  'font-family': any,
  'font-size': any,
  'font-weight': without(/bolder|lighter/, 'bolder and lighter'),
  'font-style': word('normal', 'italic'),
  'font-feature-settings': any,
  'line-height': any,
  'letter-spacing': any,
  'word-spacing': any,
  'text-align': word('left', 'center', 'right', 'justify', 'start', 'end'),
  'text-overflow': word('clip', 'ellipsis'), // of <text> alone
  'text-shadow': any,
  'text-decoration': any,
  'text-decoration-line': word('none', 'underline', 'overline', 'line-through'),
  'text-decoration-style': any,
  'text-decoration-color': any,
  'vertical-align': word('baseline', 'top', 'middle', 'bottom'),
  'white-space': word('normal', 'nowrap'),
  'word-break': word('normal', 'break-all', 'break-word'), // break-word is taken for normal

  // motion
  transform: any,
  'transform-origin': any,
  transition: without(/\b(color|font-size|line-height|visibility)\b(?<!-color)/, 'transitions of texts'),
  'transition-property': any,
  'transition-duration': any,
  'transition-timing-function': any,
  'transition-delay': any,
  animation: any,
  'animation-name': any,
  'animation-duration': any,
  'animation-timing-function': any,
  'animation-delay': any,
  'animation-iteration-count': any,
  'animation-direction': any,
  'animation-fill-mode': any,
  'animation-play-state': any,
  'will-change': word('auto', 'contents'),
}

/** Beside calc(), env(), var(), colours, gradients, urls, transforms and timing. */
const UNKNOWN_FUNCTION = /\b(constant|min|max|clamp|attr|image-set|element)\(/

/** Why Skyline would drop the declaration; undefined when it takes it. */
export function declarationProblem(property: string, value: string): string | undefined {
  if (property.startsWith('--')) return undefined
  const check = Object.hasOwn(SKYLINE_PROPERTIES, property) ? SKYLINE_PROPERTIES[property] : undefined
  if (!check) return `${property} is not known there`
  const unknown = UNKNOWN_FUNCTION.exec(value.replace(/url\([^)]*\)/g, 'url()'))
  if (unknown) return `${property} knows no ${unknown[1] ?? ''}()`
  const problem = check(value)
  return problem && `${property} ${problem}`
}
