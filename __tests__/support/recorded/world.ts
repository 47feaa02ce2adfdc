/** What WeChat, the phone, the room, Chat and strangers do. */
import { EVENT } from '../../../lib/chat/sdk/constants'
import { ATTACKS, type Known } from '../attack/attacks'
import type { Hop } from '../chat/chat'
import { HOSTILE } from '../chat/hostile'
import type { Option } from '../town/random/chaos'
import { NATIVE_EVENTS } from './tries/native-events'
import type { Phone, Subject, Walk } from './walk'

type Deed = [label: string, run: () => unknown]

function deeds(weight: number, of: (phone: Phone, walk: Walk) => Deed[]): Subject {
  return {
    weight,
    choose(walk): Option | undefined {
      const phone = walk.pick(walk.phones)
      const deed = phone && walk.pick(of(phone, walk))
      return deed && { label: `${phone.name}: ${deed[0]}`, weight: 1, run: deed[1] }
    },
  }
}

/* ------------------------------------------------------------------ the phone */

const permissions = ({ wx }: Phone): Deed[] => {
  const set = (scope: string, to: 'granted' | 'refused' | 'not asked'): Deed => [
    `${scope} ${to}`,
    () => void (wx.permissions[scope] = to),
  ]
  return [
    ...['scope.record', 'scope.camera'].flatMap((scope) => [
      set(scope, 'granted'),
      set(scope, 'granted'),
      set(scope, 'not asked'),
      set(scope, 'refused'),
      [`${scope} will be refused`, () => void (wx.answers[scope] = false)] satisfies Deed,
      [`${scope} will be granted`, () => void (wx.answers[scope] = true)] satisfies Deed,
    ]),
    ['dialogs stay open', () => void (wx.dialogsStayOpen = true)],
    ['dialogs are answered', () => void (wx.dialogsStayOpen = false)],
    ['all dialogs: yes', () => wx.closeDialogs(true)],
    ['all dialogs: yes', () => wx.closeDialogs(true)],
    ['all dialogs: no', () => wx.closeDialogs(false)],
  ]
}

const app = ({ wx }: Phone): Deed[] => [
  ['app hidden', () => wx.app('hide')],
  ['app shown', () => wx.app('show')],
  ['app shown', () => wx.app('show')],
  ['no network, says WeChat', () => wx.network(false)],
  ['4g, says WeChat', () => wx.network(true, '4g')],
  ['the clock is moved on by an hour', () => jest.setSystemTime(Date.now() + 3_600_000)],
  ['the clock is moved back', () => jest.setSystemTime(Date.now() - 600_000)],
]

/* ------------------------------------------------------------------ the room */

const room = ({ name }: Phone, walk: Walk): Deed[] => {
  const { media } = walk.town
  const behaviour = media.behaviour(name)
  const toggle = (what: 'silent' | 'needsStart' | 'leavesAfterFailure' | 'cameraDenied' | 'microphoneDenied'): Deed => [
    `${what} is ${!behaviour[what]}`,
    () => void (behaviour[what] = !behaviour[what]),
  ]
  const isOff = behaviour.silent || behaviour.entryFailure !== null || behaviour.microphoneDenied
  const heal: Deed = [
    'the room is well again',
    () => Object.assign(behaviour, { silent: false, entryFailure: null, microphoneDenied: false, needsStart: false }),
  ]
  if (isOff) return [heal, ['the network is back', () => media.restore(name)]]
  return [
    ['kicked from the room', () => media.kick(name)],
    ['cut off the room', () => media.cut(name)],
    ['back in the room', () => media.restore(name)],
    ['back in the room', () => media.restore(name)],
    ['dropped by the server', () => media.drop(name)],
    ...[1, 2].map((): Deed => ['network changes', () => media.changeNetwork(name)]),
    ['suspended', () => media.interrupt(name, true)],
    ['no longer suspended', () => media.interrupt(name, false)],
    ['no longer suspended', () => media.interrupt(name, false)],
    ['float closed', () => media.closeFloat(name)],
    ['events again', () => media.repeat(name, 3)],
    toggle('silent'),
    toggle('needsStart'),
    toggle('leavesAfterFailure'),
    toggle('cameraDenied'),
    toggle('microphoneDenied'),
    [
      'the next entry fails',
      () => void (behaviour.entryFailure = walk.pick([-3301, -3307, -3308, -3320, -100018, -100006]) ?? -3301),
    ],
  ]
}

const meters = ({ name }: Phone, walk: Walk): Deed[] => [
  ['speaks', () => walk.town.media.speak(name, Math.floor(walk.random() * 101))],
  ['net status', () => walk.town.media.netStatus(name, Math.floor(walk.random() * 7))],
]

/** Events of native tags as they may come, and as they should not. */
const natives = (phone: Phone, walk: Walk): Deed[] => {
  const streams = phone.calling().state.players.map(({ streamID }) => streamID)
  const [what, detail] = walk.pick(NATIVE_EVENTS) ?? ['', {}]
  const id = walk.pick([...streams, ...streams, 'bob_main', 'bob_aux', 'zoe_main', '']) ?? ''
  const byData = walk.flip(0.3)
  const target = byData ? { dataset: { streamid: id } } : { id, dataset: {} }
  const event = { type: 'statechange', detail, target, currentTarget: target }
  return [
    [`pusher: ${what}`, () => phone.calling().onPusherEvent(event)],
    [`player ${id}: ${what}`, () => phone.calling().onPlayerEvent(event)],
    [`player ${id}: ${what}`, () => phone.calling().onPlayerEvent({ detail, target: null, currentTarget: target })],
  ]
}

const noEvents = (phone: Phone, walk: Walk): Deed[] => {
  const event = walk.pick([null, undefined, 7, 'event', {}, { detail: null }, { detail: 7 }, { detail: {} }, []])
  return [
    [`pusher: ${JSON.stringify(event)}`, () => phone.calling().onPusherEvent(event)],
    [`player: ${JSON.stringify(event)}`, () => phone.calling().onPlayerEvent(event)],
  ]
}

/* ------------------------------------------------------------------ Chat */

const SEND_FAILURES = [2801, 2800, 2805, 20003, 70107, 2996, 10010, 10007, 8010, 8011, 20009, 120001, 2024, 0.5]
const LOGIN_FAILURES = [70001, 70003, 70009, 70013, 2801, 6014, 70402, 2025]

const chat = ({ userID, tim }: Phone, walk: Walk): Deed[] => {
  const code = walk.pick(SEND_FAILURES) ?? 2801
  const kind = walk.pick<Hop['kind']>(['delivery', 'ack', 'login', 'ready', 'profile', 'history', 'logout']) ?? 'ack'
  const bend = (what: string, fate: Parameters<Walk['bend']>[1]): Deed => [
    `the next ${kind} ${what}`,
    () => walk.bend(kind, fate),
  ]
  const failure = kind === 'login' ? (walk.pick(LOGIN_FAILURES) ?? 70001) : code
  return [
    ['Chat is offline', () => tim.setOnline(false)],
    ...[1, 2, 3].map((): Deed => ['Chat is online', () => tim.setOnline(true)]),
    [`the next send fails with ${code}`, () => tim.failNextSend({ code })],
    [`the next send is answered ${code}`, () => tim.failNextSend({ code }, { resolves: true })],
    bend('is late', { delay: walk.pick([300, 2500, 12_000, 40_000]) ?? 300 }),
    bend('is late', { delay: walk.pick([300, 2500, 12_000, 40_000]) ?? 300 }),
    [
      'Chat is slow for a while',
      () => {
        for (const slow of ['delivery', 'ack'] as const) for (let n = 0; n < 5; n++) walk.bend(slow, { delay: 900 })
      },
    ],
    bend('is lost', 'drop'),
    bend('comes twice', 'duplicate'),
    bend(`fails with ${failure}`, { code: failure }),
    ...['multipleAccount', 'multipleDevice', 'userSigExpired', 'userSigExpired'].map((type): Deed => [
      `kicked out: ${type}`,
      () => walk.town.chat.kick(userID, type, tim),
    ]),
    ['the host signs Chat out', () => void tim.logout().catch(() => undefined)],
    ['the host signs Chat in', () => void tim.login({ userID, userSig: 'of the host' }).catch(() => undefined)],
    ['the host signs in another', () => void tim.login({ userID: 'zoe', userSig: 'sig' }).catch(() => undefined)],
    ['no server time', () => delete tim.getServerTime],
  ]
}

const ODD: [name: keyof typeof EVENT, data: unknown][] = [
  ...[undefined, null, 7, {}, { state: 'connecting' }, { state: 'connected' }].map(
    (data): [keyof typeof EVENT, unknown] => ['NET_STATE_CHANGE', data],
  ),
  ...[undefined, {}, { type: 7 }].map((data): [keyof typeof EVENT, unknown] => ['KICKED_OUT', data]),
  ...[undefined, null, {}, 'x', [], [null], [7, {}], [{ payload: {} }]].map((data): [keyof typeof EVENT, unknown] => [
    'MESSAGE_RECEIVED',
    data,
  ]),
  ['SDK_READY', undefined],
  ['SDK_NOT_READY', undefined],
]

const oddChat = ({ tim }: Phone): Deed[] =>
  ODD.map(([name, data]): Deed => [`${name} ${JSON.stringify(data) ?? ''}`, () => tim.emit(EVENT[name], data)])

/* ------------------------------------------------------------------ strangers */

/** Messages that nobody here has written: to one account, from one that may be in the call. */
const strangers = ({ userID, calling }: Phone, walk: Walk): Deed[] => {
  const { log } = walk.town.chat
  const from = walk.pick(['mallory', 'mallory', 'olga', 'bob', 'alice', 'carol']) ?? 'mallory'
  const known: Known = {
    callID: calling().state.callID,
    room: calling().state.roomID || 7,
    inviteIDs: log.flatMap(({ signal }) => signal?.inviteID ?? []),
    payloads: log.map(({ data }) => data),
  }
  const inject = (label: string, make: () => object): Deed => [
    `from ${from}: ${label}`,
    () => walk.town.chat.inject(userID, make()),
  ]
  const attack = walk.pick(ATTACKS)
  const [label, message] = walk.pick(HOSTILE) ?? ['', {}]
  const number = Math.floor(walk.random() * 40)
  return [
    ...(attack ? [inject(attack.name, () => attack.message(from, number, known, walk.random))] : []),
    inject(label, () => ({ ...message, from: message.from === 'mallory' ? from : message.from })),
    [
      `a flood from ${from}`,
      () => {
        if (!attack) return
        const made = Array.from({ length: 70 }, (_, n) => attack.message(from, n, known, walk.random))
        walk.town.chat.inject(userID, ...made)
      },
    ],
    inject('again, what was sent', () => ({ from, payload: { data: walk.pick(known.payloads) ?? '' } })),
  ]
}

export const WORLD: Subject[] = [
  deeds(6, permissions),
  deeds(5, app),
  deeds(11, room),
  deeds(4, meters),
  deeds(8, natives),
  deeds(1, noEvents),
  deeds(10, chat),
  deeds(2, oddChat),
  deeds(8, strangers),
]
