/** Switches that cross while Chat takes longer than a request waits: both sides end with the same media. Fault 61. */
import { CALL_TYPE } from '../../../../lib/foundation/types'
import type { Delivery, Held } from '../../../support/chat/chat'
import { nameOfSignal, type MessageName } from '../../../support/chat/wire'
import { setScene } from '../../../support/town/scene'

const scene = setScene()

let held: Held<Delivery>

/** The call is connected, in voice, and what alice and bob send each other from now on is kept back. */
beforeEach(async () => {
  const { alice, bob, town } = scene
  await town.connect(alice, bob)
  held = town.chat.hold((hop): hop is Delivery => hop.kind === 'delivery')
})

/** The oldest of these that is kept back arrives. */
async function deliver(name: MessageName, from: string): Promise<void> {
  const at = held.hops.findIndex((hop) => hop.from === from && nameOfSignal(hop.signal) === name)
  expect({ name, from, at }).not.toEqual({ name, from, at: -1 })
  held.hops.splice(at, 1)[0]?.release()
  await scene.town.settle()
}

/** Everything arrives, and what it leads to. */
async function comeToRest(): Promise<void> {
  held.stop()
  held.releaseAll()
  await scene.town.pass(40_000)
}

function media(): unknown[] {
  return [scene.alice, scene.bob].map(({ calling: { state }, phone }) => [
    state.status,
    state.type,
    state.switchRequest,
    state.self.camera,
    scene.town.media.inRoom(phone) !== '',
  ])
}

const VOICE = ['connected', CALL_TYPE.AUDIO, 'none', false, true]
const VIDEO = ['connected', CALL_TYPE.VIDEO, 'none', true, true]

describe('fault 61: switches cross, later than a request waits', () => {
  it('a consent meets the next request, and the peer has gone back meanwhile: both are in voice', async () => {
    const { alice, bob, town } = scene
    await alice.calling.switchCallType(2)
    await town.pass(33_000)
    await alice.calling.switchCallType(2)
    await bob.calling.switchCallType(2)
    await deliver('switch', 'alice')
    await deliver('switch', 'bob')
    await deliver('cancel', 'alice')
    expect(bob.calling.state.type).toBe(CALL_TYPE.AUDIO)
    await bob.calling.switchCallType(2)
    // to bob's first request
    await deliver('accept', 'alice')
    // the way back to voice, and bob's second request
    await deliver('switch', 'bob')
    await deliver('switch', 'bob')
    await alice.calling.rejectSwitch()
    await comeToRest()
    expect(media()).toEqual([VOICE, VOICE])
  })

  it('a consent arrives when this side has asked again: both are in video', async () => {
    const { alice, bob, town } = scene
    await alice.calling.switchCallType(2)
    await town.pass(33_000)
    await deliver('switch', 'alice')
    await bob.calling.acceptSwitch()
    await alice.calling.switchCallType(2)
    await deliver('accept', 'bob')
    expect(alice.calling.state.type).toBe(CALL_TYPE.VIDEO)
    // the cancel of the first request is lost; the second one is still to come
    held.hops.splice(0, held.hops.length, ...held.hops.filter((hop) => nameOfSignal(hop.signal) !== 'cancel'))
    await comeToRest()
    expect(media()).toEqual([VIDEO, VIDEO])
  })

  it('both ask twice, and each first request was taken back: both are in video', async () => {
    const { alice, bob, town } = scene
    await alice.calling.switchCallType(2)
    await town.pass(33_000)
    await alice.calling.switchCallType(2)
    await deliver('switch', 'alice')
    await bob.calling.acceptSwitch()
    await deliver('switch', 'alice')
    await deliver('cancel', 'alice')
    expect(bob.calling.state.type).toBe(CALL_TYPE.AUDIO)
    await bob.calling.switchCallType(2)
    await town.pass(33_000)
    await bob.calling.switchCallType(2)
    // to alice's first request, which is over, and to her second one, for which she waits no more
    await deliver('accept', 'bob')
    await deliver('accept', 'bob')
    await comeToRest()
    const [one, other] = media()
    expect(one).toEqual(other)
  })
})
