/** The beginning of what `npm run explore` searches in full: enough to meet most faults of the call logic within a second. */
import { explore } from '../../../scripts/explore/explorer'
import { callLogic } from '../../../scripts/explore/parties/react'
import { CI_SCENARIOS } from '../../../scripts/explore/scenarios'

const MAX_STATES = 5_000

it.each(CI_SCENARIOS.map((scenario) => [scenario.name, scenario] as const))(
  '%s: nothing is violated',
  (_, scenario) => {
    expect(explore(scenario, callLogic, { maxStates: MAX_STATES, stopAtFirst: true }).violations).toEqual(new Map())
  },
)
