import type { SocketConstructor } from '../relay/wire/link'
import { EVENT, TYPES } from './constants'
import type { SocketSwitch } from './session'
import { Tim } from './tim'

export type { Tim } from './tim'
export type { Message } from './message'

export interface CreateTimOptions {
  /** `ws://host/relay` */
  relayUrl: string
  /** the phone's name */
  device: string
  /**
   * Default 'MiniProgram'. One account may be signed in once per platform: a second login on the same one throws the
   * first out, one on another platform stays beside it.
   */
  platform?: string
  /** default: the global WebSocket */
  socket?: SocketConstructor
  /** ms until an unanswered request fails with 2801; default 5000 (the real SDK: 15,000) */
  requestTimeout?: number
  /** default: always allowed */
  sockets?: SocketSwitch
  /** the phone's clock, ms since the epoch; default: this machine's */
  now?: () => number
  /** default true: instances have `getServerTime`, as those of `@tencentcloud/chat`; those of `tim-wx-sdk` do not */
  serverTime?: boolean
}

/** What `require('tim-wx-sdk')` gives. */
export interface TimModule {
  /** the same instance for the same SDKAppID, until it is destroyed */
  create(options: { SDKAppID: number }): Tim
  EVENT: typeof EVENT
  TYPES: typeof TYPES
  VERSION: string
  /** the module itself, for `import TIM from 'tim-wx-sdk'` */
  default: TimModule
}

/** Makes the module `tim-wx-sdk` for one phone, speaking to the relay in place of Tencent Chat. */
export function createTim(options: CreateTimOptions): TimModule {
  const { platform = 'MiniProgram', serverTime = true, now = Date.now, ...rest } = options
  const instances = new Map<number, Tim>()
  const module: Omit<TimModule, 'default'> = {
    EVENT,
    TYPES,
    VERSION: 'simulator',
    create({ SDKAppID }) {
      const existing = instances.get(SDKAppID)
      if (existing) return existing
      const tim = new Tim({ ...rest, platform, now, serverTime, sdkAppID: SDKAppID }, () => instances.delete(SDKAppID))
      instances.set(SDKAppID, tim)
      return tim
    },
  }
  const complete = module as TimModule
  complete.default = complete
  return complete
}
