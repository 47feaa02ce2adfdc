/**
 * npm run mutate [-- [--count 150] [--seed 1] [--files call/] [--patience 20] [--report file.json] [--again file.json]]
 *
 * Changes the library in small ways, drawn with a seed, and runs the tests that reach each change until one fails: unit
 * tests, and if none of them does, the component's, the attack and the random runs.
 * Lists what no test has noticed. `--files` takes a part of the path of the files to change; `--again` tries those that
 * nobody noticed in an earlier report, or that it had not come to. `--patience` is how many seconds of tests one mutant
 * may cost. Exits with 1 if less than 97 % of the mutants that change something are noticed.
 *
 * Messages for people (log lines, sentences) stay as they are, and so does what the compiler would refuse.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { wholeNumber } from '../runs/jest-run'
import { EXPLAINED, type Explained } from './explained'
import { withMutants } from './source/instrument'
import type { Mutant } from './source/mutants'
import { learn, testsFor } from './order'
import { type Reach, reachOf } from './reach'
import { draw, parse, ROOT } from './source/sources'
import { Workshop } from './workshop'

const WANTED = 0.97

type Verdict = { mutant: Mutant; verdict: 'noticed' | 'not noticed' | 'equivalent'; by: string; ms: number }

interface Report {
  seed: number
  verdicts: Verdict[]
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      count: { type: 'string', default: '150' },
      seed: { type: 'string', default: '1' },
      files: { type: 'string', default: '' },
      report: { type: 'string' },
      again: { type: 'string' },
      patience: { type: 'string', default: '3600' },
    },
  })
  const seed = wholeNumber('seed', values.seed)
  const earlier = values.again ? (JSON.parse(readFileSync(values.again, 'utf8')) as Report) : null
  const mutants = earlier
    ? earlier.verdicts.map(({ mutant }) => mutant)
    : drawn(seed, wholeNumber('count', values.count), values.files)
  const workshop = new Workshop()
  workshop.texts = instrumented(mutants)
  const reach = await reachOf(workshop)
  const verdicts = mutants.map((mutant): Verdict => ({ mutant, verdict: 'not noticed', by: '', ms: 0 }))
  earlier?.verdicts.forEach((one, at) => one.verdict === 'noticed' && (verdicts[at] = one))
  const patience = wholeNumber('patience', values.patience) * 1000
  for (const [at, { mutant, verdict: before }] of verdicts.entries()) {
    if (before === 'noticed') continue
    const verdict = await judge(mutant, at + 1, workshop, reach, patience)
    verdicts[at] = verdict
    console.log(`${at + 1}/${mutants.length} ${lineOf(verdict)}`)
    if (values.report) writeFileSync(values.report, JSON.stringify({ seed, verdicts } satisfies Report, null, 1))
  }
  await workshop.stop()
  process.exitCode = sumUp(verdicts) ? 0 : 1
}

function drawn(seed: number, count: number, files: string): Mutant[] {
  const { mutants, sites } = draw(seed, count, (file) => file.includes(files))
  console.log(`${mutants.length} mutants, drawn with seed ${seed} from ${sites.toLocaleString('en')} places`)
  return mutants
}

function instrumented(mutants: Mutant[]): [string, string][] {
  const files = [...new Set(mutants.map(({ file }) => file))]
  return files.map((file) => {
    const source = parse(file)
    const own = mutants.filter((one) => one.file === file)
    return [path.join(ROOT, file), withMutants(source, own, (one) => mutants.indexOf(one) + 1)]
  })
}

async function judge(mutant: Mutant, id: number, workshop: Workshop, all: Reach[], patience: number): Promise<Verdict> {
  const explained = explanationOf(mutant)
  if (explained) return { mutant, verdict: 'equivalent', by: explained.why, ms: 0 }
  const beganAt = Date.now()
  let left = patience
  for (const { file, project, only, ms } of testsFor(id, mutant, all)) {
    // the first may cost what it likes
    if (left < ms && left < patience) break
    left -= ms
    const { failed } = await workshop.run({ mutant: id, file, project, only }, 30_000 + 6 * ms)
    if (!failed) continue
    learn(mutant.file, file)
    return { mutant, verdict: 'noticed', by: `${file}: ${failed.name}`, ms: Date.now() - beganAt }
  }
  return { mutant, verdict: 'not noticed', by: '', ms: Date.now() - beganAt }
}

function explanationOf({ file, start, within, before, after }: Mutant): Explained | undefined {
  const text = readFileSync(path.join(ROOT, file), 'utf8').slice(0, start)
  const isMeant = ({ preceding = '' }: Explained): boolean => text.endsWith(preceding)
  return EXPLAINED.find((one) => one.within === within && one.before === before && one.after === after && isMeant(one))
}

/* ------------------------------------------------------------------ what is printed */

function lineOf({ mutant, verdict, by, ms }: Verdict): string {
  const { file, line, within, before, after, place } = mutant
  const from = place === 'entry' ? 'at the start' : oneLine(before)
  const change = `${from} → ${after ? oneLine(after) : 'nothing'}`
  return `${verdict}: ${file}:${line} ${within}: ${change} (${by ? `${by}, ` : ''}${(ms / 1000).toFixed(1)} s)`
}

function oneLine(text: string): string {
  const short = text.replace(/\s+/g, ' ')
  return short.length > 90 ? `${short.slice(0, 87)}...` : short
}

/** @returns whether enough was noticed */
function sumUp(verdicts: Verdict[]): boolean {
  const of = (wanted: Verdict['verdict']): Verdict[] => verdicts.filter(({ verdict }) => verdict === wanted)
  const [noticed, left, equivalent] = [of('noticed'), of('not noticed'), of('equivalent')]
  const share = noticed.length / (noticed.length + left.length || 1)
  for (const one of equivalent) console.log(lineOf(one))
  for (const one of left) console.log(lineOf(one))
  console.log(
    `\n${noticed.length} noticed, ${left.length} not noticed, ${equivalent.length} equivalent (explained): ` +
      `${(share * 100).toFixed(1)} % of those that change something`,
  )
  return share >= WANTED
}

void main()
