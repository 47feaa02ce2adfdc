import path from 'node:path'
import postcss, { type AtRule, type ChildNode, type Declaration, type Root, type Rule } from 'postcss'
import selectorParser from 'postcss-selector-parser'
import { ADDRESS } from '../addresses'
import { BUILT_IN_TAGS, SCOPE_MARK } from '../mini-program'
import { rpxToVw } from '../rpx'
import { eachDropped } from '../skyline/style-sheet'
import { Diagnostics } from './diagnostics'
import type { Project } from './project'
import { relativeTo } from './resolve'
import { compileSass } from './sass'

/** What a style sheet belongs to; it decides how far its rules reach. */
export interface StylePlace {
  owner: 'app' | 'page' | 'component'
  /** for app and components: a selector around all of it */
  within?: string
}

/**
 * Turns a WXSS file into CSS: imports inlined, `rpx` as `vw`, elements named as in the DOM (`view` is `wx-view`).
 * A page's rules hold on that page alone; a component's class names get `SCOPE_MARK`.
 */
export function compileStyle(file: string, place: StylePlace, project: Project, diagnostics: Diagnostics): string {
  const root = postcss.root()
  root.append(new Importer(project, diagnostics).load(file))
  return finish(root, file, place, diagnostics)
}

/** The same as Skyline reads it: what it does not know is gone, and said. */
export function compileSkylineStyle(file: string, place: StylePlace, project: Project, dropped: Diagnostics): string {
  const root = postcss.root()
  // what is wrong for both renderers has been said
  root.append(new Importer(project, new Diagnostics()).load(file))
  eachDropped(root, ({ node, problem }) => {
    const source = node.source?.input.file
    if (source !== undefined) dropped.warn(fileIn(source), `Skyline leaves this out: ${problem}`, startOf(node))
    node.remove()
  })
  return finish(root, file, place, new Diagnostics())
}

function finish(root: Root, file: string, place: StylePlace, diagnostics: Diagnostics): string {
  const { owner } = place
  const route = file.replace(/\.\w+$/, '')
  root.walkRules((rule) => {
    if (isKeyframes(rule)) return
    if (owner === 'component') reportForbiddenSelectors(rule, diagnostics)
    rule.selector = selectorsFor(place, route).processSync(rule.selector)
  })
  root.walkDecls((declaration) => {
    declaration.value = localUrls(safeAreas(rpxToVw(declaration.value)), declaration, diagnostics)
  })
  root.walkAtRules((rule) => {
    rule.params = rpxToVw(rule.params)
  })
  return root.toString()
}

/** A frame in a page has no safe areas of its own; the phone sets these variables. */
function safeAreas(value: string): string {
  return value.replace(/\benv\(\s*(safe-area-inset-\w+)\s*(?:,[^)]*)?\)/g, 'var(--$1, 0px)')
}

/** Reads a file with its imports in place; one that was imported before, as in a cycle, is left out. */
class Importer {
  private readonly loaded = new Set<string>()

  constructor(
    private readonly project: Project,
    private readonly diagnostics: Diagnostics,
  ) {}

  load(file: string): ChildNode[] {
    if (this.loaded.has(file)) return []
    this.loaded.add(file)
    const root = this.parse(file)
    return (root.nodes ?? []).flatMap((node) => (isImport(node) ? this.loadImport(node, file) : [node]))
  }

  private parse(file: string): Root {
    try {
      return postcss.parse(this.source(file), { from: file })
    } catch (error) {
      if (!isSyntaxError(error)) throw error
      this.diagnostics.error(file, error.reason, { line: error.line ?? 1, column: error.column ?? 1 })
      return postcss.root()
    }
  }

  private source(file: string): string {
    if (/\.(scss|sass)$/.test(file)) return compileSass(file, this.project, this.diagnostics)
    if (!file.endsWith('.less')) return this.project.read(file)
    this.diagnostics.error(file, 'LESS is not in the simulator: write WXSS, or SCSS')
    return ''
  }

  private loadImport(rule: AtRule, file: string): ChildNode[] {
    const name = /['"]([^'"]+)['"]/.exec(rule.params)?.[1]
    if (name === undefined) {
      this.diagnostics.error(file, `@import needs a path in quotes, found: ${rule.params}`, startOf(rule))
      return []
    }
    const target = relativeTo(file, name.endsWith('.wxss') ? name : `${name}.wxss`)
    if (this.project.has(target)) return this.load(target)
    this.diagnostics.error(file, `@import "${name}": ${target} not found`, startOf(rule))
    return []
  }
}

function selectorsFor({ owner, within }: StylePlace, route: string) {
  return selectorParser((selectors) => {
    selectors.walkClasses((name) => {
      if (owner === 'component') name.value = SCOPE_MARK + name.value
    })
    selectors.walkTags((tag) => {
      if (tag.value === 'page' || BUILT_IN_TAGS.has(tag.value)) tag.value = `wx-${tag.value}`
    })
    selectors.walkPseudos((pseudo) => {
      if (pseudo.value !== ':host') return
      pseudo.replaceWith(selectorParser.pseudo({ value: `[is="${route}"]` }))
    })
    const around = owner === 'page' ? `[data-route="${route}"]` : within
    if (around === undefined) return
    // :where() keeps the specificity that the author sees; every page lives in the same document here
    const inThere = `:where(${around})`
    for (const selector of selectors.nodes) {
      const [first] = selector.nodes
      if (!first) continue
      const space = selectorParser.combinator({ value: ' ' })
      selector.insertBefore(first, selectorParser.pseudo({ value: inThere, spaces: first.spaces }))
      first.spaces.before = ''
      selector.insertBefore(first, space)
    }
  })
}

/** WeChat's rule for components: class selectors only. */
function reportForbiddenSelectors(rule: Rule, diagnostics: Diagnostics): void {
  let kind = ''
  selectorParser((selectors) => {
    selectors.walk((node) => {
      if (node.type === 'tag') kind = `tag selector "${node.value}"`
      if (node.type === 'id') kind = `id selector "#${node.value}"`
      if (node.type === 'attribute') kind = `attribute selector "${node.toString().trim()}"`
    })
  }).processSync(rule.selector)
  if (kind === '') return
  const file = rule.source?.input.file
  if (file === undefined) return
  diagnostics.warn(fileIn(file), `${kind} is not allowed in a component's WXSS, use a class`, startOf(rule))
}

/** Phones load no local file from WXSS; the simulator does, and says so. */
function localUrls(value: string, declaration: Declaration, diagnostics: Diagnostics): string {
  return value.replace(/url\(\s*(?:"([^"]*)"|'([^']*)'|([^'")]*))\s*\)/g, (whole: string, ...groups: string[]) => {
    const url = groups.slice(0, 3).join('')
    if (/^(data:|https?:|\/\/|#|wxfile:)/.test(url)) return whole
    const file = fileIn(declaration.source?.input.file ?? '')
    diagnostics.warn(
      file,
      `url(${url}): phones do not load local files from WXSS, use <image> or a data: URL`,
      startOf(declaration),
    )
    return `url("${ADDRESS.files}${relativeTo(file, url)}")`
  })
}

/** postcss makes `from` absolute; back to the path within the mini program. */
function fileIn(absolute: string): string {
  return path.relative(process.cwd(), absolute).split(path.sep).join('/')
}

function startOf(node: ChildNode): { line: number; column: number } {
  return { line: node.source?.start?.line ?? 1, column: node.source?.start?.column ?? 1 }
}

function isImport(node: ChildNode): node is AtRule {
  return node.type === 'atrule' && node.name === 'import'
}

function isKeyframes(rule: Rule): boolean {
  const parent = rule.parent as ChildNode | Root | undefined
  return parent?.type === 'atrule' && /keyframes$/.test(parent.name)
}

function isSyntaxError(error: unknown): error is { reason: string; line?: number; column?: number } {
  return error instanceof Error && error.name === 'CssSyntaxError'
}
