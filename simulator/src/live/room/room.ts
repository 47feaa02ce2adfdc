import { LinkError, RelayLink } from '../../relay/wire/link'
import type { SocketConstructor } from '../../relay/wire/link'
import type { MediaEvents, MediaMember, MediaOperations, MediaSignal } from '../../relay/wire/protocol'
import type { RoomAddress } from './room-url'

const REQUEST_TIMEOUT = 5000
/** A room whose relay stays away longer is given up, ms. */
const GIVE_UP_AFTER = 30_000

/** What happens in the room this phone is in. */
export interface RoomListener {
  entered?(): void
  /** this phone left, was removed, or gave up */
  left?(): void
  joined?(userID: string): void
  gone?(userID: string): void
  stream?(member: MediaMember, before: MediaMember): void
  signal?(from: string, subscription: string, signal: MediaSignal): void
  /** the network went away; the room is held for a while */
  lost?(): void
  /** ... and came back: all subscriptions begin anew */
  restored?(): void
  /** ... and did not come back */
  gaveUp?(): void
  removed?(): void
}

type Streams = Omit<MediaMember, 'userID'>

/** The media room of one phone: at most one at a time, with a connection of its own while it lasts. */
export class MediaRoom {
  private address: RoomAddress | null = null
  private readonly others = new Map<string, MediaMember>()
  private readonly listeners = new Set<RoomListener>()
  private own: Streams = { hasVideo: false, hasAudio: false }
  /** counts what `enter` began and `leave` ended */
  private attempt = 0
  private giveUpTimer: ReturnType<typeof setTimeout> | undefined
  private readonly link: RelayLink<MediaOperations, MediaEvents>

  constructor(options: { relayUrl: string; device: string; socket?: SocketConstructor | undefined }) {
    this.link = new RelayLink<MediaOperations, MediaEvents>({
      relayUrl: options.relayUrl,
      phone: options.device,
      socket: options.socket,
      channel: 'media',
      requestTimeout: REQUEST_TIMEOUT,
      events: {
        joined: ({ userID }) => this.addMember({ userID, hasVideo: false, hasAudio: false }),
        left: ({ userID }) => this.removeMember(userID),
        stream: (member) => this.addMember(member),
        signal: ({ from, subscription, signal }) => this.tell('signal', from, subscription, signal),
        removed: () => {
          this.tell('removed')
          this.close()
        },
      },
      onLost: () => this.handleLost(),
      resume: (request) => this.resume(request),
      onRestored: () => this.handleRestored(),
    })
  }

  /** in a room; also while its network is away */
  get isEntered(): boolean {
    return this.address !== null
  }

  get isOnline(): boolean {
    return this.link.isOpen
  }

  member(userID: string): MediaMember | undefined {
    return this.others.get(userID)
  }

  /** The returned function unsubscribes. */
  listen(listener: RoomListener): () => void {
    this.listeners.add(listener)
    return () => {
      this.listeners.delete(listener)
    }
  }

  /** Rejects with a LinkError; `closed` if `leave` or another `enter` came first. */
  async enter(address: RoomAddress): Promise<void> {
    this.leave()
    const attempt = this.attempt
    try {
      await this.link.connect()
      const { members } = await this.link.request('enter', address)
      this.address = address
      this.tell('entered')
      members.forEach((member) => this.addMember(member))
    } catch (error) {
      if (attempt !== this.attempt) throw new LinkError('closed', 'the room was left before it was entered')
      this.link.close()
      throw error
    }
  }

  leave(): void {
    if (this.address) this.link.notify('leave', {})
    this.close()
  }

  publish(streams: Streams): void {
    this.own = streams
    if (this.address) this.link.notify('publish', streams)
  }

  send(to: string, subscription: string, signal: MediaSignal): void {
    this.link.notify('signal', { to, subscription, signal })
  }

  private close(): void {
    const wasEntered = this.address !== null
    this.attempt++
    clearTimeout(this.giveUpTimer)
    this.link.close()
    this.address = null
    this.own = { hasVideo: false, hasAudio: false }
    this.others.clear()
    if (wasEntered) this.tell('left')
  }

  private addMember(member: MediaMember): void {
    const { userID } = member
    const before = this.others.get(userID) ?? { userID, hasVideo: false, hasAudio: false }
    const isNew = !this.others.has(userID)
    this.others.set(userID, member)
    if (isNew) this.tell('joined', userID)
    const isSame = (kind: keyof Streams): boolean => (before[kind] ?? false) === (member[kind] ?? false)
    if (!isSame('hasVideo') || !isSame('hasAudio') || !isSame('hasScreen')) this.tell('stream', member, before)
  }

  private removeMember(userID: string): void {
    if (this.others.delete(userID)) this.tell('gone', userID)
  }

  private handleLost(): void {
    if (!this.address) return
    this.giveUpTimer = setTimeout(() => {
      this.tell('gaveUp')
      this.close()
    }, GIVE_UP_AFTER)
    this.tell('lost')
  }

  private async resume(request: RelayLink<MediaOperations, MediaEvents>['request']): Promise<void> {
    if (!this.address) throw new LinkError('closed', 'the room was never entered')
    const { members } = await request('enter', this.address)
    const present = new Set(members.map(({ userID }) => userID))
    for (const userID of [...this.others.keys()]) {
      if (!present.has(userID)) this.removeMember(userID)
    }
    members.forEach((member) => this.addMember(member))
  }

  private handleRestored(): void {
    clearTimeout(this.giveUpTimer)
    this.link.notify('publish', this.own)
    this.tell('restored')
  }

  private tell<K extends keyof RoomListener>(event: K, ...args: Parameters<NonNullable<RoomListener[K]>>): void {
    for (const listener of [...this.listeners]) {
      const handle = listener[event] as ((...args: unknown[]) => void) | undefined
      handle?.apply(listener, args)
    }
  }
}
