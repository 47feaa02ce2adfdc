/** Where the sound comes out: the loudspeaker in a video call, the earpiece in a voice call, unless the user chose. */
import { CALL_TYPE } from '../../../lib/foundation/types'
import { setScene } from '../../support/town/scene'

const scene = setScene()

const isLoud = (): boolean => scene.alice.calling.state.self.handsFree

it.each([
  ['voice', CALL_TYPE.AUDIO, false],
  ['video', CALL_TYPE.VIDEO, true],
] as const)('a %s call', async (_, type, loud) => {
  const { alice, bob, town } = scene
  await town.connect(alice, bob, type)
  expect(isLoud()).toBe(loud)
})

describe('a video call that becomes a voice call', () => {
  it('because the camera is refused: the earpiece', async () => {
    const { alice, bob, town } = scene
    alice.wx.permissions['scope.camera'] = 'refused'
    await town.connect(alice, bob, CALL_TYPE.VIDEO)
    expect(alice.calling.state).toMatchObject({ type: CALL_TYPE.AUDIO, self: { handsFree: false } })
    expect(alice.calling.state.players[0]?.soundMode).toBe('ear')
    expect(bob.calling.state.self.handsFree).toBe(false)
  })

  it('because it crosses a voice call: the earpiece', async () => {
    const { alice, bob, town } = scene
    await Promise.all([
      alice.calling.call({ userID: 'bob', type: CALL_TYPE.VIDEO }),
      bob.calling.call({ userID: 'alice', type: CALL_TYPE.AUDIO }),
    ])
    await town.settle()
    expect(alice.calling.state).toMatchObject({
      status: 'connected',
      type: CALL_TYPE.AUDIO,
      self: { handsFree: false },
    })
  })

  it('after the user chose the loudspeaker: the loudspeaker', async () => {
    const { alice, bob, town } = scene
    await Promise.all([
      alice.calling.call({ userID: 'bob', type: CALL_TYPE.VIDEO }),
      bob.calling.call({ userID: 'alice', type: CALL_TYPE.AUDIO }),
    ])
    alice.calling.setHandsFree(true)
    await town.settle()
    expect(alice.calling.state).toMatchObject({ status: 'connected', type: CALL_TYPE.AUDIO, self: { handsFree: true } })
  })

  it('and the choice is forgotten with the call', async () => {
    const { alice, bob, town } = scene
    await town.connect(alice, bob, CALL_TYPE.VIDEO)
    alice.calling.setHandsFree(true)
    await alice.calling.hangup()
    await town.settle()
    alice.wx.permissions['scope.camera'] = 'refused'
    await town.connect(alice, bob, CALL_TYPE.VIDEO)
    expect(isLoud()).toBe(false)
  })
})
