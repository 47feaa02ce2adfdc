import { HELLO, RELAY_PATH } from './protocol'
import type { Channel, ClientFrame, EventFrame, OperationMap, ReplyFrame } from './protocol'

/** Between two attempts to reach the relay again, ms. */
const RETRY_EVERY = 500

/** The part of a WebSocket that is used; browsers have it, and so has the package `ws`. */
export interface Socket {
  send(data: string): void
  close(): void
  addEventListener(type: 'open' | 'close' | 'error', listener: () => void): void
  addEventListener(type: 'message', listener: (event: { data: unknown }) => void): void
}
export type SocketConstructor = new (url: string) => Socket

/** refused: the relay said no, with a code. unreachable: no connection. timeout: no answer. closed: by this side. */
export type LinkFailure = 'refused' | 'unreachable' | 'timeout' | 'closed'

export class LinkError extends Error {
  constructor(
    readonly failure: LinkFailure,
    message: string,
    /** the relay's code, 0 for every other failure */
    readonly code = 0,
  ) {
    super(message)
  }
}

export interface LinkOptions<Ops extends OperationMap<Ops>, Events> {
  /** `ws://host/relay`, with or without `?phone=` */
  relayUrl: string
  phone: string
  channel: Channel
  /** default: the global WebSocket */
  socket?: SocketConstructor | undefined
  /** ms until an unanswered request fails */
  requestTimeout: number
  events: { [K in keyof Events]: (data: Events[K]) => void }
  /** the connection broke; the link tries to get it back until `close` */
  onLost?(): void
  /**
   * The connection is back: makes the relay know this phone again, by requests that go out before those that wait.
   * A rejection waits for the next attempt.
   */
  resume(request: Request<Ops>): Promise<unknown>
  /** `resume` succeeded, and the requests that waited have been sent */
  onRestored?(): void
}

/** Rejects with a LinkError. */
export type Request<Ops extends OperationMap<Ops>> = <K extends keyof Ops & string>(
  op: K,
  params: Ops[K]['params'],
) => Promise<Ops[K]['result']>

interface PendingRequest {
  frame: ClientFrame
  resolve(result: unknown): void
  reject(error: LinkError): void
  timer: ReturnType<typeof setTimeout>
}

/**
 * A client's connection to the relay: requests with answers, events, and a lost connection that comes back by itself.
 * Requests made while the connection is away wait for it, at most `requestTimeout`.
 */
export class RelayLink<Ops extends OperationMap<Ops>, Events> {
  private socket: Socket | null = null
  private retryTimer: ReturnType<typeof setTimeout> | undefined
  private state: 'closed' | 'open' | 'lost' = 'closed'
  private isHeld = false
  private lastID = 0
  private readonly sent = new Map<number, PendingRequest>()
  private waiting: PendingRequest[] = []

  constructor(private readonly options: LinkOptions<Ops, Events>) {}

  get isOpen(): boolean {
    return this.state === 'open'
  }

  /**
   * true: the connection is cut, and stays away until `hold(false)`; then it comes back at once. As for a mini program
   * whose sockets WeChat has closed.
   */
  hold(held: boolean): void {
    if (held === this.isHeld) return
    this.isHeld = held
    if (!held && this.state === 'lost') void this.retry()
    if (!held) return
    clearTimeout(this.retryTimer)
    const { socket } = this
    // a socket closes some time later, and what it still brings must not be heard
    if (socket && this.state !== 'closed') this.handleClose()
    socket?.close()
  }

  /** Opens the first connection; rejects with `unreachable` as soon as that is known. */
  async connect(): Promise<void> {
    this.close()
    if (this.isHeld)
      throw new LinkError('unreachable', 'sockets are closed while the mini program is in the background')
    await this.openSocket()
    this.state = 'open'
  }

  readonly request: Request<Ops> = (op, params) => {
    switch (this.state) {
      case 'closed':
        return Promise.reject(new LinkError('closed', `${op}: not connected`))
      case 'open':
        return this.ask(op, params, (request) => this.transmit(request))
      case 'lost':
        return this.ask(op, params, (request) => this.waiting.push(request))
    }
  }

  /** A request whose answer nobody needs; lost when the connection is away. */
  notify<K extends keyof Ops & string>(op: K, params: Ops[K]['params']): void {
    if (this.state === 'open') this.write({ id: 0, op, params })
  }

  /** Ends the connection and fails what is under way. */
  close(): void {
    this.state = 'closed'
    clearTimeout(this.retryTimer)
    const { socket } = this
    this.socket = null
    socket?.close()
    const open = [...this.sent.values(), ...this.waiting]
    this.sent.clear()
    this.waiting = []
    for (const request of open) {
      clearTimeout(request.timer)
      request.reject(new LinkError('closed', `${request.frame.op}: the connection was closed`))
    }
  }

  private openSocket(): Promise<Socket> {
    const { relayUrl, phone, channel } = this.options
    const Constructor: SocketConstructor = this.options.socket ?? WebSocket
    const url = new URL(relayUrl)
    url.pathname = RELAY_PATH
    url.searchParams.set('phone', phone)
    url.searchParams.set('channel', channel)
    const socket = new Constructor(url.href)
    this.socket = socket
    return new Promise((resolve, reject) => {
      // an error is always followed by a close
      socket.addEventListener('error', () => {})
      socket.addEventListener('close', () => {
        const isCurrent = this.socket === socket
        reject(
          isCurrent
            ? new LinkError('unreachable', `no relay at ${url.host}; is the simulator running (npm start)?`)
            : new LinkError('closed', 'the connection was closed'),
        )
        if (isCurrent) this.handleClose()
      })
      socket.addEventListener('message', ({ data }) => {
        if (this.socket !== socket) return
        const frame = JSON.parse(String(data)) as ReplyFrame | EventFrame
        if (!('event' in frame)) this.handleReply(frame)
        else if (frame.event === HELLO) resolve(socket)
        else this.handleEvent(frame)
      })
    })
  }

  private handleClose(): void {
    this.socket = null
    if (this.state === 'closed') return
    if (!this.isHeld) this.retryTimer = setTimeout(() => void this.retry(), RETRY_EVERY)
    if (this.state === 'lost') return
    this.state = 'lost'
    this.options.onLost?.()
  }

  private async retry(): Promise<void> {
    let socket: Socket
    try {
      socket = await this.openSocket()
    } catch {
      return // its close has scheduled the next attempt
    }
    try {
      await this.options.resume((op, params) => this.ask(op, params, (request) => this.transmit(request)))
    } catch {
      socket.close()
      return
    }
    if (this.state !== 'lost' || this.socket !== socket) return
    this.state = 'open'
    for (const request of this.waiting.splice(0)) this.transmit(request)
    this.options.onRestored?.()
  }

  private ask<K extends keyof Ops & string>(
    op: K,
    params: Ops[K]['params'],
    go: (request: PendingRequest) => void,
  ): Promise<Ops[K]['result']> {
    return new Promise((resolve, reject) => {
      const frame = { id: ++this.lastID, op, params }
      const timer = setTimeout(() => this.expire(frame), this.options.requestTimeout)
      go({ frame, resolve, reject, timer })
    })
  }

  private transmit(request: PendingRequest): void {
    this.sent.set(request.frame.id, request)
    this.write(request.frame)
  }

  private write(frame: ClientFrame): void {
    this.socket?.send(JSON.stringify(frame))
  }

  private expire({ id, op }: ClientFrame): void {
    const request = this.sent.get(id) ?? this.waiting.find(({ frame }) => frame.id === id)
    this.sent.delete(id)
    this.waiting = this.waiting.filter((candidate) => candidate !== request)
    request?.reject(new LinkError('timeout', `${op}: no answer within ${this.options.requestTimeout} ms`))
  }

  private handleEvent(frame: EventFrame): void {
    const handlers = this.options.events as Record<string, ((data: unknown) => void) | undefined>
    handlers[frame.event]?.(frame.data)
  }

  private handleReply(reply: ReplyFrame): void {
    const request = this.sent.get(reply.id)
    if (!request) return
    this.sent.delete(reply.id)
    clearTimeout(request.timer)
    if (reply.ok) request.resolve(reply.result)
    else request.reject(new LinkError('refused', reply.message, reply.code))
  }
}
