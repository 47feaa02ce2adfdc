/** What is known to fail, and why. A failure that is not here turns the run red, and so does one here that works. */
import { ENGINES } from './engines'
import type { Result } from './play'
import { SCENARIOS } from './scenarios'

/** For the documents: what happens, and what to do. */
export const REASONS: Record<'A' | 'G' | 'S' | 'V' | 'X', Record<'en' | 'zh', [what: string, remedy: string]>> = {
  A: {
    en: [
      'A room id above 2147483647 becomes negative there, and its accept fails.',
      'Choose smaller ones. Those that this package draws are.',
    ],
    zh: ['大于 2147483647 的房间号在对端变成负数，接听失败。', '自定房间号时不要超过它；本包自动生成的不会超过。'],
  },
  G: {
    en: [
      'A group call without a Chat group ends there as soon as one member leaves.',
      'Give `groupCall()` a `groupID`.',
    ],
    zh: ['没有群组的多人通话，任意一人离开，对端就结束。', '调用 `groupCall()` 时传入 `groupID`。'],
  },
  S: {
    en: ['It knows no rooms with names (`strRoomID`).', 'Use numbers (`roomID`).'],
    zh: ['不支持字符串房间号（`strRoomID`）。', '使用数字房间号（`roomID`）。'],
  },
  V: {
    en: [
      '`calls()`, the method of TUICallKit 4.5 and later, goes through Tencent’s call server and sends no messages.',
      'Let it use `call()` and `groupCall()`.',
    ],
    zh: [
      '`calls()`（TUICallKit 4.5 及以后的方法）走腾讯的通话服务器，不发消息。',
      '让对端使用 `call()` 和 `groupCall()`。',
    ],
  },
  X: {
    en: [
      'A cancel and an accept that cross: its user sits alone in a room, or is told that the call began, until hanging up.',
      'Nothing; it is a matter of a moment.',
    ],
    zh: [
      '取消与接听同时发生时，对端用户独自留在房间里，或误以为已接通，直到自己挂断。',
      '无需处理，只发生在极短的瞬间。',
    ],
  },
}

export type Reason = keyof typeof REASONS

interface Known {
  scenario: string
  reason: Reason
  /** the short names of the peers */
  peers: string[]
  /** default: at every latency */
  latency?: number
}

const NO_NAMED_ROOMS = ['web 1.0.6', 'web 0.10.2', 'wx 1.4.9', 'webrtc 1.2.1', 'webrtc 1.6.1', 'webrtc 3.0.1']

const KNOWN: Known[] = [
  { scenario: 'we call with a room id above 2147483647', reason: 'A', peers: ['web 1.0.6'] },
  { scenario: 'we call with a room that has a name (strRoomID)', reason: 'S', peers: NO_NAMED_ROOMS },
  {
    scenario: 'group call of ours without a Chat group',
    reason: 'G',
    peers: ['wx 1.4.9', 'js 3.3.4', 'wx 3.3.2'],
  },
  {
    scenario: 'they call us with calls(), the API of TUICallKit 4.5 and later',
    reason: 'V',
    peers: ['js 3.3.4', 'wx 3.3.2'],
  },
  { scenario: 'we cancel as they accept', reason: 'X', peers: ['web 0.10.2'] },
  { scenario: 'we cancel as they accept', reason: 'X', peers: ['js 3.3.4', 'wx 3.3.2'], latency: 150 },
  { scenario: 'they cancel as we accept', reason: 'X', peers: ['web 0.10.2'], latency: 150 },
  {
    scenario: 'they call, we hang up before they see us in the room',
    reason: 'X',
    peers: ['web 0.10.2'],
    latency: 150,
  },
]

/** Why this failure is expected; null if it is not. */
export function knownReason({ peer, scenario, latency }: Omit<Result, 'verdict' | 'why'>): Reason | null {
  const short = ENGINES.find(({ name }) => name === peer)?.short ?? ''
  const known = KNOWN.find(
    (one) =>
      one.scenario === scenario && one.peers.includes(short) && (one.latency === undefined || one.latency === latency),
  )
  return known ? known.reason : null
}

/** @throws Error if the list names a peer or a scenario that is not there */
export function checkKnown(): void {
  for (const { scenario, peers } of KNOWN) {
    if (!SCENARIOS.some(({ name }) => name === scenario))
      throw new Error(`known.ts: there is no scenario "${scenario}"`)
    const missing = peers.find((peer) => !ENGINES.some(({ short }) => short === peer))
    if (missing) throw new Error(`known.ts: there is no peer "${missing}"`)
  }
}
