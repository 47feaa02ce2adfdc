/** What happens to phones during a call, on both sides, by the buttons of the desk; media are counted by WebRTC. */
import { setTimeout } from 'node:timers/promises'
import { en } from '../../../component/locales/en'
import { setLab } from '../../support/simulator/desk/lab'
import type { DeskPhone } from '../../support/simulator/desk/phone'

jest.setTimeout(180_000)

const lab = setLab()

async function connect(caller: DeskPhone, callee: DeskPhone): Promise<void> {
  await caller.call(callee.user, 'Voice')
  await callee.tap('Accept')
  await Promise.all([caller, callee].map((one) => one.isConnected()))
  await Promise.all([caller, callee].map((one) => one.receives(false)))
}

it('a minute in the background on one line; suspensions, a closed floating window and a crash on another', async () => {
  const desk = await lab.desk(['alice', 'bob', 'carol', 'dave'], { panel: 'faults' })
  const [alice, bob, carol, dave] = desk.phones as [DeskPhone, DeskPhone, DeskPhone, DeskPhone]
  const press = (one: DeskPhone, name: string) =>
    desk.page.locator(`.fault-card[aria-label="${one.name}"]`).getByRole('button', { name }).click()
  const bothHear = (...people: DeskPhone[]) => Promise.all(people.map((one) => one.receives(false)))
  await desk.signInAll()
  await connect(alice, bob)
  await connect(carol, dave)

  await press(alice, 'To background')
  const begin = Date.now()

  // in turns: the one who called, and the one who was called
  for (const [one, other, begins, ends] of [
    [carol, dave, 'Suspend', 'Resume'],
    [dave, carol, 'Suspend', 'Resume'],
    [carol, dave, 'Phone call comes in', 'Phone call ends'],
    [dave, carol, 'Phone call comes in', 'Phone call ends'],
  ] as const) {
    await press(one, begins)
    await other.sees(en.waitingFor.replace('%s', one.user))
    await press(one, ends)
    await other.seesNo(en.waitingFor.replace('%s', one.user))
    await bothHear(carol, dave)
  }
  await press(carol, 'Close floating window')
  await dave.sees(en.waitingFor.replace('%s', carol.user))
  await press(carol, 'To foreground')
  await dave.seesNo(en.waitingFor.replace('%s', carol.user))
  await bothHear(carol, dave)

  await bothHear(alice, bob)
  await press(dave, 'Crash')
  await carol.sees(en.waitingFor.replace('%s', dave.user))
  await carol.frame.getByText(en.ended.peerLeft).first().waitFor({ timeout: 60_000 })
  expect(await carol.events()).toContainEqual(expect.stringMatching(/^CALL_END peer-left/))

  await setTimeout(begin + 60_000 - Date.now())
  await bothHear(alice, bob)
  await press(alice, 'To foreground')
  await bothHear(alice, bob)
  await alice.tap('Hang up')
  for (const one of [alice, bob]) {
    await one.isIdle()
    expect(await one.countOf('CALL_END')).toBe(1)
  }
})

it('a callee who opens the mini program while it is called: it rings, and is answered', async () => {
  const desk = await lab.desk(['alice', 'bob'], { panel: 'faults' })
  const [alice, bob] = desk.phones as [DeskPhone, DeskPhone]
  await desk.signInAll()
  await desk.control(bob).close()
  await alice.call('bob', 'Voice')
  await desk.control(bob).restart()
  await bob.ready()
  await bob.signIn()
  await bob.sees(en.incomingVoice)
  await bob.tap('Accept')
  await Promise.all([alice, bob].map((one) => one.isConnected()))
  await Promise.all([alice, bob].map((one) => one.receives(false)))
  await bob.tap('Hang up')
  await Promise.all([alice, bob].map((one) => one.isIdle()))
})
