/** ARCHITECTURE.md: the two ways through the code are as it draws them. */
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { importsOf } from '../../support/docs/imports'

/** A reader can follow one in an hour. */
const LONGEST = 12

/** The files that a drawing names, in its order. */
function drawnAfter(sentence: string): string[] {
  const text = readFileSync('ARCHITECTURE.md', 'utf8')
  const drawing = text.slice(text.indexOf(sentence)).split('```')[1] ?? ''
  return drawing
    .trim()
    .split('\n')
    .map((line) => line.split(' ')[0] ?? '')
}

/** What a file names: what it imports, through an `index.ts` as well; a component its template, and that what it includes. */
function namedBy(file: string): string[] {
  if (!file.endsWith('.wxml')) {
    const imports = importsOf(file).flatMap((one) => (one.endsWith('/index.ts') ? [one, ...namedBy(one)] : [one]))
    return imports.concat([file.replace(/\.ts$/, '.wxml')].filter(existsSync))
  }
  return [...readFileSync(file, 'utf8').matchAll(/src="([^"{]+\.wxml)"/g)].map(([, source = '']) =>
    path.posix.join(path.posix.dirname(file), source),
  )
}

const names = (from: string, to: string): boolean => namedBy(from).includes(to)

/** One names the other, or names what does: a part that is handed in is introduced by the file that makes it. */
function areLinked(one: string, other: string): boolean {
  const isReached = (from: string, to: string) => names(from, to) || namedBy(from).some((between) => names(between, to))
  return isReached(one, other) || isReached(other, one)
}

describe.each([
  ['An invitation, from the Chat SDK', 'lib/chat/hub.ts', 'component/TRTCCalling.wxml'],
  ['A tap on "accept", from WXML', 'component/parts/controls.wxml', 'lib/chat/writer.ts'],
])('%s', (sentence, first, last) => {
  const files = drawnAfter(sentence)

  it(`goes from ${first} to ${last} through ${LONGEST} files at most, each named once`, () => {
    expect([files[0], files[files.length - 1]]).toEqual([first, last])
    expect(files.length).toBeLessThanOrEqual(LONGEST)
    expect(new Set(files).size).toBe(files.length)
    expect(files.filter((file) => !existsSync(file))).toEqual([])
  })

  it.each(files.slice(1).map((file, index) => [file, files.slice(0, index + 1)] as const))(
    '%s is linked to a file before it',
    (file, before) => {
      expect(before.filter((earlier) => areLinked(earlier, file))).not.toEqual([])
    },
  )
})

it('two files that have nothing to do with each other are not linked', () => {
  expect(areLinked('lib/chat/guard.ts', 'component/model/view-model.ts')).toBe(false)
  expect(areLinked('lib/call/machine.ts', 'lib/chat/writer.ts')).toBe(false)
})
