/** What a hangup says of the call's length: web TRTCCalling 0.10.2 takes one of 0 s, if it comes late, for a new call. */
import { GROUP_ID, setScene } from '../../../support/town/scene'
import { deliveryOf, lastOf, traffic } from '../../../support/chat/wire'

const scene = setScene()

function lastDuration(): unknown {
  return lastOf(scene.town.chat, 'hangup').call['call_end']
}

it.each([
  [0, 1],
  [999, 1],
  [1000, 1],
  [7400, 7],
])('a call of %d ms: %d s', async (ms, seconds) => {
  const { alice, bob, town } = scene
  await town.connect(alice, bob)
  await town.pass(ms)
  await alice.calling.hangup()
  await town.settle()
  expect(lastDuration()).toBe(seconds)
  expect(alice.got('CALL_END')).toMatchObject([{ callEnd: Math.floor(ms / 1000) }])
})

it('the answer to an accept that comes too late', async () => {
  const { alice, bob, town } = scene
  const cancel = town.chat.hold(deliveryOf('cancel'))
  await alice.calling.call({ userID: 'bob' })
  await town.settle()
  await alice.calling.hangup()
  await town.settle()
  await bob.calling.accept()
  await town.settle()
  cancel.stop()
  cancel.releaseAll()
  await town.settle()
  expect(traffic(town.chat)).toContain('alice>bob hangup')
  expect(lastDuration()).toBe(1)
})

it.each([
  ['without a Chat group, where it goes to the last one who is left: the length', undefined, 7],
  ['in a Chat group, where it is the record of the end: none', GROUP_ID, 0],
])('a group call %s', async (_name, groupID, seconds) => {
  const { alice, bob, town } = scene
  await alice.calling.groupCall({ userIDList: ['bob', 'carol'], ...(groupID ? { groupID } : {}) })
  await town.settle()
  await bob.calling.accept()
  await scene.carol.calling.reject()
  await town.settle()
  await town.pass(7400)
  await alice.calling.hangup()
  await town.settle()
  expect(lastDuration()).toBe(seconds)
})
