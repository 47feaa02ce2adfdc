/**
 * docs/states.md against the types: its table has a row per kind of message and a column per phase, and its
 * diagrams have the states and the ways that there are.
 */
import { ON_MESSAGE } from '../../../lib/call/machine'
import { TRANSITIONS, type Incoming, type MediaSwitch, type Phase } from '../../../lib/call/state/model'
import { codeSpans, readDocument } from '../../support/docs/markdown'

// the compiler asks for each phase and each kind, and for no other
const PHASES: Record<Phase['phase'], true> = { idle: true, calling: true, ringing: true, active: true }
const phases = Object.keys(PHASES)
const KINDS: Record<Incoming['kind'], true> = {
  invite: true,
  badInvite: true,
  accept: true,
  reject: true,
  cancel: true,
  timeout: true,
  hangup: true,
  devices: true,
  switch: true,
  elsewhere: true,
}

const SWITCH_STATES: Record<MediaSwitch['state'], true> = {
  none: true,
  requested: true,
  asked: true,
  granted: true,
  downgrading: true,
}

const { sections } = readDocument('docs/states.md')
const [table] = sections.find(({ title }) => title === 'Messages')?.tables ?? []

it('has a column for each phase', () => {
  expect(table?.head).toEqual(['message', ...phases])
})

it('has a row for each kind of message, and says what each phase does with it', () => {
  expect(table?.rows.flatMap(([cell = '']) => codeSpans(cell)).sort()).toEqual(Object.keys(KINDS).sort())
  const empty = table?.rows.filter((row) => row.length !== phases.length + 1 || row.some((cell) => cell === ''))
  expect(empty).toEqual([])
})

it.each([
  ['ignored', ['ignored']],
  ['remembered', ['onOver', 'onLateHangup']],
])('says "%s" where that is what the code does, and nowhere else', (word, handlers) => {
  const cells = (table?.rows ?? []).flatMap(([kind = '', ...does]) =>
    does.flatMap((cell, at) => (cell === word ? [`${phases[at] ?? ''} ${codeSpans(kind)[0] ?? ''}`] : [])),
  )
  const inCode = Object.entries(ON_MESSAGE).flatMap(([phase, row]) =>
    Object.entries(row).flatMap(([kind, handler]) => (handlers.includes(handler.name) ? [`${phase} ${kind}`] : [])),
  )
  expect(cells.length).toBeGreaterThan(3)
  expect(cells.sort()).toEqual(inCode.sort())
})

const linesOf = (title: string) => {
  const [diagram] = sections.find((section) => section.title === title)?.blocks ?? []
  expect(diagram?.language).toBe('mermaid')
  return diagram?.code.split('\n') ?? []
}

it('draws every way between phases, and no other', () => {
  const drawn = linesOf('Phases').flatMap(
    (line) => /^ {2}(\w+) --> (\w+): \S/.exec(line)?.slice(1, 3).join(' to ') ?? [],
  )
  const known = Object.entries(TRANSITIONS).flatMap(([from, ways]) => ways.map((to) => `${from} to ${to}`))
  expect(drawn.sort()).toEqual(known.sort())
})

it('draws every state of the media switch', () => {
  const drawn = linesOf('The media switch').flatMap((line) => /^ {2}(\w+): \S/.exec(line)?.[1] ?? [])
  expect(drawn.sort()).toEqual(Object.keys(SWITCH_STATES).sort())
  const ways = linesOf('The media switch').flatMap((line) => /^ {2}(\w+) --> (\w+): \S/.exec(line)?.slice(1, 3) ?? [])
  expect([...new Set(ways)].sort()).toEqual(drawn.sort())
})
