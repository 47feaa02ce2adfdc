/** Which tests a mutant meets first. */
import path from 'node:path'
import type { Mutant } from './source/mutants'
import type { Reach } from './reach'
import { STAGES, type Project } from './suites'

/** loading a test file, ms */
const FILE_COST = 250
/** so many finds elsewhere count as much as the name of the mutant's file: what all tests load, few look at */
const NAMESAKE = 30

/** Tests of a file that could notice a mutant. */
export interface Plan {
  file: string
  project: Project
  /** their names; null for all of the file */
  only: string[] | null
  ms: number
}

type Test = Reach['tests'][number]

const kills = new Map<string, number>()

/** A test file has noticed a change in a file of the library: it may notice others there. */
export function learn(file: string, test: string): void {
  for (const key of [`${file} ${test}`, test]) kills.set(key, (kills.get(key) ?? 0) + 1)
}

/**
 * What could notice the mutant, stage by stage: first two of each kind of test, then the rest; what has noticed others of
 * the mutant's file and costs little comes early.
 */
export function testsFor(id: number, mutant: Mutant, all: Reach[]): Plan[] {
  return STAGES.flatMap((stage) => {
    const files = all.filter((one) => one.stage === stage).map((reach) => roundsOf(id, reach))
    return [0, 1].flatMap((round) =>
      inOrder(
        mutant,
        files.flatMap((rounds) => rounds[round] ?? []),
      ),
    )
  })
}

function inOrder(mutant: Mutant, plans: Plan[]): Plan[] {
  const namesake = `/${path.basename(mutant.file, '.ts')}.test.ts`
  const worth = ({ file, ms }: Plan): number => {
    const found = (kills.get(file) ?? 0) + 8 * (kills.get(`${mutant.file} ${file}`) ?? 0)
    return (1 + found + (file.endsWith(namesake) ? NAMESAKE : 0)) / ms
  }
  return plans.sort((a, b) => worth(b) - worth(a))
}

function roundsOf(id: number, { file, project, outside, tests }: Reach): Plan[] {
  const plan = (some: Test[], only: string[] | null): Plan => {
    return { file, project, only, ms: some.reduce((sum, { ms }) => sum + ms, FILE_COST) }
  }
  if (outside.includes(id)) return [plan(tests, null)]
  const reaching = tests.filter(({ mutants }) => mutants.includes(id))
  const kinds = reaching.map(({ name }) => kindOf(name))
  const first = reaching.filter(
    (_, at) => kinds.indexOf(kinds[at] ?? '') === at || !kinds.includes(kinds[at] ?? '', at + 1),
  )
  const rounds = [first, reaching.filter((one) => !first.includes(one))]
  return rounds
    .filter(({ length }) => length > 0)
    .map((some) =>
      plan(
        some,
        some.map(({ name }) => name),
      ),
    )
}

/** Names that end alike are of one behaviour in many situations: `%s, %s: the call goes on`. */
function kindOf(name: string): string {
  return name.slice(name.lastIndexOf(': ') + 1)
}
