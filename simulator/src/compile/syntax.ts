import vm from 'node:vm'
import { transformSync, type Message, type TransformFailure } from 'esbuild'

/** Why a text cannot be parsed, and where: 1-based, absent when nobody can tell. */
export interface SyntaxProblem {
  message: string
  position?: { line: number; column: number }
}

/** null: it is JSON. */
export function jsonProblem(text: string): SyntaxProblem | null {
  return problemOf(text, 'json', () => JSON.parse(text) as unknown)
}

/** null: it can be the body of a function, as WXS is. */
export function scriptProblem(source: string): SyntaxProblem | null {
  return problemOf(source, 'js', () => new vm.Script(`(function () {${source}\n})`))
}

/** esbuild's own findings as such problems. */
export function problemIn({ text, location }: Message): SyntaxProblem {
  if (!location) return { message: text }
  return { message: text, position: { line: location.line, column: location.column + 1 } }
}

/** The engine is quick to say that something is wrong, esbuild is good at saying what and where. */
function problemOf(text: string, loader: 'json' | 'js', parse: () => unknown): SyntaxProblem | null {
  try {
    parse()
    return null
  } catch (error) {
    return located(text, loader) ?? { message: error instanceof Error ? error.message : String(error) }
  }
}

function located(text: string, loader: 'json' | 'js'): SyntaxProblem | null {
  try {
    transformSync(text, { loader, logLevel: 'silent' })
    return null
  } catch (error) {
    const [first] = (error as Partial<TransformFailure>).errors ?? []
    return first ? problemIn(first) : null
  }
}
