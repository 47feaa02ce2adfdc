/** What has just happened, for the one who holds the phone: in words, for a moment. */
import { EVENT } from '../../lib/index'
import type { EventPayloads, TRTCCalling } from '../../lib/index'
import type { Interface } from '../model/interface'
import { stringsOf, withName } from '../locales/index'
import type { Timers } from '../phone/timers'
import { errorText, NOTICE_SHOWN_MS } from '../model/view-model'

export interface Notices {
  tell(text: string): void
  /** An error of the library. */
  show(error: EventPayloads['ERROR']): void
  /** Tells what an instance has to say by itself. */
  listen(calling: TRTCCalling): void
}

export function createNotices(ui: Interface, timers: Timers): Notices {
  function put(text: string, error: boolean): void {
    ui.notice = { text, error }
    timers.start('notice', NOTICE_SHOWN_MS, () => void (ui.notice = null))
  }

  function show(error: EventPayloads['ERROR']): void {
    if (error.reason === 'MICROPHONE_DENIED') ui.asking = 'microphone'
    if (error.reason === 'CAMERA_DENIED') ui.asking = 'camera'
    const text = errorText(error, ui.language)
    if (text !== '') put(text, true)
  }

  return {
    tell: (text) => put(text, false),
    show,
    listen(calling) {
      calling.on(EVENT.ERROR, ({ data }) => {
        // a call that goes on without a camera has a banner
        if (data.reason !== 'CAMERA_DENIED') show(data)
      })
      calling.on(EVENT.CALL_MODE, ({ data: { refusal } }) => {
        if (!refusal) return
        const { switchDeclined, switchUnanswered } = stringsOf(ui.language)
        put(withName(refusal === 'reject' ? switchDeclined : switchUnanswered, ui.person.name), false)
      })
    },
  }
}
