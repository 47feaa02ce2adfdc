/**
 * A call right after a hangup. An old peer that sees this side leave the room before it gets the hangup says goodbye
 * itself, and when that is acknowledged it ends whatever rings: so the new invitation waits until the hangup has arrived.
 */
import { setScene } from '../../../support/town/scene'
import { ackOf, traffic } from '../../../support/chat/wire'

const scene = setScene()

/** Alice has hung up on bob and calls him again; Chat keeps the acknowledgement of the hangup. */
async function callAgain() {
  const { alice, bob, town } = scene
  await town.connect(alice, bob)
  const acks = town.chat.hold(ackOf('hangup', 'alice'))
  await alice.calling.hangup()
  const called = alice.calling.call({ userID: 'bob' })
  await town.settle()
  expect(alice.calling.state.status).toBe('calling')
  return { acks, called }
}

function invitations(): number {
  return traffic(scene.town.chat).filter((line) => line === 'alice>bob invite').length
}

it('the invitation follows the acknowledgement', async () => {
  const { acks, called } = await callAgain()
  await scene.town.pass(500)
  expect(invitations()).toBe(1)
  acks.stop()
  acks.releaseAll()
  await scene.town.settle()
  expect(invitations()).toBe(2)
  await called
  await scene.bob.calling.accept()
  await scene.town.settle()
  scene.expectTogether(scene.alice, scene.bob)
  await scene.town.pass(5000)
  expect(invitations()).toBe(2)
  await scene.endAll()
})

it('it waits 2 s at most', async () => {
  const { acks, called } = await callAgain()
  await scene.town.pass(1900)
  expect(invitations()).toBe(1)
  await scene.town.pass(200)
  expect(invitations()).toBe(2)
  await called
  acks.stop()
  acks.releaseAll()
  await scene.town.settle()
  expect(invitations()).toBe(2)
  await scene.endAll()
})

it('the hangup could not be sent: the invitation goes out', async () => {
  const { acks, called } = await callAgain()
  acks.stop()
  for (const hop of acks.hops) if (hop.kind === 'ack') hop.fail({ code: 2801 })
  await scene.town.settle()
  expect(invitations()).toBe(2)
  await called
  await scene.endAll()
})

it('hung up while it waits: nothing was sent, and nothing follows', async () => {
  const { acks, called } = await callAgain()
  const refused = expect(called).rejects.toMatchObject({ reason: 'ABORTED' })
  await scene.alice.calling.hangup()
  await refused
  expect(scene.alice.calling.state.status).toBe('idle')
  acks.stop()
  acks.releaseAll()
  await scene.town.pass(5000)
  expect(invitations()).toBe(1)
  scene.town.expectIdle()
})
