import type { Scenario } from './parties'

const NO_FAULTS = { drops: 0, duplicates: 0, crashes: 0 }

/** Small enough for every run of the tests. */
export const CI_SCENARIOS: Scenario[] = [
  {
    ...NO_FAULTS,
    name: 'two call each other, a drop, a duplicate, a crash',
    parties: ['a', 'b'],
    calls: { a: { to: ['b'], times: 1 }, b: { to: ['a'], times: 1 } },
    drops: 1,
    duplicates: 1,
    crashes: 1,
  },
  {
    ...NO_FAULTS,
    name: 'two switch between voice and video',
    parties: ['a', 'b'],
    calls: { a: { to: ['b'], times: 1 } },
    switches: 1,
  },
  {
    ...NO_FAULTS,
    name: 'a third user calls into a call, a drop',
    parties: ['a', 'b', 'c'],
    calls: { a: { to: ['b'], times: 1 }, c: { to: ['a'], times: 1 } },
    drops: 1,
  },
  {
    ...NO_FAULTS,
    name: 'group of three',
    parties: ['a', 'b', 'c'],
    calls: { a: { to: ['b', 'c'], times: 1, group: 'c2c' } },
  },
]

/** Millions of states. */
export const NIGHTLY_SCENARIOS: Scenario[] = [
  {
    ...NO_FAULTS,
    name: 'two call each other twice, a drop',
    parties: ['a', 'b'],
    calls: { a: { to: ['b'], times: 2 }, b: { to: ['a'], times: 2 } },
    drops: 1,
  },
  {
    ...NO_FAULTS,
    name: 'two switch between voice and video, a drop',
    parties: ['a', 'b'],
    calls: { a: { to: ['b'], times: 1 } },
    switches: 1,
    drops: 1,
  },
  {
    ...NO_FAULTS,
    name: 'group of three, a drop',
    parties: ['a', 'b', 'c'],
    calls: { a: { to: ['b', 'c'], times: 1, group: 'c2c' } },
    drops: 1,
  },
  {
    ...NO_FAULTS,
    name: 'group of three in a Chat group',
    parties: ['a', 'b', 'c'],
    calls: { a: { to: ['b', 'c'], times: 1, group: 'chat' } },
  },
]
