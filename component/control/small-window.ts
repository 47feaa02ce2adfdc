/**
 * WeChat's own small window (picture-in-picture): it shows the picture of one `<live-player>` while its page is left, and
 * WeChat keeps that page, off the stack where the user went back from it.
 */
import { computed, watch } from '../../lib/index'
import type { CallingView, Computed } from '../../lib/index'
import { playerIn, windowStreamOf } from '../model/stage'
import type { Stage } from '../model/stage'
import type { Ui } from '../model/ui'

interface Sources {
  /** the option is on */
  readonly wanted: boolean
  readonly stage: Stage
  readonly view: CallingView | null
}

export interface SmallWindow {
  /** the stream that WeChat may show in it; '' for none */
  readonly stream: Computed<string>
  /** `enterpictureinpicture`, `leavepictureinpicture` of a `<live-player>` */
  handle(event: WechatMiniprogram.BaseEvent): void
  /** The page is on the screen, whatever the events say. */
  handleShow(): void
}

/** @param component where the players are */
export function createSmallWindow(
  sources: Sources,
  ui: Ui,
  component: WechatMiniprogram.Component.TrivialInstance,
): SmallWindow {
  // base library 2.10.3; where it is missing, a call in the background ends as it does without the option
  const isKnown = wx.canIUse('live-player.picture-in-picture-mode')

  watch(
    () => ui.call.windowStream !== '' && playerIn(sources.stage, ui.call.windowStream),
    (isShown) => {
      const { view } = sources
      if (view) view.setSmallWindow(isShown)
      const stream = ui.call.windowStream
      if (isShown || stream === '') return
      // the call is over, or its tags are elsewhere, and the window is still there
      ui.call.windowStream = ''
      // a page of the stack would be unloaded with its window; without its player it has none
      if (view === null || !view.isOnStack) exit(stream, component)
    },
  )

  return {
    stream: computed(() => {
      if (!isKnown || !sources.wanted) return ''
      // it stays with the picture that it has
      return ui.call.windowStream || windowStreamOf(sources.stage)
    }),
    handle({ type, currentTarget }) {
      const stream = String(currentTarget.dataset['streamid'])
      if (type === 'enterpictureinpicture') ui.call.windowStream = stream
      else if (stream === ui.call.windowStream) ui.call.windowStream = ''
    },
    handleShow: () => void (ui.call.windowStream = ''),
  }
}

function exit(stream: string, component: WechatMiniprogram.Component.TrivialInstance): void {
  const context = wx.createLivePlayerContext(stream, component)
  // missing where the base library is older, and the tag may be gone already
  if (typeof context.exitPictureInPicture === 'function') context.exitPictureInPicture({ fail: () => undefined })
}
