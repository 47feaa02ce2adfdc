/** The large scenarios leave out messages that nobody would heed. The search must not find less by that. */
import { explore } from '../../../scripts/explore/explorer'
import type { Scenario } from '../../../scripts/explore/parties/parties'
import { callLogic } from '../../../scripts/explore/parties/react'
import { breakRule } from '../../../scripts/explore/rules'

const full: Scenario = {
  name: 'two call each other, a drop',
  parties: ['a', 'b'],
  calls: { a: { to: ['b'], times: 1, types: [1] }, b: { to: ['a'], times: 1, types: [1] } },
  drops: 1,
  duplicates: 0,
  crashes: 0,
}
const reduced: Scenario = { ...full, discardsDeadLetters: true }

it('meets every state of a party that the full search meets, in far fewer worlds', () => {
  const [all, some] = [explore(full, callLogic), explore(reduced, callLogic)]
  expect(some.parties).toBe(all.parties)
  expect(some.states).toBeLessThan(all.states / 4)
  expect([all, some].map(({ complete, violations }) => [complete, violations.size])).toEqual([
    [true, 0],
    [true, 0],
  ])
})

describe('a broken rule', () => {
  let mend = () => {}
  afterEach(() => mend())

  it.each(['isTombstoned', 'isGlare', 'isOverdue', 'isLateAccept', 'hasLeft', 'isUnanswered'] as const)(
    '%s leads to the violations of the full search',
    (rule) => {
      mend = breakRule(rule)
      const found = (scenario: Scenario) => [...explore(scenario, callLogic).violations.keys()]
      const all = found(full)
      expect(all).not.toEqual([])
      expect(found(reduced)).toEqual(expect.arrayContaining(all))
    },
  )
})

it('is red if what was left out might have mattered: after a crash, an invitation that is over rings again', () => {
  const { violations } = explore({ ...reduced, duplicates: 1, crashes: 1 }, callLogic)
  expect([...violations.keys()]).toEqual(['a message that matters was taken for a dead letter'])
})
