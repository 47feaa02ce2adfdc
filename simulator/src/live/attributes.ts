/** The attributes of the two native tags in camelCase, with WeChat's defaults (base library 2.32). */

export const PUSHER_DEFAULTS = {
  url: '',
  mode: 'RTC',
  autopush: false,
  muted: false,
  enableCamera: true,
  enableMic: true,
  /** counts when the pusher starts; afterwards only `switchCamera()` turns the camera */
  devicePosition: 'front',
  /** auto: mirrored while the front camera is on. enable, disable */
  localMirror: 'auto',
  aspect: '9:16',
  /** pixels; the simulator's pictures stay within 360 x 640 */
  videoWidth: 360,
  videoHeight: 640,
  /** vertical, horizontal: how the picture is pushed */
  orientation: 'vertical',
  /** kbit/s */
  minBitrate: 200,
  maxBitrate: 1000,
  // without effect in the simulator
  mirror: false,
  remoteMirror: false,
  beauty: 0,
  whiteness: 0,
  beautyStyle: 'smooth',
  filter: 'standard',
  autoFocus: true,
  zoom: false,
  fps: 15,
  audioQuality: 'high',
  audioVolumeType: 'auto',
  audioReverbType: 0,
  voiceChangerType: 0,
  enableAgc: false,
  enableAns: false,
  waitingImage: '',
  waitingImageHash: '',
  backgroundMute: false,
  pictureInPictureMode: '',
}
export type PusherAttributes = typeof PUSHER_DEFAULTS

export const PLAYER_DEFAULTS = {
  src: '',
  mode: 'live',
  autoplay: false,
  muted: false,
  muteAudio: false,
  muteVideo: false,
  /** contain, fillCrop */
  objectFit: 'contain',
  /** speaker, ear */
  soundMode: 'speaker',
  /** push, pop, or both with a comma: when its picture is shown in WeChat's small window */
  pictureInPictureMode: '',
  // without effect in the simulator
  orientation: 'vertical',
  backgroundMute: false,
  minCache: 1,
  maxCache: 3,
  autoPauseIfNavigate: true,
  autoPauseIfOpenNative: true,
  enableRecvMessage: false,
}
export type PlayerAttributes = typeof PLAYER_DEFAULTS

/** Takes over what differs, and says which attributes did. Values of another type (a `null` url) count as absent. */
export function assignChanged<T extends object>(target: T, change: Partial<T>): Set<keyof T> {
  const changed = new Set<keyof T>()
  for (const key of Object.keys(change) as (keyof T)[]) {
    const value = change[key]
    if (value === undefined || typeof value !== typeof target[key] || value === target[key]) continue
    target[key] = value
    changed.add(key)
  }
  return changed
}
