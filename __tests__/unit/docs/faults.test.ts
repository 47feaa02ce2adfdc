/** The numbered list of faults: every number that is cited is in it, and every test that it names exists. */
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { codeSpans, readDocument } from '../../support/docs/markdown'

const ROOT = path.resolve(__dirname, '../../..')
const LIST = 'docs/faults.md'
/** Every fault below is shown by a test; of the later ones, those that the list says so of. */
const FIRST_OPEN = 48

const rows = readDocument(LIST).sections.flatMap(({ tables }) => tables.flatMap(({ rows: own }) => own))
const faults = rows
  .filter(([number]) => /^\d+$/.test(number ?? ''))
  .map(([number = '', fault = '', outcome = '', shown = '']) => ({
    number: Number(number),
    fault,
    outcome,
    shown,
  }))

/** Paths of the files under a folder, from the root of the repository. */
const filesIn = (folder: string, ending: RegExp) =>
  readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => ending.test(name) && !name.includes('node_modules'))
    .map((name) => path.join(folder, name))

const tests = filesIn('__tests__', /\.test\.ts$/)
const contents = new Map(tests.map((file) => [file, readFileSync(path.join(ROOT, file), 'utf8')]))

/** `file.test.ts`: "title", one per line of the cell. */
function namedIn(shown: string): { file: string; title: string }[] {
  return shown.split('<br>').map((line) => ({
    file: codeSpans(line)[0] ?? '',
    title: /"(.+)"$/.exec(line)?.[1] ?? '',
  }))
}

function isThere({ file, title }: { file: string; title: string }): boolean {
  const quoted = [`'${title}'`, `"${title}"`, `\`${title}\``, `'fault $fault: ${title}`, `what: '${title}'`]
  return [...contents].some(([name, code]) => path.basename(name) === file && quoted.some((one) => code.includes(one)))
}

it('the numbers run from 1 on, without a gap, and none is there twice', () => {
  expect(faults.map(({ number }) => number)).toEqual(faults.map((_, index) => index + 1))
  expect(faults.length).toBeGreaterThanOrEqual(70)
})

it('each row says what must happen', () => {
  expect(faults.filter(({ fault, outcome }) => fault.length < 10 || outcome.length < 5)).toEqual([])
})

it.each(faults)('fault $number: the tests that it names exist', ({ number, shown }) => {
  if (number >= FIRST_OPEN && shown === 'not yet') return
  expect(namedIn(shown)).not.toEqual([])
  expect(namedIn(shown).filter((one) => !isThere(one))).toEqual([])
})

it.each(rows.filter(([number]) => /^P/.test(number ?? '')))('%s: the tests that it names exist', (...row) => {
  const [, , shown = ''] = row
  expect(namedIn(shown)).not.toEqual([])
  expect(namedIn(shown).filter((one) => !isThere(one))).toEqual([])
})

it('a test that is not there would be missed', () => {
  expect(isThere({ file: 'faults.test.ts', title: 'each row says what must happen' })).toBe(true)
  expect(isThere({ file: 'faults.test.ts', title: 'no such' + ' title' })).toBe(false)
  expect(isThere({ file: 'no-such.test.ts', title: 'each row says what must happen' })).toBe(false)
})

/** The numbers that "fault 40", "faults 1, 2 and 14" and "faults 34 to 38" stand for. */
function cited(text: string): number[] {
  return [...text.matchAll(/\bfaults? (\d+(?:(?:, (?:and )?| and | to )\d+)*)/gi)].flatMap(([, list = '']) => {
    const numbers = (list.match(/\d+/g) ?? []).map(Number)
    return list.includes(' to ') ? rangeOf(numbers) : numbers
  })
}

function rangeOf(numbers: number[]): number[] {
  const [first, last] = [Math.min(...numbers), Math.max(...numbers)]
  return Array.from({ length: last - first + 1 }, (_, index) => first + index)
}

it('every number that code, tests and documents cite is in the list', () => {
  const known = new Set(faults.map(({ number }) => number))
  const sources = [
    'lib',
    'component',
    'scripts',
    'simulator/src',
    'server/src',
    '__tests__',
    'docs',
    'example',
  ].flatMap((folder) => filesIn(folder, /\.(?:ts|js|wxs|wxml|wxss|md)$/))
  const citing = sources.map((file) => ({ file, numbers: cited(readFileSync(path.join(ROOT, file), 'utf8')) }))
  expect(citing.flatMap(({ numbers }) => numbers).length).toBeGreaterThan(50)
  const unknown = citing
    .map(({ file, numbers }) => ({ file, numbers: numbers.filter((number) => !known.has(number)) }))
    .filter(({ numbers }) => numbers.length > 0)
  expect(unknown).toEqual([])
})

it('the file of a test that says which fault it shows is named in its row', () => {
  const titles = [...contents].flatMap(([file, code]) =>
    [...code.matchAll(/describe(?:\.each\([^']*)?\(\s*'(faults? \d[^']*)'/g)].map(([, title = '']) => ({
      file,
      title,
    })),
  )
  expect(titles.length).toBeGreaterThan(40)
  const missing = titles.filter(({ file, title }) =>
    cited(title).some((number) => {
      const row = faults.find((fault) => fault.number === number)
      return !namedIn(row?.shown ?? '').some((one) => one.file === path.basename(file))
    }),
  )
  expect(missing).toEqual([])
})

it('citations are read as they are written', () => {
  expect(cited('fault 7')).toEqual([7])
  expect(cited('Faults 1, 2 and 14.')).toEqual([1, 2, 14])
  expect(cited('faults 16 to 18, and who')).toEqual([16, 17, 18])
  expect(cited('22 to 25, and 47; 3 faults')).toEqual([])
})
