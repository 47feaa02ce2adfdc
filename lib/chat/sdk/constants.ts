/**
 * Stand-in for the Chat SDK module. tsignaling calls `require('tim-wx-sdk')` without declaring it, and reads from it
 * nothing but these constants; the bundle and the tests answer that call with this file. It replaces 606 KB, and lets
 * a host pass any Chat SDK it has (tim-wx-sdk, @tencentcloud/chat, @tencentcloud/lite-chat) as `config.tim`.
 *
 * Values: tim-wx-sdk 2.27.6, @tencentcloud/chat 3.6.6.
 */
import { CallingError } from '../../foundation/errors'

/** Names of the events that a Chat SDK instance emits. */
export const EVENT = {
  SDK_READY: 'sdkStateReady',
  SDK_NOT_READY: 'sdkStateNotReady',
  KICKED_OUT: 'kickedOut',
  NET_STATE_CHANGE: 'netStateChange',
  MESSAGE_RECEIVED: 'onMessageReceived',
} as const

/** Message, conversation and priority types. */
export const TYPES = {
  MSG_TEXT: 'TIMTextElem',
  MSG_CUSTOM: 'TIMCustomElem',
  MSG_GRP_TIP: 'TIMGroupTipElem',
  GRP_TIP_MBR_JOIN: 1,
  GRP_TIP_MBR_QUIT: 2,
  CONV_C2C: 'C2C',
  CONV_GROUP: 'GROUP',
  MSG_PRIORITY_HIGH: 'High',
  MSG_PRIORITY_NORMAL: 'Normal',
} as const

/** What a lookup of the real SDK finds when only this stand-in is there. Throws CHAT_SDK_MISSING. */
export function create(): never {
  throw chatSdkMissing()
}

export function chatSdkMissing(): CallingError {
  return new CallingError(
    'CHAT_SDK_MISSING',
    'No Chat SDK found: either `npm install tim-wx-sdk` and run "Build npm" in the WeChat developer tools, ' +
      'or create one yourself and pass it as `config.tim` (`TIM.create({ SDKAppID })`).',
  )
}
