import type { ConversationType, WireMessage } from './wire/protocol'

const KEPT = 100

interface Conversation {
  readonly type: ConversationType
  /** C2C: the two users; GROUP: the group */
  readonly between: string[]
  readonly messages: WireMessage[]
  readonly unread: Map<string, number>
}

/** A conversation as one of its users sees it. */
export interface ConversationView {
  type: ConversationType
  peer: string
  unreadCount: number
  lastMessage: WireMessage
}

/** The last messages of every conversation, and who has not read how many. */
export class History {
  private readonly conversations = new Map<string, Conversation>()

  add(message: WireMessage, receivers: string[]): void {
    const conversation = this.open(message.conversationType, message.from, message.to)
    conversation.messages.push(message)
    if (conversation.messages.length > KEPT) conversation.messages.shift()
    for (const userID of receivers) conversation.unread.set(userID, (conversation.unread.get(userID) ?? 0) + 1)
  }

  /** The last `count` messages before the one with the ID `before`, oldest first; '' or an ID that is not kept: of all. */
  messages(
    userID: string,
    type: ConversationType,
    peer: string,
    { count, before }: { count: number; before: string },
  ): { messages: WireMessage[]; isFirst: boolean } {
    const kept = this.conversations.get(keyOf(type, userID, peer))?.messages ?? []
    const found = kept.findIndex(({ ID }) => ID === before)
    const end = found < 0 ? kept.length : found
    const begin = Math.max(0, end - count)
    return { messages: kept.slice(begin, end), isFirst: begin === 0 }
  }

  markRead(userID: string, type: ConversationType, peer: string): void {
    this.conversations.get(keyOf(type, userID, peer))?.unread.delete(userID)
  }

  /** Newest first; `groupIDs` are the groups the user is in. */
  views(userID: string, groupIDs: string[]): ConversationView[] {
    const views: ConversationView[] = []
    for (const { type, between, messages, unread } of this.conversations.values()) {
      const lastMessage = messages.at(-1)
      const peer = type === 'GROUP' ? between.find((id) => groupIDs.includes(id)) : otherOf(between, userID)
      if (!lastMessage || peer === undefined) continue
      views.push({ type, peer, unreadCount: unread.get(userID) ?? 0, lastMessage })
    }
    return views.sort((a, b) => b.lastMessage.sequence - a.lastMessage.sequence)
  }

  private open(type: ConversationType, from: string, to: string): Conversation {
    const key = keyOf(type, from, to)
    let conversation = this.conversations.get(key)
    if (!conversation) {
      conversation = { type, between: type === 'GROUP' ? [to] : [from, to], messages: [], unread: new Map() }
      this.conversations.set(key, conversation)
    }
    return conversation
  }
}

function otherOf(between: string[], userID: string): string | undefined {
  return between.includes(userID) ? (between.find((id) => id !== userID) ?? userID) : undefined
}

function keyOf(type: ConversationType, userID: string, peer: string): string {
  return type === 'GROUP' ? `GROUP ${peer}` : `C2C ${JSON.stringify([userID, peer].sort())}`
}
