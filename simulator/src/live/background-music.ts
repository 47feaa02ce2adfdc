import type { Emit } from './room/scope'

/** `playBGM` and its relatives. Only this phone hears it: it is not mixed into the published voice. */
export class BackgroundMusic {
  private audio: HTMLAudioElement | null = null
  private volume = 1

  constructor(private readonly emit: Emit) {}

  async play(url: string): Promise<void> {
    this.stop()
    const audio = new Audio(url)
    this.audio = audio
    audio.volume = this.volume
    audio.onplaying = () => this.emit('bgmstart', {})
    audio.ontimeupdate = () => {
      const { currentTime, duration } = audio
      // milliseconds, as the native tag has them
      this.emit('bgmprogress', { progress: Math.round(currentTime * 1000), duration: Math.round(duration * 1000) })
    }
    audio.onended = () => this.emit('bgmcomplete', {})
    await audio.play()
  }

  pause(): void {
    this.audio?.pause()
  }

  async resume(): Promise<void> {
    await this.audio?.play()
  }

  stop(): void {
    if (!this.audio) return
    this.audio.onplaying = this.audio.ontimeupdate = this.audio.onended = null
    this.audio.pause()
    this.audio = null
  }

  /** 0-1, as in WeChat */
  setVolume(volume: number): void {
    this.volume = Math.min(1, Math.max(0, volume))
    if (this.audio) this.audio.volume = this.volume
  }
}
