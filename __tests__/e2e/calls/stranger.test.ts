/** A third phone enters the room of a 1v1 call by its number: a room lets in whoever knows it. */
import { type Desk, setLab } from '../../support/simulator/desk/lab'
import type { DeskPhone } from '../../support/simulator/desk/phone'

jest.setTimeout(120_000)

const lab = setLab()
let desk: Desk
let alice: DeskPhone
let bob: DeskPhone
let mallory: DeskPhone

/** Alice calls bob, and mallory gets to know the room. */
async function connect(media: 'Voice' | 'Video'): Promise<string> {
  desk = await lab.desk(['alice', 'bob', 'mallory'])
  await desk.signInAll()
  // as many as were asked for
  ;[alice, bob, mallory] = desk.phones as [DeskPhone, DeskPhone, DeskPhone]
  await alice.call('bob', media)
  await bob.sees(`Incoming ${media.toLowerCase()} call`)
  await bob.tap('Accept')
  await Promise.all([alice.receives(media === 'Video'), bob.receives(media === 'Video')])
  const room = await alice.read('getApp().globalData.calling.state.roomID')
  return String(room)
}

it.each(['Voice', 'Video'] as const)(
  '%s: the call ends on both phones, says why, and leaves no media on',
  async (media) => {
    const room = await connect(media)
    await mallory.join(room, media)
    await Promise.all([alice.isIdle(), bob.isIdle()])
    const lines = [...(await alice.events()), ...(await bob.events())]
    expect(lines.filter((line) => line.startsWith('CALL_END'))).toHaveLength(2)
    expect(lines.some((line) => line.startsWith('CALL_END stranger'))).toBe(true)
    expect(lines.some((line) => line.startsWith('ERROR STRANGER_IN_ROOM'))).toBe(true)
    await mallory.isMediaFree()
  },
)
