/** Which mutants each test could notice, and what the test costs; kept between runs of the same sample. */
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { ROOT, sourceFiles } from './sources'
import type { Workshop } from './workshop'

export interface Reach {
  /** of the test file and everything it is made of, mutants included */
  hash: string
  /** mutants that count whatever test is chosen */
  outside: number[]
  tests: { name: string; ms: number; mutants: number[] }[]
}

const CACHE = path.join(ROOT, 'node_modules/.cache/mutate')
/** tests of what is built from the library, or has nothing to do with calls */
const LEFT_OUT = /^__tests__\/unit\/(simulator|server|scripts|reactive)\//
const IMPORT = /(?:from|import|require\()\s*'(\.{1,2}\/[^']+)'/g

/**
 * Reach by test file, for the texts in the workshop. Runs what has changed since it was last asked.
 *
 * @throws Error if a test fails without any mutant
 */
export async function reachOf(workshop: Workshop): Promise<Map<string, Reach>> {
  const sample = hashOf(workshop.texts.flat())
  const cache = path.join(CACHE, `${sample}.json`)
  const kept: Partial<Record<string, Reach>> = existsSync(cache) ? parsed(cache) : {}
  const all = new Map<string, Reach>()
  mkdirSync(CACHE, { recursive: true })
  for (const file of testFiles()) {
    const hash = hashOf(imports(file).concat('jest.config.js').sort().map(textOf))
    const old = kept[file]
    all.set(file, old?.hash === hash ? old : { hash, ...(await measure(workshop, file)) })
    writeFileSync(cache, JSON.stringify({ ...kept, ...Object.fromEntries(all) }))
  }
  return all
}

async function measure(workshop: Workshop, file: string): Promise<Omit<Reach, 'hash'>> {
  const { failed, outside, tests, ms } = await workshop.run({ mutant: 0, file, only: null }, 600_000)
  console.log(`  without mutants: ${file} (${(ms / 1000).toFixed(1)} s)`)
  if (failed) throw new Error(`${file} fails as it is: ${failed.name}\n${failed.message}`)
  return { outside, tests }
}

function parsed(file: string): Record<string, Reach> {
  return JSON.parse(readFileSync(file, 'utf8')) as Record<string, Reach>
}

/** Unit tests that import something of the library, however indirectly. */
function testFiles(): string[] {
  const folder = '__tests__/unit'
  const files = readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' })
  const named = files.map((file) => `${folder}/${file.split(path.sep).join('/')}`)
  const wanted = new Set(sourceFiles())
  const isTest = (file: string) => file.endsWith('.test.ts') && !LEFT_OUT.test(file)
  const isOne = (file: string) => isTest(file) && imports(file).some((one) => wanted.has(one))
  return named.filter(isOne).sort()
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
