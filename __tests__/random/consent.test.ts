/** The judge of the random runs notices who is seen or heard without having agreed: each planted fault turns a run red. */
import fc from '../support/jest/fast-check'
import type * as Machine from '../../lib/call/machine'
import type * as PlantedFaults from '../support/town/random/planted-faults'
import { FAULT_NAMES, plant, type FaultName } from '../support/town/random/planted-faults'
import { promise, RUNS, SEED, setRandomRuns, TIMEOUT_MS, TWO } from '../support/town/random/random-runs'

jest.mock('../../lib/call/machine', () => {
  const machine = jest.requireActual<typeof Machine>('../../lib/call/machine')
  const { withFault } = jest.requireActual<typeof PlantedFaults>('../support/town/random/planted-faults')
  return { ...machine, transition: withFault(machine.transition) }
})

setRandomRuns()

let takeOut = () => {}
afterEach(() => takeOut())

/** What the judge says of it. */
const SAID: Record<FaultName, RegExp> = {
  'a request for video opens the camera': /camera of \w+ is on without consent/,
  'a request for video is granted without a word': /camera of \w+ is on without consent/,
  'the camera stays on when video becomes voice': /camera of \w+ is on without consent/,
  'a video call that is answered by voice publishes video': /camera of \w+ is on without consent/,
  'the microphone is open while it rings': /\w+ is ringing and has media|camera of \w+ is not what a call/,
  'a permission that comes after the hangup opens the media': /\w+ is (idle|calling|ringing) and has media/,
  'the consent of an earlier call counts in the next': /camera of \w+ is on without consent/,
}

it.each(FAULT_NAMES)(
  '%s',
  async (name) => {
    takeOut = plant(name)
    const { errorInstance } = await fc.check(promise(fc.constant(TWO)), {
      ...{ numRuns: RUNS, seed: SEED, endOnFailure: true },
    })
    expect(errorInstance).toMatchObject({ message: expect.stringMatching(SAID[name]) as string })
  },
  TIMEOUT_MS,
)
