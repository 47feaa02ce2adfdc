/** Shows that every protecting rule is needed: without it, some scenario breaks the promise. */
import { ALL_RULES, DEFAULT_SETTINGS } from '../../lib/call/model'
import type { Rules } from '../../lib/call/model'
import { explore } from './explorer'
import type { Result } from './explorer'
import { logicWith } from './react'
import { CI_SCENARIOS } from './scenarios'

export const RULE_NAMES = Object.keys(ALL_RULES) as (keyof Rules)[]

/** Enough to meet the first violation of any rule, far below a full search. */
const MAX_STATES = 60_000

/** @returns the first run that turns red without `rule`; null if none does */
export function exploreWithout(rule: keyof Rules): Result | null {
  const logic = logicWith({ ...DEFAULT_SETTINGS, rules: { ...ALL_RULES, [rule]: false } })
  for (const scenario of CI_SCENARIOS) {
    const result = explore(scenario, logic, { maxStates: MAX_STATES, stopAtFirst: true })
    if (result.violations.size) return result
  }
  return null
}
