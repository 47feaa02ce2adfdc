/** trtc-cloud-js-sdk and trtc-component-wx, the media SDKs of the engines since 2023, on our media rooms. */
import type { Media, MediaMember } from '../kit/media-rooms'
import { standIn, standInForEnums } from '../kit/stand-in'
import type { World } from '../kit/world'
import { guarded } from './trtc-js-sdk'

type Handler = (...args: unknown[]) => unknown

interface RoomParameters {
  roomId?: number
  strRoomId?: string
}

/** milliseconds until a room is entered, or left, as the SDK reports it */
const ENTER_MS = 30
const EXIT_MS = 5

export function trtcCloudSdk(world: World, member: MediaMember): object {
  const cloud = createCloud(world, member)
  const TRTCCloud = Object.assign(
    // what a constructor returns is what `new` gives
    function () {
      return cloud
    },
    {
      isSupported: () => Promise.resolve({ result: true, detail: {} }),
      getTRTCShareInstance: () => cloud,
      destroyTRTCShareInstance() {},
    },
  )
  return standInForEnums({ default: TRTCCloud, TRTCCloud, __esModule: true })
}

function createCloud({ clock, rooms }: World, member: MediaMember): object {
  const handlers = new Map<string, Handler[]>()
  const fire = (event: string, ...args: unknown[]) => {
    for (const handler of handlers.get(event) ?? []) guarded(member, () => handler(...args))
  }
  member.events = {
    entered: () => fire('onEnterRoom', ENTER_MS),
    joined: (userID) => fire('onRemoteUserEnterRoom', userID),
    left: (userID) => fire('onRemoteUserLeaveRoom', userID, 0),
    stream: (userID, media, available) =>
      fire(media === 'video' ? 'onUserVideoAvailable' : 'onUserAudioAvailable', userID, available ? 1 : 0),
  }
  const publish = (media: Media, on: boolean) => () => {
    rooms.publish(member, media, on)
    return Promise.resolve()
  }
  // the flag is the last argument: with a stream's type before it or not
  const mute =
    (media: Media) =>
    (...args: unknown[]) =>
      publish(media, args.pop() !== true)()
  const device = (name: string) => ({ deviceId: name, deviceName: name })
  const cloud = standIn({
    on: (event: string, handler: Handler) => {
      handlers.set(event, [...(handlers.get(event) ?? []), handler])
      return cloud
    },
    off: (event: string, handler: Handler) => {
      const others = (handlers.get(event) ?? []).filter((other) => other !== handler)
      handlers.set(event, others)
      return cloud
    },
    removeAllListeners: (event?: string) => (event ? void handlers.delete(event) : handlers.clear()),
    getSDKVersion: () => '11.9.0',
    enterRoom: async ({ roomId, strRoomId }: RoomParameters) => {
      rooms.enter(member, roomId ? `int:${roomId}` : `str:${strRoomId}`)
      await clock.wait(ENTER_MS)
      return 0
    },
    exitRoom: () => {
      rooms.leave(member)
      clock.after(EXIT_MS, () => fire('onExitRoom', 0))
      return Promise.resolve()
    },
    startLocalPreview: publish('video', true),
    stopLocalPreview: publish('video', false),
    startLocalAudio: publish('audio', true),
    stopLocalAudio: publish('audio', false),
    muteLocalVideo: mute('video'),
    muteLocalAudio: mute('audio'),
    getCameraDevicesList: () => Promise.resolve([device('camera')]),
    getMicDevicesList: () => Promise.resolve([device('microphone')]),
    getSpeakerDevicesList: () => Promise.resolve([device('speaker')]),
    getCurrentCameraDevice: () => device('camera'),
    getCurrentMicDevice: () => device('microphone'),
    getCurrentSpeakerDevice: () => device('speaker'),
    createSubCloud: () => cloud,
    getDeviceManager: () => standIn(),
    getAudioEffectManager: () => standIn(),
  })
  return cloud
}
