/** The call leads, the screen follows. */
import { CALL_STATUS, CALL_TYPE, watch } from '../../lib/index'
import type { Bell, Sound } from '../phone/bell'
import { beginCall } from '../model/interface'
import type { Interface } from '../model/interface'
import { stringsOf } from '../locales/index'
import type { Notices } from './notices'
import type { State } from '../model/people'
import { keepScreenOn } from '../phone/screen'
import { screensOf } from '../model/stage'
import type { Timers } from '../phone/timers'
import { callPerson, END_SHOWN_MS, isOutgoing } from '../model/view-model'

/** Watches until the component is detached. @param session its `state` is read each time: it is replaced with the account */
export function followCall(
  session: { readonly state: State },
  ui: Interface,
  notices: Notices,
  bell: Bell,
  timers: Timers,
): void {
  watch(
    () => momentOf(session.state),
    (_moment, before) => {
      const { status } = session.state
      keepScreenOn(status !== CALL_STATUS.IDLE)
      bell.play(soundOf(session.state))
      if (status === CALL_STATUS.IDLE) {
        ui.busy = ''
        // what a call needs is asked for after it, too
        if (ui.asking !== 'microphone') ui.asking = ''
      } else if (before === CALL_STATUS.IDLE || status === CALL_STATUS.RINGING || status === CALL_STATUS.CALLING) {
        beginCall(ui, session.state)
      }
    },
  )

  // the state forgets a call as soon as it is over; its last screen still says whose it was
  watch(
    () => callPerson(session.state, ui.language),
    (person) => {
      if (!person) return
      ui.person = person
      ui.outgoing = isOutgoing(session.state)
    },
  )

  watch(
    () => session.state.lastEnd,
    (end) => {
      ui.end = end
      if (end) timers.start('end', END_SHOWN_MS, () => void (ui.end = null))
    },
  )

  watch(
    () => session.state.switchRequest,
    (request) => {
      if (request !== 'none') ui.notice = null
    },
  )

  watch(
    () => session.state.type,
    (type, before) => {
      const { status, cameraDenied } = session.state
      const toVoice = before === CALL_TYPE.VIDEO && type === CALL_TYPE.AUDIO
      if (toVoice && status === CALL_STATUS.CONNECTED && !cameraDenied) {
        notices.tell(stringsOf(ui.language).switchedToVoice)
      }
    },
  )

  // a shared screen begins large, and so does the other one's camera afterwards
  watch(
    () => screensOf(session.state).length > 0,
    () => void (ui.swapped = false),
  )
}

/** A peer who calls again replaces the call, and no moment without one is in between. */
function momentOf({ status, inviteID }: State): string {
  return status === CALL_STATUS.RINGING ? `${status} ${inviteID}` : status
}

function soundOf({ status, members }: State): Sound {
  if (status === CALL_STATUS.RINGING) return 'ringtone'
  // nobody rings for one who joins
  return status === CALL_STATUS.CALLING && members.length > 0 ? 'calltone' : ''
}
