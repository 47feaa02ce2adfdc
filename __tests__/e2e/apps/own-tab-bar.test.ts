/**
 * An app that draws its tab bar itself. Nothing of a page is above such a bar, so a call that fills the screen has a page
 * without one: the call page. On the tabs it is a tile.
 */
import {
  CALL_PAGE,
  PEOPLE,
  has,
  hasPages,
  isOver,
  ring,
  signedIn,
  together,
  touch,
} from '../../support/simulator/app-phones'
import { writeAppWithPages } from '../../support/simulator/app-with-pages'
import { setLab } from '../../support/simulator/desk/lab'
import type { DeskPhone } from '../../support/simulator/desk/phone'

jest.setTimeout(120_000)

const RECENTS = 'pages/recents/recents'

const lab = setLab({ writeApp: () => writeAppWithPages({ ownTabBar: true }) })

it.each(['webview', 'skyline'])(
  'a call rings, is a tile on both tabs, and fills the screen again: %s',
  async (renderer) => {
    const [alice, bob] = (await signedIn(lab, ['alice', 'bob'], { renderer })) as [DeskPhone, DeskPhone]
    await ring(bob, alice)
    for (const one of [alice, bob]) await hasPages(one, [PEOPLE, CALL_PAGE])
    await alice.tap('Accept')
    await together(alice, bob)

    await alice.tap('Shrink')
    await hasPages(alice, [PEOPLE])
    await together(alice, bob)
    await touch(alice, 'Recents')
    await hasPages(alice, [RECENTS])
    await alice.isConnected()
    await alice.tap('Back to the call')
    await hasPages(alice, [RECENTS, CALL_PAGE])
    await together(alice, bob)

    await alice.tap('Hang up')
    await isOver(alice, [RECENTS])
    await isOver(bob, [PEOPLE])
  },
)

it('without a call page, the call is on the tab, and its buttons are above the bar whose height the page tells', async () => {
  const { phones } = await lab.desk(['alice', 'bob'])
  const [alice, bob] = phones as [DeskPhone, DeskPhone]
  for (const one of phones) {
    await one.frame.evaluate(() => document.documentElement.style.setProperty('--trtc-call-bottom', '56px'))
    await one.run(`getApp().start('${one.user}', { callPage: false })`)
    await has(one, 'SDK_READY')
  }
  await ring(bob, alice)
  await alice.tap('Accept')
  await together(alice, bob)
  const bar = await alice.frame.locator('[class*="--bar"]:visible').boundingBox()
  const button = await alice.frame.getByText('Hang up', { exact: true }).filter({ visible: true }).boundingBox()
  if (!bar || !button) throw new Error('a bar and a button')
  expect(button.y + button.height).toBeLessThanOrEqual(bar.y)
  await alice.tap('Hang up')
  await isOver(alice, [PEOPLE])
  await isOver(bob, [PEOPLE])
})

it('nothing of a page is above the bar, whatever its z-index, and wx.hideTabBar does not take it away', async () => {
  const { phones } = await lab.desk(['alice'])
  const [alice] = phones as [DeskPhone]
  await alice.frame.locator('.sim-page:visible').evaluate((page) => {
    page.insertAdjacentHTML(
      'afterbegin',
      '<div style="position: fixed; inset: 0; z-index: 2147483647">in the way</div>',
    )
  })
  await touch(alice, 'Recents')
  await hasPages(alice, [RECENTS])
  expect(await alice.read('wx.hideTabBar().catch(({ errMsg }) => errMsg)')).toBe('hideTabBar:fail custom Tabbar')
})
