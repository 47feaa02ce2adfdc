/**
 * npm run soak [-- --calls 10000]
 *
 * Calls of every kind between two people, in virtual time, and what they leave behind. Exits with 1 if anything grows.
 */
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { runTest, wholeNumber } from './jest-run'

interface Report {
  calls: number
  warmUp: number
  virtualSeconds: number
  before: Record<string, number>
  after: Record<string, number>
}

const REPORT = path.resolve('.cache/soak.json')

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { calls: { type: 'string', default: '10000' } } })
  const calls = wholeNumber('calls', values.calls)
  mkdirSync(path.dirname(REPORT), { recursive: true })
  rmSync(REPORT, { force: true })
  const env = { SOAK_CALLS: String(calls), SOAK_REPORT: REPORT }
  const { passed, seconds } = await runTest('unit', 'unit/call/soak', env)
  process.exitCode = passed ? 0 : 1
  if (passed) tell(JSON.parse(readFileSync(REPORT, 'utf8')) as Report, seconds)
}

function tell({ calls, warmUp, virtualSeconds, before, after }: Report, seconds: number): void {
  const hours = (virtualSeconds / 3600).toFixed(1)
  console.log(
    `\n${calls.toLocaleString('en')} calls in ${hours} h of virtual time, ${seconds.toFixed(1)} s of real time\n`,
  )
  console.log(row('', `after ${warmUp}`, `after ${calls}`))
  for (const [name, value] of Object.entries(before)) {
    const show = (number: number) => (name === 'heap' ? `${(number / 1e6).toFixed(1)} MB` : String(number))
    console.log(row(name, show(value), show(after[name] ?? NaN)))
  }
}

function row(...[name = '', ...cells]: string[]): string {
  return [name.padEnd(16), ...cells.map((cell) => cell.padStart(14))].join('')
}

void main()
