/** trtc-js-sdk 4, the media SDK of the web engines of 2022, on our media rooms: as far as the engines call it. */
import type { Media, MediaMember } from '../kit/media-rooms'
import { standIn } from '../kit/stand-in'
import type { World } from '../kit/world'

type Handler = (event: object) => unknown
type Stream = Record<string, unknown>

/** milliseconds until a room is entered, as the SDK reports it */
const JOIN_MS = 30
const SUBSCRIBE_MS = 5

export function trtcJsSdk(world: World, member: MediaMember): object {
  const devices = (kind: string) => () => Promise.resolve([{ deviceId: kind, kind, label: kind }])
  return {
    VERSION: '4.15.22',
    checkSystemRequirements: () => Promise.resolve({ result: true, detail: {} }),
    isScreenShareSupported: () => true,
    isSmallStreamSupported: () => true,
    createClient: () => createClient(world, member),
    createStream: ({ userId, ...tracks }: { userId: string } & Record<Media, boolean>) =>
      createStream(world, member, userId, tracks),
    getCameras: devices('videoinput'),
    getMicrophones: devices('audioinput'),
    getSpeakers: devices('audiooutput'),
    getDevices: devices('audioinput'),
    Logger: { LogLevel: {}, setLogLevel() {}, enableUploadLog() {}, disableUploadLog() {} },
  }
}

function createClient(world: World, member: MediaMember): object {
  const { clock, rooms } = world
  const handlers = new Map<string, Handler[]>()
  const streams = new Map<string, { stream: Stream; tracks: Record<Media, boolean> }>()
  const fire = (event: string, data: object) => {
    for (const handler of handlers.get(event) ?? []) guarded(member, () => handler(data))
  }
  member.events = {
    entered() {},
    joined: (userId) => fire('peer-join', { userId }),
    left: (userId) => {
      const gone = streams.get(userId)
      streams.delete(userId)
      if (gone) fire('stream-removed', { stream: gone.stream })
      fire('peer-leave', { userId })
    },
    stream: (userId, media, available) => {
      const known = streams.get(userId)
      if (known) {
        known.tracks[media] = available
        return fire(`${available ? 'unmute' : 'mute'}-${media}`, { userId })
      }
      const tracks = { audio: true, video: false, [media]: available }
      const stream = createStream(world, member, userId, tracks)
      streams.set(userId, { stream, tracks })
      fire('stream-added', { stream })
    },
  }
  return standIn({
    on: (event: string, handler: Handler) => void handlers.set(event, [...(handlers.get(event) ?? []), handler]),
    off: (event: string) => void handlers.delete(event),
    join: async ({ roomId }: { roomId: unknown }) => {
      if (!isRoomID(roomId)) throw invalidRoom(roomId)
      rooms.enter(member, `int:${roomId}`)
      await clock.wait(JOIN_MS)
    },
    leave: () => {
      rooms.leave(member)
      streams.clear()
      return Promise.resolve()
    },
    publish: (stream: Stream) => {
      for (const media of ['audio', 'video'] as const) rooms.publish(member, media, hasTrack(stream, media))
      return Promise.resolve()
    },
    unpublish: () => {
      for (const media of ['audio', 'video'] as const) rooms.publish(member, media, false)
      return Promise.resolve()
    },
    subscribe: (stream: Stream) => {
      clock.after(SUBSCRIBE_MS, () => fire('stream-subscribed', { stream }))
      return Promise.resolve()
    },
    enableAudioVolumeEvaluation() {},
    setDefaultMuteRemoteStreams() {},
    getRemoteMutedState: () => [],
  })
}

function createStream(
  { rooms }: World,
  member: MediaMember,
  userID: string,
  tracks: Partial<Record<Media, boolean>>,
): Stream {
  const publish = (media: Media, on: boolean) => () => {
    rooms.publish(member, media, on)
    return true
  }
  const videoTrack = (on: boolean) => () => {
    tracks.video = on
    rooms.publish(member, 'video', on)
    return Promise.resolve()
  }
  const track = (media: Media) => () => (tracks[media] ? { stop() {} } : null)
  return standIn({
    getUserId: () => userID,
    getId: () => `stream of ${userID}`,
    getType: () => 'main',
    hasAudio: () => tracks.audio === true,
    hasVideo: () => tracks.video === true,
    getAudioTrack: track('audio'),
    getVideoTrack: track('video'),
    on() {},
    off() {},
    setVideoProfile() {},
    setAudioProfile() {},
    setScreenProfile() {},
    stop() {},
    close() {},
    isPlaying: () => false,
    muteAudio: publish('audio', false),
    unmuteAudio: publish('audio', true),
    muteVideo: publish('video', false),
    unmuteVideo: publish('video', true),
    removeTrack: videoTrack(false),
    addTrack: videoTrack(true),
  })
}

function hasTrack(stream: Stream, media: Media): boolean {
  const ask = stream[media === 'audio' ? 'hasAudio' : 'hasVideo'] as () => boolean
  return ask()
}

function isRoomID(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) >= 1 && (value as number) <= 4294967294
}

function invalidRoom(roomID: unknown): Error {
  const message = `roomId must be an integer from 1 to 4294967294, not ${String(roomID)}`
  return Object.assign(new Error(message), { code: 0x1000, getCode: () => 0x1000 })
}

/** Runs a handler of an engine's; what it throws is kept. */
export function guarded(member: MediaMember, handler: () => unknown): void {
  const keep = (error: unknown) => void member.errors.push(error instanceof Error ? (error.stack ?? '') : String(error))
  try {
    void Promise.resolve(handler()).catch(keep)
  } catch (error) {
    keep(error)
  }
}
