/**
 * Floods over loopback against the service as a process of its own, with a heap of 256 MB. Another process asks whether
 * it is well, because the one that floods is too busy to measure.
 */
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { FLOODS, runFlood } from '../../scripts/bench/floods'
import { bundleService, runService, type ServiceProcess } from '../support/server/service-process'
import { REAL_HTTP, SECRET_KEY } from '../support/server/signing-service'

jest.setTimeout(REAL_HTTP)

const FLOOD_MS = 2000
const MEGABYTE = 1e6

let folder = ''
let service: ServiceProcess
let port = 0
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'signing-'))
  const HOOKS = path.join(folder, 'hooks.mjs')
  const main = await bundleService('floods')
  writeFileSync(HOOKS, 'export const authenticate = () => undefined')
  port = await freePort()
  const settings = { TRTC_SDK_APP_ID: '1400000001', TRTC_SECRET_KEY: SECRET_KEY, PORT: String(port), TRUST_PROXY: '1' }
  // at "info", who floods would have to read as much as it writes
  const env = { ...settings, HOOKS, LOG_LEVEL: 'warn' }
  service = runService(['--max-old-space-size=256', main], env)
  const isUp = () => fetch(`http://127.0.0.1:${port}/health`).then(Boolean, () => false)
  while (!(await isUp())) await new Promise(setImmediate)
})
afterAll(async () => {
  service.signal('SIGKILL')
  await service.exited
  rmSync(folder, { recursive: true })
})

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      server.close(() => resolve(port))
    })
  })
}

/** Asks /health on a new connection each time; prints the milliseconds of each answer. */
const PROBE = `
  import http from 'node:http'
  const [port, duration] = process.argv.slice(1).map(Number)
  const ask = () => new Promise((resolve, reject) => {
    const begun = performance.now()
    http.get({ port, host: '127.0.0.1', path: '/health', agent: false }, (answer) => {
      answer.resume().once('end', () => answer.statusCode === 200 ? resolve(performance.now() - begun) : reject(answer.statusCode))
    }).once('error', reject)
  })
  await ask()
  const times = []
  for (const begun = performance.now(); performance.now() - begun < duration; ) {
    times.push(await ask())
    // a pause between two questions, so that asking is no flood itself; an answer may take a second, so none is missed
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  console.log(JSON.stringify(times))
`

function probe(): Promise<number[]> {
  const child = spawn(process.execPath, ['--input-type=module', '-e', PROBE, String(port), String(FLOOD_MS)])
  let output = ''
  let errors = ''
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()))
  return new Promise((resolve, reject) =>
    child.once('close', (code) =>
      code === 0 ? resolve(JSON.parse(output) as number[]) : reject(new Error(errors || output)),
    ),
  )
}

const onLinux = process.platform === 'linux'

/** Megabytes that the process has ever had in memory. */
function peak(): number {
  const [, kilobytes] = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${service.pid}/status`, 'utf8')) ?? []
  return Number(kilobytes) / 1000
}

it.each(FLOODS)('$name: the service goes on, answers /health within a second, and stays small', async (flood) => {
  const before = service.output().length
  const stop = new AbortController()
  const flooding = runFlood(flood, port, stop.signal, 2000 * MEGABYTE)
  const times = await probe()
  stop.abort()
  const { bytes, connections } = await flooding

  expect(connections).toBeGreaterThanOrEqual(flood.connections)
  expect(Math.max(...times)).toBeLessThan(1000)
  if (flood.name === 'pipelining') expect(bytes).toBeGreaterThan(26 * MEGABYTE)
  if (onLinux) expect(peak()).toBeLessThan(300)
  // none of it is a fault of the service
  expect(service.output().slice(before)).not.toMatch(/"level":(50|60)|"stack"/)
})
