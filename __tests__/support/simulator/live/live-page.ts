/** Runs in the browser, in one frame per phone: the native tags without any mini program around them. */
import { createLive } from '../../../../simulator/src/live/index'
import type {
  Live,
  LivePlayer,
  LivePusher,
  PlayerAttributes,
  PusherAttributes,
} from '../../../../simulator/src/live/index'

export interface TagEvent {
  tag: string
  type: string
  detail: Record<string, unknown>
}

export interface LivePage {
  live: Live
  events: TagEvent[]
  allowed: { camera: boolean; record: boolean }
  network: { type: string; online: boolean; change(type: string): void }
  /** mounts the pusher if there is none, and sets attributes */
  push(attributes: Partial<PusherAttributes>): void
  unmountPusher(): void
  play(userID: string, attributes?: Partial<PlayerAttributes>): void
  unmountPlayer(userID: string): void
  /** mean colour of what a tag shows: 'pusher', or a player's userID */
  colour(tag: string): number[] | null
  /** what is really open, whatever `stats()` says */
  open(): { connections: number; contexts: number; tracks: number }
}

const query = new URLSearchParams(location.search)
const created = trackBrowserObjects()
if (query.get('sound') === 'held') holdSound()
if (query.get('mdns') === 'broken') breakNames()
const events: TagEvent[] = []
const allowed = { camera: true, record: true }
const networkListeners = new Set<() => void>()
const network = {
  type: 'wifi',
  online: true,
  onChange(listener: () => void) {
    networkListeners.add(listener)
    return () => networkListeners.delete(listener)
  },
  change(type: string) {
    network.type = type
    networkListeners.forEach((listener) => listener())
  },
}
const live = createLive({
  relayUrl: `ws://${location.host}/relay`,
  device: query.get('phone') ?? '',
  camera: query.get('camera') === 'real' ? 'real' : 'synthetic',
  permissions: { get: (scope) => allowed[scope] },
  network,
})
const hosts = new Map<string, HTMLElement>()
const players = new Map<string, LivePlayer>()
let pusher: LivePusher | null = null

const page: LivePage = {
  live,
  events,
  allowed,
  network,
  push(attributes) {
    pusher ??= live.createPusher(mount('pusher'), (type, detail) => record('pusher', type, detail))
    pusher.update(attributes)
  },
  unmountPusher() {
    pusher?.destroy()
    pusher = null
    unmount('pusher')
  },
  play(userID, attributes = {}) {
    let player = players.get(userID)
    if (!player) {
      player = live.createPlayer(mount(userID), (type, detail) => record(userID, type, detail))
      players.set(userID, player)
    }
    const src = `room://cloud.tencent.com/rtc?userid=${userID}&streamtype=main`
    player.update({ src, mode: 'RTC', autoplay: true, objectFit: 'fillCrop', ...attributes })
  },
  unmountPlayer(userID) {
    players.get(userID)?.destroy()
    players.delete(userID)
    unmount(userID)
  },
  colour(tag) {
    const video = hosts.get(tag)?.querySelector('video')
    if (!video || video.videoWidth === 0 || video.style.visibility === 'hidden') return null
    const canvas = document.createElement('canvas')
    canvas.width = canvas.height = 16
    const pen = canvas.getContext('2d')
    if (!pen) return null
    pen.drawImage(video, 0, 0, 16, 16)
    const { data } = pen.getImageData(0, 0, 16, 16)
    return [0, 1, 2].map((channel) => {
      let sum = 0
      for (let index = channel; index < data.length; index += 4) sum += data[index] ?? 0
      return Math.round(sum / 256)
    })
  },
  open: () => ({
    connections: created.connections.filter(({ signalingState }) => signalingState !== 'closed').length,
    contexts: created.contexts.filter(({ state }) => state !== 'closed').length,
    tracks: created.tracks.filter(({ readyState }) => readyState === 'live').length,
  }),
}
Object.assign(window, { page })

function record(tag: string, type: string, detail: object): void {
  events.push({ tag, type, detail: { ...detail } })
}

function mount(id: string): HTMLElement {
  const host = document.createElement('div')
  host.id = id
  host.style.cssText = 'position: relative; overflow: hidden; width: 120px; height: 160px; display: inline-block'
  document.body.append(host)
  hosts.set(id, host)
  return host
}

function unmount(id: string): void {
  hosts.get(id)?.remove()
  hosts.delete(id)
}

/** As browsers do until the first touch. The test driver counts as one all the time, so their own policy can't be seen. */
function holdSound(): void {
  const { play } = HTMLAudioElement.prototype
  HTMLAudioElement.prototype.play = () => Promise.reject(new DOMException('touch the page first', 'NotAllowedError'))
  document.addEventListener('pointerdown', () => {
    HTMLAudioElement.prototype.play = play
  })
}

/** As behind a firewall that lets no multicast pass: addresses work, names of the local network don't. */
function breakNames(): void {
  window.RTCPeerConnection = class extends RTCPeerConnection {
    override async addIceCandidate(candidate?: RTCIceCandidateInit | null): Promise<void> {
      if (!candidate?.candidate?.includes('.local')) await super.addIceCandidate(candidate)
    }
  }
}

function trackBrowserObjects(): {
  connections: RTCPeerConnection[]
  contexts: AudioContext[]
  tracks: MediaStreamTrack[]
} {
  const connections: RTCPeerConnection[] = []
  const contexts: AudioContext[] = []
  const tracks: MediaStreamTrack[] = []
  window.RTCPeerConnection = class extends RTCPeerConnection {
    constructor(configuration?: RTCConfiguration) {
      super(configuration)
      connections.push(this)
    }
  }
  window.AudioContext = class extends AudioContext {
    constructor() {
      super()
      contexts.push(this)
    }
  }
  const { captureStream } = HTMLCanvasElement.prototype
  HTMLCanvasElement.prototype.captureStream = function (...args) {
    const stream = captureStream.apply(this, args)
    tracks.push(...stream.getTracks())
    return stream
  }
  const { getUserMedia } = MediaDevices.prototype
  MediaDevices.prototype.getUserMedia = async function (constraints) {
    const stream = await getUserMedia.call(this, constraints)
    tracks.push(...stream.getTracks())
    return stream
  }
  return { connections, contexts, tracks }
}
