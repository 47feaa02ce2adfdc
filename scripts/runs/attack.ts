/**
 * npm run attack [-- [--seed 42]]
 *
 * The real library under every attack of a hostile peer, with one account and with forty, in virtual time; then the same
 * with one defence after the other taken out, which must turn it red; and floods over loopback against the service.
 * Prints what arrived, what was answered, how many acknowledgements the user's own action waited for, and what has
 * broken. Exits with 1 if anything has.
 */
import { parseArgs } from 'node:util'
import { runTest, wholeNumber } from './jest-run'

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { seed: { type: 'string' } } })
  const seed = wholeNumber('seed', values.seed ?? String(1 + Math.floor(Math.random() * 2 ** 31)))
  const { passed, seconds } = await runTest('attack', '__tests__/attack', {
    ATTACK_SEED: String(seed),
    ATTACK_TABLE: '1',
  })
  console.log(`\nseed ${seed}, ${seconds.toFixed(1)} s: ${passed ? 'all of it holds' : 'FAILED, see above'}`)
  if (!passed) console.log(`Replay: npm run attack -- --seed ${seed}`)
  process.exitCode = passed ? 0 : 1
}

void main()
