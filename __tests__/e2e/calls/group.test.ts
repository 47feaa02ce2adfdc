/** Group calls on four phones in a browser, with media between all of them. */
import { en } from '../../../component/locales/en'
import { type Desk, setLab } from '../../support/simulator/desk/lab'
import type { DeskPhone } from '../../support/simulator/desk/phone'

const lab = setLab()
let desk: Desk
let alice: DeskPhone
let bob: DeskPhone
let carol: DeskPhone
let dave: DeskPhone

beforeEach(async () => {
  desk = await lab.desk(['alice', 'bob', 'carol', 'dave'], { panel: 'none' })
  await desk.signInAll()
  ;[alice, bob, carol, dave] = desk.phones as [DeskPhone, DeskPhone, DeskPhone, DeskPhone]
})

async function answer(media: 'voice' | 'video', ...invitees: DeskPhone[]): Promise<void> {
  await Promise.all(
    invitees.map(async (invitee) => {
      await invitee.sees(`Incoming group ${media} call`)
      await invitee.tap('Accept')
      await invitee.isConnected()
    }),
  )
}

it('four see and hear each other; one leaves and joins again; the call outlives whoever began it', async () => {
  const all = desk.phones
  await alice.callSeveral(['bob', 'carol', 'dave'], 'Video')
  await answer('video', bob, carol, dave)
  await Promise.all(all.map((one) => one.receivesFrom(3, true)))
  await expectUpright(4, alice)

  await dave.tap('Hang up')
  await dave.isIdle()
  await Promise.all([alice, bob, carol].map((one) => one.receivesFrom(2, true)))
  await expectUpright(3, alice)

  await dave.join(await alice.readRoom(), 'Video')
  await Promise.all(all.map((one) => one.receivesFrom(3, true)))

  await alice.tap('Hang up')
  await Promise.all([bob, carol, dave].map((one) => one.receivesFrom(2, true)))
  await bob.tap('Hang up')
  await expectUpright(2, carol)
  await carol.tap('Hang up')
  // the last one is alone, which is no call
  await dave.sees(/Call ended/)
  for (const one of all) await one.isIdle()
  expect(await Promise.all(all.map((one) => one.countOf('CALL_END')))).toEqual([1, 1, 1, 2])
})

it('a fourth is invited into a running call, and heard by all; another one who declines changes nothing', async () => {
  await alice.callSeveral(['bob', 'carol'], 'Voice')
  await answer('voice', bob, carol)
  // not by the one who began the call
  await invite(bob, 'dave')
  await dave.tap('Decline')
  await dave.isIdle()
  await Promise.all([alice, bob, carol].map((one) => one.receivesFrom(2, false)))

  await invite(alice, 'dave')
  await answer('voice', dave)
  await Promise.all(desk.phones.map((one) => one.receivesFrom(3, false)))
  for (const one of [alice, bob, carol]) await one.tap('Hang up')
  for (const one of desk.phones) await one.isIdle()
})

/** Nobody's head is cut off: the pictures are upright, so their places must not be wide. */
async function expectUpright(people: number, one: DeskPhone): Promise<void> {
  const places = one.frame.locator('[class*="cell--grid"]')
  await one.until(
    async () => (await places.count()) === people,
    () => `${people} pictures`,
  )
  const shapes = await places.evaluateAll((nodes) => nodes.map((node) => node.clientWidth / node.clientHeight))
  expect(Math.max(...shapes)).toBeLessThan(people < 3 ? 0.8 : 1.25)
}

async function invite(inviter: DeskPhone, user: string): Promise<void> {
  await inviter.tap(en.inviteAction)
  await inviter.frame.getByRole('dialog').getByRole('checkbox', { name: user }).click()
  await inviter.frame.getByRole('button', { name: en.invite, exact: true }).click()
}
