import { CallingError } from '../../../lib/foundation/errors'
import { asChatSDK, loadChat } from '../../../lib/chat/sdk/sdk'
import { createSignaling } from '../../../lib/chat/signaling'
import { ChatNetwork } from '../../support/chat/chat'
import { SDK_APP_ID, inviteOf, party, signedIn, watch } from '../../support/chat/signaling'

let network: ChatNetwork

beforeEach(() => {
  jest.useFakeTimers()
  network = new ChatNetwork()
  network.addAccount('bob')
})

afterEach(() => {
  expect(network.listenerErrors).toEqual([])
  expect(jest.getTimerCount()).toBe(0)
  jest.useRealTimers()
})

function reason(promise: Promise<unknown>): Promise<string> {
  return promise.then(
    () => 'resolved',
    (error: unknown) => (error instanceof CallingError ? error.reason : String(error)),
  )
}

describe('login', () => {
  test('resolves when Chat is ready, not when Chat has answered', async () => {
    const ready = network.hold((hop) => hop.kind === 'ready')
    const alice = party(network, 'alice')
    const login = watch(alice.port.login('sig'))
    await network.settle()
    expect(login.state).toBe('pending')
    ready.releaseAll()
    await network.settle()
    expect(login.state).toBe('resolved')
  })

  test('twice at a time is one login', async () => {
    let logins = 0
    network.intercept((hop) => {
      if (hop.kind === 'login') logins++
      return 'pass'
    })
    const alice = party(network, 'alice')
    await Promise.all([alice.port.login('sig'), alice.port.login('sig')])
    await alice.port.login('sig')
    expect(logins).toBe(1)
  })

  test.each([
    [70001, 'USER_SIG_EXPIRED'],
    [6206, 'USER_SIG_EXPIRED'],
    [3004, 'USER_SIG_EXPIRED'],
    [3002, 'KICKED_OUT'],
    [3003, 'KICKED_OUT'],
    [3006, 'KICKED_OUT'],
    [2003, 'USER_SIG_INVALID'],
    [70002, 'USER_SIG_INVALID'],
    [70003, 'USER_SIG_INVALID'],
    [70005, 'USER_SIG_INVALID'],
    [70009, 'USER_SIG_INVALID'],
    [70013, 'USER_SIG_INVALID'],
    [70014, 'USER_SIG_INVALID'],
    [70016, 'USER_SIG_INVALID'],
    [70052, 'USER_SIG_INVALID'],
    [2800, 'NETWORK_UNAVAILABLE'],
    [2801, 'NETWORK_UNAVAILABLE'],
    [2805, 'NETWORK_UNAVAILABLE'],
    [70020, 'LOGIN_FAILED'],
  ])('that Chat refuses with %i rejects with %s and keeps the code', async (code, expected) => {
    const stop = network.intercept((hop) => {
      if (hop.kind !== 'login') return 'pass'
      hop.fail({ code, message: 'said the server' })
      return 'hold'
    })
    const alice = party(network, 'alice')
    await expect(alice.port.login('sig')).rejects.toMatchObject({ reason: expected, sdkCode: code })
    stop()
    await alice.port.login('sig')
    expect(alice.tim.userID).toBe('alice')
    await alice.port.logout()
  })

  test('that Chat answers, but with a code, is refused like any other', async () => {
    const tim = network.client()
    Object.assign(tim, { login: () => Promise.resolve({ code: 70001, message: 'expired' }) })
    const login = party(network, 'alice', tim).port.login('sig')
    await expect(login).rejects.toMatchObject({ reason: 'USER_SIG_EXPIRED', sdkCode: 70001 })
    expect(tim.listenerCount()).toBe(0)
  })

  test('that fails leaves no listener on tim', async () => {
    const alice = party(network, 'alice')
    alice.tim.setOnline(false)
    expect(await reason(alice.port.login('sig'))).toBe('NETWORK_UNAVAILABLE')
    expect(alice.tim.listenerCount()).toBe(0)
  })

  test('without SDK_READY fails after 15 s and does not leave the account signed in', async () => {
    network.intercept((hop) => (hop.kind === 'ready' ? 'drop' : 'pass'))
    const alice = party(network, 'alice')
    const login = watch(alice.port.login('sig'))
    await jest.advanceTimersByTimeAsync(14_999)
    expect(login.state).toBe('pending')
    await jest.advanceTimersByTimeAsync(1)
    expect(login.error).toMatchObject({ reason: 'LOGIN_FAILED' })
    await network.settle()
    expect(alice.tim.userID).toBe('')
  })

  test('that Chat answers after the end of patience is undone, and the next one works', async () => {
    const logins = network.hold((hop) => hop.kind === 'login')
    const alice = party(network, 'alice')
    const login = watch(alice.port.login('sig'))
    await jest.advanceTimersByTimeAsync(15_000)
    expect(login.state).toBe('rejected')
    logins.releaseAll()
    await network.settle()
    expect(alice.tim.userID).toBe('')
    logins.stop()
    await alice.port.login('sig')
    expect(alice.tim.userID).toBe('alice')
  })

  test('waits for a login of the host that is under way', async () => {
    const logins = network.hold((hop) => hop.kind === 'login')
    const tim = network.client()
    void tim.login({ userID: 'alice', userSig: 'sig' })
    const alice = party(network, 'alice', tim)
    const login = watch(alice.port.login('sig'))
    await network.settle()
    expect(login.state).toBe('pending')
    logins.releaseAll()
    await network.settle()
    expect(login.state).toBe('resolved')
  })

  test('abandoned while it waits for a login of the host has no hand in the next one', async () => {
    const logins = network.hold((hop) => hop.kind === 'login')
    const tim = network.client()
    const hostLogin = reason(tim.login({ userID: 'alice', userSig: 'sig' }))
    const alice = party(network, 'alice', tim)
    const login = reason(alice.port.login('sig'))
    await network.settle()
    await alice.port.logout()
    expect(await login).toBe('ABORTED')
    logins.stop()
    logins.hops.forEach((hop) => hop.kind === 'login' && hop.fail({ code: 2801 }))
    expect(await hostLogin).not.toBe('resolved')
    const bob = await signedIn(network, 'bob', tim)
    await network.settle()
    expect(tim.userID).toBe('bob')
    expect([bob.sessions, alice.sessions]).toEqual([[], []])
    await bob.port.logout()
    expect([tim.userID, tim.listenerCount()]).toEqual(['', 0])
  })

  test.each([
    ['another device takes over', 'multipleAccount', 'KICKED_OUT'],
    ['Chat finds the UserSig expired', 'userSigExpired', 'USER_SIG_EXPIRED'],
  ])('fails at once when %s meanwhile', async (_, type, expected) => {
    const ready = network.hold((hop) => hop.kind === 'ready')
    const alice = party(network, 'alice')
    const login = reason(alice.port.login('sig'))
    await network.settle()
    network.kick('alice', type)
    expect(await login).toBe(expected)
    ready.releaseAll()
  })
})

describe('a tim that the host signed in', () => {
  test('is used as it is, although SDK_READY is not replayed', async () => {
    const tim = network.client()
    await tim.login({ userID: 'alice', userSig: 'sig' })
    await network.settle()
    const alice = await signedIn(network, 'alice', tim)
    await alice.port.invite(inviteOf('bob')).sent
    expect(network.log[0]?.signal?.inviter).toBe('alice')
  })

  test('is waited for while it is not ready', async () => {
    const ready = network.hold((hop) => hop.kind === 'ready')
    const tim = network.client()
    await tim.login({ userID: 'alice', userSig: 'sig' })
    const login = watch(party(network, 'alice', tim).port.login('sig'))
    await network.settle()
    expect(login.state).toBe('pending')
    ready.releaseAll()
    await network.settle()
    expect(login.state).toBe('resolved')
  })

  test('stays signed in after logout: the host has chats of its own', async () => {
    const tim = network.client()
    await tim.login({ userID: 'alice', userSig: 'sig' })
    await network.settle()
    const alice = await signedIn(network, 'alice', tim)
    await alice.port.logout()
    expect(tim.userID).toBe('alice')
    expect(tim.listenerCount()).toBe(0)
  })

  test('as another user is a clear error, and the host stays signed in', async () => {
    const tim = network.client()
    await tim.login({ userID: 'bob', userSig: 'sig' })
    await network.settle()
    const login = party(network, 'alice', tim).port.login('sig')
    await expect(login).rejects.toMatchObject({ reason: 'LOGIN_FAILED', message: expect.stringContaining('"bob"') })
    expect(tim.userID).toBe('bob')
  })

  test('without getMyProfile is taken on trust', async () => {
    const tim = network.client()
    await tim.login({ userID: 'alice', userSig: 'sig' })
    await network.settle()
    Object.assign(tim, { getMyProfile: undefined })
    await signedIn(network, 'alice', tim)
  })
})

describe('logout', () => {
  test('signs Chat out, and leaves neither a listener nor a timer', async () => {
    const alice = await signedIn(network, 'alice')
    await alice.port.logout()
    expect(alice.tim.userID).toBe('')
    expect(alice.tim.listenerCount()).toBe(0)
    expect(alice.sessions).toEqual([])
  })

  test('lets what is under way finish first', async () => {
    const alice = await signedIn(network, 'alice')
    const acks = network.hold((hop) => hop.kind === 'ack')
    const { sent } = alice.port.invite({ ...inviteOf('bob'), timeout: 0 })
    const logout = watch(alice.port.logout())
    await network.settle()
    expect([logout.state, alice.tim.userID]).toEqual(['pending', 'alice'])
    acks.releaseAll()
    await sent
    await network.settle()
    expect([logout.state, alice.tim.userID]).toEqual(['resolved', ''])
    expect(alice.sent).toHaveLength(1)
  })

  test('lets a cancel follow the acknowledgement of its invitation', async () => {
    const alice = await signedIn(network, 'alice')
    const acks = network.hold((hop) => hop.kind === 'ack')
    const invite = inviteOf('bob')
    const { inviteID } = alice.port.invite(invite)
    void alice.port.cancel({ inviteID, inviter: 'alice', invitees: ['bob'], groupID: '' }, '')
    const logout = alice.port.logout()
    await network.settle()
    acks.stop()
    acks.releaseAll()
    await logout
    expect(network.log.map(({ signal }) => signal?.action)).toEqual(['invite', 'cancel'])
  })

  test('waits for that no longer than 3 s', async () => {
    const alice = await signedIn(network, 'alice')
    network.intercept((hop) => (hop.kind === 'ack' ? 'drop' : 'pass'))
    const failure = reason(alice.port.invite(inviteOf('bob')).sent)
    const logout = watch(alice.port.logout())
    await jest.advanceTimersByTimeAsync(3000)
    expect([logout.state, alice.tim.userID]).toEqual(['resolved', ''])
    await jest.advanceTimersByTimeAsync(12_000)
    expect(await failure).toBe('NETWORK_UNAVAILABLE')
  })

  test('goes on when Chat does not answer', async () => {
    const alice = await signedIn(network, 'alice')
    network.intercept((hop) => (hop.kind === 'logout' ? 'drop' : 'pass'))
    const logout = watch(alice.port.logout())
    await jest.advanceTimersByTimeAsync(3000)
    expect(logout.state).toBe('resolved')
  })

  test('stops the signals at once', async () => {
    const [alice, bob] = [await signedIn(network, 'alice'), await signedIn(network, 'bob')]
    const logout = alice.port.logout()
    await bob.port.invite(inviteOf('alice')).sent
    await logout
    expect(alice.signals).toEqual([])
  })

  test('during a login ends the login, and Chat is signed out', async () => {
    const logins = network.hold((hop) => hop.kind === 'login')
    const alice = party(network, 'alice')
    const login = reason(alice.port.login('sig'))
    await network.settle()
    await alice.port.logout()
    expect(await login).toBe('ABORTED')
    logins.releaseAll()
    await network.settle()
    expect(alice.tim.userID).toBe('')
    expect(alice.tim.listenerCount()).toBe(0)
  })

  test('without a login resolves', async () => {
    await party(network, 'alice').port.logout()
  })

  test('and a new login work, as often as one likes', async () => {
    const alice = party(network, 'alice')
    for (let round = 0; round < 3; round++) {
      await alice.port.login('sig')
      await alice.port.invite(inviteOf('bob')).sent
      await alice.port.logout()
    }
    expect(network.log).toHaveLength(3)
  })

  test('refuses everything afterwards', async () => {
    const alice = await signedIn(network, 'alice')
    await alice.port.logout()
    const ref = { inviteID: 'i', inviter: 'bob', invitees: ['alice'], groupID: '' }
    expect(await reason(alice.port.invite(inviteOf('bob')).sent)).toBe('NOT_LOGGED_IN')
    expect(await reason(alice.port.accept(ref, ''))).toBe('NOT_LOGGED_IN')
    expect(await reason(alice.port.cancel(ref, ''))).toBe('NOT_LOGGED_IN')
    expect(await reason(alice.port.setSelfInfo({ nick: 'A' }))).toBe('NOT_LOGGED_IN')
    expect(network.log).toEqual([])
  })
})

describe('the Chat SDK', () => {
  test('comes from tim-wx-sdk when the host passes none', () => {
    const module = network.createModule()
    expect(loadChat(SDK_APP_ID, () => module)).toBe(module.create({ SDKAppID: SDK_APP_ID }))
    expect(loadChat(SDK_APP_ID, () => ({ default: module }))).toBe(module.create({ SDKAppID: SDK_APP_ID }))
  })

  test('that is not there is CHAT_SDK_MISSING, with what to do about it', () => {
    const absent = () => {
      throw new Error('module "tim-wx-sdk" is not defined')
    }
    for (const lookUp of [absent, () => undefined, () => ({}), undefined]) {
      expect(() => loadChat(SDK_APP_ID, lookUp)).toThrow(
        expect.objectContaining({ reason: 'CHAT_SDK_MISSING', message: expect.stringContaining('tim-wx-sdk') }),
      )
    }
    expect(() => createSignaling({ ...party(network, 'a'), sdkAppID: SDK_APP_ID, tim: null } as never)).toThrow(
      expect.objectContaining({ reason: 'CHAT_SDK_MISSING' }),
    )
  })

  test.each([[{}], ['a string'], [42], [{ on: () => {} }]])('%p as config.tim is refused', (tim) => {
    expect(() => asChatSDK(tim)).toThrow(expect.objectContaining({ reason: 'INVALID_PARAMETER' }))
  })
})
