/** Generated messages of a stranger who knows everything about the call, in batches with honest ones. */
import fc from '../../../support/jest/fast-check'
import { type Situation, setScene } from '../../../support/town/scene'
import { HOSTILE, type Raw, prototypes } from '../../../support/chat/hostile'
import { callIDOf, inviteCall, lastOf, makeUp, traffic } from '../../../support/chat/wire'

const RUNS = Number(process.env['FUZZ_RUNS'] ?? 150)

const scene = setScene()

/** What the stranger knows of the call at hand. */
interface Known {
  inviteID: string
  callID: string
  room: number
}

const junk = fc.oneof(
  fc.jsonValue(),
  fc.constantFrom('', '__proto__', 'constructor', 'toString', 'x'.repeat(13_000), 'av_call', 'line_busy'),
  fc.double(),
  fc.constant(undefined),
)

/** Mostly right, sometimes anything. */
function nearly<T>(right: fc.Arbitrary<T>): fc.Arbitrary<unknown> {
  return fc.oneof({ weight: 8, arbitrary: right }, { weight: 1, arbitrary: junk })
}

function callLayer(known: Known): fc.Arbitrary<unknown> {
  const cmds = ['audioCall', 'videoCall', 'hangup', 'switchToAudio', 'switchToVideo']
  const inner = fc.record(
    {
      cmd: nearly(fc.constantFrom(...cmds)),
      room_id: nearly(fc.constantFrom(known.room, 1)),
      str_room_id: nearly(fc.constant('room')),
      message: nearly(fc.constantFrom('', 'lineBusy')),
      callID: nearly(fc.constantFrom(known.callID, 'other')),
      replaces: nearly(fc.constant(known.inviteID)),
      order: nearly(fc.integer()),
      userIDs: nearly(fc.constant(['alice', 'bob'])),
      userData: nearly(fc.string()),
    },
    { requiredKeys: [] },
  )
  return fc.record(
    {
      version: nearly(fc.nat(9)),
      businessID: nearly(fc.constant('av_call')),
      call_type: nearly(fc.constantFrom(1, 2)),
      room_id: nearly(fc.constantFrom(known.room, 1)),
      call_end: nearly(fc.nat(100)),
      line_busy: nearly(fc.constant('line_busy')),
      switch_to_audio_call: nearly(fc.constant('switch_to_audio_call')),
      data: nearly(inner),
    },
    { requiredKeys: [] },
  )
}

/** A message of `stranger`, from nearly honest to nonsense. */
function message(known: Known): fc.Arbitrary<(stranger: string) => Raw> {
  const names = fc.constantFrom('alice', 'bob', 'carol', 'stranger')
  const envelope = fc.record({
    businessID: nearly(fc.constant(1)),
    actionType: nearly(fc.integer({ min: 1, max: 5 })),
    inviteID: nearly(fc.constantFrom(known.inviteID, 'fresh')),
    inviter: nearly(names),
    inviteeList: nearly(fc.array(names, { minLength: 1, maxLength: 3 })),
    timeout: nearly(fc.constantFrom(0, 30)),
    groupID: nearly(fc.constantFrom('', '', '', 'team')),
    data: fc.oneof({ weight: 8, arbitrary: callLayer(known).map((value) => JSON.stringify(value) ?? '') }, junk),
  })
  const conversation = fc.constantFrom('C2C', 'C2C', 'C2C', 'GROUP')
  const written = fc.tuple(envelope, conversation).map(([fields, conversationType]) => (stranger: string): Raw => {
    const data = JSON.stringify(fields).replaceAll('"stranger"', JSON.stringify(stranger))
    return { from: stranger, conversationType, payload: { data } }
  })
  const nonsense = junk.map((data) => (stranger: string) => ({ from: stranger, payload: { data } }) as Raw)
  const listed = fc.constantFrom(...HOSTILE).map(
    ([, raw]) =>
      (): Raw =>
        raw,
  )
  return fc.oneof({ weight: 6, arbitrary: written }, nonsense, listed)
}

it.each(['idle', 'calling', 'ringing', 'connected'] as Situation[])(
  '%s: nothing thrown, nothing polluted, the honest message of each batch delivered, the call untouched',
  async (situation) => {
    const { alice, town } = scene
    await scene.bring(situation)
    const known: Known =
      situation === 'idle'
        ? { inviteID: 'none', callID: 'none', room: 7 }
        : {
            inviteID: alice.calling.state.inviteID,
            callID: callIDOf(lastOf(town.chat, 'invite')),
            room: (lastOf(town.chat, 'invite').call as { room_id: number }).room_id,
          }
    const before = { prototypes: prototypes(), state: stateOf(), names: alice.names().length }
    let run = 0
    // a minute from batch to batch: all together they would be a flood, and the honest ones drowned in it
    const { now } = alice.platform
    alice.platform.now = () => now() + run * 60_000

    await fc.assert(
      fc.asyncProperty(fc.array(message(known), { maxLength: 5 }), fc.nat(5), async (messages, position) => {
        run++
        const honest = `honest-${run}`
        town.chat.addAccount(honest)
        const batch = messages.map((make) => make(`stranger-${run}`))
        const call = inviteCall(5)
        const good = makeUp({
          action: 'invite',
          from: honest,
          inviter: honest,
          inviteID: honest,
          inviteeList: ['alice'],
          call,
        })
        batch.splice(Math.min(position, batch.length), 0, good)
        const time = Math.floor((Date.now() + run * 60_000) / 1000)
        town.chat.inject('alice', ...batch.map((one) => ({ ...one, time })))
        await town.settle()

        expect(prototypes()).toEqual(before.prototypes)
        expect(town.chat.listenerErrors).toEqual([])
        const answered = traffic(town.chat).includes(`alice>${honest} reject`)
        const rang = alice.got('INVITED').some(({ sponsor }) => sponsor === honest)
        expect(answered || rang).toBe(true)
        if (situation !== 'idle') {
          expect(stateOf()).toEqual(before.state)
          expect(alice.names()).toHaveLength(before.names)
        } else if (alice.calling.state.status === 'ringing') {
          await alice.calling.reject()
          await town.settle()
        }
      }),
      { numRuns: RUNS, verbose: true },
    )
    await scene.expectUntouched()
  },
)

function stateOf(): string {
  const { status, type, inviteID, inviter, members, switchRequest, self } = scene.alice.calling.state
  return JSON.stringify({ status, type, inviteID, inviter, members, switchRequest, self })
}
