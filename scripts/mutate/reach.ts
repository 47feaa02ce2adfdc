/** Which mutants each test could notice, and what the test costs; kept between runs of the same sample. */
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { ROOT, sourceFiles } from './source/sources'
import { testFiles, type TestFile } from './suites'
import type { Workshop } from './workshop'

export interface Reach extends TestFile {
  /** of the test file and everything it is made of, mutants included */
  hash: string
  /** mutants that count whatever test is chosen */
  outside: number[]
  tests: { name: string; ms: number; mutants: number[] }[]
}

const CACHE = path.join(ROOT, 'node_modules/.cache/mutate')
const IMPORT = /(?:from|import|require\()\s*'(\.{1,2}\/[^']+)'/g

/**
 * Reach of each test file, for the texts in the workshop. Runs what has changed since it was last asked.
 *
 * @throws Error if a test fails without any mutant
 */
export async function reachOf(workshop: Workshop): Promise<Reach[]> {
  const sample = hashOf(workshop.texts.flat())
  const cache = path.join(CACHE, `${sample}.json`)
  const kept: Partial<Record<string, Reach>> = existsSync(cache) ? parsed(cache) : {}
  mkdirSync(CACHE, { recursive: true })
  const all: Reach[] = []
  for (const test of relevant()) {
    const hash = hashOf(partsOf(test).sort().map(textOf))
    const old = kept[test.file]
    const reach = old?.hash === hash ? { ...old, ...test } : { ...test, hash, ...(await measure(workshop, test)) }
    all.push(reach)
    kept[test.file] = reach
    writeFileSync(cache, JSON.stringify(kept))
  }
  return all
}

async function measure(workshop: Workshop, { file, project }: TestFile): Promise<Pick<Reach, 'outside' | 'tests'>> {
  const { failed, outside, tests, ms } = await workshop.run({ mutant: 0, file, project, only: null }, 600_000)
  console.log(`  without mutants: ${file} (${(ms / 1000).toFixed(1)} s)`)
  if (failed) throw new Error(`${file} fails as it is: ${failed.name}\n${failed.message}`)
  return { outside, tests }
}

function parsed(file: string): Record<string, Reach> {
  return JSON.parse(readFileSync(file, 'utf8')) as Record<string, Reach>
}

/** Test files that import something of the library, however indirectly. The component does. */
function relevant(): TestFile[] {
  const sources = new Set(sourceFiles())
  return testFiles().filter(
    ({ file, project }) => project === 'component' || imports(file).some((one) => sources.has(one)),
  )
}

/** Files that a change of could change what a test file reaches. */
function partsOf({ file, project }: TestFile): string[] {
  const parts = [...imports(file), 'jest.config.js', 'scripts/mutate/suites.ts']
  if (project !== 'component') return parts
  const shown = readdirSync(path.join(ROOT, 'component'), { recursive: true, encoding: 'utf8' })
  const scripts = shown
    .map((name) => `component/${name.split(path.sep).join('/')}`)
    .filter((name) => name.endsWith('.ts'))
  return [...new Set([...parts, ...scripts, ...scripts.flatMap(imports)])]
}

function hashOf(texts: string[]): string {
  const hash = createHash('sha1')
  for (const text of texts) hash.update(text).update('\0')
  return hash.digest('hex')
}

const known = new Map<string, string[]>()

/** Files of the project that a file is made of, itself included. */
function imports(file: string): string[] {
  const found = new Set<string>()
  const open = [file]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (found.has(next)) continue
    found.add(next)
    open.push(...importsOf(next))
  }
  return [...found]
}

function importsOf(file: string): string[] {
  const before = known.get(file)
  if (before) return before
  const folder = path.posix.dirname(file)
  const named = [...textOf(file).matchAll(IMPORT)].map(([, name]) => path.posix.join(folder, name ?? ''))
  const files = named.flatMap((name) => [`${name}.ts`, `${name}/index.ts`, name].filter(isFile).slice(0, 1))
  known.set(file, files)
  return files
}

function textOf(file: string): string {
  return readFileSync(path.join(ROOT, file), 'utf8')
}

function isFile(file: string): boolean {
  return /\.(ts|js|json)$/.test(file) && existsSync(path.join(ROOT, file))
}
