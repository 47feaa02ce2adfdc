import type { SocketConstructor } from '../relay/wire/link'
import { AudioHub } from './devices/audio-hub'
import type { PlayerAttributes, PusherAttributes } from './attributes'
import { createPlayerContext, createPusherContext } from './contexts'
import type { LivePlayerContext, LivePusherContext } from './contexts'
import { reportsOf } from './net-status'
import { Player } from './player'
import type { WindowHost } from './player'
import { Pusher } from './pusher'
import { MediaRoom } from './room/room'
import type { Emit, LiveScope } from './room/scope'

export { PLAYER_DEFAULTS, PUSHER_DEFAULTS } from './attributes'
export type { PlayerAttributes, PusherAttributes } from './attributes'
export type { LivePlayerContext, LivePusherContext } from './contexts'

export interface LiveOptions {
  /** `ws://host/relay` */
  relayUrl: string
  /** the phone's name */
  device: string
  /** synthetic: a drawing and a hum that tell users apart, without asking for anything */
  camera: 'synthetic' | 'real'
  /** the camera's pictures per second; null or missing: 15, and 10 for several viewers */
  frameRate?: number | null
  /** whose face the drawing shows before a room says so */
  user?: string
  /** what the phone's user allows; asked when a device is opened */
  permissions: { get(scope: 'camera' | 'record'): boolean }
  /** a change of `type` while online is reported as 1021 */
  network?: { readonly type: string; readonly online: boolean; onChange(listener: () => void): () => void }
  /** the browser refuses a real device, or has none */
  onDeviceRefused?(device: 'camera' | 'microphone', reason: string): void
  /** default: the global WebSocket */
  socket?: SocketConstructor
}

/** One mounted `<live-pusher>`; `destroy` when it is detached. */
export interface LivePusher {
  update(attributes: Partial<PusherAttributes>): void
  destroy(): void
}

/** One mounted `<live-player>`; `destroy` when it is detached. */
export interface LivePlayer {
  update(attributes: Partial<PlayerAttributes>): void
  destroy(): void
}

/** A player whose picture may leave its page. */
export interface LiveWindow {
  enter(host: WindowHost): void
  leave(): void
}

/** All zero when no call is left. */
export interface LiveStats {
  pushers: number
  players: number
  /** open cameras and microphones */
  tracks: number
  peerConnections: number
  audioContexts: number
  /** pictures sent and received over the open connections */
  framesEncoded: number
  framesDecoded: number
  /** of the received voices, WebRTC's unit */
  totalAudioEnergy: number
  /** users of whom a picture, or a sound, has arrived over the open connections */
  seen: number
  heard: number
}

/** The media of one phone: its native tags and their contexts. */
export interface Live {
  createPusher(host: HTMLElement, emit: Emit): LivePusher
  /** found by `host.id` in `playerContext` */
  createPlayer(host: HTMLElement, emit: Emit): LivePlayer
  /** for `wx.createLivePusherContext()`: the pusher that was mounted last */
  pusherContext(): LivePusherContext
  /** for `wx.createLivePlayerContext(id)` */
  playerContext(id: string): LivePlayerContext
  /** The player of this part of the page that WeChat's small window shows when the page is left so. */
  windowOf(part: Node, leaving: 'push' | 'pop'): LiveWindow | null
  /**
   * A phone call or a suspension takes camera and microphone, reported as 5000, and WeChat leaves the room; false: it is
   * over, the devices are back, and WeChat enters the room again.
   */
  interrupt(active: boolean): void
  /** 5001: WeChat leaves the room, and does not come back by itself */
  closeFloatingWindow(): void
  /**
   * The user's second stream, `aux`: a shared screen besides the camera, as clients on the web and computers send it. It lasts
   * over rooms, until false.
   */
  setScreenShare(on: boolean): void
  stats(): Promise<LiveStats>
  destroy(): void
}

export function createLive(options: LiveOptions): Live {
  const { camera, frameRate = null, user = '', permissions, network, onDeviceRefused = () => {} } = options
  const audio = new AudioHub(options.camera === 'real' ? 'interactive' : 'playback')
  const room = new MediaRoom(options)
  const scope: LiveScope = {
    camera,
    frameRate,
    user,
    permissions,
    room,
    audio,
    peers: new Set(),
    devices: new Set(),
    onDeviceRefused,
  }
  const pushers = new Set<Pusher>()
  const players = new Set<Player>()
  let sharesScreen = false

  let networkType = network?.type
  const stopListening = network?.onChange(() => {
    if (!network.online || network.type === networkType) return
    networkType = network.type
    for (const pusher of pushers) pusher.networkTypeChanged()
  })

  return {
    createPusher(host, emit) {
      const pusher = new Pusher(scope, host, emit)
      pusher.setScreenShare(sharesScreen)
      pushers.add(pusher)
      return {
        update: (attributes) => pusher.update(attributes),
        destroy: () => {
          pushers.delete(pusher)
          pusher.destroy()
        },
      }
    },
    createPlayer(host, emit) {
      const player = new Player(scope, host, emit)
      players.add(player)
      return {
        update: (attributes) => player.update(attributes),
        destroy: () => {
          players.delete(player)
          player.destroy()
        },
      }
    },
    pusherContext: () => createPusherContext(() => [...pushers].at(-1)),
    playerContext: (id) => createPlayerContext(() => [...players].find((player) => player.id === id)),
    windowOf(part, leaving) {
      const found = [...players].find((player) => player.mayFloat(part, leaving))
      return found ? { enter: (host) => found.enterWindow(host), leave: () => found.leaveWindow() } : null
    },
    interrupt(active) {
      for (const pusher of pushers) pusher.interrupt(active)
    },
    closeFloatingWindow() {
      for (const pusher of pushers) pusher.closeFloatingWindow()
    },
    setScreenShare(on) {
      sharesScreen = on
      for (const pusher of pushers) pusher.setScreenShare(on)
    },
    async stats() {
      const connections = [...scope.peers].map(({ connection }) => connection)
      const reports = (await Promise.all(connections.map(reportsOf))).flat()
      const total = (field: 'framesEncoded' | 'framesDecoded' | 'totalAudioEnergy', type: string): number =>
        reports.filter((report) => report.type === type).reduce((sum, report) => sum + (report[field] ?? 0), 0)
      const arrived = (field: 'framesDecoded' | 'totalAudioEnergy'): number =>
        reports.filter((report) => report.type === 'inbound-rtp' && (report[field] ?? 0) > 0).length
      return {
        pushers: pushers.size,
        players: players.size,
        tracks: scope.devices.size,
        peerConnections: connections.length,
        audioContexts: audio.count,
        framesEncoded: total('framesEncoded', 'outbound-rtp'),
        framesDecoded: total('framesDecoded', 'inbound-rtp'),
        totalAudioEnergy: total('totalAudioEnergy', 'inbound-rtp'),
        seen: arrived('framesDecoded'),
        heard: arrived('totalAudioEnergy'),
      }
    },
    destroy() {
      stopListening?.()
      for (const tag of [...pushers, ...players]) tag.destroy()
      pushers.clear()
      players.clear()
      room.leave()
    },
  }
}
