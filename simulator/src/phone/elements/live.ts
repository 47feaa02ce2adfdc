import { PLAYER_DEFAULTS, PUSHER_DEFAULTS } from '../../live/index'
import { defineElement, type ElementNode } from './base/define'

export const livePusher = defineElement({
  tag: 'live-pusher',
  properties: { ...PUSHER_DEFAULTS },
  create(node, { live }) {
    const pusher = live.createPusher(node.host, emitLater(node))
    return { update: () => pusher.update(node.properties), detached: () => pusher.destroy() }
  },
})

/** a mode, or several; glass-easel takes null for "any type" */
const ANY_MODES: string | string[] | null = null as string | string[] | null

export const livePlayer = defineElement({
  tag: 'live-player',
  properties: { ...PLAYER_DEFAULTS, pictureInPictureMode: ANY_MODES },
  create(node, { live }) {
    const player = live.createPlayer(node.host, emitLater(node))
    const update = (): void => {
      const { pictureInPictureMode: modes } = node.properties
      player.update({ ...node.properties, pictureInPictureMode: [modes ?? ''].flat().join(',') })
    }
    return { update, detached: () => player.destroy() }
  },
})

/** Events of the native side come after the code that caused them, never inside it. */
function emitLater(node: ElementNode<object>): ElementNode<object>['emit'] {
  return (...event) => void setTimeout(() => node.emit(...event))
}
