/** A request for video may be refused in any words: it is the invitation that counts. TUICallKit 4 says that it is busy. */
import { setScene } from '../../../support/town/scene'
import { lastOf, makeUp } from '../../../support/chat/wire'

const scene = setScene()

const WORDS: [string, object][] = [
  ['in the words of a switch', { call_type: 1, data: { cmd: 'switchToVideo' } }],
  ['busy, as TUICallKit 4 does', { call_type: 1, line_busy: 'line_busy', data: { cmd: '', message: 'lineBusy' } }],
  ['as a call', { call_type: 1, data: { cmd: 'audioCall' } }],
  ['without a word', {}],
]

/** Alice is in a voice call with bob, who never sees her request for video. @returns its id */
async function ask(): Promise<string> {
  const { alice, bob, town } = scene
  await town.connect(alice, bob)
  town.chat.intercept((hop) => (hop.kind === 'delivery' && hop.to === 'bob' ? 'drop' : 'pass'))
  await alice.calling.switchCallType(2)
  await town.settle()
  return lastOf(town.chat, 'switch').inviteID
}

async function refuse(inviteID: string, call: object, from = 'bob'): Promise<void> {
  const { town } = scene
  town.chat.inject('alice', makeUp({ action: 'reject', from, inviteID, inviter: 'alice', inviteeList: [from], call }))
  await town.settle()
}

it.each(WORDS)('%s: alice hears it at once, and may ask again', async (_words, call) => {
  const { alice, town } = scene
  await refuse(await ask(), call)
  expect(alice.got('CALL_MODE')).toEqual([{ type: 1, refusal: 'reject' }])
  expect(alice.names()).not.toContain('LINE_BUSY')
  expect(alice.calling.state).toMatchObject({ status: 'connected', type: 1, switchRequest: 'none' })
  await alice.calling.switchCallType(2)
  await town.settle()
  expect(alice.calling.state.switchRequest).toBe('outgoing')
  await scene.endAll()
})

it.each(WORDS)('%s, about something else: the request stays open', async (_words, call) => {
  await ask()
  await refuse('another-request', call)
  expect(scene.alice.calling.state.switchRequest).toBe('outgoing')
  await scene.endAll()
})

it.each(WORDS)('%s, by a user who is not in the call: the request stays open', async (_words, call) => {
  await refuse(await ask(), call, 'carol')
  expect(scene.alice.calling.state.switchRequest).toBe('outgoing')
  await scene.endAll()
})
