/** Faults 56 to 58: one account, components on several pages, one ring, one call. */
import { ComponentBed } from '../../support/component/component-bed'
import { ComponentPhone, configOf } from '../../support/component/component-phone'

const bed = new ComponentBed()

/** Two tabs of one mini program; the second one is in front. */
async function openTwoPages(): Promise<ComponentPhone> {
  const config = configOf(bed.town, 'alice')
  bed.phone.root.setData({ config })
  await bed.phone.signIn()
  bed.phone.root.triggerPageLifeTime('hide', {})
  const second = new ComponentPhone(bed.town, 'alice', { properties: { config } })
  second.instance.setLanguage('en')
  await second.signIn()
  return second
}

const playing = (phone: ComponentPhone): number => phone.wx.sounds.filter((one) => one.playing).length

it('an incoming call rings once, on the page in front, and each page hears one INVITED', async () => {
  const second = await openTwoPages()
  await bed.bob.calling.call({ userID: 'alice', type: 1 })
  await bed.town.settle()
  expect(playing(second) + playing(bed.phone)).toBe(1)
  expect(second.wx.called('vibrateLong')).toHaveLength(1)
  expect([bed.phone, second].map(({ heard }) => heard.filter((name) => name === 'INVITED').length)).toEqual([1, 1])
  expect(second.text()).toContain('Incoming voice call')
  expect(bed.phone.isEmpty()).toBe(true)
  await bed.bob.calling.hangup()
  await bed.town.pass(3000)
  second.detach()
})

it('a page that signs nobody in shows the call of its account', async () => {
  const config = configOf(bed.town, 'alice')
  bed.phone.root.setData({ config })
  await bed.phone.signIn()
  bed.phone.root.triggerPageLifeTime('hide', {})
  const second = new ComponentPhone(bed.town, 'alice', { properties: { config } })
  await bed.bob.calling.call({ userID: 'alice', type: 1 })
  await bed.town.settle()
  expect(second.instance.state.status).toBe('ringing')
  expect(second.instance.state.shown).toBe(true)
  await bed.bob.calling.hangup()
  await bed.town.pass(3000)
  second.detach()
})

it('one page signs out, the call of the other goes on', async () => {
  const second = await openTwoPages()
  await bed.bob.calling.call({ userID: 'alice', type: 1 })
  await bed.town.settle()
  await second.tap('Accept')
  const logout = bed.phone.instance.logout()
  await bed.town.settle()
  await logout
  expect(bed.bob.calling.state.status).toBe('connected')
  expect(bed.phone.instance.state.session).toBe('signed-out')
  await bed.bob.calling.hangup()
  await bed.town.pass(3000)
  second.detach()
})

it('a second call from another page is refused, and a third user hears that the line is busy', async () => {
  const second = await openTwoPages()
  const carol = await bed.town.signedIn('carol')
  await bed.bob.calling.call({ userID: 'alice', type: 1 })
  await bed.town.settle()
  await second.tap('Accept')
  await expect(bed.phone.instance.call({ userID: 'carol', type: 1 })).rejects.toMatchObject({ reason: 'INVALID_STATE' })
  await carol.calling.call({ userID: 'alice', type: 1 })
  await bed.town.settle()
  expect(carol.ends()).toEqual(['line-busy'])
  expect([bed.phone, second].map(({ heard }) => heard.filter((name) => name === 'INVITED').length)).toEqual([1, 1])
  expect(second.wx.called('setKeepScreenOn')).toEqual([])
  expect(
    bed.phone.wx.called('setKeepScreenOn').map(({ args }) => (args[0] as { keepScreenOn: boolean }).keepScreenOn),
  ).toEqual([true])
  await second.tapOn('icon--hangup')
  await bed.town.pass(3000)
  expect([bed.phone, second].map(({ heard }) => heard.filter((name) => name === 'CALL_END').length)).toEqual([1, 1])
  second.detach()
})

it('a tap on the tile right after the page with the call has gone brings the call to this page, on the whole screen', async () => {
  const second = await openTwoPages()
  await bed.bob.calling.call({ userID: 'alice', type: 1 })
  await bed.town.settle()
  await second.tap('Accept')
  await bed.town.settle()
  second.detach()
  bed.phone.root.triggerPageLifeTime('show', {})
  bed.phone.instance.setMinimized(false)
  await bed.town.pass(2000)
  expect(bed.phone.root.querySelector('.call--floating')).toBeUndefined()
  expect(bed.phone.instance.state).toMatchObject({ status: 'connected', pusher: expect.any(Object) as object })
  await bed.bob.calling.hangup()
  await bed.town.pass(3000)
})

it('a page that is opened when a call is over shows nothing of it', async () => {
  const second = await openTwoPages()
  await bed.bob.calling.call({ userID: 'alice', type: 1 })
  await bed.town.settle()
  await bed.bob.calling.hangup()
  await bed.town.settle()
  const third = new ComponentPhone(bed.town, 'alice', { properties: { config: configOf(bed.town, 'alice') } })
  await bed.town.settle()
  expect(second.isEmpty()).toBe(false)
  expect(third.isEmpty()).toBe(true)
  await bed.town.pass(3000)
  third.detach()
  second.detach()
})

it('each event is an event of the component as well', async () => {
  const names: string[] = []
  const { instance } = bed.phone.root
  const trigger = instance.triggerEvent.bind(instance)
  instance.triggerEvent = (name: string, ...more: never[]) => {
    names.push(name)
    trigger(name, ...more)
  }
  await bed.connect(1)
  await bed.bob.calling.hangup()
  await bed.town.settle()
  expect(names).toEqual(expect.arrayContaining(['sdkready', 'invited', 'userenter', 'callend']))
})
