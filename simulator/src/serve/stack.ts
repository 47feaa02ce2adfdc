import { SourceMap, type SourceMapPayload } from 'node:module'
import { ADDRESS } from '../addresses'

/** Chromium's `at name (address:line:column)` and the others' `name@address:line:column`. */
const CALL = new RegExp(`([\\w$.<>[\\] ]*?)\\s*[(@]?https?://[^/]+${ADDRESS.files}([^:)]+):(\\d+):(\\d+)`)

/**
 * Puts a browser's stack back into the lines of the mini program's sources. Calls from elsewhere, such as the
 * simulator's own code, are left out.
 */
export function translateStack(stack: string, maps: Record<string, string>): string {
  return stack
    .split('\n')
    .flatMap((line) => translateCall(line, maps))
    .join('\n')
}

function translateCall(call: string, maps: Record<string, string>): string[] {
  const match = CALL.exec(call)
  if (!match) return []
  const [, caller = '', file = '', line = '1', column = '1'] = match
  const position = originalPosition(maps[file], Number(line), Number(column))
  return [`  at ${functionName(caller)}${file}:${position.line}:${position.column}`]
}

/** Without the classes of the framework in front, and without what only the sandbox is to blame for. */
function functionName(caller: string): string {
  const name = caller
    .replace(/^\s*at\s*/, '')
    .replace(/^.*\./, '')
    .trim()
  return name === '' || name === 'eval' || name === '<anonymous>' ? '' : `${name} `
}

/** All numbers count from 1. */
function originalPosition(map: string | undefined, line: number, column: number): { line: number; column: number } {
  if (!map) return { line, column }
  const entry = new SourceMap(JSON.parse(map) as SourceMapPayload).findEntry(line - 1, column - 1)
  if (!('originalLine' in entry)) return { line, column }
  return { line: entry.originalLine + 1, column: entry.originalColumn + 1 }
}
