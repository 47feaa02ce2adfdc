/** The errors of `failed`. Native messages stay out of them: they might repeat the url. */
import { CallingError } from '../../foundation/errors'
import { isUserSigRefusal } from './native-events'

/** The SDK or WeChat did not even start. */
export function notAddressed(): CallingError {
  return new CallingError(
    'ENTER_ROOM_FAILED',
    'The media room could not be entered: trtc-wx-sdk refused the parameters, or there is no <live-pusher>. ' +
      'Check sdkAppID, userID, userSig and the room, and that the app may use the live tags.',
  )
}

/** Nothing was heard of the room. */
export function noAnswer(seconds: number): CallingError {
  return new CallingError(
    'ENTER_ROOM_FAILED',
    `The media room was not entered within ${seconds} s. Expected the pusher to report 1018; ` +
      'check the network, and that <live-pusher> is on the page with its events bound.',
  )
}

/**
 * TRTC said no, with `code`.
 * @param wasIn the room had been entered before, so media is lost rather than not there
 */
export function refused(wasIn: boolean, code: number): CallingError {
  if (isUserSigRefusal(code)) {
    return new CallingError(
      'USER_SIG_INVALID',
      `TRTC refused the UserSig (${code}). Expected one that was signed for this userID and sdkAppID and has not ` +
        'expired; have the server sign a new one and log in again.',
      code,
    )
  }
  return new CallingError(
    wasIn ? 'MEDIA_LOST' : 'ENTER_ROOM_FAILED',
    `The media room ${wasIn ? 'was lost' : 'could not be entered'} (TRTC code ${code}). ` +
      'Check the network, and that the TRTC application is active and not in arrears; then call again.',
    code,
  )
}
