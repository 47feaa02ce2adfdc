/**
 * npm run random [-- --runs 20000] [-- --seed 42]
 *
 * Two and three instances of the real library, on the real SDKs, with every delivery, acknowledgement, tap and native
 * event in an order that the seed decides. Without a seed each time another one. Exits with 1 if the promise is broken.
 */
import { option, runTest } from './jest-run'

async function main(): Promise<void> {
  const runs = option('runs', 20_000)
  const seed = option('seed', 1 + Math.floor(Math.random() * 2 ** 31))
  console.log(`${runs.toLocaleString('en')} runs with seed ${seed}`)
  const env = { RANDOM_RUNS: String(runs), RANDOM_SEED: String(seed) }
  const { passed, seconds } = await runTest('random', '__tests__/random', env)
  console.log(
    `\n${runs.toLocaleString('en')} runs, seed ${seed}, ${seconds.toFixed(1)} s: ${passed ? 'the promise holds' : 'BROKEN'}`,
  )
  if (!passed) console.log(`Replay: npm run random -- --runs ${runs} --seed ${seed}`)
  process.exitCode = passed ? 0 : 1
}

void main()
