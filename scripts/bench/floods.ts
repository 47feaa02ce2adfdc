/**
 * Floods for the signing service, each over loopback and bounded in time, connections and bytes. They come from a
 * process that has other things to do as well, so they wait for the event loop between two writes.
 */
import { randomBytes } from 'node:crypto'
import { connect, type Socket } from 'node:net'

export interface Flood {
  name: string
  /** connections at a time */
  connections: number
  /** what one connection does; `send` resolves to false when the connection is gone, or the flood is over */
  attack(wire: Wire): Promise<void>
}

interface Wire {
  socket: Socket
  send(bytes: string | Buffer): Promise<boolean>
  /** the next answer has begun, or none will come */
  answered(): Promise<void>
  pause(milliseconds: number): Promise<void>
}

export interface Damage {
  connections: number
  bytes: number
}

const HEAD = 'POST /usersig HTTP/1.1\r\nhost: calls.example.com\r\n'
const SMALL = 'GET / HTTP/1.1\r\nhost:a\r\n\r\n'
const PIPELINE = Buffer.from(SMALL.repeat(Math.floor(65_536 / SMALL.length)))

/** One request after the other on one connection, each with headers of its own. */
async function oneByOne({ send, answered }: Wire, headers: () => string): Promise<void> {
  while (await send(`${HEAD}${headers()}\r\ncontent-length: 0\r\n\r\n`)) await answered()
}

const byteOf = () => randomBytes(1)[0] ?? 0

export const FLOODS: readonly Flood[] = [
  {
    name: 'pipelining',
    connections: 10,
    async attack({ send }) {
      while (await send(PIPELINE));
    },
  },
  {
    name: 'slow sockets',
    connections: 200,
    async attack({ send, pause }) {
      await send(HEAD)
      while (await send('x')) await pause(200)
    },
  },
  {
    name: 'aborted requests',
    connections: 10,
    async attack({ send, pause, socket }) {
      await send(`${HEAD}content-type: application/json\r\ncontent-length: 100\r\n\r\n{"code":`)
      // until the service waits for the rest
      await pause(20)
      socket.resetAndDestroy()
    },
  },
  {
    name: 'bad tokens',
    connections: 10,
    attack: (wire) => oneByOne(wire, () => `authorization: Bearer ${randomBytes(60).toString('base64url')}`),
  },
  {
    name: 'many addresses',
    connections: 10,
    attack: (wire) => oneByOne(wire, () => `x-forwarded-for: 10.${byteOf()}.${byteOf()}.${byteOf()}:${byteOf()}`),
  },
]

/** Milliseconds between two connections in the same place. */
const BREATH = 5

/** Runs a flood against 127.0.0.1 until `signal` says stop, or `most` bytes are sent; all its sockets are closed then. */
export async function runFlood(
  { connections, attack }: Flood,
  port: number,
  signal: AbortSignal,
  most = Infinity,
): Promise<Damage> {
  const damage: Damage = { connections: 0, bytes: 0 }
  const over = () => signal.aborted || damage.bytes >= most
  const sockets = new Set<Socket>()
  signal.addEventListener('abort', () => sockets.forEach((socket) => socket.destroy()), { once: true })

  async function attackAgain(): Promise<void> {
    while (!over()) {
      damage.connections += 1
      const socket = connect({ port, host: '127.0.0.1' })
      sockets.add(socket)
      // the service may close it at any time
      socket.on('error', () => {}).resume()
      await attack(wireOf(socket, over, damage))
      socket.destroy()
      sockets.delete(socket)
      await new Promise((resolve) => setTimeout(resolve, BREATH))
    }
  }
  await Promise.all(Array.from({ length: connections }, attackAgain))
  return damage
}

function wireOf(socket: Socket, over: () => boolean, damage: Damage): Wire {
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()))
  const until = (happens: Promise<unknown>) => Promise.race([happens, closed]).then(() => {})
  const written = (bytes: string | Buffer) => new Promise((resolve) => socket.write(bytes, resolve))
  return {
    socket,
    async send(bytes) {
      if (over() || socket.destroyed) return false
      damage.bytes += bytes.length
      await until(written(bytes))
      await until(new Promise(setImmediate))
      return !over() && !socket.destroyed
    },
    answered: () => until(new Promise((resolve) => socket.once('data', resolve))),
    pause: (milliseconds) => until(new Promise((resolve) => setTimeout(resolve, milliseconds))),
  }
}
