/** The simulator as a whole, as `npm start` and the end-to-end tests run it. */
import { once } from 'node:events'
import fs from 'node:fs'
import { connect, type Socket } from 'node:net'
import path from 'node:path'
import { startSimulator } from '../../../simulator/src/simulator'
import { writeMiniProgram } from '../../support/simulator/mini-program'
import { until } from '../../support/simulator/relay'

/** Asks for a WebSocket and never says anything again, not even good-bye. */
async function silentSocket(url: string, target: string): Promise<Socket> {
  const { host, hostname, port } = new URL(url)
  const socket = connect({ port: Number(port), host: hostname, allowHalfOpen: true })
  const headers = `Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${'A'.repeat(22)}==`
  socket.write(`GET ${target} HTTP/1.1\r\nHost: ${host}\r\nConnection: Upgrade\r\n${headers}\r\n\r\n`)
  await once(socket, 'data')
  return socket
}

/** Connections, servers and watched files. */
const held = () => process.getActiveResourcesInfo().filter((name) => /^(TCP|FSEvent)/.test(name))

it('leaves nothing behind that would keep its process alive, whoever is still connected', async () => {
  // another file's tests, in the same process, may have left connections that are about to go
  const before = held().length
  const simulator = await startSimulator({ exampleDir: writeMiniProgram({}), watch: true, quiet: true })
  simulator.relay.setFaults('phone-2', { offline: true })
  const targets = ['/relay?phone=phone-1&channel=chat', '/relay?phone=phone-2&channel=chat', '/elsewhere']
  const sockets = await Promise.all(targets.map((target) => silentSocket(simulator.url, target)))
  expect(held().length).toBeGreaterThan(before)
  await simulator.close()
  for (const socket of sockets) socket.destroy()
  // what was closed goes with the next turns of the event loop
  await until(() => held().length <= before)
})

it('tells what the compiler found the last time it ran', async () => {
  const root = writeMiniProgram({})
  const simulator = await startSimulator({ exampleDir: root, watch: true, quiet: true })
  expect(simulator.diagnostics).toEqual([])
  fs.writeFileSync(path.join(root, 'pages/a/a.wxml'), '<no-such />')
  await until(() => simulator.diagnostics.length === 1)
  await simulator.close()
})
