/** Chat while WeChat allows no sockets, its history, and whose time its messages carry. */
import type { SocketSwitch } from '../../../../simulator/src/chat/session'
import type { Message, Tim } from '../../../../simulator/src/chat/index'
import { nextEvent, startRelay, until, type TestRelay } from '../../../support/simulator/relay'

let net: TestRelay

beforeEach(async () => {
  net = await startRelay()
})

afterEach(async () => {
  await net.close()
})

class Sockets implements SocketSwitch {
  allowed = true
  private readonly listeners = new Set<(allowed: boolean) => void>()

  onChange(listener: (allowed: boolean) => void): () => void {
    this.listeners.add(listener)
    return () => void this.listeners.delete(listener)
  }

  set(allowed: boolean): void {
    this.allowed = allowed
    this.listeners.forEach((listener) => listener(allowed))
  }

  get watched(): number {
    return this.listeners.size
  }
}

function say(tim: Tim, to: string, text: string): ReturnType<Tim['sendMessage']> {
  return tim.sendMessage(tim.createTextMessage({ to, conversationType: 'C2C', payload: { text } }))
}

const texts = (messages: Message[]) => messages.map(({ payload }) => payload.text)

const isAway = () => !net.relay.snapshot().phones.some(({ phone, chat }) => phone === 'phone-1' && chat)

describe('without sockets', () => {
  test('Chat is away; when they are back, what was missed comes in one batch, in order', async () => {
    const sockets = new Sockets()
    const alice = await net.signIn('phone-1', 'alice', { sockets })
    const bob = await net.signIn('phone-2', 'bob')
    const heard: [string, unknown][] = []
    alice.on('netStateChange', ({ data }) => heard.push(['net', (data as { state: string }).state]))
    alice.on('onMessageReceived', ({ data }) => heard.push(['batch', texts(data as Message[])]))
    sockets.set(false)
    await until(isAway)
    for (const text of ['one', 'two', 'three']) await say(bob, 'alice', text)
    expect(heard).toEqual([['net', 'disconnected']])

    sockets.set(true)
    await until(() => heard.length === 4)
    await say(bob, 'alice', 'four')
    await until(() => heard.length === 5)
    expect(heard.slice(1)).toEqual([
      ['net', 'connecting'],
      ['net', 'connected'],
      ['batch', ['one', 'two', 'three']],
      ['batch', ['four']],
    ])
  })

  test('a message that is sent waits, and fails with 2801 when that takes too long', async () => {
    const sockets = new Sockets()
    const alice = await net.signIn('phone-1', 'alice', { sockets, requestTimeout: 100 })
    await net.signIn('phone-2', 'bob')
    sockets.set(false)
    await expect(say(alice, 'bob', 'lost')).rejects.toMatchObject({ code: 2801 })
    const waits = say(alice, 'bob', 'waits')
    sockets.set(true)
    await expect(waits).resolves.toMatchObject({ code: 0 })
  })

  test('no login succeeds, nor one that was under way; the next one does', async () => {
    const sockets = new Sockets()
    const alice = net.tim('phone-1', { sockets })
    const credentials = { userID: 'alice', userSig: net.sign('alice') }
    const underWay = alice.login(credentials)
    sockets.set(false)
    await expect(underWay).rejects.toMatchObject({ code: 2800 })
    await expect(alice.login(credentials)).rejects.toMatchObject({ code: 2800 })
    sockets.set(true)
    await expect(alice.login(credentials)).resolves.toMatchObject({ code: 0 })
  })

  test('an instance that was destroyed does not come back with them', async () => {
    const sockets = new Sockets()
    const alice = await net.signIn('phone-1', 'alice', { sockets })
    sockets.set(false)
    await alice.destroy()
    expect(sockets.watched).toBe(0)
  })
})

describe('the time', () => {
  const A_DAY = 86_400_000
  const seconds = () => Date.now() / 1000

  test('of a message is the server’s, whatever the phones’ clocks say', async () => {
    const alice = await net.signIn('phone-1', 'alice', { now: () => Date.now() + A_DAY })
    const bob = await net.signIn('phone-2', 'bob', { now: () => Date.now() - A_DAY })
    const received = nextEvent(bob, 'onMessageReceived') as Promise<Message[]>
    const { data } = await say(alice, 'bob', 'now')
    const [message] = await received
    expect(message?.time).toBe(data.message.time)
    expect(Math.abs(data.message.time - seconds())).toBeLessThan(10)
  })

  test('of the server is known from the login on, as by @tencentcloud/chat, and not by tim-wx-sdk', async () => {
    const alice = net.tim('phone-1', { now: () => Date.now() + A_DAY })
    expect(Math.abs((alice.getServerTime?.() ?? 0) - seconds() - 86_400)).toBeLessThan(10)
    await alice.login({ userID: 'alice', userSig: net.sign('alice') })
    expect(Math.abs((alice.getServerTime?.() ?? 0) - seconds())).toBeLessThan(10)
    expect('getServerTime' in net.tim('phone-2', { serverTime: false })).toBe(false)
  })
})

describe('after SDK_READY', () => {
  test('what was sent to a phone that was closed stands in its conversations, page by page', async () => {
    await (await net.signIn('phone-1', 'alice')).logout()
    const bob = await net.signIn('phone-2', 'bob')
    for (let n = 1; n <= 20; n++) await say(bob, 'alice', String(n))

    const alice = await net.signIn('phone-1', 'alice')
    const { data: list } = await alice.getConversationList()
    expect(list.conversationList).toMatchObject([
      {
        conversationID: 'C2Cbob',
        type: 'C2C',
        unreadCount: 20,
        lastMessage: { fromAccount: 'bob', payload: { text: '20' } },
      },
    ])
    const [conversation] = list.conversationList
    expect(Math.abs((conversation?.lastMessage.lastTime ?? 0) - Date.now() / 1000)).toBeLessThan(10)

    const { data: newest } = await alice.getMessageList({ conversationID: 'C2Cbob' })
    expect(texts(newest.messageList)).toEqual(Array.from({ length: 15 }, (_, index) => String(index + 6)))
    expect(newest.isCompleted).toBe(false)
    const { nextReqMessageID } = newest
    const { data: older } = await alice.getMessageList({ conversationID: 'C2Cbob', nextReqMessageID })
    expect(texts(older.messageList)).toEqual(['1', '2', '3', '4', '5'])
    expect(older).toMatchObject({ isCompleted: true, nextReqMessageID: '' })
  })
})
