import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'

/** How many ports after the wished one are tried. */
const ATTEMPTS = 20

/**
 * Listens on 127.0.0.1 and returns the port. 0 is any free port; when `exact` is false, the next free one will do.
 * Rejects with what to do when the port is taken.
 */
export async function listen(server: Server, port: number, exact: boolean): Promise<number> {
  const last = exact ? port : port + ATTEMPTS
  for (let candidate = port; candidate <= last; candidate++) {
    if (await tryToListen(server, candidate)) return (server.address() as AddressInfo).port
  }
  throw new Error(
    `Port ${port} is in use. Stop what runs there, or choose another one: npm start -- --port ${port + 1}`,
  )
}

/** False when the port is taken. */
function tryToListen(server: Server, port: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const onError = (error: NodeJS.ErrnoException) => {
      server.off('listening', onListening)
      if (error.code === 'EADDRINUSE') resolve(false)
      else reject(error)
    }
    const onListening = () => {
      server.off('error', onError)
      resolve(true)
    }
    server.once('error', onError)
    server.once('listening', onListening)
    server.listen(port, '127.0.0.1')
  })
}
