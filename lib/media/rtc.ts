import type { Platform, RtcPort } from '../foundation/ports'
import { Room } from './room'

/**
 * Media on trtc-wx-sdk 1.1.15, which holds none itself: it writes the `room://` url, and turns what `<live-pusher>`
 * reports into users and streams.
 *
 * The SDK reads the globals `wx` and `getApp`, as every mini program has them, and `wx.createLivePusherContext`.
 *
 * @param options.context the page or component instance that holds the two tags
 */
export function createRtc(options: { context: unknown; platform: Platform }): RtcPort {
  const { context, platform } = options
  let room: Room | null = null
  let disposed = false

  function leave(): void {
    const left = room
    // first: whatever leaving stirs up must not find the room
    room = null
    left?.leave()
  }

  return {
    get pusher() {
      return room ? room.pusher : null
    },
    get players() {
      return room ? room.players : []
    },
    enter(request, onEvent) {
      if (disposed) return
      leave()
      room = new Room(context, platform, request, onEvent)
      room.enter()
    },
    reenter: (credentials) => room?.reenter(credentials),
    leave,
    setDevices: (devices) => room?.setDevices(devices),
    setQuality: (quality) => room?.setQuality(quality),
    setRemoteView: (userID, viewing) => room?.setRemoteView(userID, viewing),
    onPusherEvent: (event) => room?.onPusherEvent(event),
    onPlayerEvent: (event) => room?.onPlayerEvent(event),
    dispose() {
      disposed = true
      leave()
    },
  }
}
