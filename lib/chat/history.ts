/** Recent messages, as Chat keeps them: what came while this mini program was not open. */
import { MAX_TIMEOUT_S } from '../foundation/tools/ids'
import { promised } from '../foundation/tools/deadline'
import { TYPES } from './sdk/constants'
import type { ChatSDK } from './sdk/sdk'
import { isTime } from './sdk/server-clock'

/** An invitation that still rings is in a conversation of the last minutes; of those the newest are read. */
const CONVERSATIONS = 10
const MESSAGES = 15

interface Recent {
  conversationID: string
  /** seconds */
  lastTime: number
}

/**
 * Messages of the conversations in which an invitation may still ring, each conversation's in their order. Never rejects:
 * what cannot be read is left out.
 *
 * @param now what the service's clock says, given the time of the newest message, ms
 */
export function readRecent(chat: ChatSDK, now: (newest: number) => number): Promise<unknown[]> {
  const { getConversationList, getMessageList } = chat
  if (!getConversationList || !getMessageList) return Promise.resolve([])
  return promised(() => getConversationList.call(chat))
    .then((answer) => {
      const recent = conversationsIn(answer)
      const newest = recent[0]
      if (!newest) return []
      const since = now(newest.lastTime) / 1000 - MAX_TIMEOUT_S
      const worth = recent.filter(({ lastTime }) => lastTime >= since).slice(0, CONVERSATIONS)
      return Promise.all(
        worth.map(({ conversationID }) =>
          promised(() => getMessageList.call(chat, { conversationID, count: MESSAGES })).then(messagesIn, () => []),
        ),
      )
    })
    .then((pages) => pages.reduce<unknown[]>((all, page) => all.concat(page), []))
    .catch(() => [])
}

/** Newest first. */
function conversationsIn(answer: unknown): Recent[] {
  const list = (answer as { data?: { conversationList?: unknown } }).data?.conversationList
  const recent: Recent[] = []
  for (const entry of Array.isArray(list) ? (list as unknown[]) : []) {
    const { conversationID, lastMessage } = (entry ?? {}) as { conversationID?: unknown; lastMessage?: unknown }
    const { lastTime } = (lastMessage ?? {}) as { lastTime?: unknown }
    if (typeof conversationID !== 'string' || !isTime(lastTime)) continue
    const isOfUsers = conversationID.indexOf(TYPES.CONV_C2C) === 0 || conversationID.indexOf(TYPES.CONV_GROUP) === 0
    if (isOfUsers) recent.push({ conversationID, lastTime })
  }
  return recent.sort((one, other) => other.lastTime - one.lastTime)
}

function messagesIn(answer: unknown): unknown[] {
  const list = (answer as { data?: { messageList?: unknown } }).data?.messageList
  return Array.isArray(list) ? (list as unknown[]) : []
}
