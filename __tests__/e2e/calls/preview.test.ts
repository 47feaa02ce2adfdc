/** The own picture before the answer: which devices are open, counted on both phones, whatever becomes of the call. */
import { type Desk, setLab } from '../../support/simulator/desk/lab'
import type { DeskPhone } from '../../support/simulator/desk/phone'

jest.setTimeout(120_000)

const lab = setLab()
let alice: DeskPhone
let bob: DeskPhone

async function seat(faults = ''): Promise<Desk> {
  const desk = await lab.desk(['alice', 'bob'], faults ? { faults } : {})
  await desk.signInAll()
  const [first, second] = desk.phones
  if (!first || !second) throw new Error('two phones')
  alice = first
  bob = second
  return desk
}

async function callBob(): Promise<void> {
  await alice.call('bob', 'Video')
  await bob.sees('Incoming video call')
}

/** One camera is open on each phone, no microphone, and nothing is sent. */
async function expectPreviews(...people: DeskPhone[]): Promise<void> {
  for (const one of people) {
    await one.media(({ tracks }) => tracks === 1, 'the camera alone being open')
    expect(await one.stats()).toMatchObject({ pushers: 1, tracks: 1, peerConnections: 0, framesEncoded: 0 })
  }
}

it('is closed at once when the caller gives up, when the invitee declines, and when nobody answers', async () => {
  await seat()
  for (const [who, label] of [
    ['alice', 'Cancel'],
    ['bob', 'Decline'],
  ] as const) {
    await callBob()
    await expectPreviews(alice, bob)
    await (who === 'alice' ? alice : bob).tap(label)
    await Promise.all([alice.isIdle(), bob.isIdle()])
    expect([await alice.stats(), await bob.stats()]).toMatchObject([{ tracks: 0 }, { tracks: 0 }])
  }
})

it('becomes the picture of the call', async () => {
  await seat()
  await callBob()
  await expectPreviews(alice, bob)
  await bob.tap('Accept')
  await Promise.all([alice.receives(true), bob.receives(true)])
  await alice.tap('Hang up')
  await Promise.all([alice.isIdle(), bob.isIdle()])
})

it('is not asked for by a call that comes in, nor by an answer by voice: both are in a voice call then', async () => {
  await seat('phone-2:ask-camera')
  await callBob()
  await expectPreviews(alice)
  expect(await bob.stats()).toMatchObject({ tracks: 0 })
  await bob.tap('Voice only')
  await Promise.all([alice, bob].map((one) => one.sees(/^00:0\d$/)))
  await Promise.all([alice.receives(false), bob.receives(false)])
  for (const one of [alice, bob]) await one.media(({ tracks }) => tracks === 1, 'the microphone alone being open')
  await bob.tap('Hang up')
  await Promise.all([alice.isIdle(), bob.isIdle()])
})

it('goes with the camera, and microphone and camera that are off before the answer stay off', async () => {
  await seat()
  await callBob()
  await expectPreviews(alice, bob)
  await bob.tap('Camera on')
  await bob.media(({ tracks }) => tracks === 0, 'the camera being closed')
  await bob.tap('Mic on')
  await bob.tap('Accept')
  await bob.receives(true)
  expect(await bob.stats()).toMatchObject({ tracks: 0, framesEncoded: 0 })
  await alice.tap('Hang up')
  await Promise.all([alice.isIdle(), bob.isIdle()])
})
