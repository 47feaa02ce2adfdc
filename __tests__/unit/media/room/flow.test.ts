/** Whether the streams of another user arrive, as far as their player and the room tell. */
import type { PlayerFact, RosterFact } from '../../../../lib/media/room/native-events'
import { Roster } from '../../../../lib/media/room/roster'

type Fact = PlayerFact | RosterFact

const quality = (level: number, speed: number | null): Fact => ({
  kind: 'quality',
  quality: level,
  speed,
  hasFrames: false,
})
const STALLED: Fact = { kind: 'stalled' }
const SPEAKS: Fact = { kind: 'volume', volume: 1 }
const SILENT: Fact = { kind: 'volume', volume: 0 }
const JOINED: Fact = { kind: 'joined', userIDs: ['bob'] }
const SIGNS: Fact[] = [
  { kind: 'firstFrame' },
  { kind: 'loading' },
  { kind: 'playing' },
  JOINED,
  { kind: 'video', streams: [] },
  { kind: 'audio', streams: [] },
]

/** Of bob, who is in the room and told. */
function withBob(): Roster {
  const roster = new Roster('alice')
  roster.hear({ kind: 'joined', userIDs: ['bob'] })
  roster.compare([])
  return roster
}

/** What was known when it begins: nothing; that they arrive, because a speed was said; that they do not. */
const BEFORE: Record<string, Fact[]> = {
  unknown: [],
  arrive: [STALLED, quality(1, 100)],
  missing: [STALLED],
}

type Known = keyof typeof BEFORE

function brought(known: Known, fact: Fact): { isNews: boolean; flows: boolean } {
  const roster = withBob()
  for (const one of BEFORE[known] ?? []) roster.judge('bob', one)
  return { isNews: roster.judge('bob', fact), flows: roster.flows('bob') }
}

const NOTHING = { isNews: false, flows: true }
const STILL_MISSING = { isNews: false, flows: false }
const LOST = { isNews: true, flows: false }
const BACK = { isNews: true, flows: true }

it.each<[string, Fact, { unknown: object; arrive: object; missing: object }]>([
  ['a lost stream', STALLED, { unknown: LOST, arrive: LOST, missing: STILL_MISSING }],
  ['a speed', quality(0, 1), { unknown: NOTHING, arrive: NOTHING, missing: BACK }],
  ['a speed at level 6', quality(6, 30), { unknown: NOTHING, arrive: NOTHING, missing: BACK }],
  ['no speed', quality(0, 0), { unknown: NOTHING, arrive: LOST, missing: STILL_MISSING }],
  ['no speed at level 5', quality(5, 0), { unknown: NOTHING, arrive: LOST, missing: STILL_MISSING }],
  ['no speed at level 6', quality(6, 0), { unknown: LOST, arrive: LOST, missing: STILL_MISSING }],
  ['level 6', quality(6, null), { unknown: LOST, arrive: LOST, missing: STILL_MISSING }],
  ['level 5', quality(5, null), { unknown: NOTHING, arrive: NOTHING, missing: BACK }],
  ['level 1', quality(1, null), { unknown: NOTHING, arrive: NOTHING, missing: BACK }],
  ['frames alone', quality(0, null), { unknown: NOTHING, arrive: NOTHING, missing: STILL_MISSING }],
  ['a voice', SPEAKS, { unknown: NOTHING, arrive: NOTHING, missing: BACK }],
  ['no voice', SILENT, { unknown: NOTHING, arrive: NOTHING, missing: STILL_MISSING }],
  ...SIGNS.map((fact): [string, Fact, { unknown: object; arrive: object; missing: object }] => [
    fact.kind,
    fact,
    { unknown: NOTHING, arrive: NOTHING, missing: BACK },
  ]),
])('%s', (_, fact, expected) => {
  expect({
    unknown: brought('unknown', fact),
    arrive: brought('arrive', fact),
    missing: brought('missing', fact),
  }).toEqual(expected)
})

it('that no speed comes is a loss only where there was one: what came before it counts', () => {
  const after = (...facts: Fact[]) => {
    const roster = withBob()
    facts.forEach((fact) => roster.judge('bob', fact))
    return { isNews: roster.judge('bob', quality(3, 0)), flows: roster.flows('bob') }
  }
  expect(after()).toEqual(NOTHING)
  expect(after(quality(1, 40))).toEqual(LOST)
  // nothing of these says that a speed is told here at all
  for (const fact of [quality(1, null), quality(0, null), SPEAKS, SILENT, ...SIGNS])
    expect(after(fact)).toEqual(NOTHING)
  expect(after(STALLED, SPEAKS)).toEqual(LOST)
  expect(after(STALLED, quality(2, null))).toEqual(LOST)
})

it('of those who were not told, or are gone, nothing is said', () => {
  const roster = new Roster('alice')
  const isNews = (): boolean => roster.judge('bob', STALLED)
  expect(isNews()).toBe(false)
  roster.hear({ kind: 'joined', userIDs: ['bob'] })
  expect(isNews()).toBe(false)
  expect(roster.flows('bob')).toBe(true)
  roster.compare([])
  expect(isNews()).toBe(true)
  roster.hear({ kind: 'gone', userIDs: ['bob'] })
  roster.compare([])
  expect(isNews()).toBe(false)
  expect(roster.flows('bob')).toBe(true)
})
