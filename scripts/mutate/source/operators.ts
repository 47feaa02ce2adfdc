/** What can be changed about a piece of code. */
import ts from 'typescript'
import { type Change, isConstant, isLog } from './nodes'

const SWAPS = new Map<ts.SyntaxKind, string[]>([
  [ts.SyntaxKind.AmpersandAmpersandToken, ['||']],
  [ts.SyntaxKind.BarBarToken, ['&&']],
  [ts.SyntaxKind.EqualsEqualsEqualsToken, ['!==']],
  [ts.SyntaxKind.ExclamationEqualsEqualsToken, ['===']],
  [ts.SyntaxKind.LessThanToken, ['<=', '>=']],
  [ts.SyntaxKind.LessThanEqualsToken, ['<', '>']],
  [ts.SyntaxKind.GreaterThanToken, ['>=', '<=']],
  [ts.SyntaxKind.GreaterThanEqualsToken, ['>', '<']],
  [ts.SyntaxKind.PlusToken, ['-']],
  [ts.SyntaxKind.MinusToken, ['+']],
  [ts.SyntaxKind.AsteriskToken, ['/']],
  [ts.SyntaxKind.SlashToken, ['*']],
  [ts.SyntaxKind.PercentToken, ['*']],
])

/** Operators of which either side may do alone. */
const JOINTS = [
  ts.SyntaxKind.AmpersandAmpersandToken,
  ts.SyntaxKind.BarBarToken,
  ts.SyntaxKind.QuestionQuestionToken,
] as ts.SyntaxKind[]

const METHODS: Record<string, string> = { some: 'every', every: 'some', min: 'max', max: 'min', push: 'unshift' }
/** methods that give something like what they are called on */
const SIEVES = ['filter', 'slice', 'concat', 'sort', 'trim', 'toLowerCase']

/** What a function may answer at once, by the type that it says it returns. */
const ANSWERS: [type: RegExp, answers: string[]][] = [
  [/^(void)?$/, ['return']],
  [/^Promise<void>$/, ['return Promise.resolve()']],
  [/^boolean$/, ['return true', 'return false']],
  [/^number$/, ['return 0']],
  [/^(string|UserID)$/, ["return ''"]],
  [/\[\]$/, ['return []']],
  [/\| null$/, ['return null']],
  [/\| undefined$/, ['return undefined']],
]

/** @param constants see `constantsOf` */
export function alternatives(node: ts.Node, constants: Map<string, string[]>): Change[] {
  const toChange = (after: string): Change => ({ node, place: 'expression', after, isCondition: isCondition(node) })
  const expressions = instead(node, constants).map(toChange)
  return expressions.concat(dropped(node), atOnce(node))
}

/* ------------------------------------------------------------------ expressions */

function instead(node: ts.Node, constants: Map<string, string[]>): string[] {
  const asCondition = isCondition(node) ? ['true', 'false', `!(${node.getText()})`] : []
  if (ts.isBinaryExpression(node)) return asCondition.concat(ofBinary(node))
  if (ts.isPrefixUnaryExpression(node)) return asCondition.concat(ofUnary(node))
  if (ts.isCallExpression(node)) return asCondition.concat(ofCall(node), isWholeAnswer(node) ? 'undefined' : [])
  if (isConstant(node)) return others(constants.get(node.expression.text) ?? [], node)
  return asCondition.concat(ofLiteral(node))
}

function isCondition(node: ts.Node): boolean {
  const { parent } = node
  if (ts.isIfStatement(parent) || ts.isWhileStatement(parent)) return parent.expression === node
  if (ts.isConditionalExpression(parent) || ts.isForStatement(parent)) return parent.condition === node
  return false
}

function ofBinary({ left, right, operatorToken }: ts.BinaryExpression): string[] {
  const [a, b] = [left.getText(), right.getText()]
  const swapped = (SWAPS.get(operatorToken.kind) ?? []).map((operator) => `${a} ${operator} ${b}`)
  return JOINTS.includes(operatorToken.kind) ? swapped.concat(a, b) : swapped
}

function ofUnary({ operator, operand }: ts.PrefixUnaryExpression): string[] {
  return operator === ts.SyntaxKind.ExclamationToken || operator === ts.SyntaxKind.MinusToken ? [operand.getText()] : []
}

function ofCall(node: ts.CallExpression): string[] {
  const { expression, arguments: args } = node
  if (ts.isOptionalChain(node) || expression.kind === ts.SyntaxKind.SuperKeyword) return []
  const callee = expression.getText()
  const texts = args.map((arg) => arg.getText())
  const all: string[] = []
  // the order of those does not matter
  const isOrdered = callee !== 'Math.min' && callee !== 'Math.max'
  for (let at = 0; isOrdered && at + 1 < texts.length; at++) {
    const swapped = texts.slice(0, at).concat(texts[at + 1] ?? '', texts[at] ?? '', texts.slice(at + 2))
    all.push(`${callee}(${swapped.join(', ')})`)
  }
  if (!ts.isPropertyAccessExpression(expression)) return all
  const [object, method] = [expression.expression.getText(), expression.name.text]
  const twin = Object.hasOwn(METHODS, method) ? METHODS[method] : undefined
  if (twin) all.push(`${object}.${twin}(${texts.join(', ')})`)
  if (SIEVES.includes(method)) all.push(object)
  return all
}

/** A call that is all an arrow function or a `return` is about. */
function isWholeAnswer({ parent }: ts.CallExpression): boolean {
  return ts.isArrowFunction(parent) || ts.isReturnStatement(parent)
}

function others(members: string[], { expression, name }: ts.PropertyAccessExpression): string[] {
  const at = members.indexOf(name.text)
  const next = members[(at + 1) % members.length]
  return next && next !== name.text ? [`${expression.getText()}.${next}`] : []
}

function ofLiteral(node: ts.Node): string[] {
  if (ts.isNumericLiteral(node)) return ofNumber(Number(node.text))
  if (node.kind === ts.SyntaxKind.TrueKeyword) return ['false']
  if (node.kind === ts.SyntaxKind.FalseKeyword) return ['true']
  if (ts.isStringLiteral(node)) return isName(node) || isSentence(node.text) ? [] : [node.text ? "''" : "'mutant'"]
  if (ts.isArrayLiteralExpression(node)) return node.elements.length ? ['[]'] : []
  if (ts.isObjectLiteralExpression(node)) {
    const texts = node.properties.map((property) => property.getText())
    return texts.map((_, at) => `{ ${texts.filter((__, other) => other !== at).join(', ')} }`)
  }
  return []
}

function ofNumber(value: number): string[] {
  return value === 0 ? ['1'] : [String(value * 2), value === 1 ? '0' : String(Math.floor(value / 2))]
}

function isName({ parent }: ts.StringLiteral): boolean {
  return ts.isPropertyAssignment(parent) && ts.isStringLiteral(parent.name)
}

/** What people read; the wording is not a test's concern. */
function isSentence(text: string): boolean {
  return text.includes(' ')
}

/* ------------------------------------------------------------------ statements */

function dropped(node: ts.Node): Change[] {
  if (ts.isExpressionStatement(node)) {
    const { expression } = node
    const isKept = ts.isCallExpression(expression) && (isLog(expression) || isSuper(expression))
    return isKept ? [] : [{ node, place: 'statement', after: '' }]
  }
  const isDroppable =
    ts.isForOfStatement(node) ||
    ts.isThrowStatement(node) ||
    (ts.isReturnStatement(node) && !node.expression && !isLast(node))
  if (isDroppable) return [{ node, place: 'statement', after: '' }]
  return ts.isCaseClause(node) ? [{ node, place: 'case', after: '' }] : []
}

/** Nothing follows: without it, the function ends just the same. */
function isLast(node: ts.Node): boolean {
  const { parent } = node
  if (ts.isBlock(parent) || ts.isCaseOrDefaultClause(parent)) {
    if (parent.statements[parent.statements.length - 1] !== node) return false
    return ts.isBlock(parent) && ts.isFunctionLike(parent.parent) ? true : isLast(parent)
  }
  if (ts.isCaseBlock(parent)) return parent.clauses[parent.clauses.length - 1] === node && isLast(parent)
  return (ts.isSwitchStatement(parent) || ts.isIfStatement(parent)) && isLast(parent)
}

export function isSuper({ expression }: ts.CallExpression): boolean {
  return expression.kind === ts.SyntaxKind.SuperKeyword
}

function atOnce(node: ts.Node): Change[] {
  if (!ts.isBlock(node) || !ts.isFunctionLike(node.parent) || !node.statements.length) return []
  if (ts.isConstructorDeclaration(node.parent)) return []
  const type = node.parent.type?.getText() ?? ''
  const [, answers = []] = ANSWERS.find(([wanted]) => wanted.test(type)) ?? []
  return answers.map((after) => ({ node, place: 'entry', after }))
}
