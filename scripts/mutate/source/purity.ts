/** What may be computed twice without a difference, and who reads a constant. */
import ts from 'typescript'

const PURE_METHODS = [
  ...['indexOf', 'slice', 'join', 'filter', 'some', 'every', 'map', 'concat', 'keys', 'isArray', 'test', 'trim'],
  ...['max', 'min', 'floor', 'round', 'has', 'get', 'peerOf', 'memberOf', 'membersOf', 'invited', 'stillRinging'],
]

/** Whether the expression at this range only reads, as far as one can see. */
export function isPure(source: ts.SourceFile, start: number, end: number): boolean {
  let isClean = true
  const visit = (node: ts.Node): void => {
    if (node.getEnd() <= start || node.pos >= end) return
    const isInside = node.getStart(source) >= start && node.getEnd() <= end
    if (isInside && changesSomething(node)) isClean = false
    ts.forEachChild(node, visit)
  }
  visit(source)
  return isClean
}

function changesSomething(node: ts.Node): boolean {
  if (ts.isNewExpression(node) || ts.isDeleteExpression(node) || ts.isAwaitExpression(node)) return true
  if (ts.isPostfixUnaryExpression(node)) return true
  if (ts.isPrefixUnaryExpression(node)) {
    return node.operator === ts.SyntaxKind.PlusPlusToken || node.operator === ts.SyntaxKind.MinusMinusToken
  }
  if (ts.isBinaryExpression(node)) {
    const { kind } = node.operatorToken
    return kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment
  }
  if (!ts.isCallExpression(node)) return false
  const { expression } = node
  const name = ts.isPropertyAccessExpression(expression) ? expression.name.text : expression.getText()
  return !PURE_METHODS.includes(name) && !/^(is|has)[A-Z]/.test(name)
}

export interface Use {
  start: number
  end: number
  name: string
  /** `{ name }` */
  isShorthand: boolean
}

/** Where a constant of the file is read, if the range is in what it is set to; null if it is not, or others see it. */
export function usesOf(source: ts.SourceFile, start: number, end: number): Use[] | null {
  const statement = source.statements.find((one) => one.getStart(source) <= start && end <= one.getEnd())
  if (!statement || !ts.isVariableStatement(statement)) return null
  if (statement.modifiers?.length) return null
  const declaration = statement.declarationList.declarations[0]
  if (!declaration || !ts.isIdentifier(declaration.name) || isInFunction(source, start, end)) return null
  const { text: name } = declaration.name
  const uses: Use[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isTypeNode(node)) return
    if (ts.isIdentifier(node) && node.text === name && isRead(node)) {
      const isShorthand = ts.isShorthandPropertyAssignment(node.parent)
      uses.push({ start: node.getStart(source), end: node.getEnd(), name, isShorthand })
    }
    ts.forEachChild(node, visit)
  }
  source.statements.filter((one) => one !== statement).forEach((one) => visit(one))
  const isReadAtOnce = uses.some((use) => !isInFunction(source, use.start, use.end))
  return isReadAtOnce || !uses.length ? null : uses
}

function isRead(node: ts.Identifier): boolean {
  const { parent } = node
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node
  if (ts.isPropertyAssignment(parent)) return parent.initializer === node
  return !ts.isParameter(parent) && !ts.isBindingElement(parent) && !ts.isExportSpecifier(parent)
}

function isInFunction(source: ts.SourceFile, start: number, end: number): boolean {
  let isInside = false
  const visit = (node: ts.Node): void => {
    if (node.pos > start || node.getEnd() < end) return
    if (ts.isFunctionLike(node)) isInside = true
    ts.forEachChild(node, visit)
  }
  visit(source)
  return isInside
}
