/** Every small change of a source file that a test should notice. */
import ts from 'typescript'
import { type Place, type Change, isConstant, isLog } from './nodes'
import { alternatives } from './operators'

export interface Mutant {
  /** from the root of the project, with `/` */
  file: string
  /** of the text that is replaced */
  start: number
  end: number
  place: Place
  before: string
  after: string
  /** it decides what happens: only whether it holds counts */
  isCondition: boolean
  /** the function around it; '' at the top of a file */
  within: string
  line: number
}

/** All changes of one place in the text, so that a place with many is not drawn more often than one with few. */
export type Site = Mutant[]

/** @param constants `OBJECT.MEMBER` of the whole project, by `OBJECT` */
export function sitesOf(file: string, source: ts.SourceFile, constants: Map<string, string[]>): Site[] {
  const sites = new Map<string, Site>()
  const text = source.text

  const add = ({ node, place, after, isCondition = false }: Change): void => {
    const start = place === 'entry' ? node.getStart(source) + 1 : node.getStart(source)
    const end = place === 'entry' ? start : node.getEnd()
    const before = text.slice(start, end)
    const [within, line] = [nameAround(node), source.getLineAndCharacterOfPosition(start).line + 1]
    const mutant = { file, start, end, place, before, after, isCondition, within, line }
    const key = `${start}-${end}-${place}`
    const site = sites.get(key) ?? []
    if (after !== before && !site.some((one) => one.after === after)) sites.set(key, site.concat(mutant))
  }

  const visit = (node: ts.Node): void => {
    if (isWithoutBehaviour(node)) return
    alternatives(node, constants).forEach(add)
    ts.forEachChild(node, visit)
  }
  ts.forEachChild(source, visit)
  return [...sites.values()]
}

/** `OBJECT.MEMBER` wherever it is used, for constants that can take each other's place. */
export function constantsOf(sources: ts.SourceFile[]): Map<string, string[]> {
  const found = new Map<string, Set<string>>()
  const visit = (node: ts.Node): void => {
    if (isConstant(node)) {
      const name = node.expression.getText()
      found.set(name, (found.get(name) ?? new Set()).add(node.name.text))
    }
    ts.forEachChild(node, visit)
  }
  sources.forEach(visit)
  return new Map([...found].map(([name, members]) => [name, [...members].sort()]))
}

/** Types, imports, and what is written for those who read a log. */
function isWithoutBehaviour(node: ts.Node): boolean {
  if (ts.isTypeNode(node) || ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return true
  if (ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node)) return true
  return ts.isCallExpression(node) && isLog(node)
}

function nameAround(node: ts.Node): string {
  for (let at: ts.Node | undefined = node; at; at = at.parent as ts.Node | undefined) {
    if (ts.isFunctionDeclaration(at) || ts.isMethodDeclaration(at) || ts.isAccessor(at)) return at.name?.getText() ?? ''
    if (ts.isConstructorDeclaration(at)) return 'constructor'
  }
  return ''
}

/** The text of the file with the change in it. */
export function applied(text: string, { start, end, place, after }: Mutant): string {
  const change = place === 'entry' ? `\n${after}\n` : after
  return text.slice(0, start) + change + text.slice(end)
}
