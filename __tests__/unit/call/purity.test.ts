/** The shape of the call logic: it changes nothing that it is given, and goes only the ways that are drawn. */
import { Draft } from '../../../lib/call/state/draft'
import { ON_MESSAGE } from '../../../lib/call/machine'
import { DEFAULT_LIMITS } from '../../../lib/call/state/limits'
import { TRANSITIONS } from '../../../lib/call/state/model'
import type { Phase, State } from '../../../lib/call/state/model'
import { createMemory } from '../../../lib/call/state/tombstones'
import { explore } from '../../../scripts/explore/explorer'
import { callLogic } from '../../../scripts/explore/parties/react'
import type { Logic } from '../../../scripts/explore/parties/react'
import { CI_SCENARIOS } from '../../../scripts/explore/scenarios'

const MAX_STATES = 2_000

function deepFreeze(value: unknown): void {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return
  Object.freeze(value)
  Object.values(value).forEach(deepFreeze)
}

/** Whatever it is given, and what it has returned, throws when it is changed. */
const frozen: Logic = (state, input) => {
  deepFreeze(state)
  deepFreeze(input)
  const result = callLogic(state, input)
  deepFreeze(result)
  return result
}

it.each(CI_SCENARIOS)('changes no state and no input: $name', (scenario) => {
  expect(explore(scenario, frozen, { maxStates: MAX_STATES })).toMatchObject({ violations: new Map() })
})

it('goes each of the ways between phases, and none that is not drawn', () => {
  const gone = new Set<string>()
  const watched: Logic = (state, input) => {
    const result = callLogic(state, input)
    const refused = result[1].filter((effect) => effect.type === 'log' && effect.level === 'warn')
    expect(refused).toEqual([])
    const { phase: before } = state.current
    const { phase: after } = result[0].current
    // a peer that calls again ends one call and rings for the next
    const way = result[1].some(({ type }) => type === 'endCall') ? [before, 'idle', after] : [before, after]
    way.slice(1).forEach((to, at) => to === way[at] || gone.add(`${way[at]} ${to}`))
    return result
  }
  for (const scenario of CI_SCENARIOS) explore(scenario, watched, { maxStates: MAX_STATES })
  const drawn = Object.entries(TRANSITIONS).flatMap(([from, all]) => all.map((to) => `${from} ${to}`))
  expect([...gone].sort()).toEqual(drawn.sort())
})

describe('the gate between phases', () => {
  const call = {
    key: 1,
    callID: 'call',
    type: 1,
    room: { roomID: 1, strRoomID: '' },
    isGroup: false,
    groupID: '',
    inviter: 'alice',
    inviteID: 'invitation',
    request: 0,
    peerNamesCalls: true,
    since: 0,
    peerSequence: 0,
  } as const
  const phases: Phase[] = [
    { phase: 'idle' },
    { phase: 'calling', call, plan: null, invitations: [] },
    {
      phase: 'ringing',
      call,
      inviteeList: [],
      timeout: 30,
      deadline: 30_000,
      further: [],
      answering: false,
      byVoice: false,
      replaces: '',
    },
    {
      phase: 'active',
      call,
      members: [],
      strangers: [],
      connectedAt: null,
      invitations: [],
      offline: { network: false, media: 'here', interrupted: false },
      leftAt: null,
      silent: [],
      mediaSwitch: { state: 'none' },
      quiet: { own: false, peer: false, unseen: 'no' },
      yielded: null,
    },
  ]

  it.each(phases.flatMap((from) => phases.map((to) => [from.phase, to.phase, from, to] as const)))(
    'from %s to %s',
    (_from, _to, from, to) => {
      const state: State = { memory: createMemory('alice', 0), current: from }
      const draft = new Draft(state, 0, DEFAULT_LIMITS)
      draft.become(to)
      const isDrawn = TRANSITIONS[from.phase].includes(to.phase)
      expect(draft.current.phase).toBe(isDrawn ? to.phase : from.phase)
      // an error of ours is told, not thrown
      expect(draft.effects).toHaveLength(isDrawn ? 0 : 1)
    },
  )
})

it('has an answer to each kind of message in each phase', () => {
  const rows = Object.entries(ON_MESSAGE).map(([phase, row]) => [phase, Object.keys(row).sort()])
  const kinds = [
    'accept',
    'badInvite',
    'cancel',
    'devices',
    'elsewhere',
    'hangup',
    'invite',
    'reject',
    'switch',
    'timeout',
  ]
  expect(rows).toEqual(Object.keys(TRANSITIONS).map((phase) => [phase, kinds]))
})
