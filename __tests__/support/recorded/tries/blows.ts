/** What ends a call, shakes it, or comes in the same moment as something else; and a host that brings no platform of its own. */
import { TRTCCalling } from '../../../../lib/api/calling'
import { SDK_APP_ID } from '../../chat/signaling'
import { show } from '../recorder'
import type { Deed, Sweep } from '../sweeps'

export const blows = ({ alice, bob, carol, town, recorder }: Sweep): Deed[] => {
  const { media, chat } = town
  const both = (one: () => unknown, other: () => unknown) => () => {
    const results = [one(), other()]
    return Promise.all(results.map((result) => Promise.resolve(result).catch((error: unknown) => String(error))))
  }
  const late = (kind: 'delivery' | 'ack', delay: number, run: () => unknown) => () => {
    const stop = chat.intercept((hop) => (hop.kind === kind ? { delay } : 'pass'))
    setTimeout(stop, 100)
    return run()
  }
  const again =
    (userID: string, type: 1 | 2 = 1) =>
    () =>
      bob.calling.call({ userID, type })
  const hangUps: Deed[] = [
    ['alice goes to the background', () => alice.calling.leaveForBackground()],
    ['alice signs out', () => alice.calling.logout()],
    ['alice hangs up', () => alice.calling.hangup()],
    ['bob hangs up', () => bob.calling.hangup()],
    ['bob rejects', () => bob.calling.reject()],
    ['bob is busy', () => bob.calling.reject({ reason: 'busy' })],
    ['bob signs out', () => bob.calling.logout()],
    ['bob leaves the room', () => media.drop('bob')],
    [
      'bob and carol leave the room',
      both(
        () => media.drop('bob'),
        () => media.drop('carol'),
      ),
    ],
    ...['multipleAccount', 'userSigExpired', ''].map((type): Deed => [
      `kicked: ${type}`,
      () => chat.kick('alice', type),
    ]),
    ['kicked from the room', () => media.kick('alice')],
    [
      'the host signs Chat out',
      () =>
        alice.tim.logout().then(
          () => undefined,
          () => undefined,
        ),
    ],
    [
      'the host signs Chat out, and in again',
      async () => {
        await alice.tim.logout()
        await alice.tim.login({ userID: 'alice', userSig: 'of the host' })
      },
    ],
  ]
  const shakes: Deed[] = [
    ['cut off for a while', () => void (media.cut('alice'), setTimeout(() => media.restore('alice'), 1800))],
    ['bob cut off for a while', () => void (media.cut('bob'), setTimeout(() => media.restore('bob'), 1800))],
    [
      'Chat away for a while',
      () => void (alice.tim.setOnline(false), setTimeout(() => alice.tim.setOnline(true), 1500)),
    ],
    [
      'suspended for a while',
      () => void (media.interrupt('alice', true), setTimeout(() => media.interrupt('alice', false), 900)),
    ],
    ['the float is closed', () => void (media.closeFloat('alice'), setTimeout(() => alice.wx.app('show'), 700))],
    ['another network', () => media.changeNetwork('alice')],
    [
      'hidden and shown',
      () => {
        alice.wx.app('hide')
        setTimeout(() => alice.wx.app('show'), 1200)
      },
    ],
    [
      'a stranger in the room',
      () => alice.calling.onPusherEvent({ detail: { code: 1031, message: '{"userlist":[{"userid":"eve"}]}' } }),
    ],
    [
      'the camera is closed, and opened',
      () => {
        alice.calling.closeCamera()
        alice.calling.openCamera()
      },
    ],
    [
      'the camera is opened, and refused',
      () => {
        alice.wx.permissions['scope.camera'] = 'refused'
        setTimeout(() => (alice.wx.permissions['scope.camera'] = 'granted'), 100)
        return alice.calling.switchCallType(2)
      },
    ],
  ]
  const crossings: Deed[] = [
    ['alice and bob call each other', both(() => alice.calling.call({ userID: 'bob' }), again('alice', 2))],
    [
      'both hang up',
      both(
        () => alice.calling.hangup(),
        () => bob.calling.hangup(),
      ),
    ],
    [
      'both want video',
      both(
        () => alice.calling.switchCallType(2),
        () => bob.calling.switchCallType(2),
      ),
    ],
    [
      'both want voice',
      both(
        () => alice.calling.switchCallType(1),
        () => bob.calling.switchCallType(1),
      ),
    ],
    [
      'accepted and taken back',
      both(
        () => alice.calling.accept(),
        () => bob.calling.hangup(),
      ),
    ],
    [
      'accepted, and taken back late',
      late(
        'delivery',
        700,
        both(
          () => alice.calling.accept(),
          () => bob.calling.hangup(),
        ),
      ),
    ],
    [
      'accepted there, and taken back here',
      both(
        () => bob.calling.accept(),
        () => alice.calling.hangup(),
      ),
    ],
    ['accepted there, acknowledged late', late('ack', 700, () => bob.calling.accept())],
    ['a call while Chat is slow', late('ack', 1700, () => alice.calling.call({ userID: 'bob', type: 2 }))],
    [
      'a call that arrives late',
      late(
        'delivery',
        1700,
        both(() => alice.calling.call({ userID: 'bob' }), again('alice')),
      ),
    ],
    ['carol calls alice', () => carol.calling.call({ userID: 'alice', type: 2 })],
    ['carol calls alice and bob', () => carol.calling.groupCall({ userIDList: ['alice', 'bob'] })],
    [
      'video is asked for, and granted late',
      async () => {
        await bob.calling.switchCallType(2)
        await Promise.resolve()
        late('delivery', 900, () => void alice.calling.acceptSwitch().catch(() => undefined))()
        await alice.calling.hangup()
      },
    ],
    [
      'video is asked for, and taken back',
      async () => {
        await alice.calling.switchCallType(2)
        await alice.calling.switchCallType(1)
      },
    ],
    [
      'alice calls bob again and again',
      async () => {
        for (let n = 0; n < 4; n++) {
          await alice.calling.call({ userID: 'bob' })
          await alice.calling.hangup()
        }
      },
    ],
  ]
  const groups: Deed[] = [
    ['carol invites alice', () => carol.calling.inviteUser({ userIDList: ['alice'] })],
    [
      'carol invites alice for longer, and bob withdraws',
      async () => {
        await carol.calling.inviteUser({ userIDList: ['alice'], timeout: 60 })
        await bob.calling.hangup()
      },
    ],
    [
      'carol invites alice, who accepts',
      both(
        () => carol.calling.inviteUser({ userIDList: ['alice'] }),
        () => alice.calling.accept(),
      ),
    ],
    [
      'carol invites alice twice, and hangs up',
      async () => {
        await carol.calling.inviteUser({ userIDList: ['alice'] })
        await carol.calling.inviteUser({ userIDList: ['alice', 'zoe'] })
        await carol.calling.hangup()
      },
    ],
    ['bob invites zoe', () => bob.calling.inviteUser({ userIDList: ['zoe', 'nobody'], timeout: 2 })],
  ]
  const oddities: Deed[] = [
    ...[undefined, null, 'text', new Error('of the SDK'), { code: '2801' }, {}].map((error): Deed => [
      `a send that rejects with ${show(error)}`,
      () => {
        const { sendMessage } = alice.tim
        alice.tim.sendMessage = () => {
          alice.tim.sendMessage = sendMessage
          // an SDK may reject with anything
          return Promise.reject(Object(error) as Error)
        }
        return alice.calling.state.status === 'idle' ? alice.calling.call({ userID: 'bob' }) : alice.calling.hangup()
      },
    ]),
    ...(['getSetting', 'authorize', 'createLivePusherContext'] as const).map((name): Deed => [
      `no ${name}`,
      () => {
        const wx = alice.wx.wx as unknown as Record<string, unknown>
        const before = wx[name]
        wx[name] =
          name === 'createLivePusherContext'
            ? undefined
            : ({ fail }: { fail(error: object): void }) => fail({ errMsg: 'no' })
        setTimeout(() => (wx[name] = before), 600)
        const { status } = alice.calling.state
        if (status === 'ringing') return alice.calling.accept()
        return status === 'idle' ? alice.calling.call({ userID: 'bob', type: 2 }) : alice.calling.switchCallType(2)
      },
    ]),
    ...(['getUserProfile', 'updateMyProfile', 'getConversationList', 'getServerTime'] as const).map((name): Deed => [
      `Chat without ${name}`,
      async () => {
        Object.assign(alice.tim, { [name]: undefined })
        await alice.calling.setSelfInfo({ nickName: 'Ann' }).catch((error: unknown) => recorder.note(String(error)))
        await alice.calling.logout()
        return alice.calling.login()
      },
    ]),
  ]
  return [...hangUps, ...shakes, ...crossings, ...groups, ...oddities]
}

/** An instance as a mini program makes it: on the global `wx`, with the timers and clocks of the machine. */
export const host = ({ town, bob, recorder }: Sweep): Deed[] => {
  const { shared } = town.installed
  const numbers = (length: number): ArrayBuffer => Uint8Array.from({ length }, (_, n) => (n * 37 + 11) % 251).buffer
  interface Query {
    length: number
    success(result: { randomValues: ArrayBuffer }): void
    complete(): void
  }
  const getRandomValues = ({ length, success, complete }: Query): void =>
    void Promise.resolve().then(() => {
      success({ randomValues: numbers(length) })
      complete()
    })
  jest.spyOn(console, 'warn').mockImplementation((line) => recorder.note(`console.warn ${String(line)}`))
  const loggers = [
    undefined,
    (level: string, line: string) => recorder.note(`logger ${level} ${line}`),
    (): void => {
      throw new Error('of the logger')
    },
  ]
  return loggers.flatMap((logger, at): Deed[] => {
    const userID = `host-${at}`
    const scope = globalThis as unknown as { wx: Record<string, unknown> }
    let calling: TRTCCalling
    return [
      [
        `${userID} signs in`,
        () => {
          if (at !== 1) scope.wx['getRandomValues'] = getRandomValues
          else delete scope.wx['getRandomValues']
          const tim = town.chat.client()
          calling = new TRTCCalling({
            sdkAppID: SDK_APP_ID,
            userID,
            userSig: 'sig',
            type: 1,
            tim,
            ...(logger ? { logger } : {}),
          })
          town.media.attach(userID, {
            pusher: () => calling.state.pusher,
            players: () => calling.state.players,
            onPusherEvent: (event) => calling.onPusherEvent(event),
            onPlayerEvent: (event) => calling.onPlayerEvent(event),
            wx: shared,
          })
          recorder.watch(userID, calling)
          return calling.login()
        },
      ],
      ['calls', () => calling.call({ userID: 'bob', type: 2 })],
      ['is answered', () => bob.calling.accept()],
      [
        'is hidden for an hour',
        () => {
          shared.app('hide')
          jest.setSystemTime(Date.now() + 3_600_000)
        },
      ],
      ['is shown', () => shared.app('show')],
      ['the clock is moved', () => jest.setSystemTime(Date.now() + 900_000)],
      ['the clock is moved back', () => jest.setSystemTime(Date.now() - 900_000)],
      [
        'a handler throws',
        () =>
          calling.on('CALL_END', () => {
            throw new Error('of the host')
          }),
      ],
      ['bob hangs up', () => bob.calling.hangup()],
      ['goes', () => calling.destroy()],
    ]
  })
}
