/**
 * The public surface as a text that is committed, so that a review shows every change of it: the declarations without
 * comments and private members, sorted by name.
 */
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import ts from 'typescript'
import { type Check, type ShippedFolder } from './files'

export const REPORT = path.resolve(__dirname, '../../../etc/api-report.d.ts')

const HEADER = '// The public surface of the package. `npm run api -- --update` writes this file; do not edit it.'

export const publicSurface: Check = {
  title: 'the public surface is the one in etc/api-report.d.ts',
  run: (folder) =>
    reportProblems(existsSync(REPORT) ? readFileSync(REPORT, 'utf8') : '', apiReport(declarationsOf(folder))),
}

export function declarationsOf({ files }: ShippedFolder): string {
  return files.get('index.d.ts')?.toString() ?? ''
}

/** One line per change. @param committed the report in the repository, `current` the one of the shipped declarations */
export function reportProblems(committed: string, current: string): string[] {
  if (!committed) return ['There is no report. To write it: npm run build && npm run api -- --update']
  const before = committed.split(/\r?\n/)
  const after = current.split('\n')
  const changes = [
    ...without(before, after).map((line) => `- ${line.trim()}`),
    ...without(after, before).map((line) => `+ ${line.trim()}`),
  ]
  if (changes.length === 0 && before.join('\n') === current) return []
  return [
    ...changes,
    'If that is meant: npm run build && npm run api -- --update, and commit the report with the change.',
  ]
}

/** The lines that `lines` has more often than `others`. */
function without(lines: string[], others: string[]): string[] {
  const left = new Map<string, number>()
  for (const line of others) left.set(line, (left.get(line) ?? 0) + 1)
  return lines.filter((line) => {
    const count = left.get(line) ?? 0
    left.set(line, count - 1)
    return count <= 0
  })
}

export function apiReport(declarations: string): string {
  const source = ts.createSourceFile('index.d.ts', declarations, ts.ScriptTarget.Latest)
  const { transformed } = ts.transform(source, [withoutPrivates])
  const printer = ts.createPrinter({ removeComments: true, newLine: ts.NewLineKind.LineFeed })
  const statements = (transformed[0] ?? source).statements.map((statement) => ({
    name: nameOf(statement),
    text: printer.printNode(ts.EmitHint.Unspecified, statement, source),
  }))
  statements.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0))
  return [HEADER, ...statements.map(({ text }) => text)].join('\n\n') + '\n'
}

/** The exports, which have no name, come last. */
function nameOf(statement: ts.Statement): string {
  if (ts.isVariableStatement(statement)) {
    const name = statement.declarationList.declarations[0]?.name
    return name && ts.isIdentifier(name) ? name.text : ''
  }
  const { name } = statement as Partial<ts.DeclarationStatement>
  return name && ts.isIdentifier(name) ? name.text : '\uffff'
}

const withoutPrivates: ts.TransformerFactory<ts.SourceFile> = (context) => (file) => {
  const visit = (node: ts.Node): ts.Node | undefined =>
    ts.isClassElement(node) && isPrivate(node) ? undefined : ts.visitEachChild(node, visit, context)
  return ts.visitEachChild(file, visit, context)
}

function isPrivate(member: ts.ClassElement): boolean {
  const isHidden = member.name !== undefined && ts.isPrivateIdentifier(member.name)
  const modifiers = ts.canHaveModifiers(member) ? ts.getModifiers(member) : undefined
  return isHidden || modifiers?.some(({ kind }) => kind === ts.SyntaxKind.PrivateKeyword) === true
}
