/**
 * Thousands of calls between two people, of every kind and end, in virtual time: nothing may grow.
 *
 *     npm run soak            10,000 calls, with figures
 */
import { writeFileSync } from 'node:fs'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { hubOf } from '../../../lib/chat/hub'
import type { State } from '../../../lib/call/state/model'
import { SDK_APP_ID } from '../../support/chat/signaling'
import { setScene } from '../../support/town/scene'
import type { Person } from '../../support/town/town'

const CALLS = Number(process.env['SOAK_CALLS'] ?? 300)
/** what is loaded, compiled and filled once is not growth */
const WARM_UP = Math.min(300, Math.ceil(CALLS / 3))
const HEAP_BOUND = 2_000_000

const scene = setScene()

/** What a past call could leave behind, and what must stay as it was. */
interface Figures {
  timers: number
  /** handlers of the host, over all events */
  handlers: number
  /** listeners on `tim` */
  chatListeners: number
  /** entries of tsignaling's `_inviteInfoMap` */
  invitations: number
  /** remembered ids of ended calls; at most 256 */
  endedIDs: number
  /** entries of every list, map and set that the library holds, but for what it remembers on purpose, up to a limit */
  held: number
  /** bytes, after a collection */
  heap: number
}

/** The parts of the library that no host sees. */
interface Inside {
  engine: { emitter: { entries: Record<string, unknown[]> }; state: State }
}

setFlagsFromString('--expose_gc')
const collect = runInNewContext('gc') as () => void

function measure(): Figures {
  const people = [scene.alice, scene.bob]
  const sum = (read: (person: Person) => number) => people.reduce((total, person) => total + read(person), 0)
  const inside = ({ calling }: Person) => (calling as unknown as Inside).engine
  collect()
  return {
    timers: jest.getTimerCount(),
    handlers: sum((person) => Object.values(inside(person).emitter.entries).flat().length),
    chatListeners: sum(({ tim }) => tim.listenerCount()),
    invitations: sum(invitationsOf),
    endedIDs: sum((person) => inside(person).state.memory.tombstones.length),
    held: sum(({ calling }) => entriesHeldBy(calling)),
    heap: process.memoryUsage().heapUsed,
  }
}

function invitationsOf({ tim, platform }: Person): number {
  const { writer } = hubOf(tim, SDK_APP_ID, platform)
  return (writer as unknown as { engine: { _inviteInfoMap: Map<string, unknown> } }).engine._inviteInfoMap.size
}

/** The Chat SDK and the host, which are not the library's own; what was seen and what is over, remembered on purpose. */
const NOT_HELD = new Set(['chat', 'tim', 'platform', 'options', 'guard', 'tombstones'])

function entriesHeldBy(root: object): number {
  let entries = 0
  const seen = new Set<unknown>()
  const walk = (value: unknown): void => {
    if (typeof value !== 'object' || value === null || seen.has(value)) return
    seen.add(value)
    const isList = value instanceof Map || value instanceof Set || Array.isArray(value)
    const inside: unknown[] = isList
      ? [...value.values()]
      : Object.entries(value).flatMap(([key, one]) => (NOT_HELD.has(key) ? [] : [one]))
    if (isList) entries += inside.length
    inside.forEach(walk)
  }
  walk(root)
  return entries
}

/** The records of the test itself would be what grows. */
function forgetRecords(): void {
  const { town } = scene
  town.chat.log.length = 0
  town.chat.profileLookups.length = 0
  town.installed.shared.calls.length = 0
  for (const { heard, wx, platform } of town.everybody) {
    heard.length = 0
    wx.calls.length = 0
    platform.logged.length = 0
  }
}

type Script = (caller: Person, callee: Person) => Promise<unknown>

const SCRIPTS: Script[] = [
  async (caller, callee) => {
    await scene.town.connect(caller, callee)
    await scene.town.pass(1000)
    await caller.calling.hangup()
  },
  async (caller, callee) => {
    await scene.town.connect(caller, callee, 2)
    await caller.calling.switchCallType(1)
    await scene.town.settle()
    await callee.calling.hangup()
  },
  (caller, callee) => ring(caller, callee, () => callee.calling.reject()),
  (caller, callee) => ring(caller, callee, () => caller.calling.hangup()),
  (caller, callee) => ring(caller, callee, () => scene.town.pass(31_000), 30),
  (caller) => caller.calling.call({ userID: 'nobody' }).catch(() => undefined),
  // both at once
  (caller, callee) =>
    Promise.all([caller, callee].map((one, at) => one.calling.call({ userID: [callee, caller][at]?.userID ?? '' })))
      .then(() => scene.town.settle())
      .then(() => caller.calling.hangup()),
  async (caller, callee) => {
    await scene.town.connect(caller, callee)
    scene.town.media.changeNetwork(callee.phone)
    await scene.town.pass(500)
    await callee.calling.hangup()
  },
]

async function ring(caller: Person, callee: Person, end: () => Promise<unknown>, timeout = 30): Promise<void> {
  await caller.calling.call({ userID: callee.userID, timeout })
  await scene.town.settle()
  await end()
}

/** Call number `n`, then a rest in which the flood guard forgives. */
async function oneCall(n: number): Promise<void> {
  const { alice, bob, town } = scene
  const script = SCRIPTS[n % SCRIPTS.length] ?? (() => Promise.resolve())
  await (n % 2 ? script(alice, bob) : script(bob, alice))
  await town.settle()
  town.expectIdle(alice, bob)
  await town.pass(2000)
  forgetRecords()
}

it(
  `${CALLS} calls leave nothing behind`,
  async () => {
    const { alice, bob } = scene
    for (let n = 0; n < WARM_UP; n++) await oneCall(n)
    const before = measure()
    const began = Date.now()
    for (let n = WARM_UP; n < CALLS; n++) await oneCall(n)
    const virtualSeconds = Math.round((Date.now() - began) / 1000)
    const after = measure()

    // each of them is in nearly every call
    for (const { begun } of [alice, bob]) expect(begun).toBeGreaterThan(CALLS / 2)
    expect([alice, bob].map(({ begun, ended }) => begun - ended)).toEqual([0, 0])
    const { heap: heapBefore, endedIDs: _, ...flatBefore } = before
    const { heap: heapAfter, endedIDs, ...flatAfter } = after
    expect(flatAfter).toEqual(flatBefore)
    expect(flatAfter).toMatchObject({ timers: 0, invitations: 0 })
    expect(endedIDs).toBeLessThanOrEqual(2 * 256)
    expect(heapAfter - heapBefore).toBeLessThan(HEAP_BOUND)

    const report = process.env['SOAK_REPORT']
    if (report) writeFileSync(report, JSON.stringify({ calls: CALLS, warmUp: WARM_UP, virtualSeconds, before, after }))
  },
  Math.max(60_000, CALLS * 100),
)
