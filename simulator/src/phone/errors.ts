import * as glassEasel from 'glass-easel'
import { ADDRESS, type ErrorReport } from '../addresses'
import { formatDiagnostic } from '../compile/diagnostics'
import type { Diagnostic } from '../mini-program'
import type { PhoneLog } from './log'
import type { Problems } from './ui/problems'

/** The mini program's own listeners: `App({ onError })`, `wx.onUnhandledRejection` and their like. */
export interface ErrorListeners {
  onError(message: string): void
  onRejection(reason: unknown): void
}

/** Collects everything that goes wrong in a phone and shows it: on its screen, in the log, on the terminal. */
export class ErrorReporter {
  constructor(
    private readonly phone: string,
    private readonly log: PhoneLog,
    private readonly problems: Problems,
    private readonly listeners: ErrorListeners,
  ) {}

  /** From now on also what nobody catches. */
  listen(): void {
    window.addEventListener('error', (event) => {
      // without an error it is about a resource or about another origin's script
      this.report((event.error as unknown) ?? event.message)
    })
    window.addEventListener('unhandledrejection', ({ reason }) => {
      void this.show(reason, 'Unhandled rejection: ')
      this.listeners.onRejection(reason)
    })
    glassEasel.addGlobalErrorListener((error) => {
      this.report(error)
      return false
    })
    glassEasel.addGlobalWarningListener((message, component) => {
      this.log.warn(typeof component === 'string' ? message : `${component.is}: ${message}`)
      return false
    })
  }

  report(error: unknown): void {
    void this.show(error)
    this.listeners.onError(messageOf(error))
  }

  showDiagnostics(diagnostics: Diagnostic[]): void {
    for (const diagnostic of diagnostics) {
      const line = formatDiagnostic(diagnostic)
      if (diagnostic.severity === 'warning') {
        this.log.warn(line)
        continue
      }
      this.log.error(line)
      this.problems.add('compile', line, '')
    }
  }

  private async show(error: unknown, prefix = ''): Promise<void> {
    console.error(error)
    const message = prefix + messageOf(error)
    const stack = await this.locate({ phone: this.phone, message, stack: stackOf(error) })
    this.log.error(stack === '' ? message : `${message}\n${stack}`)
    this.problems.add('run', message, stack)
  }

  /** The stack as the server translates it; untranslated when it does not answer. */
  private async locate(report: ErrorReport): Promise<string> {
    try {
      const response = await fetch(ADDRESS.report, { method: 'POST', body: JSON.stringify(report) })
      return response.ok ? await response.text() : report.stack
    } catch {
      return report.stack
    }
  }
}

function messageOf(error: unknown): string {
  if (error instanceof Error) return `${error.name}: ${error.message}`
  if (typeof error === 'object' && error !== null) return JSON.stringify(error)
  return String(error)
}

/** The calls only; the message stands elsewhere. */
function stackOf(error: unknown): string {
  const stack = error instanceof Error ? (error.stack ?? '') : ''
  return stack
    .split('\n')
    .filter((line) => /^\s+at |@/.test(line))
    .join('\n')
}
