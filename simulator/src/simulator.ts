import http from 'node:http'
import path from 'node:path'
import type { ErrorReport } from './addresses'
import { formatDiagnostic } from './compile/index'
import type { Diagnostic } from './mini-program'
import { attachRelay, type Relay } from './relay/relay'
import { RoomGuests } from './relay/room-guests'
import { bundleBrowserAssets } from './serve/browser-assets'
import { createHandler } from './serve/http'
import { listen } from './serve/listen'
import { findMiniProgram } from './serve/mini-program-root'
import { MiniProgramSource } from './serve/mini-program-source'
import { buildPackage, EXAMPLE, packageIsBuilt } from './serve/package-build'
import { createSigningService } from './serve/signing'

export interface SimulatorOptions {
  /** 0: any free port (the default) */
  port?: number
  /** take the next free port when the wished one is in use; default false */
  orNextPort?: boolean
  /** the mini program to run, default the example; the package is built for the example only */
  exampleDir?: string
  /** compile anew and restart the phones when a file changes; default false */
  watch?: boolean
  /** rooms want a privateMapKey, as with "advanced permission control" in the TRTC console; default false */
  roomKeys?: boolean
  /** print nothing; default false */
  quiet?: boolean
}

export interface Simulator {
  /** `http://127.0.0.1:<port>/`: the desk with its phones */
  url: string
  /** what the compiler found in the mini program, the last time it ran */
  readonly diagnostics: Diagnostic[]
  /** errors that happened in the phones, the stack in the lines of the sources */
  reports: ErrorReport[]
  /** the network between the phones */
  relay: Relay
  close(): Promise<void>
}

/** Builds what is missing, compiles the mini program, and serves the simulator on 127.0.0.1. */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const { port = 0, orNextPort = false, watch = false, quiet = false, roomKeys = false } = options
  const guests = new RoomGuests()
  const print = quiet ? () => {} : (text: string) => console.log(text)
  const root = findMiniProgram(path.resolve(options.exampleDir ?? EXAMPLE))
  if (root === EXAMPLE && !packageIsBuilt()) {
    print('Building the package ...')
    const warnings = await buildPackage()
    if (warnings !== '') print(`\n${warnings}\n`)
  }

  const [assets, source, signing] = await Promise.all([
    bundleBrowserAssets(),
    MiniProgramSource.load(root),
    createSigningService((userID, room) => guests.mayEnter(userID, room)),
  ])
  const diagnostics = () => source.current.miniProgram.diagnostics
  const printDiagnostics = () => diagnostics().forEach((diagnostic) => print(`  ${formatDiagnostic(diagnostic)}`))
  printDiagnostics()

  const reports: ErrorReport[] = []
  const handler = createHandler({
    assets,
    source,
    signing,
    onReport(report) {
      reports.push(report)
      print(`\n[${report.phone}] ${report.message}${report.stack && `\n${report.stack}`}`)
    },
  })
  const server = http.createServer(handler.listener)
  const relay = attachRelay(server, {
    verifyUserSig: signing.verifyUserSig,
    verifyRoomKey: roomKeys ? signing.verifyRoomKey : undefined,
    onMessage: (from, receivers, data) => guests.note(from, receivers, data),
  })
  const close = async (): Promise<void> => {
    source.close()
    handler.close()
    await relay.close()
    await signing.close()
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
  try {
    const used = await listen(server, port, !orNextPort)
    if (watch) {
      source.watch(
        () => {
          print('\nThe mini program has changed, the phones start anew.')
          printDiagnostics()
          handler.notifyChange()
        },
        (error) =>
          print(`\nThe mini program could not be read again, the phones keep what they have: ${String(error)}`),
      )
    }
    return {
      url: `http://127.0.0.1:${used}/`,
      get diagnostics() {
        return diagnostics()
      },
      reports,
      relay,
      close,
    }
  } catch (error) {
    await close()
    throw error
  }
}
