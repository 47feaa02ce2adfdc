/** What a change is, and two kinds of nodes that are told apart. */
import ts from 'typescript'

/**
 * Where a change goes: instead of an `expression`, a `statement` or a `case`, or in front of all that a function does
 * (`entry`, which has no text of its own).
 */
export type Place = 'expression' | 'statement' | 'case' | 'entry'

export interface Change {
  node: ts.Node
  place: Place
  /** the text instead; '' drops it */
  after: string
  isCondition?: boolean
}

export function isConstant(node: ts.Node): node is ts.PropertyAccessExpression & { expression: ts.Identifier } {
  return (
    ts.isPropertyAccessExpression(node) &&
    ts.isIdentifier(node.expression) &&
    /^[A-Z][A-Z_]+$/.test(node.expression.text)
  )
}

export function isLog({ expression }: ts.CallExpression): boolean {
  const name = ts.isPropertyAccessExpression(expression) ? expression.name.text : expression.getText()
  return /^log/.test(name)
}
