/** Recorded runs in which one thing after the other of a kind is tried, in each situation in which it matters. */
import { TRTCCalling } from '../../../lib/api/calling'
import { describeCallMessage } from '../../../lib/api/texts/describe'
import { describeError } from '../../../lib/api/texts/describe-error'
import { NO_CALL } from '../../../lib/engine/public-state'
import { startCalling } from '../../../lib/api/start-calling'
import { CALLING_ERROR } from '../../../lib/foundation/errors'
import { CALL_END_REASON, CALL_STATUS, CALL_TYPE, EVENT, LANGUAGES, type Language } from '../../../lib/foundation/types'
import { HOSTILE } from '../chat/hostile'
import { SDK_APP_ID } from '../chat/signaling'
import { hangupCall, inviteCall, makeUp, type MadeUp } from '../chat/wire'
import { GROUP_ID } from '../town/random/chaos'
import type { Person } from '../town/person'
import { Town } from '../town/town'
import { createFakeWx, createTestPlatform } from '../town/wx'
import { BAD_CALLS, GOOD_SETTINGS } from './tries/bad-calls'
import { BAD_CONFIGS, BAD_LOOKS } from './tries/bad-configs'
import { blows, host } from './tries/blows'
import { NATIVE_EVENTS } from './tries/native-events'
import { show } from './recorder'
import type { Stage } from './towns'
import { type Phone, Walk } from './walk'

/** Where alice's call stands. */
export type Where =
  'signed out' | 'idle' | 'calling' | 'ringing' | 'entering' | 'voice' | 'video' | 'group' | 'asked' | 'destroyed'

export type Deed = [label: string, run: () => unknown]

/** A town for three that does one deed after the other, and finds its way back to where it was before each. */
export class Sweep extends Walk {
  alice!: Person
  bob!: Person
  carol!: Person
  deeds: () => Deed[] = () => []

  constructor(
    readonly where: Where,
    private readonly ms: number,
  ) {
    super(new Town(), 1, [], false)
  }

  async open(): Promise<void> {
    const { town } = this
    for (const userID of ['zoe', 'mallory']) town.chat.addAccount(userID)
    town.chat.addGroup(GROUP_ID, ['alice', 'bob', 'carol'])
    for (const userID of ['alice', 'bob', 'carol']) {
      const person = town.person(userID)
      this.join(person)
      if (this.where !== 'signed out' || userID !== 'alice') void person.calling.login().catch(() => undefined)
      await town.settle()
    }
    const [alice, bob, carol] = this.people
    Object.assign(this, { alice, bob, carol })
    if (this.where === 'destroyed') this.alice.calling.destroy()
  }

  override async walk(): Promise<void> {
    await this.finish('begin', () => undefined, 0)
    for (const [label, run] of this.deeds()) {
      await this.bring()
      await this.finish(label, () => this.recorder.attempt(label, run), this.ms)
    }
    await this.finish('everybody hangs up', () => this.hangUp(), 40_000)
  }

  /** Back to where alice should be. */
  private async bring(): Promise<void> {
    const { alice, bob, where, town } = this
    const { status, type } = alice.calling.state
    const wanted = { voice: 'connected', video: 'connected', group: 'connected', entering: 'connecting' } as const
    // asked: into a group call that others are in
    const isThere =
      where === 'asked'
        ? status === 'ringing' && alice.calling.state.isGroup
        : status === (where in wanted ? wanted[where as keyof typeof wanted] : where)
    const isType = where !== 'voice' || type === 1
    if (where === 'signed out' || where === 'destroyed' || (isThere && isType && (where !== 'video' || type === 2)))
      return
    this.hangUp()
    Object.assign(town.media.behaviour('alice'), { silent: where === 'entering', entryFailure: null })
    await town.settle()
    for (const person of this.people) void person.calling.login().catch(() => undefined)
    await town.pass(1100)
    if (where === 'idle') return
    const quietly = (promise: Promise<void>): void => void promise.catch(() => undefined)
    const kind = where === 'video' || where === 'entering' ? 2 : 1
    if (where === 'ringing') quietly(bob.calling.call({ userID: 'alice', type: 2 }))
    else if (where === 'asked') quietly(bob.calling.groupCall({ userIDList: ['alice', 'carol'] }))
    else if (where === 'group') quietly(alice.calling.groupCall({ userIDList: ['bob', 'carol'] }))
    else quietly(alice.calling.call({ userID: 'bob', type: kind }))
    await town.settle()
    if (where === 'calling' || where === 'ringing') return
    for (const one of where === 'asked' ? [this.carol] : [bob, this.carol]) quietly(one.calling.accept())
    await town.settle()
  }

  private hangUp(): void {
    for (const { calling } of this.people)
      if (calling.state.status !== 'idle') void calling.hangup().catch(() => undefined)
  }
}

async function open(where: Where, ms: number, deeds: (sweep: Sweep) => Deed[]): Promise<Stage> {
  const walk = new Sweep(where, ms)
  await walk.open()
  walk.deeds = () => deeds(walk)
  const close = async (): Promise<void> => {
    for (const { calling } of walk.people) calling.destroy()
    await walk.town.settle()
  }
  const dispose = (): void => {
    walk.town.media.dispose()
    walk.town.installed.uninstall()
  }
  return { walk, close, dispose }
}

/* ------------------------------------------------------------------ what is tried */

const callsOf =
  (calls: typeof BAD_CALLS) =>
  (sweep: Sweep): Deed[] =>
    calls.map((call) => {
      const [alice] = sweep.phones as [Phone]
      const { label, run } = sweep.invoke(alice, call)
      return [label, run]
    })

const natives =
  (tag: 'pusher' | 'player') =>
  ({ alice }: Sweep): Deed[] =>
    NATIVE_EVENTS.map(([label, detail]) => [
      `${tag} ${label}`,
      () => {
        const id = alice.calling.state.players[0]?.streamID ?? 'bob_main'
        const event = { type: 'event', detail, target: { id }, currentTarget: { id, dataset: {} } }
        if (tag === 'pusher') alice.calling.onPusherEvent(event)
        else alice.calling.onPlayerEvent(event)
      },
    ])

/** What strangers, and the other side, may send. */
const messages = ({ town, alice }: Sweep): Deed[] => [
  ...HOSTILE.map(([label, message]): Deed => [label, () => town.chat.inject('alice', message)]),
  ...['bob', 'mallory', 'alice'].flatMap((from) =>
    odd(from).map(([label, made]): Deed => [
      `${label} of ${from}`,
      () => {
        const { inviteID, callID, roomID } = alice.calling.state
        town.chat.inject('alice', makeUp(made({ inviteID, callID, roomID })))
      },
    ]),
  ),
]

interface Known {
  inviteID: string
  callID: string
  roomID: number
}

const odd = (from: string): [string, (known: Known) => MadeUp][] => {
  const base = (known: Known) => ({ from, inviter: from, inviteID: known.inviteID || 'i-1', inviteeList: ['alice'] })
  const layers: [string, (known: Known) => object][] = [
    ['plain', ({ roomID }) => inviteCall(roomID || 9)],
    ['the call', ({ roomID, callID }) => inviteCall(roomID || 9, { callID })],
    ['another call, later', () => inviteCall(11, { callID: 'another', order: 9 }, 2)],
    ['a group', ({ callID }) => inviteCall(12, { callID, isGroup: true, userIDs: ['alice', 'carol'] })],
    ['replaces', ({ inviteID }) => inviteCall(13, { replaces: inviteID, callID: 'new' })],
    [
      'a room by name',
      () => ({ call_type: 1, room_id: 0, data: { cmd: 'audioCall', str_room_id: 'room', strRoomID: 'room' } }),
    ],
    ['busy', () => ({ call_type: 1, line_busy: 'line_busy', data: { message: 'lineBusy' } })],
    ['hangup', ({ callID }) => hangupCall(callID, 3)],
    [
      'to voice',
      ({ callID }) => ({
        call_type: 2,
        switch_to_audio_call: 'switch_to_audio_call',
        data: { cmd: 'switchToAudio', callID },
      }),
    ],
    ['to video', ({ callID }) => ({ call_type: 1, room_id: 7, data: { cmd: 'switchToVideo', callID } })],
    ['nothing', () => ({})],
  ]
  return layers.flatMap(([label, call]): [string, (known: Known) => MadeUp][] => [
    [
      `invite: ${label}`,
      (known) => ({ ...base(known), inviteID: `of-${label}`, action: 'invite', timeout: 30, call: call(known) }),
    ],
    [
      `accept: ${label}`,
      (known) => ({ ...base(known), inviter: 'alice', inviteeList: [from], action: 'accept', call: call(known) }),
    ],
    [
      `reject: ${label}`,
      (known) => ({ ...base(known), inviter: 'alice', inviteeList: [from], action: 'reject', call: call(known) }),
    ],
    [`cancel: ${label}`, (known) => ({ ...base(known), action: 'cancel', call: call(known) })],
    [
      `timeout: ${label}`,
      (known) => ({ ...base(known), inviter: 'alice', inviteeList: [from], action: 'timeout', call: call(known) }),
    ],
  ])
}

const CODES = [
  ...[2800, 2801, 2805, 2996, 2999, 2024, 2025, 2003, 3003, 3004, 6013, 6014, 6026, 8010, 8011, 10007, 10010, 10017],
  ...[20003, 20006, 20009, 20012, 70001, 70003, 70009, 70013, 70014, 70016, 70107, 70169, 70402, 120001, 0, -1],
]

const failures = ({ town, alice }: Sweep): Deed[] =>
  CODES.flatMap((code): Deed[] => {
    const fail = (resolves: boolean) => alice.tim.failNextSend({ code, message: 'no' }, { resolves })
    return [
      ...[true, false].map((resolves): Deed => [
        `a call whose message ${resolves ? 'is answered' : 'fails with'} ${code}`,
        () => {
          fail(resolves)
          return alice.calling.call({ userID: 'bob' })
        },
      ]),
      [
        `a hangup whose message fails with ${code}`,
        async () => {
          await alice.calling.call({ userID: 'bob' })
          fail(false)
          await alice.calling.hangup()
        },
      ],
      [
        `a login that fails with ${code}`,
        async () => {
          await alice.calling.logout()
          const stop = town.chat.intercept((hop) => {
            if (hop.kind !== 'login') return 'pass'
            hop.fail({ code, message: 'no' })
            return 'hold'
          })
          try {
            await alice.calling.login('a sig')
            return
          } finally {
            stop()
          }
        },
      ],
    ]
  })

const entries = ({ town, alice }: Sweep): Deed[] =>
  [-3301, -3307, -3308, -3316, -3317, -3318, -3319, -3320, -3340, -100006, -100013, -100015, -100018, -1].map(
    (code): Deed => [
      `the room says ${code}`,
      () => {
        Object.assign(town.media.behaviour('alice'), { entryFailure: code })
        return alice.calling.joinInGroupCall({ roomID: 99 })
      },
    ],
  )

/* ------------------------------------------------------------------ what needs no call */

const configs = (): Deed[] => {
  const good = { sdkAppID: SDK_APP_ID, userID: 'alice', userSig: 'sig', type: 1 }
  const make = (options: unknown, Make: (options: never) => TRTCCalling): unknown => {
    const wx = createFakeWx()
    const platform = createTestPlatform(wx)
    const tim = new Town().chat.client()
    const isPlain = typeof options === 'object' && options !== null && !Array.isArray(options)
    const calling = Make((isPlain ? { platform, tim, ...options } : options) as never)
    const { state, view } = calling
    calling.destroy()
    return [state.type, view.look]
  }
  return [
    ...BAD_CONFIGS.map((config): Deed => [
      `config ${show(config)}`,
      () =>
        make(
          config === null || typeof config !== 'object' || Array.isArray(config) ? config : { ...good, ...config },
          (options) => new TRTCCalling(options),
        ),
    ]),
    ...BAD_LOOKS.map((look): Deed => [
      `look ${show(look)}`,
      () => make({ ...good, ...look }, (options) => startCalling(options)),
    ]),
  ]
}

const texts = (): Deed[] => {
  const known: Known = { inviteID: 'i', callID: 'c', roomID: 7 }
  const ALL = [...LANGUAGES, 'xx', 'toString'] as Language[]
  const more = [
    ...[1, 59, 60, 3599, 3600, 36_000, 31_536_000, 31_536_001, 0, -1, 1.5].map((end) => hangupCall('c', end)),
    { ...hangupCall('c', 5), call_end: '5' },
    ...[true, false].map((noAnswer) => ({ call_type: 1, data: { noAnswer } })),
    { call_type: 2, data: { excludeFromHistoryMessage: true, cmd: 'videoCall', room_id: 1 } },
    { businessID: 'another', call_type: '1' },
  ]
  const made: (readonly [string, MadeUp])[] = [
    ...odd('bob').map(([label, make]) => [label, make(known)] as const),
    ...(['invite', 'accept', 'reject', 'cancel', 'timeout'] as const).flatMap((action) =>
      more.map((call): readonly [string, MadeUp] => [
        `${action} ${show(call)}`,
        { from: 'bob', inviter: 'bob', inviteID: 'i', inviteeList: ['alice'], action, call },
      ]),
    ),
  ]
  return [
    ['the constants', () => [EVENT, CALL_STATUS, CALL_TYPE, CALL_END_REASON, CALLING_ERROR, LANGUAGES, NO_CALL]],
    ...made.map(([label, message]): Deed => [
      label,
      () =>
        ALL.map((language) =>
          ['alice', 'bob', undefined].map((userID) =>
            describeCallMessage({ ...makeUp(message), flow: 'in' }, language, userID),
          ),
        ),
    ]),
    ...[undefined, null, 7, {}, { payload: {} }, { payload: { data: '{}' } }].map((message): Deed => [
      show(message),
      () => describeCallMessage(message, 'en'),
    ]),
    ...[...Object.keys(CALLING_ERROR), 'OTHER', 'toString', undefined].map((reason): Deed => [
      `error ${reason}`,
      () => ALL.map((language) => describeError({ reason, message: 'its message' }, language)),
    ]),
    ...[undefined, null, 'text', new Error('of another'), { message: 7 }].map((error): Deed => [
      `error ${show(error)}`,
      () => describeError(error, 'en'),
    ]),
  ]
}

export const SWEEPS: [name: string, open: () => Promise<Stage>][] = [
  ...(['signed out', 'idle', 'calling', 'ringing', 'voice', 'video', 'destroyed'] as const).map(
    (where): [string, () => Promise<Stage>] => [
      `calls-${where.replace(' ', '-')}`,
      () =>
        open(
          where,
          0,
          callsOf(
            where === 'idle' || where === 'destroyed'
              ? [...BAD_CALLS, ...GOOD_SETTINGS]
              : where === 'video'
                ? GOOD_SETTINGS
                : BAD_CALLS.filter((_, n) => n % 9 === 0),
          ),
        ),
    ],
  ),
  ...(['entering', 'video'] as const).map((where): [string, () => Promise<Stage>] => [
    `pusher-${where}`,
    () => open(where, 400, natives('pusher')),
  ]),
  ['player-video', () => open('video', 400, natives('player'))],
  ...(['idle', 'calling', 'ringing', 'video', 'group'] as const).map((where): [string, () => Promise<Stage>] => [
    `messages-${where}`,
    () => open(where, 0, messages),
  ]),
  ['failures', () => open('idle', 0, failures)],
  ['entries', () => open('idle', 1500, entries)],
  ...(['idle', 'calling', 'ringing', 'entering', 'voice', 'video', 'group', 'asked'] as const).map(
    (where): [string, () => Promise<Stage>] => [`blows-${where}`, () => open(where, 2500, blows)],
  ),
  ['host', () => open('idle', 1500, host)],
  ['configs', () => open('idle', 0, configs)],
  ['texts', () => open('idle', 0, texts)],
]
