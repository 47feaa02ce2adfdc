/** A check that cannot fail proves nothing: here each meets a logic that is broken in one place. */
import type { Effect, Input, State } from '../../../lib/call/state/model'
import { explore } from '../../../scripts/explore/explorer'
import type { Result } from '../../../scripts/explore/explorer'
import type { Scenario } from '../../../scripts/explore/parties/parties'
import { callLogic as sound } from '../../../scripts/explore/parties/react'
import type { Logic } from '../../../scripts/explore/parties/react'

/** `a` calls `b` once, by voice or video, and either may switch. */
const call: Scenario = {
  name: 'one call',
  parties: ['a', 'b'],
  calls: { a: { to: ['b'], times: 1, types: [1, 2] } },
  switches: 1,
  drops: 0,
  duplicates: 0,
  crashes: 0,
}

/** The logic with its effects changed. */
function withEffects(change: (effects: Effect[], state: State, input: Input) => Effect[]): Logic {
  return (before, input) => {
    const [state, effects] = sound(before, input)
    return [state, change(effects, state, input)]
  }
}

function without(...types: Effect['type'][]): Logic {
  return withEffects((effects) => effects.filter(({ type }) => !types.includes(type)))
}

function cameraOn({ current }: State): Effect[] {
  return current.phase === 'idle' ? [] : [{ type: 'camera', key: current.call.key, on: true, denied: false }]
}

function asks(effects: Effect[]): boolean {
  return effects.some((effect) => effect.type === 'emit' && effect.event === 'CALL_TYPE_REQUEST')
}

/** @param maxStates most is to be seen soon */
function violations(logic: Logic, scenario = call, maxStates = 1_500): Result['violations'] {
  return explore(scenario, logic, { maxStates }).violations
}

it('finds nothing in the logic as it is', () => {
  const small = { ...call, switches: 0, drops: 1, duplicates: 1 }
  expect(explore(small, sound)).toMatchObject({ violations: new Map(), complete: true })
})

it.each<[string, Logic]>([
  [
    'camera on without its user’s consent',
    // the peer asks for video, and the camera does not wait for the answer
    withEffects((effects, state) => (asks(effects) ? effects.concat(cameraOn(state)) : effects)),
  ],
  ['camera on without its user’s consent', withEffects((effects, state) => effects.concat(cameraOn(state)))],
  ['the camera is not what the call says', without('camera')],
  ['not exactly one CALL_END per begun call', without('emit')],
  ['media leak: in a room without its call', without('leaveRoom')],
  ['a timer of a past call', without('endCall', 'stopTimer')],
  ['a promise that is never settled', without('settle')],
  [
    'a promise settled twice',
    withEffects((effects) => effects.concat(effects.filter(({ type }) => type === 'settle'))),
  ],
  ['unbounded wait', without('startTimer')],
  ['at rest, but neither idle nor connected together', without('startTimer')],
  [
    'at rest with different media types',
    (state, input) =>
      input.type === 'message' && input.message.kind === 'switch' && input.message.to === 1
        ? [state, []]
        : sound(state, input),
  ],
  [
    'at rest with others than the call shows',
    (before, input) => {
      const [{ memory, current }, effects] = sound(before, input)
      if (current.phase !== 'active') return [{ memory, current }, effects]
      const members = current.members.map(({ userID }) => ({ userID, status: 'accepted' as const }))
      return [{ memory, current: { ...current, members } }, effects]
    },
  ],
])('reports “%s”', (violation, logic) => {
  expect([...violations(logic).keys()]).toContain(violation)
})

describe('permissions and acknowledgements take their time, and a send may fail', () => {
  /** The logic is not told that a send has failed. */
  const deaf: Logic = (state, input) =>
    input.type === 'inviteDone' && input.failure ? [state, []] : sound(state, input)

  it('reports “at rest with different media types” if a glare’s accept does not say the lesser type', () => {
    const once = { times: 1, types: [1 as const, 2 as const] }
    const calls = { a: { ...once, to: ['b'] }, b: { ...once, to: ['a'] } }
    const crossing: Scenario = { ...call, switches: 0, failures: 0, calls }
    const silent: Logic = (state, input) =>
      // an answer by voice says its type as well, so nobody gives one
      input.type === 'accept' && input.byVoice
        ? sound(state, { type: 'reject', request: input.request, busy: false })
        : input.type === 'message' && input.message.kind === 'accept' && !input.message.replaces
          ? sound(state, { ...input, message: { ...input.message, type: 0 } })
          : sound(state, input)
    expect([...violations(silent, crossing, 8_000).keys()]).toContain('at rest with different media types')
  })

  it('reports “at rest with different media types” if a switch to voice that failed is forgotten', () => {
    const video: Scenario = {
      ...call,
      switchers: ['a'],
      failures: 1,
      calls: { a: { to: ['b'], times: 1, types: [2] } },
    }
    expect([...violations(deaf, video).keys()]).toContain('at rest with different media types')
  })

  it('reports “a promise that is never settled” in a call that goes on', () => {
    const plan = { to: ['b'], times: 1, types: [1 as const], group: 'c2c' as const, more: ['c'] }
    const group: Scenario = { ...call, parties: ['a', 'b', 'c'], switches: 0, failures: 1, calls: { a: plan } }
    const { violations: found } = explore(group, deaf, { maxStates: 60_000, stopAtFirst: true })
    expect([...found.keys()]).toEqual(['a promise that is never settled'])
  })
})

it('excuses different media only if a switch to voice was lost', () => {
  const lossy = { ...call, calls: { a: { to: ['b'], times: 1, types: [2 as const] } }, drops: 1 }
  expect(violations(sound, lossy, 8_000)).toEqual(new Map())
})

it('tells the shortest way to a violation', () => {
  const eager = withEffects((effects, state) => (asks(effects) ? effects.concat(cameraOn(state)) : effects))
  const found = violations(eager, { ...call, calls: { a: { to: ['b'], times: 1, types: [1] } } })
  expect(found.get('camera on without its user’s consent')?.trail).toEqual([
    'voice call by a',
    'deliver invite 0a from a to b',
    'accept b',
    'deliver accept 0a from b to a',
    'room 9701 tells a that b joined',
    'switch to video by a',
    'deliver invite 1a from a to b',
  ])
})
