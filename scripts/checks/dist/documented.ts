/** Whoever points at a public name in an editor reads what it is. */
import ts from 'typescript'
import type { Check } from './files'

const DECLARATIONS = 'index.d.ts'
/** its members are the events, and these are described in `EVENT` */
const DESCRIBED_ELSEWHERE = new Set(['EventPayloads'])

/** A docstring is wanted for each declaration and each of its members. */
export const documented: Check = {
  title: 'every public name has a docstring',
  run: ({ files }) => {
    const text = files.get(DECLARATIONS)?.toString() ?? ''
    const source = ts.createSourceFile(DECLARATIONS, text, ts.ScriptTarget.Latest, true)
    return source.statements.flatMap((statement) => [...lacking(statement)])
  },
}

function* lacking(statement: ts.Statement): Generator<string> {
  const { name, members } = parts(statement)
  if (!name) return
  if (!isDescribed(statement)) yield `${name} has no docstring`
  if (DESCRIBED_ELSEWHERE.has(name)) return
  for (const member of members) {
    const isPrivate = ts.canHaveModifiers(member) && member.modifiers?.some(isHidden)
    if (!member.name || isPrivate || isDescribed(member)) continue
    yield `${name}.${member.name.getText()} has no docstring`
  }
}

function parts(statement: ts.Statement): { name?: string; members: readonly (ts.Node & { name?: ts.Node })[] } {
  if (ts.isInterfaceDeclaration(statement)) return { name: statement.name.text, members: statement.members }
  if (ts.isClassDeclaration(statement)) return { name: statement.name?.text ?? '', members: statement.members }
  if (ts.isTypeAliasDeclaration(statement)) return { name: statement.name.text, members: [] }
  if (ts.isFunctionDeclaration(statement)) return { name: statement.name?.text ?? '', members: [] }
  const [variable] = ts.isVariableStatement(statement) ? statement.declarationList.declarations : []
  if (!variable) return { members: [] }
  const table = variable.type && ts.isTypeLiteralNode(variable.type) ? variable.type.members : []
  return { name: variable.name.getText(), members: table }
}

function isHidden({ kind }: ts.ModifierLike): boolean {
  return kind === ts.SyntaxKind.PrivateKeyword || kind === ts.SyntaxKind.ProtectedKeyword
}

function isDescribed(node: ts.Node): boolean {
  return ts.getJSDocCommentsAndTags(node).length > 0
}
