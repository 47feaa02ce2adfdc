import { LinkError, RelayLink } from '../relay/wire/link'
import type { SocketConstructor } from '../relay/wire/link'
import type { ChatEvents, ChatOperations, KickType, WireMessage } from '../relay/wire/protocol'
import { CHAT_ERROR, ChatError } from './error'

/** The real SDK waits 15 s; nobody who tries a fault wants to. */
const REQUEST_TIMEOUT = 5000

/** Whether the phone lets its mini program have sockets at the moment. */
export interface SocketSwitch {
  readonly allowed: boolean
  /** the returned function unsubscribes */
  onChange(listener: (allowed: boolean) => void): () => void
}

export interface SessionOptions {
  relayUrl: string
  device: string
  platform: string
  sdkAppID: number
  socket?: SocketConstructor | undefined
  requestTimeout?: number | undefined
  sockets?: SocketSwitch | undefined
  onMessages(messages: WireMessage[]): void
  onNetwork(state: 'connected' | 'connecting' | 'disconnected'): void
  /** the session is over against the user's will */
  onKicked(type: KickType): void
}

interface Login {
  userID: string
  userSig: string
  /** '' until the relay has answered */
  session: string
}

/** A login and its connection: it survives a lost network, and ends by `logout` or by being kicked. */
export class ChatSession {
  private login: Login | null = null
  private readonly link: RelayLink<ChatOperations, ChatEvents>
  private readonly stopListening: (() => void) | undefined
  /** ms by which the relay's clock is ahead of `performance.now()`, null until the first login */
  private serverClock: number | null = null
  /** what has arrived before the network was said to be back; null while it is there */
  private early: WireMessage[] | null = null

  constructor(private readonly options: SessionOptions) {
    const { relayUrl, device, socket, sockets, requestTimeout = REQUEST_TIMEOUT, onNetwork } = options
    this.link = new RelayLink<ChatOperations, ChatEvents>({
      relayUrl,
      phone: device,
      channel: 'chat',
      socket,
      requestTimeout,
      events: { messages: (messages) => this.receive(messages), kicked: ({ type }) => this.end(type) },
      onLost: () => onNetwork('disconnected'),
      resume: (request) => this.resume(request),
      onRestored: () => this.handleRestored(),
    })
    if (sockets?.allowed === false) this.link.hold(true)
    this.stopListening = sockets?.onChange((allowed) => this.link.hold(!allowed))
  }

  /** '' while signed out */
  get userID(): string {
    return this.isReady ? (this.login?.userID ?? '') : ''
  }

  get isReady(): boolean {
    return this.login !== null && this.login.session !== ''
  }

  /** ms since the epoch by the relay's clock, whatever the phone's says; null until the first login */
  get serverTime(): number | null {
    return this.serverClock === null ? null : this.serverClock + performance.now()
  }

  async open(userID: string, userSig: string): Promise<void> {
    if (this.login) {
      throw new ChatError(CHAT_ERROR.LOGIN_UNDER_WAY, `a login of ${this.login.userID} is under way; wait for it`)
    }
    const login: Login = { userID, userSig, session: '' }
    this.login = login
    try {
      await this.link.connect()
      this.signedIn(login, await this.link.request('login', this.loginParams(login)))
    } catch (error) {
      if (this.login === login) this.close()
      throw ChatError.from(error)
    }
  }

  /** Rejects with a ChatError. */
  async request<K extends keyof ChatOperations>(
    op: K,
    params: ChatOperations[K]['params'],
  ): Promise<ChatOperations[K]['result']> {
    if (!this.isReady) throw new ChatError(CHAT_ERROR.NOT_LOGGED_IN, `${op}: log in first`)
    try {
      return await this.link.request(op, params)
    } catch (error) {
      throw ChatError.from(error)
    }
  }

  /** Tells the relay if it can be reached; a phone without a network is signed out all the same. */
  async logout(): Promise<void> {
    if (this.link.isOpen) await this.link.request('logout', {}).catch(() => {})
    this.close()
  }

  close(): void {
    this.login = null
    this.early = null
    this.link.close()
  }

  /** For good. */
  destroy(): void {
    this.stopListening?.()
    this.close()
  }

  private signedIn(login: Login, { session, time }: ChatOperations['login']['result']): void {
    login.session = session
    this.serverClock = time - performance.now()
  }

  private async resume(request: RelayLink<ChatOperations, ChatEvents>['request']): Promise<void> {
    const { login } = this
    if (!login?.session) throw new LinkError('closed', 'the login was never finished')
    this.options.onNetwork('connecting')
    this.early = []
    try {
      this.signedIn(login, await request('login', this.loginParams(login)))
    } catch (error) {
      // a relay that has been restarted knows other keys; to the user that is a UserSig that has run out
      if (error instanceof LinkError && error.failure === 'refused') this.end('userSigExpired')
      throw error
    }
  }

  private receive(messages: WireMessage[]): void {
    if (this.early) this.early.push(...messages)
    else this.options.onMessages(messages)
  }

  private handleRestored(): void {
    const missed = this.early ?? []
    this.early = null
    this.options.onNetwork('connected')
    if (missed.length > 0) this.options.onMessages(missed)
  }

  private loginParams({ userID, userSig, session }: Login): ChatOperations['login']['params'] {
    const { sdkAppID, platform } = this.options
    return { sdkAppID, userID, userSig, platform, session }
  }

  private end(type: KickType): void {
    if (!this.login) return
    this.close()
    this.options.onKicked(type)
  }
}
