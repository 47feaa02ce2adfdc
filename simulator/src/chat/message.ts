import type { ConversationType, MessagePayload, MessageType, WireMessage } from '../relay/wire/protocol'
import { TYPES } from './constants'

/** A Chat message, with the fields of the real SDK's that calling and chat lists read. */
export interface Message {
  ID: string
  type: MessageType
  from: string
  to: string
  nick: string
  avatar: string
  conversationType: ConversationType
  /** `C2C<userID>` or `GROUP<groupID>`, as this user sees it */
  conversationID: string
  flow: 'in' | 'out'
  /** seconds since the epoch */
  time: number
  sequence: number
  priority: string
  payload: MessagePayload
  status: 'unSend' | 'success' | 'fail'
  isRead: boolean
  /** the real SDK's own mark; TSignaling answers such an invitation in the same manner */
  _onlineOnlyFlag: boolean
}

/** What `createTextMessage` and `createCustomMessage` take. */
export interface Draft<Payload> {
  to: string
  conversationType: ConversationType
  priority?: string
  payload: Payload
}

let drafts = 0

/** @param now by the phone's clock, ms; the relay's own time comes with the acknowledgement */
export function draftMessage(
  from: string,
  type: 'TIMTextElem' | 'TIMCustomElem',
  draft: Draft<Record<string, string>>,
  now: number,
): Message {
  const { to, conversationType, priority = TYPES.MSG_PRIORITY_NORMAL, payload } = draft
  const time = Math.floor(now / 1000)
  return {
    ID: `${from}-${time}-${++drafts}-${Math.random().toString(36).slice(2, 8)}`,
    type,
    from,
    to,
    nick: '',
    avatar: '',
    conversationType,
    conversationID: `${conversationType}${to}`,
    flow: 'out',
    time,
    sequence: 0,
    priority,
    payload,
    status: 'unSend',
    isRead: true,
    _onlineOnlyFlag: false,
  }
}

/** A message from the relay, as `me` sees it: one's own from another device is `out`. */
export function readMessage(wire: WireMessage, me: string): Message {
  const { onlineUserOnly, ...fields } = wire
  const isMine = wire.from === me
  const peer = wire.conversationType === TYPES.CONV_C2C && !isMine ? wire.from : wire.to
  return {
    ...fields,
    conversationID: `${wire.conversationType}${peer}`,
    flow: isMine ? 'out' : 'in',
    status: 'success',
    isRead: isMine,
    _onlineOnlyFlag: onlineUserOnly,
  }
}

export function parseConversationID(id: string): { conversationType: ConversationType; peer: string } | undefined {
  if (id.startsWith(TYPES.CONV_C2C)) return { conversationType: 'C2C', peer: id.slice(TYPES.CONV_C2C.length) }
  if (id.startsWith(TYPES.CONV_GROUP)) return { conversationType: 'GROUP', peer: id.slice(TYPES.CONV_GROUP.length) }
  return undefined
}
