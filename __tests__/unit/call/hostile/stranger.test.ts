/** Somebody who has no part in a 1v1 call is in its room: a room lets in whoever knows it. */
import { CALL_TYPE } from '../../../../lib/foundation/types'
import type { CallType } from '../../../../lib/foundation/types'
import { setScene } from '../../../support/town/scene'

const scene = setScene()

/** Carol enters a room by its number, as anybody can who has it: a call of her own, which rings for nobody here. */
async function listenIn(roomID: number): Promise<void> {
  const { carol, town } = scene
  await carol.calling.joinInGroupCall({ roomID, type: 1 })
  await town.settle()
}

describe.each([CALL_TYPE.AUDIO, CALL_TYPE.VIDEO] as CallType[])('a stranger in a 1v1 call of type %d', (type) => {
  it('who comes: both learn who it is, and the call ends', async () => {
    const { alice, bob, town } = scene
    await scene.bring('connected', '1v1', { type })
    await town.pass(5000)
    await listenIn(alice.calling.state.roomID)
    const ends = [alice, bob].flatMap((one) => one.got('CALL_END'))
    expect(ends.some(({ reason, userID }) => reason === 'stranger' && userID === 'carol')).toBe(true)
    for (const { phone } of [alice, bob]) expect(town.media.publishing(phone)).toBe(false)
    town.expectIdle(alice, bob)
    const errors = [alice, bob].flatMap((one) => one.got('ERROR'))
    expect(errors.length).toBeGreaterThan(0)
    for (const error of errors) expect(error).toMatchObject({ code: 4007, reason: 'STRANGER_IN_ROOM' })
    expect(errors[0]?.message).toContain('carol')
    await scene.endAll()
  })
})

it.each(['alice', 'bob'])('%s alone has seen the stranger: the other one hears a hangup', async (sees) => {
  const { alice, bob } = scene
  await scene.bring('connected')
  const key = alice.calling.state.roomID
  const blind = sees === 'alice' ? bob : alice
  const { onPusherEvent } = blind.calling
  blind.calling.onPusherEvent = (event) => {
    if (!JSON.stringify(event).includes('carol')) onPusherEvent.call(blind.calling, event)
  }
  await listenIn(key)
  expect([alice, bob].map(({ calling }) => calling.state.status)).toEqual(['idle', 'idle'])
  expect(blind.ends()).toEqual(['hangup'])
  await scene.endAll()
})

it('who was there before: the callee ends the call as soon as it enters, and the caller does not wait', async () => {
  const { alice, bob, town } = scene
  await scene.bring('ringing')
  await listenIn(alice.calling.state.roomID)
  await alice.calling.accept()
  await town.settle()
  expect([...alice.ends(), ...bob.ends()].sort()).toContain('stranger')
  town.expectIdle(alice, bob)
  await scene.endAll()
})

it('a call before its answer is not ended by who is in the room', async () => {
  await scene.bring('calling')
  await listenIn(scene.alice.calling.state.roomID)
  expect(scene.alice.calling.state.status).toBe('calling')
  await scene.endAll()
})

it('in a group call, whoever is in the room is a member and is shown', async () => {
  const { alice, town } = scene
  await scene.bring('connected', 'group')
  await listenIn(alice.calling.state.roomID)
  expect(alice.got('ERROR')).toEqual([])
  expect(alice.calling.state.members.map(({ userID }) => userID)).toContain('carol')
  expect(alice.calling.state.strangers).toEqual([])
  await scene.endAll()
  await town.settle()
})

describe('with strangerInRoom: "warn"', () => {
  it('the call goes on, says who is there until they leave, and plays nothing of them', async () => {
    const { town } = scene
    const dora = await town.signedIn('dora', { strangerInRoom: 'warn' })
    const erik = await town.signedIn('erik', { strangerInRoom: 'warn' })
    await town.connect(dora, erik)
    await listenIn(dora.calling.state.roomID)
    for (const one of [dora, erik]) {
      const { calling } = one
      expect(calling.state).toMatchObject({ status: 'connected', strangers: ['carol'] })
      expect(calling.state.members).toHaveLength(1)
      expect(calling.state.players.map(({ userID }) => userID)).not.toContain('carol')
      expect(one.got('ERROR')).toMatchObject([{ reason: 'STRANGER_IN_ROOM' }])
      expect(one.ends()).toEqual([])
    }
    await scene.carol.calling.hangup()
    await town.settle()
    expect([dora, erik].map(({ calling }) => calling.state.strangers)).toEqual([[], []])
    await dora.calling.hangup()
    await town.settle()
    town.expectIdle(dora, erik)
  })

  it('another value is refused, in words', () => {
    expect(() => scene.town.person('x', { strangerInRoom: 'ignore' as 'warn' })).toThrow(
      'config.strangerInRoom is "ignore"; expected one of end, warn.',
    )
  })
})
