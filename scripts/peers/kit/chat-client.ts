/** A Chat SDK on one device: the part of `TIM.create()` that the callers use. */
import type { ChatMessage, ChatNetwork } from './chat-network'
import type { VirtualClock } from './clock'

type Listener = (event: { name: string; data: unknown }) => unknown

interface Draft {
  to: string
  conversationType: 'C2C' | 'GROUP'
  payload: Partial<ChatMessage['payload']>
}

/** how long the service takes for anything but a message, ms */
const SERVICE_MS = 1

export class ChatClient {
  userID = ''
  /** what listeners threw */
  readonly errors: unknown[] = []
  private readonly listeners = new Map<string, { listener: Listener; context: unknown }[]>()

  constructor(
    protected readonly network: ChatNetwork,
    private readonly clock: VirtualClock,
  ) {}

  on(event: string, listener: Listener, context?: unknown): void {
    this.listeners.set(event, [...(this.listeners.get(event) ?? []), { listener, context }])
  }

  off(event: string, listener: Listener): void {
    const others = (this.listeners.get(event) ?? []).filter((entry) => entry.listener !== listener)
    this.listeners.set(event, others)
  }

  receive(messages: ChatMessage[]): void {
    this.emit('onMessageReceived', messages)
  }

  async login({ userID }: { userID: string }): Promise<object> {
    await this.clock.wait(SERVICE_MS)
    this.userID = userID
    this.network.connect(this)
    this.clock.after(SERVICE_MS, () => this.emit('sdkStateReady', {}))
    return done()
  }

  async logout(): Promise<object> {
    await this.clock.wait(SERVICE_MS)
    this.network.disconnect(this)
    this.userID = ''
    return done()
  }

  createCustomMessage({ to, conversationType, payload }: Draft): ChatMessage {
    return {
      ID: this.network.nextID(),
      type: 'TIMCustomElem',
      from: this.userID,
      to,
      conversationType,
      conversationID: conversationType + to,
      flow: 'out',
      time: Math.floor(this.clock.now / 1000),
      payload: { data: '', description: '', extension: '', ...payload },
    }
  }

  async sendMessage(message: ChatMessage): Promise<object> {
    await this.network.send(message)
    return done({ message })
  }

  async getUserProfile({ userIDList }: { userIDList: string[] }): Promise<object> {
    await this.clock.wait(SERVICE_MS)
    return { code: 0, data: userIDList.map((userID) => ({ userID, nick: `Nick of ${userID}`, avatar: '' })) }
  }

  async getMyProfile(): Promise<object> {
    await this.clock.wait(SERVICE_MS)
    return done({ userID: this.userID, nick: `Nick of ${this.userID}`, avatar: '' })
  }

  async getUserStatus({ userIDList }: { userIDList: string[] }): Promise<object> {
    await this.clock.wait(SERVICE_MS)
    const successUserList = userIDList.map((userID) => ({ userID, statusType: 1, customStatus: '' }))
    return done({ successUserList, failureUserList: [] })
  }

  async getGroupMemberProfile({ userIDList }: { userIDList: string[] }): Promise<object> {
    await this.clock.wait(SERVICE_MS)
    return done({ memberList: userIDList.map((userID) => ({ userID })) })
  }

  async getConversationList(): Promise<object> {
    await this.clock.wait(SERVICE_MS)
    return done({ conversationList: [] })
  }

  async getMessageList(): Promise<object> {
    await this.clock.wait(SERVICE_MS)
    return done({ messageList: [] })
  }

  /** A group of this user and `memberList`. */
  async createGroup({ memberList }: { memberList?: { userID: string }[] }): Promise<object> {
    await this.clock.wait(SERVICE_MS)
    const groupID = this.network.nextID()
    const members = (memberList ?? []).map(({ userID }) => userID)
    this.network.groups.set(groupID, [this.userID, ...members])
    return done({ group: { groupID } })
  }

  /** Requests to services of Tencent's that are not part of Chat. */
  async callExperimentalAPI(_name: string, _parameters: unknown): Promise<object> {
    await this.clock.wait(SERVICE_MS)
    return done({ enabled: true })
  }

  isReady(): boolean {
    return this.userID !== ''
  }

  getLoginUser(): string {
    return this.userID
  }

  setLogLevel(): void {}

  async setSelfStatus(): Promise<object> {
    await this.clock.wait(SERVICE_MS)
    return done()
  }

  async subscribeUserStatus(): Promise<object> {
    await this.clock.wait(SERVICE_MS)
    return done()
  }

  private emit(name: string, data: unknown): void {
    for (const { listener, context } of this.listeners.get(name) ?? []) {
      try {
        listener.call(context, { name, data })
      } catch (error) {
        this.errors.push(error)
      }
    }
  }
}

function done(data: object = {}): object {
  return { code: 0, data }
}
