/** TUICallKit 3 marks an invitation that was answered, by changing its Chat message: it is over, however late it comes. */
import type { ChatMessage } from '../../../../lib/foundation/types'
import { setScene } from '../../../support/town/scene'
import { inviteCall, makeUp } from '../../../support/chat/wire'

const scene = setScene()

const MARKS: [string, object, object][] = [
  ['in data, as 3.1 and later do', {}, { consumed: true }],
  ['beside data, as 3.0 does', { consumed: true }, {}],
]

function invitation(fields: object = {}, data: object = {}, from = 'dave'): Partial<ChatMessage> {
  const call = { ...inviteCall(4711, data), ...fields }
  return makeUp({ action: 'invite', from, inviteID: `${from}-1`, inviter: from, inviteeList: ['alice'], call })
}

async function receive(...messages: Partial<ChatMessage>[]): Promise<void> {
  scene.town.chat.inject('alice', ...messages)
  await scene.town.settle()
}

describe.each(MARKS)('marked %s', (_name, fields, data) => {
  it('does not ring, and neither does the copy without the mark', async () => {
    await receive(invitation(fields, data))
    await receive(invitation())
    expect(scene.alice.names()).not.toContain('INVITED')
    scene.town.expectIdle()
  })

  it('ends no other call', async () => {
    await receive(invitation())
    await receive(invitation(fields, data, 'carol'))
    expect(scene.alice.calling.state).toMatchObject({ status: 'ringing', inviter: 'dave' })
    await scene.endAll()
  })
})

it.each([false, 'true', 1, null])('consumed: %j is no mark', async (consumed) => {
  await receive(invitation({ consumed }, { consumed }))
  expect(scene.alice.calling.state.status).toBe('ringing')
  await scene.endAll()
})
