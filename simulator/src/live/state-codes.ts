/** Codes of `statechange` and `error`, from WeChat's documentation of the two tags and from trtc-wx-sdk. */

export const PUSHER_STATE = {
  CONNECTED: 1001,
  PUSH_BEGIN: 1002,
  CAMERA_OPENED: 1003,
  FIRST_FRAME: 1007,
  ENCODER_STARTED: 1008,
  ENTERED_ROOM: 1018,
  LEFT_ROOM: 1019,
  NETWORK_TYPE_CHANGED: 1021,
  USERS_JOINED: 1031,
  USERS_LEFT: 1032,
  VIDEO_CHANGED: 1033,
  AUDIO_CHANGED: 1034,
  RECONNECTING: 1102,
  /** the mini program is suspended, or a phone call came in */
  SUSPENDED: 5000,
  /** the user has closed the window that floats above other apps while the mini program is in the background */
  FLOATING_WINDOW_CLOSED: 5001,
  CAMERA_FAILED: -1301,
  MICROPHONE_FAILED: -1302,
  CONNECTION_LOST: -1307,
  ENTER_FAILED: -3301,
  USER_SIG_REFUSED: -100018,
} as const

export const PUSHER_ERROR = { CAMERA_DENIED: 10001, MICROPHONE_DENIED: 10002 } as const

export const PLAYER_STATE = {
  CONNECTED: 2001,
  PULL_BEGIN: 2002,
  FIRST_FRAME: 2003,
  PLAY_BEGIN: 2004,
  PLAY_END: 2006,
  LOADING: 2007,
  RESOLUTION_CHANGED: 2009,
  RECONNECTING: 2103,
} as const
