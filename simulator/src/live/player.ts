import { PLAYER_DEFAULTS, assignChanged } from './attributes'
import type { PlayerAttributes } from './attributes'
import type { MediaMember } from '../relay/wire/protocol'
import { volumeOf } from './devices/microphone'
import { NetStatusMeter } from './net-status'
import { parsePlayURL } from './room/room-url'
import { NET_STATUS_EVERY, VOLUME_EVERY, fill } from './room/scope'
import type { Emit, LiveScope } from './room/scope'
import { PLAYER_STATE } from './state-codes'
import { Subscription } from './room/subscription'

/** How loud the earpiece is beside the loudspeaker. */
const EARPIECE_VOLUME = 0.3

/** Shows the picture outside of the page. */
export interface WindowHost {
  show(picture: MediaStream): void
  /** `user`: the mini program closes it for its user; `player`: there is none any more */
  close(by: 'user' | 'player'): void
}

/**
 * One `<live-player>`: plays the stream that its `src` names, out of the room that this phone's pusher is in. Picture
 * and sound have an element each: a picture without sound may start by itself in every browser.
 */
export class Player {
  readonly video = fill(document.createElement('video'))
  private readonly audio = document.createElement('audio')
  private readonly attributes: PlayerAttributes = { ...PLAYER_DEFAULTS }
  private readonly timers: ReturnType<typeof setInterval>[]
  private readonly stopListening: () => void
  private netStatus = new NetStatusMeter()
  private subscription: Subscription | null = null
  private isPlaying = false
  private isPaused = false
  private isDestroyed = false
  private hasBegun = false
  private window: WindowHost | null = null

  constructor(
    private readonly scope: LiveScope,
    private readonly host: HTMLElement,
    private readonly emitAlways: Emit,
  ) {
    const { video, audio } = this
    video.muted = video.autoplay = video.playsInline = true
    video.onloadeddata = () => this.reportPicture()
    video.onplaying = audio.onplaying = () => this.reportBegin()
    video.onwaiting = () => {
      this.hasBegun = false
      this.state(PLAYER_STATE.LOADING, 'loading')
    }
    video.onresize = () => this.state(PLAYER_STATE.RESOLUTION_CHANGED, `${video.videoWidth}x${video.videoHeight}`)
    host.append(video, audio)
    this.stopListening = scope.room.listen({
      gone: (userID) => userID === this.source?.userID && this.end(),
      stream: (member, before) => {
        if (member.userID !== this.source?.userID) return
        // a publisher that was away has forgotten its viewers; it comes back without streams first
        const isAnew = !this.isSent(before) && this.isSent(member)
        if (isAnew) this.subscribe()
        this.show()
      },
      lost: () => {
        this.unsubscribe()
        if (this.isPlaying) this.state(PLAYER_STATE.RECONNECTING, 'network lost, reconnecting')
      },
      restored: () => this.subscribe(),
      left: () => this.end(),
    })
    this.timers = [
      setInterval(() => this.reportVolume(), VOLUME_EVERY),
      setInterval(() => void this.reportNetStatus(), NET_STATUS_EVERY),
    ]
    this.show()
  }

  /** The tag's id, by which `wx.createLivePlayerContext` finds it. */
  get id(): string {
    return this.host.id
  }

  update(change: Partial<PlayerAttributes>): void {
    const changed = assignChanged(this.attributes, change)
    if (changed.size === 0) return
    if (changed.has('src')) this.stop()
    if ((changed.has('src') || changed.has('autoplay')) && this.attributes.autoplay) this.play()
    this.show()
  }

  destroy(): void {
    if (this.isDestroyed) return
    this.isDestroyed = true
    this.stopListening()
    this.timers.forEach(clearInterval)
    this.window?.close('player')
    this.stop()
    this.video.remove()
    this.audio.remove()
  }

  /** It has a picture, and its attribute wants it in the small window when the page is left so. */
  mayFloat(node: Node, leaving: string): boolean {
    const { pictureInPictureMode } = this.attributes
    const isSeen = this.video.srcObject !== null && this.video.style.visibility === 'visible'
    return isSeen && node.contains(this.host) && pictureInPictureMode.split(',').includes(leaving)
  }

  enterWindow(host: WindowHost): void {
    this.window = host
    this.showInWindow()
    this.emit('enterpictureinpicture', {})
  }

  leaveWindow(): void {
    if (!this.window) return
    this.window = null
    this.emit('leavepictureinpicture', {})
  }

  /** `LivePlayerContext.exitPictureInPicture`, from any page. */
  closeWindow(): void {
    if (!this.window) throw new Error('it is not in a small window')
    this.window.close('user')
  }

  /** Does nothing while it plays already. */
  play(): void {
    if (this.isPlaying || this.isDestroyed || this.source === null) return
    this.isPlaying = true
    this.state(PLAYER_STATE.CONNECTED, 'connected')
    this.subscribe()
  }

  stop(): void {
    if (!this.isPlaying) return
    this.isPlaying = false
    this.isPaused = false
    this.unsubscribe()
    this.show()
  }

  /** true: the picture stands and there is no sound. */
  setPaused(paused: boolean): void {
    this.isPaused = paused
    if (paused) this.video.pause()
    else void this.video.play().catch(ignoreInterruptedPlay)
    this.show()
  }

  /** `LivePlayerContext.mute` turns the sound off, and on again. */
  toggleMuted(): void {
    this.update({ muted: !this.attributes.muted })
  }

  setFullScreen(fullScreen: boolean, direction = 0): void {
    Object.assign(this.video.style, { position: fullScreen ? 'fixed' : 'absolute', zIndex: fullScreen ? '1000' : '' })
    this.emit('fullscreenchange', { fullScreen, direction })
  }

  private get source(): ReturnType<typeof parsePlayURL> {
    return parsePlayURL(this.attributes.src)
  }

  /** What its user publishes on this stream; a shared screen has no sound. */
  private get sent(): { hasVideo: boolean; hasAudio: boolean } {
    return this.sentBy(this.scope.room.member(this.source?.userID ?? ''))
  }

  private sentBy(member: MediaMember | undefined): { hasVideo: boolean; hasAudio: boolean } {
    if (this.source?.stream === 'aux') return { hasVideo: member?.hasScreen === true, hasAudio: false }
    return { hasVideo: member?.hasVideo === true, hasAudio: member?.hasAudio === true }
  }

  private isSent(member: MediaMember | undefined): boolean {
    const { hasVideo, hasAudio } = this.sentBy(member)
    return hasVideo || hasAudio
  }

  private subscribe(): void {
    const { room, peers } = this.scope
    const { source } = this
    if (!('RTCPeerConnection' in window)) return // the desk has said so
    if (!this.isPlaying || source === null || !room.isOnline || !this.isSent(room.member(source.userID))) return
    this.unsubscribe()
    this.netStatus = new NetStatusMeter()
    this.hasBegun = false
    this.subscription = new Subscription({
      room,
      peers,
      ...source,
      onTrack: (track) => this.attach(track),
      onFailed: () => {
        this.state(PLAYER_STATE.RECONNECTING, 'connection lost, reconnecting')
        this.subscribe()
      },
    })
  }

  private unsubscribe(): void {
    this.subscription?.close()
    this.subscription = null
    this.video.srcObject = null
    this.audio.srcObject = null
  }

  /** The user has left, or this phone has. */
  private end(): void {
    if (this.subscription && this.isPlaying) this.state(PLAYER_STATE.PLAY_END, 'play end')
    this.unsubscribe()
  }

  private attach(track: MediaStreamTrack): void {
    const element = track.kind === 'video' ? this.video : this.audio
    element.srcObject = new MediaStream([track])
    if (track.kind === 'video') this.showInWindow()
    this.startSound()
    this.state(PLAYER_STATE.PULL_BEGIN, `${track.kind} received`)
    this.show()
  }

  private showInWindow(): void {
    const { srcObject } = this.video
    if (srcObject instanceof MediaStream) this.window?.show(srcObject)
  }

  /** Makes the two elements look and sound as the attributes and the publisher's streams want it. */
  private show(): void {
    const { muteVideo, muteAudio, muted, objectFit, soundMode } = this.attributes
    const { video, audio } = this
    video.style.objectFit = objectFit === 'fillCrop' ? 'cover' : 'contain'
    const isVisible = this.sent.hasVideo && !muteVideo
    const wasVisible = video.style.visibility === 'visible'
    video.style.visibility = isVisible ? 'visible' : 'hidden'
    // without a stream yet, `loadeddata` says it
    if (isVisible && !wasVisible && video.srcObject) video.requestVideoFrameCallback(() => this.reportPicture())
    audio.muted = muted || muteAudio || this.isPaused
    audio.volume = soundMode === 'ear' ? EARPIECE_VOLUME : 1
  }

  /** Tried again and again: browsers hold sound back until the user has touched the page. */
  private startSound(): void {
    const { audio } = this
    if (audio.paused && audio.srcObject) void audio.play().catch(ignoreInterruptedPlay)
  }

  private reportPicture(): void {
    if (this.video.style.visibility === 'visible') this.state(PLAYER_STATE.FIRST_FRAME, 'first frame rendered')
  }

  private reportBegin(): void {
    if (this.hasBegun || !this.isPlaying) return
    this.hasBegun = true
    this.state(PLAYER_STATE.PLAY_BEGIN, 'play begin')
  }

  private reportVolume(): void {
    const { subscription } = this
    if (!subscription?.connection) return
    this.startSound()
    const receiver = subscription.connection.getReceivers().find(({ track }) => track.kind === 'audio')
    const { hasAudio } = this.sent
    const level = receiver?.getSynchronizationSources()[0]?.audioLevel ?? 0
    this.emit('audiovolumenotify', { volume: hasAudio ? volumeOf(level) : 0 })
  }

  private async reportNetStatus(): Promise<void> {
    const { subscription } = this
    if (!subscription?.connection) return
    const info = await this.netStatus.read([subscription.connection], 'inbound')
    if (subscription === this.subscription) this.emit('netstatus', { info })
  }

  private state(code: number, message: string): void {
    this.emit('statechange', { code, message })
  }

  private readonly emit: Emit = (type, detail) => {
    if (!this.isDestroyed) this.emitAlways(type, detail)
  }
}

/** `play` rejects when the browser wants a touch first, or when the stream goes away meanwhile; both are retried. */
function ignoreInterruptedPlay(): void {}
