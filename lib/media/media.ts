/** The media party: own devices, the room of the call and who is in it. What it has to say leaves as events. */
import type { DeviceState, PictureQuality, Platform, RoomEvent, VideoOrientation } from '../foundation/ports'
import type { CallingError } from '../foundation/errors'
import { CALL_TYPE } from '../foundation/types'
import type { CallingConfig } from '../foundation/options'
import type { CallType, Room, UserID } from '../foundation/types'
import type { PlayerAttributes, PusherAttributes } from '../foundation/calling-state'
import { askPermissions } from './permissions'
import { MediaRoom } from './room'
import { RoomKeys } from './room-keys'
import { Roster } from './roster'

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
    return this.room ? this.room.pusher : null
  }

  /** The own camera gives a picture. */
  get hasPicture(): boolean {
    return this.room !== null && this.room.hasPicture
  }

  /** For the `<live-player>`s. */
  get players(): PlayerAttributes[] {
    return this.room ? this.room.players : []
  }

  /** Asks for what a call of `type` needs. Resolves and rejects as `askPermissions` does. */
  askPermissions(type: CallType): Promise<{ camera: boolean }> {
    return askPermissions(this.platform.wx, type)
  }

  /** There is a call: a new one gets the devices that its type wants, and nothing is known of any user. */
  handleCall(key: CallKey, type: CallType): void {
    const { call } = this
    this.call = { key, type }
    if (key !== call.key) {
      this.devices = devicesFor(type)
      this.soundChosen = false
      this.cameraDenied = false
      this.roster = new Roster(this.options.userID)
    } else if (type === CALL_TYPE.AUDIO && type !== call.type && !this.soundChosen) {
      this.applyDevices({ handsFree: false })
    }
  }

  /** Enters the room; the outcome comes as `entered` or `failed`, within 10 s, also when the SDK says nothing. */
  enter(room: Room, type: CallType, isGroup: boolean): void {
    const { key } = this.call
    this.leave()
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
        this.room.enter()
        this.changed()
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

  /** Kept for later calls too. */
  setQuality(change: PictureQuality): void {
    this.quality = { ...this.quality, ...change }
    if (this.room) this.room.setQuality(change)
    this.changed()
  }

  /** The page was turned; what `setVideoQuality` says of it counts more. */
  setPageOrientation(videoOrientation: VideoOrientation): void {
    if (videoOrientation === this.pageOrientation) return
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

  /** The mini program is in the foreground again. */
  handleShow(): void {
    if (this.room) this.room.handleShow()
  }

  /** A native event of `<live-pusher>`, whatever its `type`. */
  handlePusherEvent(event: unknown): void {
    if (this.room) this.room.handlePusherEvent(event)
  }

  /** A native event of a `<live-player>`, whatever its `type`. */
  handlePlayerEvent(event: unknown): void {
    if (this.room) this.room.handlePlayerEvent(event)
  }

  private applyDevices(change: Partial<DeviceState>): void {
    this.devices = { ...this.devices, ...change }
    if (this.room) this.room.setDevices(this.devices)
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
