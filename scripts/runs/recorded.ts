/**
 * npm run recorded [-- --write | --print two/17]
 *
 * Recorded runs: compares all that the outside can see of them with what was recorded. `--write` records anew, when a change
 * is intended; `--print` prints the full text of a run, so that those of two revisions can be compared.
 */
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { runTest } from './jest-run'
import { runUnseen } from './run'

const TEXT = path.resolve('.cache/recorded.txt')

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { write: { type: 'boolean' }, print: { type: 'string' } } })
  const files = 'random/recorded'
  if (values.print) process.exitCode = (await print(values.print, files)) ? 0 : 1
  else {
    const { passed } = await runTest('random', files, values.write ? { RECORDED_WRITE: 'yes' } : {})
    process.exitCode = passed ? 0 : 1
  }
}

/** @returns whether there is such a run */
async function print(name: string, files: string): Promise<boolean> {
  mkdirSync(path.dirname(TEXT), { recursive: true })
  rmSync(TEXT, { force: true })
  const args = ['jest', '--selectProjects', 'random', '--runInBand', '--testPathPatterns', files]
  const { output } = await runUnseen('npx', args, { RECORDED_PRINT: name, RECORDED_FILE: TEXT })
  try {
    process.stdout.write(readFileSync(TEXT, 'utf8'))
    return true
  } catch {
    console.error(`There is no run ${name}. Its name is kind/number, as a failure tells it.\n${output}`)
    return false
  }
}

void main()
