/** The pages of the example, drawn by both renderers: they look the same, and work in Skyline. */
import { BothRenderers } from '../../support/simulator/both-renderers'
import { setLab } from '../../support/simulator/desk/lab'
import type { DeskPhone } from '../../support/simulator/desk/phone'

jest.setTimeout(120_000)

const lab = setLab({ photographed: true })

it('each page looks the same in Skyline as in the WebView', async () => {
  // who have not called anybody before
  const desk = await lab.desk(['nina', 'otto'], { device: 'iphone', panel: 'none', renderer: 'skyline' })
  const [nina, otto] = desk.phones as [DeskPhone, DeskPhone]
  const renderers = new BothRenderers(desk.page)
  const look = renderers.compare.bind(renderers)

  await nina.trySignIn('')
  await nina.message(/./)
  await look('sign-in, refused', nina)
  await desk.signInAll()
  await nina.pages.openOther('')
  await nina.message(/./)
  await look('people', nina)
  await nina.pages.openGroup('several')
  await nina.byID('choose-alice').click()
  await look('group, several', nina)
  await nina.pages.openGroup('join')
  await nina.begin('Voice')
  await nina.message(/./)
  await look('group, join', nina)
  await nina.pages.openTab('recents')
  await nina.sees('No calls yet')
  await look('recents, none', nina)
  await otto.pages.openTab('me')
  await look('me', otto)
  await otto.pages.openFromMe('own-ui')
  await otto.frame.locator('#call:not([disabled])').waitFor()
  await look('own UI', otto)

  await nina.pages.openChat('otto')
  await nina.sees(/No calls with/)
  await look('chat, empty', nina)
  await nina.begin('Video')
  await otto.byID('accept').click()
  await Promise.all([nina.receives(true), otto.receives(true)])
  await look('own UI, in a call', otto)
  await nina.tap('Shrink')
  await look('a tile on chat', nina)
  await otto.byID('hang-up').click()
  await nina.frame.locator('[class*="call--f"]').waitFor({ state: 'detached' })
  await nina.sees(/Duration/)
  await look('chat', nina)
  await nina.pages.openTab('recents')
  await nina.sees(/Duration/)
  await look('recents', nina)
  await nina.pages.openFromMe('event-log')
  await nina.sees(/^CALL_END/)
  await look('events', nina)
  await nina.pages.openFromMe('settings')
  await nina.byID('save').waitFor()
  await look('settings', nina)
  await nina.byID('language-en').scrollIntoViewIfNeeded()
  await look('settings, below', nina)

  expect(renderers.differences).toEqual({})
  expect(renderers.states).toBe(15)
})
