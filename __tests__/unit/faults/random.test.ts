/**
 * Two and three instances of the real library under a scheduler that decides everything: which message or acknowledgement
 * arrives next, what is lost, doubled or fails, what the room says, what the user taps, and when time passes.
 *
 *     npm run random -- --runs 20000 --seed 42
 */
import fc from 'fast-check'
import { ALL_RULES, type Rules } from '../../../lib/call/model'
import { type Budget, Chaos } from '../../support/chaos'
import { turn } from '../../support/town'

/** over both properties */
const RUNS = Number(process.env['RANDOM_RUNS'] ?? 2000)
const SEED = Number(process.env['RANDOM_SEED'] ?? 20260801)
const TIMEOUT_MS = Math.max(60_000, RUNS * 100)

const TWO = ['alice', 'bob']
const THREE = ['alice', 'bob', 'carol']

const choices = fc.array(fc.nat({ max: 1_000_000 }), { minLength: 8, maxLength: 60, size: 'max' })
const budget: fc.Arbitrary<Budget> = fc.record({
  drops: fc.nat(2),
  duplicates: fc.nat(2),
  failures: fc.nat(1),
  networks: fc.nat(2),
  crashes: fc.constantFrom(0, 0, 0, 0, 0, 0, 0, 1),
  sessions: fc.constantFrom(0, 0, 0, 0, 0, 0, 0, 1),
})

const unhandled: unknown[] = []
const note = (reason: unknown): void => void unhandled.push(reason)
let chaos: Chaos | null = null

beforeAll(() => void process.on('unhandledRejection', note))
afterAll(() => void process.off('unhandledRejection', note))

beforeEach(() => {
  jest.useFakeTimers()
  jest.spyOn(console, 'info').mockImplementation()
})

afterEach(async () => {
  await close()
  jest.useRealTimers()
})

/** The town of the run before, or a new one if that was left in a state of its own. */
async function townOf(userIDs: string[], seed: number): Promise<Chaos> {
  const isHome = chaos?.people.map(({ userID }) => userID).join() === userIDs.join()
  if (!isHome || !chaos?.isFitFor(seed)) await close()
  chaos ??= await Chaos.open(...userIDs)
  return chaos
}

async function close(): Promise<void> {
  const old = chaos
  chaos = null
  await old?.town.dispose()
  jest.clearAllTimers()
}

/** Whatever happens to them, at rest the promise holds. */
function promise(people: fc.Arbitrary<string[]>) {
  const seeds = fc.noShrink(fc.noBias(fc.nat()))
  return fc.asyncProperty(people, seeds, choices, budget, async (userIDs, seed, list, luck) => {
    const town = await townOf(userIDs, seed)
    await town.run(seed, list, luck)
    await turn()
    expect(unhandled.splice(0)).toEqual([])
  })
}

it.each([
  ['two', TWO],
  ['three', THREE],
])(
  `%s people, ${RUNS / 2} runs (seed ${SEED}): whatever happens, at rest the promise holds`,
  async (_, userIDs) => {
    await fc.assert(promise(fc.constant(userIDs)), { numRuns: Math.ceil(RUNS / 2), seed: SEED, endOnFailure: false })
  },
  TIMEOUT_MS,
)

describe('the suite can turn red: a run breaks the promise', () => {
  const rules = { ...ALL_RULES }
  afterEach(() => {
    Object.assign(ALL_RULES, rules)
    unhandled.length = 0
  })

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
