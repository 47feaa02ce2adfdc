/** The answer belongs to the invitation that was shown: another may take its place just before the tap. */
import { setScene } from '../../../support/town/scene'
import { inviteCall, makeUp } from '../../../support/chat/wire'

const scene = setScene()

const VOICE = 1
const VIDEO = 2

/** Mallory calls. */
function ring(inviteID: string, type: number): void {
  const from = { from: 'mallory', inviter: 'mallory', inviteID, inviteeList: ['alice'] }
  scene.town.chat.inject(
    'alice',
    makeUp({ action: 'invite', ...from, call: inviteCall(7, { order: Date.now() }, type) }),
  )
}

function cancel(inviteID: string): void {
  const from = { from: 'mallory', inviter: 'mallory', inviteID, inviteeList: ['alice'] }
  scene.town.chat.inject('alice', makeUp({ action: 'cancel', ...from }))
}

beforeEach(async () => {
  scene.town.chat.addAccount('mallory')
  ring('voice', VOICE)
  await scene.town.pass(3000)
  expect(scene.alice.calling.state).toMatchObject({ status: 'ringing', type: VOICE })
})

/** Alice has answered, and the call ends. */
async function expectAnswered(): Promise<void> {
  const { alice, town } = scene
  await town.settle()
  expect(alice.calling.state.status).toBe('connecting')
  await alice.calling.hangup()
}

const SWITCHES: [string, () => void][] = [
  ['a second invitation', () => ring('video', VIDEO)],
  [
    'a cancel, and a second invitation',
    () => {
      cancel('voice')
      ring('video', VIDEO)
    },
  ],
]

describe.each(SWITCHES)('%s takes the place of the one that rings', (_, replace) => {
  it('a tap within a second does not count: nothing is published', async () => {
    const { alice, town } = scene
    replace()
    for (const ms of [0, 500, 499]) {
      await town.pass(ms)
      await expect(alice.calling.accept()).rejects.toMatchObject({ reason: 'INVALID_STATE' })
      expect(alice.calling.state).toMatchObject({ status: 'ringing', type: VIDEO })
      expect(alice.calling.state.pusher).toBeNull()
      expect(town.media.publishing('alice')).toBe(false)
    }
    await town.pass(1)
    void alice.calling.accept()
    await expectAnswered()
  })

  it('a tap on "decline" counts at once', async () => {
    replace()
    await scene.alice.calling.reject()
    expect(scene.alice.calling.state.status).toBe('idle')
  })

  it('accept(inviteID) takes the invitation that it names, and no other', async () => {
    const { alice } = scene
    replace()
    await expect(alice.calling.accept('voice')).rejects.toMatchObject({ reason: 'INVALID_STATE' })
    void alice.calling.accept('video')
    await expectAnswered()
  })
})

it('an invitation that is handled between the tap and its answer is not accepted with it', async () => {
  const { alice, town } = scene
  await town.pass(5000)
  // asked for within an event of another call, the answer waits for what is queued before it
  let answer: Promise<unknown> = Promise.resolve()
  const accept = (): void => void (answer = alice.calling.accept().catch((error: unknown) => error))
  alice.calling.on('CALL_END', accept)
  ring('video', VIDEO)
  await town.settle()
  expect(await answer).toMatchObject({ reason: 'INVALID_STATE' })
  expect(alice.calling.state).toMatchObject({ status: 'ringing', type: VIDEO })
  alice.calling.off('CALL_END', accept)
  await alice.calling.hangup()
})

it('an invitation after a quiet second is accepted at once', async () => {
  const { alice, town } = scene
  cancel('voice')
  await town.pass(1000)
  ring('video', VIDEO)
  await town.settle()
  void alice.calling.accept()
  await expectAnswered()
})

it('accept() takes a string, or an object', async () => {
  await expect(scene.alice.calling.accept(7 as unknown as string)).rejects.toMatchObject({
    reason: 'INVALID_PARAMETER',
    message: 'the argument of accept() is 7; expected an object like { type: 1 }.',
  })
  await scene.alice.calling.hangup()
})
