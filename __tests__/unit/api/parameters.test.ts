/** What the host gives is looked at before anything is done with it. */
import { TRTCCalling } from '../../../lib/api/calling'
import { setScene } from '../../support/town/scene'

const scene = setScene()

describe('config.reconnectTimeout', () => {
  const create = (reconnectTimeout: unknown) => () =>
    new TRTCCalling({
      sdkAppID: 1400000000,
      userID: 'erin',
      userSig: 'x',
      type: 1,
      platform: scene.alice.platform,
      reconnectTimeout: reconnectTimeout as number,
    })

  it.each(['x', '30', -5, 0, NaN, Infinity, 1.5, 301, {}])('%p is refused', (value) => {
    expect(create(value)).toThrow(
      expect.objectContaining({ reason: 'INVALID_PARAMETER', message: expect.stringContaining('reconnectTimeout') }),
    )
  })

  it.each([undefined, null, 1, 30, 300])('%p is taken', (value) => {
    expect(create(value)).not.toThrow()
  })
})

describe('offlinePushInfo', () => {
  it.each(['title', 'description', 'androidOPPOChannelID', 'extension'])(
    '%s that is no string is refused',
    async (field) => {
      const offlinePushInfo = { [field]: { no: 'string' } }
      await expect(scene.alice.calling.call({ userID: 'bob', offlinePushInfo })).rejects.toMatchObject({
        reason: 'INVALID_PARAMETER',
        message: `offlinePushInfo.${field} is an object; expected a string.`,
      })
      await scene.expectUntouched()
    },
  )

  it('travels as it is, with what else Chat may understand', async () => {
    const { alice, bob, town } = scene
    const offlinePushInfo = { title: 'Alice', description: null, disablePush: false }
    await alice.calling.call({ userID: 'bob', offlinePushInfo: offlinePushInfo as never })
    await town.settle()
    expect(bob.calling.state.status).toBe('ringing')
    await alice.calling.hangup()
    await town.settle()
  })
})

it('on() after destroy() says so', () => {
  const { alice } = scene
  alice.calling.destroy()
  expect(() => alice.calling.on('INVITED', () => undefined)).toThrow(expect.objectContaining({ reason: 'DESTROYED' }))
})
