import { CallingError } from '../../../lib/foundation/errors'
import { createSignaling } from '../../../lib/chat/signaling'
import { ChatNetwork } from '../../support/chat/chat'
import { SDK_APP_ID, envelope, inviteOf, party, signedIn, watch } from '../../support/chat/signaling'

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

describe('two instances on one tim', () => {
  test('hear each signal once each', async () => {
    const one = await signedIn(network, 'alice')
    const two = await signedIn(network, 'alice', one.tim)
    const bob = await signedIn(network, 'bob')
    await bob.port.invite(inviteOf('alice')).sent
    await network.settle()
    expect([one.signals.length, two.signals.length]).toEqual([1, 1])
  })

  test('log out one by one: Chat is signed out with the last', async () => {
    const one = await signedIn(network, 'alice')
    const two = await signedIn(network, 'alice', one.tim)
    const bob = await signedIn(network, 'bob')
    await one.port.logout()
    expect(one.tim.userID).toBe('alice')
    await bob.port.invite(inviteOf('alice')).sent
    await network.settle()
    expect([one.signals.length, two.signals.length]).toEqual([0, 1])
    await two.port.logout()
    expect(one.tim.userID).toBe('')
  })

  test('are independent: one disposed, the other keeps working', async () => {
    const one = await signedIn(network, 'alice')
    const two = await signedIn(network, 'alice', one.tim)
    one.port.dispose()
    await two.port.invite(inviteOf('bob')).sent
    network.kick('alice')
    expect([one.sessions, two.sessions]).toEqual([[], [{ kind: 'kicked', type: 'multipleAccount' }]])
  })

  test('disposing one from a handler of the other silences it in the same breath', async () => {
    const tim = network.client()
    const first = party(network, 'alice', tim)
    const second = party(network, 'alice', tim)
    await first.port.login('sig')
    await second.port.login('sig')
    jest.spyOn(first.signals, 'push').mockImplementation(() => {
      second.port.dispose()
      return 0
    })
    const bob = await signedIn(network, 'bob')
    await bob.port.invite(inviteOf('alice')).sent
    await network.settle()
    expect(second.signals).toEqual([])
  })

  test('cannot be two users', async () => {
    const one = await signedIn(network, 'alice')
    const other = party(network, 'bob', one.tim)
    await expect(other.port.login('sig')).rejects.toMatchObject({ reason: 'LOGIN_FAILED' })
    await one.port.invite(inviteOf('bob')).sent
    expect(network.log[0]?.signal?.inviter).toBe('alice')
  })

  test('one after the other may be two users: the first sign-in was ours to end', async () => {
    const one = await signedIn(network, 'alice')
    one.port.dispose()
    const other = await signedIn(network, 'bob', one.tim)
    expect(other.tim.userID).toBe('bob')
    await other.port.invite(inviteOf('alice')).sent
    expect(network.log[0]?.signal?.inviter).toBe('bob')
  })

  test('the second user’s turn comes when the first has waited in vain: that sign-in was ours to end, too', async () => {
    const ready = network.hold((hop) => hop.kind === 'ready')
    const one = party(network, 'alice')
    const other = party(network, 'bob', one.tim)
    const first = watch(one.port.login('sig'))
    const second = watch(other.port.login('sig'))
    await jest.advanceTimersByTimeAsync(15_000)
    expect([first.state, second.state]).toEqual(['rejected', 'pending'])
    ready.stop()
    ready.releaseAll()
    await network.settle()
    expect([second.state, other.tim.userID]).toEqual(['resolved', 'bob'])
    await other.port.logout()
  })

  test('the second goes on when the first is disposed, and writes nothing into the log of the first', async () => {
    const one = await signedIn(network, 'alice')
    const two = await signedIn(network, 'alice', one.tim)
    one.port.dispose()
    one.platform.logged.length = 0
    const bob = await signedIn(network, 'bob')
    network.inject('alice', {
      from: 'bob',
      to: 'alice',
      type: 'TIMCustomElem',
      conversationType: 'C2C',
      payload: { data: envelope({ inviter: 'carol' }) },
    })
    await two.port.invite(inviteOf('bob')).sent
    await bob.port.invite(inviteOf('alice')).sent
    await network.settle()
    expect(two.signals).toHaveLength(1)
    expect(one.platform.logged).toEqual([])
    expect(two.platform.logged.join()).toContain('dropped')
  })

  test('many, disposed one after the other, leave nothing on tim', async () => {
    const tim = network.client()
    for (let i = 0; i < 20; i++) (await signedIn(network, 'alice', tim)).port.dispose()
    expect(tim.listenerCount()).toBe(0)
    const last = await signedIn(network, 'alice', tim)
    const bob = await signedIn(network, 'bob')
    await bob.port.invite(inviteOf('alice')).sent
    await network.settle()
    expect(last.signals).toHaveLength(1)
  })

  test('dispose during a login ends it quietly', async () => {
    const logins = network.hold((hop) => hop.kind === 'login')
    const alice = party(network, 'alice')
    const login = reason(alice.port.login('sig'))
    await network.settle()
    alice.port.dispose()
    expect(await login).toBe('ABORTED')
    logins.releaseAll()
    await network.settle()
    expect(alice.tim.listenerCount()).toBe(0)
  })
})

describe('session events', () => {
  test('kicked out: one signal, and login works again', async () => {
    const alice = await signedIn(network, 'alice')
    network.kick('alice', 'userSigExpired')
    expect(alice.sessions).toEqual([{ kind: 'kicked', type: 'userSigExpired' }])
    expect(await reason(alice.port.invite(inviteOf('bob')).sent)).toBe('NOT_LOGGED_IN')
    await alice.port.login('a new sig')
    await alice.port.invite(inviteOf('bob')).sent
  })

  test('the host signs out by itself: notReady', async () => {
    const alice = await signedIn(network, 'alice')
    await alice.tim.logout()
    expect(alice.sessions).toEqual([{ kind: 'notReady' }])
    // it may sign in again
    expect(alice.tim.listenerCount()).toBe(5)
    alice.port.dispose()
    expect(alice.tim.listenerCount()).toBe(0)
  })

  test('network gone and back', async () => {
    const alice = await signedIn(network, 'alice')
    alice.tim.setOnline(false)
    alice.tim.setOnline(true)
    expect(alice.sessions).toEqual([
      { kind: 'network', online: false },
      { kind: 'network', online: true },
    ])
  })

  test('a handler that throws hurts nobody else', async () => {
    const tim = network.client()
    const broken = createSignaling({
      sdkAppID: SDK_APP_ID,
      userID: 'alice',
      tim,
      platform: party(network, 'alice').platform,
      emit: ({ kind }) => {
        if (kind !== 'sent') throw new Error('broken')
      },
      onSignedIn: () => {},
      onSignedOut: () => {
        throw new Error('broken')
      },
    })
    await broken.login('sig')
    const healthy = await signedIn(network, 'alice', tim)
    const bob = await signedIn(network, 'bob')
    await bob.port.invite(inviteOf('alice')).sent
    await network.settle()
    network.kick('alice')
    expect([healthy.signals.length, healthy.sessions.length]).toEqual([1, 1])
  })
})

describe('the UserSig', () => {
  const CANARY = 'eJw-CANARY*+/='

  test('reaches neither the console, nor a log line, nor an error', async () => {
    const lines: unknown[] = []
    for (const level of ['log', 'info', 'debug', 'warn', 'error'] as const) {
      jest.spyOn(console, level).mockImplementation((...args: unknown[]) => void lines.push(args))
    }
    const alice = party(network, 'alice')
    const stop = network.intercept((hop) => {
      if (hop.kind !== 'login') return 'pass'
      hop.fail({ code: 1, message: `bad signature ${CANARY} (${encodeURIComponent(CANARY)})` })
      return 'hold'
    })
    const failure = await alice.port.login(CANARY).catch((error: unknown) => error)
    stop()
    await alice.port.login(CANARY)
    const bob = await signedIn(network, 'bob')
    await bob.port.invite(inviteOf('alice')).sent
    await alice.port.invite(inviteOf('bob')).sent
    await alice.port.logout()
    const { message, stack } = failure as Error
    const everything = JSON.stringify([lines, alice.platform.logged, message, stack, alice.signals, alice.sent])
    expect(everything).toContain('bad signature')
    expect(everything).not.toContain('CANARY')
    expect(lines).toEqual([])
  })
})
