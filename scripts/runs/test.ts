/**
 * `npm test`: every check but `npm run check:wechat` (it downloads WeChat's own compiler). Stages that keep one core
 * busy run two at a time; what such a stage prints is shown when it has ended. A failed stage does not stop the next
 * ones, unless they need it. The last line is `Tests: N passed, N failed`; failed stages without tests of their own
 * count as one failed test.
 */
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import path from 'node:path'
import { findOrInstallChromium } from './chromium'
import { run, runUnseen } from './run'
import { schedule } from './schedule'

interface Stage {
  /** also the script in package.json */
  name: string
  /** a jest project: it counts its tests itself */
  tests?: true
  /** what must have passed before */
  needs?: string
  /** how many cores it keeps busy */
  cores: 1 | 2
  /** prepares the environment variables of the stage */
  prepare?: () => Promise<Record<string, string>>
}

/** Of the stages that keep one core busy: another one does the same beside them. */
const LESS_THREADS = {
  NODE_OPTIONS: [
    process.env['NODE_OPTIONS'],
    '--max-semi-space-size=64',
    `--require ${JSON.stringify(path.resolve(__dirname, 'optimize-less.js'))}`,
  ].join(' '),
}

const STAGES: Stage[] = [
  { name: 'lint:code', cores: 1 },
  { name: 'build', cores: 1 },
  { name: 'check:dist', cores: 1, needs: 'build' },
  { name: 'typecheck', cores: 1 },
  { name: 'lint:format', cores: 1 },
  // what is judged there is counted, not timed; `npm run bench` on a quiet machine has the rates
  { name: 'bench', cores: 1, needs: 'build' },
  { name: 'explore', cores: 2 },
  { name: 'peers', cores: 2, needs: 'build' },
  { name: 'test:unit', cores: 2, tests: true },
  { name: 'test:attack', cores: 2, tests: true },
  { name: 'test:random', cores: 2, tests: true },
  { name: 'test:component', cores: 2, tests: true, needs: 'build' },
  {
    name: 'test:e2e',
    cores: 2,
    tests: true,
    needs: 'build',
    prepare: async () => ({ CHROMIUM_PATH: await findOrInstallChromium() }),
  },
]

interface Counts {
  passed: number
  failed: number
  skipped: number
}

interface Outcome extends Counts {
  name: string
  verdict: 'passed' | 'failed' | 'not run'
  seconds: number
}

/** The parts of jest's `--json` report that count. */
interface JestReport {
  numPassedTests: number
  numFailedTests: number
  numPendingTests: number
  numTodoTests: number
  numRuntimeErrorTestSuites: number
}

const REPORTS = path.resolve('.cache/test-reports')
const NO_TESTS: Counts = { passed: 0, failed: 0, skipped: 0 }
const ONE_FAILURE: Counts = { passed: 0, failed: 1, skipped: 0 }

async function main(): Promise<void> {
  rmSync(REPORTS, { recursive: true, force: true })
  mkdirSync(REPORTS, { recursive: true })

  const jobs = STAGES.map((stage) => ({ ...stage, run: (alone: boolean) => runStage(stage, alone) }))
  const results = await schedule(jobs, Math.min(2, availableParallelism()), ({ verdict }) => verdict === 'passed')
  const outcomes = STAGES.map(({ name }) => results.get(name) ?? notRun(name))
  summarize(outcomes)
  process.exitCode = outcomes.every(({ verdict }) => verdict === 'passed') ? 0 : 1
}

function notRun(name: string): Outcome {
  return { name, verdict: 'not run', seconds: 0, ...ONE_FAILURE }
}

/** @param alone what it prints is shown at once; else when it has ended */
async function runStage(stage: Stage, alone: boolean): Promise<Outcome> {
  const title = `\n=== ${stage.name}`
  console.log(alone ? title : `${title}: begun`)
  const begun = Date.now()
  const report = path.join(REPORTS, `${stage.name.replace(':', '-')}.json`)
  const args = ['run', '--silent', stage.name, ...(stage.tests ? ['--', '--json', `--outputFile=${report}`] : [])]
  const ok = await prepared(stage).then(
    async (env) => {
      if (alone) return run('npm', args, env)
      const { succeeded, output } = await runUnseen('npm', args, env)
      console.log(`${title}\n${output}`.trimEnd())
      return succeeded
    },
    (error: unknown) => {
      console.error(error instanceof Error ? error.message : error)
      return false
    },
  )
  const counts = stage.tests ? countTests(report) : NO_TESTS
  return {
    name: stage.name,
    verdict: ok ? 'passed' : 'failed',
    seconds: (Date.now() - begun) / 1000,
    // a stage that failed without a failed test, such as typecheck, still shows in the sum
    ...(ok || counts.failed > 0 ? counts : { ...counts, failed: ONE_FAILURE.failed }),
  }
}

async function prepared({ cores, prepare }: Stage): Promise<Record<string, string>> {
  return { ...(cores === 1 && LESS_THREADS), ...(await prepare?.()) }
}

function countTests(file: string): Counts {
  try {
    const report = JSON.parse(readFileSync(file, 'utf8')) as JestReport
    return {
      passed: report.numPassedTests,
      // a file that does not even load is a failure, too
      failed: report.numFailedTests + report.numRuntimeErrorTestSuites,
      skipped: report.numPendingTests + report.numTodoTests,
    }
  } catch {
    // jest ended before it could write the report
    return ONE_FAILURE
  }
}

function summarize(outcomes: Outcome[]): void {
  console.log('\n=== summary')
  for (const { name, verdict, seconds, passed, failed, skipped } of outcomes) {
    const tests = passed + failed + skipped > 0 && name.startsWith('test:') ? `${passed} passed, ${failed} failed` : ''
    console.log(`${name.padEnd(16)}${verdict.padEnd(9)}${seconds.toFixed(1).padStart(7)} s   ${tests}`.trimEnd())
  }
  const sum = (key: keyof Counts) => outcomes.reduce((total, outcome) => total + outcome[key], 0)
  const skipped = sum('skipped')
  console.log()
  console.log(`Tests: ${sum('passed')} passed, ${sum('failed')} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`)
}

void main()
