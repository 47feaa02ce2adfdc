import type { MediaSignal, StreamType } from '../../relay/wire/protocol'
import { Peer } from './peer'
import type { MediaRoom } from './room'
import type { PeerRegistry } from './scope'

interface Viewer {
  userID: string
  peer: Peer
  senders: Record<'audio' | 'video', RTCRtpSender>
}

export interface PublisherOptions {
  room: MediaRoom
  peers: PeerRegistry
  stream: StreamType
  /** kbit/s of the picture, read for each viewer */
  maxBitrate(): number
  onViewers(count: number): void
}

/** Sends the tracks of one of the pusher's streams to everybody in the room who asks for them. */
export class Publisher {
  private readonly viewers = new Map<string, Viewer>()
  private readonly tracks: Record<'audio' | 'video', MediaStreamTrack | null> = { audio: null, video: null }
  private readonly stopListening: () => void

  constructor(private readonly options: PublisherOptions) {
    this.stopListening = options.room.listen({
      signal: (from, subscription, signal) => this.handle(from, subscription, signal),
      gone: (userID) => {
        for (const viewer of [...this.viewers.values()]) if (viewer.userID === userID) viewer.peer.close()
      },
      lost: () => this.dropViewers(),
      left: () => this.dropViewers(),
    })
  }

  /** null: nothing is sent. The viewers' connections stay as they are. */
  setTrack(kind: 'audio' | 'video', track: MediaStreamTrack | null): void {
    if (track === this.tracks[kind]) return
    this.tracks[kind] = track
    for (const { senders, peer } of this.viewers.values()) {
      senders[kind].replaceTrack(track).catch((error: unknown) => {
        if (!peer.isClosed) throw error
      })
    }
  }

  connections(): RTCPeerConnection[] {
    return [...this.viewers.values()].map(({ peer }) => peer.connection)
  }

  close(): void {
    this.stopListening()
    this.dropViewers()
  }

  private handle(from: string, subscription: string, signal: MediaSignal): void {
    const key = `${from} ${subscription}`
    const viewer = this.viewers.get(key)
    if (signal.kind === 'want') {
      if ((signal.stream ?? 'main') === this.options.stream) this.addViewer(key, from, subscription)
    } else if (signal.kind === 'answer') void viewer?.peer.acceptAnswer(signal.sdp)
    else if (signal.kind === 'bye') viewer?.peer.close()
    // a candidate of a player of this phone has another subscription id, and so no viewer here
    else if (signal.kind === 'ice') void viewer?.peer.addCandidate(signal.candidate)
  }

  private addViewer(key: string, userID: string, subscription: string): void {
    const { room, peers, maxBitrate } = this.options
    const peer = new Peer({
      send: (signal) => room.send(userID, subscription, signal),
      onFailed: () => {},
      onClosed: () => {
        peers.delete(peer)
        if (this.viewers.delete(key)) this.options.onViewers(this.viewers.size)
      },
    })
    peers.add(peer)
    const add = (kind: 'audio' | 'video', encoding: RTCRtpEncodingParameters): RTCRtpSender => {
      const init: RTCRtpTransceiverInit = { direction: 'sendonly', sendEncodings: [encoding] }
      return peer.connection.addTransceiver(this.tracks[kind] ?? kind, init).sender
    }
    const senders = { audio: add('audio', {}), video: add('video', { maxBitrate: maxBitrate() * 1000 }) }
    this.viewers.set(key, { userID, peer, senders })
    this.options.onViewers(this.viewers.size)
    void peer.offer()
  }

  private dropViewers(): void {
    for (const { peer } of [...this.viewers.values()]) peer.close()
  }
}
