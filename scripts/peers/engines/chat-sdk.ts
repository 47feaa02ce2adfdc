/** `@tencentcloud/chat`: its own constants and its own signalling, on our Chat service. */
import { ChatClient } from '../kit/chat-client'
import type { ChatMessage, ChatNetwork } from '../kit/chat-network'
import { VirtualClock } from '../kit/clock'
import type { Realm } from '../kit/realm'
import { standIn } from '../kit/stand-in'
import { browserRealm } from './browser'
import { fileOf } from './files'

export interface ChatConstants {
  EVENT: Record<string, string>
  TYPES: Record<string, unknown>
  TSignaling: Record<string, unknown>
  VERSION: string
}

let constants: ChatConstants | null = null

/** They are the same in tim-js-sdk and tim-wx-sdk, as far as those have them. */
export function chatConstants(): ChatConstants {
  if (!constants) {
    const realm = browserRealm(new VirtualClock(), 'constants')
    const { EVENT, TYPES, TSignaling, VERSION } = realm.load(fileOf('@tencentcloud/chat/index.js')) as ChatConstants
    constants = { EVENT, TYPES, TSignaling, VERSION }
  }
  return constants
}

/** What `require('tim-js-sdk')`, `require('tim-wx-sdk')` or `require('@tencentcloud/chat')` gives an engine. */
export function chatPackage(client: ChatClient): object {
  const sdk = { ...chatConstants(), create: () => client }
  return { ...sdk, default: sdk, __esModule: true }
}

type Listener = (event: unknown) => unknown

/** The SDK's own signalling module, version 3, as far as it is called. */
interface SignalingModule {
  onNewMessageList(messages: ChatMessage[]): void
  [method: string]: (...args: never[]) => unknown
}

/** Numbers of the SDK's modules, as its signalling module asks for them. */
const MESSAGES = 2
const UNREAD = 6
const CONVERSATIONS = 11
const ACCOUNT = 12
const CLOUD_CONFIG = 23

/** A Chat SDK whose signalling is a part of it: @tencentcloud/chat from version 3 on. */
export class ChatWithSignaling extends ChatClient {
  private readonly signaling: SignalingModule

  constructor(network: ChatNetwork, clock: VirtualClock, realm: Realm) {
    super(network, clock)
    const { default: Module } = realm.load(fileOf('@tencentcloud/chat/modules/signaling-module.js')) as {
      default: new (core: object) => SignalingModule
    }
    const modules = this.modules()
    const events = this.emitter(true)
    const inner = this.emitter(false)
    this.signaling = new Module({
      get: (id: number) => modules[id],
      getOEmitInst: () => events,
      getIEmitInst: () => inner,
      getErrMsg: () => '',
    })
    // its methods are the SDK's own; only one has another name there
    for (const name of METHODS) {
      const method = this.signaling[name === 'inviteInGroup' ? 'invite' : name]
      Object.assign(this, { [name]: (...args: never[]) => method?.apply(this.signaling, args) })
    }
  }

  override receive(messages: ChatMessage[]): void {
    super.receive(messages)
    this.signaling.onNewMessageList(messages)
  }

  private modules(): Record<number, object> {
    const answer = (data: object) => Promise.resolve({ code: 0, data })
    return {
      [MESSAGES]: standIn({
        createCustomMessage: (draft: never) => this.createCustomMessage(draft),
        sendMessageInstance: (message: ChatMessage) => this.sendMessage(message),
        modifyRemoteMessage: (message: ChatMessage) => {
          this.network.modified.push(structuredClone(message))
          return answer({ message })
        },
      }),
      [ACCOUNT]: standIn({
        isLoggedIn: () => this.userID !== '',
        getUserID: () => this.userID,
        getTinyID: () => '1',
        getSDKAppID: () => 1400000001,
        isIntl: () => false,
        isOversea: () => false,
      }),
      [CLOUD_CONFIG]: { getCloudConfig: () => undefined },
      [CONVERSATIONS]: { getLocalConvList: () => [], getMessageList: () => answer({ messageList: [] }) },
      [UNREAD]: { getMessageListFromUnreadDB: () => [] },
    }
  }

  /** @param named whether listeners get `{ name, data }`, or the data alone */
  private emitter(named: boolean): object {
    const listeners = new Map<string, [Listener, unknown][]>()
    const of = (event: string) => listeners.get(event) ?? []
    return {
      on: (event: string, listener: Listener, context: unknown) =>
        void listeners.set(event, [...of(event), [listener, context]]),
      off: (event: string, listener: Listener) =>
        void listeners.set(
          event,
          of(event).filter(([other]) => other !== listener),
        ),
      emit: (event: string, data: unknown) => {
        for (const [listener, context] of of(event)) {
          try {
            listener.call(context, named ? { name: event, data } : data)
          } catch (error) {
            this.errors.push(error)
          }
        }
      },
      eventNames: () => [...listeners.keys()].filter((event) => of(event).length > 0),
    }
  }
}

const METHODS = [
  ...['addSignalingListener', 'removeSignalingListener', 'invite', 'inviteInGroup', 'inviteSync'],
  ...['accept', 'reject', 'cancel', 'modifyInvitation', 'getSignalingInfo'],
]
