/**
 * Every error code of the package. Ranges: 1xxx wrong use of the API, 2xxx session, 3xxx signalling,
 * 4xxx media and devices, 5xxx the host's own code.
 */
export const CALLING_ERROR = {
  /** an argument has the wrong type or range */
  INVALID_PARAMETER: 1001,
  /** the call's state does not allow it: answering without a call, calling during a call */
  INVALID_STATE: 1002,
  /** inviting oneself */
  CALL_SELF: 1003,
  /** `destroy()` was called before */
  DESTROYED: 1004,
  /** the call ended before the operation was done */
  ABORTED: 1005,
  /** the call page could not be opened: app.json does not list it */
  CALL_PAGE_MISSING: 1006,
  /** another copy of the package in this app holds the Chat instance, of a version that does not understand this one */
  COPIES_DIFFER: 1007,

  /** `login()` has not finished */
  NOT_LOGGED_IN: 2001,
  /** Chat refused the UserSig: expired (70001); or `renewUserSig` brought no new one */
  USER_SIG_EXPIRED: 2002,
  /** Chat or TRTC refused the UserSig: wrong key, wrong user, malformed (70003, 70009, 70013, -100018 ...) */
  USER_SIG_INVALID: 2003,
  /** login failed for another reason */
  LOGIN_FAILED: 2004,
  /** another device or another login of this account took over */
  KICKED_OUT: 2005,
  /** no Chat SDK: neither `config.tim` nor the package `tim-wx-sdk` */
  CHAT_SDK_MISSING: 2006,

  /** a signalling message could not be sent */
  SEND_FAILED: 3001,
  /** the network is away (2800, 2801, 2805) */
  NETWORK_UNAVAILABLE: 3002,
  /** the user does not exist (20003, 70107) */
  UNKNOWN_USER: 3003,
  /** sent too often (2996) */
  TOO_FREQUENT: 3004,
  /** the invitation is unknown or was answered already (8010, 8011) */
  INVITATION_GONE: 3005,

  /** the media room could not be entered */
  ENTER_ROOM_FAILED: 4001,
  /** the camera may not be used; the call goes on as voice */
  CAMERA_DENIED: 4002,
  /** the microphone may not be used; the call ends */
  MICROPHONE_DENIED: 4003,
  /** publishing was interrupted and could not be resumed */
  MEDIA_LOST: 4004,
  /** the base library or the base permissions lack live-pusher / live-player */
  LIVE_UNSUPPORTED: 4005,
  /** WeChat's privacy agreement was not accepted */
  PRIVACY_DENIED: 4006,
  /** somebody else is in the room of a 1v1 call, and hears and sees it */
  STRANGER_IN_ROOM: 4007,

  /** a handler given to `on` threw */
  LISTENER_FAILED: 5001,
} as const

/** The names of the codes. */
export type CallingErrorReason = keyof typeof CALLING_ERROR
/** A value of `CALLING_ERROR`. */
export type CallingErrorCode = (typeof CALLING_ERROR)[CallingErrorReason]

/** The fields of `CallingError`, as plain data. */
export interface CallingErrorShape {
  /** one of `CALLING_ERROR` */
  code: CallingErrorCode
  /** the name of the code */
  reason: CallingErrorReason
  /** what happened, what was expected, what to do; for developers, in English */
  message: string
}

/**
 * The only error this package throws, rejects with, or reports through `EVENT.ERROR`.
 * `message` says what happened, what was expected, and what to do; it never holds a UserSig.
 */
export class CallingError extends Error implements CallingErrorShape {
  /** one of `CALLING_ERROR` */
  readonly code: CallingErrorCode
  /** the code's name, e.g. `'INVALID_STATE'` */
  readonly reason: CallingErrorReason
  /** code of the SDK underneath (Chat, TSignaling, live-pusher), if it came from there */
  readonly sdkCode: number | undefined

  constructor(reason: CallingErrorReason, message: string, sdkCode?: number) {
    super(message)
    // classes that extend Error lose their prototype in ES5
    Object.setPrototypeOf(this, CallingError.prototype)
    this.name = 'CallingError'
    this.reason = reason
    this.code = CALLING_ERROR[reason]
    this.sdkCode = sdkCode
  }
}

/** @param otherUser whom the host has signed in to Chat instead of `userID`; '' for nobody */
export function notSignedIn(userID = '', otherUser = ''): CallingError {
  if (otherUser) {
    const message =
      `Not signed in: this Chat SDK instance is signed in as "${otherUser}" now, no longer as "${userID}". ` +
      `Make an instance for "${otherUser}", or sign "${userID}" in again and call login().`
    return new CallingError('NOT_LOGGED_IN', message)
  }
  return new CallingError(
    'NOT_LOGGED_IN',
    'Not signed in. Call login() first and wait until it resolves (or for EVENT.SDK_READY).',
  )
}

/** A login that has been overtaken by `logout()` or `destroy()`. */
export function loginAborted(): CallingError {
  return new CallingError('ABORTED', 'login() was cut short: signed out meanwhile. Call login() again.')
}

export function destroyed(): CallingError {
  return new CallingError('DESTROYED', 'This instance was destroyed. Create a new one.')
}

export function invitationReplaced(): CallingError {
  return new CallingError(
    'INVALID_STATE',
    'Another invitation has taken the place of the one that was shown. Look at it, then call accept() again.',
  )
}
