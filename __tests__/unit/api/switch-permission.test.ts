/** The camera is asked for when a request for video can be made, and not for one that is refused anyway. */
import { CALL_TYPE } from '../../../lib/foundation/types'
import { type Kind, setScene, type Situation } from '../../support/town/scene'

const scene = setScene()

/** Questions of WeChat to the user of the phone, so far. */
function questions(): number {
  return scene.alice.wx.called('getSetting').length
}

const NOT_CONNECTED = 'Only a connected 1v1 call can switch between voice and video.'

it.each<[Situation, Kind, 1 | 2, string]>([
  ['idle', '1v1', 1, NOT_CONNECTED],
  ['calling', '1v1', 1, NOT_CONNECTED],
  ['ringing', '1v1', 1, NOT_CONNECTED],
  ['connecting', '1v1', 1, NOT_CONNECTED],
  ['connected', 'group', 1, NOT_CONNECTED],
  ['connected', '1v1', 2, 'The call has that media type already.'],
])('%s, %s, of type %i: refused without a question', async (situation, kind, type, message) => {
  await scene.bring(situation, kind, { type })
  const before = questions()
  await expect(scene.alice.calling.switchCallType(CALL_TYPE.VIDEO)).rejects.toMatchObject({
    reason: 'INVALID_STATE',
    message,
  })
  expect(questions()).toBe(before)
  await scene.expectUntouched()
})

it('a second request, while the first one is open: refused without a question', async () => {
  await scene.bring('connected')
  await scene.alice.calling.switchCallType(CALL_TYPE.VIDEO)
  const before = questions()
  await expect(scene.alice.calling.switchCallType(CALL_TYPE.VIDEO)).rejects.toMatchObject({
    reason: 'INVALID_STATE',
    message: 'A request to switch the media is open already.',
  })
  expect(questions()).toBe(before)
})

it('a camera that is refused: the other side is not asked', async () => {
  await scene.bring('connected')
  scene.alice.wx.permissions['scope.camera'] = 'refused'
  await expect(scene.alice.calling.switchCallType(CALL_TYPE.VIDEO)).rejects.toMatchObject({ reason: 'CAMERA_DENIED' })
  await scene.town.settle()
  expect(scene.bob.got('CALL_TYPE_REQUEST')).toEqual([])
  expect(scene.alice.calling.state).toMatchObject({ status: 'connected', type: CALL_TYPE.AUDIO, switchRequest: 'none' })
})

it('a camera that is refused to a consent: the request stays open, for another try or a refusal', async () => {
  await scene.bring('connected')
  const { alice, bob, town } = scene
  await bob.calling.switchCallType(CALL_TYPE.VIDEO)
  await town.settle()
  alice.wx.permissions['scope.camera'] = 'refused'
  await expect(alice.calling.acceptSwitch()).rejects.toMatchObject({ reason: 'CAMERA_DENIED' })
  await town.settle()
  for (const one of [alice, bob])
    expect(one.calling.state).toMatchObject({ type: CALL_TYPE.AUDIO, status: 'connected' })
  expect(alice.calling.state.switchRequest).toBe('incoming')
  alice.wx.permissions['scope.camera'] = 'granted'
  await alice.calling.acceptSwitch()
  await town.settle()
  for (const one of [alice, bob])
    expect(one.calling.state).toMatchObject({ type: CALL_TYPE.VIDEO, self: { camera: true } })
})

it('a consent to nothing: refused without a question', async () => {
  await scene.bring('connected')
  const before = questions()
  await expect(scene.alice.calling.acceptSwitch()).rejects.toMatchObject({ reason: 'INVALID_STATE' })
  expect(questions()).toBe(before)
})

it('the call ends while the camera is asked for: ABORTED', async () => {
  await scene.bring('connected')
  const { alice, bob, town } = scene
  await bob.calling.switchCallType(CALL_TYPE.VIDEO)
  await town.settle()
  scene.leaveDialogsOpen()
  const consent = alice.calling.acceptSwitch()
  await bob.calling.hangup()
  await town.settle()
  alice.wx.closeDialogs(true)
  alice.wx.dialogsStayOpen = false
  await expect(consent).rejects.toMatchObject({ reason: 'ABORTED' })
})

it('a request that can be made: the camera is asked for first', async () => {
  await scene.bring('connected')
  const before = questions()
  await scene.alice.calling.switchCallType(CALL_TYPE.VIDEO)
  expect(questions()).toBeGreaterThan(before)
  expect(scene.alice.calling.state.switchRequest).toBe('outgoing')
})
