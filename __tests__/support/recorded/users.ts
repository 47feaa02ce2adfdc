/** What users and hosts do with an instance: calls, devices, sessions, views, handlers. */
import { CALL_STATUS, EVENT, type EventName } from '../../../lib/foundation/types'
import type { CallingState } from '../../../lib/foundation/calling-state'
import { GROUP_ID, type Option } from '../town/random/chaos'
import { BAD_CALLS, GOOD_OPTIONS, GOOD_SETTINGS } from './tries/bad-calls'
import { type Call, type Phone, type Subject, type Walk } from './walk'

/** One of these calls, by anybody. */
function calls(
  weight: number,
  of: (phone: Phone, state: Readonly<CallingState>, walk: Walk) => readonly Call[],
): Subject {
  return {
    weight,
    choose(walk) {
      const phone = walk.pick(walk.phones)
      const call = phone && walk.pick(of(phone, phone.calling().state, walk))
      return call && walk.invoke(phone, call)
    },
  }
}

/** Something that a host does with an instance. */
function deeds(weight: number, of: (phone: Phone, walk: Walk) => [string, () => unknown][]): Subject {
  return {
    weight,
    choose(walk): Option | undefined {
      const phone = walk.pick(walk.phones)
      const deed = phone && walk.pick(of(phone, walk))
      if (!deed) return undefined
      const label = `${phone.name}: ${deed[0]}`
      return { label, weight: 1, run: () => walk.recorder.attempt(label, deed[1]) }
    },
  }
}

function others(phone: Phone, walk: Walk): string[] {
  return [...new Set(walk.phones.map(({ userID }) => userID))].filter((userID) => userID !== phone.userID)
}

/** What fits where the call stands. */
function fitting(
  phone: Phone,
  { status, type, isGroup, switchRequest, inviteID }: Readonly<CallingState>,
  walk: Walk,
): Call[] {
  const [userID = 'bob', ...more] = others(phone, walk)
  const rooms = walk.phones.map(({ name }) => walk.town.media.inRoom(name)).filter(Boolean)
  const [extra = {}, second = {}] = [walk.pick(GOOD_OPTIONS), walk.pick(GOOD_OPTIONS)]
  if (status === CALL_STATUS.IDLE) {
    const users = [userID, ...more]
    return [
      ...[{}, { type: 2 }, extra, second].map((options): Call => ['call', { userID, ...options }]),
      ['call', { userID: 'olga', type: 1 }],
      ['call', { userID: 'nobody' }],
      ['call', { userID: 'zoe', timeout: 3 }],
      ['groupCall', { userIDList: users, ...extra }],
      ['groupCall', { userIDList: [...users, 'zoe', 'nobody'], ...second }],
      ['groupCall', { userIDList: users, groupID: GROUP_ID, type: 2 }],
      ['groupCall', { userIDList: [...users, 'zoe', userID], groupID: GROUP_ID, ...extra }],
      ['groupCall', { userIDList: users, groupID: 'unknown' }],
      ...rooms.flatMap((room): Call[] => [
        ['joinInGroupCall', Number(room) ? { roomID: Number(room), type: 2 } : { strRoomID: room }],
        ['joinInGroupCall', { ...(Number(room) ? { roomID: Number(room) } : { strRoomID: room }), groupID: GROUP_ID }],
      ]),
    ]
  }
  if (status === CALL_STATUS.RINGING) {
    return [
      ...[undefined, { type: 1 }, { type: 2 }, inviteID, { inviteID }].map((options): Call => ['accept', options]),
      ...[undefined, undefined].map((): Call => ['accept']),
      ['accept', 'another'],
      ['reject'],
      ['reject', { reason: 'busy' }],
      ['reject', { reason: 'reject' }],
      ['hangup'],
      ['openCamera'],
      ['closeCamera'],
      ['switchCamera'],
    ]
  }
  return [
    ['hangup'],
    ['switchCallType', type === 1 ? 2 : 1],
    ['switchCallType', type === 1 ? 2 : 1],
    ['switchCallType', type],
    ...(switchRequest === 'incoming' ? (['acceptSwitch', 'acceptSwitch', 'rejectSwitch'] as const) : []).map(
      (method): Call => [method],
    ),
    ...(isGroup
      ? ([
          ['inviteUser', { userIDList: [userID, ...more], ...extra }],
          ['inviteUser', { userIDList: ['zoe', 'nobody'], timeout: 5 }],
          ['groupCall', { userIDList: [userID, 'olga'], userData: 'more' }],
        ] satisfies Call[])
      : []),
  ]
}

const devices = (phone: Phone, { members }: Readonly<CallingState>, walk: Walk): Call[] => [
  ...[true, false].flatMap((on): Call[] => [
    ['setMicMute', on],
    ['setHandsFree', on],
    ['switchCamera', on],
  ]),
  ['switchCamera'],
  ['openCamera'],
  ['openCamera'],
  ['closeCamera'],
  ...[...members.map(({ userID }) => userID), ...others(phone, walk)].flatMap((userID): Call[] => [
    ['startRemoteView', userID],
    ['stopRemoteView', userID],
  ]),
]

/** Whatever the state is. */
const untimely = (phone: Phone, { callID, inviteID }: Readonly<CallingState>, walk: Walk): Call[] => {
  const userID = others(phone, walk)[0] ?? 'bob'
  return [
    ['accept'],
    ['accept', inviteID || callID],
    ['accept', { type: 1 }],
    ['reject'],
    ['reject', { reason: 'busy' }],
    ['hangup'],
    ['switchCallType', 1],
    ['switchCallType', 2],
    ['acceptSwitch'],
    ['rejectSwitch'],
    ['call', { userID }],
    ['groupCall', { userIDList: [userID] }],
    ['inviteUser', { userIDList: [userID] }],
    ['joinInGroupCall', { roomID: 7 }],
    ['joinInGroupCall', { strRoomID: 'room' }],
  ]
}

const session = (phone: Phone, _: unknown, walk: Walk): Call[] => {
  const soon = Math.floor(Date.now() / 1000) + (walk.pick([-10, 1, 20, 400, 90_000]) ?? 0)
  return [
    ['login'],
    ['login', `another sig of ${phone.userID}`],
    ['login', 'a sig that expires', soon],
    ['logout'],
    ['leaveForBackground'],
    ['leaveForBackground'],
    ['setSelfInfo', { nickName: `${phone.userID} ${walk.recorder.steps.length}` }],
  ]
}

/** Rooms and ways of the app's pages, as the component uses them. */
function views(phone: Phone): [string, () => unknown][] {
  const { view } = phone.calling()
  return [
    ['setLook language', () => view.setLook({ language: 'ja', ringtone: '/a.mp3', mute: true })],
    [
      'setLook screen',
      () => view.setLook({ keepScreenOn: true, hideFromCapture: true, contacts: [{ userID: 'zoe' }] }),
    ],
    ['setLook nothing', () => view.setLook({})],
    ['page shown', () => view.pageChanged(true)],
    ['page hidden', () => view.pageChanged(false)],
    ['small window', () => view.setSmallWindow(true)],
    ['no small window', () => view.setSmallWindow(false)],
    ['horizontal', () => view.setPageOrientation('horizontal')],
    ['vertical', () => view.setPageOrientation('vertical')],
    ['grow', () => view.grow()],
    ['shrink', () => view.shrink()],
    ['writes state', () => Object.assign(phone.calling().state, { status: 'idle' })],
  ]
}

const TELLING: EventName[] = [
  'INVITED',
  'CALL_END',
  'USER_ENTER',
  'USER_ACCEPT',
  'USER_LEAVE',
  'REJECT',
  'CALL_MESSAGE',
]

/** Handlers that act, throw, or go again. */
function handlers(phone: Phone, walk: Walk): [string, () => unknown][] {
  const calling = phone.calling()
  const event = walk.pick(TELLING) ?? 'CALL_END'
  const any = walk.pick(Object.keys(EVENT) as EventName[]) ?? 'ERROR'
  const acts = (method: string, run: () => Promise<void> | void): [string, () => unknown] => [
    `${method} in ${event}`,
    () => {
      const once = (): void => {
        calling.off(event, once)
        walk.recorder.attempt(`${phone.name} ${method} in ${event}`, run)
      }
      calling.on(event, once)
    },
  ]
  const [userID = 'bob'] = others(phone, walk)
  const throws = (): never => {
    throw new Error('of the host')
  }
  return [
    acts('hangup', () => calling.hangup()),
    acts('accept', () => calling.accept()),
    acts('reject', () => calling.reject()),
    acts('call', () => calling.call({ userID })),
    acts('logout', () => calling.logout()),
    acts('setMicMute', () => calling.setMicMute(true)),
    [`throws in ${event}`, () => calling.on(event, throws)],
    [
      `this in ${any}`,
      () =>
        calling.on(
          any,
          function (this: unknown) {
            walk.recorder.note(`this is ${JSON.stringify(this)}`)
          },
          { own: 1 },
        ),
    ],
    [
      `off ${any}, and on again`,
      () => {
        calling.off(any)
        calling.on(any, ({ data }) => walk.recorder.note(`${phone.name} hears ${any} again ${JSON.stringify(data)}`))
      },
    ],
  ]
}

/** Several do something in the same moment: calls that cross, answers to what is taken back, two devices that answer. */
const together: Subject = {
  weight: 16,
  choose(walk): Option {
    const options = walk.phones.flatMap((phone): Option[] => {
      const call = walk.pick(fitting(phone, phone.calling().state, walk))
      return call ? [walk.invoke(phone, call)] : []
    })
    return {
      label: options.map(({ label }) => label).join(' & '),
      weight: 1,
      run: () => options.forEach(({ run }) => run()),
    }
  },
}

export const USERS: Subject[] = [
  together,
  calls(40, fitting),
  calls(14, devices),
  calls(8, untimely),
  calls(6, () => BAD_CALLS),
  calls(6, () => GOOD_SETTINGS),
  calls(5, session),
  deeds(3, views),
  deeds(3, handlers),
]

/** The end of an instance, once in a while, and what is asked of it later. */
export const ENDS: Subject = calls(1, () => [['destroy']])
