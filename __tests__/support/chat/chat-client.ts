/** One device of the in-memory Chat; see chat.ts. */
import { EVENT, TYPES } from '../../../lib/chat/sdk/constants'
import type { ChatSDK, LoginResult, SendResult } from '../../../lib/chat/sdk/sdk'
import type { ChatMessage, Profile } from '../../../lib/foundation/types'
import type { ChatNetwork } from './chat'
import { type ChatFailure, type SignalView, viewSignal } from './chat-hops'

type Listener = (event: { name: string; data: unknown }) => void
type SendPicker = (signal: SignalView | null) => boolean

/** `getMessageList` never gives more at once */
const HISTORY_PAGE = 15

interface PlannedFailure {
  failure: ChatFailure
  resolves: boolean
  when: SendPicker
}

/** One device: what `TIM.create()` returns, and beside it what a test does to a device. */
export class ChatClient implements ChatSDK {
  /** the account that is signed in, '' if none */
  userID = ''
  private ready = false
  private online = true
  private loginStartedAt = -Infinity
  private readonly missed: Partial<ChatMessage>[] = []
  private readonly failures: PlannedFailure[] = []
  private readonly listeners = new Map<string, Set<Listener>>()

  /** as @tencentcloud/chat has it; `delete tim.getServerTime` makes it a tim-wx-sdk */
  getServerTime?: () => number = serverSeconds

  constructor(private readonly network: ChatNetwork) {}

  /* ---------------------------------------------------------------- what a test does */

  /**
   * The next sends of this device (those that `when` picks) fail before anybody gets the message; by default
   * `sendMessage` rejects.
   */
  failNextSend(failure: ChatFailure, options: { resolves?: boolean; times?: number; when?: SendPicker } = {}): void {
    const { resolves = false, times = 1, when = () => true } = options
    for (let i = 0; i < times; i++) this.failures.push({ failure, resolves, when })
  }

  forgetFailures(): void {
    this.failures.length = 0
  }

  /** How many of them have not happened yet. */
  plannedFailures(): number {
    return this.failures.length
  }

  /** Without a network sends fail with 2801, and what arrives is kept and comes as one batch when it is back. */
  setOnline(online: boolean): void {
    if (this.online === online) return
    this.online = online
    this.emit(EVENT.NET_STATE_CHANGE, { state: online ? 'connected' : 'disconnected' })
    if (online && this.missed.length > 0) this.receive(this.missed.splice(0))
  }

  /** Hands messages to the listeners, as one batch. A message is completed with what a real one has. */
  receive(messages: Partial<ChatMessage>[]): void {
    if (!this.userID) return
    if (!this.online) {
      this.missed.push(...messages)
      return
    }
    this.emit(
      EVENT.MESSAGE_RECEIVED,
      messages.map((message) => this.complete(message)),
    )
  }

  /** The app is gone without a word: no listener, no connection, no logout. */
  crash(): void {
    this.listeners.clear()
    this.userID = ''
    this.ready = false
    this.missed.length = 0
  }

  /** How many listeners the SDK holds; none may stay behind. */
  listenerCount(): number {
    let count = 0
    this.listeners.forEach((listeners) => (count += listeners.size))
    return count
  }

  /** @internal */
  kicked(type: string): void {
    this.emit(EVENT.KICKED_OUT, { type })
    this.reset()
  }

  /* ---------------------------------------------------------------- the SDK */

  on(event: string, listener: Listener): void {
    const listeners = this.listeners.get(event) ?? new Set()
    this.listeners.set(event, listeners.add(listener))
  }

  off(event: string, listener: Listener): void {
    this.listeners.get(event)?.delete(listener)
  }

  setLogLevel(): void {}

  login({ userID, userSig }: { userID: string; userSig: string }): Promise<LoginResult> {
    if (this.userID) return Promise.resolve({ code: 0, data: { repeatLogin: true } })
    // the real SDK refuses a second attempt for 15 s, or until the first is answered
    if (Date.now() - this.loginStartedAt <= 15_000) return reject({ code: 2025, message: 'a login is under way' })
    if (!userSig) return reject({ code: 2003, message: 'no userSig' })
    this.loginStartedAt = Date.now()
    return new Promise((resolve, reject) => {
      const fail = (failure: ChatFailure) => {
        this.loginStartedAt = -Infinity
        reject(errorOf(failure))
      }
      const release = () => {
        this.loginStartedAt = -Infinity
        this.userID = userID
        this.network.addAccount(userID)
        resolve({ code: 0, data: {} })
        this.network.run({ kind: 'ready', device: this, release: () => this.becomeReady(userID) })
      }
      if (!this.online) later(() => fail({ code: 2801, message: 'timeout' }))
      else this.network.run({ kind: 'login', device: this, release, fail })
    })
  }

  logout(): Promise<unknown> {
    if (!this.userID) return reject({ code: 2024, message: 'not signed in' })
    return new Promise((resolve) => {
      const release = () => {
        this.reset()
        resolve({ code: 0, data: {} })
      }
      this.network.run({ kind: 'logout', device: this, release })
    })
  }

  createCustomMessage(message: Parameters<ChatSDK['createCustomMessage']>[0]): ChatMessage | Promise<never> {
    if (!this.ready) return reject({ code: 2999, message: 'the SDK is not ready' })
    const { to, conversationType, priority, payload } = message
    const created = {
      ...this.complete({ from: this.userID, to, conversationType, flow: 'out', payload }),
      priority,
      _onlineOnlyFlag: false,
    }
    return created
  }

  async sendMessage(created: ChatMessage | Promise<never>, options: object = {}): Promise<SendResult> {
    const message = await created
    const planned = this.nextFailure(message)
    if (planned?.resolves) return { ...planned.failure, data: {} } as SendResult
    const failure = planned?.failure ?? (this.online ? this.network.route(message, this, options) : { code: 2801 })
    if (failure) throw errorOf(failure)
    return new Promise((resolve, reject) => {
      this.network.run({
        kind: 'ack',
        device: this,
        message: copy(message),
        signal: viewSignal(message),
        release: () => resolve({ code: 0, data: { message } }),
        fail: (failure) => reject(errorOf(failure)),
        resolveWith: (failure) => resolve({ ...failure, data: {} } as SendResult),
      })
    })
  }

  getMyProfile(): Promise<{ data: Profile }> {
    const profile = this.network.profile(this.userID)
    if (!this.ready || !profile) return reject({ code: 2999, message: 'the SDK is not ready' })
    return Promise.resolve({ code: 0, data: { ...profile } })
  }

  getConversationList(): Promise<{ data: { conversationList: object[] } }> {
    return this.ask('', () => ({
      conversationList: [...this.network.conversationsOf(this.userID)].map(([conversationID, messages]) => ({
        conversationID,
        type: conversationID.startsWith(TYPES.CONV_C2C) ? TYPES.CONV_C2C : TYPES.CONV_GROUP,
        unreadCount: 0,
        lastMessage: { lastTime: messages[messages.length - 1]?.time },
      })),
    }))
  }

  getMessageList({
    conversationID,
    count = HISTORY_PAGE,
  }: {
    conversationID: string
    count?: number
  }): Promise<{ data: { messageList: ChatMessage[] } }> {
    return this.ask(conversationID, () => ({
      messageList: (this.network.conversationsOf(this.userID).get(conversationID) ?? []).slice(
        -Math.min(count, HISTORY_PAGE),
      ),
    }))
  }

  getUserProfile({ userIDList }: { userIDList: string[] }): Promise<{ data: Profile[] }> {
    this.network.profileLookups.push([...userIDList])
    return new Promise((resolve, reject) => {
      this.network.run({
        kind: 'profile',
        device: this,
        userIDList: [...userIDList],
        fail: (failure) => reject(errorOf(failure)),
        release: () =>
          resolve({
            data: userIDList.flatMap((userID) => {
              const profile = this.network.profile(userID)
              return profile ? [{ ...profile }] : []
            }),
          }),
      })
    })
  }

  updateMyProfile(profile: { nick?: string; avatar?: string }): Promise<unknown> {
    if (!this.ready) return reject({ code: 2999, message: 'the SDK is not ready' })
    this.network.addAccount(this.userID, profile)
    return Promise.resolve({ code: 0, data: { ...profile } })
  }

  /* ---------------------------------------------------------------- inside */

  private ask<T>(conversationID: string, read: () => T): Promise<{ data: T }> {
    if (!this.ready) return reject({ code: 2999, message: 'the SDK is not ready' })
    return new Promise((resolve, reject) => {
      this.network.run({
        kind: 'history',
        device: this,
        conversationID,
        fail: (failure) => reject(errorOf(failure)),
        release: () => resolve({ data: read() }),
      })
    })
  }

  private nextFailure(message: ChatMessage): PlannedFailure | undefined {
    const signal = viewSignal(message)
    const index = this.failures.findIndex(({ when }) => when(signal))
    return index < 0 ? undefined : this.failures.splice(index, 1)[0]
  }

  private becomeReady(userID: string): void {
    if (this.userID !== userID || this.ready) return
    this.ready = true
    this.emit(EVENT.SDK_READY, undefined)
  }

  private reset(): void {
    this.userID = ''
    this.ready = false
    this.missed.length = 0
    this.emit(EVENT.SDK_NOT_READY, undefined)
  }

  private complete(message: Partial<ChatMessage>): ChatMessage {
    const conversationType = message.conversationType ?? TYPES.CONV_C2C
    const to = message.to ?? this.userID
    const defaults: ChatMessage & { conversationID: string } = {
      ID: this.network.nextID(),
      type: TYPES.MSG_CUSTOM,
      from: '',
      to,
      conversationType,
      conversationID: `${conversationType}${to}`,
      flow: 'in',
      time: serverSeconds(),
      payload: { data: '', description: '', extension: '' },
    }
    return { ...defaults, ...copy(message) }
  }

  /** Fires an event of the SDK with any `data`. */
  emit(name: string, data: unknown): void {
    for (const listener of [...(this.listeners.get(name) ?? [])]) {
      try {
        listener({ name, data: copy(data) })
      } catch (error) {
        this.network.listenerErrors.push(error)
      }
    }
  }
}

/** What the service's clock said when virtual time began. */
let begin = Date.now()

/** For runs that are to be alike on another day. */
export function startServerClock(at: number): void {
  begin = at
}

/** What the service's clock says: nobody moves it, as `jest.setSystemTime` moves the clocks of the phones. */
export function serverSeconds(): number {
  return Math.floor((begin + performance.now()) / 1000)
}

/** A deep copy, as a message has after a journey as JSON. */
export function copy<T>(value: T): T {
  return value === undefined ? value : (JSON.parse(JSON.stringify(value)) as T)
}

function errorOf({ code, message = '' }: ChatFailure): Error {
  return Object.assign(new Error(message), { code })
}

function reject(failure: ChatFailure): Promise<never> {
  return Promise.reject(errorOf(failure))
}

/** In a microtask; jest's virtual time holds `queueMicrotask` back, and promises it does not. */
export function later(run: () => void): void {
  void Promise.resolve().then(run)
}
