// eslint-disable-next-line @typescript-eslint/triple-slash-reference -- every project that compiles this file needs that declaration
/// <reference path="./trtc-wx-sdk.d.ts" />
/** What the two native tags get, built from what the SDK keeps. */
import type { TrtcPlayerAttributes, TrtcPusherAttributes } from 'trtc-wx-sdk'
import type { DeviceState, PictureQuality } from '../../foundation/ports'
import type { PlayerAttributes, PusherAttributes } from '../../foundation/calling-state'

/** Attributes to create a pusher with. 360x640 at 600-900 kbit/s unless `quality` says otherwise. */
export function initialAttributes(
  devices: DeviceState,
  quality: PictureQuality,
  waitingImage: string,
): Partial<TrtcPusherAttributes> {
  return {
    mode: 'RTC',
    // the tag enters the room as soon as it has a url
    autopush: true,
    enableCamera: devices.camera,
    enableMic: devices.mic,
    frontCamera: sideOf(devices),
    enableAgc: true,
    enableAns: true,
    whitenessLevel: 0,
    // the earpiece works with the volume of calls only, and loudspeaker and echo cancellation go well with it
    audioVolumeType: 'voicecall',
    videoOrientation: 'vertical',
    localMirror: 'auto',
    waitingImage,
    ...qualityAttributes({
      videoWidth: 360,
      videoHeight: 640,
      minBitrate: 600,
      maxBitrate: 900,
      // this and what follows: as WeChat has them without an attribute
      fps: 15,
      beautyLevel: 0,
      beautyStyle: 'smooth',
      filter: 'standard',
      enableRemoteMirror: false,
      audioQuality: 'high',
      ...quality,
    }),
  }
}

/** A pusher that shows the camera to its own user, and sends nothing: it has no url, and no microphone. */
export function previewAttributes(devices: DeviceState, quality: PictureQuality): PusherAttributes {
  const attributes = { ...initialAttributes(devices, quality, ''), url: '', enableMic: false }
  // all that the tag gets are set from the beginning
  return attributes as PusherAttributes
}

/** Only what `quality` names; the aspect follows from width and height. */
export function qualityAttributes(quality: PictureQuality): Partial<TrtcPusherAttributes> {
  const { videoWidth, videoHeight } = quality
  if (videoWidth === undefined || videoHeight === undefined) return { ...quality }
  // halfway between 9:16 = 0.5625 and 3:4 = 0.75
  return { ...quality, videoAspect: videoWidth / videoHeight > 0.65625 ? '3:4' : '9:16' }
}

export function sideOf(devices: DeviceState): 'front' | 'back' {
  return devices.frontCamera ? 'front' : 'back'
}

/** Named one by one: the SDK keeps the UserSig and more beside them. */
export function pusherAttributes(live: TrtcPusherAttributes, url: string): PusherAttributes {
  return {
    url,
    mode: live.mode,
    autopush: live.autopush,
    enableCamera: live.enableCamera,
    enableMic: live.enableMic,
    enableAgc: live.enableAgc,
    enableAns: live.enableAns,
    frontCamera: live.frontCamera,
    videoWidth: live.videoWidth,
    videoHeight: live.videoHeight,
    videoAspect: live.videoAspect,
    minBitrate: live.minBitrate,
    maxBitrate: live.maxBitrate,
    beautyLevel: live.beautyLevel,
    whitenessLevel: live.whitenessLevel,
    audioQuality: live.audioQuality,
    audioVolumeType: live.audioVolumeType,
    videoOrientation: live.videoOrientation,
    localMirror: live.localMirror,
    enableRemoteMirror: live.enableRemoteMirror,
    beautyStyle: live.beautyStyle,
    filter: live.filter,
    fps: live.fps,
    waitingImage: live.waitingImage,
  }
}

export function playerAttributes(
  stream: TrtcPlayerAttributes,
  { viewing, handsFree, hasPicture }: { viewing: boolean; handsFree: boolean; hasPicture: boolean },
): PlayerAttributes {
  return {
    streamID: stream.streamID,
    userID: stream.userID,
    src: stream.src,
    mode: 'RTC',
    autoplay: true,
    hasVideo: stream.hasVideo,
    hasAudio: stream.hasAudio,
    hasPicture,
    muteVideo: !viewing,
    muteAudio: false,
    soundMode: handsFree ? 'speaker' : 'ear',
    objectFit: stream.objectFit,
    orientation: stream.orientation,
    // seconds; what WeChat recommends for the mode RTC
    minCache: 0.2,
    maxCache: 0.8,
  }
}

/** `before` itself if nothing in it changed, so that a view can compare by reference. */
export function keepIfEqual<T extends object>(before: T | null | undefined, now: T): T {
  return before && sameFields(now, before) ? before : now
}

/** The same for a list; entries that did not change stay the same objects. */
export function keepEqualEntries<T extends { streamID: string }>(before: T[], now: T[]): T[] {
  const kept = now.map((entry) => keepIfEqual(before.filter(({ streamID }) => streamID === entry.streamID)[0], entry))
  const unchanged = kept.length === before.length && kept.every((entry, index) => entry === before[index])
  return unchanged ? before : kept
}

/** Whether two objects of one shape hold the same values. */
export function sameFields<T extends object>(one: T, other: T | undefined): boolean {
  return !!other && (Object.keys(one) as (keyof T)[]).every((key) => one[key] === other[key])
}
