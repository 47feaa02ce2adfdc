/** What has just happened, in words for the user of the phone, for a moment. */
import { EVENT } from '../../lib/index'
import type { EventPayloads, TRTCCalling } from '../../lib/index'
import { stringsOf, withName } from '../locales/index'
import type { Ui } from '../model/ui'
import { errorText, NOTICE_SHOWN_MS } from '../model/view-model'
import type { Timers } from '../phone/timers'

export interface Notices {
  tell(text: string): void
  /** An error of the library. */
  show(error: EventPayloads['ERROR']): void
  /** Tells what an instance has to say by itself. */
  listen(calling: TRTCCalling): void
}

export function createNotices(ui: Ui, timers: Timers): Notices {
  function put(text: string, error: boolean): void {
    const { call } = ui
    call.notice = { text, error }
    timers.start('notice', NOTICE_SHOWN_MS, () => void (call.notice = null))
  }

  function show(error: EventPayloads['ERROR']): void {
    const { call } = ui
    if (error.reason === 'MICROPHONE_DENIED') call.asking = 'microphone'
    if (error.reason === 'CAMERA_DENIED') call.asking = 'camera'
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
        put(withName(refusal === 'reject' ? switchDeclined : switchUnanswered, ui.call.person.name), false)
      })
    },
  }
}
