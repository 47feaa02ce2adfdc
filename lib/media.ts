/** Own devices and everybody's streams during a call: what the room needs to know and what it reports. */
import { CallingError } from './errors'
import type { DeviceState, PictureQuality, RoomCredentials, RoomEvent, RtcPort } from './ports'
import { NO_MEDIA } from './state'
import type { MediaFacts } from './state'
import { CALL_TYPE } from './types'
import type { CallType, EventName, EventPayloads, UserID } from './types'

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
  facts: { [userID: string]: MediaFacts } = {}
  private quality: PictureQuality = {}

  constructor(
    private readonly rtc: RtcPort,
    private readonly self: UserID,
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
    this.facts = {}
  }

  enter(
    room: { roomID: number; strRoomID: string },
    type: CallType,
    account: RoomCredentials & { sdkAppID: number; userID: UserID },
    onEvent: (event: RoomEvent) => void,
  ): void {
    if (type === CALL_TYPE.AUDIO) this.devices = { ...this.devices, camera: false }
    const { quality, devices } = this
    this.rtc.enter({ ...account, roomID: room.roomID, strRoomID: room.strRoomID, type, devices, quality }, onEvent)
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
    this.note(userID, { viewing })
    this.rtc.setRemoteView(userID, viewing)
    this.host.changed()
  }

  /** @param event one that the call logic has no use for */
  onRoomEvent(event: RoomEvent): void {
    switch (event.kind) {
      case 'video':
        this.note(event.userID, { hasVideo: event.available })
        this.host.changed()
        return this.host.emit('USER_VIDEO_AVAILABLE', { userID: event.userID, isAvailable: event.available })
      case 'audio':
        this.note(event.userID, { hasAudio: event.available })
        this.host.changed()
        return this.host.emit('USER_AUDIO_AVAILABLE', { userID: event.userID, isAvailable: event.available })
      case 'volume':
        this.note(event.userID || this.self, { volume: event.volume })
        this.host.changed()
        return this.host.emit('USER_VOICE_VOLUME', { userID: event.userID || this.self, volume: event.volume })
      case 'quality':
        this.note(event.userID || this.self, { quality: event.quality })
        this.host.changed()
        return this.host.emit('NETWORK_QUALITY', { userID: event.userID || this.self, quality: event.quality })
      case 'interrupted':
        this.interrupted = event.active
        return this.host.changed()
      default:
        return this.host.changed()
    }
  }

  private note(userID: UserID, change: Partial<MediaFacts>): void {
    this.facts = { ...this.facts, [userID]: { ...(this.facts[userID] || NO_MEDIA), ...change } }
  }
}

function devicesFor(type: CallType): DeviceState {
  const video = type === CALL_TYPE.VIDEO
  // a voice call starts at the ear, a video call at arm's length
  return { camera: video, mic: true, frontCamera: true, handsFree: video }
}

/** @throws CallingError INVALID_STATE without a call */
export function needsCall(inCall: boolean, method: string): void {
  if (inCall) return
  throw new CallingError('INVALID_STATE', `${method}() works during a call, and there is none.`)
}
