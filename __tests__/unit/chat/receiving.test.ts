import fc from '../../support/jest/fast-check'
import { type ChatMessage } from '../../../lib/foundation/types'
import { type Hop, ChatNetwork } from '../../support/chat/chat'
import { CALL_DATA, type Party, envelope, groupInviteOf, inviteOf, refOf, signedIn } from '../../support/chat/signaling'

let network: ChatNetwork
let alice: Party
let bob: Party

beforeEach(async () => {
  jest.useFakeTimers()
  network = new ChatNetwork()
  network.addGroup('team', ['alice', 'bob', 'carol', 'dave'])
  alice = await signedIn(network, 'alice')
  bob = await signedIn(network, 'bob')
})

afterEach(() => {
  expect(network.listenerErrors).toEqual([])
  expect(jest.getTimerCount()).toBe(0)
  jest.useRealTimers()
})

function fromBob(data: unknown): Partial<ChatMessage> {
  return { from: 'bob', payload: { data: data as string } }
}

const kinds = (someone: Party) => someone.signals.map(({ kind }) => kind)

test('signals keep the order in which they were sent', async () => {
  const invite = inviteOf('bob')
  const { inviteID, sent } = alice.port.invite(invite)
  await sent
  await alice.port.cancel(refOf(alice, inviteID, invite), '')
  await alice.port.invite(inviteOf('bob')).sent
  await network.settle()
  expect(kinds(bob)).toEqual(['invite', 'cancel', 'invite'])
})

test('a malformed message costs its batch nothing', () => {
  network.inject(
    'alice',
    fromBob('null'),
    fromBob('{"businessID":1,"actionType":1}'),
    fromBob('{'),
    fromBob(7),
    { from: 'bob', payload: null as never },
    { type: 'TIMTextElem', from: 'bob', payload: {} },
    fromBob(envelope({})),
    fromBob(envelope({ actionType: 5, data: 'not JSON' })),
    fromBob(envelope({ actionType: 2, data: '' })),
  )
  expect(kinds(alice)).toEqual(['invite', 'timeout', 'cancel'])
})

test.each([undefined, null, 'text', {}, [null, 7, 'x']])('an event with %p instead of messages is ignored', (data) => {
  alice.tim.emit('onMessageReceived', data)
  alice.tim.emit('kickedOut', data)
  expect(alice.signals).toEqual([])
})

test('what the host receives is untouched: signalling or not', async () => {
  const seen: unknown[] = []
  alice.tim.on('onMessageReceived', ({ data }) => seen.push(...(data as unknown[])))
  const { inviteID, sent } = bob.port.invite(inviteOf('alice'))
  await sent
  await network.settle()
  network.inject('alice', fromBob('hello'), { type: 'TIMTextElem', from: 'mallory', payload: { data: '{}' } })
  expect(seen).toHaveLength(3)
  expect(JSON.parse((seen[0] as ChatMessage).payload.data ?? '')).toMatchObject({ inviteID, timeout: 30 })
  expect(alice.signals).toHaveLength(1)
})

test('a message that comes twice is one signal', async () => {
  network.intercept((hop) => (hop.kind === 'delivery' ? 'duplicate' : 'pass'))
  const invite = inviteOf('bob')
  const { inviteID, sent } = alice.port.invite(invite)
  await sent
  await network.settle()
  await bob.port.accept(refOf(alice, inviteID, invite), CALL_DATA)
  await network.settle()
  expect([kinds(alice), kinds(bob)]).toEqual([['accept'], ['invite']])
})

test('what was missed without a network comes as one batch, in order', async () => {
  alice.tim.setOnline(false)
  const invite = inviteOf('alice')
  const { inviteID, sent } = bob.port.invite(invite)
  await sent
  await bob.port.cancel(refOf(bob, inviteID, invite), '')
  await network.settle()
  expect(alice.signals).toEqual([])
  alice.tim.setOnline(true)
  expect(kinds(alice)).toEqual(['invite', 'cancel'])
})

describe('a third user', () => {
  test('can neither cancel, nor accept, nor reject, nor time out what is not theirs', async () => {
    const mallory = await signedIn(network, 'mallory')
    const invite = inviteOf('bob')
    const { inviteID, sent } = alice.port.invite(invite)
    await sent
    await network.settle()
    const forge = (fields: object) => envelope({ inviteID, inviter: 'alice', inviteeList: ['bob'], ...fields })
    for (const to of ['alice', 'bob']) {
      for (const actionType of [1, 2, 3, 4, 5]) {
        const message = mallory.tim.createCustomMessage({
          to,
          conversationType: 'C2C',
          priority: 'High',
          payload: { data: forge({ actionType }) },
        })
        await mallory.tim.sendMessage(message)
      }
    }
    await network.settle()
    expect([kinds(alice), kinds(bob)]).toEqual([[], ['invite']])
    await bob.port.accept(refOf(alice, inviteID, invite), CALL_DATA)
    await network.settle()
    expect(kinds(alice)).toEqual(['accept'])
  })
})

describe('in a group', () => {
  let carol: Party
  let dave: Party

  beforeEach(async () => {
    carol = await signedIn(network, 'carol')
    dave = await signedIn(network, 'dave')
  })

  test('the invited hear each other’s answers; who is not invited hears nothing', async () => {
    const invite = groupInviteOf('team', 'bob', 'carol')
    const { inviteID, sent } = alice.port.invite(invite)
    await sent
    await network.settle()
    const ref = refOf(alice, inviteID, invite)
    await bob.port.accept(ref, CALL_DATA)
    await alice.port.timeout({ ...ref, invitees: ['carol'] }, CALL_DATA)
    await network.settle()
    expect(kinds(alice)).toEqual(['accept'])
    expect(kinds(bob)).toEqual(['invite', 'timeout'])
    expect(carol.signals).toMatchObject([
      { kind: 'invite', groupID: 'team', inviteeList: ['bob', 'carol'] },
      { kind: 'accept', from: 'bob', inviter: 'alice' },
      { kind: 'timeout', from: 'alice', inviteeList: ['carol'] },
    ])
    expect(dave.signals).toEqual([])
  })

  test('an answer that overtakes the acknowledgement is not lost', async () => {
    const acks = network.hold((hop) => hop.kind === 'ack' && hop.device === alice.tim)
    const invite = groupInviteOf('team', 'bob', 'carol')
    const { inviteID } = alice.port.invite(invite)
    await network.settle()
    await bob.port.reject(refOf(alice, inviteID, invite), CALL_DATA)
    await network.settle()
    expect(alice.signals).toMatchObject([{ kind: 'reject', from: 'bob', inviteID }])
    acks.releaseAll()
    await network.settle()
  })
})

describe('several devices of one account', () => {
  test.each(['accept', 'reject'] as const)('%s on one tells the other', async (answer) => {
    const tablet = await signedIn(network, 'bob')
    const invite = inviteOf('bob')
    const { inviteID, sent } = alice.port.invite(invite)
    await sent
    await network.settle()
    await bob.port[answer](refOf(alice, inviteID, invite), CALL_DATA)
    await network.settle()
    expect(kinds(bob)).toEqual(['invite'])
    expect(tablet.signals.slice(1)).toMatchObject([
      { kind: answer, from: 'bob', inviteID, inviter: 'alice', groupID: '', data: CALL_DATA },
    ])
  })

  test('an invitation and its cancel on one are news for the other, and no call', async () => {
    const tablet = await signedIn(network, 'alice')
    const invite = inviteOf('bob')
    const { inviteID, sent } = alice.port.invite(invite)
    await sent
    await alice.port.cancel(refOf(alice, inviteID, invite), '')
    await network.settle()
    expect(tablet.signals).toMatchObject([
      { kind: 'invite', from: 'alice', inviteID },
      { kind: 'cancel', from: 'alice', inviteID },
    ])
  })

  test('an answer that failed here and was given there is news from there', async () => {
    const tablet = await signedIn(network, 'bob')
    const invite = inviteOf('bob')
    const { inviteID, sent } = alice.port.invite(invite)
    await sent
    await network.settle()
    const ref = refOf(alice, inviteID, invite)
    bob.tim.failNextSend({ code: 2805 })
    await expect(bob.port.accept(ref, CALL_DATA)).rejects.toMatchObject({ reason: 'NETWORK_UNAVAILABLE' })
    await tablet.port.accept(ref, CALL_DATA)
    await network.settle()
    expect(bob.signals.slice(1)).toMatchObject([{ kind: 'accept', from: 'bob', inviteID }])
  })

  test('an SDK that echoes what this device sent changes nothing', async () => {
    const { inviteID, sent } = alice.port.invite(inviteOf('bob'))
    await sent
    const [message] = network.log
    network.inject('alice', { from: 'alice', to: 'bob', flow: 'out', payload: { data: message?.data ?? '' } })
    expect(inviteID).not.toBe('')
    expect(alice.signals).toEqual([])
  })
})

test('a flood of invitations ends at the guard; the SDK’s memory does not grow with it', () => {
  const set = jest.spyOn(Map.prototype, 'set')
  for (let n = 0; n < 1000; n++) network.inject('alice', fromBob(envelope({ inviteID: `id-${n}` })))
  expect(alice.signals.length).toBeLessThan(100)
  const registered = set.mock.calls.filter(([, value]) => typeof value === 'object' && 'actionType' in (value ?? {}))
  expect(registered).toEqual([])
})

test('in every order of deliveries and acknowledgements each side hears what the other said, once', async () => {
  const outcomes = new Set<string>()
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), async (scheduler) => {
      const chat = new ChatNetwork()
      const caller = await signedIn(chat, 'caller')
      const callee = await signedIn(chat, 'callee')
      chat.intercept((hop: Hop) => {
        void scheduler.schedule(Promise.resolve(), hop.kind).then(() => hop.release())
        return 'hold'
      })
      const invite = inviteOf('callee')
      const [first, second] = [caller.port.invite(invite), caller.port.invite(invite)]
      const accept = callee.port.accept(refOf(caller, first.inviteID, invite), CALL_DATA)
      const reject = callee.port.reject(refOf(caller, second.inviteID, invite), CALL_DATA)
      const cancel = caller.port.cancel(refOf(caller, second.inviteID, invite), '')
      // the cancel may come before the reject has gone out
      const rejected = reject.then(
        () => ['reject'],
        (error: unknown) => (expect(error).toMatchObject({ reason: 'INVITATION_GONE' }), []),
      )
      await scheduler.waitFor(Promise.all([first.sent, second.sent, accept, cancel]))
      await scheduler.waitIdle()
      await chat.settle()
      const heard = kinds(caller).sort()
      outcomes.add(heard.join())
      expect(heard).toEqual(['accept', ...(await rejected)])
      expect(kinds(callee).sort()).toEqual(['cancel', 'invite', 'invite'])
      expect(caller.sent).toHaveLength(3)
      expect(chat.listenerErrors).toEqual([])
    }),
    { numRuns: 100 },
  )
  expect([...outcomes].sort()).toEqual(['accept', 'accept,reject'])
})
