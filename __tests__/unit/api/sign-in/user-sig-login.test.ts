/** `renewUserSig` at login: a first UserSig, and another one when Chat calls it expired. */
import { TRTCCalling } from '../../../../lib/api/calling'
import { watch } from '../../../support/chat/signaling'
import { inSeconds, never, setSigning } from '../../../support/server/signing'

const signing = setSigning()

describe('login', () => {
  it.each([[{ userSig: '' }], [{ userSig: undefined }]])('without a UserSig asks for one: %j', async (without) => {
    const alice = await signing.signedIn({ ...(without as object), renewUserSig: () => signing.answer(7200) })
    expect(signing.used).toEqual(['new-1'])
    expect(alice.calling.state.session).toBe('ready')
    await alice.calling.logout()
  })

  it('works with a UserSig that comes as a string', async () => {
    const alice = await signing.signedIn({ userSig: '', renewUserSig: () => Promise.resolve('a string') })
    expect(signing.used).toEqual(['a string'])
    expect(alice.platform.pendingTimers()).toBe(0)
  })

  it('with a good UserSig asks for no other', async () => {
    await signing.signedIn({ renewUserSig: () => signing.answer() })
    expect([signing.used, signing.served]).toEqual([['old'], 0])
  })

  it.each([70001, 6206])('is tried once more with a new one when Chat says %d', async (code) => {
    const alice = signing.person({ renewUserSig: () => signing.answer() })
    const stop = signing.town.chat.intercept((hop) => {
      if (hop.kind !== 'login') return 'pass'
      stop()
      hop.fail({ code })
      return 'hold'
    })
    const login = alice.calling.login()
    await signing.town.settle()
    await login
    expect(signing.used).toEqual(['old', 'new-1'])
    expect(alice.got('ERROR')).toEqual([])
  })

  it('is not tried a third time', async () => {
    const alice = signing.person({ renewUserSig: () => signing.answer() })
    signing.expired.add('old').add('new-1')
    const login = watch(alice.calling.login())
    await signing.town.settle()
    expect(login).toMatchObject({ state: 'rejected', error: { reason: 'USER_SIG_EXPIRED' } })
    expect(signing.used).toEqual(['old', 'new-1'])
    expect(alice.got('ERROR')).toHaveLength(1)
  })

  it('does not ask for a new one when Chat refuses for another reason', async () => {
    const alice = signing.person({ renewUserSig: () => signing.answer() })
    const held = signing.town.chat.hold((hop) => hop.kind === 'login')
    const login = watch(alice.calling.login())
    await signing.town.settle()
    held.stop()
    for (const hop of held.hops) if (hop.kind === 'login') hop.fail({ code: 70003 })
    await signing.town.settle()
    expect(login).toMatchObject({ state: 'rejected', error: { reason: 'USER_SIG_INVALID' } })
    expect(signing.served).toBe(0)
  })

  it('with a newer UserSig during a call: signed in all along, no second SDK_READY, and the call goes on', async () => {
    const alice = await signing.signedIn({})
    const bob = await signing.town.signedIn('bob')
    await signing.town.connect(alice, bob)
    const login = watch(alice.calling.login('newer'))
    expect(alice.calling.state).toMatchObject({ session: 'ready', status: 'connected' })
    await alice.calling.hangup()
    await alice.calling.call({ userID: 'bob' })
    await signing.town.settle()
    expect([login.state, alice.calling.state.status, bob.calling.state.status]).toEqual([
      'resolved',
      'calling',
      'ringing',
    ])
    expect(alice.got('SDK_READY')).toHaveLength(1)
    expect(signing.used).toEqual(['old'])
    await alice.calling.hangup()
    await signing.town.settle()
  })

  it('twice at once asks once', async () => {
    const alice = signing.person({ userSig: '', renewUserSig: () => signing.answer() })
    const logins = [alice.calling.login(), alice.calling.login()]
    await signing.town.settle()
    await Promise.all(logins)
    expect(signing.served).toBe(1)
  })

  it.each<[string, () => unknown, string]>([
    ['rejects', () => Promise.reject(new Error('old')), 'rejected'],
    [
      'throws',
      () => {
        throw new Error('old')
      },
      'rejected',
    ],
    ['never answers', never, 'did not answer'],
    ['answers undefined', () => undefined, 'brought none'],
    ['answers null', () => Promise.resolve(null), 'brought none'],
    ['answers a number', () => Promise.resolve(7), 'brought none'],
    ['answers an empty string', () => Promise.resolve(''), 'brought none'],
    ['answers an error of the server', () => Promise.resolve({ error: 'not signed in' }), 'brought none'],
    ['answers a UserSig that is no string', () => Promise.resolve({ userSig: { a: 1 } }), 'brought none'],
  ])('with a renewUserSig that %s fails, says so, and can be repeated', async (_, renewUserSig, text) => {
    let ask = renewUserSig
    const alice = signing.person({ userSig: '', renewUserSig: () => ask() as Promise<string> })
    const login = watch(alice.calling.login())
    await signing.town.pass(10_100)
    expect(login).toMatchObject({ state: 'rejected', error: { reason: 'USER_SIG_EXPIRED' } })
    expect(alice.got('ERROR')).toMatchObject([{ reason: 'USER_SIG_EXPIRED' }])
    expect(alice.got('ERROR')[0]?.message).toContain(text)
    expect(alice.calling.state.session).toBe('signed-out')
    expect(alice.platform.pendingTimers()).toBe(0)
    ask = () => signing.answer()
    const again = alice.calling.login()
    await signing.town.settle()
    await again
    expect(signing.used).toEqual(['new-1'])
  })

  it('cut short by logout() while the answer is out leaves nothing behind, and the next one asks anew', async () => {
    const alice = signing.person({ userSig: '', renewUserSig: never })
    const login = watch(alice.calling.login())
    await signing.town.settle()
    await alice.calling.logout()
    await signing.town.settle()
    expect(login).toMatchObject({ state: 'rejected', error: { reason: 'ABORTED' } })
    expect(alice.platform.pendingTimers()).toBe(0)
    expect(alice.got('ERROR')).toEqual([])
    expect(signing.used).toEqual([])
    const again = alice.calling.login('by hand')
    await signing.town.settle()
    await again
    expect(signing.used).toEqual(['by hand'])
  })

  const moments = Array.from({ length: 20 }, (_, index) => index)

  describe.each([
    ['with a UserSig', { userSig: 'old' }],
    ['with a renewal', { userSig: '', renewUserSig: () => Promise.resolve('a string') }],
    ['with a renewal to come', { expiresAt: inSeconds(7200), renewUserSig: () => Promise.resolve('a string') }],
  ])('%s', (_, config) => {
    it.each(moments)('cut short by logout() in moment %d: nobody stays signed in', async (moment) => {
      const alice = signing.person(config)
      const login = watch(alice.calling.login())
      for (let turns = 0; turns < moment; turns++) await Promise.resolve()
      const logout = alice.calling.logout()
      await signing.town.settle()
      await logout
      expect(login.state).not.toBe('pending')
      expect([alice.calling.state.session, alice.tim.userID, alice.tim.listenerCount()]).toEqual(['signed-out', '', 0])
      expect(alice.platform.pendingTimers()).toBe(0)
    })
  })

  it('right behind a logout() that cut one short signs in', async () => {
    const alice = signing.person({ userSig: '', renewUserSig: () => Promise.resolve('a string') })
    const first = watch(alice.calling.login())
    void alice.calling.logout()
    const second = watch(alice.calling.login())
    await signing.town.settle()
    expect([first.state, second.state, alice.calling.state.session]).toEqual(['rejected', 'resolved', 'ready'])
  })

  it('cut short by destroy() leaves nothing behind', async () => {
    const alice = signing.person({ userSig: '', renewUserSig: never })
    const login = watch(alice.calling.login())
    await signing.town.settle()
    alice.calling.destroy()
    await signing.town.settle()
    expect(login.state).toBe('rejected')
    expect(alice.platform.pendingTimers()).toBe(0)
  })
})

describe('the config', () => {
  const good = { sdkAppID: 1, userID: 'alice', type: 1 } as const

  it.each([
    ['neither userSig nor renewUserSig', {}],
    ['a renewUserSig that is no function', { renewUserSig: 'https://example.com/usersig' }],
    ['a userSig that is no string', { userSig: 7, renewUserSig: never }],
    ['an expiresAt that is no number', { userSig: 'sig', expiresAt: 'tomorrow' }],
  ])('with %s is refused', (_, config) => {
    expect(() => new TRTCCalling({ ...good, ...config } as never)).toThrow(
      expect.objectContaining({ reason: 'INVALID_PARAMETER' }),
    )
  })

  it('takes what the signing service answers as it is', async () => {
    const alice = await signing.signedIn({ ...(await signing.answer(7200)), renewUserSig: () => signing.answer(7200) })
    expect(signing.used).toEqual(['new-1'])
    expect(alice.platform.pendingTimers()).toBe(1)
  })
})
