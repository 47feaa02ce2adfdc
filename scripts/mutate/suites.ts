/** Which test files could notice a mutant: the unit tests, and what else is cheap enough to be run for one mutant. */
import { readdirSync } from 'node:fs'
import path from 'node:path'
import { ROOT } from './source/sources'

/** A jest project that can run as a mutant's tests. Attack and random tests run as unit tests do. */
export type Project = 'unit' | 'component'

/** Test files of a mutant are asked in this order. */
export const STAGES = ['unit', 'further'] as const
export type Stage = (typeof STAGES)[number]

export interface TestFile {
  /** from the root of the project, with `/` */
  file: string
  project: Project
  stage: Stage
}

/**
 * Left out: tests of what is built from the library, or has nothing to do with calls; and those which show that a suite
 * can turn red, because a mutant that a broken rule or defence hides would make them green.
 */
const LEFT_OUT = [
  /^unit\/(simulator|server|scripts|reactive)\//,
  /^component\/hosts\/host\./,
  /^random\/(consent|rules)\./,
  /^attack\/(defences|service-floods)\./,
]

/**
 * For the workers: runs of the random suites that do for one mutant (the recorded ones are fixed, and all of them run), and the
 * component as it is compiled from its source.
 */
export const SETTINGS = { RANDOM_RUNS: '300', RANDOM_SHRINK: 'no', COMPONENT_FOLDER: 'component' }

export function testFiles(): TestFile[] {
  const of = (folder: string, project: Project, stage: Stage): TestFile[] => {
    const files = readdirSync(path.join(ROOT, '__tests__', folder), { recursive: true, encoding: 'utf8' })
    const named = files.map((file) => `${folder}/${file.split(path.sep).join('/')}`).sort()
    const wanted = named.filter((file) => file.endsWith('.test.ts') && !LEFT_OUT.some((one) => one.test(file)))
    return wanted.map((file) => ({ file: `__tests__/${file}`, project, stage }))
  }
  return [
    ...of('unit', 'unit', 'unit'),
    // cheap, and notices much
    ...of('random/recorded', 'unit', 'unit'),
    ...of('component', 'component', 'further'),
    ...of('attack', 'unit', 'further'),
    ...of('random', 'unit', 'further').filter(({ file }) => !file.includes('/recorded/')),
  ]
}
