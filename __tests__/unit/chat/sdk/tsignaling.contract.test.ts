/**
 * Facts about tsignaling 1.0.8 that lib/chat/writer relies on, each shown on the real package. An upgrade that changes
 * one of them turns a test red here, before it does in a call.
 */
import TSignaling from 'tsignaling/tsignaling-wx.js'
import { version } from 'tsignaling/package.json'
import * as chatConstants from '../../../../lib/chat/sdk/constants'
import { type ChatClient, ChatNetwork } from '../../../support/chat/chat'
import { CALL_DATA, SDK_APP_ID } from '../../../support/chat/signaling'

/** The SDK with its private members in sight. */
interface Opened {
  _userID: string | null
  _isHandling: boolean
  _inviteInfoMap: Map<string, { inviteeList: string[]; message: unknown }>
  _startTimer(...args: unknown[]): void
  _sendTimeoutNotice(invitation: object, asInviter: boolean): Promise<{ code: number }>
}

const SILENT = 4
const REF = { inviteID: 'an-id', inviter: 'bob', groupID: '', inviteeList: ['alice'], message: {} }

let network: ChatNetwork
let alice: ChatClient
let sdk: TSignaling & Opened

beforeEach(async () => {
  jest.useFakeTimers()
  network = new ChatNetwork()
  network.addAccount('bob')
  alice = network.client()
  jest.spyOn(console, 'log').mockImplementation()
  jest.spyOn(console, 'info').mockImplementation()
  sdk = create(alice)
  sdk.setLogLevel(SILENT)
  await sdk.login({ userID: 'alice', userSig: 'sig' })
  await network.settle()
})

afterEach(() => jest.useRealTimers())

function create(tim: ChatClient): TSignaling & Opened {
  return new TSignaling({ SDKAppID: SDK_APP_ID, tim, offlineSupport: false }) as TSignaling & Opened
}

function invite(onOk = () => {}, onError: (code: number) => void = () => {}): string {
  return sdk.inviteSync({ userID: 'bob', data: CALL_DATA, timeout: 30 }, onOk, onError)
}

test('the facts were taken from this version', () => {
  expect(version).toBe('1.0.8')
})

test('it reads nothing from tim-wx-sdk that the stand-in does not have', async () => {
  const missing: string[] = []
  const strict = (table: object, name: string): object =>
    new Proxy(table, {
      get: (target, key) => {
        if (!(key in target)) missing.push(`${name}.${String(key)}`)
        return Reflect.get(target, key)
      },
    })
  await jest.isolateModulesAsync(async () => {
    jest.doMock('tim-wx-sdk', () => ({
      ...chatConstants,
      EVENT: strict(chatConstants.EVENT, 'EVENT'),
      TYPES: strict(chatConstants.TYPES, 'TYPES'),
    }))
    const { default: Isolated } = await import('tsignaling/tsignaling-wx.js')
    const isolated = new Isolated({ SDKAppID: SDK_APP_ID, tim: alice, offlineSupport: true })
    isolated.setLogLevel(SILENT)
    isolated.inviteSync(
      { userID: 'bob', data: CALL_DATA, timeout: 0 },
      () => {},
      () => {},
    )
    isolated.inviteInGroupSync(
      { groupID: 'g', inviteeList: ['bob'], data: CALL_DATA, timeout: 0 },
      () => {},
      () => {},
    )
    alice.receive([{ from: 'bob', payload: { data: '{}' } }])
    await network.settle()
  })
  jest.dontMock('tim-wx-sdk')
  expect(missing).toEqual([])
})

test('it listens to five events of tim and offers no way to stop', () => {
  expect(alice.listenerCount()).toBe(5)
})

test('inviteSync sends at once and returns the inviteID before the acknowledgement', () => {
  network.hold((hop) => hop.kind === 'ack')
  const inviteID = invite()
  expect(inviteID).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
})

test('an invitation travels as this envelope, with high priority', async () => {
  const inviteID = invite()
  await network.settle()
  const [message] = network.log
  expect(JSON.parse(message?.data ?? '')).toEqual({
    businessID: 1,
    inviteID,
    inviter: 'alice',
    actionType: 1,
    inviteeList: ['bob'],
    data: CALL_DATA,
    timeout: 30,
    groupID: '',
    onlineUserOnly: false,
  })
  expect(message).toMatchObject({ from: 'alice', to: 'bob', conversationType: 'C2C', priority: 'High' })
  expect(message?.options).toMatchObject({ onlineUserOnly: false, offlinePushInfo: { title: '' } })
})

test('the inviter is the user that login named, not the one who is signed in', async () => {
  sdk._userID = 'somebody else'
  invite()
  await network.settle()
  expect(network.log[0]?.signal?.inviter).toBe('somebody else')
})

test('an invitation is registered, with its message, when it is acknowledged and before the callback', async () => {
  const acks = network.hold((hop) => hop.kind === 'ack')
  let registered: unknown
  const inviteID = invite(() => (registered = sdk._inviteInfoMap.get(inviteID)?.message))
  await network.settle()
  expect(sdk._inviteInfoMap.size).toBe(0)
  acks.releaseAll()
  await network.settle()
  expect(registered).toMatchObject({ to: 'bob' })
})

test('the timer of an invitation comes from _startTimer and from nowhere else', async () => {
  invite()
  await network.settle()
  expect(jest.getTimerCount()).toBe(1)
  sdk._inviteInfoMap.clear()
  jest.advanceTimersByTime(1000)
  expect(jest.getTimerCount()).toBe(0)
  sdk._startTimer = () => {}
  invite()
  await network.settle()
  expect(jest.getTimerCount()).toBe(0)
})

test('a failed invitation reports the code of Chat, rejected or resolved', async () => {
  const codes: number[] = []
  alice.failNextSend({ code: 2801 })
  invite(undefined, (code) => codes.push(code))
  await network.settle()
  alice.failNextSend({ code: 80001 }, { resolves: true })
  invite(undefined, (code) => codes.push(code))
  await network.settle()
  expect(codes).toEqual([2801, 80001])
})

test('accept, reject and cancel fail with 8010 for an invitation that is not registered', async () => {
  for (const operation of ['accept', 'reject', 'cancel'] as const) {
    await expect(sdk[operation]({ inviteID: 'unknown', data: CALL_DATA })).rejects.toMatchObject({ code: 8010 })
  }
})

test('a registered invitation is all that accept and reject need', async () => {
  for (const [operation, actionType] of [
    ['accept', 3],
    ['reject', 4],
  ] as const) {
    sdk._inviteInfoMap.set('an-id', { ...REF, inviteeList: ['alice'] })
    const result = await sdk[operation]({ inviteID: 'an-id', data: CALL_DATA })
    expect(result).toMatchObject({ code: 0, data: { message: { to: 'bob' } } })
    expect(JSON.parse(network.log.at(-1)?.data ?? '')).toEqual({
      businessID: 1,
      inviteID: 'an-id',
      inviter: 'bob',
      actionType,
      inviteeList: ['alice'],
      data: CALL_DATA,
      timeout: 0,
      groupID: '',
    })
  }
})

test('cancel goes to the first invitee, and only from the inviter', async () => {
  sdk._inviteInfoMap.set('an-id', { ...REF, inviter: 'alice', inviteeList: ['bob'] } as never)
  await sdk.cancel({ inviteID: 'an-id', data: '' })
  expect(network.log[0]).toMatchObject({ to: 'bob', signal: { action: 'cancel', inviteeList: ['bob'] } })
  sdk._inviteInfoMap.set('an-id', { ...REF })
  await expect(sdk.cancel({ inviteID: 'an-id', data: '' })).rejects.toMatchObject({ code: 8011 })
})

test('a failed answer leaves the lock closed for all others, also after logout and login', async () => {
  sdk._inviteInfoMap.set('an-id', { ...REF })
  alice.failNextSend({ code: 2801 })
  await expect(sdk.accept({ inviteID: 'an-id', data: CALL_DATA })).rejects.toMatchObject({ code: 2801 })
  await sdk.logout()
  await sdk.login({ userID: 'alice', userSig: 'sig' })
  await network.settle()
  sdk._inviteInfoMap.set('an-id', { ...REF })
  await expect(sdk.accept({ inviteID: 'an-id', data: CALL_DATA })).rejects.toMatchObject({ code: 8010 })
  sdk._isHandling = false
  await expect(sdk.accept({ inviteID: 'an-id', data: CALL_DATA })).resolves.toMatchObject({ code: 0 })
})

test('an answer under way refuses every other answer', async () => {
  sdk._inviteInfoMap.set('an-id', { ...REF })
  sdk._inviteInfoMap.set('another', { ...REF })
  const first = sdk.accept({ inviteID: 'an-id', data: CALL_DATA })
  await expect(sdk.reject({ inviteID: 'another', data: CALL_DATA })).rejects.toMatchObject({ code: 8010 })
  await first
})

test('an answer whose send resolves with a code resolves with that code', async () => {
  sdk._inviteInfoMap.set('an-id', { ...REF })
  alice.failNextSend({ code: 80001 }, { resolves: true })
  await expect(sdk.accept({ inviteID: 'an-id', data: CALL_DATA })).resolves.toMatchObject({ code: 80001 })
})

test('the array of invitees becomes part of the registry and is spliced there', async () => {
  network.addGroup('team', ['alice', 'bob'])
  const inviteeList = ['bob', 'carol']
  const inviteID = sdk.inviteInGroupSync(
    { groupID: 'team', inviteeList, data: CALL_DATA, timeout: 0 },
    () => {},
    () => {},
  )
  await network.settle()
  const accepted = { businessID: 1, inviteID, inviter: 'alice', actionType: 3, inviteeList: ['bob'], groupID: 'team' }
  alice.receive([{ from: 'bob', to: 'team', conversationType: 'GROUP', payload: { data: JSON.stringify(accepted) } }])
  expect(inviteeList).toEqual(['carol'])
})

test('_sendTimeoutNotice tells the other side that the time is over', async () => {
  const invitation = { inviteID: 'an-id', inviter: 'bob', inviteeList: ['alice'], groupID: '', data: CALL_DATA }
  await expect(sdk._sendTimeoutNotice(invitation, false)).resolves.toMatchObject({ code: 0 })
  expect(JSON.parse(network.log[0]?.data ?? '')).toMatchObject({
    actionType: 5,
    inviteID: 'an-id',
    inviter: 'bob',
    inviteeList: ['alice'],
    data: CALL_DATA,
    timeout: 0,
  })
})

test('one malformed message drops the rest of its batch: why it hears nothing here', async () => {
  await network.settle()
  alice.receive([{ from: 'mallory', payload: { data: 'null' } }])
  expect(network.listenerErrors).toHaveLength(1)
})

test('it prints the UserSig unless its log level is 4, which is the level of the module', async () => {
  const log = jest.spyOn(console, 'log').mockImplementation()
  const second = create(network.client())
  sdk.setLogLevel(0)
  await second.login({ userID: 'bob', userSig: 'CANARY' })
  expect(JSON.stringify(log.mock.calls)).toContain('CANARY')
  log.mockClear()
  sdk.setLogLevel(SILENT)
  await create(network.client()).login({ userID: 'bob', userSig: 'CANARY' })
  expect(log).not.toHaveBeenCalled()
})
