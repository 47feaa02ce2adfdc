import type { Network } from '../host'
import { ApiFailure, respond, type Callbacks } from './respond'

interface ConnectOptions extends Callbacks {
  url: string
  protocols?: string[]
}

interface CloseOptions extends Callbacks {
  code?: number
  reason?: string
}

/** `wx.connectSocket` on top of `WebSocket`. */
export function socketApi(network: Network) {
  return {
    connectSocket(options: ConnectOptions) {
      const socket = new WebSocket(options.url, options.protocols ?? [])
      socket.binaryType = 'arraybuffer'
      const stop = network.onChange(({ online }) => {
        if (!online) socket.close()
      })
      socket.addEventListener('close', stop)
      void respond('connectSocket', options, () => {
        if (!network.online) throw new ApiFailure('network is down')
      })
      return {
        get readyState() {
          return socket.readyState
        },
        onOpen: (handler: (event: object) => void) => socket.addEventListener('open', () => handler({ header: {} })),
        onMessage: (handler: (event: { data: unknown }) => void) =>
          socket.addEventListener('message', ({ data }: MessageEvent<unknown>) => handler({ data })),
        onError: (handler: (event: { errMsg: string }) => void) =>
          socket.addEventListener('error', () => handler({ errMsg: 'the connection failed' })),
        onClose: (handler: (event: { code: number; reason: string }) => void) =>
          socket.addEventListener('close', ({ code, reason }) => handler({ code, reason })),
        send: (message: Callbacks & { data: string | ArrayBuffer }) =>
          respond('sendSocketMessage', message, () => {
            if (socket.readyState !== WebSocket.OPEN) throw new ApiFailure('the socket is not open')
            socket.send(message.data)
          }),
        close: (closing?: CloseOptions) =>
          respond('closeSocket', closing, () => socket.close(closing?.code ?? 1000, closing?.reason)),
      }
    },
  }
}
