/** Which files are changed, and what is changed in them. */
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import ts from 'typescript'
import { Compiler } from './compiler'
import { constantsOf, type Mutant, sitesOf } from './mutants'
import { createRandom } from '../../runs/create-random'

export const ROOT = path.resolve(__dirname, '../../..')
/** the wrapper over Westore: its tests are properties of their own */
const LEFT_OUT = ['lib/reactive/']

/** Files of the library, from the root of the project, with `/`. */
export function sourceFiles(): string[] {
  const files = readdirSync(path.join(ROOT, 'lib'), { recursive: true, encoding: 'utf8' })
  return files
    .map((file) => `lib/${file.split(path.sep).join('/')}`)
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.d.ts'))
    .filter((file) => !LEFT_OUT.some((folder) => file.startsWith(folder)))
    .sort()
}

export function parse(file: string): ts.SourceFile {
  return ts.createSourceFile(file, readFileSync(path.join(ROOT, file), 'utf8'), ts.ScriptTarget.ES2022, true)
}

/**
 * Draws `count` mutants that compile, at most one of each place in the text.
 *
 * @param wanted takes a mutant's file
 */
export function draw(
  seed: number,
  count: number,
  wanted: (file: string) => boolean,
): { mutants: Mutant[]; sites: number } {
  const sources = sourceFiles().map(parse)
  const constants = constantsOf(sources)
  const sites = sources
    .filter(({ fileName }) => wanted(fileName))
    .flatMap((source) => sitesOf(source.fileName, source, constants))
  const random = createRandom(seed)
  const compiler = new Compiler(ROOT)
  const left = shuffled(sites, random).flatMap((site) => shuffled(site, random).slice(0, 1))
  const mutants: Mutant[] = []
  while (left.length && mutants.length < count) {
    const some = left.splice(0, Math.ceil((count - mutants.length) * 1.7))
    const fine = compiler.accepted(some)
    mutants.push(...some.filter((one) => fine.has(one)))
  }
  return { mutants: mutants.slice(0, count), sites: sites.length }
}

function shuffled<T>(list: readonly T[], random: () => number): T[] {
  return list
    .map((item) => ({ item, at: random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item)
}
