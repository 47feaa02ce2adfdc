import { LinkError } from '../relay/wire/link'
import { PUSHER_DEFAULTS, assignChanged } from './attributes'
import type { PusherAttributes } from './attributes'
import { BackgroundMusic } from './background-music'
import { pictureSize } from './devices/camera'
import type { Camera } from './devices/camera'
import { Capture } from './capture'
import type { DeviceError } from './devices/device-slot'
import { volumeOf } from './devices/microphone'
import { NetStatusMeter } from './net-status'
import { Publisher } from './room/publisher'
import { goneReport, joinedReport, streamReports } from './room-reports'
import type { StateChange } from './room-reports'
import { parseRoomURL } from './room/room-url'
import { ScreenShare } from './room/screen-share'
import { NET_STATUS_EVERY, VOLUME_EVERY, fill } from './room/scope'
import type { Emit, LiveScope } from './room/scope'
import { PUSHER_ERROR, PUSHER_STATE } from './state-codes'

/** What the size of the picture depends on. */
const SIZES = ['videoWidth', 'videoHeight', 'aspect', 'orientation'] as const

/** One `<live-pusher>`: enters the room of its `url`, publishes camera and microphone, and reports as the native tag. */
export class Pusher {
  readonly music: BackgroundMusic
  /** what the user sees of the own camera */
  readonly video = fill(document.createElement('video'))
  private readonly attributes: PusherAttributes = { ...PUSHER_DEFAULTS }
  private readonly capture: Capture
  private readonly stopListening: () => void
  private readonly timers: ReturnType<typeof setInterval>[]
  private phase: 'idle' | 'entering' | 'in' = 'idle'
  private publisher: Publisher | null = null
  private netStatus = new NetStatusMeter()
  private viewers = 0
  private sharesScreen = false
  private screen: ScreenShare | null = null
  private isPreviewing = false
  private isPaused = false
  private isInterrupted = false
  /** WeChat left the room for an interruption, and enters it again afterwards */
  private isAway = false
  private isDestroyed = false
  private hasShownFrame = false
  /** counts what `start` began, so that an answer to an older one is dropped */
  private attempt = 0

  constructor(
    private readonly scope: LiveScope,
    host: HTMLElement,
    private readonly emitAlways: Emit,
  ) {
    this.music = new BackgroundMusic(this.emit)
    this.video.muted = this.video.autoplay = this.video.playsInline = true
    this.video.style.objectFit = 'cover'
    this.video.onloadeddata = () => this.reportFirstFrame()
    host.append(this.video)
    this.capture = new Capture({
      scope,
      name: () => this.addressedUser(),
      size: () => pictureSize(this.attributes, this.viewers, scope.frameRate),
      onCamera: (camera) => this.handleCamera(camera),
      onMicrophone: () => this.publish(),
      onFailure: (device, error) => this.handleDeviceFailure(device, error),
    })
    this.stopListening = this.listenToRoom()
    this.timers = [
      setInterval(() => this.reportVolume(), VOLUME_EVERY),
      setInterval(() => void this.reportNetStatus(), NET_STATUS_EVERY),
    ]
  }

  update(change: Partial<PusherAttributes>): void {
    const changed = assignChanged(this.attributes, change)
    if (changed.size === 0) return
    if (changed.has('url')) this.leaveForUrl()
    const { autopush, url } = this.attributes
    if ((changed.has('url') || changed.has('autopush')) && autopush && url !== '') this.start()
    if (SIZES.some((name) => changed.has(name))) this.capture.resize()
    this.mirror()
    this.applyDevices()
    this.publish()
  }

  destroy(): void {
    if (this.isDestroyed) return
    this.isDestroyed = true
    this.stopListening()
    this.timers.forEach(clearInterval)
    this.music.stop()
    if (this.phase !== 'idle') this.leave()
    this.applyDevices()
    this.video.remove()
  }

  /** Does nothing while it is pushing already. */
  start(): void {
    if (this.phase !== 'idle' || this.isDestroyed) return
    this.isAway = false
    const parsed = parseRoomURL(this.attributes.url)
    if (!parsed.ok) {
      this.report(parsed)
      return
    }
    const { room, peers } = this.scope
    this.phase = 'entering'
    this.hasShownFrame = false
    // an open camera goes on as it is
    if (!this.isPreviewing) this.capture.facing = this.attributes.devicePosition === 'back' ? 'back' : 'front'
    this.isPreviewing = false
    this.netStatus = new NetStatusMeter()
    this.publisher = new Publisher({
      room,
      peers,
      stream: 'main',
      maxBitrate: () => this.attributes.maxBitrate,
      onViewers: (count) => {
        this.viewers = count
        this.capture.resize()
      },
    })
    this.applyDevices()
    this.enter(room.enter(parsed.address))
  }

  /** Another url is another room; the camera of a preview goes on for the first one. */
  private leaveForUrl(): void {
    this.isAway = false
    if (this.phase !== 'idle') this.stop()
  }

  /** Leaves the room and gives the devices back, those of a preview included. */
  stop(): void {
    this.isAway = false
    this.setPreview(false)
    if (this.phase === 'idle') return
    const wasIn = this.phase === 'in'
    this.leave()
    if (wasIn) this.report({ code: PUSHER_STATE.LEFT_ROOM, message: 'left the room, reason[0]' })
  }

  /** true: stays in the room and sends nothing. */
  setPaused(paused: boolean): void {
    this.isPaused = paused
    this.applyDevices()
  }

  /** true: the camera is on although nothing is pushed. */
  setPreview(previewing: boolean): void {
    if (this.phase === 'idle' && previewing && !this.isPreviewing) {
      this.capture.facing = this.attributes.devicePosition === 'back' ? 'back' : 'front'
    }
    if (previewing && !this.isPreviewing) this.hasShownFrame = false
    this.isPreviewing = previewing
    this.applyDevices()
  }

  /** See `Live`. */
  setScreenShare(sharesScreen: boolean): void {
    this.sharesScreen = sharesScreen
    this.publish()
  }

  async switchCamera(): Promise<void> {
    await this.capture.turnCamera()
    this.mirror()
  }

  setMicrophoneVolume(volume: number): void {
    this.capture.setMicrophoneVolume(volume)
  }

  /** See `Live`. */
  interrupt(active: boolean): void {
    if (active === this.isInterrupted) return
    this.isInterrupted = active
    this.applyDevices()
    if (!active && this.isAway) this.start()
    if (!active || this.phase === 'idle') return
    this.report({ code: PUSHER_STATE.SUSPENDED, message: 'the mini program is suspended' })
    this.leave()
    this.isAway = true
  }

  /** See `Live`. */
  closeFloatingWindow(): void {
    if (this.phase === 'idle') return
    this.report({ code: PUSHER_STATE.FLOATING_WINDOW_CLOSED, message: 'the floating window was closed' })
    this.leave()
  }

  networkTypeChanged(): void {
    if (this.phase !== 'in') return
    this.report({ code: PUSHER_STATE.NETWORK_TYPE_CHANGED, message: 'network type changed, enter the room again' })
  }

  private listenToRoom(): () => void {
    // a pusher of another page may use the same room object
    const reportIfIn = (change: StateChange): void => {
      if (this.phase === 'in') this.report(change)
    }
    const end = (change: StateChange): void => {
      if (this.phase !== 'in') return
      this.leave()
      this.report(change)
    }
    return this.scope.room.listen({
      joined: (userID) => reportIfIn(joinedReport(userID)),
      gone: (userID) => reportIfIn(goneReport(userID)),
      stream: (member, before) => streamReports(member, before).forEach(reportIfIn),
      lost: () => reportIfIn({ code: PUSHER_STATE.RECONNECTING, message: 'network lost, reconnecting' }),
      restored: () => {
        reportIfIn({ code: PUSHER_STATE.CONNECTED, message: 'connected again' })
        reportIfIn({ code: PUSHER_STATE.PUSH_BEGIN, message: 'push begin' })
      },
      gaveUp: () => end({ code: PUSHER_STATE.CONNECTION_LOST, message: 'network lost, reconnecting failed' }),
      removed: () => end({ code: PUSHER_STATE.LEFT_ROOM, message: 'removed from the room, reason[1]' }),
      left: () => end({ code: PUSHER_STATE.LEFT_ROOM, message: 'another pusher took the room, reason[0]' }),
      entered: () => {
        if (this.phase !== 'entering') return
        this.phase = 'in'
        this.report({ code: PUSHER_STATE.CONNECTED, message: 'connected' })
        this.report({ code: PUSHER_STATE.PUSH_BEGIN, message: 'push begin' })
        this.report({ code: PUSHER_STATE.ENTERED_ROOM, message: 'entered the room' })
        this.publish()
      },
    })
  }

  private enter(entering: Promise<void>): void {
    const attempt = ++this.attempt
    entering.catch((error: unknown) => {
      if (!(error instanceof LinkError)) throw error
      if (attempt !== this.attempt) return
      const isUserSig = error.failure === 'refused' && error.code >= 70_000
      this.leave(error.failure !== 'closed')
      this.report({
        code: isUserSig ? PUSHER_STATE.USER_SIG_REFUSED : PUSHER_STATE.ENTER_FAILED,
        message: `entering the room failed: ${error.message}`,
      })
    })
  }

  /** A room that another pusher has taken over stays open. */
  private leave(closesRoom = true): void {
    this.phase = 'idle'
    this.attempt++
    this.publisher?.close()
    this.publisher = null
    this.screen?.close()
    this.screen = null
    this.viewers = 0
    this.applyDevices()
    if (closesRoom) this.scope.room.leave()
  }

  private applyDevices(): void {
    const { enableCamera, enableMic } = this.attributes
    const isAllowed = !this.isPaused && !this.isInterrupted && !this.isDestroyed
    const isRunning = this.phase !== 'idle'
    this.capture.want({
      camera: enableCamera && isAllowed && (isRunning || this.isPreviewing),
      microphone: enableMic && isAllowed && isRunning,
    })
  }

  private handleCamera(camera: Camera | null): void {
    const isOpened = camera !== null && this.video.srcObject === null
    this.video.srcObject = camera && new MediaStream([camera.track])
    this.publish()
    this.mirror()
    if (isOpened) this.report({ code: PUSHER_STATE.CAMERA_OPENED, message: 'camera opened' })
  }

  /** Sends what there is, and tells the others about it. */
  private publish(): void {
    const { picture } = this.capture
    const voice = this.attributes.muted ? null : this.capture.voice
    this.publisher?.setTrack('video', picture)
    this.publisher?.setTrack('audio', voice)
    if (this.phase !== 'in') return
    this.shareScreen()
    const hasScreen = this.screen !== null
    this.scope.room.publish({ hasVideo: picture !== null, hasAudio: voice !== null, hasScreen })
  }

  /** Opens the shared screen, or closes it, as it is wanted. */
  private shareScreen(): void {
    if (this.sharesScreen) this.screen ??= new ScreenShare(this.scope, this.addressedUser())
    else {
      this.screen?.close()
      this.screen = null
    }
  }

  private mirror(): void {
    const { localMirror } = this.attributes
    const isMirrored = localMirror === 'enable' || (localMirror === 'auto' && this.capture.facing === 'front')
    this.video.style.transform = isMirrored ? 'scaleX(-1)' : ''
  }

  private addressedUser(): string {
    const parsed = parseRoomURL(this.attributes.url)
    return parsed.ok ? parsed.address.userID : this.scope.user
  }

  private handleDeviceFailure(device: 'camera' | 'microphone', { denied, message }: DeviceError): void {
    const isCamera = device === 'camera'
    if (denied) {
      const errCode = isCamera ? PUSHER_ERROR.CAMERA_DENIED : PUSHER_ERROR.MICROPHONE_DENIED
      this.emit('error', { errCode, errMsg: message })
    } else {
      this.report({ code: isCamera ? PUSHER_STATE.CAMERA_FAILED : PUSHER_STATE.MICROPHONE_FAILED, message })
    }
  }

  private reportFirstFrame(): void {
    if (this.hasShownFrame || (this.phase === 'idle' && !this.isPreviewing)) return
    this.hasShownFrame = true
    this.report({ code: PUSHER_STATE.FIRST_FRAME, message: 'first frame captured' })
    if (this.phase === 'idle') return
    this.report({ code: PUSHER_STATE.ENCODER_STARTED, message: 'encoder started' })
  }

  private reportVolume(): void {
    this.scope.audio.wake()
    if (this.phase !== 'in' || !this.capture.voice) return
    this.emit('audiovolumenotify', { volume: this.attributes.muted ? 0 : volumeOf(this.capture.level()) })
  }

  private async reportNetStatus(): Promise<void> {
    const { publisher, capture, attributes, viewers, scope } = this
    if (!publisher || this.phase !== 'in') return
    const info = await this.netStatus.read(publisher.connections(), 'outbound')
    if (publisher !== this.publisher) return
    if (info.videoWidth === 0 && capture.picture) {
      // without a viewer nothing is encoded; what would be sent is known all the same
      const { width, height, frameRate } = pictureSize(attributes, viewers, scope.frameRate)
      Object.assign(info, { videoWidth: width, videoHeight: height, videoFPS: frameRate })
    }
    if (!this.scope.room.isOnline) info.netQualityLevel = 6
    this.emit('netstatus', { info })
  }

  private report({ code, message }: StateChange): void {
    this.emit('statechange', { code, message })
  }

  private readonly emit: Emit = (type, detail) => {
    if (!this.isDestroyed) this.emitAlways(type, detail)
  }
}
