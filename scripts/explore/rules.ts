/** Shows that every protecting rule is needed: without it, some scenario breaks the promise. */
import { rules } from '../../lib/call/state/rules'
import { explore } from './explorer'
import type { Result } from './explorer'
import { callLogic } from './parties/react'
import { RULE_SCENARIOS } from './scenarios'

export type RuleName = keyof typeof rules

/** What each rule says when it is broken. */
const BROKEN: { [R in RuleName]: boolean | (typeof rules)[R] } = {
  isTombstoned: false,
  isExpired: false,
  isNamed: true,
  isGlare: false,
  isOverdue: false,
  isLateAccept: false,
  isOld: false,
  isOutOfStep: false,
  callsAgain: false,
  ringsToo: false,
  // as if signalling carried the media
  isCutOff: ({ network, media, interrupted }) => network || media !== 'here' || interrupted,
  isDeserted: false,
  hasLeft: false,
  isUnanswered: false,
  isStranger: false,
  isQuiet: false,
}

export const RULE_NAMES = Object.keys(BROKEN) as RuleName[]

/** Breaks a rule of the call logic. @returns mends it */
export function breakRule(name: RuleName): () => void {
  const whole = { ...rules }
  const answer = BROKEN[name]
  Object.assign(rules, { [name]: typeof answer === 'boolean' ? () => answer : answer })
  return () => void Object.assign(rules, whole)
}

/** Enough to meet the first violation of any rule, far below a full search. */
const MAX_STATES = 150_000

/** @returns the first run that turns red without the rule; null if none does */
export function exploreWithout(name: RuleName): Result | null {
  const mend = breakRule(name)
  try {
    for (const scenario of RULE_SCENARIOS) {
      const result = explore(scenario, callLogic, { maxStates: MAX_STATES, stopAtFirst: true })
      if (result.violations.size) return result
    }
    return null
  } finally {
    mend()
  }
}
