/** The tables that hosts compare with. */
import { CALL_END_REASON, CALL_STATUS, CALL_TYPE, CALLING_ERROR, EVENT } from '../../../lib/index'

it('EVENT: each name is its own value', () => {
  const names = Object.keys(EVENT)
  expect(names.length).toBeGreaterThan(20)
  expect(Object.values(EVENT)).toEqual(names)
})

it.each([
  ['CALL_END_REASON', CALL_END_REASON],
  ['CALL_STATUS', CALL_STATUS],
])('%s: each value is its name in small letters', (_, table) => {
  const names = Object.keys(table)
  expect(Object.values<string>(table).map((value) => value.toUpperCase().replaceAll('-', '_'))).toEqual(names)
})

it('CALL_TYPE: as the native SDKs count', () => {
  expect(CALL_TYPE).toEqual({ AUDIO: 1, VIDEO: 2 })
})

it('errors have the codes of the documents', () => {
  expect(CALLING_ERROR).toEqual({
    ...{ INVALID_PARAMETER: 1001, INVALID_STATE: 1002, CALL_SELF: 1003, DESTROYED: 1004, ABORTED: 1005 },
    ...{ CALL_PAGE_MISSING: 1006, COPIES_DIFFER: 1007 },
    ...{ NOT_LOGGED_IN: 2001, USER_SIG_EXPIRED: 2002, USER_SIG_INVALID: 2003, LOGIN_FAILED: 2004, KICKED_OUT: 2005 },
    ...{ CHAT_SDK_MISSING: 2006 },
    ...{ SEND_FAILED: 3001, NETWORK_UNAVAILABLE: 3002, UNKNOWN_USER: 3003, TOO_FREQUENT: 3004, INVITATION_GONE: 3005 },
    ...{ ENTER_ROOM_FAILED: 4001, CAMERA_DENIED: 4002, MICROPHONE_DENIED: 4003, MEDIA_LOST: 4004 },
    ...{ LIVE_UNSUPPORTED: 4005, PRIVACY_DENIED: 4006, STRANGER_IN_ROOM: 4007 },
    ...{ LISTENER_FAILED: 5001 },
  })
})
