/** 1v1 calls on phones in a browser, through visible buttons, with real media between them. */
import { type Desk, setLab } from '../../support/simulator/desk/lab'
import type { DeskPhone } from '../../support/simulator/desk/phone'

jest.setTimeout(120_000)

const lab = setLab()
let desk: Desk
let alice: DeskPhone
let bob: DeskPhone

async function seat(...users: string[]): Promise<DeskPhone[]> {
  desk = await lab.desk(users)
  await desk.signInAll()
  const [first, second] = desk.phones
  if (!first || !second) throw new Error('two phones at least')
  alice = first
  bob = second
  return desk.phones
}

async function connect(media: 'Voice' | 'Video', caller = alice, callee = bob): Promise<void> {
  await caller.call(callee.user, media)
  await callee.sees(`Incoming ${media.toLowerCase()} call`)
  await callee.sees(caller.user)
  await callee.tap('Accept')
  await Promise.all([caller, callee].map((one) => one.sees(/^00:0\d$/)))
}

/** Both are idle, and each has had this many CALL_ENDs. */
async function expectEnded(ends: number, ...people: DeskPhone[]): Promise<void> {
  for (const one of people) {
    await one.isIdle()
    expect({ who: one.user, ends: await one.countOf('CALL_END') }).toEqual({ who: one.user, ends })
  }
}

it('video: picture and sound both ways; the caller hangs up; a second call works and the callee hangs up', async () => {
  await seat('alice', 'bob')
  await connect('Video')
  await Promise.all([alice.receives(true), bob.receives(true)])
  await alice.tap('Hang up')
  await Promise.all([alice.sees(/Call ended/), bob.sees(/Call ended/)])
  await expectEnded(1, alice, bob)

  await connect('Video')
  await Promise.all([alice.receives(true), bob.receives(true)])
  await bob.tap('Hang up')
  await expectEnded(2, alice, bob)
})

it('voice: sound both ways and no camera, then in the other direction', async () => {
  await seat('alice', 'bob')
  await connect('Voice')
  await Promise.all([alice.receives(false), bob.receives(false)])
  expect(await alice.stats()).toMatchObject({ tracks: 1, framesDecoded: 0 })
  await bob.tap('Hang up')
  await expectEnded(1, alice, bob)

  await connect('Voice', bob, alice)
  await Promise.all([alice.receives(false), bob.receives(false)])
  await bob.tap('Hang up')
  await expectEnded(2, alice, bob)
})

it('the device buttons work, and the other side shows it', async () => {
  await seat('alice', 'bob')
  await connect('Video')
  await bob.receives(true)
  await alice.tap('Mic on')
  await alice.control('Mic off').waitFor()
  await alice.tap('Mic off')
  await alice.control('Mic on').waitFor()
  await alice.tap('Camera on')
  await alice.control('Camera off').waitFor()
  await alice.media(({ tracks }) => tracks <= 1, 'the camera being off')
  await alice.tap('Camera off')
  await alice.control('Camera on').waitFor()
  await bob.receives(false)
  await alice.tap('Flip')
  await alice.tap('Speaker on')
  await alice.control('Speaker off').waitFor()
  const seen = await bob.events()
  expect(seen.filter((line) => line.startsWith('USER_AUDIO_AVAILABLE alice off'))).toHaveLength(1)
  expect(seen.filter((line) => line.startsWith('USER_VIDEO_AVAILABLE alice off'))).toHaveLength(1)
  await alice.tap('Hang up')
  await expectEnded(1, alice, bob)
})

it('reject: both sides say so, and the next call works', async () => {
  await seat('alice', 'bob')
  await alice.call('bob', 'Video')
  await bob.tap('Decline')
  await Promise.all([alice.sees('Call declined'), bob.sees('Declined')])
  await expectEnded(1, alice, bob)
  await connect('Video')
  await alice.tap('Hang up')
  await expectEnded(2, alice, bob)
})

it('cancel: the callee stops ringing', async () => {
  await seat('alice', 'bob')
  await alice.call('bob', 'Voice')
  await bob.sees('Incoming voice call')
  await alice.tap('Cancel')
  await Promise.all([alice.sees('Cancelled'), bob.sees('Cancelled by the caller')])
  await expectEnded(1, alice, bob)
})

it('no answer in time: both sides say so', async () => {
  await seat('alice', 'bob')
  // the buttons would have it ring for 30 s
  await alice.run("getApp().globalData.calling.call({ userID: 'bob', type: 2, timeout: 3 })")
  await bob.sees('Incoming video call')
  await Promise.all([alice.sees('No answer'), bob.sees('Missed call')])
  await expectEnded(1, alice, bob)
  expect(await alice.countOf('CALLING_TIMEOUT bob')).toBe(1)
})

it('busy: a third phone calls during a call, is told so, and the call goes on', async () => {
  const [, , carol] = await seat('alice', 'bob', 'carol')
  if (!carol) throw new Error('three phones')
  await connect('Video')
  await carol.call('bob', 'Video')
  await carol.sees('Line busy')
  await expectEnded(1, carol)
  await Promise.all([alice.receives(true), bob.receives(true)])
  await alice.tap('Hang up')
  await expectEnded(1, alice, bob)
})
