import type { Diagnostic } from '../mini-program'

/** Collects what the compiler finds; the same finding is kept once. */
export class Diagnostics {
  readonly list: Diagnostic[] = []
  private readonly seen = new Set<string>()

  error(file: string, message: string, position?: { line: number; column: number }): void {
    this.add({ severity: 'error', file, message, ...position })
  }

  warn(file: string, message: string, position?: { line: number; column: number }): void {
    this.add({ severity: 'warning', file, message, ...position })
  }

  private add(diagnostic: Diagnostic): void {
    const key = formatDiagnostic(diagnostic)
    if (this.seen.has(key)) return
    this.seen.add(key)
    this.list.push(diagnostic)
  }
}

/** `pages/index/index.wxml:4:18 error: unexpected character` */
export function formatDiagnostic({ severity, file, line, column, message }: Diagnostic): string {
  return `${formatPosition(file, line === undefined ? undefined : { line, column: column ?? 1 })} ${severity}: ${message}`
}

/** `pages/index/index.wxml:4:18`, or the file alone */
export function formatPosition(file: string, position?: { line: number; column: number }): string {
  return position ? `${file}:${position.line}:${position.column}` : file
}

/** Turns an offset in a text into a 1-based line and column. */
export function positionAt(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset)
  const line = before.split('\n').length
  return { line, column: offset - before.lastIndexOf('\n') }
}
