/** The random runs can turn red: without any of the protecting rules some run breaks the promise. */
import fc from '../support/jest/fast-check'
import { ALL_RULES, type Rules } from '../../lib/call/model'
import { promise, RUNS, SEED, setRandomRuns, THREE, TIMEOUT_MS, TWO } from '../support/town/random-runs'

setRandomRuns()

describe('the suite can turn red: a run breaks the promise', () => {
  const rules = { ...ALL_RULES }
  afterEach(() => void Object.assign(ALL_RULES, rules))

  it.each(Object.keys(rules) as (keyof Rules)[])(
    'without the rule %s',
    async (rule) => {
      // the object that every instance of the library reads
      ALL_RULES[rule] = false
      const people = fc.constantFrom(TWO, THREE)
      const { failed } = await fc.check(promise(people), { numRuns: RUNS, seed: SEED, endOnFailure: true })
      expect(failed).toBe(true)
    },
    TIMEOUT_MS,
  )
})
