/** A process that floods on demand, so that the service under attack keeps its own core. See `startFlooder`. */
import { type ChildProcess, fork } from 'node:child_process'
import { type Damage, FLOODS, runFlood } from './floods'

interface Order {
  name: string
  port: number
}

export interface Flooder {
  /** Floods the service at 127.0.0.1 while `meanwhile` runs. */
  during<T>(order: Order, meanwhile: () => Promise<T>): Promise<T & Damage>
  end(): void
}

export async function startFlooder(): Promise<Flooder> {
  const child = fork(__filename, { execArgv: ['--import', 'tsx'] })
  await next(child)
  return {
    async during(order, meanwhile) {
      child.send(order)
      const result = await meanwhile()
      const damage = next<Damage>(child)
      child.send('stop')
      return { ...result, ...(await damage) }
    },
    end: () => child.disconnect(),
  }
}

function next<T>(child: ChildProcess): Promise<T> {
  return new Promise((resolve, reject) => {
    child.once('message', resolve as (message: unknown) => void)
    child.once('exit', (code) => reject(new Error(`The process that floods has ended (${code}).`)))
  })
}

function obey(send: (message: Damage | 'ready') => void): void {
  let stop = new AbortController()
  process.on('message', (order: Order | 'stop') => {
    if (order === 'stop') return stop.abort()
    stop = new AbortController()
    const flood = FLOODS.find(({ name }) => name === order.name)
    if (flood) void runFlood(flood, order.port, stop.signal).then(send)
  })
  send('ready')
}

if (process.send && process.argv[1] === __filename) obey(process.send.bind(process))
