import { WebSocket } from 'ws'
import { createTim } from '../../../../simulator/src/chat/index'
import { SDK_APP_ID, nextEvent, startRelay, until } from '../../../support/simulator/relay'
import type { TestRelay } from '../../../support/simulator/relay'

let net: TestRelay

beforeEach(async () => {
  net = await startRelay()
})

afterEach(async () => {
  await net.close()
})

test('the module has one instance per SDKAppID, and a new one after destroy', async () => {
  const TIM = createTim({ relayUrl: net.url, device: 'phone-1', socket: WebSocket })
  const first = TIM.create({ SDKAppID: SDK_APP_ID })
  expect(TIM.default.create({ SDKAppID: SDK_APP_ID })).toBe(first)
  expect(TIM.create({ SDKAppID: SDK_APP_ID + 1 })).not.toBe(first)
  const destroyed = nextEvent(first, TIM.EVENT.SDK_DESTROY)
  await first.destroy()
  await destroyed
  expect(TIM.create({ SDKAppID: SDK_APP_ID })).not.toBe(first)
})

test('without a relay the login fails at once with 2800 and says what to do', async () => {
  const alice = net.tim('phone-1')
  await net.relay.close()
  await new Promise((resolve) => net.server.close(resolve))
  const failed = alice.login({ userID: 'alice', userSig: net.sign('alice') })
  await expect(failed).rejects.toMatchObject({ code: 2800, message: expect.stringContaining('npm start') })
  net = await startRelay()
})

test('with its network cut the login fails at once with 2800, and works when the network is back', async () => {
  const alice = net.tim('phone-1')
  const credentials = { userID: 'alice', userSig: net.sign('alice') }
  net.relay.setFaults('phone-1', { offline: true })
  await expect(alice.login(credentials)).rejects.toMatchObject({ code: 2800 })
  net.relay.setFaults('phone-1', { offline: false })
  await expect(alice.login(credentials)).resolves.toMatchObject({ code: 0 })
})

test('SDK_READY follows the login, SDK_NOT_READY the logout; then nothing is received any more', async () => {
  const bob = await net.signIn('phone-2', 'bob')
  const alice = net.tim('phone-1')
  const events: string[] = []
  for (const name of ['sdkStateReady', 'sdkStateNotReady', 'onMessageReceived'])
    alice.on(name, (event) => events.push(event.name))
  await alice.login({ userID: 'alice', userSig: net.sign('alice') })
  expect(events).toEqual([])
  await until(() => events.length > 0)
  await alice.logout()
  await bob.sendMessage(bob.createTextMessage({ to: 'alice', conversationType: 'C2C', payload: { text: 'late' } }))
  await bob.getMyProfile()
  expect(events).toEqual(['sdkStateReady', 'sdkStateNotReady'])
})

test('a login that is repeated resolves and says so; one during another is refused with 2025', async () => {
  const alice = net.tim('phone-1')
  const credentials = { userID: 'alice', userSig: net.sign('alice') }
  const first = alice.login(credentials)
  await expect(alice.login(credentials)).rejects.toMatchObject({ code: 2025 })
  await first
  await expect(alice.login(credentials)).resolves.toMatchObject({ code: 0, data: { repeatLogin: true } })
})

test.each([
  [2002, { userID: '', userSig: 'x' }],
  [2003, { userID: 'alice', userSig: '' }],
])('a login without one of its arguments is refused with %i', async (code, credentials) => {
  await expect(net.tim('phone-1').login(credentials)).rejects.toMatchObject({ code })
})

test('without a login every request is refused with 2024', async () => {
  const alice = net.tim('phone-1')
  const message = alice.createTextMessage({ to: 'bob', conversationType: 'C2C', payload: { text: 'hi' } })
  for (const attempt of [
    alice.sendMessage(message),
    alice.logout(),
    alice.getConversationList(),
    alice.getMyProfile(),
    alice.joinGroup({ groupID: 'team' }),
  ]) {
    await expect(attempt).rejects.toMatchObject({ code: 2024 })
  }
})

test('sendMessage takes only what a create method made, and marks what could not be sent', async () => {
  const alice = await net.signIn('phone-1', 'alice')
  const message = alice.createCustomMessage({ to: 'nobody', conversationType: 'C2C', payload: { data: '{}' } })
  await expect(alice.sendMessage({ ...message })).rejects.toMatchObject({ code: 2105 })
  await expect(alice.sendMessage(message)).rejects.toMatchObject({ code: 20003 })
  expect(message).toMatchObject({ status: 'fail', payload: { data: '{}', description: '', extension: '' } })
})

test('a listener that throws is reported and does not stop the others', async () => {
  const report = jest.spyOn(console, 'error').mockImplementation()
  const alice = net.tim('phone-1')
  const heard = jest.fn()
  alice.on('sdkStateReady', () => {
    throw new Error('from the host')
  })
  alice.on('sdkStateReady', heard)
  await alice.login({ userID: 'alice', userSig: net.sign('alice') })
  await until(() => heard.mock.calls.length > 0)
  expect(report).toHaveBeenCalledWith('a listener of sdkStateReady failed', expect.any(Error))
})

test('off removes one listener of one event', async () => {
  const alice = net.tim('phone-1')
  const [kept, removed] = [jest.fn(), jest.fn()]
  alice.on('sdkStateReady', removed)
  alice.on('sdkStateReady', kept)
  alice.off('sdkStateNotReady', kept)
  alice.off('sdkStateReady', removed)
  await alice.login({ userID: 'alice', userSig: net.sign('alice') })
  await until(() => kept.mock.calls.length > 0)
  expect(removed).not.toHaveBeenCalled()
})

test('a restarted relay that refuses the old UserSig ends the session', async () => {
  const alice = await net.signIn('phone-1', 'alice')
  const kicked = nextEvent(alice, 'kickedOut')
  const port = Number(new URL(net.url).port)
  await net.relay.close()
  await new Promise((resolve) => net.server.close(resolve))
  const restarted = await startRelay({ port })
  await expect(kicked).resolves.toEqual({ type: 'userSigExpired' })
  net = restarted
})
