/** What taps do. */
import { CALL_TYPE, CallingError } from '../../lib/index'
import type { TRTCCalling } from '../../lib/index'
import { isDisabled, TAKES_TIME } from '../model/controls'
import type { Action } from '../model/controls'
import type { State } from '../model/people'
import type { Choice } from '../model/sheets'
import type { Ui } from '../model/ui'
import type { CallingInstance } from './instance'
import type { Notices } from './notices'

/** What can be tapped. */
export type Tap = Exclude<Action, ''>

/** @returns a function that does what a button is for, and shows what comes of it */
export function createTaps(
  instance: CallingInstance,
  ui: Ui,
  notices: Notices,
  readChoices: () => Choice[],
): (tap: Tap) => void {
  const actions: { [tap in Tap]: (calling: TRTCCalling, self: State['self']) => unknown } = {
    accept: (calling) => calling.accept(),
    acceptByVoice: (calling) => calling.accept({ type: CALL_TYPE.AUDIO }),
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
      ui.call.chosen = []
      ui.call.asking = 'invite'
    },
    invite(calling) {
      ui.call.asking = ''
      const chosen = readChoices().filter((one) => one.chosen)
      return calling.inviteUser({ userIDList: chosen.map((one) => one.userID) })
    },
    shrink: (calling) => calling.view.shrink(),
    grow: (calling) => calling.view.grow(),
    settings: () => wx.openSetting({ complete: () => (ui.call.asking = '') }),
    close: () => (ui.call.asking = ''),
  }

  return (tap) => {
    const { call } = ui
    // a second tap, faster than the screen
    if (isDisabled(tap, call.busy)) return
    if (TAKES_TIME.indexOf(tap) >= 0) call.busy = tap
    const done = (): void => {
      // another tap may have taken its place: hanging up is possible meanwhile
      if (call.busy === tap) call.busy = ''
    }
    void new Promise((resolve) => resolve(actions[tap](instance.use(), instance.state.self))).then(
      done,
      (error: unknown) => {
        done()
        if (!(error instanceof CallingError)) throw error
        notices.show(error)
      },
    )
  }
}
