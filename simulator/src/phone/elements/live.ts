import { PLAYER_DEFAULTS, PUSHER_DEFAULTS } from '../../live/index'
import { defineElement } from './define'

export const livePusher = defineElement({
  tag: 'live-pusher',
  properties: { ...PUSHER_DEFAULTS },
  create(node, { live }) {
    const pusher = live.createPusher(node.host, node.emit)
    return { update: () => pusher.update(node.properties), detached: () => pusher.destroy() }
  },
})

export const livePlayer = defineElement({
  tag: 'live-player',
  properties: { ...PLAYER_DEFAULTS },
  create(node, { live }) {
    const player = live.createPlayer(node.host, node.emit)
    return { update: () => player.update(node.properties), detached: () => player.destroy() }
  },
})
