/** Fault 33: any single send fails, at any step. Fault 20 for sends: the network is away. */
import { GROUP_KINDS, KINDS, type Kind, type Situation, pairs, setScene } from '../../../support/town/scene'
import { ackOf, lose, type MessageName, nameOfSignal } from '../../../support/chat/wire'
import type { Person } from '../../../support/town/town'

const scene = setScene()

/** How Chat says no. */
const REFUSALS = [
  { how: 'rejects', failure: { code: 2801, message: 'timeout' }, resolves: false },
  { how: 'resolves with a code', failure: { code: 20012, message: 'muted' }, resolves: true },
] as const

/** The next send of this kind by `person` fails; everything else goes through. */
function failOnce(person: Person, name: MessageName, { failure, resolves }: (typeof REFUSALS)[number]): void {
  person.tim.failNextSend(failure, { resolves, when: (signal) => nameOfSignal(signal) === name })
}

interface Case {
  name: MessageName
  who: 'alice' | 'bob'
  situation: Situation
  kinds: Kind[]
  /** the step whose send fails */
  act(): Promise<unknown>
}

const CASES: Case[] = [
  { name: 'invite', who: 'alice', situation: 'idle', kinds: KINDS, act: () => scene.call(scene.alice) },
  { name: 'accept', who: 'alice', situation: 'ringing', kinds: KINDS, act: () => scene.alice.calling.accept() },
  { name: 'reject', who: 'alice', situation: 'ringing', kinds: KINDS, act: () => scene.alice.calling.reject() },
  { name: 'cancel', who: 'alice', situation: 'calling', kinds: KINDS, act: () => scene.alice.calling.hangup() },
  { name: 'hangup', who: 'alice', situation: 'connected', kinds: ['1v1'], act: () => scene.alice.calling.hangup() },
  { name: 'hangup', who: 'alice', situation: 'connecting', kinds: ['1v1'], act: () => scene.alice.calling.hangup() },
  { name: 'timeout', who: 'alice', situation: 'ringing', kinds: KINDS, act: () => scene.town.pass(30_000) },
  { name: 'cancel', who: 'alice', situation: 'calling', kinds: KINDS, act: () => noAnswer() },
]

/** Nobody is there, so the ring time ends at the inviter. */
async function noAnswer(): Promise<void> {
  for (const one of scene.others) scene.town.crash(one)
  await scene.town.pass(33_000)
}

const cases = CASES.flatMap((one) =>
  one.kinds.flatMap((kind) => REFUSALS.map((refusal) => ({ ...one, kind, refusal, how: refusal.how }))),
)

/** Both sides of a 1v1 call are in voice, with no camera on, or in video, with both. */
function expectBothIn(type: 1 | 2): void {
  for (const { calling, phone } of [scene.alice, scene.bob]) {
    expect(calling.state.type).toBe(type)
    expect(scene.town.media.published(phone).video).toBe(type === 2)
  }
}

describe('fault 33: a send fails', () => {
  it.each(cases)('$situation, $kind: the $name ($how): that call ends cleanly, the next one works', async (one) => {
    const { town } = scene
    Object.assign(scene, { kind: one.kind })
    await scene.bring(one.situation, one.kind)
    failOnce(scene[one.who], one.name, one.refusal)
    const outcome = one.act().then(
      () => 'done',
      (error: unknown) => (error as { name: string }).name,
    )
    await town.settle()
    expect(['done', 'CallingError']).toContain(await outcome)
    expect(scene[one.who].tim.plannedFailures()).toBe(0)
    await town.pass(60_000)
    town.media.behaviour('alice').silent = false
    await scene.endAll()
    for (const person of scene.party.filter(({ crashed }) => !crashed)) expect(person.ended).toBe(person.begun)
    const callee = scene.bob.crashed ? scene.carol : scene.bob
    await scene.expectNextCallWorks(scene.alice, callee)
    await scene.expectNextCallWorks(callee, scene.alice)
  })

  it.each(REFUSALS)('idle: the invite ($how): typed rejection, one ERROR, one CALL_END', async (refusal) => {
    const { alice, town } = scene
    failOnce(alice, 'invite', refusal)
    await expect(alice.calling.call({ userID: 'bob' })).rejects.toMatchObject({
      name: 'CallingError',
      reason: refusal.resolves ? 'SEND_FAILED' : 'NETWORK_UNAVAILABLE',
    })
    await town.settle()
    town.expectIdle()
    expect(alice.names()).toEqual(['ERROR', 'CALL_END'])
    // it ended here: bob has not heard of it
    expect(alice.got('CALL_END')).toMatchObject([{ reason: 'signaling-failed', userID: 'alice' }])
  })

  it.each(REFUSALS)('idle, group: the invite to one of two ($how): the other one rings', async (refusal) => {
    const { alice, bob, dave, town } = scene
    failOnce(alice, 'invite', refusal)
    const call = alice.calling.groupCall({ userIDList: ['bob', 'dave'] })
    await town.settle()
    await call
    expect([bob.calling.state.status, dave.calling.state.status]).toEqual(['idle', 'ringing'])
    expect(alice.got('ERROR')).toHaveLength(1)
    await dave.calling.accept()
    await town.settle()
    scene.expectTogether(alice, dave)
  })

  it.each(REFUSALS)(
    'ringing: the accept ($how): typed rejection, and the inviter is not left waiting',
    async (refusal) => {
      const { alice, bob, town } = scene
      await scene.bring('ringing')
      failOnce(alice, 'accept', refusal)
      await expect(alice.calling.accept()).rejects.toMatchObject({ name: 'CallingError' })
      await town.settle()
      expect(alice.ends()).toEqual(['signaling-failed'])
      await town.pass(40_000)
      town.expectIdle()
      expect(bob.ends()).toHaveLength(1)
    },
  )

  it.each(REFUSALS)('connected: the busy reply to a third user ($how): the call untouched', async (refusal) => {
    const { alice, carol, town } = scene
    await scene.bring('connected')
    failOnce(alice, 'reject', refusal)
    await carol.calling.call({ userID: 'alice' })
    await town.settle()
    expect(alice.tim.plannedFailures()).toBe(0)
    await carol.calling.hangup()
    await scene.expectUntouched()
  })

  it.each(REFUSALS)(
    'connected: the request for video ($how): the call goes on, the step can be repeated',
    async (refusal) => {
      const { alice, bob, town } = scene
      await scene.bring('connected')
      failOnce(alice, 'switch', refusal)
      await alice.calling.switchCallType(2).catch(() => undefined)
      await town.settle()
      expect(alice.tim.plannedFailures()).toBe(0)
      expect(alice.calling.state).toMatchObject({ status: 'connected', type: 1, switchRequest: 'none' })
      await alice.calling.switchCallType(2)
      await town.settle()
      await bob.calling.acceptSwitch()
      await town.settle()
      expect([alice.calling.state.type, bob.calling.state.type]).toEqual([2, 2])
      scene.expectTogether(alice, bob)
    },
  )

  it.each(REFUSALS)(
    'connected: the consent to video ($how): both in voice in the end, the step can be repeated',
    async (refusal) => {
      const { alice, bob, town } = scene
      await scene.bring('connected')
      await alice.calling.switchCallType(2)
      await town.settle()
      failOnce(bob, 'accept', refusal)
      await bob.calling.acceptSwitch().catch(() => undefined)
      expect(bob.tim.plannedFailures()).toBe(0)
      await town.pass(40_000)
      scene.expectTogether(alice, bob)
      expect([alice.calling.state.type, bob.calling.state.type]).toEqual([1, 1])
      expect([alice, bob].map((one) => one.calling.state.self.camera)).toEqual([false, false])
      await alice.calling.switchCallType(2)
      await town.settle()
      await bob.calling.acceptSwitch()
      await town.settle()
      expect([alice.calling.state.type, bob.calling.state.type]).toEqual([2, 2])
    },
  )

  it.each(REFUSALS)(
    'connected: the switch to voice ($how): it is sent once more, so both are in voice',
    async (refusal) => {
      const { alice, bob, town } = scene
      await scene.bring('connected', '1v1', { type: 2 })
      failOnce(alice, 'switch', refusal)
      await alice.calling.switchCallType(1)
      await town.settle()
      expect(alice.tim.plannedFailures()).toBe(0)
      expectBothIn(1)
      expect(alice.got('ERROR')).toEqual([])
      scene.expectTogether(alice, bob)
    },
  )

  it.each(REFUSALS)(
    'connected: the switch to voice ($how), again and again: ERROR, and it can be repeated',
    async (refusal) => {
      const { alice, bob, town } = scene
      await scene.bring('connected', '1v1', { type: 2 })
      failOnce(alice, 'switch', refusal)
      failOnce(alice, 'switch', refusal)
      await alice.calling.switchCallType(1)
      await town.settle()
      expect(alice.tim.plannedFailures()).toBe(0)
      expect(alice.got('ERROR')).toMatchObject([{ name: 'CallingError' }])
      expect(alice.calling.state).toMatchObject({ status: 'connected', type: 1, self: { camera: false } })
      await alice.calling.switchCallType(1)
      await town.settle()
      expectBothIn(1)
      expect(alice.got('CALL_MODE')).toEqual([{ type: 1 }])
      // now that the peer knows, there is nothing to repeat
      await expect(alice.calling.switchCallType(1)).rejects.toMatchObject({ reason: 'INVALID_STATE' })
      scene.expectTogether(alice, bob)
    },
  )

  it.each(KINDS)('calling, %s: the invite is never acknowledged: nobody rings on for nothing', async (kind) => {
    const { alice, town } = scene
    town.chat.intercept((hop) => (hop.kind === 'ack' && hop.device === alice.tim ? 'drop' : 'pass'))
    await scene.bring('calling', kind)
    await town.pass(14_000)
    expect(scene.others.map((one) => one.calling.state.status)).toEqual(scene.others.map(() => 'ringing'))
    await town.pass(2000)
    expect(alice.ends()).toEqual(['signaling-failed'])
    await expect(scene.promise).rejects.toMatchObject({ reason: 'NETWORK_UNAVAILABLE' })
    expect(scene.bob.ends()).toEqual(['cancel'])
    // cancels go out one after the other, and each waits for an acknowledgement
    await town.pass(60_000)
    town.expectIdle()
    for (const one of scene.others) expect(one.ends()).toHaveLength(1)
  })

  it.each(pairs(['calling', 'ringing', 'connected'] as Situation[], KINDS))(
    '%s, %s: no send is ever acknowledged: all come to rest, and the next call works',
    async (situation, kind) => {
      const { alice, town } = scene
      await scene.bring(situation, kind)
      const stop = town.chat.intercept((hop) => (hop.kind === 'ack' && hop.device === alice.tim ? 'drop' : 'pass'))
      await alice.calling.hangup()
      await town.pass(60_000)
      stop()
      await scene.endAll()
      await scene.expectNextCallWorks()
    },
  )
})

describe('fault 33: an invitation into a running call fails', () => {
  /** What has become of a promise. */
  function watch(promise: Promise<void>): () => string {
    let outcome = 'open'
    promise.then(
      () => (outcome = 'done'),
      (error: unknown) => (outcome = (error as { reason: string }).reason),
    )
    return () => outcome
  }

  const invitations = pairs(REFUSALS, ['inviteUser', 'groupCall'] as const).map(([refusal, method]) => ({
    refusal,
    method,
    how: refusal.how,
  }))

  it.each(invitations)(
    'connected: $method ($how): typed rejection, one ERROR, the call goes on and the step can be repeated',
    async ({ refusal, method }) => {
      const { alice, carol, town } = scene
      await scene.bring('connected', 'group')
      failOnce(alice, 'invite', refusal)
      const outcome = watch(alice.calling[method]({ userIDList: ['carol'] }))
      await town.settle()
      expect(outcome()).toBe(refusal.resolves ? 'SEND_FAILED' : 'NETWORK_UNAVAILABLE')
      expect(alice.got('ERROR')).toHaveLength(1)
      scene.expectTogether(...scene.party)
      await alice.calling[method]({ userIDList: ['carol'] })
      await town.settle()
      await carol.calling.accept()
      await town.settle()
      scene.expectTogether(...scene.party, carol)
    },
  )

  it.each(GROUP_KINDS)(
    'connected, %s: the promise waits for its own acknowledgement, not for another one',
    async (kind) => {
      const { alice, carol, town } = scene
      const erin = await town.signedIn('erin')
      town.chat.addGroup('team', ['alice', 'bob', 'carol', 'dave', 'erin'])
      await scene.bring('connected', kind)
      lose(town.chat, 'invite', 'alice', 'carol')
      const acks = town.chat.hold(ackOf('invite', 'alice'))
      const first = watch(alice.calling.inviteUser({ userIDList: ['carol'] }))
      const second = watch(alice.calling.inviteUser({ userIDList: ['erin'] }))
      await town.settle()
      const [one, two] = acks.hops
      two?.release()
      await town.settle()
      expect([first(), second()]).toEqual(['open', 'done'])
      await erin.calling.accept()
      await town.settle()
      expect(first()).toBe('open')
      acks.stop()
      if (one?.kind === 'ack') one.fail({ code: 20003 })
      await town.settle()
      expect(first()).toBe('UNKNOWN_USER')
      expect(carol.calling.state.status).toBe('idle')
      scene.expectTogether(...scene.party, erin)
    },
  )

  it('connected: to two users, one of the sends fails: the other one rings, and the promise is kept', async () => {
    const { alice, carol, town } = scene
    const erin = await town.signedIn('erin')
    await scene.bring('connected', 'group')
    failOnce(alice, 'invite', REFUSALS[1])
    const outcome = watch(alice.calling.inviteUser({ userIDList: ['carol', 'erin'] }))
    await town.settle()
    expect(outcome()).toBe('done')
    expect([carol, erin].map((one) => one.calling.state.status)).toEqual(['idle', 'ringing'])
    expect(alice.got('ERROR')).toHaveLength(1)
    await scene.endAll()
  })
})
