import type { InvitationRef } from '../../../lib/foundation/ports'
import { type Acknowledgement, ChatNetwork } from '../../support/chat/chat'
import { CALL_DATA, type Party, groupInviteOf, inviteOf, refOf, signedIn, watch } from '../../support/chat/signaling'

let network: ChatNetwork
let alice: Party
let bob: Party

beforeEach(async () => {
  jest.useFakeTimers()
  network = new ChatNetwork()
  network.addAccount('carol')
  network.addGroup('team', ['alice', 'bob', 'carol'])
  alice = await signedIn(network, 'alice')
  bob = await signedIn(network, 'bob')
})

afterEach(() => {
  expect(network.listenerErrors).toEqual([])
  expect(jest.getTimerCount()).toBe(0)
  jest.useRealTimers()
})

/** What travelled, e.g. `alice>bob invite`. */
function travelled(): string[] {
  return network.log.map(({ from, to, signal }) => `${from}>${to} ${String(signal?.action)}`)
}

/** Bob's view of an invitation of Alice that has arrived. */
async function invited(): Promise<InvitationRef> {
  const invite = inviteOf('bob')
  const { inviteID, sent } = alice.port.invite(invite)
  await sent
  await network.settle()
  return refOf(alice, inviteID, invite)
}

const holdAcks = () => network.hold((hop): hop is Acknowledgement => hop.kind === 'ack')

describe('an invitation', () => {
  test('is known by its id at once and travels with its true ring time', async () => {
    const { inviteID, sent } = alice.port.invite({ ...inviteOf('bob'), offlinePushInfo: { title: 'A call' } })
    expect(inviteID).not.toBe('')
    await sent
    expect(network.log[0]?.signal).toMatchObject({ inviteID, inviter: 'alice', inviteeList: ['bob'], timeout: 30 })
    expect(network.log[0]?.options).toMatchObject({ offlinePushInfo: { title: 'A call' } })
  })

  test('in a group goes to the group and names its invitees', async () => {
    const invite = groupInviteOf('team', 'bob', 'carol')
    await alice.port.invite(invite).sent
    expect(network.log[0]).toMatchObject({ to: 'team', conversationType: 'GROUP' })
    expect(network.log[0]?.signal).toMatchObject({ groupID: 'team', inviteeList: ['bob', 'carol'] })
    expect(invite.invitees).toEqual(['bob', 'carol'])
  })

  test('starts no timer, on either side, for as long as it rings', async () => {
    await invited()
    expect(jest.getTimerCount()).toBe(0)
    await jest.advanceTimersByTimeAsync(60_000)
    expect(travelled()).toEqual(['alice>bob invite'])
  })

  test.each([
    [2800, 'NETWORK_UNAVAILABLE'],
    [2801, 'NETWORK_UNAVAILABLE'],
    [2805, 'NETWORK_UNAVAILABLE'],
    [2996, 'TOO_FREQUENT', /too many messages/],
    [20003, 'UNKNOWN_USER'],
    [70107, 'UNKNOWN_USER'],
    [2024, 'NOT_LOGGED_IN'],
    [2999, 'NOT_LOGGED_IN'],
    [3000, 'NOT_LOGGED_IN'],
    [3001, 'NOT_LOGGED_IN'],
    [3005, 'NOT_LOGGED_IN'],
    [70001, 'USER_SIG_EXPIRED'],
    [6206, 'USER_SIG_EXPIRED'],
    [3004, 'USER_SIG_EXPIRED'],
    [3002, 'KICKED_OUT'],
    [3003, 'KICKED_OUT'],
    [3006, 'KICKED_OUT'],
    [8010, 'INVITATION_GONE'],
    [8011, 'INVITATION_GONE'],
    [2603, 'SEND_FAILED', /group does not exist/],
    [10010, 'SEND_FAILED', /group does not exist/],
    [10004, 'SEND_FAILED', /refuses this kind of message/],
    [10007, 'SEND_FAILED', /not a member/],
    [10015, 'SEND_FAILED', /groupID is invalid/],
    [10017, 'SEND_FAILED', /muted/],
    [20009, 'SEND_FAILED', /said the server/],
  ] as [number, string, RegExp?][])(
    'that Chat refuses with %i rejects with %s, whether sendMessage rejects or resolves',
    async (code, reason, text = /./) => {
      for (const resolves of [false, true]) {
        alice.tim.failNextSend({ code, message: 'said the server' }, { resolves })
        const message = expect.stringMatching(text) as string
        await expect(alice.port.invite(inviteOf('bob')).sent).rejects.toMatchObject({ reason, sdkCode: code, message })
      }
      await alice.port.invite(inviteOf('bob')).sent
    },
  )

  test('to nobody we know names the user and says what to do', async () => {
    const failure = alice.port.invite(inviteOf('nobody')).sent
    await expect(failure).rejects.toThrow(/"nobody".*signed in for the first time/)
  })

  test('into a group one is no member of says so', async () => {
    network.addGroup('others', ['carol'])
    const failure = alice.port.invite(groupInviteOf('others', 'carol')).sent
    await expect(failure).rejects.toThrow(/"others".*member of the group/)
  })

  test('without an acknowledgement fails after 15 s', async () => {
    const acks = holdAcks()
    const sending = watch(alice.port.invite(inviteOf('bob')).sent)
    await jest.advanceTimersByTimeAsync(14_999)
    expect(sending.state).toBe('pending')
    await jest.advanceTimersByTimeAsync(1)
    expect(sending.error).toMatchObject({ reason: 'NETWORK_UNAVAILABLE' })
    acks.releaseAll()
  })

  test.each(['accept', 'reject', 'timeout'] as const)(
    'whose %s comes before the acknowledgement was delivered',
    async (answer) => {
      const acks = holdAcks()
      const invite = inviteOf('bob')
      const { inviteID, sent } = alice.port.invite(invite)
      const sending = watch(sent)
      await network.settle()
      void bob.port[answer](refOf(alice, inviteID, invite), CALL_DATA)
      await network.settle()
      expect(alice.signals).toMatchObject([{ kind: answer, inviteID, from: 'bob' }])
      expect(sending.state).toBe('resolved')
      acks.hops[0]?.fail({ code: 2801 })
      acks.stop()
      acks.releaseAll()
      await jest.advanceTimersByTimeAsync(60_000)
      expect(travelled()).toEqual(['alice>bob invite', `bob>alice ${answer}`])
    },
  )

  test('waits for no other send', async () => {
    const first = await invited()
    const acks = holdAcks()
    void bob.port.accept(first, CALL_DATA)
    await network.settle()
    void bob.port.invite(inviteOf('carol'))
    await network.settle()
    expect(travelled()).toEqual(['alice>bob invite', 'bob>alice accept', 'bob>carol invite'])
    acks.stop()
    acks.releaseAll()
    await network.settle()
  })
})

describe('an answer', () => {
  test.each(['accept', 'reject', 'timeout'] as const)('%s reaches the inviter', async (answer) => {
    const invitation = await invited()
    await bob.port[answer](invitation, CALL_DATA)
    await network.settle()
    const expected = { kind: answer, from: 'bob', inviteID: invitation.inviteID, inviter: 'alice', data: CALL_DATA }
    expect(alice.signals).toMatchObject([answer === 'timeout' ? { ...expected, inviteeList: ['bob'] } : expected])
  })

  test('of the inviter reaches the invitee: cancel and timeout', async () => {
    const [first, second] = [await invited(), await invited()]
    await alice.port.cancel(first, '')
    await alice.port.timeout(second, CALL_DATA)
    await network.settle()
    expect(bob.signals.slice(2)).toMatchObject([
      { kind: 'cancel', from: 'alice', inviteID: first.inviteID },
      { kind: 'timeout', from: 'alice', inviteID: second.inviteID, inviteeList: ['bob'] },
    ])
  })

  test('goes out alone: the next one waits for its acknowledgement', async () => {
    const [first, second] = [await invited(), await invited()]
    const acks = holdAcks()
    const answers = [bob.port.accept(first, CALL_DATA), bob.port.reject(second, CALL_DATA)]
    await network.settle()
    expect(travelled().slice(2)).toEqual(['bob>alice accept'])
    acks.stop()
    acks.releaseAll()
    await Promise.all(answers)
    expect(travelled().slice(2)).toEqual(['bob>alice accept', 'bob>alice reject'])
  })

  test('that nobody asked for is dropped where sixteen wait already', async () => {
    const acks = holdAcks()
    const answer = (n: number) =>
      watch(bob.port.timeout({ inviteID: `of-${n}`, inviter: 'alice', invitees: ['bob'], groupID: '' }, CALL_DATA))
    const onItsWay = answer(0)
    await network.settle()
    const others = Array.from({ length: 17 }, (_, n) => answer(n + 1))
    await network.settle()
    expect(others.map(({ state }) => state).indexOf('rejected')).toBe(16)
    expect(others[16]?.error).toMatchObject({ reason: 'TOO_FREQUENT' })
    acks.stop()
    acks.releaseAll()
    await jest.advanceTimersByTimeAsync(1000)
    expect([onItsWay, ...others].filter(({ state }) => state === 'resolved')).toHaveLength(17)
  })

  test('that fails names whom it was for', async () => {
    const invitation = await invited()
    bob.tim.failNextSend({ code: 2801 })
    await expect(bob.port.accept(invitation, CALL_DATA)).rejects.toThrow(/"alice"/)
    alice.tim.failNextSend({ code: 2805 })
    await expect(alice.port.timeout(invitation, CALL_DATA)).rejects.toThrow(/"bob"/)
    const invite = groupInviteOf('team', 'bob', 'carol')
    const { inviteID, sent } = alice.port.invite(invite)
    await sent
    alice.tim.failNextSend({ code: 2805 })
    await expect(alice.port.cancel(refOf(alice, inviteID, invite), '')).rejects.toThrow(/"team"/)
  })

  test.each([{ resolves: false }, { resolves: true }])(
    'that fails (%p) holds up no other and can be repeated',
    async (how) => {
      const [first, second] = [await invited(), await invited()]
      bob.tim.failNextSend({ code: 2801 }, how)
      const failing = bob.port.accept(first, CALL_DATA)
      const next = bob.port.reject(second, CALL_DATA)
      await expect(failing).rejects.toMatchObject({ reason: 'NETWORK_UNAVAILABLE' })
      await next
      await bob.port.accept(first, CALL_DATA)
      expect(travelled().slice(2)).toEqual(['bob>alice reject', 'bob>alice accept'])
    },
  )

  test('without an acknowledgement fails after 15 s and holds up no other', async () => {
    const [first, second] = [await invited(), await invited()]
    const acks = holdAcks()
    const stuck = watch(bob.port.accept(first, CALL_DATA))
    const next = watch(bob.port.reject(second, CALL_DATA))
    await network.settle()
    acks.stop()
    await jest.advanceTimersByTimeAsync(15_000)
    expect(stuck.error).toMatchObject({ reason: 'NETWORK_UNAVAILABLE' })
    expect(next.state).toBe('resolved')
    acks.releaseAll()
    await network.settle()
    await bob.port.reject(second, CALL_DATA)
  })

  test('works for an invitation that the SDK has never heard of', async () => {
    await bob.port.accept({ inviteID: 'an-id', inviter: 'alice', invitees: ['bob'], groupID: '' }, CALL_DATA)
    expect(network.log[0]?.signal).toMatchObject({ action: 'accept', inviteID: 'an-id', inviteeList: ['bob'] })
  })

  test('to an invitation that was cancelled while it waited is not sent', async () => {
    const [first, second] = [await invited(), await invited()]
    const acks = network.hold((hop) => hop.kind === 'ack' && hop.device === bob.tim)
    void bob.port.reject(first, CALL_DATA)
    const accept = watch(bob.port.accept(second, CALL_DATA))
    await alice.port.cancel(second, '')
    await network.settle()
    acks.stop()
    acks.releaseAll()
    await network.settle()
    expect(accept.error).toMatchObject({ reason: 'INVITATION_GONE' })
    expect(travelled().slice(2)).toEqual(['bob>alice reject', 'alice>bob cancel'])
  })

  test('that is not the own to give is INVITATION_GONE', async () => {
    const invitation = await invited()
    await expect(alice.port.accept(invitation, CALL_DATA)).rejects.toMatchObject({ reason: 'INVITATION_GONE' })
    await expect(bob.port.cancel(invitation, CALL_DATA)).rejects.toMatchObject({ reason: 'INVITATION_GONE' })
  })

  test('in a group goes to the group', async () => {
    const invite = groupInviteOf('team', 'bob', 'carol')
    const { inviteID, sent } = alice.port.invite(invite)
    await sent
    await network.settle()
    const invitation = refOf(alice, inviteID, invite)
    await bob.port.accept(invitation, CALL_DATA)
    await alice.port.cancel({ ...invitation, invitees: ['carol'] }, '')
    await alice.port.timeout({ ...invitation, invitees: ['carol'] }, CALL_DATA)
    expect(network.log.map(({ to, signal }) => [to, signal?.action, signal?.inviteeList])).toEqual([
      ['team', 'invite', ['bob', 'carol']],
      ['team', 'accept', ['bob']],
      ['team', 'cancel', ['carol']],
      ['team', 'timeout', ['carol']],
    ])
  })
})

test.each([
  [
    'throws, as lite-chat does',
    () => {
      throw Object.assign(new Error(), { code: 2024 })
    },
  ],
  ['rejects, as tim-wx-sdk does', () => Promise.reject(Object.assign(new Error(), { code: 2024 }))],
])('an SDK whose createCustomMessage %s fails what was asked, and nothing else', async (_, createCustomMessage) => {
  const invitation = await invited()
  const refused = { reason: 'NOT_LOGGED_IN', sdkCode: 2024 }
  const broken = await signedIn(network, 'erin', Object.assign(network.client(), { createCustomMessage }))
  await expect(broken.port.invite(inviteOf('bob')).sent).rejects.toMatchObject(refused)
  await expect(broken.port.accept(invitation, CALL_DATA)).rejects.toMatchObject(refused)
  await expect(broken.port.timeout(invitation, CALL_DATA)).rejects.toMatchObject(refused)
})

describe('a cancel', () => {
  test('follows the acknowledgement of its invitation', async () => {
    const acks = holdAcks()
    const invite = inviteOf('bob')
    const { inviteID } = alice.port.invite(invite)
    const cancel = alice.port.cancel(refOf(alice, inviteID, invite), '')
    await network.settle()
    expect(travelled()).toEqual(['alice>bob invite'])
    acks.stop()
    acks.releaseAll()
    await cancel
    expect(travelled()).toEqual(['alice>bob invite', 'alice>bob cancel'])
  })

  test('of an invitation that reached nobody sends nothing', async () => {
    alice.tim.failNextSend({ code: 2805 })
    const invite = inviteOf('bob')
    const { inviteID, sent } = alice.port.invite(invite)
    const cancel = alice.port.cancel(refOf(alice, inviteID, invite), '')
    await expect(sent).rejects.toMatchObject({ reason: 'NETWORK_UNAVAILABLE' })
    await cancel
    await alice.port.cancel({ ...refOf(alice, inviteID, invite), invitees: [] }, '')
    expect(network.log).toEqual([])
  })

  test('of an invitation that may have arrived although Chat did not answer is sent', async () => {
    const acks = holdAcks()
    const invite = inviteOf('bob')
    const { inviteID, sent } = alice.port.invite(invite)
    const failure = watch(sent)
    const cancel = alice.port.cancel(refOf(alice, inviteID, invite), '')
    await network.settle()
    acks.stop()
    acks.hops[0]?.fail({ code: 2801 })
    await cancel
    expect(failure.state).toBe('rejected')
    expect(travelled()).toEqual(['alice>bob invite', 'alice>bob cancel'])
  })

  test('when everybody has answered sends nothing', async () => {
    const invitation = await invited()
    await alice.port.cancel({ ...invitation, invitees: [] }, '')
    await alice.port.timeout({ ...invitation, invitees: [] }, '')
    expect(travelled()).toEqual(['alice>bob invite'])
  })
})

test('every message sent is handed out once, as Chat made it', async () => {
  const invitation = await invited()
  await alice.port.cancel(invitation, '')
  await alice.port.invite({ ...inviteOf('bob'), timeout: 0 }).sent
  await alice.port.timeout(invitation, CALL_DATA)
  expect(alice.sent.map(({ from, to, flow, type }) => [from, to, flow, type])).toEqual(
    Array.from({ length: 4 }, () => ['alice', 'bob', 'out', 'TIMCustomElem']),
  )
  expect(alice.sent.map(({ payload }) => payload.data)).toEqual(network.log.map(({ data }) => data))
})

test('a message that is acknowledged after dispose is nobody’s news', async () => {
  const acks = holdAcks()
  const { sent } = alice.port.invite(inviteOf('bob'))
  await network.settle()
  alice.port.dispose()
  acks.releaseAll()
  await sent
  expect(alice.sent).toEqual([])
})

test('hangup notices leave nothing behind in the SDK, which would keep them for ever', async () => {
  const set = jest.spyOn(Map.prototype, 'set')
  for (let i = 0; i < 10; i++) await alice.port.invite({ ...inviteOf('bob'), timeout: 0 }).sent
  const registries = set.mock.calls.flatMap(([, entry], index) =>
    typeof entry === 'object' && entry !== null && 'actionType' in entry ? [set.mock.contexts[index]] : [],
  ) as Map<string, unknown>[]
  expect(registries).toHaveLength(10)
  expect(registries[0]?.size).toBe(0)
})
