/** The random runs can turn red: without any of the protecting rules some run breaks the promise. */
import fc from '../support/jest/fast-check'
import { breakRule, RULE_NAMES, type RuleName } from '../../scripts/explore/rules'
import { promise, RUNS, SEED, setRandomRuns, THREE, TIMEOUT_MS, TWO } from '../support/town/random/random-runs'

setRandomRuns()

/**
 * Shown by the explorer alone: the people here have no third member who invites, lose Chat and media together, get no message
 * later than a ring time, enter no room of others, and no room takes who is muted for gone.
 */
const ELSEWHERE: RuleName[] = ['ringsToo', 'isCutOff', 'isExpired', 'isOutOfStep', 'isStranger', 'isQuiet']

describe('the suite can turn red: a run breaks the promise', () => {
  let mend = () => {}
  afterEach(() => mend())

  it.each(RULE_NAMES.filter((name) => !ELSEWHERE.includes(name)))(
    'without the rule %s',
    async (name) => {
      // the predicates that every instance of the library asks
      mend = breakRule(name)
      const people = fc.constantFrom(TWO, THREE)
      const { failed } = await fc.check(promise(people), { numRuns: RUNS, seed: SEED, endOnFailure: true })
      expect(failed).toBe(true)
    },
    TIMEOUT_MS,
  )
})
