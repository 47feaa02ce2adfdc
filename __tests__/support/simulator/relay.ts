/** A relay on a free port of this machine, with real UserSigs and real WebSockets. */
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { WebSocket } from 'ws'
import { signUserSig, verifyUserSig } from '../../../server/src/tokens/usersig'
import { createTim } from '../../../simulator/src/chat/index'
import type { CreateTimOptions, Tim } from '../../../simulator/src/chat/index'
import { attachRelay } from '../../../simulator/src/relay/relay'
import type { Relay, RelayOptions } from '../../../simulator/src/relay/relay'
import { RelayLink } from '../../../simulator/src/relay/wire/link'
import type { MediaEvents, MediaOperations } from '../../../simulator/src/relay/wire/protocol'

export const SDK_APP_ID = 1400000001

export interface TestRelay {
  relay: Relay
  server: http.Server
  host: string
  url: string
  /** valid for `expire` seconds, one hour if not given */
  sign(userID: string, expire?: number): string
  signExpired(userID: string): string
  tim(device: string, options?: Partial<CreateTimOptions>): Tim
  /** a phone that is signed in and ready */
  signIn(device: string, userID: string, options?: Partial<CreateTimOptions>): Promise<Tim>
  /** a phone's media connection, with the events it got */
  media(device: string): Promise<MediaClient>
  close(): Promise<void>
}

export interface MediaClient {
  link: RelayLink<MediaOperations, MediaEvents>
  events: [keyof MediaEvents, unknown][]
  enter(userID: string, room?: string): Promise<MediaOperations['enter']['result']>
}

/** `port` 0 takes a free one. */
export async function startRelay({
  port = 0,
  ...options
}: Partial<RelayOptions> & { port?: number } = {}): Promise<TestRelay> {
  const key = randomBytes(32).toString('hex')
  const server = http.createServer()
  const relay = attachRelay(server, {
    verifyUserSig: (claim) => verifyUserSig({ ...claim, key }),
    ...options,
  })
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  const url = `ws://${host}/relay`
  const tims: Tim[] = []
  const links: RelayLink<MediaOperations, MediaEvents>[] = []

  const sign = (userID: string, expire = 3600): string => signUserSig({ sdkAppID: SDK_APP_ID, key, userID, expire })

  const signExpired = (userID: string): string =>
    signUserSig({ sdkAppID: SDK_APP_ID, key, userID, expire: 60, now: Math.floor(Date.now() / 1000) - 3600 })

  const tim = (device: string, timOptions: Partial<CreateTimOptions> = {}): Tim => {
    const created = createTim({ relayUrl: url, device, socket: WebSocket, ...timOptions }).create({
      SDKAppID: SDK_APP_ID,
    })
    tims.push(created)
    return created
  }

  return {
    relay,
    server,
    host,
    url,
    sign,
    signExpired,
    tim,
    async signIn(device, userID, timOptions) {
      const created = tim(device, timOptions)
      const ready = nextEvent(created, 'sdkStateReady')
      await created.login({ userID, userSig: sign(userID) })
      await ready
      return created
    },
    async media(device) {
      const events: [keyof MediaEvents, unknown][] = []
      const link = new RelayLink<MediaOperations, MediaEvents>({
        relayUrl: url,
        phone: device,
        channel: 'media',
        socket: WebSocket,
        requestTimeout: 2000,
        events: {
          joined: (data) => events.push(['joined', data]),
          left: (data) => events.push(['left', data]),
          stream: (data) => events.push(['stream', data]),
          signal: (data) => events.push(['signal', data]),
          removed: (data) => events.push(['removed', data]),
        },
        resume: () => Promise.reject(new Error('these tests come back by themselves')),
      })
      links.push(link)
      await link.connect()
      const enter: MediaClient['enter'] = (userID, room = '42') =>
        link.request('enter', { sdkAppID: SDK_APP_ID, room, userID, userSig: sign(userID) })
      return { link, events, enter }
    },
    async close() {
      await Promise.all(tims.map((created) => created.destroy().catch(() => {})))
      for (const link of links) link.close()
      await relay.close()
      if (!server.listening) return
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }
}

/** Resolves with the data of the next such event. */
export function nextEvent(tim: Tim, name: string): Promise<unknown> {
  return new Promise((resolve) => {
    const listener = (event: { data?: unknown }): void => {
      tim.off(name, listener)
      resolve(event.data)
    }
    tim.on(name, listener)
  })
}

/**
 * Waits for a condition. Real sockets know no virtual time, and what is waited for is a state that several events of
 * several sockets lead to, also inside of the relay, so there is no one event to wait for: it looks every few milliseconds.
 * @param timeout milliseconds until it gives up
 */
export async function until(condition: () => boolean, timeout = 4000): Promise<void> {
  const deadline = Date.now() + timeout
  while (!condition()) {
    if (Date.now() > deadline) throw new Error(`not within ${timeout} ms: ${String(condition)}`)
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}
