/** The media party: own devices, the room of the call and who is in it. What it has to say leaves as events. */
import type { DeviceState, PictureQuality, Platform, RoomEvent, VideoOrientation } from '../foundation/ports'
import type { CallingError } from '../foundation/errors'
import { CALL_TYPE } from '../foundation/types'
import type { CallingConfig } from '../foundation/options'
import type { CallType, Room, UserID } from '../foundation/types'
import type { PlayerAttributes, PusherAttributes } from '../foundation/calling-state'
import { askPermissions, isCameraAllowed } from './permissions'
import { Preview } from './preview'
import { MediaRoom } from './room/room'
import { RoomKeys } from './room/room-keys'
import { Roster } from './room/roster'

/** The own picture before the room: `allowed`, `unasked`: only if the camera has been allowed before; `kept`: until the room takes over. */
type PreviewWish = 'none' | 'allowed' | 'unasked' | 'kept'

export interface MediaOptions extends Pick<
  CallingConfig,
  'sdkAppID' | 'userID' | 'getPrivateMapKey' | 'userDefineRecordID' | 'waitingImage'
> {
  /** the page or component that holds the two live tags */
  context?: unknown
}

/** Identity of a call on this device, as the call logic has it. */
type CallKey = number

export class Media {
  devices: DeviceState = devicesFor(CALL_TYPE.AUDIO)
  /** the camera may not be used, in this call */
  cameraDenied = false
  /** WeChat has left the room: a phone call, another app, or a closed floating window */
  interrupted = false
  roster: Roster
  private call: { key: CallKey | null; type: CallType } = { key: null, type: CALL_TYPE.AUDIO }
  private room: MediaRoom | null = null
  private preview: Preview | null = null
  private wish: PreviewWish = 'none'
  /** the user has been asked for the camera, in this call */
  private cameraAsked = false
  /** whether the camera is allowed without a question; WeChat is asked once for each call that rings */
  private allowed: Promise<boolean> | null = null
  /** a page holds the tag of the preview */
  private hasStage = false
  /** the mini program is in the background */
  private isHidden = false
  /** which key of a room is asked for: also for the way back into it */
  private address: { room: Room; type: CallType } = { room: { roomID: 0, strRoomID: '' }, type: CALL_TYPE.AUDIO }
  private quality: PictureQuality = {}
  /** as the page is held */
  private pageOrientation: VideoOrientation = 'vertical'
  /** the user has chosen between loudspeaker and earpiece, in this call */
  private soundChosen = false
  private readonly roomKeys: RoomKeys
  private context: unknown

  /**
   * @param userSig the one of now
   * @param emit `key`: the call that the event belongs to, null outside of calls. None comes of a room that was left
   */
  constructor(
    private readonly options: MediaOptions,
    private readonly platform: Platform,
    private readonly userSig: () => string,
    private readonly emit: (event: RoomEvent, key: CallKey | null) => void,
  ) {
    this.context = options.context
    this.roster = new Roster(options.userID)
    this.roomKeys = new RoomKeys(options, platform)
  }

  /** For `<live-pusher>`; null outside a room. A fresh object per change. */
  get pusher(): PusherAttributes | null {
    if (this.room) return this.room.pusher
    return this.preview ? this.preview.pusher : null
  }

  /** The own camera gives a picture. */
  get hasPicture(): boolean {
    const source = this.room || this.preview
    return source !== null && source.hasPicture
  }

  /** For the `<live-player>`s. */
  get players(): PlayerAttributes[] {
    return this.room ? this.room.players : []
  }

  /** Asks for what a call of `type` needs. Resolves and rejects as `askPermissions` does. */
  askPermissions(type: CallType): Promise<{ camera: boolean }> {
    const { key } = this.call
    return askPermissions(this.platform.wx, type).then((allowed) => {
      if (allowed.camera && key === this.call.key) this.cameraAsked = true
      return allowed
    })
  }

  /** The same before a call is begun or answered: a camera that the user has turned off is not asked for, and not denied. */
  prepare(type: CallType): Promise<{ camera: boolean }> {
    const isOff = type === CALL_TYPE.VIDEO && !this.devices.camera
    return this.askPermissions(isOff ? CALL_TYPE.AUDIO : type).then(({ camera }) => ({ camera: camera || isOff }))
  }

  /** There is a call: a new one gets the devices that its type wants, and nothing is known of any user. */
  handleCall(key: CallKey, type: CallType, preview: PreviewWish): void {
    const { call } = this
    this.call = { key, type }
    this.wish = preview
    if (key !== call.key) {
      this.stopPreview()
      this.cameraAsked = false
      this.allowed = null
      this.devices = devicesFor(type)
      this.soundChosen = false
      this.cameraDenied = false
      this.roster = new Roster(this.options.userID)
    } else if (type === CALL_TYPE.AUDIO && type !== call.type && !this.soundChosen) {
      this.applyDevices({ handsFree: false })
    }
    this.followPreview()
  }

  /** There is none: nothing of it stays open. */
  handleNoCall(): void {
    this.wish = 'none'
    this.followPreview()
  }

  /** A page has the tag of the preview, or not any more. */
  setStage(hasStage: boolean): void {
    if (hasStage === this.hasStage) return
    this.hasStage = hasStage
    this.followPreview()
  }

  /** Enters the room; the outcome comes as `entered` or `failed`, within 10 s, also when the SDK says nothing. */
  enter(room: Room, type: CallType, isGroup: boolean): void {
    const { key } = this.call
    this.leaveRoom()
    if (type === CALL_TYPE.AUDIO) this.devices = { ...this.devices, camera: false }
    // a 1v1 voice call may become a video call
    this.address = { room, type: isGroup ? type : CALL_TYPE.VIDEO }
    const { sdkAppID, userID, userDefineRecordID = '', waitingImage = '' } = this.options
    const own = { sdkAppID, userID, userDefineRecordID, waitingImage }
    this.withRoomKey(
      (privateMapKey) => {
        const { devices, wanted: quality } = this
        const request = { ...own, ...room, ...this.credentials(privateMapKey), devices, quality }
        const onEvent = (event: RoomEvent) => this.handleRoomEvent(event, key)
        this.room = new MediaRoom(this.context, this.platform, request, this.roster, onEvent)
        const { preview } = this
        this.preview = null
        if (preview) preview.release()
        this.room.enter(preview)
      },
      (error) => this.emit({ kind: 'failed', error }, key),
    )
  }

  /** There is a room, entered or about to be. */
  get hasRoom(): boolean {
    return this.room !== null
  }

  /** The live tags are in another page or component from now on; a call that runs goes on there. */
  move(context: unknown): void {
    if (context === this.context) return
    this.context = context
    if (this.room) this.room.move(context)
    if (this.preview) this.preview.move(context)
    this.changed()
  }

  /** Leaves and enters again, keeping the users: for `networkChanged`. */
  reenter(): void {
    const again = (privateMapKey?: string) => {
      if (this.room) this.room.reenter(this.credentials(privateMapKey))
    }
    // with the key of the first time; it may do
    this.withRoomKey(again, () => again())
  }

  /** Stops publishing and playing, and forgets the room; safe in every state. */
  leave(): void {
    this.stopPreview()
    this.leaveRoom()
  }

  private leaveRoom(): void {
    const { room } = this
    this.roomKeys.cancel()
    this.interrupted = false
    // first: what leaving stirs up must not find the room
    this.room = null
    if (room) room.leave()
    this.changed()
  }

  /** The camera as the call logic wants it. @param denied it may not be used */
  setCamera(on: boolean, denied: boolean): void {
    if (denied) this.cameraDenied = true
    this.applyDevices({ camera: on })
  }

  /** What the user chooses. */
  setDevices(change: Partial<DeviceState>): void {
    if (change.handsFree !== undefined) this.soundChosen = true
    this.applyDevices(change)
  }

  /** In a video call. Whoever was not asked for the camera, because it was off so far, is asked now. */
  openCamera(): void {
    const { key } = this.call
    // a call that rings, or is not sent yet, asks by itself
    if (this.cameraAsked || this.wish === 'unasked' || this.wish === 'none') return this.setDevices({ camera: true })
    askPermissions(this.platform.wx, CALL_TYPE.VIDEO).then(
      ({ camera }) => {
        if (key !== this.call.key || this.wish === 'none') return
        this.cameraAsked = camera
        if (camera) this.setDevices({ camera })
        else this.emit({ kind: 'denied', device: 'camera' }, key)
      },
      // the privacy terms: as if the camera had been refused
      () => this.emit({ kind: 'denied', device: 'camera' }, key),
    )
  }

  /** Kept for later calls too. */
  setQuality(change: PictureQuality): void {
    this.quality = { ...this.quality, ...change }
    if (this.room) this.room.setQuality(change)
    this.changed()
  }

  /** The page was turned; what `setVideoQuality` says of it counts more. */
  setPageOrientation(videoOrientation: VideoOrientation): void {
    this.pageOrientation = videoOrientation
    if (this.room) this.room.setQuality(this.wanted)
    this.changed()
  }

  private get wanted(): PictureQuality {
    return { videoOrientation: this.pageOrientation, ...this.quality }
  }

  setRemoteView(userID: UserID, viewing: boolean): void {
    if (this.room) this.room.setRemoteView(userID, viewing)
    else this.roster.setViewing(userID, viewing)
    this.changed()
  }

  /** The mini program is in the background: nobody sees a preview there. */
  handleHide(): void {
    this.isHidden = true
    this.followPreview()
  }

  /** The mini program is in the foreground again. */
  handleShow(): void {
    this.isHidden = false
    this.followPreview()
    if (this.room) this.room.handleShow()
  }

  /** A native event of `<live-pusher>`, whatever its `type`. */
  handlePusherEvent(event: unknown): void {
    if (this.room) this.room.handlePusherEvent(event)
    else if (this.preview) this.preview.handlePusherEvent(event)
  }

  /** A native event of a `<live-player>`, whatever its `type`. */
  handlePlayerEvent(event: unknown): void {
    if (this.room) this.room.handlePlayerEvent(event)
  }

  private applyDevices(change: Partial<DeviceState>): void {
    this.devices = { ...this.devices, ...change }
    if (this.room) this.room.setDevices(this.devices)
    if (this.preview) this.preview.setDevices(this.devices)
    this.followPreview()
    this.changed()
  }

  /** Shows the own picture, or takes it away, as call, camera and page want it. */
  private followPreview(): void {
    const { wish, preview } = this
    if (preview && !this.mayPreview) return this.stopPreview()
    if (preview || !this.mayPreview || wish === 'kept') return
    if (wish === 'allowed') return this.startPreview()
    const { key } = this.call
    this.allowed = this.allowed || isCameraAllowed(this.platform.wx)
    void this.allowed.then((allowed) => {
      if (allowed && key === this.call.key && this.wish === 'unasked') this.startPreview()
    })
  }

  private get mayPreview(): boolean {
    return this.wish !== 'none' && this.devices.camera && this.hasStage && !this.isHidden && this.room === null
  }

  private startPreview(): void {
    if (this.preview || !this.mayPreview) return
    const report = (what: 'changed' | 'denied'): void => {
      if (what === 'denied') this.stopPreview()
      this.changed()
    }
    this.preview = new Preview(this.context, this.platform, this.devices, this.quality, report)
    this.changed()
  }

  private stopPreview(): void {
    const { preview } = this
    this.preview = null
    if (!preview) return
    preview.stop()
    this.changed()
  }

  private handleRoomEvent(event: RoomEvent, key: CallKey | null): void {
    if (event.kind === 'interrupted') this.interrupted = event.active
    this.emit(event, key)
  }

  private withRoomKey(use: (privateMapKey?: string) => void, fail: (error: CallingError) => void): void {
    this.roomKeys.get(this.address.room, this.address.type, use, fail)
  }

  private credentials(privateMapKey?: string): { userSig: string; privateMapKey?: string } {
    return { userSig: this.userSig(), ...(privateMapKey ? { privateMapKey } : {}) }
  }

  private changed(): void {
    this.emit({ kind: 'changed' }, this.call.key)
  }
}

function devicesFor(type: CallType): DeviceState {
  const video = type === CALL_TYPE.VIDEO
  // a voice call starts at the ear, a video call at arm's length
  return { camera: video, mic: true, frontCamera: true, handsFree: video }
}
