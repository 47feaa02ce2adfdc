/** What a page does with the built component: properties, methods, events. */
import { ComponentBed } from '../../support/component/component-bed'
import { configOf } from '../../support/component/component-phone'
import type { CallingError } from '../../../lib/index'

const bed = new ComponentBed()

describe('the config', () => {
  it.each(['login', 'call', 'groupCall', 'accept', 'reject', 'hangup'] as const)(
    'is asked for by %s',
    async (method) => {
      const { instance } = bed.reopen({ config: null })
      const promise = (instance[method] as (argument: object) => Promise<void>)({ userID: 'bob' })
      await expect(promise).rejects.toMatchObject({
        reason: 'INVALID_PARAMETER',
        message: expect.stringMatching(/no config/),
      })
    },
  )

  it('is named field by field when something is missing in it', async () => {
    bed.reopen({ config: null })
    bed.phone.root.setData({ config: { sdkAppID: 1400000001, userID: 'alice', userSig: '', type: 2 } })
    await expect(bed.phone.instance.login()).rejects.toMatchObject({ message: expect.stringMatching(/userSig/) })
  })

  it('may come late; handlers given before it hear everything', async () => {
    const { instance } = bed.reopen({ config: null })
    bed.phone.root.setData({ config: configOf(bed.town, 'alice') })
    await bed.ring(2)
    expect(bed.phone.text()).toContain('Incoming video call')
    expect(bed.phone.heard).toContain('INVITED')
    expect(instance.EVENT.INVITED).toBe('INVITED')
  })

  it('of somebody else takes effect with the next login', async () => {
    await bed.phone.signIn()
    bed.phone.root.setData({ config: configOf(bed.town, 'carol') })
    await bed.phone.signIn()
    await bed.bob.calling.call({ userID: 'carol', type: 1 })
    await bed.town.settle()
    expect(bed.phone.text()).toContain('Incoming voice call')
  })

  it('of somebody else signs in once, however often that is asked for', async () => {
    await bed.phone.signIn()
    bed.phone.root.setData({ config: configOf(bed.town, 'carol') })
    const logins = [bed.phone.instance.login(), bed.phone.instance.login()]
    await bed.town.settle()
    await Promise.all(logins)
    await bed.bob.calling.call({ userID: 'carol', type: 1 })
    await bed.town.settle()
    expect(bed.phone.heard.filter((event) => event === 'INVITED')).toHaveLength(1)
  })

  it('of somebody else does not sign in once the page has signed out', async () => {
    await bed.phone.signIn()
    bed.phone.root.setData({ config: configOf(bed.town, 'carol') })
    const login = bed.phone.instance.login().catch((error: unknown) => error)
    const logout = bed.phone.instance.logout()
    await bed.town.settle()
    await logout
    expect(await login).toMatchObject({ reason: 'ABORTED' })
    expect(bed.phone.instance.state.session).toBe('signed-out')
    await bed.phone.signIn()
    expect(bed.phone.instance.state).toMatchObject({ session: 'ready', self: { userID: 'carol' } })
  })

  it('that changes back while the accounts change brings the first one back', async () => {
    await bed.phone.signIn()
    const first = configOf(bed.town, 'alice')
    bed.phone.root.setData({ config: configOf(bed.town, 'carol') })
    const login = bed.phone.instance.login().catch((error: unknown) => error)
    bed.phone.root.setData({ config: first })
    await bed.phone.signIn()
    expect(await login).toMatchObject({ reason: 'ABORTED' })
    expect(bed.phone.instance.state).toMatchObject({ session: 'ready', self: { userID: 'alice' } })
  })

  it('of somebody else keeps how picture and voice are sent', async () => {
    await bed.phone.signIn()
    bed.phone.instance.setBeautyLevel(7)
    bed.phone.root.setData({ config: configOf(bed.town, 'carol') })
    await bed.phone.signIn()
    const call = bed.phone.instance.call({ userID: 'bob', type: 2 })
    await bed.town.settle()
    await call
    await bed.bob.calling.accept()
    await bed.town.settle()
    expect(bed.phone.instance.state.pusher).toMatchObject({ beautyLevel: 7 })
  })

  it('that is wrong leaves the account that is signed in alone', async () => {
    await bed.phone.signIn()
    bed.phone.root.setData({ config: { ...configOf(bed.town, 'carol'), userSig: '' } })
    await expect(bed.phone.instance.login()).rejects.toMatchObject({ reason: 'INVALID_PARAMETER' })
    await bed.bob.calling.call({ userID: 'alice', type: 1 })
    await bed.town.settle()
    expect(bed.phone.text()).toContain('Incoming voice call')
  })

  it.each([
    ['without a UserSig', { userSig: '' }],
    ['with a time of expiry that is none', { userSig: 'newer', expiresAt: 'tomorrow' }],
  ])('of the same account %s is refused every time, and not replaced by the one before', async (_what, changes) => {
    const config = configOf(bed.town, 'alice')
    bed.reopen({ config })
    await bed.phone.signIn()
    bed.phone.root.setData({ config: { ...config, ...changes } })
    for (let n = 0; n < 2; n += 1) {
      await expect(bed.phone.instance.login()).rejects.toMatchObject({ reason: 'INVALID_PARAMETER' })
    }
    bed.phone.root.setData({ config: { ...config, userSig: 'newest' } })
    await bed.phone.signIn()
  })

  it('of the same account may come without a UserSig where one can be fetched', async () => {
    const config = configOf(bed.town, 'alice')
    bed.reopen({ config })
    bed.phone.instance.setCredentials({ renewUserSig: () => Promise.resolve(String(config['userSig'])) })
    await bed.phone.signIn()
    bed.phone.root.setData({ config: { ...config, userSig: '' } })
    await bed.phone.signIn()
    expect(bed.phone.instance.state.session).toBe('ready')
  })

  it('needs no UserSig where one can be fetched', async () => {
    bed.reopen({ config: { ...configOf(bed.town, 'alice'), userSig: '' } })
    const renew = jest.fn(() => Promise.resolve(String(configOf(bed.town, 'alice')['userSig'])))
    bed.phone.instance.setCredentials({ renewUserSig: renew })
    await bed.phone.signIn()
    expect(renew).toHaveBeenCalledTimes(1)
    expect(bed.phone.instance.state.session).toBe('ready')
  })

  it('takes a way to fetch UserSigs only while signed out, and only a function', async () => {
    const { instance } = bed.reopen({ config: null })
    const refusal = (reason: string): unknown => expect.objectContaining({ reason })
    expect(() => instance.setCredentials({ renewUserSig: 'abc' as never })).toThrow(
      refusal('INVALID_PARAMETER') as Error,
    )
    bed.reopen({})
    await bed.phone.signIn()
    expect(() => bed.phone.instance.setCredentials({ renewUserSig: () => Promise.resolve('abc') })).toThrow(
      refusal('INVALID_STATE') as Error,
    )
    await bed.phone.instance.logout()
    const renew = jest.fn(() => Promise.resolve(String(configOf(bed.town, 'alice')['userSig'])))
    bed.phone.instance.setCredentials({ renewUserSig: renew })
    bed.phone.root.setData({ config: { ...configOf(bed.town, 'alice'), userSig: '' } })
    await bed.phone.signIn()
    expect(renew).toHaveBeenCalledTimes(1)
  })

  it('takes nothing but ways to fetch from setCredentials', async () => {
    const other = { userID: 'carol' } as Parameters<typeof bed.phone.instance.setCredentials>[0]
    bed.phone.instance.setCredentials(other)
    await bed.phone.signIn()
    expect(bed.phone.instance.state.self.userID).toBe('alice')
  })

  it('takes a way to fetch UserSigs after other methods, which keep what they were given', async () => {
    bed.phone.instance.setBeautyLevel(3)
    bed.phone.instance.setCredentials({ renewUserSig: () => Promise.resolve('abc') })
    await bed.connect(2)
    expect(bed.phone.instance.state.pusher).toMatchObject({ beautyLevel: 3 })
  })

  it('with a newer UserSig leaves a call alone', async () => {
    await bed.connect(1)
    const { config } = bed.phone.root.instance.data as { config: { tim: object } }
    bed.phone.root.setData({ config: { ...config, tim: { ...config.tim }, userSig: 'newer' } })
    await bed.phone.signIn()
    expect(bed.bob.calling.state.status).toBe('connected')
  })
})

describe('the instance', () => {
  it('refuses what is wrong, and the next call works', async () => {
    const refusal = (params: object) =>
      bed.phone.instance.call(params as never).then(
        () => 'accepted',
        (error: unknown) => (error as CallingError).reason,
      )
    expect(await refusal({ userID: 'bob' })).toBe('NOT_LOGGED_IN')
    await bed.phone.signIn()
    expect(await refusal({ userID: 'alice' })).toBe('CALL_SELF')
    expect(await refusal({ userID: '' })).toBe('INVALID_PARAMETER')
    expect(await refusal({ userID: 'b o b' })).toBe('INVALID_PARAMETER')
    const unknown = refusal({ userID: 'nobody' })
    await bed.town.settle()
    expect(await unknown).toBe('UNKNOWN_USER')
    await bed.town.pass(3000)
    expect(await refusal({ userID: 'bob' })).toBe('accepted')
    await bed.town.settle()
    expect(bed.bob.names()).toEqual(['INVITED'])
  })

  it('throws what void methods have to say', () => {
    expect(() => bed.phone.instance.setMicMute(true)).toThrow(/call/)
    expect(() => bed.phone.instance.setLanguage('fr')).toThrow(/zh-CN/)
    expect(() => bed.phone.instance.on('NOTHING' as never, () => undefined)).toThrow(/EVENT/)
  })

  it('forgets a handler, or all of an event, and keeps hearing its own errors', async () => {
    const kept = jest.fn()
    const dropped = jest.fn()
    bed.phone.instance.on('ERROR', kept)
    bed.phone.instance.on('INVITED', kept)
    bed.phone.instance.on('INVITED', dropped)
    bed.phone.instance.off('INVITED', dropped)
    bed.phone.instance.off('ERROR')
    await bed.ring(1)
    expect(kept).toHaveBeenCalledTimes(1)
    expect(dropped).not.toHaveBeenCalled()

    bed.phone.wx.permissions['scope.record'] = 'refused'
    await bed.phone.tap('Accept')
    expect(bed.phone.text()).toContain('Allow the microphone')
    expect(kept).toHaveBeenCalledTimes(1)
  })

  it('receives nothing after logout', async () => {
    await bed.phone.signIn()
    const logout = bed.phone.instance.logout()
    await bed.town.settle()
    await logout
    await bed.bob.calling.call({ userID: 'alice', type: 1 })
    await bed.town.settle()
    expect(bed.phone.isEmpty()).toBe(true)
  })

  it('says in words what did not get through, and the next call works', async () => {
    await bed.ring(1)
    bed.town.chat.devicesOf('alice')[0]?.failNextSend({ code: 2801, message: 'network' })
    await bed.phone.tap('Accept')
    expect(bed.phone.text()).toEqual([
      'BM',
      'Bob Miller',
      'Call failed',
      'No network. Check the connection and try again.',
    ])
    await bed.town.pass(3000)
    await bed.bob.calling.hangup().catch(() => undefined)
    await bed.town.settle()
    await bed.connect(1)
  })
})
