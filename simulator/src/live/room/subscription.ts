import type { MediaSignal, StreamType } from '../../relay/wire/protocol'
import { Peer } from './peer'
import type { MediaRoom } from './room'
import type { PeerRegistry } from './scope'

export interface SubscriptionOptions {
  room: MediaRoom
  peers: PeerRegistry
  userID: string
  stream: StreamType
  onTrack(track: MediaStreamTrack): void
  /** WebRTC gave up */
  onFailed(): void
}

let subscriptions = 0

/** One attempt to receive a user's stream. Each has an id of its own, so that late signals of an older one miss it. */
export class Subscription {
  private readonly id = `${Date.now().toString(36)}-${++subscriptions}`
  private readonly stopListening: () => void
  private peer: Peer | null = null
  private isClosed = false

  constructor(private readonly options: SubscriptionOptions) {
    const { room, userID, stream } = options
    this.stopListening = room.listen({
      signal: (from, subscription, signal) => {
        if (from === userID && subscription === this.id) this.handle(signal)
      },
    })
    room.send(userID, this.id, { kind: 'want', stream })
  }

  get connection(): RTCPeerConnection | null {
    return this.peer?.connection ?? null
  }

  close(): void {
    if (this.isClosed) return
    this.isClosed = true
    this.stopListening()
    this.options.room.send(this.options.userID, this.id, { kind: 'bye' })
    this.peer?.close()
  }

  private handle(signal: MediaSignal): void {
    if (signal.kind === 'offer') this.answer(signal.sdp)
    else if (signal.kind === 'ice') void this.peer?.addCandidate(signal.candidate)
  }

  private answer(sdp: string): void {
    const { room, peers, userID, onTrack, onFailed } = this.options
    const peer = new Peer({
      send: (signal) => room.send(userID, this.id, signal),
      onFailed,
      onClosed: () => peers.delete(peer),
    })
    peers.add(peer)
    this.peer = peer
    peer.connection.ontrack = ({ track }) => onTrack(track)
    void peer.acceptOffer(sdp)
  }
}
