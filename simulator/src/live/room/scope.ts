import type { AudioHub } from '../devices/audio-hub'
import type { CaptureDevice } from '../devices/device-slot'
import type { Peer } from './peer'
import type { MediaRoom } from './room'

export type PeerRegistry = Set<Peer>

/** What the pusher and the players of one phone share. */
export interface LiveScope {
  readonly camera: 'synthetic' | 'real'
  /** of the camera, per second; null: as many as the viewers leave a laptop time for */
  readonly frameRate: number | null
  /** whose face the camera shows before a room says so */
  readonly user: string
  readonly permissions: { get(scope: 'camera' | 'record'): boolean }
  readonly room: MediaRoom
  readonly audio: AudioHub
  /** the open ones, for `stats()` */
  readonly peers: PeerRegistry
  readonly devices: Set<CaptureDevice>
  /** the browser refuses a real device, or has none */
  onDeviceRefused(device: 'camera' | 'microphone', reason: string): void
}

/** How a tag reports: the event's type and its detail. */
export type Emit = (type: string, detail: object) => void

/** Between two `audiovolumenotify` and two `netstatus` events, ms. */
export const VOLUME_EVERY = 333
export const NET_STATUS_EVERY = 2000

/** A child of the tag's element that fills it and leaves touches to the page. */
export function fill<T extends HTMLElement>(element: T): T {
  Object.assign(element.style, {
    position: 'absolute',
    inset: '0',
    width: '100%',
    height: '100%',
    pointerEvents: 'none',
  })
  return element
}
