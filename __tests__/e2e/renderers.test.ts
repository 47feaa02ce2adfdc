/** The states of the call screen, drawn by both renderers: they look the same. */
import { setLab, type DeskPhone } from '../support/simulator/desk-phones'
import { difference, isOnline, stillOf, tell, writeFullScreenApp } from '../support/simulator/full-screen-app'

jest.setTimeout(180_000)

/** Edges of letters and curves may fall otherwise: so many of the pixels, by more than so much of 255 in a colour. */
const MAX_PIXELS = 0.002
const STEP = 24

const lab = setLab(writeFullScreenApp)

type Pictures = Record<string, string>

/** Plays the states on three phones. @returns a still of each, by state and phone */
async function play(renderer: 'webview' | 'skyline'): Promise<Pictures> {
  const desk = await lab.desk(['alice', 'bob', 'carol'], { renderer, device: 'iphone', panel: 'none' })
  const [alice, bob, carol] = desk.phones as [DeskPhone, DeskPhone, DeskPhone]
  const pictures: Pictures = {}
  const shoot = async (state: string, ...phones: DeskPhone[]) => {
    for (const one of phones) pictures[`${state}, ${one.user}`] = await stillOf(desk.page, one.frame, one.name)
  }
  for (const one of desk.phones) await isOnline(one.frame)

  await tell(alice.frame, `call({ userID: 'bob', type: 2 })`)
  await bob.control('Accept').waitFor()
  await shoot('calling and ringing', alice, bob)
  await bob.tap('Accept')
  await Promise.all([alice.isConnected(), bob.isConnected()])
  await Promise.all([alice.receives(true), bob.receives(true)])
  await shoot('two pictures', alice)
  await alice.tap('Swap')
  await bob.tap('Camera on')
  await bob.control('Camera off').waitFor()
  await alice.frame.locator('[class*="tile__cover"]').first().waitFor()
  await shoot('swapped and a camera off', alice, bob)
  await alice.tap('Shrink')
  await shoot('shrunk', alice)
  await alice.tap('Back to the call')
  await alice.tap('Hang up')
  await alice.sees(/^Call ended/)
  await shoot('ended', alice)
  await Promise.all([alice.isMediaFree(), bob.isMediaFree()])

  await alice.frame.locator('[class*="call--full"]').waitFor({ state: 'detached' })
  await tell(alice.frame, `call({ userID: 'bob', type: 1 })`)
  await bob.tap('Accept')
  await Promise.all([alice.isConnected(), bob.isConnected()])
  await alice.tap('To video')
  await bob.sees(/asks for video/)
  await shoot('asked for video', alice, bob)
  await bob.tap('Decline')
  await bob.tap('Hang up')
  await Promise.all([alice.isMediaFree(), bob.isMediaFree()])
  await bob.frame.locator('[class*="call--full"]').waitFor({ state: 'detached' })

  await tell(alice.frame, `groupCall({ userIDList: ['bob', 'carol'], type: 2 })`)
  await carol.control('Accept').waitFor()
  await bob.tap('Accept')
  await alice.receivesFrom(1, true)
  await shoot('a group, and one still rings', alice, carol)
  await carol.tap('Accept')
  await Promise.all([alice.receivesFrom(2, true), carol.receivesFrom(2, true)])
  await shoot('a group of three', alice)
  await desk.close()
  return pictures
}

it('looks the same in Skyline as in the WebView, state by state', async () => {
  const webview = await play('webview')
  const skyline = await play('skyline')
  const desk = await lab.desk(['alice'], { panel: 'none' })
  const differences: Record<string, number> = {}
  for (const [state, picture] of Object.entries(webview)) {
    const part = await difference(desk.page, picture, skyline[state] ?? '', STEP)
    if (part > MAX_PIXELS) differences[state] = part
  }
  expect(differences).toEqual({})
})

it('says in the console panel what Skyline leaves out of a page’s styles', async () => {
  const desk = await lab.desk(['alice'], { renderer: 'skyline', panel: 'console' })
  // the one thing that the component leaves out on purpose
  await desk.page
    .getByText(/Skyline leaves this out: @media \(prefers-reduced-motion: reduce\)/)
    .first()
    .waitFor()
})
