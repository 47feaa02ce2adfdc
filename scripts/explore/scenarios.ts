import { CALL_TYPE } from '../../lib/foundation/types'
import { HOSTILE } from './parties/parties'
import type { Scenario } from './parties/parties'

const NO_FAULTS = { drops: 0, duplicates: 0, crashes: 0 }
const VOICE = [CALL_TYPE.AUDIO]
const VOICE_OR_VIDEO = [CALL_TYPE.AUDIO, CALL_TYPE.VIDEO]

/** Small enough for every run of the tests. */
export const CI_SCENARIOS: Scenario[] = [
  {
    ...NO_FAULTS,
    name: 'two call each other, a drop, a duplicate, a crash',
    parties: ['a', 'b'],
    calls: { a: { to: ['b'], times: 1, types: VOICE }, b: { to: ['a'], times: 1, types: VOICE } },
    drops: 1,
    duplicates: 1,
    crashes: 1,
  },
  {
    ...NO_FAULTS,
    name: 'two call each other, each by voice or video, a drop',
    parties: ['a', 'b'],
    calls: { a: { to: ['b'], times: 1, types: VOICE_OR_VIDEO }, b: { to: ['a'], times: 1, types: VOICE_OR_VIDEO } },
    drops: 1,
  },
  {
    ...NO_FAULTS,
    name: 'two switch between voice and video',
    parties: ['a', 'b'],
    calls: { a: { to: ['b'], times: 1, types: VOICE_OR_VIDEO } },
    switches: 1,
  },
  {
    ...NO_FAULTS,
    name: 'a third user calls into a call, a drop',
    parties: ['a', 'b', 'c'],
    calls: { a: { to: ['b'], times: 1, types: VOICE }, c: { to: ['a'], times: 1, types: VOICE } },
    drops: 1,
  },
  {
    ...NO_FAULTS,
    name: 'group of three',
    parties: ['a', 'b', 'c'],
    calls: { a: { to: ['b', 'c'], times: 1, types: VOICE, group: 'c2c' } },
  },
  {
    ...NO_FAULTS,
    name: 'Chat alone goes away from either of two, a drop',
    parties: ['a', 'b'],
    calls: { a: { to: ['b'], times: 1, types: VOICE } },
    outages: 1,
    drops: 1,
  },
  {
    ...NO_FAULTS,
    name: 'two call each other, messages come ten minutes late, a drop',
    parties: ['a', 'b'],
    calls: { a: { to: ['b'], times: 1, types: VOICE }, b: { to: ['a'], times: 1, types: VOICE } },
    delays: 1,
    drops: 1,
  },
  {
    ...NO_FAULTS,
    name: 'WeChat leaves the room for either of two, a drop',
    parties: ['a', 'b'],
    calls: { a: { to: ['b'], times: 1, types: VOICE } },
    suspensions: 1,
    drops: 1,
  },
  {
    ...NO_FAULTS,
    name: 'either of two hears nothing of the other, a drop, a crash',
    parties: ['a', 'b'],
    calls: { a: { to: ['b'], times: 1, types: VOICE } },
    silences: 1,
    drops: 1,
    crashes: 1,
  },
  {
    ...NO_FAULTS,
    name: 'two call each other, each step takes its time, one fails',
    parties: ['a', 'b'],
    calls: { a: { to: ['b'], times: 1, types: VOICE_OR_VIDEO }, b: { to: ['a'], times: 1, types: VOICE_OR_VIDEO } },
    failures: 1,
  },
  {
    ...NO_FAULTS,
    name: 'one of two switches, each step takes its time, one fails',
    parties: ['a', 'b'],
    calls: { a: { to: ['b'], times: 1, types: VOICE_OR_VIDEO } },
    switches: 1,
    switchers: ['a'],
    failures: 1,
  },
  {
    ...NO_FAULTS,
    name: 'two take in a third, each step takes its time, one fails',
    parties: ['a', 'b', 'c'],
    calls: { a: { to: ['b'], times: 1, types: VOICE, group: 'c2c', more: ['c'] } },
    failures: 1,
  },
  {
    ...NO_FAULTS,
    name: 'two are in a call, and a hostile third does two things',
    parties: ['a', 'b', HOSTILE],
    calls: { a: { to: ['b'], times: 1, types: VOICE }, [HOSTILE]: { to: [], times: 2, types: VOICE } },
  },
]

/** Requests that time out while both are on their way, again and again: faults.md 61. */
const TWICE_EACH: Scenario = {
  ...NO_FAULTS,
  name: 'two in a voice call switch twice each',
  parties: ['a', 'b'],
  calls: { a: { to: ['b'], times: 1, types: VOICE } },
  connected: true,
  switches: 2,
  discardsDeadLetters: true,
}

/** Millions of states. */
export const NIGHTLY_SCENARIOS: Scenario[] = [
  {
    ...NO_FAULTS,
    name: 'WeChat leaves the room for one of three',
    parties: ['a', 'b', 'c'],
    calls: { a: { to: ['b', 'c'], times: 1, types: VOICE, group: 'c2c' } },
    suspensions: 1,
    suspended: ['b'],
  },
  {
    ...NO_FAULTS,
    name: 'two call each other twice, a drop',
    parties: ['a', 'b'],
    calls: { a: { to: ['b'], times: 2, types: VOICE }, b: { to: ['a'], times: 2, types: VOICE } },
    drops: 1,
    // without this, hundreds of millions of states, going by how the first 18 million grew
    discardsDeadLetters: true,
  },
  {
    ...NO_FAULTS,
    name: 'two switch between voice and video, a drop',
    parties: ['a', 'b'],
    calls: { a: { to: ['b'], times: 1, types: VOICE_OR_VIDEO } },
    switches: 1,
    drops: 1,
  },
  {
    ...NO_FAULTS,
    name: 'group of three, a drop',
    parties: ['a', 'b', 'c'],
    calls: { a: { to: ['b', 'c'], times: 1, types: VOICE, group: 'c2c' } },
    drops: 1,
  },
  {
    ...NO_FAULTS,
    name: 'group of three in a Chat group',
    parties: ['a', 'b', 'c'],
    calls: { a: { to: ['b', 'c'], times: 1, types: VOICE, group: 'chat' } },
  },
  {
    ...NO_FAULTS,
    name: 'two switch, each step takes its time, one fails',
    parties: ['a', 'b'],
    calls: { a: { to: ['b'], times: 1, types: [CALL_TYPE.VIDEO] } },
    switches: 1,
    // with them, more than 67 million states; `one of two switches` has them
    voiceAnswers: false,
    failures: 1,
  },
  TWICE_EACH,
]

/**
 * For the rules, which are broken within the first few thousand states. The last two are too large to be searched in
 * full: the first five million states of each hold no violation.
 */
export const RULE_SCENARIOS: Scenario[] = [
  ...CI_SCENARIOS,
  TWICE_EACH,
  {
    ...NO_FAULTS,
    name: 'two are in a call, and a hostile third does one thing',
    parties: ['a', 'b', HOSTILE],
    calls: { a: { to: ['b'], times: 1, types: VOICE }, [HOSTILE]: { to: [], times: 1, types: VOICE } },
  },
  {
    ...NO_FAULTS,
    name: 'either of two falls silent, and the room takes it for gone, a drop',
    parties: ['a', 'b'],
    calls: { a: { to: ['b'], times: 1, types: VOICE } },
    mutes: 1,
    drops: 1,
  },
  {
    ...NO_FAULTS,
    name: 'two members invite a third, while others hang up',
    parties: ['a', 'b', 'c'],
    calls: {
      a: { to: ['b'], times: 1, types: VOICE, group: 'c2c', more: ['c'] },
      b: { to: [], times: 0, types: VOICE, more: ['c'] },
    },
  },
]
