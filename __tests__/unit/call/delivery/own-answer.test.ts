/** What the user does is sent at once, however many automatic answers wait for their acknowledgement. */
import { ackOf } from '../../../support/chat/wire'
import { setScene } from '../../../support/town/scene'

const scene = setScene()

/** Bob's call rings at alice, and her answer to carol, that she is busy, is not acknowledged. */
async function ringBesideBusy(): Promise<() => void> {
  const { alice, bob, carol, town } = scene
  await bob.calling.call({ userID: 'alice', type: 1 })
  await town.settle()
  const acks = town.chat.hold(ackOf('reject', 'alice'))
  await carol.calling.call({ userID: 'alice', type: 1 })
  await town.settle()
  expect([alice.calling.state.inviter, carol.ends()]).toEqual(['bob', ['line-busy']])
  return () => {
    acks.stop()
    for (const hop of acks.hops) hop.release()
  }
}

it('an accept', async () => {
  const { alice, bob, town } = scene
  const release = await ringBesideBusy()
  const accepted = alice.calling.accept()
  await town.settle()
  expect(bob.calling.state.status).toBe('connected')
  await accepted
  release()
  await alice.calling.hangup()
  await town.settle()
})

it('a reject', async () => {
  const { alice, bob, town } = scene
  const release = await ringBesideBusy()
  const rejected = alice.calling.reject()
  await town.settle()
  expect(bob.ends()).toEqual(['reject'])
  release()
  await rejected
  await town.settle()
})
