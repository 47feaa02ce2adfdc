/** What happens below the requests: to connections that do not speak HTTP, to slow ones, and to all when it ends. */
import { type Server, STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import type { FastifyHttpOptions, FastifyInstance, FastifyRequest } from 'fastify'
import { refusalBody, refuse } from './refusal'

/** Milliseconds in which a request has to arrive, headers and body. */
const REQUEST_TIMEOUT = 10_000
/** Milliseconds in which one that is still arriving has to arrive, once the service is stopping. */
const LAST_CALL = 1000

export const CONNECTION_OPTIONS = {
  // by default Node gives the headers 60 s, and looks for slow requests every 30 s
  http: { headersTimeout: REQUEST_TIMEOUT, connectionsCheckingInterval: 1000 },
  requestTimeout: REQUEST_TIMEOUT,
  // see stopInTime
  return503OnClosing: false,
  clientErrorHandler: ({ code }, socket) => answerMalformed(code, socket),
} satisfies FastifyHttpOptions<Server>

function answerMalformed(code: string, socket: Socket): void {
  if (socket.writable) {
    const status = code === 'ERR_HTTP_REQUEST_TIMEOUT' ? 408 : code === 'HPE_HEADER_OVERFLOW' ? 431 : 400
    const body = JSON.stringify(refusalBody(status))
    const head = [
      `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
      'content-type: application/json; charset=utf-8',
      'cache-control: no-store',
      `content-length: ${body.length}`,
      'connection: close',
    ]
    socket.write(`${head.join('\r\n')}\r\n\r\n${body}`)
  }
  socket.destroy()
}

/**
 * Lets `close()` end in time: what has arrived is answered, what comes later is refused, and what is still arriving has
 * a moment left. Node would wait for every connection on which no whole request has come, and Fastify would refuse in
 * words of its own.
 */
export function stopInTime(server: FastifyInstance): void {
  const sockets = new Set<Socket>()
  const requests = new WeakMap<Socket, FastifyRequest['raw']>()
  server.server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
  })

  let stopping = false
  server.addHook('preClose', (done) => {
    stopping = true
    const cut = () => sockets.forEach((socket) => requests.get(socket)?.complete || socket.destroy())
    setTimeout(cut, LAST_CALL).unref()
    done()
  })
  server.addHook('onRequest', ({ raw }, reply, done) => {
    requests.set(raw.socket, raw)
    if (stopping) refuse(reply.header('retry-after', 1), 503)
    else done()
  })
  server.addHook('onSend', (_request, reply, _payload, done) => {
    // a connection that is kept alive would keep the process alive
    if (stopping) reply.header('connection', 'close')
    done()
  })
  server.addHook('onResponse', ({ raw }, _reply, done) => {
    requests.delete(raw.socket)
    done()
  })
}
