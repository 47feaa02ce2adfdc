/** Calls in a browser while something goes wrong: networks, crashes, other devices, the background. */
import { en } from '../../../component/locales/en'
import { type Desk, setLab } from '../../support/simulator/desk/lab'
import type { DeskPhone } from '../../support/simulator/desk/phone'

const lab = setLab()
let desk: Desk
let alice: DeskPhone
let bob: DeskPhone

async function seat(...users: string[]): Promise<DeskPhone[]> {
  // ms until a phone that is gone counts as gone
  lab.simulator.relay.setDropAfter(1000)
  desk = await lab.desk(users)
  ;[alice, bob] = desk.phones as [DeskPhone, DeskPhone]
  return desk.phones
}

async function connect(media: 'Voice' | 'Video', callee = bob): Promise<void> {
  await alice.call(callee.user, media)
  await callee.tap('Accept')
  await Promise.all([alice, callee].map((one) => one.isConnected()))
  await Promise.all([alice, callee].map((one) => one.receives(media === 'Video')))
}

async function expectEnded(ends: number, ...people: DeskPhone[]): Promise<void> {
  for (const one of people) {
    await one.isIdle()
    expect({ phone: one.name, ends: await one.countOf('CALL_END') }).toEqual({ phone: one.name, ends })
  }
}

it('a network that goes and comes back: both sides say so, and the call goes on', async () => {
  await seat('alice', 'bob')
  await desk.signInAll()
  lab.simulator.relay.setDropAfter(20_000)
  await connect('Video')
  await desk.control(alice).setNetwork('none')
  await alice.sees(en.reconnecting)
  await desk.control(alice).setNetwork('4g')
  await alice.seesNo(en.reconnecting)
  await Promise.all([alice.receives(true), bob.receives(true)])
  expect(await bob.countOf('CALL_END')).toBe(0)
  await bob.tap('Hang up')
  await expectEnded(1, alice, bob)
})

it('a phone that crashes: the other side says that it waits, hangs up, and the next call works', async () => {
  await seat('alice', 'bob')
  await desk.signInAll()
  await connect('Video')
  await desk.control(bob).crash()
  // reconnectTimeout later it would by itself, see interruptions.test.ts
  await alice.sees(en.waitingFor.replace('%s', 'bob'))
  await alice.tap('Hang up')
  await expectEnded(1, alice)

  await desk.control(bob).restart()
  await bob.ready()
  await bob.signIn()
  await connect('Voice')
  await alice.tap('Hang up')
  await expectEnded(1, bob)
})

it('two devices of one account: what one answers or declines, the other stops ringing for', async () => {
  const [, , tablet] = await seat('alice', 'bob', 'bob@Android')
  if (!tablet) throw new Error('three phones')
  await desk.signInAll()
  await alice.call('bob', 'Video')
  await bob.sees('Incoming video call')
  await tablet.sees('Incoming video call')
  await tablet.tap('Accept')
  await bob.sees(en.ended.answeredElsewhere)
  await expectEnded(1, bob)
  await Promise.all([alice.receives(true), tablet.receives(true)])
  await alice.tap('Hang up')
  await expectEnded(1, alice, tablet)

  await alice.call('bob', 'Voice')
  await tablet.sees('Incoming voice call')
  await bob.tap('Decline')
  await tablet.sees(en.ended.rejectedElsewhere)
  await expectEnded(2, alice, bob, tablet)
})

it('the account signs in on another phone of the same kind: the first one’s call ends, and it says why', async () => {
  const [, , other] = await seat('alice', 'bob', 'bob')
  if (!other) throw new Error('three phones')
  await alice.signIn()
  await bob.signIn()
  await connect('Voice')
  await other.signIn()
  await bob.sees('Sign in again')
  await bob.isMediaFree()
  expect((await bob.events()).slice().reverse()).toEqual(
    expect.arrayContaining([expect.stringMatching(/^CALL_END kicked-out/), 'KICKED_OUT multipleAccount']),
  )
  // reconnectTimeout is as long as the tests' patience
  await alice.frame.getByText(en.ended.peerLeft).first().waitFor({ timeout: 60_000 })
  await expectEnded(1, alice)
  await connect('Voice', other)
  await alice.tap('Hang up')
  await expectEnded(1, other)
})

it('the background: the call goes on, or ends, as the settings say', async () => {
  await seat('alice', 'bob')
  await desk.signInAll()
  await connect('Voice')
  await desk.control(alice).setForeground(false)
  await bob.receives(false)
  await desk.control(alice).setForeground(true)
  await alice.tap('Hang up')
  await expectEnded(1, alice, bob)

  await alice.pages.openFromMe('settings')
  await alice.frame.locator('#background input').click()
  await connect('Voice')
  await desk.control(alice).setForeground(false)
  await bob.sees(/Call ended/)
  await expectEnded(2, bob)
  await desk.control(alice).setForeground(true)
  await expectEnded(2, alice)
  expect(await alice.events()).toContainEqual(expect.stringMatching(/^CALL_END background/))
})
