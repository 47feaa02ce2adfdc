/** Own devices and everybody's streams during a call: what the room needs to know and what it reports. */
import type { DeviceState, PictureQuality, RoomCredentials, RoomEvent, RtcPort } from '../foundation/ports'
import { CALL_TYPE } from '../foundation/types'
import type { CallType, EventName, EventPayloads, UserID } from '../foundation/types'

/** What the room says about a user, beyond being there. */
export interface MediaFacts {
  hasVideo: boolean
  hasAudio: boolean
  viewing: boolean
  volume: number
  quality: number
}

export const NO_MEDIA: MediaFacts = { hasVideo: false, hasAudio: false, viewing: true, volume: 0, quality: 0 }

export interface MediaHost {
  emit<N extends EventName>(event: N, data: EventPayloads[N]): void
  /** something a page shows has changed */
  changed(): void
}

export class CallMedia {
  devices: DeviceState = devicesFor(CALL_TYPE.AUDIO)
  cameraDenied = false
  /** a phone call or another app has the devices */
  interrupted = false
  readonly facts = new Map<UserID, MediaFacts>()
  private quality: PictureQuality = {}

  constructor(
    private readonly rtc: RtcPort,
    private readonly host: MediaHost,
  ) {}

  get pusher(): RtcPort['pusher'] {
    return this.rtc.pusher
  }

  get players(): RtcPort['players'] {
    return this.rtc.players
  }

  /** A new call: devices as its type wants them, nothing known of anybody. */
  reset(type: CallType): void {
    this.devices = devicesFor(type)
    this.cameraDenied = false
    this.facts.clear()
  }

  enter(
    room: { roomID: number; strRoomID: string },
    type: CallType,
    account: RoomCredentials & { sdkAppID: number; userID: UserID },
    onEvent: (event: RoomEvent) => void,
  ): void {
    if (type === CALL_TYPE.AUDIO) this.devices = { ...this.devices, camera: false }
    const { quality, devices } = this
    const hidden: UserID[] = []
    this.facts.forEach(({ viewing }, userID) => {
      if (!viewing) hidden.push(userID)
    })
    this.rtc.enter({ ...account, roomID: room.roomID, strRoomID: room.strRoomID, devices, quality, hidden }, onEvent)
    this.host.changed()
  }

  leave(): void {
    this.interrupted = false
    this.rtc.leave()
    this.host.changed()
  }

  reenter(credentials: RoomCredentials): void {
    this.rtc.reenter(credentials)
  }

  setCamera(on: boolean, denied: boolean): void {
    if (denied) this.cameraDenied = true
    this.setDevices({ camera: on })
  }

  setDevices(change: Partial<DeviceState>): void {
    this.devices = { ...this.devices, ...change }
    this.rtc.setDevices(this.devices)
    this.host.changed()
  }

  /** Kept for later calls too. */
  setQuality(change: PictureQuality): void {
    this.quality = { ...this.quality, ...change }
    this.rtc.setQuality(change)
    this.host.changed()
  }

  setRemoteView(userID: UserID, viewing: boolean): void {
    this.rtc.setRemoteView(userID, viewing)
    this.note(userID, { viewing })
  }

  /** @param event one that the call logic has no use for */
  onRoomEvent(event: RoomEvent): void {
    const { host } = this
    switch (event.kind) {
      case 'video':
        this.note(event.userID, { hasVideo: event.available })
        return host.emit('USER_VIDEO_AVAILABLE', { userID: event.userID, isAvailable: event.available })
      case 'audio':
        this.note(event.userID, { hasAudio: event.available })
        return host.emit('USER_AUDIO_AVAILABLE', { userID: event.userID, isAvailable: event.available })
      case 'volume':
        this.note(event.userID, { volume: event.volume })
        return host.emit('USER_VOICE_VOLUME', { userID: event.userID, volume: event.volume })
      case 'quality':
        this.note(event.userID, { quality: event.quality })
        return host.emit('NETWORK_QUALITY', { userID: event.userID, quality: event.quality })
      case 'interrupted':
        this.interrupted = event.active
        return host.changed()
      default:
        return host.changed()
    }
  }

  private note(userID: UserID, change: Partial<MediaFacts>): void {
    this.facts.set(userID, { ...(this.facts.get(userID) || NO_MEDIA), ...change })
    this.host.changed()
  }
}

function devicesFor(type: CallType): DeviceState {
  const video = type === CALL_TYPE.VIDEO
  // a voice call starts at the ear, a video call at arm's length
  return { camera: video, mic: true, frontCamera: true, handsFree: video }
}
