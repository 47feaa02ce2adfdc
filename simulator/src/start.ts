/**
 * `npm start`: the simulator on this machine.
 *
 *   npm start -- --port 9000           another port than 8080
 *   npm start -- --example <folder>    another mini program than the example
 *   npm start -- --no-open             do not open the browser
 */
import { parseArgs } from 'node:util'
import { hasDesktop, openBrowser } from './serve/open-browser'
import { startSimulator } from './simulator'

export { startSimulator } from './simulator'
export type { Simulator, SimulatorOptions } from './simulator'

const DEFAULT_PORT = 8080

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      port: { type: 'string' },
      example: { type: 'string' },
      open: { type: 'boolean', default: true },
    },
    allowNegative: true,
  })
  const port = values.port === undefined ? DEFAULT_PORT : Number(values.port)
  if (!Number.isInteger(port) || port < 0 || port > 65535) throw new Error(`--port ${values.port}: not a port number`)
  const simulator = await startSimulator({
    port,
    orNextPort: values.port === undefined,
    watch: true,
    ...(values.example !== undefined && { exampleDir: values.example }),
  })
  console.log(banner(simulator.url))
  if (values.open && hasDesktop(process.env, process.platform, process.stdout.isTTY)) openBrowser(simulator.url)
  const stop = () => void simulator.close().then(() => process.exit(0))
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
}

function banner(url: string): string {
  return `
  TRTCCalling simulator

    ${url}

  Two phones in one page, no account needed. Sign in as alice on the left and
  as bob on the right, then call. Four phones: ${url}?phones=4

  Ctrl+C stops it.
`
}

if (process.argv[1]?.endsWith('start.ts')) {
  main().catch((error: unknown) => {
    console.error(`\n${error instanceof Error ? error.message : String(error)}\n`)
    process.exitCode = 1
  })
}
