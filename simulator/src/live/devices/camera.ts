import { DeviceError } from './device-slot'
import type { CaptureDevice } from './device-slot'

export type Facing = 'front' | 'back'

/** pixels, and frames per second */
export interface PictureSize {
  width: number
  height: number
  frameRate: number
}

export interface Camera extends CaptureDevice {
  readonly facing: Facing
  resize(size: PictureSize): void
}

/** Rejects with a DeviceError. */
export async function openRealCamera(facing: Facing, size: PictureSize): Promise<Camera> {
  const { width, height, frameRate } = size
  const facingMode = facing === 'front' ? 'user' : 'environment'
  const [track] = (await openDevice({ video: { width, height, frameRate, facingMode } })).getVideoTracks()
  if (!track) throw new DeviceError(false, 'the camera gives no picture')
  return {
    track,
    facing,
    resize: (next) => {
      // a camera that can't is used as it is
      track.applyConstraints({ ...next }).catch(() => {})
    },
    stop: () => track.stop(),
  }
}

/** getUserMedia, with the two failures that WeChat tells apart. */
export async function openDevice(constraints: MediaStreamConstraints): Promise<MediaStream> {
  try {
    return await navigator.mediaDevices.getUserMedia(constraints)
  } catch (error) {
    const { name, message } = error as DOMException
    throw new DeviceError(name === 'NotAllowedError', message)
  }
}

/** Both sides, in pixels, of what is encoded for one and for several viewers: a laptop runs four phones. */
const LONG_SIDE = { one: 480, several: 240 }
const FRAME_RATE = { one: 15, several: 10 }

/** The size to capture: the tag's own up to a limit, as the phone is held, and smaller when several phones watch. */
export function pictureSize(
  attributes: { videoWidth: number; videoHeight: number; aspect: string; orientation: string },
  viewers: number,
  wantedRate: number | null = null,
): PictureSize {
  const load = viewers > 1 ? 'several' : 'one'
  // the two that WeChat knows
  const [across, down] = attributes.aspect === '3:4' ? [3, 4] : [9, 16]
  const long = Math.min(Math.max(attributes.videoWidth, attributes.videoHeight, 160), LONG_SIDE[load])
  const [short, frameRate] = [even((long * across) / down), wantedRate ?? FRAME_RATE[load]]
  return attributes.orientation === 'horizontal'
    ? { width: even(long), height: short, frameRate }
    : { width: short, height: even(long), frameRate }
}

/** Video encoders want even sides. */
function even(pixels: number): number {
  return 2 * Math.round(pixels / 2)
}
