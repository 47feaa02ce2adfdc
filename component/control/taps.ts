/** What taps do. */
import { CALL_TYPE, CallingError } from '../../lib/index'
import type { TRTCCalling } from '../../lib/index'
import { isDisabled, TAKES_TIME } from '../model/controls'
import type { Action } from '../model/controls'
import type { Interface } from '../model/interface'
import type { Notices } from './notices'
import type { State } from '../model/people'
import type { Session } from './instance'
import type { Choice } from '../model/sheets'

export type Intent = Exclude<Action, ''>

/** @returns a function that does what a button is for, and shows what comes of it */
export function createIntents(
  session: Session,
  ui: Interface,
  notices: Notices,
  readChoices: () => Choice[],
): (intent: Intent) => void {
  /** What each button does. */
  const intents: { [intent in Intent]: (calling: TRTCCalling, self: State['self']) => unknown } = {
    accept: (calling) => calling.accept(),
    reject: (calling) => calling.reject(),
    hangup: (calling) => calling.hangup(),
    mic: (calling, self) => calling.setMicMute(self.mic),
    camera: (calling, self) => (self.camera ? calling.closeCamera() : calling.openCamera()),
    flip: (calling) => calling.switchCamera(),
    speaker: (calling, self) => calling.setHandsFree(!self.handsFree),
    voice: (calling) => calling.switchCallType(CALL_TYPE.AUDIO),
    video: (calling) => calling.switchCallType(CALL_TYPE.VIDEO),
    acceptSwitch: (calling) => calling.acceptSwitch(),
    rejectSwitch: (calling) => calling.rejectSwitch(),
    pick() {
      ui.chosen = []
      ui.asking = 'invite'
    },
    invite(calling) {
      ui.asking = ''
      const chosen = readChoices().filter((one) => one.chosen)
      return calling.inviteUser({ userIDList: chosen.map((one) => one.userID) })
    },
    shrink: () => (ui.minimized = true),
    grow: () => (ui.minimized = false),
    settings: () => wx.openSetting({ complete: () => (ui.asking = '') }),
    close: () => (ui.asking = ''),
  }
  /** counts the taps that take time: one of an earlier call may be done only during the next */
  let latest = 0

  return (intent) => {
    // a second tap, faster than the screen
    if (isDisabled(intent, ui.busy)) return
    const takesTime = TAKES_TIME.indexOf(intent) >= 0
    if (takesTime) {
      ui.busy = intent
      latest += 1
    }
    const tap = latest
    const done = (): void => {
      if (takesTime && tap === latest) ui.busy = ''
    }
    void new Promise((resolve) => resolve(intents[intent](session.use(), session.state.self))).then(
      done,
      (error: unknown) => {
        done()
        if (!(error instanceof CallingError)) throw error
        notices.show(error)
      },
    )
  }
}
