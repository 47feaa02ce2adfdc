/** The call screen in windows of all sizes, and while the window changes: measured. */
import { isDrawn, layoutProblems } from '../../../scripts/photos/layout-rules'
import { SIZES } from '../../../scripts/photos/sizes'
import { setLab, type Desk } from '../../support/simulator/desk/lab'
import type { DeskPhone } from '../../support/simulator/desk/phone'
import { isOnline, tell, writeFullScreenApp } from '../../support/simulator/full-screen-app'

jest.setTimeout(180_000)

const lab = setLab({ writeApp: writeFullScreenApp, photographed: true })

/** In each size in turn, during one and the same call, in the languages with the longest words. */
async function problemsIn(desk: Desk, state: string, ...phones: DeskPhone[]): Promise<string[]> {
  const found: string[] = []
  const look = async ({ frame, user }: DeskPhone, size: string, language: string) => {
    await tell(frame, `setLanguage('${language}')`)
    await isDrawn(frame)
    const problems = await frame.evaluate(layoutProblems)
    found.push(...problems.map((problem) => `${state}, ${user}, ${size}, ${language}: ${problem}`))
  }
  for (const { name, device, turned } of SIZES) {
    await desk.page.evaluate((screen) => window.desk.setScreen(screen), { device, turned })
    for (const language of ['ja', 'en']) await Promise.all(phones.map((one) => look(one, name, language)))
  }
  return found
}

/** Whether the picture of alice that bob gets is wide. */
async function bobGets(bob: DeskPhone, isWide: boolean): Promise<void> {
  await bob.frame.waitForFunction((wide) => {
    const video = document.querySelector<HTMLVideoElement>('[id="alice_main"] video')
    return video !== null && video.videoWidth > 0 && video.videoWidth > video.videoHeight === wide
  }, isWide)
}

it('nothing is outside, cut off, or lies on something else; and the picture is sent as the phone is held', async () => {
  // those two are known, and away: they ring until the test is over
  const others = await lab.desk(['carol', 'dave'], { panel: 'none' })
  for (const one of others.phones) await isOnline(one.frame)
  await others.close()
  const desk = await lab.desk(['alice', 'bob'], { device: 'iphone', panel: 'none' })
  const [alice, bob] = desk.phones as [DeskPhone, DeskPhone]
  for (const one of desk.phones) await isOnline(one.frame)
  const found: string[] = []
  await tell(bob.frame, `setSelfInfo({ nickName: 'Bartholomew Okonkwo-Featherstonehaugh the Younger' })`)

  await tell(alice.frame, `call({ userID: 'bob', type: 2 })`)
  await bob.control('Accept').waitFor()
  found.push(...(await problemsIn(desk, 'calling and ringing', alice, bob)))
  await bob.tap('Accept')
  await Promise.all([alice.isConnected(), bob.isConnected()])
  found.push(...(await problemsIn(desk, 'a call', alice)))

  // the last window was upright
  await bobGets(bob, false)
  await desk.page.evaluate(() => window.desk.setScreen({ device: 'iphone', turned: true }))
  await bobGets(bob, true)
  await tell(alice.frame, `setVideoQuality({ resolution: '360p', orientation: 'vertical' })`)
  await bobGets(bob, false)
  await desk.page.evaluate(() => window.desk.setScreen({ device: 'iphone', turned: false }))
  await tell(alice.frame, `setVideoQuality({ resolution: '360p', orientation: 'horizontal' })`)
  await bobGets(bob, true)

  await alice.tap('Hang up')
  await Promise.all([alice.isMediaFree(), bob.isMediaFree()])
  await bob.frame.locator('[class*="call--full"]').waitFor({ state: 'detached' })

  await tell(alice.frame, `groupCall({ userIDList: ['bob', 'carol', 'dave'], type: 2 })`)
  await bob.tap('Accept')
  await Promise.all([alice.isConnected(), bob.isConnected()])
  found.push(...(await problemsIn(desk, 'a group', alice)))
  expect(found).toEqual([])
})
