/** The desk around the phones: how it is laid out, and what it says when something is wrong. */
import type { Page } from 'playwright-core'
import type { Desk } from '../../../simulator/src/desk/desk'
import type { Phone } from '../../../simulator/src/phone/phone'
import { startSimulator } from '../../../simulator/src/start'
import { setFixturePhone } from '../../support/simulator/fixture-phone'
import { FIXTURE } from '../../support/simulator/mini-program'

declare const desk: Desk
/** in a phone's frame */
declare const window: { phone: Phone }

jest.setTimeout(60_000)

const phone = setFixturePhone()

describe('the panel', () => {
  const scrolled = (selector: string) =>
    phone.desk.locator(selector).evaluate(({ scrollTop, clientHeight, scrollHeight }) => ({
      top: scrollTop,
      below: scrollHeight - scrollTop - clientHeight,
    }))

  it('opens a list at its newest row, and follows it from there', async () => {
    await phone.open()
    const setAll = '[...Array(60).keys()].forEach((count) => page.setData({ count }))'
    await phone.page(setAll)
    await phone.desk.getByRole('tab', { name: 'setData' }).click()
    await phone.desk.locator('.patch').nth(59).waitFor()
    // what stands above the list makes it smaller once, which shows in the next frame
    await phone.desk.locator('.rates dt').waitFor()
    expect((await scrolled('.data .rows')).below).toBeLessThan(1)
    await phone.page(setAll)
    await phone.desk.locator('.patch').nth(119).waitFor()
    expect((await scrolled('.data .rows')).below).toBeLessThan(1)
    // the oldest go when there are 300
    for (let round = 0; round < 8; round += 1) {
      await phone.page(setAll)
      expect((await scrolled('.data .rows')).below).toBeLessThan(1)
    }
    expect(await phone.desk.locator('.patch').count()).toBe(300)
  })

  it('opens the faults at the first phone', async () => {
    await phone.open('', { phones: '4' })
    await phone.desk.getByRole('tab', { name: 'Faults' }).click()
    expect((await scrolled('.faults')).top).toBe(0)
    expect((await scrolled('.faults')).below).toBeGreaterThan(0)
  })

  it('is opened and closed by its button, which says so', async () => {
    await phone.open()
    const button = phone.desk.getByRole('button', { name: 'Panel' })
    expect(await button.getAttribute('aria-expanded')).toBe('true')
    await button.click()
    expect(await button.getAttribute('aria-expanded')).toBe('false')
    expect(await phone.desk.getByRole('tablist').isVisible()).toBe(false)
  })
})

describe('a second device', () => {
  const state = (name: string) => phone.desk.evaluate((wanted) => desk.phone(wanted).state.get(), name)
  const connected = (name: string) =>
    phone.desk.frameLocator(`iframe[name="${name}"]`).locator('html[data-started]').waitFor({ state: 'attached' })

  it('inherits nothing from a phone of its name that an earlier page had', async () => {
    await phone.open('', { phones: '2' })
    phone.simulator.relay.setFaults('phone-3', { offline: true, delay: 300 })
    await phone.desk.getByRole('tab', { name: 'Faults' }).click()
    await phone.desk.getByRole('button', { name: 'Second device' }).first().click()
    await connected('phone-3')
    const [, , third] = phone.simulator.relay.snapshot().phones
    expect(third).toMatchObject({ phone: 'phone-3', faults: { offline: false, delay: 0 } })
    expect(await state('phone-3')).toMatchObject({ network: 'wifi', messageFaults: { delay: 0 } })
  })
})

describe('the address', () => {
  const faults = () => new URL(phone.desk.url()).searchParams.get('faults')

  it('keeps the faults that somebody set, over a reload, until they are ended', async () => {
    await phone.open('', { panel: 'faults', phones: '2' })
    const card = phone.desk.locator('.fault-card').first()
    const network = card.getByLabel('Network')
    await network.selectOption('3G')
    await card.getByLabel('Camera').selectOption('Denied')
    expect(faults()).toBe('phone-1:3g+deny-camera')
    await phone.desk.reload()
    await phone.desk.frameLocator('iframe[name="phone-1"]').locator('html[data-started]').waitFor({ state: 'attached' })
    expect(await phone.evaluate('new Promise((success) => wx.getNetworkType({ success }))')).toMatchObject({
      networkType: '3g',
    })
    await network.selectOption('Wi-Fi')
    expect(faults()).toBe('phone-1:deny-camera')
  })
})

describe('the phones', () => {
  afterEach(() => phone.desk.setViewportSize({ width: 1280, height: 720 }))

  it.each([
    [1440, 900],
    [1024, 768],
    [800, 600],
  ])('are two beside each other in a window of %d x %d, sharp at the edges', async (width, height) => {
    await phone.desk.setViewportSize({ width, height })
    await phone.open('', { phones: '2' })
    const stage = await phone.desk
      .locator('.stage')
      .evaluate((node) => [node.scrollWidth - node.clientWidth, node.scrollHeight - node.clientHeight])
    expect(stage).toEqual([0, 0])
    for (const screen of await phone.desk.locator('.screen').all()) {
      const box = await screen.boundingBox()
      expect([box?.width, box?.height].map((length) => (length ?? NaN) % 1)).toEqual([0, 0])
    }
  })

  it('keep their screens in place, whatever the page inside scrolls to', async () => {
    await phone.desk.setViewportSize({ width: 1024, height: 600 })
    await phone.open()
    const scrolledBy = await phone.desk.locator('.screen').evaluate((screen) => {
      screen.scrollTo(50, 50)
      return [screen.scrollLeft, screen.scrollTop]
    })
    expect(scrolledBy).toEqual([0, 0])
  })
})

describe('the desk says', () => {
  const notice = (page: Page) => page.locator('.notice')

  it('that another tab has the same phones, as long as it has', async () => {
    await phone.open()
    const other = await phone.newWindow()
    await other.goto(phone.desk.url())
    await notice(other).getByText('open in another tab').waitFor()
    await notice(phone.desk).getByText('open in another tab').waitFor()
    await other.close()
    await notice(phone.desk).waitFor({ state: 'detached' })
  })

  it('that the browser has no WebRTC, until that is closed', async () => {
    await phone.desk.goto('about:blank')
    const other = await phone.newWindow()
    await other.addInitScript('delete window.RTCPeerConnection')
    await other.goto(`${phone.simulator.url}?phones=1&lang=en`)
    await notice(other).getByText('has no WebRTC').waitFor()
    await notice(other).getByRole('button', { name: 'Close' }).click()
    expect(await notice(other).count()).toBe(0)
    await other.close()
  })

  it('that the browser gives no camera', async () => {
    await phone.desk.goto('about:blank')
    const other = await phone.newWindow()
    await other.addInitScript(() => {
      navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('not here', 'NotAllowedError'))
    })
    await other.goto(`${phone.simulator.url}?phones=1&lang=en&camera=real`)
    const frame = other.frameLocator('iframe[name="phone-1"]')
    await frame.locator('#pusher').waitFor({ state: 'attached' })
    await frame.locator('body').evaluate(() => window.phone.evaluate('wx.createLivePusherContext().startPreview()'))
    await notice(other).getByText('gives no camera').waitFor()
    await other.close()
  })

  it('why a phone could not start', async () => {
    await phone.desk.route('**/mini-program.json', (route) => route.abort())
    await phone.desk.goto(`${phone.simulator.url}?phones=1&lang=en`)
    await phone.bars.getByText('The phone could not start: TypeError: Failed to fetch').waitFor()
    await phone.desk.unroute('**/mini-program.json')
    await phone.bars.locator('.cover').getByRole('button', { name: 'Restart' }).click()
    await phone.desk.frameLocator('iframe[name="phone-1"]').locator('#count').waitFor()
  })

  it('that the server is gone, and begins anew with the next one', async () => {
    await phone.desk.goto('about:blank')
    const tab = await phone.newWindow()
    const first = await startSimulator({ exampleDir: FIXTURE, quiet: true })
    await tab.goto(`${first.url}?phones=1&lang=en`)
    const page = tab.frameLocator('iframe[name="phone-1"]').locator('#count')
    await page.waitFor()
    await first.close()
    await notice(tab).getByText('not reachable').waitFor()
    await tab.evaluate(() => desk.phone('phone-1').restart())
    await tab.locator('.cover').getByText('not reachable').waitFor()
    const second = await startSimulator({ exampleDir: FIXTURE, quiet: true, port: Number(new URL(first.url).port) })
    await page.waitFor()
    expect(await notice(tab).count()).toBe(0)
    await tab.close()
    await second.close()
  })
})
