import type { IceCandidate, MediaSignal } from '../../relay/wire/protocol'

export interface PeerOptions {
  /** the way to the other side */
  send(signal: MediaSignal): void
  /** WebRTC gave up; `close` has been called */
  onFailed(): void
  /** closed for whatever reason */
  onClosed(): void
}

/** One RTCPeerConnection: a stream from one phone to one player. The publisher offers. */
export class Peer {
  readonly connection = new RTCPeerConnection()
  /** candidates can overtake the description that they belong to */
  private early: IceCandidate[] | null = []

  constructor(private readonly options: PeerOptions) {
    const { connection } = this
    connection.onicecandidate = ({ candidate }) => {
      if (!candidate) return
      const { candidate: line, sdpMid, sdpMLineIndex } = candidate
      options.send({ kind: 'ice', candidate: { candidate: line, sdpMid, sdpMLineIndex } })
    }
    connection.onconnectionstatechange = () => {
      if (connection.connectionState !== 'failed') return
      this.close()
      options.onFailed()
    }
  }

  get isClosed(): boolean {
    return this.connection.signalingState === 'closed'
  }

  offer(): Promise<void> {
    return this.unlessClosed(async () => {
      await this.connection.setLocalDescription()
      this.options.send({ kind: 'offer', sdp: this.connection.localDescription?.sdp ?? '' })
    })
  }

  acceptOffer(sdp: string): Promise<void> {
    return this.unlessClosed(async () => {
      await this.describe({ type: 'offer', sdp })
      await this.connection.setLocalDescription()
      this.options.send({ kind: 'answer', sdp: this.connection.localDescription?.sdp ?? '' })
    })
  }

  acceptAnswer(sdp: string): Promise<void> {
    return this.unlessClosed(() => this.describe({ type: 'answer', sdp }))
  }

  addCandidate(candidate: IceCandidate): Promise<void> {
    if (this.early) {
      this.early.push(candidate)
      return Promise.resolve()
    }
    return this.unlessClosed(() => this.connection.addIceCandidate(candidate))
  }

  close(): void {
    if (this.isClosed) return
    this.connection.onicecandidate = null
    this.connection.onconnectionstatechange = null
    this.connection.close()
    this.options.onClosed()
  }

  private async describe(description: RTCSessionDescriptionInit): Promise<void> {
    await this.connection.setRemoteDescription(description)
    const early = this.early ?? []
    this.early = null
    await Promise.all(early.map((candidate) => this.connection.addIceCandidate(candidate)))
  }

  /** The call can end at any time; what was under way then fails, and that is nobody's concern. */
  private async unlessClosed(action: () => Promise<void>): Promise<void> {
    try {
      await action()
    } catch (error) {
      if (!this.isClosed) throw error
    }
  }
}
