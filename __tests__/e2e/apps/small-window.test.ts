/** WeChat's small window: the other's picture floats while the page with the call, or the mini program, is left. */
import { CALL_PAGE, PEOPLE, deskOf, events, hasPages, ring, stack, together } from '../../support/simulator/app-phones'
import { writeAppWithPages } from '../../support/simulator/app-with-pages'
import { type Desk, setLab } from '../../support/simulator/desk/lab'
import type { DeskPhone } from '../../support/simulator/desk/phone'

jest.setTimeout(120_000)

const lab = setLab({ writeApp: () => writeAppWithPages({ options: 'pictureInPicture: true' }) })

let desk: Desk

const windowOf = (one: DeskPhone) => desk.page.locator(`[data-phone="${one.name}"] .small-window`)
const tap = (one: DeskPhone, button: string) => windowOf(one).getByRole('button', { name: button }).click()
const ends = async (one: DeskPhone) => (await events(one)).filter((line) => line.startsWith('CALL_END'))

/** Bob has called alice, who is on a page without the component: the call page is in front. */
async function talk(): Promise<[DeskPhone, DeskPhone]> {
  desk = await deskOf(lab, ['alice', 'bob'])
  const [alice, bob] = desk.phones as [DeskPhone, DeskPhone]
  await alice.run("wx.navigateTo({ url: '/pages/plain/plain?n=1' })")
  await alice.sees('plain 1')
  await ring(bob, alice)
  await alice.tap('Accept')
  await together(alice, bob)
  return [alice, bob]
}

/** Pictures are drawn in it, one after the other. */
async function floats(one: DeskPhone): Promise<void> {
  const video = windowOf(one).locator('video')
  const time = () => video.evaluate((node) => (node as HTMLVideoElement).currentTime)
  await video.waitFor()
  const before = await time()
  await one.until(
    async () => (await time()) > before + 0.5,
    () => 'a picture that moves in the small window',
  )
  expect(await video.evaluate((node) => (node as HTMLVideoElement).videoWidth)).toBeGreaterThan(0)
}

const isGone = (one: DeskPhone) => windowOf(one).waitFor({ state: 'hidden' })

it('shrinking the call page leaves its picture on every page; a tap leads back; hanging up leaves the pages as before', async () => {
  const [alice, bob] = await talk()
  await alice.tap('Shrink')
  await floats(alice)
  expect(await stack(alice)).toEqual([PEOPLE, 'pages/plain/plain'])
  expect(await alice.read('wx.checkIsPictureInPictureActive()')).toBe(true)
  await alice.run('wx.navigateBack()')
  await alice.sees('people')
  await floats(alice)
  await together(alice, bob)
  expect(await alice.frame.getByText('Back to the call').count()).toBe(0)

  await tap(alice, 'Back to the page')
  await isGone(alice)
  expect(await stack(alice)).toEqual([PEOPLE, CALL_PAGE])
  await alice.tap('Hang up')
  await alice.isMediaFree()
  await hasPages(alice, [PEOPLE])
  expect([await ends(alice), await ends(bob)]).toEqual([['CALL_END hangup'], ['CALL_END hangup']])
})

it('its close button: the tags come to the page in front, and both go on seeing and hearing each other', async () => {
  const [alice, bob] = await talk()
  await alice.tap('Shrink')
  await alice.run('wx.navigateBack()')
  await alice.sees('people')
  await floats(alice)
  await tap(alice, 'Close')
  await isGone(alice)
  await together(alice, bob)
  expect([await ends(alice), await ends(bob)]).toEqual([[], []])
  await alice.tap('Back to the call')
  await alice.tap('Hang up')
  await alice.isMediaFree()
})

it('the other one hangs up: the window goes, and nothing is left of its page', async () => {
  const [alice, bob] = await talk()
  await alice.tap('Shrink')
  await floats(alice)
  await bob.tap('Hang up')
  await isGone(alice)
  await alice.isMediaFree()
  expect(await stack(alice)).toEqual([PEOPLE, 'pages/plain/plain'])
  expect(await alice.frame.locator(`[data-route="${CALL_PAGE}"]`).count()).toBe(0)
})

it('above a page that was opened over it, and above WeChat: the call goes on, and the way back ends it', async () => {
  const [alice, bob] = await talk()
  await alice.run("wx.navigateTo({ url: '/pages/plain/plain?n=2' })")
  await alice.sees('plain 2')
  await floats(alice)
  await alice.run('wx.navigateBack()')
  await isGone(alice)
  await desk.control(alice).setForeground(false)
  await floats(alice)
  await together(alice, bob)
  await tap(alice, 'Back to the page')
  await isGone(alice)
  await alice.tap('Hang up')
  await alice.isMediaFree()
  expect(await ends(bob)).toEqual(['CALL_END hangup'])
})
