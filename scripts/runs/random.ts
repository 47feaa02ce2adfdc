/**
 * npm run random [-- [--runs 20000] [--seed 42]]
 *
 * Two and three instances of the real library, on the real SDKs, with every delivery, acknowledgement, tap and native
 * event in an order that the seed decides. Without a seed each time another one. Exits with 1 if the promise is
 * broken, or if so few runs would not notice that a protecting rule is missing.
 */
import { parseArgs } from 'node:util'
import { runTest, wholeNumber } from './jest-run'

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { runs: { type: 'string', default: '20000' }, seed: { type: 'string' } } })
  const runs = wholeNumber('runs', values.runs)
  const seed = wholeNumber('seed', values.seed ?? String(1 + Math.floor(Math.random() * 2 ** 31)))
  console.log(`${runs.toLocaleString('en')} runs with seed ${seed}`)
  const env = { RANDOM_RUNS: String(runs), RANDOM_SEED: String(seed) }
  const { passed, seconds } = await runTest('random', '__tests__/random', env)
  console.log(
    `\n${runs.toLocaleString('en')} runs, seed ${seed}, ${seconds.toFixed(1)} s: ${passed ? 'the promise holds' : 'FAILED, see above'}`,
  )
  if (!passed) console.log(`Replay: npm run random -- --runs ${runs} --seed ${seed}`)
  process.exitCode = passed ? 0 : 1
}

void main()
