/**
 * What lib/chat/signaling needs of a Chat SDK, on every real one that a host may pass as `config.tim`, as far as that goes
 * without an account and without a network: names, constants, and what the methods do while nobody is signed in. Time
 * is virtual before the packages load, because loading them starts timers.
 */
import * as constants from '../../../../lib/chat/sdk/constants'
import { asChatSDK, type ChatSDK } from '../../../../lib/chat/sdk/sdk'
import { createSignaling, type Signaling } from '../../../../lib/chat/signaling'
import { LOGIN_TIMEOUT } from '../../../../lib/chat/hub'
import { inviteOf, SDK_APP_ID, watch } from '../../../support/chat/signaling'
import { createFakeWx, createTestPlatform } from '../../../support/town/wx'

interface ChatModule {
  VERSION: string
  EVENT: Record<string, string>
  TYPES: Record<string, string | number>
  create(options: { SDKAppID: number }): object
}

/** What tsignaling calls on `tim` besides, in its constructor and for its own log. */
const FOR_TSIGNALING = ['on', 'setLogLevel']
const FOR_US = ['on', 'off', 'login', 'logout', 'createCustomMessage', 'sendMessage']
const IF_THERE = ['getUserProfile', 'updateMyProfile', 'getMyProfile']

const NOT_SIGNED_IN = 2024
const USER_SIG = 'a-user-sig-that-nobody-may-see'

const request = { to: 'bob', conversationType: 'C2C', priority: 'High', payload: { data: '{}' } }

/** A phone on which no connection ever opens. */
const offlineWx = {
  getSystemInfoSync: () => ({ fontSizeSetting: 16, platform: 'android', SDKVersion: '2.10.0' }),
  getStorageSync: () => '',
  setStorageSync() {},
  getStorage() {},
  setStorage() {},
  request() {},
  getNetworkType() {},
  onNetworkStatusChange() {},
  offNetworkStatusChange() {},
  onAppShow() {},
  onAppHide() {},
  connectSocket: () => ({ onOpen() {}, onClose() {}, onError() {}, onMessage() {}, send() {}, close() {} }),
}

describe.each([
  ['tim-wx-sdk', 'tim-wx-sdk/tim-wx.js', '2.27.6'],
  ['@tencentcloud/chat', '@tencentcloud/chat', '3.6.6'],
  ['@tencentcloud/lite-chat', '@tencentcloud/lite-chat', '4.2.1'],
  ['@tencentcloud/lite-chat/basic', '@tencentcloud/lite-chat/basic', '4.2.1'],
])('%s as config.tim', (_name, file, version) => {
  let module: ChatModule
  let chat: ChatSDK & Record<string, unknown>
  let port: Signaling

  beforeAll(() => {
    jest.useFakeTimers()
    hushConsole()
    Object.assign(globalThis, { wx: offlineWx, getApp: () => ({}) })
    jest.isolateModules(() => {
      const loaded = jest.requireActual<ChatModule & { default?: ChatModule }>(file)
      module = loaded.default ?? loaded
    })
    chat = module.create({ SDKAppID: SDK_APP_ID }) as typeof chat
  })

  beforeEach(() => {
    hushConsole()
    port = createSignaling({
      sdkAppID: SDK_APP_ID,
      userID: 'alice',
      tim: chat,
      platform: createTestPlatform(createFakeWx()),
      emit() {},
      onSignedOut() {},
      onSignedIn() {},
    })
  })

  afterAll(() => {
    jest.clearAllTimers()
    jest.useRealTimers()
    Reflect.deleteProperty(globalThis, 'wx')
    Reflect.deleteProperty(globalThis, 'getApp')
  })

  it('is the version that these facts were taken from', () => {
    expect(module.VERSION).toBe(version)
  })

  it('has the constants that stand in for it in the bundle', () => {
    expect(module.EVENT).toMatchObject(constants.EVENT)
    expect(module.TYPES).toMatchObject(constants.TYPES)
  })

  it('has every method that signalling calls, and passes as a Chat SDK', () => {
    const methods = [...FOR_TSIGNALING, ...FOR_US, ...IF_THERE]
    expect(methods.filter((method) => typeof chat[method] !== 'function')).toEqual([])
    expect(asChatSDK(chat)).toBe(chat)
  })

  it('is one instance for each application, so one hub', () => {
    expect(module.create({ SDKAppID: SDK_APP_ID })).toBe(chat)
  })

  it('adds and removes listeners', () => {
    const listener = () => {}
    const events = Object.values(constants.EVENT)
    expect(events).not.toEqual([])
    for (const event of events) {
      expect(() => chat.on(event, listener)).not.toThrow()
      expect(() => chat.off(event, listener)).not.toThrow()
      // and one that it does not have
      expect(() => chat.off(event, listener)).not.toThrow()
    }
  })

  /** Where it is a rejected promise, sendMessage is not the one that hears of it. */
  const unsendable = () => {
    const message = chat.createCustomMessage(request)
    Promise.resolve(message).catch(() => {})
    return message
  }

  it.each([
    ['createCustomMessage', () => chat.createCustomMessage(request)],
    ['sendMessage', () => chat.sendMessage(unsendable())],
    ['getUserProfile', () => chat.getUserProfile?.({ userIDList: ['bob'] })],
    ['getMyProfile', () => chat.getMyProfile?.()],
    ['updateMyProfile', () => chat.updateMyProfile?.({ nick: 'Alice' })],
    ['logout', () => chat.logout()],
  ])('throws or rejects with 2024 while nobody is signed in: %s', async (_method, call) => {
    // in an async function both look the same
    await expect((async () => call())()).rejects.toMatchObject({ code: NOT_SIGNED_IN })
  })

  it('lets the port answer all that with errors of ours, or with nothing', async () => {
    expect(await port.getProfiles(['bob'])).toEqual([])
    await expect(port.invite(inviteOf('bob')).sent).rejects.toMatchObject({ reason: 'NOT_LOGGED_IN' })
    await expect(port.setSelfInfo({ nick: 'Alice' })).rejects.toMatchObject({ reason: 'NOT_LOGGED_IN' })
    await expect(port.logout()).resolves.toBeUndefined()
  })

  it('fails a login without a network in time, with an error that says so and keeps the UserSig to itself', async () => {
    const login = watch(port.login(USER_SIG))
    await jest.advanceTimersByTimeAsync(LOGIN_TIMEOUT)
    expect(login.error).toMatchObject({
      reason: expect.stringMatching(/^(NETWORK_UNAVAILABLE|LOGIN_FAILED)$/) as string,
    })
    expect((login.error as Error).message).not.toContain(USER_SIG)
  })

  it('can be given up, and tried again, after that', async () => {
    const logout = watch(port.logout())
    await jest.advanceTimersByTimeAsync(LOGIN_TIMEOUT)
    expect(logout.state).toBe('resolved')
    const login = watch(port.login(USER_SIG))
    await jest.advanceTimersByTimeAsync(LOGIN_TIMEOUT)
    expect(login.state).toBe('rejected')
  })
})

/** The packages print, at their own levels, while they load and at every failure. */
function hushConsole(): void {
  for (const level of ['log', 'info', 'debug', 'warn', 'error'] as const) {
    jest.spyOn(console, level).mockImplementation()
  }
}
