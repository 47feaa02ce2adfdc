import { BUILT_IN_TAGS, MISSING_TAGS, type ComponentConfig } from '../mini-program'
import { positionAt, type Diagnostics } from './diagnostics'

/** Tags that WXML itself gives a meaning. */
const SYNTAX_TAGS: ReadonlySet<string> = new Set(['block', 'import', 'include', 'slot', 'template', 'wxs'])

interface Template {
  file: string
  wxml: string
  config: ComponentConfig
  /** declared, but not found */
  unresolved: ReadonlySet<string>
}

/** Finds elements that nobody has declared, and those that WeChat has and the simulator has not. */
export function checkTags({ file, wxml, config, unresolved }: Template, diagnostics: Diagnostics): void {
  const declared = new Set([
    ...unresolved,
    ...Object.keys(config.usingComponents ?? {}),
    ...Object.keys(config.componentGenerics ?? {}),
  ])
  for (const match of blankOut(wxml).matchAll(/<([a-z][\w-]*)/gi)) {
    const [, tag = ''] = match
    if (declared.has(tag) || SYNTAX_TAGS.has(tag)) continue
    const position = positionAt(wxml, match.index)
    if (MISSING_TAGS.has(tag)) diagnostics.warn(file, `<${tag}> stays empty in the simulator`, position)
    else if (!BUILT_IN_TAGS.has(tag)) {
      diagnostics.error(file, `<${tag}> is no element of WeChat and is missing in "usingComponents"`, position)
    }
  }
}

/** Replaces what may contain a `<` that opens no tag by spaces, so that offsets stay. */
function blankOut(wxml: string): string {
  return wxml.replace(/<!--[^]*?-->|<wxs[^>]*>[^]*?<\/wxs>|\{\{[^]*?\}\}|=\s*"[^"]*"|=\s*'[^']*'/g, (text) =>
    ' '.repeat(text.length),
  )
}
