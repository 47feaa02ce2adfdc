/** What the user does is sent at once, however many automatic answers wait for their acknowledgement. */
import { Town, type Person } from '../../support/town/town'
import { ackOf } from '../../support/chat/wire'

let town: Town
let alice: Person
let bob: Person

beforeEach(async () => {
  jest.useFakeTimers()
  jest.spyOn(console, 'info').mockImplementation()
  town = new Town()
  ;[alice, bob] = await town.people('alice', 'bob')
})
afterEach(async () => {
  await town.dispose()
  jest.useRealTimers()
})

/** Bob's call rings at alice, and her answer to carol, that she is busy, is not acknowledged. */
async function ringBesideBusy(): Promise<() => void> {
  const [carol] = await town.people('carol')
  await bob.calling.call({ userID: 'alice', type: 1 })
  await town.settle()
  const acks = town.chat.hold(ackOf('reject', 'alice'))
  await carol.calling.call({ userID: 'alice', type: 1 })
  await town.settle()
  expect([alice.calling.state.inviter, carol.ends()]).toEqual(['bob', ['line-busy']])
  return () => acks.stop()
}

it('an accept', async () => {
  const release = await ringBesideBusy()
  const accepted = alice.calling.accept()
  await town.settle()
  expect(bob.calling.state.status).toBe('connected')
  release()
  await accepted
  await alice.calling.hangup()
  await town.settle()
})

it('a reject', async () => {
  const release = await ringBesideBusy()
  const rejected = alice.calling.reject()
  await town.settle()
  expect(bob.ends()).toEqual(['reject'])
  release()
  await rejected
})
