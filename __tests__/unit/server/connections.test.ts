/** Below the requests: what is no HTTP, what is too slow, and what is open when the service stops. */
import { METHODS } from 'node:http'
import { connect, type Socket } from 'node:net'
import type { FastifyInstance } from 'fastify'
import { createServer, type Authenticate } from '../../../server/src/server'
import { REAL_HTTP, SDK_APP_ID, SECRET_KEY } from '../../support/server/signing-service'

jest.setTimeout(REAL_HTTP)

let server: FastifyInstance | undefined
afterEach(async () => {
  await server?.close()
  server = undefined
})

interface Wire {
  socket: Socket
  /** everything the service has said, once it has closed the connection */
  answer: Promise<string>
}

async function start(authenticate: Authenticate = () => 'alice'): Promise<FastifyInstance> {
  server = await createServer({
    sdkAppID: SDK_APP_ID,
    key: SECRET_KEY,
    authenticate,
    requestsPerMinute: { address: 10_000, user: 10_000 },
  })
  await server.listen({ host: '127.0.0.1', port: 0 })
  return server
}

/** A connection on which these bytes have been sent. */
async function send(to: FastifyInstance, bytes: string): Promise<Wire> {
  const { port } = to.server.address() as { port: number }
  const socket = connect({ host: '127.0.0.1', port })
  const answer = new Promise<string>((resolve) => {
    let said = ''
    socket.on('data', (chunk) => (said += chunk.toString()))
    // the service may cut the connection before it has read everything
    socket.on('error', () => {})
    socket.on('close', () => resolve(said))
  })
  await new Promise<void>((resolve) => socket.once('connect', resolve))
  if (bytes) await new Promise<void>((resolve) => socket.write(bytes, () => resolve()))
  return { socket, answer }
}

function expectRefused(answer: string, status: number, error: string): void {
  const [head = '', body] = answer.split('\r\n\r\n')
  expect(head).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `))
  expect(head).toMatch(/^cache-control: no-store$/im)
  expect(head).toMatch(/^connection: close$/im)
  expect(body).toBe(JSON.stringify({ error }))
}

const HEAD = 'POST /usersig HTTP/1.1\r\nhost: calls.example.com\r\n'
const HALF_BODY = `${HEAD}content-type: application/json\r\ncontent-length: 2\r\n\r\n{`

describe('what is no proper request', () => {
  it.each([
    ['no HTTP', 'hello canary\r\n\r\n', 400, 'bad request'],
    ['an unknown method', 'CANARY / HTTP/1.1\r\n\r\n', 400, 'bad request'],
    ['two lengths', `${HEAD}content-length: 2\r\ntransfer-encoding: chunked\r\n\r\n{}`, 400, 'bad request'],
    ['no host', 'POST /usersig HTTP/1.1\r\n\r\n', 400, 'bad request'],
    ['an expectation', `${HEAD}expect: 200-maybe\r\n\r\n`, 417, 'expectation failed'],
    ['a tunnel', 'CONNECT calls.example.com:443 HTTP/1.1\r\nhost: calls.example.com\r\n\r\n', 400, 'bad request'],
    ['another version', 'POST /usersig HTTP/3.0\r\nhost: calls.example.com\r\n\r\n', 400, 'bad request'],
    ['endless headers', `${HEAD}canary: ${'x'.repeat(20_000)}\r\n\r\n`, 431, 'headers too large'],
  ])('is refused in constant words: %s', async (_what, bytes, status, error) => {
    expectRefused(await (await send(await start(), bytes)).answer, status, error)
  })

  it('is refused when it is too slow, body included', async () => {
    const service = await start()
    const http = service.server
    expect([http.headersTimeout, http.requestTimeout]).toEqual([10_000, 10_000])
    // the service looks every second
    http.headersTimeout = http.requestTimeout = 1
    const wires = [await send(service, HEAD), await send(service, HALF_BODY)]
    for (const { answer } of wires) expectRefused(await answer, 408, 'request too slow')
  })
})

it.each(METHODS.filter((method) => method !== 'CONNECT' && method !== 'HEAD'))(
  '%s is answered in constant words, with an upgrade and without',
  async (method) => {
    const service = await start()
    for (const more of ['', 'connection: upgrade\r\nupgrade: websocket\r\n']) {
      const head = HEAD.replace('POST /usersig', `${method} /elsewhere`)
      const wire = await send(service, `${head}${more}content-length: 0\r\n\r\n`)
      await new Promise((resolve) => wire.socket.once('data', resolve))
      wire.socket.destroy()
      const [head2 = '', body = ''] = (await wire.answer).split('\r\n\r\n')
      expect(head2).toMatch(/^HTTP\/1\.1 4\d\d /)
      expect(head2).toMatch(/^cache-control: no-store$/im)
      expect(JSON.parse(body)).toEqual({ error: expect.any(String) })
    }
  },
)

it('a request of HTTP/1.0 needs no host, and one that asks whether to go on is told to', async () => {
  const service = await start()
  const old = await send(service, 'POST /usersig HTTP/1.0\r\n\r\n')
  expect(await old.answer).toMatch(/^HTTP\/1\.1 200 [^]*"userID":"alice"/)
  const asking = await send(service, `${HEAD}connection: close\r\nexpect: 100-continue\r\ncontent-length: 0\r\n\r\n`)
  expect(await asking.answer).toMatch(/^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 200 /)
})

describe('many requests at once on one connection', () => {
  const one = `${HEAD}content-length: 0\r\n\r\n`
  const last = `${HEAD}connection: close\r\ncontent-length: 0\r\n\r\n`
  const answers = (text: string) => text.split('HTTP/1.1 ').slice(1)

  it('are answered in order, up to 100', async () => {
    let count = 0
    const service = await start(() => `user${(count += 1)}`)
    const got = answers(await (await send(service, one.repeat(99) + last)).answer)
    expect(got.map((answer) => /"userID":"(\w+)"/.exec(answer)?.[1])).toEqual(
      Array.from({ length: 100 }, (_, index) => `user${index + 1}`),
    )
  })

  it('are more than 100 one after the other, each with its answer: then there is no limit', async () => {
    const service = await start()
    const wire = await send(service, '')
    for (let i = 0; i < 101; i += 1) {
      wire.socket.write(one)
      await new Promise((resolve) => wire.socket.once('data', resolve))
    }
    wire.socket.end()
    expect(answers(await wire.answer)).toHaveLength(101)
  })

  it.each([
    ['HTTP/1.1', one],
    [
      'HTTP/1.0',
      one.replace('HTTP/1.1', 'HTTP/1.0').replace('content-length', 'connection: keep-alive\r\ncontent-length'),
    ],
    ['HTTP/1.1 without a host', 'GET / HTTP/1.1\r\n\r\n'],
  ])('that are more close it, and none of them costs anything: %s', async (_what, request) => {
    let asked = 0
    const service = await start(() => {
      asked += 1
      return 'alice'
    })
    let handled = 0
    service.server.on('request', () => (handled += 1))
    expect(await (await send(service, request.repeat(1000))).answer).toBe('')
    expect([handled <= 100, asked]).toEqual([true, 0])
    // the next one is served
    expect(await (await send(service, last)).answer).toMatch(/^HTTP\/1\.1 200 /)
  })
})

describe('stopping', () => {
  /** Until the service takes no new connection. */
  async function stopping(service: FastifyInstance): Promise<void> {
    while (service.server.listening) await new Promise(setImmediate)
  }

  it('does not wait for connections on which nothing comes, or never the rest of a request', async () => {
    const service = await start()
    const wires = [await send(service, ''), await send(service, HEAD), await sendHalf(service)]
    await service.close()
    for (const { answer } of wires) expect(await answer).toBe('')
  })

  it('answers a request that is being looked into, when the others have been cut off, too', async () => {
    let asked = (): void => {}
    let answer = (_userID: string): void => {}
    const service = await start(() => {
      asked()
      return new Promise((resolve) => (answer = resolve))
    })
    const beingAsked = new Promise<void>((resolve) => (asked = resolve))
    const wire = await send(service, `${HEAD}content-length: 0\r\n\r\n`)
    await beingAsked
    const silent = await send(service, '')
    const closed = service.close()
    await silent.answer
    answer('alice')
    expect(await wire.answer).toMatch(/^HTTP\/1\.1 200 [^]*"userID":"alice"/)
    await closed
  })

  it('answers a request of which only the end is missing, and refuses those that begin', async () => {
    const service = await start()
    const begun = await sendHalf(service)
    const late = await send(service, HEAD)
    while ((await connections(service)) < 2) await new Promise(setImmediate)
    const closed = service.close()
    await stopping(service)
    begun.socket.write('}')
    late.socket.write('content-length: 0\r\n\r\n')
    expect(await begun.answer).toMatch(/^HTTP\/1\.1 200 [^]*"userID":"alice"/)
    const refusal = await late.answer
    expectRefused(refusal, 503, 'try again later')
    expect(refusal).toMatch(/^retry-after: 1$/im)
    await closed
  })
})

/** A request whose body is on its way, for the service too. */
async function sendHalf(service: FastifyInstance): Promise<Wire> {
  const noticed = new Promise((resolve) => service.server.once('request', resolve))
  const wire = await send(service, HALF_BODY)
  await noticed
  return wire
}

function connections(service: FastifyInstance): Promise<number> {
  return new Promise((resolve, reject) =>
    service.server.getConnections((error, count) => (error ? reject(error) : resolve(count))),
  )
}
