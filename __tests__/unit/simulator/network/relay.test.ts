import type { Message, Tim } from '../../../../simulator/src/chat/index'
import { nextEvent, startRelay, until } from '../../../support/simulator/relay'
import type { TestRelay } from '../../../support/simulator/relay'

let net: TestRelay

beforeEach(async () => {
  net = await startRelay({ dropAfter: 60 })
})

afterEach(async () => {
  await net.close()
})

/** All messages a phone gets from now on. */
function inbox(tim: Tim): Message[] {
  const messages: Message[] = []
  tim.on('onMessageReceived', ({ data }) => messages.push(...(data as Message[])))
  return messages
}

function say(tim: Tim, to: string, text: string, conversationType: 'C2C' | 'GROUP' = 'C2C'): Promise<unknown> {
  return tim.sendMessage(tim.createTextMessage({ to, conversationType, payload: { text } }))
}

function texts(messages: Message[]): unknown[] {
  return messages.map(({ payload }) => payload.text)
}

describe('login', () => {
  test('a UserSig of the right key signs in', async () => {
    const alice = net.tim('phone-1')
    await expect(alice.login({ userID: 'alice', userSig: net.sign('alice') })).resolves.toMatchObject({ code: 0 })
    expect(net.relay.snapshot().phones).toMatchObject([{ phone: 'phone-1', userID: 'alice', chat: true }])
  })

  test.each([
    ['expired', 70001, () => net.signExpired('alice')],
    ['malformed', 70003, () => 'rubbish'],
    ['another user’s', 70013, () => net.sign('bob')],
  ])('a UserSig that is %s is refused with code %i, and the next login may follow at once', async (_, code, sig) => {
    const alice = net.tim('phone-1')
    await expect(alice.login({ userID: 'alice', userSig: sig() })).rejects.toMatchObject({ code })
    await expect(alice.login({ userID: 'alice', userSig: net.sign('alice') })).resolves.toMatchObject({ code: 0 })
  })

  test('a UserSig of another key is refused with code 70009', async () => {
    const stranger = await startRelay()
    const foreign = stranger.sign('alice')
    await stranger.close()
    await expect(net.tim('phone-1').login({ userID: 'alice', userSig: foreign })).rejects.toMatchObject({ code: 70009 })
  })

  test('a UserSig that runs out during the session ends it', async () => {
    const alice = net.tim('phone-1')
    await alice.login({ userID: 'alice', userSig: net.sign('alice', 1) })
    await expect(nextEvent(alice, 'kickedOut')).resolves.toEqual({ type: 'userSigExpired' })
  })

  test('no UserSig reaches the log', async () => {
    const alice = net.tim('phone-1')
    const [good, bad] = [net.sign('alice'), net.sign('bob')]
    await alice.login({ userID: 'alice', userSig: good })
    await alice.logout()
    await alice.login({ userID: 'alice', userSig: bad }).catch(() => {})
    const { log } = net.relay.snapshot()
    expect(log.map(({ kind }) => kind)).toEqual(['login', 'logout', 'login-refused'])
    expect(JSON.stringify(log)).not.toContain(good)
    expect(JSON.stringify(log)).not.toContain(bad)
  })
})

describe('messages', () => {
  test('arrive once, with the sender that the relay knows, and are acknowledged', async () => {
    const alice = await net.signIn('phone-1', 'alice')
    const bob = await net.signIn('phone-2', 'bob')
    const received = inbox(bob)
    const draft = alice.createTextMessage({ to: 'bob', conversationType: 'C2C', payload: { text: 'hi' } })
    const { code, data } = await alice.sendMessage(Object.assign(draft, { from: 'mallory' }))
    expect(code).toBe(0)
    expect(data.message).toMatchObject({ ID: draft.ID, from: 'alice', flow: 'out', status: 'success' })
    await until(() => received.length > 0)
    expect(received).toMatchObject([
      { ID: draft.ID, from: 'alice', to: 'bob', flow: 'in', conversationID: 'C2Calice', payload: { text: 'hi' } },
    ])
  })

  test('to an account that never signed in fail with code 20003; once it did, they wait in its conversation list', async () => {
    const alice = await net.signIn('phone-1', 'alice')
    await expect(say(alice, 'bob', 'early')).rejects.toMatchObject({ code: 20003 })
    await (await net.signIn('phone-2', 'bob')).logout()
    await say(alice, 'bob', 'you there?')
    const bob = await net.signIn('phone-2', 'bob')
    const { data } = await bob.getConversationList()
    expect(data.conversationList).toMatchObject([
      { conversationID: 'C2Calice', unreadCount: 1, lastMessage: { payload: { text: 'you there?' } } },
    ])
    const history = await bob.getMessageList({ conversationID: 'C2Calice' })
    expect(texts(history.data.messageList)).toEqual(['you there?'])
    await bob.setMessageRead({ conversationID: 'C2Calice' })
    expect((await bob.getConversationList()).data.conversationList[0]).toMatchObject({ unreadCount: 0 })
  })

  test('sent onlineUserOnly are not kept', async () => {
    const alice = await net.signIn('phone-1', 'alice')
    const bob = await net.signIn('phone-2', 'bob')
    const received = inbox(bob)
    const message = alice.createTextMessage({ to: 'bob', conversationType: 'C2C', payload: { text: 'now' } })
    await alice.sendMessage(message, { onlineUserOnly: true })
    await until(() => received.length === 1)
    expect((await bob.getConversationList()).data.conversationList).toEqual([])
  })

  test('above 12 KB are refused with code 80002', async () => {
    const alice = await net.signIn('phone-1', 'alice')
    await net.signIn('phone-2', 'bob')
    await expect(say(alice, 'bob', 'x'.repeat(12_300))).rejects.toMatchObject({ code: 80002 })
    await expect(say(alice, 'bob', 'x'.repeat(12_000))).resolves.toBeDefined()
  })
})

describe('several devices of one account', () => {
  test('a second login on the same platform throws the first out', async () => {
    const first = await net.signIn('phone-1', 'alice')
    const kicked = nextEvent(first, 'kickedOut')
    const notReady = nextEvent(first, 'sdkStateNotReady')
    await net.signIn('phone-2', 'alice')
    await expect(kicked).resolves.toEqual({ type: 'multipleAccount' })
    await notReady
    await expect(first.getMyProfile()).rejects.toMatchObject({ code: 2024 })
    expect(net.relay.snapshot().phones.map(({ phone }) => phone)).toEqual(['phone-2'])
  })

  test('a login on another platform stays beside it, and both see what the account sends and gets', async () => {
    const phone = await net.signIn('phone-1', 'alice')
    const tablet = await net.signIn('phone-2', 'alice', { platform: 'iPad' })
    const bob = await net.signIn('phone-3', 'bob')
    const [onPhone, onTablet] = [inbox(phone), inbox(tablet)]
    await say(phone, 'bob', 'out')
    await say(bob, 'alice', 'in')
    await until(() => onPhone.length === 1 && onTablet.length === 2)
    expect(onTablet.map(({ flow, conversationID }) => [flow, conversationID])).toEqual([
      ['out', 'C2Cbob'],
      ['in', 'C2Cbob'],
    ])
    expect(texts(onPhone)).toEqual(['in'])
  })

  test('a phone that was thrown out while it was away learns so when it comes back', async () => {
    const first = await net.signIn('phone-1', 'alice')
    net.relay.setFaults('phone-1', { offline: true })
    await nextEvent(first, 'netStateChange')
    const second = await net.signIn('phone-2', 'alice')
    const kicked = nextEvent(first, 'kickedOut')
    net.relay.setFaults('phone-1', { offline: false })
    await expect(kicked).resolves.toEqual({ type: 'multipleAccount' })
    expect(second.isReady()).toBe(true)
  })
})

describe('groups', () => {
  test('joining creates the group, members hear of each other, and only members may write', async () => {
    const [alice, bob, carol] = [
      await net.signIn('phone-1', 'alice'),
      await net.signIn('phone-2', 'bob'),
      await net.signIn('phone-3', 'carol'),
    ]
    await expect(alice.joinGroup({ groupID: 'team' })).resolves.toMatchObject({ data: { status: 'JoinedSuccess' } })
    await expect(alice.joinGroup({ groupID: 'team' })).resolves.toMatchObject({ data: { status: 'AlreadyInGroup' } })
    const received = inbox(alice)
    await bob.joinGroup({ groupID: 'team' })
    await say(bob, 'team', 'hello', 'GROUP')
    await bob.quitGroup('team')
    await until(() => received.length === 3)
    expect(received.map(({ type, conversationID }) => [type, conversationID])).toEqual([
      ['TIMGroupTipElem', 'GROUPteam'],
      ['TIMTextElem', 'GROUPteam'],
      ['TIMGroupTipElem', 'GROUPteam'],
    ])
    expect(received.map(({ payload }) => payload.operationType)).toEqual([1, undefined, 2])
    await expect(say(carol, 'team', 'me too', 'GROUP')).rejects.toMatchObject({ code: 10007 })
    await expect(say(carol, 'nowhere', 'me too', 'GROUP')).rejects.toMatchObject({ code: 10010 })
  })

  test('are created with members and listed with them', async () => {
    const alice = await net.signIn('phone-1', 'alice')
    const bob = await net.signIn('phone-2', 'bob')
    const { data } = await alice.createGroup({ name: 'Team', memberList: [{ userID: 'bob' }, { userID: 'nobody' }] })
    const { groupID } = data.group
    expect((await bob.getGroupList()).data.groupList).toMatchObject([{ groupID, name: 'Team', memberNum: 2 }])
    expect((await bob.getGroupMemberList({ groupID })).data.memberList).toMatchObject([
      { userID: 'alice', role: 'Owner' },
      { userID: 'bob', role: 'Member' },
    ])
    await expect(alice.createGroup({ groupID, name: 'again' })).rejects.toMatchObject({ code: 10021 })
  })

  test('are not created by joining where that is switched off', async () => {
    const strict = await startRelay({ createGroupsOnJoin: false })
    const alice = await strict.signIn('phone-1', 'alice')
    await expect(alice.joinGroup({ groupID: 'team' })).rejects.toMatchObject({ code: 10010 })
    await strict.close()
  })
})

test('profiles are what their owners made them', async () => {
  const alice = await net.signIn('phone-1', 'alice')
  const bob = await net.signIn('phone-2', 'bob')
  const updated = nextEvent(alice, 'onProfileUpdated')
  await alice.updateMyProfile({ nick: 'Alice L.' })
  await expect(updated).resolves.toMatchObject([{ nick: 'Alice L.' }])
  const { data } = await bob.getUserProfile({ userIDList: ['alice', 'nobody'] })
  expect(data).toEqual([{ userID: 'alice', nick: 'Alice L.', avatar: '' }])
  expect((await alice.getMyProfile()).data.nick).toBe('Alice L.')
})

describe('faults', () => {
  test('drop loses the next n messages, which are acknowledged all the same', async () => {
    const alice = await net.signIn('phone-1', 'alice')
    const bob = await net.signIn('phone-2', 'bob')
    const received = inbox(bob)
    net.relay.setFaults('phone-1', { drop: 2 })
    for (const text of ['1', '2', '3']) await say(alice, 'bob', text)
    await until(() => received.length > 0)
    expect(texts(received)).toEqual(['3'])
    expect(
      net.relay
        .snapshot()
        .log.slice(-3)
        .map(({ fate }) => fate),
    ).toEqual(['dropped', 'dropped', 'sent'])
  })

  test('duplicate delivers the next n messages twice', async () => {
    const alice = await net.signIn('phone-1', 'alice')
    const bob = await net.signIn('phone-2', 'bob')
    const received = inbox(bob)
    net.relay.setFaults('phone-1', { duplicate: 1 })
    for (const text of ['1', '2']) await say(alice, 'bob', text)
    await until(() => received.length === 3)
    expect(texts(received)).toEqual(['1', '1', '2'])
  })

  test('delay holds a message back, ackDelay its acknowledgement', async () => {
    const alice = await net.signIn('phone-1', 'alice')
    const bob = await net.signIn('phone-2', 'bob')
    const received = inbox(bob)
    net.relay.setFaults('phone-1', { delay: 60 })
    await say(alice, 'bob', 'slow')
    expect(received).toEqual([])
    await until(() => received.length === 1)

    net.relay.setFaults('phone-1', { delay: 0, ackDelay: 200 })
    const acknowledged = jest.fn()
    const sending = say(alice, 'bob', 'fast').then(acknowledged)
    await until(() => received.length === 2)
    expect(acknowledged).not.toHaveBeenCalled()
    await sending
  })

  test('what is sent while the network is away goes out when it is back in time', async () => {
    const alice = await net.signIn('phone-1', 'alice')
    const bob = await net.signIn('phone-2', 'bob')
    const received = inbox(bob)
    net.relay.setFaults('phone-1', { offline: true })
    await nextEvent(alice, 'netStateChange')
    const sending = say(alice, 'bob', 'wait for me')
    net.relay.setFaults('phone-1', { offline: false })
    await sending
    await until(() => received.length === 1)
  })

  test('offline: sends fail with 2801 after a while, the phone comes back by itself and gets what it missed', async () => {
    const alice = await net.signIn('phone-1', 'alice', { requestTimeout: 150 })
    const bob = await net.signIn('phone-2', 'bob')
    const received = inbox(alice)
    const states: unknown[] = []
    alice.on('netStateChange', ({ data }) => states.push((data as { state: string }).state))
    net.relay.setFaults('phone-1', { offline: true })
    await until(() => states.length > 0)
    await expect(say(alice, 'bob', 'lost')).rejects.toMatchObject({ code: 2801 })
    await say(bob, 'alice', 'missed')
    expect(net.relay.snapshot().phones).toMatchObject([{ phone: 'phone-1', chat: false }, { phone: 'phone-2' }])
    net.relay.setFaults('phone-1', { offline: false })
    await until(() => received.length > 0)
    expect(texts(received)).toEqual(['missed'])
    expect(states).toEqual(['disconnected', 'connecting', 'connected'])
    await expect(say(alice, 'bob', 'back')).resolves.toBeDefined()
  })

  test('an expired UserSig ends the session and is refused from then on; another one signs in', async () => {
    const alice = net.tim('phone-1')
    const userSig = net.sign('alice')
    await alice.login({ userID: 'alice', userSig })
    const kicked = nextEvent(alice, 'kickedOut')
    net.relay.expireUserSig('phone-1')
    await expect(kicked).resolves.toEqual({ type: 'userSigExpired' })
    await expect(alice.login({ userID: 'alice', userSig })).rejects.toMatchObject({ code: 70001 })
    await alice.login({ userID: 'alice', userSig: net.sign('alice', 7200) })
  })
})
