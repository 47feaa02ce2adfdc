/**
 * Recorded runs: by fixed seeds, people, hosts, WeChat, Chat and strangers do all kinds of things, and all that the outside
 * can see of it is compared with what was seen when it was recorded. Whether it is right, other tests say.
 *
 *     npm run recorded -- --write              record anew, when a change is intended
 *     npm run recorded -- --print two/17       the full text of a run
 */
import { appendFileSync } from 'node:fs'
import { startServerClock } from '../chat/chat-client'
import { seededRandom } from '../town/wx'
import { turn } from '../town/town'
import { Fixture, textOf } from './fixture'
import type { Step } from './recorder'
import type { Stage } from './towns'

/** Sunday noon; no clock of the machine is asked. */
const BEGIN = Date.UTC(2026, 1, 1, 12)
const GROUP = 4
const LOGIC_GROUP = 20

const WRITES = process.env['RECORDED_WRITE'] === 'yes'
const PRINTS = process.env['RECORDED_PRINT'] ?? ''

const unhandled: unknown[] = []
const note = (reason: unknown): void => void unhandled.push(reason)

/** One run, from an empty town to an empty town. */
export async function record(open: (seed: number) => Promise<Stage>, seed: number, steps: number): Promise<Step[]> {
  jest.useFakeTimers({ now: BEGIN })
  startServerClock(BEGIN)
  const { random } = Math
  Math.random = seededRandom(seed + 1_000_000)
  try {
    const { walk, close, dispose } = await open(seed)
    const { recorder } = walk
    await walk.walk(steps)
    await close()
    await turn()
    unhandled.splice(0).forEach((reason) => recorder.note(`unhandled ${String(reason)}`))
    recorder.look('everybody leaves')
    dispose()
    recorder.note(`${jest.getTimerCount()} timers are left`)
    recorder.close('end')
    return recorder.steps
  } finally {
    Math.random = random
    jest.useRealTimers()
  }
}

/** `runs` runs of a kind, in groups, each of them a test. */
export function asRecorded(kind: string, runs: number, steps: number, open: (seed: number) => Promise<Stage>): void {
  const check = setUp(kind)
  const groups = Array.from({ length: Math.ceil(runs / GROUP) }, (_, n) => n * GROUP + 1)
  it.each(groups)('runs from %d on: as recorded', async (first) => {
    for (let seed = first; seed < first + GROUP && seed <= runs; seed++) {
      await check(String(seed), () => record(open, seed, steps))
    }
  })
}

/** Runs that try one thing after the other, each of them a test. */
export function sweepsAsRecorded(sweeps: [name: string, open: () => Promise<Stage>][]): void {
  const check = setUp('sweeps')
  it.each(sweeps)('%s: as recorded', (name, open) => check(name, () => record(open, 1, 0)))
}

/** Runs of the call logic alone: many, for they cost little. */
export function logicAsRecorded(runs: number, run: (seed: number) => Step[]): void {
  const check = setUp('logic')
  const groups = Array.from({ length: Math.ceil(runs / LOGIC_GROUP) }, (_, n) => n * LOGIC_GROUP + 1)
  it.each(groups)('runs from %d on: as recorded', async (first) => {
    for (let seed = first; seed < first + LOGIC_GROUP && seed <= runs; seed++) {
      await check(String(seed), () => Promise.resolve(run(seed)))
    }
  })
}

/** @returns compares a run with what was recorded, or records it, or prints it */
function setUp(kind: string): (name: string, run: () => Promise<Step[]>) => Promise<void> {
  const fixture = new Fixture(kind)
  beforeAll(() => void process.on('unhandledRejection', note))
  afterAll(() => {
    process.off('unhandledRejection', note)
    if (WRITES) fixture.write()
  })
  beforeEach(() => {
    jest.spyOn(console, 'info').mockImplementation()
  })
  return async (name, run) => {
    if (PRINTS && PRINTS !== `${kind}/${name}`) return
    const seen = await run()
    if (PRINTS) appendFileSync(process.env['RECORDED_FILE'] ?? '/dev/stdout', textOf(seen))
    else if (WRITES) fixture.keep(name, seen)
    else fixture.expect(name, seen)
  }
}
