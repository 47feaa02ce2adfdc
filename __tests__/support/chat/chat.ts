/**
 * An in-memory Chat service. Its clients speak the interface of a Chat SDK instance (`TIM.create()`), so that the real
 * tsignaling runs on it.
 *
 *     const network = new ChatNetwork()
 *     const alice = network.client()              // pass it as `config.tim`
 *     network.addAccount('bob')                   // an account that exists and has no device
 *     network.addGroup('team', ['alice', 'bob'])
 *     await network.settle()                      // run everything that can run without time passing
 *     network.log                                 // every message sent, in order
 *
 * Each delivery, acknowledgement, login, readiness, profile and history answer is a hop. By default it happens in a microtask;
 * interceptors drop, duplicate, delay or keep each of them, so a test can order them as it likes:
 *
 *     network.intercept((hop) => (hop.kind === 'delivery' && hop.signal?.action === 'accept' ? 'drop' : 'pass'))
 *
 *     const acks = network.hold((hop) => hop.kind === 'ack')
 *     ...
 *     acks.hops[0].fail({ code: 2801 })           // or .release(), or .resolveWith({ code: 20003 })
 *
 *     network.intercept((hop) => {                // fast-check orders everything
 *       void scheduler.schedule(Promise.resolve(), hop.kind).then(() => hop.release())
 *       return 'hold'
 *     })
 *
 * It behaves as tim-wx-sdk 2.27 does: a message sent on one device reaches the account's other devices with flow
 * 'out'; a login of a signed-in SDK resolves with `repeatLogin`, whoever asks; SDK_READY is never replayed; nobody
 * hears a listener throw (see `listenerErrors`). Messages are JSON copies: no two devices share an object.
 */
import { EVENT, TYPES } from '../../../lib/chat/sdk/constants'
import type { ChatMessage, Profile } from '../../../lib/foundation/types'
import { ChatClient, copy, later, serverSeconds } from './chat-client'
import {
  type ChatFailure,
  type Delivery,
  type Held,
  type Hop,
  type Interceptor,
  type SignalView,
  viewSignal,
} from './chat-hops'

export type * from './chat-hops'
export { ChatClient }

/** One line of `network.log`. */
export interface SentMessage {
  from: string
  to: string
  conversationType: string
  priority: string
  /** `payload.data` as it was sent */
  data: string
  signal: SignalView | null
  /** second argument of `sendMessage` */
  options: Record<string, unknown>
}

export class ChatNetwork {
  /** every message that reached the service, in order */
  readonly log: SentMessage[] = []
  /** arguments of every profile look-up, in order */
  readonly profileLookups: string[][] = []
  /** what listeners threw; the real SDK swallows it, a test should expect it to be empty */
  readonly listenerErrors: unknown[] = []
  private readonly accounts = new Map<string, Profile>()
  private readonly groups = new Map<string, Set<string>>()
  private readonly devices: ChatClient[] = []
  private readonly interceptors: Interceptor[] = []
  private readonly history: ChatMessage[] = []
  private serial = 0

  /** A device with an SDK of its own that nobody has signed in yet. */
  client(): ChatClient {
    const client = new ChatClient(this)
    this.devices.push(client)
    return client
  }

  /** What `require('tim-wx-sdk')` gives a device: constants, and `create` with one instance per SDKAppID. */
  createModule(): { EVENT: typeof EVENT; TYPES: typeof TYPES; create(options: { SDKAppID: number }): ChatClient } {
    const instances = new Map<number, ChatClient>()
    return {
      EVENT,
      TYPES,
      create: ({ SDKAppID }) => {
        const client = instances.get(SDKAppID) ?? this.client()
        instances.set(SDKAppID, client)
        return client
      },
    }
  }

  /** Makes an account exist, as a first login does. Messages to accounts that don't exist fail with 20003. */
  addAccount(userID: string, profile: { nick?: string; avatar?: string } = {}): void {
    const known = this.accounts.get(userID)
    this.accounts.set(userID, { userID, nick: known?.nick ?? '', avatar: known?.avatar ?? '', ...profile })
  }

  addGroup(groupID: string, members: string[]): void {
    this.groups.set(groupID, new Set(members))
  }

  /** Adds an interceptor; the first one that answers something else than `pass` decides. Returns its removal. */
  intercept(interceptor: Interceptor): () => void {
    this.interceptors.push(interceptor)
    return () => {
      const index = this.interceptors.indexOf(interceptor)
      if (index >= 0) this.interceptors.splice(index, 1)
    }
  }

  /** Keeps every hop that `wanted` picks, until the test releases it. */
  hold<H extends Hop>(wanted: ((hop: Hop) => hop is H) | ((hop: Hop) => boolean)): Held<H> {
    const hops: H[] = []
    const stop = this.intercept((hop) => {
      if (!wanted(hop)) return 'pass'
      hops.push(hop as H)
      return 'hold'
    })
    return { hops, stop, releaseAll: () => hops.splice(0).forEach((hop) => hop.release()) }
  }

  /** Throws every device of the account out, or only `device`. */
  kick(userID: string, type = 'multipleAccount', device?: ChatClient): void {
    this.devicesOf(userID)
      .filter((candidate) => !device || candidate === device)
      .forEach((candidate) => candidate.kicked(type))
  }

  /** A message that no client wrote, straight to the devices of `to`: for old peers and for hostile ones. */
  inject(to: string, ...messages: Partial<ChatMessage>[]): void {
    this.devicesOf(to).forEach((device) => device.receive(messages))
  }

  /** Runs until nothing is left that could run without time passing. */
  async settle(): Promise<void> {
    for (let round = 0; round < 200; round++) await Promise.resolve()
  }

  /** @internal */
  devicesOf(userID: string): ChatClient[] {
    return this.devices.filter((device) => device.userID === userID)
  }

  /** @internal */
  profile(userID: string): Profile | undefined {
    return this.accounts.get(userID)
  }

  /** @internal */
  nextID(): string {
    return `message-${++this.serial}`
  }

  /** @internal What `userID` has sent and received, oldest first, by conversation; messages for online users are not kept. */
  conversationsOf(userID: string): Map<string, ChatMessage[]> {
    const all = new Map<string, ChatMessage[]>()
    for (const message of this.history) {
      const { from, to, conversationType } = message
      const isGroup = conversationType === TYPES.CONV_GROUP
      if (isGroup ? !this.groups.get(to)?.has(userID) : from !== userID && to !== userID) continue
      const conversationID = `${conversationType}${isGroup || from === userID ? to : from}`
      const flow = from === userID ? 'out' : 'in'
      all.set(conversationID, [...(all.get(conversationID) ?? []), { ...copy(message), flow }])
    }
    return all
  }

  /** @internal Takes a message, or says why not. Delivering is up to the hops. */
  route(message: ChatMessage, sender: ChatClient, options: object): ChatFailure | null {
    const isGroup = message.conversationType === TYPES.CONV_GROUP
    const members = this.groups.get(message.to)
    if (isGroup && !members) return { code: 10010, message: 'the group does not exist' }
    if (isGroup && !members?.has(message.from)) return { code: 10007, message: 'not a member of the group' }
    if (!isGroup && !this.accounts.has(message.to)) return { code: 20003, message: 'the account does not exist' }
    this.log.push({
      from: message.from,
      to: message.to,
      conversationType: message.conversationType,
      priority: (message as { priority?: string }).priority ?? '',
      data: message.payload.data ?? '',
      signal: viewSignal(message),
      options: copy(options) as Record<string, unknown>,
    })
    // the service's own clock, whatever a phone's clock says
    message.time = serverSeconds()
    if (!(options as { onlineUserOnly?: boolean }).onlineUserOnly) this.history.push(copy(message))
    const accounts = new Set([message.from, ...(isGroup ? (members ?? []) : [message.to])])
    for (const account of accounts) {
      for (const device of this.devicesOf(account)) if (device !== sender) this.send(message, device)
    }
    return null
  }

  private send(message: ChatMessage, device: ChatClient): void {
    const flow = message.from === device.userID ? 'out' : 'in'
    const delivered = { ...copy(message), flow }
    const hop: Delivery = {
      kind: 'delivery',
      from: message.from,
      to: device.userID,
      device,
      message: copy(delivered),
      signal: viewSignal(message),
      release: () => device.receive([delivered]),
    }
    this.run(hop)
  }

  /** @internal */
  run(hop: Hop): void {
    let verdict: ReturnType<Interceptor> = undefined
    for (const interceptor of [...this.interceptors]) {
      verdict = interceptor(hop)
      if (verdict !== undefined && verdict !== 'pass') break
    }
    if (verdict === 'drop' || verdict === 'hold') return
    if (typeof verdict === 'object') setTimeout(() => hop.release(), verdict.delay)
    else later(() => hop.release())
    if (verdict === 'duplicate') later(() => hop.release())
  }
}
