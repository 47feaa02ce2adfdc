/** What the call screen can do beyond calling: swapping, floating, switching between voice and video. */
import { en } from '../../../component/locales/en'
import { withName } from '../../../component/locales/index'
import { type Desk, setLab } from '../../support/simulator/desk/lab'
import type { DeskPhone } from '../../support/simulator/desk/phone'

const lab = setLab()
let desk: Desk
let alice: DeskPhone
let bob: DeskPhone

beforeEach(async () => {
  desk = await lab.desk(['alice', 'bob'])
  await desk.signInAll()
  ;[alice, bob] = desk.phones as [DeskPhone, DeskPhone]
})

async function connect(media: 'Voice' | 'Video'): Promise<void> {
  await alice.call('bob', media)
  await bob.tap('Accept')
  await Promise.all([alice.isConnected(), bob.isConnected()])
  await Promise.all([alice.receives(media === 'Video'), bob.receives(media === 'Video')])
}

async function end(): Promise<void> {
  await alice.tap('Hang up')
  for (const one of [alice, bob]) {
    await one.isIdle()
    expect(await one.countOf('CALL_END')).toBe(1)
  }
}

it('swaps the two pictures, and back, while both go on', async () => {
  await connect('Video')
  const large = (tag: string) => alice.frame.locator(`[class*="cell--full"] wx-${tag}`)
  await large('live-player').waitFor()
  await alice.tap(en.swapAction)
  await large('live-pusher').waitFor()
  await Promise.all([alice.receives(true), bob.receives(true)])
  await alice.tap(en.swapAction)
  await large('live-player').waitFor()
  await alice.receives(true)
  await end()
})

it('stays on the screen when the tile at the bottom becomes a picture, which is larger', async () => {
  await connect('Voice')
  await alice.tap(en.shrinkAction)
  const tile = alice.control(en.growAction)
  await alice.drag(tile, { right: -220, down: 500 })
  await bob.tap(en.toVideo)
  await alice.tap(en.agree)
  await alice.receives(true)
  let where = ''
  const isInside = async () => {
    const place = await tile.evaluate((node) => {
      const { left, bottom, height } = node.getBoundingClientRect()
      return { left, bottom, height, end: innerHeight }
    })
    where = JSON.stringify(place)
    return place.height > 140 && place.left < 20 && place.bottom > place.end - 20 && place.bottom < place.end
  }
  await alice.until(isInside, () => `the whole tile being on the screen: ${where}`)
  await alice.tap(en.growAction)
  await end()
})

it('floats below the page’s own navigation bar, and stays on the screen at the bottom', async () => {
  await alice.frame.evaluate(() => document.documentElement.style.setProperty('--trtc-call-top', '88px'))
  await connect('Voice')
  await alice.tap(en.shrinkAction)
  const tile = alice.control(en.growAction)
  const place = () => tile.evaluate((node) => node.getBoundingClientRect().toJSON() as DOMRect)
  const height = await alice.frame.evaluate(() => innerHeight)
  expect((await place()).top).toBe(100)
  await alice.drag(tile, { right: 0, down: 900 })
  expect((await place()).bottom).toBe(height - 12)
  await alice.drag(tile, { right: 0, down: -900 })
  expect((await place()).top).toBe(100)
  await alice.tap(en.growAction)
  await end()
})

it('keeps every button on the screen of a phone that is turned', async () => {
  await connect('Voice')
  await desk.page.locator(`iframe[name="${alice.name}"]`).evaluate((frame: HTMLElement) => {
    Object.assign(frame.style, { width: '667px', height: '375px' })
  })
  const buttons = alice.frame.locator('[class*="controls"] [role="button"]')
  const ends = await buttons.evaluateAll((all) => all.map((one) => innerHeight - one.getBoundingClientRect().bottom))
  expect(ends).toHaveLength(4)
  expect(Math.min(...ends)).toBeGreaterThan(0)
  await bob.tap('Hang up')
  await Promise.all([alice.isIdle(), bob.isIdle()])
})

it('floats over a page that stays usable, can be dragged, and comes back', async () => {
  await connect('Video')
  await alice.tap(en.shrinkAction)
  const tile = alice.control(en.growAction)
  await tile.waitFor()
  await Promise.all([alice.receives(true), bob.receives(true)])

  // the pages below: they follow the call, and their fields take what is typed
  const bar = alice.byID('call-bar').getByText(/^bob · 00:\d\d$/)
  await bar.waitFor()
  await alice.pages.openTab('people')
  await bar.waitFor()
  await tile.waitFor()
  await Promise.all([alice.receives(true), bob.receives(true)])
  await alice.byID('other').locator('input').fill('1')

  const before = await tile.boundingBox()
  await alice.drag(tile, { right: -120, down: 90 })
  await alice.until(
    async () => {
      const now = await tile.boundingBox()
      return !!before && !!now && now.x < before.x && now.y > before.y
    },
    () => 'the tile being elsewhere',
  )

  await tile.click()
  await alice.control('Hang up').waitFor()
  await alice.receives(true)

  // a call that ends while it floats leaves nothing over the page
  await alice.tap(en.shrinkAction)
  await bob.tap('Hang up')
  await Promise.all([alice.isIdle(), bob.isIdle()])
  await tile.waitFor({ state: 'detached' })
  await alice.seesNo(/^bob · /)
})

it('switches from video to voice at once, and to video with the other’s consent only', async () => {
  await connect('Video')
  await bob.tap(en.toVoice)
  await alice.sees(en.switchedToVoice)
  await Promise.all([alice, bob].map((one) => one.media(({ tracks }) => tracks === 1, 'one track, the microphone')))
  await Promise.all([alice.receives(false), bob.receives(false)])

  await alice.tap(en.toVideo)
  await bob.sees(withName(en.switchTitle, 'alice'))
  // a question opens no camera
  expect((await bob.stats()).tracks).toBe(1)
  await bob.tap('Decline')
  await alice.sees(withName(en.switchDeclined, 'bob'))
  expect((await Promise.all([alice.stats(), bob.stats()])).map(({ tracks }) => tracks)).toEqual([1, 1])

  await alice.tap(en.toVideo)
  await bob.sees(withName(en.switchTitle, 'alice'))
  await bob.tap('Accept')
  await Promise.all([alice.receives(true), bob.receives(true)])
  await end()
})
