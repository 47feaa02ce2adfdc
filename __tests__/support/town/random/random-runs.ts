/**
 * Instances of the real library under a scheduler that decides everything: which message or acknowledgement arrives next,
 * what is lost, doubled or fails, what the room says, what the user taps, and when time passes.
 *
 *     npm run random -- --runs 20000 --seed 42
 */
import fc from '../../jest/fast-check'
import { type Budget, Chaos } from './chaos'
import { turn } from '../town'

/** for two and three people together */
export const RUNS = Number(process.env['RANDOM_RUNS'] ?? 2000)
export const SEED = Number(process.env['RANDOM_SEED'] ?? 20260801)
/** whether a failure is made as small as it can be, which takes many runs more */
const SHRINKS = process.env['RANDOM_SHRINK'] !== 'no'
export const TIMEOUT_MS = Math.max(60_000, RUNS * 100)

export const TWO = ['alice', 'bob']
export const THREE = ['alice', 'bob', 'carol']

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

/** Virtual time, and a town that is gone after each test. */
export function setRandomRuns(): void {
  beforeAll(() => void process.on('unhandledRejection', note))
  afterAll(() => void process.off('unhandledRejection', note))

  beforeEach(() => {
    jest.useFakeTimers()
    jest.spyOn(console, 'info').mockImplementation()
    unhandled.length = 0
  })

  afterEach(async () => {
    await close()
    jest.useRealTimers()
  })
}

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
export function promise(people: fc.Arbitrary<string[]>) {
  const seeds = fc.noShrink(fc.noBias(fc.nat()))
  return fc.asyncProperty(people, seeds, choices, budget, async (userIDs, seed, list, luck) => {
    const town = await townOf(userIDs, seed)
    await town.run(seed, list, luck)
    await turn()
    expect(unhandled.splice(0)).toEqual([])
  })
}

/** Half of the runs. */
export function promiseHolds(userIDs: string[]): void {
  setRandomRuns()
  it(
    `${userIDs.length} people, ${RUNS / 2} runs (seed ${SEED}): whatever happens, at rest the promise holds`,
    async () => {
      const settings = { numRuns: Math.ceil(RUNS / 2), seed: SEED, endOnFailure: !SHRINKS }
      await fc.assert(promise(fc.constant(userIDs)), settings)
    },
    TIMEOUT_MS,
  )
}
