/** The call leads, the screen follows. */
import { CALL_STATUS, CALL_TYPE, watch } from '../../lib/index'
import type { CallingView } from '../../lib/index'
import { stringsOf } from '../locales/index'
import type { State } from '../model/people'
import { screensOf } from '../model/stage'
import { createCallUi } from '../model/ui'
import type { Ui } from '../model/ui'
import { callPerson, END_SHOWN_MS, isOutgoing } from '../model/view-model'
import type { Bell, Sound } from '../phone/bell'
import type { Timers } from '../phone/timers'
import type { Notices } from './notices'

/** Watches until the component is detached. @param instance its `state` is read each time: it is replaced with the account */
export function followCall(
  instance: { readonly state: State; readonly view: CallingView | null },
  ui: Ui,
  notices: Notices,
  bell: Bell,
  timers: Timers,
): void {
  // one bell for all pages: the one of the page that shows the call
  watch(() => (instance.view && instance.view.isFront ? soundOf(instance.state) : ''), bell.play)

  watch(
    () => instance.state.callID,
    (callID) => {
      if (callID !== '') {
        ui.call = createCallUi(instance.state, ui.language)
        return
      }
      ui.call.busy = ''
      // what a call needs is asked for after it, too
      if (ui.call.asking !== 'microphone') ui.call.asking = ''
    },
  )

  // the state forgets a call as soon as it is over; its last screen still says whose it was
  watch(
    () => callPerson(instance.state, ui.language),
    (person) => {
      if (!person) return
      ui.call.person = person
      ui.call.outgoing = isOutgoing(instance.state)
    },
  )

  watch(
    () => ({ view: instance.view, end: instance.state.lastEnd }),
    ({ view, end }, before) => {
      if (!before || end === before.end) return
      const { call } = ui
      // a call that was over before this component knew its account is no news
      call.end = view === before.view ? end : null
      if (call.end) timers.start('end', END_SHOWN_MS, () => void (call.end = null))
    },
  )

  watch(
    () => instance.state.switchRequest,
    (request) => {
      if (request !== 'none') ui.call.notice = null
    },
  )

  watch(
    () => instance.state.type,
    (type, before) => {
      const { status, cameraDenied } = instance.state
      const toVoice = before === CALL_TYPE.VIDEO && type === CALL_TYPE.AUDIO
      if (toVoice && status === CALL_STATUS.CONNECTED && !cameraDenied) {
        notices.tell(stringsOf(ui.language).switchedToVoice)
      }
    },
  )

  // a shared screen begins large, and so does the other one's camera afterwards
  watch(
    () => screensOf(instance.state).length > 0,
    () => void (ui.call.swapped = false),
  )
}

function soundOf({ status, members }: State): Sound {
  if (status === CALL_STATUS.RINGING) return 'ringtone'
  // no phone rings for a user who joins
  return status === CALL_STATUS.CALLING && members.length > 0 ? 'calltone' : ''
}
