/**
 * Alice and an old peer call each other, and his call wins. He says "busy" to her invitation, or, as the first TUICallKit
 * in mini programs does, nothing: then it rings on over there, and its end would be the end of the call.
 */
import { setScene } from '../../../support/town/scene'
import { DIALECTS } from '../../../support/chat/dialects'
import { OldPeer } from '../../../support/chat/old-peer'
import { deliveryOf, lose, traffic } from '../../../support/chat/wire'

const scene = setScene()
let otto: OldPeer

beforeEach(async () => {
  // DIALECTS is not empty
  const [dialect] = DIALECTS as [(typeof DIALECTS)[number]]
  otto = new OldPeer(scene.town, 'otto', dialect)
  await otto.signIn()
})
afterEach(() => otto.dispose())

/** @param answer what otto says to alice's invitation */
async function cross(answer: 'busy' | 'nothing'): Promise<void> {
  const { alice, town } = scene
  const invitations = town.chat.hold(deliveryOf('invite'))
  const called = alice.calling.call({ userID: 'otto' })
  await town.settle()
  otto.call('alice')
  await town.settle()
  invitations.stop()
  for (const hop of invitations.hops) if (answer === 'busy' || hop.from === 'otto') hop.release()
  await town.settle()
  await called
  expect([alice.calling.state.status, otto.state]).toEqual(['connected', 'connected'])
}

function cancels(): string[] {
  return traffic(scene.town.chat).filter((line) => line.endsWith('cancel'))
}

describe('he says nothing', () => {
  it('her invitation is withdrawn, but not at once: he may still be taking his own for the call', async () => {
    await cross('nothing')
    await scene.town.pass(4000)
    expect(cancels()).toEqual([])
    await scene.town.pass(2000)
    expect(cancels()).toEqual(['alice>otto cancel'])
    await scene.town.pass(60_000)
    expect(cancels()).toHaveLength(1)
    expect(scene.alice.calling.state.status).toBe('connected')
    await scene.endAll()
  })

  it.each(['alice', 'otto'])('%s hangs up before that: it is withdrawn then', async (who) => {
    await cross('nothing')
    await scene.town.pass(1000)
    if (who === 'alice') await scene.alice.calling.hangup()
    else otto.hangup()
    await scene.town.settle()
    expect(cancels()).toEqual(['alice>otto cancel'])
    scene.town.expectIdle()
    await scene.town.pass(60_000)
    expect(cancels()).toHaveLength(1)
  })

  it('he says "busy" late: nothing is withdrawn, and the call goes on', async () => {
    const held = scene.town.chat.hold(deliveryOf('reject', 'otto'))
    await cross('busy')
    await scene.town.pass(3000)
    held.stop()
    held.releaseAll()
    await scene.town.pass(60_000)
    expect(cancels()).toEqual([])
    expect(scene.alice.calling.state.status).toBe('connected')
    await scene.endAll()
  })
})

it('he says "busy": nothing is withdrawn', async () => {
  await cross('busy')
  await scene.town.pass(60_000)
  expect(cancels()).toEqual([])
  await scene.endAll()
})

it('his "busy" is lost: withdrawn, which he does not take for the end of the call', async () => {
  lose(scene.town.chat, 'reject', 'otto')
  await cross('busy')
  await scene.town.pass(60_000)
  expect(cancels()).toEqual(['alice>otto cancel'])
  expect([scene.alice.calling.state.status, otto.state]).toEqual(['connected', 'connected'])
  await scene.endAll()
})
