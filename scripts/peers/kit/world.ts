/** Where the calls take place: time, the Chat service and the media rooms. */
import { ChatNetwork } from './chat-network'
import { VirtualClock } from './clock'
import { MediaRooms } from './media-rooms'

export class World {
  readonly clock = new VirtualClock()
  readonly chat: ChatNetwork
  readonly rooms = new MediaRooms(this.clock)

  /** @param latency of Chat, milliseconds each way */
  constructor(latency: number) {
    this.chat = new ChatNetwork(this.clock, latency)
  }

  run(ms: number): Promise<void> {
    return this.clock.run(ms)
  }
}
