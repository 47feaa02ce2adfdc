/** Calls whose page nobody sees: behind another page, and in the background. The media go on as if it were seen. */
import { en } from '../../../component/locales/en'
import { type Desk, setLab } from '../../support/simulator/desk/lab'
import type { DeskPhone } from '../../support/simulator/desk/phone'

jest.setTimeout(120_000)

const lab = setLab()
let desk: Desk
let alice: DeskPhone
let bob: DeskPhone

beforeEach(async () => {
  desk = await lab.desk(['alice', 'bob'])
  await desk.signInAll()
  ;[alice, bob] = desk.phones as [DeskPhone, DeskPhone]
})

const bothReceive = () => Promise.all([alice.receivesFrom(1, true), bob.receivesFrom(1, true)])
const bobSees = (event: string) =>
  bob.until(
    async () => (await bob.countOf(event)) > 0,
    () => event,
  )

async function callFromTile(): Promise<void> {
  await alice.call('bob', 'Video')
  await bob.sees('Incoming video call')
  await alice.tap(en.shrinkAction)
}

async function hangUp(): Promise<void> {
  await alice.tap(en.growAction)
  await alice.tap('Hang up')
  await Promise.all([alice.isIdle(), bob.isIdle()])
  expect(await alice.countOf('CALL_END')).toBe(1)
}

it('behind the settings, the callee answers, and the caller mutes and unmutes', async () => {
  await callFromTile()
  await alice.pages.openTab('me')
  // the live tags are there before its page is hidden in its turn
  await alice.frame
    .locator('[class*="call--floating"] wx-live-pusher, [class*="call--floating"] live-pusher')
    .waitFor({ state: 'attached' })
  await alice.pages.openFromMe('settings')
  await bob.tap('Accept')
  await bothReceive()
  await alice.run('getApp().globalData.calling.setMicMute(true)')
  await bobSees('USER_AUDIO_AVAILABLE alice off')
  await alice.run('getApp().globalData.calling.setMicMute(false)')
  await bothReceive()

  await alice.goBack()
  await alice.isConnected()
  await hangUp()
})

it('in the background, the callee answers', async () => {
  await callFromTile()
  await desk.control(alice).setForeground(false)
  await bob.tap('Accept')
  await bothReceive()

  await desk.control(alice).setForeground(true)
  await alice.isConnected()
  await hangUp()
})

it('in the background, the callee of a page with a call UI of its own answers', async () => {
  const line = (text: string | RegExp) => alice.frame.locator('#line').filter({ hasText: text }).waitFor()
  await alice.pages.openFromMe('own-ui')
  await line('Online, ready for calls')
  await alice.frame.locator('#callee input').fill('bob')
  await alice.frame.locator('#call').click()
  await bob.sees('Incoming video call')
  await desk.control(alice).setForeground(false)
  await bob.tap('Accept')
  await bothReceive()

  await desk.control(alice).setForeground(true)
  await line(/^bob · 00:\d\d$/)
  await bob.tap('Hang up')
  await line('Call ended')
  await Promise.all([alice.isMediaFree(), bob.isIdle()])
})
