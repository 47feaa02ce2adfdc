/** The tab bar, which lies above a page, is away while a call fills the screen. */
import { ComponentBed } from '../support/component/component-bed'

const bed = new ComponentBed()

const asked = (): string[] =>
  bed.phone.wx.calls.map(({ api }) => api).filter((api) => ['hideTabBar', 'showTabBar'].includes(api))

it('hides while it rings, and is back when nothing of the call is on the screen', async () => {
  await bed.phone.signIn()
  expect(asked()).toEqual([])
  await bed.bob.calling.call({ userID: 'alice', type: 1 })
  await bed.town.settle()
  expect(asked()).toEqual(['hideTabBar'])
  await bed.bob.calling.hangup()
  await bed.town.pass(5000)
  expect(bed.phone.isEmpty()).toBe(true)
  expect(asked()).toEqual(['hideTabBar', 'showTabBar'])
})

it('is back while the call is a tile, and hides again with it', async () => {
  await bed.connect(1)
  bed.phone.instance.setMinimized(true)
  await bed.town.settle()
  expect(asked()).toEqual(['hideTabBar', 'showTabBar'])
  bed.phone.instance.setMinimized(false)
  await bed.town.settle()
  expect(asked()).toEqual(['hideTabBar', 'showTabBar', 'hideTabBar'])
  await bed.bob.calling.hangup()
  await bed.town.pass(5000)
  expect(asked()).toEqual(['hideTabBar', 'showTabBar', 'hideTabBar', 'showTabBar'])
})

it('comes back with its page when the call ended below another one, where WeChat refuses to show it', async () => {
  await bed.connect(1)
  const { showTabBar } = wx
  wx.showTabBar = (options) => {
    options?.fail?.({ errMsg: 'showTabBar:fail not TabBar page' })
  }
  await bed.bob.calling.hangup()
  await bed.town.pass(5000)
  expect(asked()).toEqual(['hideTabBar'])
  wx.showTabBar = showTabBar
  bed.phone.root.triggerPageLifeTime('show', {})
  await bed.town.settle()
  expect(asked()).toEqual(['hideTabBar', 'showTabBar'])
})
