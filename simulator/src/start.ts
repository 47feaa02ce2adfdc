/** `npm start`: the simulator on this machine; `npm start -- --help` tells the options. */
import { parseArgs } from 'node:util'
import { hasDesktop, openBrowser } from './serve/open-browser'
import { whenOrphaned } from './serve/orphan'
import { startSimulator } from './simulator'

export { startSimulator } from './simulator'
export type { Simulator, SimulatorOptions } from './simulator'

const DEFAULT_PORT = 8080

const USAGE = `
  npm start -- [options]

    --port <number>      the port, default ${DEFAULT_PORT} or the next free one
    --example <folder>   another mini program than the example
    --room-keys          rooms want a privateMapKey (roomKeys in the example's config.js)
    --no-open            do not open the browser
    --help               this
`

async function main(): Promise<void> {
  const values = readArguments()
  if (values.help) {
    console.log(USAGE)
    return
  }
  const port = values.port === undefined ? DEFAULT_PORT : Number(values.port)
  if (!Number.isInteger(port) || port < 0 || port > 65535) throw new Error(`--port ${values.port}: not a port number`)
  const simulator = await startSimulator({
    port,
    orNextPort: values.port === undefined,
    watch: true,
    roomKeys: values['room-keys'],
    ...(values.example !== undefined && { exampleDir: values.example }),
  })
  console.log(banner(simulator.url))
  if (values.open && hasDesktop(process.env, process.platform, process.stdout.isTTY)) openBrowser(simulator.url)
  const stop = () => void simulator.close().then(() => process.exit(0))
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
  // npm passes a SIGTERM on to the shell that it started this in, and the shell passes on nothing
  if (process.env['npm_lifecycle_event'] === 'start') whenOrphaned(stop)
}

function readArguments() {
  try {
    const { values } = parseArgs({
      options: {
        port: { type: 'string' },
        example: { type: 'string' },
        'room-keys': { type: 'boolean', default: false },
        open: { type: 'boolean', default: true },
        help: { type: 'boolean', short: 'h', default: false },
      },
      allowNegative: true,
    })
    return values
  } catch (error) {
    throw new Error(`${error instanceof Error ? error.message : String(error)}\n${USAGE}`, { cause: error })
  }
}

function banner(url: string): string {
  return `
  TRTCCalling simulator

    ${url}

  Two phones in one page, no account needed: alice's on the left, bob's on the
  right. Sign in on both, then call. Four phones: ${url}?phones=4

  Ctrl+C stops it.
`
}

if (process.argv[1]?.endsWith('start.ts')) {
  main().catch((error: unknown) => {
    console.error(`\n${error instanceof Error ? error.message : String(error)}\n`)
    process.exitCode = 1
  })
}
