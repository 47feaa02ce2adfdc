/** What is known to fail, and why. A failure that is not here turns the run red, and so does one here that works. */
import { ENGINES } from './engines'
import type { Result } from './play'
import { SCENARIOS } from './scenarios'

export const REASONS = {
  A: 'Room ids above 2147483647 become negative there, and its accept throws.',
  G: 'Without a Chat group, their group call ends as soon as one member leaves.',
  S: 'They know no rooms with names (strRoomID).',
  V: 'calls() is signalled by Tencent’s call server, not by messages.',
  X: 'Our cancel and their accept cross: they go into a room that nobody else enters.',
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
