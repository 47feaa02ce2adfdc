/** A screen that is shared besides the camera, as a client on the web does it: a second stream, carried by the real SDK. */
import { setLab } from '../../support/simulator/desk/lab'

jest.setTimeout(120_000)

const lab = setLab()

it('is seen large, with the picture of who shares it small, until it is over', async () => {
  const desk = await lab.desk(['alice', 'bob'])
  await desk.signInAll()
  const [alice, bob] = desk.phones
  if (!alice || !bob) throw new Error('two phones')
  await alice.call('bob', 'Video')
  await bob.tap('Accept')
  await Promise.all([alice.receives(true), bob.receives(true)])

  await desk.control(bob).setScreenShare(true)
  await alice.media(({ players, seen }) => players === 2 && seen === 2, 'two pictures of bob')
  const screen = alice.frame.locator('[id="bob_aux"]')
  const camera = alice.frame.locator('[id="bob_main"]')
  await screen.waitFor({ state: 'visible' })
  const widthOf = async (what: typeof screen): Promise<number> => (await what.boundingBox())?.width ?? 0
  expect(await widthOf(screen)).toBeGreaterThan(2 * (await widthOf(camera)))
  await alice.tap('Swap the two pictures')
  await alice.until(
    async () => (await widthOf(camera)) > 2 * (await widthOf(screen)),
    () => 'the camera being large',
  )

  await desk.control(bob).setScreenShare(false)
  await alice.media(({ players }) => players === 1, 'one picture of bob')
  await alice.tap('Hang up')
  await Promise.all([alice.isIdle(), bob.isIdle()])
})
