import { RelayLink } from './link'
import type { SocketConstructor } from './link'
import type { DeskEvents, DeskOperations, Faults, LogEntry, PhoneStatus } from './protocol'

const REQUEST_TIMEOUT = 5000

export interface DeskLinkOptions {
  /** `ws://host/relay` */
  relayUrl: string
  /** called once per entry, first for those from before the desk came */
  onLog(entry: LogEntry): void
  /** the state of all phones, after each change */
  onPhones(phones: PhoneStatus[]): void
  /** how many desks there are, this one included; after each change */
  onDesks?(count: number): void
  /** default: the global WebSocket */
  socket?: SocketConstructor
}

/** The desk's way to the relay: the log, the phones' state, and the faults. Rejections are LinkErrors. */
export interface DeskLink {
  setFaults(phone: string, faults: Partial<Faults>): Promise<void>
  expireUserSig(phone: string): Promise<void>
  removeFromRoom(phone: string): Promise<void>
  /** ms until a phone that vanished leaves its media room; null: what the relay does by itself */
  setDropAfter(ms: number | null): Promise<void>
  close(): void
}

/** Resolves when the relay is reached; rejects if it can't be. A lost connection comes back by itself. */
export async function connectDesk({ relayUrl, onLog, onPhones, onDesks, socket }: DeskLinkOptions): Promise<DeskLink> {
  let lastSeq = 0
  const link = new RelayLink<DeskOperations, DeskEvents>({
    relayUrl,
    phone: 'desk',
    channel: 'desk',
    socket,
    requestTimeout: REQUEST_TIMEOUT,
    resume: () => Promise.resolve(),
    events: {
      log: ({ entries }) => entries.forEach(report),
      phones({ phones, desks }) {
        onPhones(phones)
        onDesks?.(desks)
      },
    },
  })

  /** A connection that came back brings the whole log again. */
  function report(entry: LogEntry): void {
    if (entry.seq <= lastSeq) return
    lastSeq = entry.seq
    onLog(entry)
  }

  await link.connect()
  return {
    async setFaults(phone, faults) {
      await link.request('setFaults', { phone, faults })
    },
    async expireUserSig(phone) {
      await link.request('expireUserSig', { phone })
    },
    async removeFromRoom(phone) {
      await link.request('removeFromRoom', { phone })
    },
    async setDropAfter(ms) {
      await link.request('setDropAfter', { ms })
    },
    close: () => link.close(),
  }
}
