/** Fingers and labels: what they point at, and what no longer is there. */
import type { Locator } from 'playwright-core'
import { setFixturePhone } from '../../support/simulator/fixture-phone'

jest.setTimeout(60_000)

const phone = setFixturePhone()

describe('a page above another', () => {
  it('has labels for its own controls, whatever ids the one below uses', async () => {
    await phone.open('pages/forms/forms')
    await phone.evaluate("wx.navigateTo({ url: '/pages/forms/forms' })")
    await phone.until('getCurrentPages().length === 2')
    const above = phone.frame.locator('.sim-page').last()
    await above.locator('#other-label').click()
    expect(await checked(above)).toBe(true)
    expect(await checked(phone.frame.locator('.sim-page').first())).toBe(false)
  })

  const checked = (page: Locator) => page.locator('#small-print input').isChecked()
})

describe('a finger', () => {
  it('may move on after the element it came down on has gone', async () => {
    await phone.open('pages/forms/forms')
    const box = await phone.desk.frameLocator('iframe[name="phone-1"]').locator('#submit').boundingBox()
    if (!box) throw new Error('#submit is not on the screen')
    const { mouse } = phone.desk
    await mouse.move(box.x + 20, box.y + 5)
    await mouse.down()
    await phone.frame.locator('#submit').evaluate((node) => node.remove())
    await mouse.move(box.x + 90, box.y + 5, { steps: 3 })
    await mouse.up()
    expect(await phone.log()).not.toContainEqual(expect.stringMatching(/^error/))
  })
})
