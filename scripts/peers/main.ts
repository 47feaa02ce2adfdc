/**
 * npm run peers [-- [--peer "1.0.6"] [--scenario "both call"] [--trace] [--update]]
 *
 * Nine versions of other people's callers, as they are on npm, call our built library and are called by it, in virtual
 * time and at two latencies. Exits with 1 if anything fails that is not listed in known.ts, or works although it is.
 *
 *     --peer, --scenario   plays only those whose name has this
 *     --trace              prints what was sent, and what either side heard; for one scenario
 *     --update             writes docs/en/works-with.md and docs/zh/works-with.md
 */
import { fork } from 'node:child_process'
import { existsSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { ENGINES } from './engines'
import { checkKnown } from './known'
import type { Result } from './play'
import { grid, summary, surprises } from './report'
import { checkDocuments, updateDocuments } from './works-with'
import type { Job } from './worker'

/** milliseconds each way */
const LATENCIES = [0, 150]
/** a run that takes longer hangs */
const DEADLINE_MS = 600_000

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      peer: { type: 'string', default: '' },
      scenario: { type: 'string', default: '' },
      trace: { type: 'boolean', default: false },
      update: { type: 'boolean', default: false },
    },
  })
  if (!existsSync(path.resolve('dist/index.js')))
    throw new Error('dist/index.js is missing: run "npm run build" first.')
  checkKnown()
  const { peer, scenario, trace, update } = values
  const engines = ENGINES.filter(({ name, short }) => name.includes(peer) || short.includes(peer))
  const jobs = engines.flatMap(({ name }) => LATENCIES.map((latency) => ({ peer: name, latency, scenario, trace })))
  const began = Date.now()
  const results = await playAll(jobs)
  if (results.length === 0) throw new Error('No peer or no scenario has a name like that.')

  console.log(`\n${grid(results)}\n\n${summary(results)}`)
  const problems = surprises(results)
  const isWhole = peer === '' && scenario === ''
  if (isWhole && update) await updateDocuments(results)
  else if (isWhole && problems.length === 0) problems.push(...(await checkDocuments(results)))
  for (const problem of problems) console.error(`\n${problem}`)
  const seconds = ((Date.now() - began) / 1000).toFixed(1)
  console.log(
    `\n${results.length} scenarios in ${seconds} s: ${problems.length > 0 ? 'NOT as expected' : 'as expected'}`,
  )
  process.exitCode = problems.length > 0 ? 1 : 0
}

/** @returns the results in the order of the jobs */
async function playAll(jobs: Job[]): Promise<Result[]> {
  const results: Result[][] = jobs.map(() => [])
  // the WebAssembly engines, which take longest, stand at the end
  const open = jobs.map((job, index) => ({ job, index }))
  const lane = async () => {
    const worker = startWorker()
    for (let next = open.pop(); next; next = open.pop()) results[next.index] = await worker.play(next.job)
    worker.stop()
  }
  const lanes = Array.from({ length: Math.min(jobs.length, availableParallelism()) }, lane)
  const deadline = setTimeout(() => {
    console.error(`The run hangs; ${open.length} of ${jobs.length} jobs were not begun.`)
    process.exit(1)
  }, DEADLINE_MS)
  await Promise.all(lanes)
  clearTimeout(deadline)
  return results.flat()
}

function startWorker() {
  const child = fork(path.join(__dirname, 'worker.ts'))
  return {
    play: (job: Job) =>
      new Promise<Result[]>((resolve, reject) => {
        const onExit = (code: number | null) => reject(new Error(`The worker for ${job.peer} ended (${code}).`))
        child.once('exit', onExit)
        child.once('message', (results) => {
          child.off('exit', onExit)
          resolve(results as Result[])
        })
        child.send(job)
      }),
    stop: () => child.disconnect(),
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
})
