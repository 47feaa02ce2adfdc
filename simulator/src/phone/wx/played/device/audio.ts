type Handler = (event: Record<string, unknown>) => void

/** WeChat's names of events, and the audio element's. */
const EVENTS = {
  Canplay: 'canplay',
  Play: 'play',
  Pause: 'pause',
  Ended: 'ended',
  TimeUpdate: 'timeupdate',
  Waiting: 'waiting',
  Seeking: 'seeking',
  Seeked: 'seeked',
} as const

type EventName = keyof typeof EVENTS | 'Stop' | 'Error'

/** Is told what a player plays from now on, null for silence. */
type OnSound = (player: object, source: string | null) => void

/** `wx.createInnerAudioContext()`, with sound. */
export function createInnerAudioContext(assetURL: (path: string) => string, onSound: OnSound): object {
  const context = new InnerAudioContext(assetURL, onSound)
  const names = [...(Object.keys(EVENTS) as EventName[]), 'Stop', 'Error'] as const
  const methods: Record<string, (handler: Handler) => void> = {}
  for (const name of names) {
    methods[`on${name}`] = (handler) => context.on(name, handler)
    methods[`off${name}`] = (handler) => context.off(name, handler)
  }
  return Object.assign(context, methods)
}

class InnerAudioContext {
  autoplay = false
  obeyMuteSwitch = true
  startTime = 0
  private readonly audio = new Audio()
  private readonly handlers = new Map<EventName, Set<Handler>>()
  private source = ''
  private destroyed = false

  constructor(
    private readonly assetURL: (path: string) => string,
    onSound: OnSound,
  ) {
    this.audio.addEventListener('playing', () => onSound(this, this.source))
    for (const type of ['pause', 'ended', 'emptied', 'error']) {
      this.audio.addEventListener(type, () => onSound(this, null))
    }
    for (const [name, type] of Object.entries(EVENTS)) {
      this.audio.addEventListener(type, () => this.fire(name as EventName))
    }
    this.audio.addEventListener('error', () => this.fail(`cannot play ${this.source}`))
  }

  get src(): string {
    return this.source
  }

  set src(path: string) {
    this.source = path
    this.audio.src = path === '' ? '' : this.assetURL(path)
    if (this.autoplay) this.play()
  }

  get loop(): boolean {
    return this.audio.loop
  }

  set loop(loop: boolean) {
    this.audio.loop = loop
  }

  get volume(): number {
    return this.audio.volume
  }

  set volume(volume: number) {
    this.audio.volume = Math.min(1, Math.max(0, volume))
  }

  get playbackRate(): number {
    return this.audio.playbackRate
  }

  set playbackRate(rate: number) {
    this.audio.playbackRate = rate
  }

  get duration(): number {
    return this.audio.duration || 0
  }

  get currentTime(): number {
    return this.audio.currentTime
  }

  get paused(): boolean {
    return this.audio.paused
  }

  play(): void {
    if (this.destroyed || this.source === '') return
    this.audio.play().catch((error: unknown) => {
      // paused again before it began: no failure
      if (!(error instanceof DOMException && error.name === 'AbortError')) this.fail(String(error))
    })
  }

  pause(): void {
    this.audio.pause()
  }

  stop(): void {
    this.audio.pause()
    this.audio.currentTime = 0
    this.fire('Stop')
  }

  seek(seconds: number): void {
    this.audio.currentTime = seconds
  }

  destroy(): void {
    this.destroyed = true
    this.handlers.clear()
    this.audio.pause()
    this.audio.removeAttribute('src')
  }

  on(name: EventName, handler: Handler): void {
    const handlers = this.handlers.get(name) ?? new Set()
    this.handlers.set(name, handlers.add(handler))
  }

  off(name: EventName, handler?: Handler): void {
    if (handler) this.handlers.get(name)?.delete(handler)
    else this.handlers.delete(name)
  }

  private fire(name: EventName, event: Record<string, unknown> = {}): void {
    for (const handler of [...(this.handlers.get(name) ?? [])]) handler(event)
  }

  private fail(errMsg: string): void {
    if (!this.destroyed && this.source !== '') this.fire('Error', { errCode: 10001, errMsg })
  }
}
