/**
 * Two and three instances of the real library under a scheduler that decides everything: which message or acknowledgement
 * arrives next, what is lost, doubled or fails, what the room says, what the user taps, and when time passes.
 *
 *     npm run random -- --runs 20000 --seed 42
 */
import fc from 'fast-check'
import { type Budget, Chaos } from '../../support/chaos'
import { turn } from '../../support/town'

/** over both properties */
const RUNS = Number(process.env['RANDOM_RUNS'] ?? 2000)
const SEED = Number(process.env['RANDOM_SEED'] ?? 20260801)

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
  if (!chaos?.isFitFor(seed)) await close()
  chaos ??= await Chaos.open(...userIDs)
  return chaos
}

async function close(): Promise<void> {
  const old = chaos
  chaos = null
  await old?.town.dispose()
  jest.clearAllTimers()
}

it.each([
  ['two', ['alice', 'bob']],
  ['three', ['alice', 'bob', 'carol']],
])(
  `%s people, ${RUNS / 2} runs (seed ${SEED}): whatever happens, at rest the promise holds`,
  async (_, userIDs) => {
    const choices = fc.array(fc.nat({ max: 1_000_000 }), { minLength: 8, maxLength: 60, size: 'max' })
    await fc.assert(
      fc.asyncProperty(fc.noShrink(fc.noBias(fc.nat())), choices, budget, async (seed, list, luck) => {
        const town = await townOf(userIDs, seed)
        await town.run(seed, list, luck)
        await turn()
        expect(unhandled.splice(0)).toEqual([])
      }),
      { numRuns: Math.ceil(RUNS / 2), seed: SEED, endOnFailure: false },
    )
  },
  Math.max(60_000, RUNS * 100),
)
