import {
  bannerOf,
  callPerson,
  endText,
  errorText,
  formatDuration,
  screenOf,
  statusText,
  timeText,
} from '../../../component/model/view-model'
import {
  CALL_END_REASON,
  CALL_STATUS,
  CALL_TYPE,
  CALLING_ERROR,
  CallingError,
  describeCallMessage,
} from '../../../lib/index'
import type { CallEndData, CallEndReason, CallingErrorReason } from '../../../lib/index'
import { callState, member } from '../../support/town/call-state'

function ended(reason: CallEndReason, callEnd = 0): CallEndData {
  return {
    reason,
    userID: 'bob',
    callEnd,
    call_end: String(callEnd),
    inviteID: 'i1',
    type: CALL_TYPE.VIDEO,
    isFromGroup: false,
  }
}

describe('durations', () => {
  it.each([
    [0, '00:00'],
    [5, '00:05'],
    [65, '01:05'],
    [3599, '59:59'],
    [3600, '1:00:00'],
    [36_125, '10:02:05'],
    [-3, '00:00'],
  ])('%d seconds read %s', (seconds, text) => {
    expect(formatDuration(seconds)).toBe(text)
  })

  it.each([1, 59, 60, 3599, 3600, 36_125])('of %d seconds read as in a chat list', (seconds) => {
    const call = { call_end: seconds, call_type: 1, version: 4, data: { cmd: 'hangup' } }
    const data = JSON.stringify({ businessID: 1, actionType: 1, inviter: 'bob', data: JSON.stringify(call) })
    const text = describeCallMessage({ from: 'bob', flow: 'in', payload: { data } }, 'en')
    expect(text).toBe(`Duration ${formatDuration(seconds)}`)
  })
})

describe('the screen', () => {
  const { CALLING, RINGING, CONNECTING, CONNECTED, IDLE } = CALL_STATUS

  it.each([
    [CALLING, 'alice', 'calling'],
    [RINGING, 'bob', 'ringing'],
    [CONNECTED, 'alice', 'connected'],
    [CONNECTED, 'bob', 'connected'],
    [IDLE, '', ''],
  ] as const)('%s, called by %j, is %j', (status, inviter, screen) => {
    expect(screenOf(callState({ status, inviter }), false)).toBe(screen)
  })

  it('keeps the inviter on the calling screen while connecting, and shows the invitee the call', () => {
    expect(screenOf(callState({ status: CONNECTING, inviter: 'alice' }), false)).toBe('calling')
    expect(screenOf(callState({ status: CONNECTING, inviter: 'bob' }), false)).toBe('connected')
  })

  it('shows an end only while there is no call', () => {
    expect(screenOf(callState({ status: IDLE }), true)).toBe('ended')
    expect(screenOf(callState({ status: RINGING }), true)).toBe('ringing')
  })
})

describe('the line below the name', () => {
  it('says what kind of call comes in', () => {
    const ringing = { status: CALL_STATUS.RINGING, inviter: 'bob' }
    expect(statusText(callState({ ...ringing, type: CALL_TYPE.AUDIO }), 'en')).toBe('Incoming voice call')
    expect(statusText(callState({ ...ringing, type: CALL_TYPE.VIDEO }), 'en')).toBe('Incoming video call')
    expect(statusText(callState({ ...ringing, isGroup: true }), 'zh-CN')).toBe('邀请你加入多人视频通话')
  })

  it('calls nobody whom one joins', () => {
    expect(statusText(callState({ status: CALL_STATUS.CALLING, members: [member('bob')] }), 'en')).toBe('Calling…')
    expect(statusText(callState({ status: CALL_STATUS.CALLING }), 'en')).toBe('Connecting…')
  })

  it('gives way to the timer once connected', () => {
    const connected = callState({ status: CALL_STATUS.CONNECTED, duration: 135 })
    expect(statusText(connected, 'en')).toBe('')
    expect(timeText(connected)).toBe('02:15')
    expect(timeText(callState({ status: CALL_STATUS.CALLING }))).toBe('')
  })
})

describe('why a call ended', () => {
  it.each([
    [CALL_END_REASON.CANCEL, 'Cancelled', 'Cancelled by the caller'],
    [CALL_END_REASON.REJECT, 'Call declined', 'Declined'],
    [CALL_END_REASON.TIMEOUT, 'No answer', 'Missed call'],
    [CALL_END_REASON.NO_RESPONSE, 'Not reachable right now', 'Missed call'],
    [CALL_END_REASON.LINE_BUSY, 'Line busy', 'Missed call'],
    [CALL_END_REASON.HANGUP, 'Call ended', 'Call ended'],
  ])('%s: the inviter reads %j, the invitee %j', (reason, inviter, invitee) => {
    expect(endText(ended(reason), true, 'en')).toBe(inviter)
    expect(endText(ended(reason), false, 'en')).toBe(invitee)
  })

  it('adds the duration of a call that was connected', () => {
    expect(endText(ended(CALL_END_REASON.HANGUP, 135), true, 'en')).toBe('Call ended 02:15')
    expect(endText(ended(CALL_END_REASON.NETWORK_LOST, 7), false, 'zh-CN')).toBe('网络已断开 00:07')
  })

  it.each(Object.values(CALL_END_REASON))('has words for %s on both sides, in both languages', (reason) => {
    for (const language of ['zh-CN', 'en'] as const) {
      for (const outgoing of [true, false]) expect(endText(ended(reason), outgoing, language)).toMatch(/\S{2}/)
    }
  })
})

describe('errors', () => {
  it('are told in the language of the screens', () => {
    const error = new CallingError('SEND_FAILED', 'sendMessage failed')
    expect(errorText(error, 'en')).toBe('That did not get through. Try again.')
    expect(errorText(error, 'zh-CN')).toBe('发送失败，请重试。')
  })

  it.each(['NOT_LOGGED_IN', 'USER_SIG_EXPIRED', 'KICKED_OUT'] as const)(
    'say what the user can do about a lost session: %s',
    (reason) => {
      expect(errorText(new CallingError(reason, 'English words'), 'zh-CN')).toBe('登录已失效，请重新登录。')
    },
  )

  it.each(['USER_SIG_INVALID', 'LOGIN_FAILED'] as const)('say that a login has failed: %s', (reason) => {
    expect(errorText(new CallingError(reason, 'English words'), 'zh-CN')).toBe('登录失败，请稍后重试。')
  })

  it('are nothing to the user when a tap came too late for the call', () => {
    expect(errorText(new CallingError('INVALID_STATE', 'There is no call to answer.'), 'zh-CN')).toBe('')
  })

  it('are told otherwise than in words where they have a banner or a sheet', () => {
    expect(errorText(new CallingError('CAMERA_DENIED', 'English words'), 'zh-CN')).toBe('')
    expect(errorText(new CallingError('MICROPHONE_DENIED', 'English words'), 'zh-CN')).toBe('')
  })

  it('speak English only about what no user can do', () => {
    const reasons = Object.keys(CALLING_ERROR) as CallingErrorReason[]
    const raw = reasons.filter(
      (reason) => errorText(new CallingError(reason, 'English words'), 'zh-CN') === 'English words',
    )
    expect(raw).toEqual(['INVALID_PARAMETER', 'DESTROYED', 'CALL_PAGE_MISSING', 'COPIES_DIFFER', 'CHAT_SDK_MISSING'])
  })

  it('speak for themselves where a tap on a screen cannot lead to them', () => {
    expect(errorText(new CallingError('INVALID_PARAMETER', 'userID is empty.'), 'zh-CN')).toBe('userID is empty.')
  })
})

describe('whose call it is', () => {
  it('shows the other one in a call of two, by nick, or by userID without one', () => {
    const state = callState({
      status: CALL_STATUS.CALLING,
      inviter: 'alice',
      members: [member('bob', { nick: 'Bob B' })],
    })
    expect(callPerson(state, 'en')).toMatchObject({ userID: 'bob', name: 'Bob B', initials: 'BB' })
    expect(callPerson(callState({ members: [member('bob', { nick: '' })] }), 'en')).toMatchObject({ name: 'bob' })
  })

  it('shows the inviter of a group call while it rings, and everybody afterwards', () => {
    const group = { isGroup: true, inviter: 'carol', members: [member('bob'), member('carol')] }
    expect(callPerson(callState({ ...group, status: CALL_STATUS.RINGING }), 'en')).toMatchObject({ name: 'carol' })
    const connected = callState({ ...group, status: CALL_STATUS.CONNECTED })
    expect(callPerson(connected, 'en')).toMatchObject({ name: 'bob, carol' })
    expect(callPerson(connected, 'zh-CN')).toMatchObject({ name: 'bob、carol' })
  })

  it('is nobody without a call', () => {
    expect(callPerson(callState(), 'en')).toBeNull()
  })
})

describe('the banner', () => {
  const connected = { status: CALL_STATUS.CONNECTED, members: [member('bob', { quality: 5 })], self: { quality: 6 } }
  const noCamera = { cameraDenied: true, self: { camera: false, quality: 6 } }

  it('says the most important thing', () => {
    const text = (overrides: Parameters<typeof callState>[0]) => bannerOf(callState(overrides), 'en')?.text
    expect(text({ ...connected, interrupted: true, reconnecting: true })).toBe('Paused, getting back into the call…')
    expect(text({ ...connected, reconnecting: true, ...noCamera })).toBe('Your network is lost, reconnecting…')
    expect(text({ ...connected, switchRequest: 'outgoing' })).toBe('Waiting for bob to accept video…')
    expect(text({ ...connected, ...noCamera })).toMatch(/cannot see you/)
    expect(text({ ...connected, ...noCamera, type: CALL_TYPE.AUDIO })).toMatch(/voice call/)
    expect(text(connected)).toBe('Your network is weak')
    expect(text({ ...connected, self: { quality: 1 } })).toBe("The other side's network is weak")
    expect(text({ ...connected, self: { quality: 1 }, members: [member('bob')] })).toBeUndefined()
  })

  it('says whose network is away: the own one first, then that of the others if none of them is left', () => {
    const text = (overrides: Parameters<typeof callState>[0]) => bannerOf(callState(overrides), 'en')?.text
    const bobIsAway = member('bob', { away: true, nick: 'Bob' })
    const call = { status: CALL_STATUS.CONNECTED, self: { quality: 1 }, members: [bobIsAway] }
    expect(text(call)).toBe("Bob's network is weak, waiting…")
    expect(bannerOf(callState(call), 'zh-CN')?.text).toBe('Bob 的网络不佳，正在等待对方恢复…')
    expect(text({ ...call, reconnecting: true })).toBe('Your network is lost, reconnecting…')
    expect(text({ ...call, self: { quality: 6 } })).toBe('Your network is weak')
    const ringing = member('dave', { status: 'ringing' })
    expect(text({ ...call, isGroup: true, members: [bobIsAway, ringing] })).toBe("Bob's network is weak, waiting…")
    expect(text({ ...call, isGroup: true, members: [bobIsAway, member('carol')] })).toBeUndefined()
    expect(text({ ...call, isGroup: true, members: [ringing] })).toBeUndefined()
  })

  it('says nothing of a refused camera once it works', () => {
    expect(bannerOf(callState({ ...connected, cameraDenied: true, self: { camera: true } }), 'en')?.settings).toBe(
      false,
    )
  })

  it('offers the settings only where they help', () => {
    expect(bannerOf(callState({ ...connected, ...noCamera }), 'en')?.settings).toBe(true)
    expect(bannerOf(callState({ ...connected, reconnecting: true }), 'en')?.settings).toBe(false)
  })

  it('is silent before there is a call to talk about', () => {
    expect(bannerOf(callState({ status: CALL_STATUS.RINGING, reconnecting: true }), 'en')).toBeNull()
  })
})
