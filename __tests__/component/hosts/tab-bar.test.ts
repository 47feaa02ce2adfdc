/** The tab bar, which lies above a page, is away while a call fills the screen. */
import path from 'node:path'
import type * as Library from '../../../lib/index'
import { ComponentBed } from '../../support/component/component-bed'
import { configOf } from '../../support/component/component-phone'

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

describe('stays as it is in an app that keeps it hidden', () => {
  async function callAndTile(): Promise<void> {
    await bed.connect(1)
    bed.phone.instance.setMinimized(true)
    await bed.town.settle()
    await bed.bob.calling.hangup()
    await bed.town.pass(5000)
  }

  it('which the page says', async () => {
    bed.reopen({ tabBarHidden: true })
    await callAndTile()
    expect(asked()).toEqual([])
  })

  it('which startCalling says, for all pages', async () => {
    const { startCalling } = jest.requireActual<typeof Library>(path.resolve('dist/index.js'))
    const config = configOf(bed.town, 'alice')
    bed.phone.root.setData({ config })
    const calling = startCalling({ ...config, tabBarHidden: true } as unknown as Library.StartOptions)
    await callAndTile()
    expect(asked()).toEqual([])
    calling.destroy()
  })
})

describe('the controls have the size that the whole screen gives', () => {
  const sizes = () => bed.phone.root.instance.data['sizes'] as string
  const TALL = { windowWidth: 375, windowHeight: 667, screenHeight: 667 }
  const WITH_BAR = { ...TALL, windowHeight: 584 }

  /** A phone that lays out what `hideTabBar` leaves, and may count it. */
  function phoneWithBar(counts: boolean): void {
    let info = WITH_BAR
    Object.assign(wx, { getSystemInfoSync: () => info })
    const { hideTabBar, showTabBar } = wx
    wx.hideTabBar = (options) => {
      if (counts) info = TALL
      hideTabBar(options as never)
    }
    wx.showTabBar = (options) => {
      info = WITH_BAR
      showTabBar(options as never)
    }
    jest.spyOn(Element.prototype, 'getBoundingClientRect').mockImplementation(function (this: Element) {
      return { top: 0, height: this.className.includes('call--full') ? 667 : 0 } as DOMRect
    })
    bed.phone.root.triggerPageLifeTime('resize', {})
  }

  it.each([true, false])('whether or not the phone counts what the bar leaves (%s)', async (counts) => {
    phoneWithBar(counts)
    await bed.connect(1)
    expect(sizes()).toBe('')
  })

  it('and a tile stays above the bar', async () => {
    phoneWithBar(true)
    await bed.connect(1)
    bed.phone.instance.setMinimized(true)
    await bed.town.settle()
    expect(bed.phone.root.instance.data).toMatchObject({ range: { down: 584 - 88 - 12 } })
  })
})
