/** What happens below the requests: to connections that flood or do not speak HTTP, to slow ones, and when it ends. */
import { createServer, IncomingMessage, type RequestListener, type ServerResponse, STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import type { FastifyInstance, FastifyRequest, FastifyServerFactory } from 'fastify'
import { plainAddress } from './guard/addresses'
import { refusalBody, refuse } from './refusal'

/** Milliseconds in which a request has to arrive, headers and body. */
const REQUEST_TIMEOUT = 10_000
/** Milliseconds that a connection may be idle, longer than load balancers keep theirs. */
const KEEP_ALIVE_TIMEOUT = 72_000
/** Milliseconds in which one that is still arriving has to arrive, once the service is stopping. */
const LAST_CALL = 1000
/**
 * Requests on one connection that wait for their answers. Clients and proxies send one at a time; each of thousands in
 * a row would cost 10 KB until its turn has come.
 */
const MOST_UNANSWERED = 100

export interface Connections {
  options: {
    serverFactory: FastifyServerFactory
    clientErrorHandler: (error: { code: string }, socket: Socket) => void
    return503OnClosing: false
  }
  /** Lets `close()` of the server end in time. */
  stopInTime(server: FastifyInstance): void
}

/** @param onFlood a connection was closed, because that address sent too many requests on it at once */
export function createConnections(onFlood: (address: string) => void): Connections {
  const sockets = new Set<Socket>()
  const unanswered = new WeakMap<Socket, number>()
  const waitingOn = (socket: Socket) => unanswered.get(socket) ?? 0

  function open(socket: Socket): void {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
  }

  /**
   * A request as soon as its headers are there. One that is too much claims to be an upgrade, because that is where Node
   * stops reading HTTP; to destroy the socket stops nothing, and thousands more would come out of the same 64 KB.
   */
  class CountedRequest extends IncomingMessage {
    constructor(socket: Socket) {
      super(socket)
      unanswered.set(socket, waitingOn(socket) + 1)
    }
    get upgrade(): boolean {
      return this.method === 'CONNECT' || waitingOn(this.socket) > MOST_UNANSWERED
    }
    /** Node has its own opinion, but there is nothing here to upgrade to: those are requests like any other. */
    set upgrade(_asked: unknown) {}
  }

  const admit =
    (handle: RequestListener): RequestListener =>
    (request, response) => {
      const { socket } = request
      response.once('close', () => unanswered.set(socket, waitingOn(socket) - 1))
      // when all that has arrived is read, and it is known whether it was a flood
      process.nextTick(() => {
        if (socket.destroyed) return
        // by default Node refuses these in words of its own, that is, in none
        if (request.httpVersion === '1.1' && request.headers.host === undefined) answerInConstantWords(response, 400)
        else handle(request, response)
      })
    }

  return {
    options: {
      serverFactory: (handle) => {
        // by default Node gives the headers 60 s, and looks for slow requests every 30 s
        const timeouts = { headersTimeout: REQUEST_TIMEOUT, connectionsCheckingInterval: 1000 }
        const options = { ...timeouts, requireHostHeader: false, IncomingMessage: CountedRequest }
        const server = createServer(options, admit(handle))
        server.requestTimeout = REQUEST_TIMEOUT
        server.keepAliveTimeout = KEEP_ALIVE_TIMEOUT
        server.on('connection', open)
        server.on('checkExpectation', (_request, response) => answerInConstantWords(response, 417))
        server.on('connect', (_request, socket) => answerMalformed(400, socket))
        server.on('upgrade', ({ socket }) => {
          onFlood(plainAddress(socket.remoteAddress))
          socket.destroy()
        })
        return server
      },
      clientErrorHandler: ({ code }, socket) =>
        answerMalformed(code === 'ERR_HTTP_REQUEST_TIMEOUT' ? 408 : code === 'HPE_HEADER_OVERFLOW' ? 431 : 400, socket),
      // see stopInTime
      return503OnClosing: false,
    },
    stopInTime: (server) => stopInTime(server, sockets),
  }
}

function headersOf(body: string) {
  return {
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'no-store',
    'content-length': body.length,
    connection: 'close',
  }
}

function answerInConstantWords(response: ServerResponse, status: number): void {
  const body = JSON.stringify(refusalBody(status))
  response.writeHead(status, headersOf(body)).end(body)
}

/** There is no request yet that could be answered. */
function answerMalformed(status: number, socket: Duplex): void {
  if (socket.writable) {
    const body = JSON.stringify(refusalBody(status))
    const headers = Object.entries(headersOf(body)).map(([name, value]) => `${name}: ${value}`)
    socket.write(`${[`HTTP/1.1 ${status} ${STATUS_CODES[status]}`, ...headers].join('\r\n')}\r\n\r\n${body}`)
  }
  socket.destroy()
}

/**
 * What has arrived is answered, what comes later is refused, and what is still arriving has a moment left. Node would
 * wait for every connection on which no whole request has come, and Fastify would refuse in words of its own.
 */
function stopInTime(server: FastifyInstance, sockets: ReadonlySet<Socket>): void {
  const requests = new WeakMap<Socket, FastifyRequest['raw']>()

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
