/** The media room and the devices: faults 28 to 31. */
import { KINDS, type Kind, pairs, setScene } from '../../../support/town/scene'
import type { Person } from '../../../support/town/town'

const scene = setScene()
const CALLERS = ['alice', 'bob'] as const

/** A call that `caller` starts and everybody accepts; what becomes of it depends on alice's phone. */
async function callAndAccept(caller: Person, kind: Kind, type: 1 | 2 = 1): Promise<void> {
  Object.assign(scene, { kind })
  await scene.call(caller, type)
  await scene.town.settle()
  // an accept is refused when the room fails at once
  for (const one of scene.party) if (one !== caller) await one.calling.accept().catch(() => undefined)
  await scene.town.settle()
}

/** Alice is out: one ERROR, one CALL_END; the others know, and the next call works. */
async function expectFailure(kind: Kind, error: object): Promise<void> {
  const { alice, bob, town } = scene
  town.expectIdle(alice)
  expect(alice.ends()).toEqual(['room-failed'])
  expect(alice.got('ERROR')).toMatchObject([error])
  if (kind === '1v1') {
    town.expectIdle()
    expect(bob.ends()).toEqual(['hangup'])
  }
  await town.pass(25_000)
  expect(alice.ends()).toHaveLength(1)
  await scene.endAll()
}

describe('fault 28: the room cannot be entered', () => {
  const codes = [-3301, -3307, -3308, -100006, -100013, -100015]
  const cases = pairs(codes, CALLERS).flatMap(([code, caller]) => KINDS.map((kind) => ({ code, caller, kind })))

  it.each(cases)('connecting, $kind, $caller called: code $code', async ({ code, caller, kind }) => {
    const { alice, town } = scene
    town.media.behaviour('alice').entryFailure = code
    await callAndAccept(scene[caller], kind)
    await expectFailure(kind, { reason: 'ENTER_ROOM_FAILED', code: 4001 })
    town.media.behaviour('alice').entryFailure = null
    await scene.expectNextCallWorks()
    expect(alice.got('ERROR')).toHaveLength(1)
  })

  it.each(pairs(CALLERS, KINDS))('connecting, %s called, %s: nothing at all for 10 s', async (caller, kind) => {
    const { alice, town } = scene
    town.media.behaviour('alice').silent = true
    await callAndAccept(scene[caller], kind)
    await town.pass(9900)
    expect(alice.calling.state.status).toBe('connecting')
    await town.pass(200)
    await expectFailure(kind, { reason: 'ENTER_ROOM_FAILED' })
    town.media.behaviour('alice').silent = false
    await scene.expectNextCallWorks()
  })

  it.each(pairs(CALLERS, KINDS))('connecting, %s called, %s: no url from the SDK', async (caller, kind) => {
    const { alice } = scene
    const installed = (globalThis as unknown as { wx: { createLivePusherContext: unknown } }).wx
    const create = installed.createLivePusherContext
    installed.createLivePusherContext = (context: unknown) => {
      if (context === alice.wx.context) throw new Error('no live-pusher here')
      return (create as (context: unknown) => unknown)(context)
    }
    await callAndAccept(scene[caller], kind)
    await expectFailure(kind, { reason: 'ENTER_ROOM_FAILED' })
    installed.createLivePusherContext = create
    await scene.expectNextCallWorks()
  })

  it.each(pairs(CALLERS, KINDS))('connected, %s called, %s: the room is lost for good', async (caller, kind) => {
    const { alice, town } = scene
    await scene.bring('connected', kind, { caller: scene[caller] })
    town.media.state('alice', -3301, 'enter room failed')
    await town.settle()
    expect(alice.got('ERROR')).toMatchObject([{ reason: 'MEDIA_LOST' }])
    expect(alice.ends()).toEqual(['room-failed'])
    await town.pass(5000)
    await scene.endAll()
    await scene.expectNextCallWorks()
  })

  it('connecting, on both sides', async () => {
    const { alice, bob, town } = scene
    for (const one of ['alice', 'bob']) town.media.behaviour(one).entryFailure = -3301
    await callAndAccept(alice, '1v1')
    town.expectIdle()
    expect([alice, bob].map((one) => one.ends().length)).toEqual([1, 1])
  })
})

describe('fault 29: a room failure and then 1019', () => {
  it.each(pairs(CALLERS, KINDS))('connecting, %s called, %s: still one CALL_END', async (caller, kind) => {
    const { alice, town } = scene
    Object.assign(town.media.behaviour('alice'), { entryFailure: -3301, leavesAfterFailure: true })
    await callAndAccept(scene[caller], kind)
    await expectFailure(kind, { reason: 'ENTER_ROOM_FAILED' })
    expect(alice.got('KICKED_OUT')).toEqual([])
    expect(alice.got('ERROR')).toHaveLength(1)
  })

  it('idle: native events of a room that was left change nothing', async () => {
    const { alice, town } = scene
    await scene.bring('connected')
    await alice.calling.hangup()
    await town.settle()
    const heard = alice.heard.length
    for (const code of [1018, 1019, 1021, 1031, 1032, 1033, -3301, -1301, -1302, -1307, 5000]) {
      town.media.state('alice', code, JSON.stringify({ userlist: [{ userid: 'bob', hasvideo: true, playurl: 'x' }] }))
    }
    await town.settle()
    expect(alice.heard).toHaveLength(heard)
    town.expectIdle()
  })
})

describe('fault 30: the camera is denied', () => {
  it.each(pairs(CALLERS, KINDS))(
    'connecting, %s called, %s, by the system: on as voice, with a warning',
    async (caller, kind) => {
      const { alice, town } = scene
      town.media.behaviour('alice').cameraDenied = true
      await callAndAccept(scene[caller], kind, 2)
      scene.expectTogether(...scene.party)
      expect(alice.got('ERROR')).toMatchObject([{ reason: 'CAMERA_DENIED', code: 4002 }])
      expect(alice.calling.state).toMatchObject({ cameraDenied: true })
      expect(alice.calling.state.self.camera).toBe(false)
      expect(town.media.published('alice')).toEqual({ video: false, audio: true })
      await town.pass(30_000)
      scene.expectTogether(...scene.party)
    },
  )

  it.each(pairs(CALLERS, KINDS))(
    'unsent and answering, %s called, %s, by permission: on as voice',
    async (caller, kind) => {
      const { alice } = scene
      alice.wx.permissions['scope.camera'] = 'refused'
      await callAndAccept(scene[caller], kind, 2)
      scene.expectTogether(...scene.party)
      expect(alice.got('ERROR')).toMatchObject([{ reason: 'CAMERA_DENIED' }])
      expect(alice.calling.state.cameraDenied).toBe(true)
      expect(scene.town.media.published('alice').video).toBe(false)
    },
  )

  it('connected: opened during the call, and denied then', async () => {
    const { alice, town } = scene
    await scene.bring('connected', '1v1', { type: 2 })
    alice.calling.closeCamera()
    await town.settle()
    town.media.behaviour('alice').cameraDenied = true
    alice.calling.openCamera()
    await town.settle()
    expect(alice.got('ERROR')).toMatchObject([{ reason: 'CAMERA_DENIED' }])
    expect(alice.calling.state.self.camera).toBe(false)
    scene.expectTogether(...scene.party)
  })
})

describe('fault 31: the microphone is denied', () => {
  it.each(KINDS)('unsent, %s, by permission: a clear error, nothing sent, nobody rings', async (kind) => {
    const { alice, town } = scene
    await scene.bring('unsent', kind)
    alice.wx.closeDialogs(false)
    await expect(scene.promise).rejects.toMatchObject({ reason: 'MICROPHONE_DENIED', code: 4003 })
    await town.settle()
    town.expectIdle()
    expect(town.chat.log).toEqual([])
    scene.expectEnds({ alice: ['microphone-denied'] })
  })

  it.each(KINDS)('answering, %s, by permission: a clear error, the inviter is told', async (kind) => {
    const { alice, bob, town } = scene
    await scene.bring('answering', kind)
    alice.wx.closeDialogs(false)
    await expect(scene.promise).rejects.toMatchObject({ reason: 'MICROPHONE_DENIED' })
    await town.settle()
    town.expectIdle(alice)
    expect(alice.ends()).toEqual(['microphone-denied'])
    expect(alice.got('ERROR')).toMatchObject([{ reason: 'MICROPHONE_DENIED' }])
    expect(bob.got('REJECT')).toMatchObject([{ invitee: 'alice' }])
    await scene.endAll()
  })

  it.each(pairs(CALLERS, KINDS))('connecting, %s called, %s, by the system: the call ends', async (caller, kind) => {
    const { alice, bob, town } = scene
    town.media.behaviour('alice').microphoneDenied = true
    await callAndAccept(scene[caller], kind)
    town.expectIdle(alice)
    expect(alice.ends()).toEqual(['microphone-denied'])
    expect(alice.got('ERROR')).toMatchObject([{ reason: 'MICROPHONE_DENIED' }])
    if (kind === '1v1') expect(bob.ends()).toEqual(['hangup'])
    await town.pass(25_000)
    await scene.endAll()
  })

  it.each(KINDS)('connected, %s, by the system: the call ends', async (kind) => {
    const { alice, town } = scene
    await scene.bring('connected', kind)
    alice.calling.setMicMute(true)
    await town.settle()
    town.media.behaviour('alice').microphoneDenied = true
    alice.calling.setMicMute(false)
    await town.settle()
    town.expectIdle(alice)
    expect(alice.ends()).toEqual(['microphone-denied'])
    await scene.endAll()
    town.media.behaviour('alice').microphoneDenied = false
    await scene.expectNextCallWorks()
  })
})
