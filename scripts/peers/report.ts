/** What the run says: a grid, sums, the reasons, and what is not as expected. */
import { ENGINES } from './engines'
import { knownReason, REASONS } from './known'
import type { Reason } from './known'
import type { Result } from './play'

/** Failures that nobody expected, and expected ones that did not come. */
export function surprises(results: Result[]): string[] {
  return results.flatMap((result) => {
    const { verdict, peer, scenario, latency, why } = result
    const reason = knownReason(result)
    const where = `${peer}, ${latency} ms: ${scenario}`
    if (verdict === 'fails' && !reason) return [`FAILS     ${where}\n          ${why}`]
    if (verdict !== 'fails' && reason) return [`${verdict.toUpperCase()}, take it off the list (${reason})  ${where}`]
    return []
  })
}

/** One line a scenario, one column a peer. Where latencies differ, a cell has one word for each. */
export function grid(results: Result[]): string {
  const scenarios = unique(results.map(({ scenario }) => scenario))
  const engines = ENGINES.filter(({ name }) => results.some(({ peer }) => peer === name))
  const width = Math.max(...scenarios.map((name) => name.length))
  const head = [''.padEnd(width), ...engines.map(({ short }) => short)].join('  ')
  const rows = scenarios.map((scenario) => {
    const cells = engines.map(({ name, short }) => {
      const words = results.filter((one) => one.scenario === scenario && one.peer === name).map(wordFor)
      return unique(words).length === 1 ? center(words[0] ?? '', short.length) : center(words.join('|'), short.length)
    })
    return [scenario.padEnd(width), ...cells].join('  ').trimEnd()
  })
  return [head, ...rows].join('\n')
}

function wordFor(result: Result): string {
  if (result.verdict === 'works') return 'ok'
  return result.verdict === 'fails' ? (knownReason(result) ?? 'FAILS') : '-'
}

export interface Sum {
  peer: string
  latency: number
  works: number
  /** those that apply */
  all: number
  /** of the known failures */
  reasons: Reason[]
}

export function sums(results: Result[]): Sum[] {
  const latencies = unique(results.map(({ latency }) => latency))
  return ENGINES.flatMap(({ name }) =>
    latencies.map((latency) => {
      const own = results.filter((one) => one.peer === name && one.latency === latency)
      const failures = own.filter(({ verdict }) => verdict === 'fails')
      const works = own.filter(({ verdict }) => verdict === 'works').length
      const reasons = failures.map(knownReason).filter((reason) => reason !== null)
      return { peer: name, latency, works, all: works + failures.length, reasons: unique(reasons).sort() }
    }),
  ).filter(({ all }) => all > 0)
}

export function summary(results: Result[]): string {
  const list = sums(results)
  const lines = list.map(({ peer, latency, works, all, reasons }) =>
    [peer.padEnd(38), `${latency} ms`.padStart(6), `${works} of ${all}`.padStart(9), reasons.join(' ')].join('  '),
  )
  const totals = unique(list.map(({ latency }) => latency)).map((latency) => {
    const own = list.filter((one) => one.latency === latency)
    const add = (key: 'works' | 'all') => own.reduce((total, one) => total + one[key], 0)
    return ['all'.padEnd(38), `${latency} ms`.padStart(6), `${add('works')} of ${add('all')}`].join('  ')
  })
  const reasons = unique(list.flatMap((one) => one.reasons)).sort()
  const texts = reasons.map((reason) => `  ${reason}  ${REASONS[reason].en[0]}`)
  return [...lines, '', ...totals, '', ...texts].join('\n').trimEnd()
}

function unique<T>(values: T[]): T[] {
  return [...new Set(values)]
}

function center(text: string, width: number): string {
  return text.padStart(Math.floor((width + text.length) / 2)).padEnd(width)
}
