/** `renewUserSig` later on: before the UserSig expires, and after Chat has signed the user out for it. */
import { watch } from '../../../support/chat/signaling'
import { inSeconds, never, setSigning } from '../../../support/server/signing'
import type { Person } from '../../../support/town/town'

const signing = setSigning()

/** What the room's url holds. */
function inRoomWith(someone: Person): string | null | undefined {
  return someone.calling.state.pusher && /usersig=([^&]*)/.exec(someone.calling.state.pusher.url)?.[1]
}

/** In steps that the timers of the test itself can hold. */
async function passSeconds(seconds: number): Promise<void> {
  const step = 86_400
  for (let left = seconds; left > 0; left -= step) await signing.town.pass(Math.min(left, step) * 1000)
}

describe('before it expires', () => {
  it.each([
    ['two hours, five minutes before', 7200, 6900],
    ['five minutes, a tenth of its life before', 300, 270],
    ['180 days, longer than a timer can be', 180 * 86_400, 180 * 86_400 - 300],
  ])('a UserSig of %s, it is renewed, and the next one in its turn', async (_, life, at) => {
    const expiresAt = inSeconds(life)
    await signing.signedIn({ expiresAt, renewUserSig: () => signing.answer(life) })
    await passSeconds(at - 2)
    expect(signing.served).toBe(0)
    await passSeconds(4)
    expect(signing.served).toBe(1)
    await passSeconds(at)
    expect(signing.served).toBe(2)
    // Chat takes no new one from somebody who is signed in
    expect(signing.used).toEqual(['old'])
  })

  it('one timer, gone with logout() and with destroy()', async () => {
    const expiresAt = inSeconds(7200)
    const alice = await signing.signedIn({ expiresAt, renewUserSig: () => signing.answer(7200) })
    expect(alice.platform.pendingTimers()).toBe(1)
    const logout = alice.calling.logout()
    await signing.town.settle()
    await logout
    expect(alice.platform.pendingTimers()).toBe(0)
    const login = alice.calling.login()
    await signing.town.settle()
    await login
    expect(alice.platform.pendingTimers()).toBe(1)
    alice.calling.destroy()
    expect(alice.platform.pendingTimers()).toBe(0)
  })

  it('the source that came first is asked, whatever a second page brings along', async () => {
    const alice = await signing.signedIn({ expiresAt: inSeconds(7200), renewUserSig: () => signing.answer(7200) })
    const ofPage = jest.fn(() => Promise.resolve('of the page'))
    const page = signing.town.person('alice', { tim: alice.tim, phone: 'page', renewUserSig: ofPage })
    await page.calling.login()
    await signing.town.pass(7_000_000)
    expect([signing.served, ofPage.mock.calls.length]).toEqual([1, 0])
  })

  it('a failure is reported, once, and the session goes on', async () => {
    const expiresAt = inSeconds(7200)
    const alice = await signing.signedIn({ expiresAt, renewUserSig: () => Promise.reject(new Error('HTTP 500')) })
    await signing.town.pass(7_300_000)
    expect(alice.got('ERROR')).toMatchObject([{ reason: 'USER_SIG_EXPIRED' }])
    expect(alice.calling.state.session).toBe('ready')
  })

  it.each([
    ['is over by a clock that is wrong', () => inSeconds(-10)],
    ['is not known', () => undefined],
  ])('a time that %s sets no timer', async (_, time) => {
    const expiresAt = time()
    const alice = await signing.signedIn({ ...(expiresAt ? { expiresAt } : {}), renewUserSig: () => signing.answer() })
    expect(alice.platform.pendingTimers()).toBe(0)
  })

  it('the new one is what the room is entered with, and entered again', async () => {
    const expiresAt = inSeconds(7200)
    const alice = await signing.signedIn({ expiresAt, renewUserSig: () => signing.answer(7200) })
    await signing.town.connect(alice, signing.bob)
    expect(inRoomWith(alice)).toBe('old')
    await signing.town.pass(6_950_000)
    // a new url would leave the room
    expect(inRoomWith(alice)).toBe('old')
    signing.town.media.changeNetwork('alice')
    await signing.town.pass(5000)
    expect(inRoomWith(alice)).toBe('new-1')
    expect([alice, signing.bob].map((one) => one.calling.state.status)).toEqual(['connected', 'connected'])
    expect(signing.town.media.membersOf(signing.town.media.inRoom('alice'))).toHaveLength(2)
    await alice.calling.hangup()
    await signing.town.connect(alice, signing.bob)
    expect(inRoomWith(alice)).toBe('new-1')
  })

  it('a pusher that ignores a new url is started by hand', async () => {
    const expiresAt = inSeconds(7200)
    const alice = await signing.signedIn({ expiresAt, renewUserSig: () => signing.answer(7200) })
    await signing.town.connect(alice, signing.bob)
    await signing.town.pass(6_950_000)
    signing.town.media.behaviour('alice').needsStart = true
    signing.town.media.changeNetwork('alice')
    await signing.town.settle()
    await signing.town.pass(5000)
    expect([alice, signing.bob].map((one) => one.calling.state.status)).toEqual(['connected', 'connected'])
    expect(signing.town.media.inRoom('alice')).toBe(signing.town.media.inRoom('bob'))
    expect(inRoomWith(alice)).toBe('new-1')
  })
})

describe('Chat signs the user out because the UserSig has expired', () => {
  it('in a call: a new one signs in again, and the call goes on', async () => {
    const alice = await signing.signedIn({ renewUserSig: () => signing.answer() })
    await signing.town.connect(alice, signing.bob)
    await signing.town.pass(5000)
    signing.expired.add('old')
    signing.town.chat.kick('alice', 'userSigExpired')
    expect(alice.calling.state).toMatchObject({ status: 'connected', session: 'signing-in' })
    await signing.town.settle()
    expect(signing.used).toEqual(['old', 'new-1'])
    expect(alice.calling.state).toMatchObject({ status: 'connected', session: 'ready' })
    expect([alice.got('KICKED_OUT'), alice.got('ERROR'), alice.ends(), signing.bob.ends()]).toEqual([[], [], [], []])
    await signing.town.pass(5000)
    await signing.bob.calling.hangup()
    await signing.town.settle()
    expect(alice.got('CALL_END')).toMatchObject([{ reason: 'hangup', userID: 'bob', callEnd: 10 }])
    await signing.town.connect(signing.bob, alice)
  })

  it.each(['calling', 'ringing'] as const)('%s: the invitation lives, and the answer arrives', async (status) => {
    const alice = await signing.signedIn({ renewUserSig: () => signing.answer() })
    const [caller, callee] = status === 'calling' ? [alice, signing.bob] : [signing.bob, alice]
    await caller.calling.call({ userID: callee.userID })
    await signing.town.settle()
    signing.town.chat.kick('alice', 'userSigExpired')
    await signing.town.settle()
    expect(alice.calling.state.status).toBe(status)
    await callee.calling.accept()
    await signing.town.settle()
    expect([alice, signing.bob].map((one) => one.calling.state.status)).toEqual(['connected', 'connected'])
  })

  it('a hangup while nobody is signed in ends the call here at once, and there when the room tells', async () => {
    const alice = await signing.signedIn({ renewUserSig: never })
    await signing.town.connect(alice, signing.bob)
    signing.town.chat.kick('alice', 'userSigExpired')
    await alice.calling.hangup()
    await signing.town.pass(31_000)
    expect([alice.ends(), signing.bob.ends()]).toEqual([['hangup'], ['peer-left']])
  })

  it('calling and accepting are refused meanwhile, and the next call works', async () => {
    let give = (_: string) => {}
    const alice = await signing.signedIn({ renewUserSig: () => new Promise((resolve) => (give = resolve)) })
    await signing.bob.calling.call({ userID: 'alice' })
    await signing.town.settle()
    signing.town.chat.kick('alice', 'userSigExpired')
    await expect(alice.calling.call({ userID: 'bob' })).rejects.toMatchObject({ reason: 'NOT_LOGGED_IN' })
    const accept = watch(alice.calling.accept())
    await signing.town.settle()
    expect(accept).toMatchObject({ state: 'rejected' })
    give('at last')
    await signing.town.settle()
    expect(alice.calling.state.session).toBe('ready')
    await signing.town.pass(60_000)
    signing.town.expectIdle()
    await signing.town.connect(signing.bob, alice)
  })

  it('one that was renewed in time is signing.used, without asking again', async () => {
    const expiresAt = inSeconds(7200)
    const alice = await signing.signedIn({ expiresAt, renewUserSig: () => signing.answer(7200) })
    await signing.town.connect(alice, signing.bob)
    await signing.town.pass(7_000_000)
    expect(signing.served).toBe(1)
    signing.town.chat.kick('alice', 'userSigExpired')
    await signing.town.settle()
    expect([signing.used, signing.served]).toEqual([['old', 'new-1'], 1])
    expect(alice.calling.state).toMatchObject({ status: 'connected', session: 'ready' })
  })

  describe('while the renewal in time is under way', () => {
    let give: (userSig: string) => void
    let fail: (error: Error) => void
    let asked: number
    let alice: Person

    beforeEach(async () => {
      asked = 0
      const renewUserSig = () => {
        asked++
        return new Promise<string>((resolve, reject) => {
          give = resolve
          fail = reject
        })
      }
      alice = await signing.signedIn({ expiresAt: inSeconds(300), renewUserSig })
      await signing.town.pass(271_000)
      expect(asked).toBe(1)
    })

    it('asks no second time, and signs in with what comes', async () => {
      signing.town.chat.kick('alice', 'userSigExpired')
      await signing.town.settle()
      give('at last')
      await signing.town.settle()
      expect([asked, signing.used]).toEqual([1, ['old', 'at last']])
      expect(alice.calling.state.session).toBe('ready')
    })

    it('reports its failure once', async () => {
      signing.town.chat.kick('alice', 'userSigExpired')
      await signing.town.settle()
      fail(new Error('HTTP 500'))
      await signing.town.settle()
      expect(alice.got('ERROR')).toMatchObject([{ reason: 'USER_SIG_EXPIRED' }])
      expect(alice.got('KICKED_OUT')).toHaveLength(1)
    })

    it('logout() is no failure of it, and leaves no timer', async () => {
      const logout = alice.calling.logout()
      await signing.town.settle()
      await logout
      expect(alice.got('ERROR')).toEqual([])
      expect(alice.platform.pendingTimers()).toBe(0)
      give('too late')
      await signing.town.settle()
      expect(alice.platform.pendingTimers()).toBe(0)
    })
  })

  it('again and again: each time a new one', async () => {
    const alice = await signing.signedIn({ renewUserSig: () => signing.answer() })
    await signing.town.connect(alice, signing.bob)
    for (let times = 0; times < 3; times++) {
      signing.town.chat.kick('alice', 'userSigExpired')
      await signing.town.pass(1000)
    }
    expect(signing.used).toEqual(['old', 'new-1', 'new-2', 'new-3'])
    expect(alice.calling.state).toMatchObject({ status: 'connected', session: 'ready' })
  })

  it.each<[string, () => Promise<string>]>([
    ['rejects', () => Promise.reject(new Error('HTTP 500'))],
    ['never answers', never],
    ['brings one that has expired too', () => Promise.resolve('old')],
  ])('and renewUserSig %s: the call ends as it does without one', async (_, renewUserSig) => {
    const alice = await signing.signedIn({ renewUserSig })
    await signing.town.connect(alice, signing.bob)
    signing.expired.add('old')
    signing.town.chat.kick('alice', 'userSigExpired')
    await signing.town.pass(10_100)
    expect(alice.ends()).toEqual(['kicked-out'])
    expect(alice.got('KICKED_OUT')).toEqual([{ type: 'userSigExpired' }])
    expect(alice.got('ERROR')).toMatchObject([{ reason: 'USER_SIG_EXPIRED' }])
    expect(alice.calling.state.session).toBe('signed-out')
    expect(alice.platform.pendingTimers()).toBe(0)
    await signing.town.pass(60_000)
    signing.town.expectIdle(alice, signing.bob)
    const login = alice.calling.login('by hand')
    await signing.town.settle()
    await login
    await signing.town.connect(alice, signing.bob)
  })

  it.each(['logout', 'destroy'] as const)('and %s() comes before the new one: nothing comes of it', async (method) => {
    let give = (_: string) => {}
    const alice = await signing.signedIn({ renewUserSig: () => new Promise((resolve) => (give = resolve)) })
    signing.town.chat.kick('alice', 'userSigExpired')
    const done = alice.calling[method]()
    await signing.town.settle()
    await done
    give('too late')
    await signing.town.settle()
    expect(signing.used).toEqual(['old'])
    expect(alice.calling.state.session).toBe('signed-out')
    expect([alice.got('ERROR'), alice.got('KICKED_OUT')]).toEqual([[], []])
    expect(alice.tim.listenerCount()).toBe(0)
  })

  it.each(['ready', 'signing in'])(
    'one that login() brought in time (%s) is used, without renewUserSig',
    async (when) => {
      const alice = signing.person({})
      const login = alice.calling.login()
      if (when === 'ready') {
        await signing.town.settle()
        await login
      }
      const again = alice.calling.login('by hand')
      await signing.town.settle()
      await Promise.all([login, again])
      await signing.town.connect(alice, signing.bob)
      signing.expired.add('old')
      signing.town.chat.kick('alice', 'userSigExpired')
      await signing.town.settle()
      expect(signing.used).toEqual(['old', 'by hand'])
      expect(alice.calling.state).toMatchObject({ status: 'connected', session: 'ready' })
      expect([alice.got('KICKED_OUT'), alice.got('ERROR')]).toEqual([[], []])
      // there is no third one
      signing.town.chat.kick('alice', 'userSigExpired')
      await signing.town.settle()
      expect(signing.used).toEqual(['old', 'by hand'])
      expect(alice.ends()).toEqual(['kicked-out'])
      await signing.town.pass(60_000)
    },
  )

  it('for another reason than that, nothing is renewed', async () => {
    const alice = await signing.signedIn({ renewUserSig: () => signing.answer() })
    await signing.town.connect(alice, signing.bob)
    signing.town.chat.kick('alice', 'multipleAccount')
    expect(alice.ends()).toEqual(['kicked-out'])
    expect(signing.served).toBe(0)
    await signing.town.pass(60_000)
  })
})
