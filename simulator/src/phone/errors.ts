import * as glassEasel from 'glass-easel'
import { ADDRESS, type ErrorReport } from '../addresses'
import { formatDiagnostic } from '../compile/diagnostics'
import type { Diagnostic } from '../mini-program'
import type { PhoneLog } from './values/log'
import { printable } from './values/printable'
import { BrokenModule } from './runtime/modules'
import type { Problems } from './ui/problems'

/** The mini program's own listeners: `App({ onError })`, `wx.onUnhandledRejection` and their like. */
export interface ErrorListeners {
  onError(message: string): void
  onRejection(reason: unknown): void
}

/** Collects everything that goes wrong in a phone and shows it: on its screen, in the log, on the terminal. */
export class ErrorReporter {
  private telling = false

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
      void this.show(reason, `Unhandled rejection: ${printable(reason)}`)
      this.tell(() => this.listeners.onRejection(reason))
    })
    glassEasel.addGlobalErrorListener((error, _method, component) => {
      this.report(error, nameOf(component))
      return false
    })
    glassEasel.addGlobalWarningListener((message, component) => {
      this.log.warn(typeof component === 'string' ? message : `${nameOf(component)}: ${message}`)
      return false
    })
  }

  /** @param component whose code it was, for errors of WXS, which have no lines */
  report(error: unknown, component = ''): void {
    if (error instanceof BrokenModule) return
    const message = printable(error)
    void this.show(error, message, component)
    this.tell(() => this.listeners.onError(message))
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

  /** A listener's own mistakes are shown, and not told to listeners again. */
  private tell(listen: () => void): void {
    if (this.telling) return
    this.telling = true
    try {
      listen()
    } finally {
      this.telling = false
    }
  }

  private async show(error: unknown, message: string, component = ''): Promise<void> {
    console.error(error)
    const located = await this.locate({ phone: this.phone, message, stack: stackOf(error) })
    const stack = located === '' && component !== '' ? `  in ${component}` : located
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

function nameOf(component: glassEasel.GeneralComponent | string = ''): string {
  return typeof component === 'string' ? component : component.is
}

/** The calls only; the message stands elsewhere. */
function stackOf(error: unknown): string {
  const stack = error instanceof Error ? (error.stack ?? '') : ''
  return stack
    .split('\n')
    .filter((line) => /^\s+at |@/.test(line))
    .join('\n')
}
