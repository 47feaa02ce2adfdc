/** The states of the call screen, drawn by both renderers: they look the same. */
import { BothRenderers } from '../../support/simulator/both-renderers'
import { setLab } from '../../support/simulator/desk/lab'
import type { DeskPhone } from '../../support/simulator/desk/phone'
import { isOnline, tell, writeFullScreenApp } from '../../support/simulator/full-screen-app'

jest.setTimeout(180_000)

const lab = setLab({ writeApp: writeFullScreenApp, photographed: true })

/** A banner lasts as long as its reason, so it is put there: with all that one may have. */
const BANNER = JSON.stringify({ text: 'Your network is weak', settings: true })

it('looks the same in Skyline as in the WebView, state by state', async () => {
  const desk = await lab.desk(['alice', 'bob', 'carol'], { device: 'iphone', panel: 'none' })
  const [alice, bob, carol] = desk.phones as [DeskPhone, DeskPhone, DeskPhone]
  const renderers = new BothRenderers(desk.page)
  const look = renderers.compare.bind(renderers)
  await Promise.all(desk.phones.map(({ frame }) => isOnline(frame)))

  await tell(alice.frame, `call({ userID: 'bob', type: 2 })`)
  await bob.control('Accept').waitFor()
  await look('calling and ringing', alice, bob)
  await bob.tap('Accept')
  await Promise.all([alice.receives(true), bob.receives(true)])
  await look('two pictures', alice)
  await tell(alice.frame, `setData({ banner: ${BANNER} })`)
  await alice.sees('Your network is weak')
  await look('a weak network', alice)
  await tell(alice.frame, `setData({ banner: null })`)
  await alice.tap('Shrink')
  await look('shrunk to a picture', alice)
  await alice.tap('Back to the call')
  await alice.tap('Swap')
  await bob.tap('Camera on')
  await alice.frame.locator('[class*="tile__cover"]').first().waitFor()
  await look('swapped and a camera off', alice, bob)
  await bob.tap('Camera off')
  await desk.control(bob).setScreenShare(true)
  await alice.media(({ players, seen }) => players === 2 && seen === 2, 'two pictures of bob')
  await look('a shared screen', alice)
  await desk.control(bob).setScreenShare(false)
  await desk.control(alice).setNetwork('none')
  await alice.sees('Reconnecting')
  await look('reconnecting', alice)
  await desk.control(alice).setNetwork('wifi')
  await alice.seesNo('Reconnecting')
  await alice.tap('Hang up')
  await alice.sees(/^Call ended/)
  await look('ended', alice)
  await Promise.all([alice.isMediaFree(), bob.isMediaFree()])

  await tell(alice.frame, `call({ userID: 'bob', type: 1 })`)
  await bob.tap('Accept')
  await Promise.all([alice.isConnected(), bob.isConnected()])
  await alice.tap('To video')
  await bob.sees(/asks for video/)
  await look('asked for video', alice, bob)
  await bob.tap('Decline')
  await bob.tap('Shrink')
  await look('shrunk to an icon', bob)
  await alice.tap('Hang up')
  await Promise.all([alice.isMediaFree(), bob.isMediaFree()])

  const contacts = ['erin', 'frank', 'grace', 'heidi', 'ivan', 'judy'].map((userID) => ({ userID, nick: userID }))
  await tell(alice.frame, `setData({ contacts: ${JSON.stringify(contacts)} })`)
  await tell(alice.frame, `groupCall({ userIDList: ['bob', 'carol'], type: 2 })`)
  await carol.control('Accept').waitFor()
  await bob.tap('Accept')
  await alice.receivesFrom(1, true)
  await look('a group, and one still rings', alice, carol)
  await carol.tap('Accept')
  await alice.receivesFrom(2, true)
  await look('a group of three', alice)
  await alice.tap('Invite')
  await alice.frame.getByRole('dialog').getByRole('checkbox').first().click()
  await look('whom to invite', alice)

  expect(renderers.differences).toEqual({})
  expect(renderers.states).toBe(17)
})

it('says in the console panel what Skyline leaves out of a page’s styles', async () => {
  const desk = await lab.desk(['alice'], { renderer: 'skyline', panel: 'console' })
  // the one thing that the component leaves out on purpose
  await desk.page
    .getByText(/Skyline leaves this out: @media \(prefers-reduced-motion: reduce\)/)
    .first()
    .waitFor()
})
