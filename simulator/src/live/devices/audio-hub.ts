/** The phone's one AudioContext: there while somebody needs it, closed when nobody does. */
export class AudioHub {
  private context: AudioContext | null = null
  private users = 0

  /** @param latency 'playback': nobody speaks into it, and it costs a fifth less of a call in larger pieces */
  constructor(private readonly latency: 'interactive' | 'playback') {}

  /** Pair each call with one of `release`. */
  acquire(): AudioContext {
    this.users++
    this.context ??= new AudioContext({ latencyHint: this.latency })
    return this.context
  }

  release(): void {
    this.users--
    if (this.users > 0) return
    // closing takes a moment and has no outcome that anybody could use
    void this.context?.close()
    this.context = null
  }

  /** Browsers hold sound back until the user has touched the page; then this starts it. */
  wake(): void {
    if (this.context?.state === 'suspended') void this.context.resume()
  }

  /** open AudioContexts: 0 or 1 */
  get count(): number {
    return this.context ? 1 : 0
  }
}
