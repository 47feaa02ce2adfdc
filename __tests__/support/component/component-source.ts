/** What the component declares, read from its source: properties, methods of its instance, CSS custom properties. */
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import ts from 'typescript'

const FOLDER = path.resolve(__dirname, '../../../component')

export interface ComponentSource {
  properties: string[]
  /** what a page may call; not the handlers of the component's own template */
  methods: string[]
}

export function readComponentSource(): ComponentSource {
  const lists = new Map<string, string[]>()
  const found: ComponentSource = { properties: [], methods: [] }

  const elementsOf = (list: ts.Expression): string[] => {
    if (ts.isAsExpression(list)) return elementsOf(list.expression)
    if (!ts.isArrayLiteralExpression(list)) return []
    return list.elements.flatMap((element) => {
      if (ts.isSpreadElement(element)) return lists.get(element.expression.getText()) ?? []
      return ts.isStringLiteral(element) ? [element.text] : []
    })
  }

  // the first one holds lists that the component spreads
  for (const name of ['control/instance.ts', 'TRTCCalling.ts']) {
    const file = path.join(FOLDER, name)
    visit(ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true))
  }
  return found

  function visit(node: ts.Node): void {
    if (ts.isVariableDeclaration(node) && node.initializer) lists.set(node.name.getText(), elementsOf(node.initializer))
    if (ts.isCallExpression(node) && node.expression.getText() === 'defineComponent') {
      const [definition] = node.arguments
      if (definition && ts.isObjectLiteralExpression(definition)) definition.properties.forEach(read)
      return
    }
    ts.forEachChild(node, visit)
  }

  function read(part: ts.ObjectLiteralElementLike): void {
    if (!ts.isPropertyAssignment(part)) return
    const { initializer } = part
    if (part.name.getText() === 'properties' && ts.isObjectLiteralExpression(initializer)) {
      found.properties = initializer.properties.map(({ name }) => name?.getText() ?? '')
    }
    if (part.name.getText() === 'methods') {
      found.methods = elementsOf(initializer).filter((name) => !/^on[A-Z]/.test(name))
    }
  }
}

/** The `--trtc-call-*` that the styles read, with each default that they name; `auto` is what the phone takes of the window. */
export function readCustomProperties(): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>()
  const styles = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.wxss'))
  for (const file of styles) {
    const text = readFileSync(path.join(FOLDER, file), 'utf8')
    for (const [, name = '', value = ''] of text.matchAll(/var\((--trtc-call-[\w-]+), ((?:[^()]|\([^()]*\))*)\)/g)) {
      const known = value.startsWith('var(--call-inset-') ? 'auto' : value
      found.set(name, (found.get(name) ?? new Set()).add(known))
    }
  }
  return found
}
