/**
 * npm run explore [-- [--nightly] [--scenario <part of a name>] [--trails]]
 *
 * Runs the project's own call logic through every state that the scenarios can reach and prints states, transitions
 * and violations. Then each protecting rule is broken in turn, which must turn the run red.
 * Exits with 1 on a violation, on a search that could not be finished, or when a rule can be broken unnoticed.
 */
import { parseArgs } from 'node:util'
import type { Result } from './explorer'
import { RULE_NAMES } from './rules'
import { CI_SCENARIOS, NIGHTLY_SCENARIOS } from './scenarios'
import { share } from './tasks'
import type { Answer, Task } from './tasks'

const MB = 1e6

const {
  values: { nightly, scenario: wanted, trails: showTrails },
} = parseArgs({
  options: {
    nightly: { type: 'boolean', default: false },
    scenario: { type: 'string', default: '' },
    trails: { type: 'boolean', default: false },
  },
})

/** Bounds time, and memory: a state takes at most 50 bytes. Each scenario of CI has a tenth of it. */
const MAX_STATES = nightly ? 50_000_000 : 5_000_000

const scenarios = (nightly ? NIGHTLY_SCENARIOS : CI_SCENARIOS).filter(({ name }) => name.includes(wanted))
if (scenarios.length === 0) throw new Error(`No scenario has "${wanted}" in its name.`)
const searches = scenarios.map(({ name }): Task => ({ scenario: name, maxStates: MAX_STATES }))
const breaks = nightly || wanted ? [] : RULE_NAMES.map((rule): Task => ({ rule }))
let failed = false
/** of the scenarios; seconds of threads, and of the clock */
const sums = { states: 0, seconds: 0, clock: 0 }

void main()

async function main(): Promise<void> {
  console.log(row('scenario', 'states', 'transitions', 'at rest', 'depth', 'violations', 'seconds', 'MB'))
  const began = performance.now()
  await share(searches, tellSearch)
  sums.clock = (performance.now() - began) / 1000
  tellRates()
  if (breaks.length) console.log(`\n${row('rule broken', 'turns red with')}`)
  await share(breaks, tellBreak)
  console.log(failed ? '\nThe promise is broken.' : '\nThe promise holds in every state.')
  process.exitCode = failed ? 1 : 0
}

function tellSearch(_task: Task, result: Answer): void {
  if (!result) return
  const violations = [...result.violations.values()].reduce((sum, { count }) => sum + count, 0)
  if (violations || !result.complete) failed = true
  const { scenario, states, transitions, atRest, depth, seconds, bytes } = result
  sums.states += states
  sums.seconds += seconds
  const cells = [states, transitions, atRest, depth, violations, seconds.toFixed(1), Math.ceil(bytes / MB)]
  console.log(row(scenario, ...cells))
  if (!result.complete) console.log(`    not finished: stopped at ${MAX_STATES.toLocaleString('en')} states`)
  tellViolations(result)
}

function tellRates(): void {
  const { states, seconds, clock } = sums
  const rate = (time: number) => Math.round(states / time).toLocaleString('en')
  const { maxRSS } = process.resourceUsage()
  console.log(
    `\n${states.toLocaleString('en')} states in ${clock.toFixed(1)} s: ${rate(clock)} a second; one thread: ${rate(seconds)} a second.` +
      `\nStates and their table take what is said under MB; the whole process took ${Math.ceil(maxRSS / 1000)} MB.`,
  )
}

function tellBreak(task: Task, result: Answer): void {
  const [violation] = result ? [...result.violations.keys()] : []
  if (!result || !violation) failed = true
  const rule = 'rule' in task ? task.rule : ''
  console.log(row(rule, violation ? `${violation} (${result?.scenario})` : 'NOTHING: the rule protects nothing'))
  if (result && showTrails) tellViolations(result)
}

function tellViolations(result: Result): void {
  for (const [violation, { count, trail }] of result.violations) {
    console.log(`    ${count} x ${violation}\n      ${trail.join('\n      ')}`)
  }
}

function row(first: string | number, ...rest: (string | number)[]): string {
  const cells = rest.map((cell) => (typeof cell === 'number' ? cell.toLocaleString('en') : cell))
  return [String(first).padEnd(58), ...cells.map((cell) => cell.padStart(12))].join('')
}
