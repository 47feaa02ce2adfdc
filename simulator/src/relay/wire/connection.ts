import { once } from 'node:events'
import type { WebSocket } from 'ws'
import { CLOSE_CODE, HELLO } from './protocol'
import type { EventFrame, OperationMap, ReplyFrame } from './protocol'
import { ShapeError, integer, object, text } from './shape'
import type { ParamShapes } from './shapes'

/** A request that is refused with a code, as Tencent's servers do. */
export class Refusal extends Error {
  constructor(
    readonly code: number,
    message: string,
  ) {
    super(message)
  }
}

/** Chat's code for a request with bad parameters. */
const BAD_REQUEST = 10004
/** Chat's code for a failure inside the server. */
const INTERNAL_ERROR = 10002

export type Handlers<Ops extends OperationMap<Ops>> = {
  [K in keyof Ops]: (params: Ops[K]['params']) => Ops[K]['result'] | Promise<Ops[K]['result']>
}

const frameShape = object<{ id: number; op: string }>({
  id: integer({ min: 0, max: Number.MAX_SAFE_INTEGER }),
  op: text({ max: 32 }),
})

/** One WebSocket on one channel: checks what comes in, answers each request, sends events. */
export class Connection<Events> {
  constructor(
    readonly phone: string,
    private readonly socket: WebSocket,
  ) {
    // `ws` closes the socket by itself after an error (a frame too large, bad UTF-8); unheard, it would end the process
    socket.on('error', () => {})
    this.write({ event: HELLO, data: {} })
  }

  serve<Ops extends OperationMap<Ops>>(shapes: ParamShapes<Ops>, handlers: Handlers<Ops>): void {
    this.socket.on('message', (data) => {
      // `ws` gives a Buffer unless told otherwise
      void this.answer(data as Buffer, shapes, handlers)
    })
  }

  onClose(listener: () => void): void {
    this.socket.once('close', listener)
  }

  emit<K extends keyof Events & string>(event: K, data: Events[K]): void {
    this.write({ event, data })
  }

  /** Drops the socket without a word, as a lost network does. */
  async cut(): Promise<void> {
    if (this.socket.readyState === this.socket.CLOSED) return
    const closed = once(this.socket, 'close')
    this.socket.terminate()
    await closed
  }

  private async answer<Ops extends OperationMap<Ops>>(
    data: Buffer,
    shapes: ParamShapes<Ops>,
    handlers: Handlers<Ops>,
  ): Promise<void> {
    let id: number
    let op: string
    let params: unknown
    try {
      const frame = JSON.parse(data.toString('utf8')) as { params?: unknown } | null
      ;({ id, op } = frameShape(frame, 'frame'))
      params = frame?.params
    } catch {
      this.socket.close(CLOSE_CODE.BAD_FRAME, 'not a frame of the relay protocol')
      return
    }
    const reply = await this.run(op, params, shapes, handlers)
    if (id !== 0) this.write({ id, ...reply })
  }

  private async run<Ops extends OperationMap<Ops>>(
    op: string,
    params: unknown,
    shapes: ParamShapes<Ops>,
    handlers: Handlers<Ops>,
  ): Promise<{ ok: true; result: unknown } | { ok: false; code: number; message: string }> {
    if (!Object.hasOwn(shapes, op)) return { ok: false, code: BAD_REQUEST, message: `unknown operation ${op}` }
    const name = op as keyof Ops & string
    try {
      return { ok: true, result: await handlers[name](shapes[name](params, name)) }
    } catch (error) {
      if (error instanceof Refusal) return { ok: false, code: error.code, message: error.message }
      if (error instanceof ShapeError) return { ok: false, code: BAD_REQUEST, message: error.message }
      // a defect of the relay: say so, and keep the other phones running
      console.error(`relay: ${op} failed`, error)
      return { ok: false, code: INTERNAL_ERROR, message: `the relay failed at ${op}; see its console` }
    }
  }

  private write(frame: ReplyFrame | EventFrame): void {
    if (this.socket.readyState === this.socket.OPEN) this.socket.send(JSON.stringify(frame))
  }
}
