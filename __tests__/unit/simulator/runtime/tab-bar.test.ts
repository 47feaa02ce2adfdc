/** The tab bar as `wx.*` changes it. */
import { TabBar } from '../../../../simulator/src/phone/runtime/pages/tab-bar'

const CONFIG = {
  color: '#111111',
  list: [
    { pagePath: 'pages/a/a', text: 'A' },
    { pagePath: 'pages/b/b', text: 'B' },
  ],
}

function tabBar({ isOnTop = true, custom = false } = {}) {
  const onChange = jest.fn()
  return { bar: new TabBar({ ...CONFIG, custom }, () => isOnTop, onChange), onChange }
}

it('shows on its pages, with what is chosen', () => {
  const { bar } = tabBar()
  expect(bar.frameFor('pages/b/b')).toMatchObject({
    selected: 1,
    color: '#111111',
    list: [{ text: 'A' }, { text: 'B' }],
  })
  expect(bar.frameFor('pages/c/c')).toBeNull()
})

it('is changed item by item, and drawn anew each time', () => {
  const { bar, onChange } = tabBar()
  bar.setBadge(0, '3')
  bar.setBadge(1, '')
  bar.setItem(1, { text: 'Bee' })
  bar.setStyle({ selectedColor: '#00ff00' })
  expect(bar.frameFor('pages/a/a')).toMatchObject({
    selectedColor: '#00ff00',
    list: [{ badge: '3' }, { badge: '', text: 'Bee' }],
  })
  bar.setBadge(0, null)
  expect(bar.frameFor('pages/a/a')?.list[0]?.badge).toBeNull()
  expect(onChange).toHaveBeenCalledTimes(5)
})

it('is hidden and shown', () => {
  const { bar } = tabBar()
  bar.setHidden(true)
  expect(bar.frameFor('pages/a/a')).toBeNull()
  bar.setHidden(false)
  expect(bar.frameFor('pages/a/a')).not.toBeNull()
})

it('is not the frame’s to draw where the mini program draws it', () => {
  const { bar } = tabBar({ custom: true })
  expect([bar.isCustom, bar.has('pages/a/a'), bar.frameFor('pages/a/a')]).toEqual([true, true, null])
})

it('is out of reach of wx.hideTabBar and the rest where the mini program draws it', () => {
  const { bar, onChange } = tabBar({ custom: true })
  expect(() => bar.setHidden(true)).toThrow('custom Tabbar')
  expect(() => bar.setBadge(0, '1')).toThrow('custom Tabbar')
  expect(onChange).not.toHaveBeenCalled()
})

it('cannot be changed where it is not seen, nor where there is no such item', () => {
  expect(() => tabBar({ isOnTop: false }).bar.setHidden(true)).toThrow('not TabBar page')
  expect(() => tabBar().bar.setBadge(2, '1')).toThrow('tabbar item not found')
})
