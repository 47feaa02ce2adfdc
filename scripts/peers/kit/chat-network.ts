/** The Chat service: takes messages in, and delivers each after the time that `delay` says. */
import type { VirtualClock } from './clock'

export interface ChatMessage {
  ID: string
  type: string
  from: string
  to: string
  conversationType: 'C2C' | 'GROUP'
  conversationID: string
  flow: 'in' | 'out'
  /** seconds since 1970 */
  time: number
  payload: { data: string; description: string; extension: string }
}

/** A device that is signed in. */
interface Receiver {
  readonly userID: string
  receive(messages: ChatMessage[]): void
}

export type Json = Record<string, unknown>

/** A message of a call, taken apart: tsignaling's envelope, and the call layer in its `data`. */
export interface Signal {
  message: ChatMessage
  envelope: Json
  body: Json
}

export class ChatNetwork {
  /** members of each Chat group */
  readonly groups = new Map<string, string[]>()
  /** everything that was sent, in order */
  readonly sent: ChatMessage[] = []
  /** the same, readable, with the time */
  readonly log: { at: number; line: string }[] = []
  /** messages that were changed after they had been sent, as they are now */
  readonly modified: ChatMessage[] = []
  /** milliseconds until `to` gets the message */
  delay: (message: ChatMessage, to: string) => number
  private readonly online = new Map<string, Receiver>()
  private serial = 0

  /** @param latency milliseconds each way */
  constructor(
    private readonly clock: VirtualClock,
    private readonly latency: number,
  ) {
    this.delay = () => latency
  }

  connect(client: Receiver): void {
    this.online.set(client.userID, client)
  }

  disconnect(client: Receiver): void {
    this.online.delete(client.userID)
  }

  nextID(): string {
    this.serial += 1
    return `m${this.serial}`
  }

  /** Resolves when the sender has its acknowledgement. */
  async send(message: ChatMessage): Promise<void> {
    this.sent.push(message)
    const { from, to, payload } = message
    this.log.push({ at: this.clock.now, line: `${from} > ${to} ${payload.data.replaceAll('\\', '')}` })
    const members = message.conversationType === 'GROUP' ? (this.groups.get(message.to) ?? []) : [message.to]
    for (const userID of members) if (userID !== message.from) this.deliver(message, userID)
    await this.clock.wait(2 * this.latency)
  }

  /** Hands `message` to `userID`, as if it had been sent now. */
  deliver(message: ChatMessage, userID: string): void {
    this.clock.after(this.delay(message, userID), () => {
      const conversationID = message.conversationType === 'GROUP' ? `GROUP${message.to}` : `C2C${message.from}`
      this.online.get(userID)?.receive([{ ...structuredClone(message), flow: 'in', conversationID }])
    })
  }

  /** What `userID` has sent about calls. */
  signalsOf(userID: string): Signal[] {
    return this.sent
      .filter((message) => message.from === userID)
      .map((message) => {
        const envelope = parse(message.payload.data)
        return { message, envelope, body: parse(envelope['data']) }
      })
  }
}

/** `{}` for everything that is not a JSON object. */
function parse(source: unknown): Json {
  if (typeof source !== 'string') return {}
  try {
    const value: unknown = JSON.parse(source)
    return typeof value === 'object' && value !== null ? (value as Json) : {}
  } catch {
    return {}
  }
}
