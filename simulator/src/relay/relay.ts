import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocketServer } from 'ws'
import type { WebSocket } from 'ws'
import { isFromThisMachine } from '../this-machine'
import { Chat } from './chat'
import { Connection } from './wire/connection'
import type { Handlers } from './wire/connection'
import { FaultBoard } from './faults'
import { Journal } from './journal'
import { Media, type VerifyRoomKey } from './media'
import { CHANNELS, CLOSE_CODE, LIMITS, RELAY_PATH } from './wire/protocol'
import type {
  Channel,
  ChatEvents,
  DeskEvents,
  DeskOperations,
  Faults,
  LogEntry,
  MediaEvents,
  PhoneStatus,
} from './wire/protocol'
import { chatShapes, deskShapes, mediaShapes } from './wire/shapes'
import { UserSigs, type VerifyUserSig } from './user-sigs'

const DROP_AFTER = 90_000

export interface RelayOptions {
  verifyUserSig: VerifyUserSig
  /** with it, media rooms want a privateMapKey */
  verifyRoomKey?: VerifyRoomKey | undefined
  /** hears of each Chat message that is sent */
  onMessage?: (from: string, receivers: string[], data: unknown) => void
  /**
   * ms until a phone that vanished without leaving is taken out of its media room. Default 90,000, as TRTC does it
   * (Tencent's questions and answers about rooms, document 647/80459).
   */
  dropAfter?: number
  /** joining a Chat group that does not exist creates it. Default true */
  createGroupsOnJoin?: boolean
}

/** The network between the phones. The methods are those of the desk, for tests and scripts in the same process. */
export interface Relay {
  setFaults(phone: string, faults: Partial<Faults>): void
  /** ends the phone's Chat session as an expired UserSig does; that UserSig is refused from then on */
  expireUserSig(phone: string): void
  /** an administrator's kick out of the media room */
  removeFromRoom(phone: string): void
  /** ms until a phone that vanished leaves its media room, unless the desk asks for something else */
  setDropAfter(ms: number): void
  /** the returned function unsubscribes */
  onLog(listener: (entry: LogEntry) => void): () => void
  snapshot(): { phones: PhoneStatus[]; log: LogEntry[] }
  /** cuts every connection and stops every timer; the http server stays */
  close(): Promise<void>
}

/**
 * Adds the relay to an http server, at `/relay`. Pages of another origin are turned away, and so is everybody who
 * reached the server by a name that is not this machine's own.
 */
export function attachRelay(httpServer: Server, options: RelayOptions): Relay {
  const { dropAfter = DROP_AFTER, createGroupsOnJoin = true, verifyRoomKey, onMessage = () => {} } = options
  const userSigs = new UserSigs(options.verifyUserSig)
  const faults = new FaultBoard()
  const journal = new Journal()
  const connections = new Map<AnyConnection, Channel>()
  const desks = new Set<Connection<DeskEvents>>()
  const onChange = coalesce(() => {
    for (const desk of desks) desk.emit('phones', { phones: phoneStatus(), desks: desks.size })
  })
  const chat = new Chat({ userSigs, createGroupsOnJoin, faults, journal, onChange, onMessage })
  const media = new Media({ userSigs, verifyRoomKey, journal, dropAfter, onChange })
  journal.onEntry((entry) => {
    for (const desk of desks) desk.emit('log', { entries: [entry] })
  })

  const controls = {
    setFaults(phone: string, change: Partial<Faults>): void {
      faults.set(phone, change)
      if (faults.of(phone).offline) {
        for (const [connection, channel] of connections) {
          if (connection.phone === phone && channel !== 'desk') void connection.cut()
        }
      }
      onChange()
    },
    expireUserSig(phone: string): void {
      chat.accounts.expire(phone)
    },
    removeFromRoom(phone: string): void {
      media.removePhone(phone)
    },
    setDropAfter(ms: number): void {
      media.dropAfter = ms
    },
  }

  const deskHandlers: Handlers<DeskOperations> = {
    setFaults({ phone, faults: change }) {
      controls.setFaults(phone, change)
      return {}
    },
    expireUserSig({ phone }) {
      controls.expireUserSig(phone)
      return {}
    },
    removeFromRoom({ phone }) {
      controls.removeFromRoom(phone)
      return {}
    },
    setDropAfter({ ms }) {
      media.deskDropAfter = ms
      return {}
    },
  }

  function accept(socket: WebSocket, phone: string, channel: Channel): void {
    const connection = open(socket, phone, channel)
    connections.set(connection, channel)
    connection.onClose(() => connections.delete(connection))
  }

  function open(socket: WebSocket, phone: string, channel: Channel): AnyConnection {
    switch (channel) {
      case 'chat': {
        const connection = new Connection<ChatEvents>(phone, socket)
        connection.serve(chatShapes, chat.handlers(connection))
        return connection
      }
      case 'media': {
        const connection = new Connection<MediaEvents>(phone, socket)
        connection.serve(mediaShapes, media.handlers(connection))
        return connection
      }
      case 'desk': {
        const connection = new Connection<DeskEvents>(phone, socket)
        connection.serve(deskShapes, deskHandlers)
        desks.add(connection)
        connection.onClose(() => {
          desks.delete(connection)
          onChange()
        })
        connection.emit('log', { entries: journal.entries })
        onChange()
        return connection
      }
    }
  }

  function phoneStatus(): PhoneStatus[] {
    const sessions = chat.accounts.connected()
    const members = media.members()
    const names = [...sessions, ...members].map(({ phone }) => phone)
    return [...new Set([...names, ...faults.phones()])].sort().map((phone) => {
      const session = sessions.find((candidate) => candidate.phone === phone)
      const ofPhone = members.filter((candidate) => candidate.phone === phone)
      // it may still be in a room that it vanished from
      const member = ofPhone.find(({ connection }) => connection !== null) ?? ofPhone.at(-1)
      return {
        phone,
        userID: session?.account.userID ?? member?.userID ?? '',
        platform: session?.platform ?? '',
        chat: session !== undefined,
        room: member?.room.name ?? '',
        hasVideo: member?.hasVideo ?? false,
        hasAudio: member?.hasAudio ?? false,
        faults: faults.of(phone),
      }
    })
  }

  const webSockets = new WebSocketServer({ noServer: true, maxPayload: LIMITS.frameBytes })

  function onUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const target = request.url ?? '/'
    if (!URL.canParse(target, 'http://relay')) return refuse(socket, '400 Bad Request')
    const { pathname, searchParams } = new URL(target, 'http://relay')
    // unanswered, the connection would outlive the server
    if (pathname !== RELAY_PATH) return refuse(socket, '404 Not Found')
    const phone = searchParams.get('phone') ?? ''
    const channel = CHANNELS.find((name) => name === searchParams.get('channel'))
    if (!isFromThisMachine(request.headers)) return refuse(socket, '403 Forbidden')
    if (!channel || phone === '' || phone.length > LIMITS.id) return refuse(socket, '400 Bad Request')
    webSockets.handleUpgrade(request, socket, head, (webSocket) => {
      if (channel !== 'desk' && faults.of(phone).offline) turnAway(webSocket)
      else accept(webSocket, phone, channel)
    })
  }
  httpServer.on('upgrade', onUpgrade)

  return {
    ...controls,
    onLog: (listener) => journal.onEntry(listener),
    snapshot: () => ({ phones: phoneStatus(), log: [...journal.entries] }),
    close: async () => {
      httpServer.off('upgrade', onUpgrade)
      await Promise.all([...connections.keys()].map((connection) => connection.cut()))
      // those that were turned away and have not gone yet
      for (const socket of webSockets.clients) socket.terminate()
      chat.accounts.close()
      media.close()
      webSockets.close()
    },
  }
}

/** What the relay itself does with a connection, whatever its channel. */
type AnyConnection = Pick<Connection<unknown>, 'phone' | 'cut' | 'onClose'>

/** After the handshake: a browser reports a refused handshake as an error on its console, over and over. */
function turnAway(socket: WebSocket): void {
  socket.on('error', () => {})
  socket.close(CLOSE_CODE.OFFLINE, 'the network of this phone is cut')
}

function refuse(socket: Duplex, status: string): void {
  socket.on('error', () => socket.destroy())
  // the other side may leave its half open for ever
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`, () => socket.destroy())
}

/** Many changes in one turn make one call. */
function coalesce(action: () => void): () => void {
  let pending = false
  return () => {
    if (pending) return
    pending = true
    setImmediate(() => {
      pending = false
      action()
    })
  }
}
