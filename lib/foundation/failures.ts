/** Failures as plain data, for rooms that make no errors of their own. */
import type { CallingErrorCode, CallingErrorReason } from './errors'

/** A failure, as plain data: the fields of `CallingError`. */
export interface Failure {
  code: CallingErrorCode
  reason: CallingErrorReason
  message: string
  sdkCode?: number | undefined
}

export const CAMERA_DENIED: Failure = {
  code: 4002,
  reason: 'CAMERA_DENIED',
  message:
    'The camera may not be used, so the call goes on as voice. Allow the camera in the mini program’s settings (wx.openSetting) and call openCamera().',
}

export const MICROPHONE_DENIED: Failure = {
  code: 4003,
  reason: 'MICROPHONE_DENIED',
  message:
    'The microphone may not be used, so there can be no call. Allow it in the mini program’s settings (wx.openSetting) and call again.',
}

/** @param ends the call ends for it */
export function strangerInRoom(userID: string, ends: boolean): Failure {
  return {
    code: 4007,
    reason: 'STRANGER_IN_ROOM',
    message:
      `${userID} is in the room of this 1v1 call, which is none of theirs, and hears and sees it. ` +
      (ends
        ? 'So the call ended. Close rooms with getPrivateMapKey; see "strangerInRoom" in the documentation.'
        : "The call goes on, as `strangerInRoom: 'warn'` says."),
  }
}
