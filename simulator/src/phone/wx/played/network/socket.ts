import type { PhoneHost } from '../../../host'
import { ApiFailure, respond, type Callbacks } from '../../respond'

interface ConnectOptions extends Callbacks {
  url: string
  protocols?: string[]
}

interface CloseOptions extends Callbacks {
  code?: number
  reason?: string
}

/** Of a connection that was never made, RFC 6455. */
const ABNORMAL_CLOSURE = 1006

/** `wx.connectSocket` on top of `WebSocket`. */
export function socketApi(host: Pick<PhoneHost, 'network' | 'sockets'>) {
  return {
    connectSocket(options: ConnectOptions) {
      const { socket, refusal } = open(options, host)
      const events: EventTarget = socket ?? new EventTarget()
      const outcome = respond('connectSocket', options, () => {
        if (socket) return
        setTimeout(() => {
          events.dispatchEvent(new Event('error'))
          events.dispatchEvent(Object.assign(new Event('close'), { code: ABNORMAL_CLOSURE, reason: refusal }))
        })
        throw new ApiFailure(refusal)
      })
      // the caller gets the task instead of the promise
      outcome?.catch(() => {})
      return {
        get readyState() {
          return socket?.readyState ?? WebSocket.CLOSED
        },
        onOpen: (handler: (event: object) => void) => events.addEventListener('open', () => handler({ header: {} })),
        onMessage: (handler: (event: { data: unknown }) => void) =>
          events.addEventListener('message', (event) => handler({ data: (event as MessageEvent<unknown>).data })),
        onError: (handler: (event: { errMsg: string }) => void) =>
          events.addEventListener('error', () => handler({ errMsg: 'the connection failed' })),
        onClose: (handler: (event: { code: number; reason: string }) => void) =>
          events.addEventListener('close', (event) => {
            const { code, reason } = event as CloseEvent
            handler({ code, reason })
          }),
        send: (message: Callbacks & { data: string | ArrayBuffer }) =>
          respond('sendSocketMessage', message, () => {
            if (socket?.readyState !== WebSocket.OPEN) throw new ApiFailure('the socket is not open')
            socket.send(message.data)
          }),
        close: (closing?: CloseOptions) =>
          respond('closeSocket', closing, () => socket?.close(closing?.code ?? 1000, closing?.reason)),
      }
    },
  }
}

/** No socket, and why, when the phone's network is cut, WeChat allows none, or the address is none. */
function open(
  { url, protocols = [] }: ConnectOptions,
  { network, sockets }: Parameters<typeof socketApi>[0],
): { socket: WebSocket | null; refusal: string } {
  if (!network.online) return { socket: null, refusal: 'network is down' }
  if (!sockets.allowed) return { socket: null, refusal: 'interrupted' }
  try {
    const socket = new WebSocket(url, protocols)
    socket.binaryType = 'arraybuffer'
    const stops = [
      network.onChange(({ online }) => {
        if (!online) socket.close()
      }),
      sockets.onChange((allowed) => {
        if (!allowed) socket.close()
      }),
    ]
    socket.addEventListener('close', () => stops.forEach((stop) => stop()))
    return { socket, refusal: '' }
  } catch (error) {
    return { socket: null, refusal: error instanceof Error ? error.message : String(error) }
  }
}
