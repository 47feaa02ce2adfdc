/** The own picture before the room, and the answer without it. */
import { CALL_TYPE } from '../../../lib/foundation/types'
import { Town, type Person } from '../../support/town/town'
import type { PersonOptions } from '../../support/town/person'

let town: Town
beforeEach(() => {
  jest.useFakeTimers()
  town = new Town()
})
afterEach(() => town.dispose())

/** What was begun, once everything that follows from it is over. */
async function done(what: Promise<unknown>): Promise<void> {
  await town.settle()
  await what
}

/** until the tag is on the page, and until the camera has its first picture */
const TAG_THERE = 300
const PICTURE_THERE = TAG_THERE + 300

async function callBob(
  options: { alice?: PersonOptions; bob?: PersonOptions; type?: 1 | 2; hostAsks?: boolean } = {},
): Promise<[Person, Person]> {
  const { alice: a = {}, bob: b = {}, type = CALL_TYPE.VIDEO, hostAsks = true } = options
  const alice = await town.signedIn('alice', a)
  const bob = await town.signedIn('bob', { ...(hostAsks && { ringingPreview: true }), ...b })
  void alice.calling.call({ userID: 'bob', type }).catch(() => undefined)
  await town.settle()
  return [alice, bob]
}

const pusherOf = ({ calling }: Person) => calling.state.pusher
const asked = ({ wx }: Person): unknown[] =>
  wx.called('authorize').map(({ args }) => (args[0] as { scope: string }).scope)

describe('the own picture before a video call is answered', () => {
  it('is there on both sides, without a url and without a microphone, and nobody else sees it', async () => {
    const [alice, bob] = await callBob()
    await town.pass(PICTURE_THERE)
    for (const person of [alice, bob]) {
      expect(pusherOf(person)).toMatchObject({ url: '', enableCamera: true, enableMic: false })
      expect(person.calling.state.self.hasPicture).toBe(true)
      expect(person.showsCamera).toBe(true)
      expect(town.media.publishing(person.phone)).toBe(false)
    }
    await done(alice.calling.hangup())
  })

  it('is said to be there with its first picture, and not when the camera opens: a tag is black until then', async () => {
    const [alice, bob] = await callBob()
    const hasPicture = () => [alice, bob].map(({ calling }) => calling.state.self.hasPicture)
    await town.pass(TAG_THERE)
    alice.calling.onPusherEvent({ type: 'statechange', detail: { code: 1003, message: 'camera opened' } })
    bob.calling.onPusherEvent({ type: 'statechange', detail: { code: 1007, message: 'first frame captured' } })
    expect(hasPicture()).toEqual([false, true])
    await town.pass(299)
    expect(hasPicture()).toEqual([false, true])
    await town.pass(1)
    expect(hasPicture()).toEqual([true, true])
    await done(alice.calling.hangup())
  })

  it.each(['cancel', 'reject', 'timeout', 'destroy'])('is gone at once on both sides: %s', async (how) => {
    const [alice, bob] = await callBob()
    await town.pass(PICTURE_THERE)
    if (how === 'cancel') await done(alice.calling.hangup())
    if (how === 'reject') await done(bob.calling.reject())
    if (how === 'timeout') await town.pass(40_000)
    if (how === 'destroy') alice.calling.destroy()
    await town.settle()
    expect([alice, bob].map((person) => [person.showsCamera, pusherOf(person)])).toEqual([
      [false, null],
      [false, null],
    ])
  })

  it('becomes the picture of the call: the tag stays, and the camera is not closed in between', async () => {
    const [alice, bob] = await callBob()
    await town.pass(PICTURE_THERE)
    await done(bob.calling.accept())
    await town.settle()
    for (const person of [alice, bob]) {
      expect(pusherOf(person)).toMatchObject({ enableCamera: true, enableMic: true })
      expect(pusherOf(person)?.url).not.toBe('')
      expect(person.wx.called('LivePusherContext.stopPreview')).toEqual([])
      expect(town.media.published(person.phone)).toEqual({ video: true, audio: true })
    }
    await done(alice.calling.hangup())
  })

  it('is asked for by the one who calls, as before, and never by a call that comes in', async () => {
    const permissions = { 'scope.camera': 'not asked' } as const
    const [alice, bob] = await callBob({ alice: { wx: { permissions } }, bob: { wx: { permissions } } })
    await town.pass(PICTURE_THERE)
    expect([asked(alice), pusherOf(alice)?.url]).toEqual([['scope.camera'], ''])
    expect([asked(bob), pusherOf(bob)]).toEqual([[], null])
    await done(alice.calling.hangup())
  })

  it('stays away where the camera was refused, or the privacy terms were not agreed to', async () => {
    const [, bob] = await callBob({ bob: { wx: { permissions: { 'scope.camera': 'refused' } } } })
    await town.pass(PICTURE_THERE)
    expect(pusherOf(bob)).toBeNull()
    const carol = await town.signedIn('carol', { wx: { privacy: 'disagree' } })
    const dave = await town.signedIn('dave')
    await done(dave.calling.call({ userID: 'carol', type: 2 }))
    await town.pass(PICTURE_THERE)
    expect(pusherOf(carol)).toBeNull()
    expect(carol.wx.called('requirePrivacyAuthorize')).toEqual([])
    await done(Promise.all([bob.calling.reject(), dave.calling.hangup()]))
  })

  it.each(['getSetting', 'getPrivacySetting'])('stays away where WeChat does not answer %s', async (api) => {
    const bob = await town.signedIn('bob', { ringingPreview: true, wx: { privacy: 'agree' } })
    const { wx } = bob.wx as unknown as { wx: Record<string, unknown> }
    wx[api] = ({ fail }: { fail: () => void }) => fail()
    const alice = await town.signedIn('alice')
    await done(alice.calling.call({ userID: 'bob', type: 2 }))
    await town.pass(PICTURE_THERE)
    expect([pusherOf(bob), bob.showsCamera]).toEqual([null, false])
    await done(alice.calling.hangup())
  })

  it('of a call that comes in is there only where the host asks for it: nobody opens a camera from afar', async () => {
    const [alice, bob] = await callBob({ hostAsks: false })
    await town.pass(PICTURE_THERE)
    expect([pusherOf(alice)?.url, pusherOf(bob), bob.showsCamera]).toEqual(['', null, false])
    await done(alice.calling.hangup())
  })

  it('is not there in a voice call, and goes when the camera is turned off; it comes back with it', async () => {
    const [alice, bob] = await callBob()
    await town.pass(PICTURE_THERE)
    for (const person of [alice, bob]) {
      person.calling.closeCamera()
      expect([pusherOf(person), person.showsCamera]).toEqual([null, false])
      person.calling.openCamera()
      await town.pass(PICTURE_THERE)
      expect([pusherOf(person)?.url, person.showsCamera]).toEqual(['', true])
    }
    await done(alice.calling.hangup())
    await town.settle()
    await done(alice.calling.call({ userID: 'bob', type: 1 }))
    await town.pass(PICTURE_THERE)
    expect([pusherOf(alice), pusherOf(bob)]).toEqual([null, null])
    await done(alice.calling.hangup())
  })

  it('is not there in the background', async () => {
    const [alice, bob] = await callBob()
    await town.pass(PICTURE_THERE)
    bob.wx.app('hide')
    expect([pusherOf(bob), bob.showsCamera]).toEqual([null, false])
    bob.wx.app('show')
    await town.pass(PICTURE_THERE)
    expect([pusherOf(bob)?.url, bob.showsCamera]).toEqual(['', true])
    await done(alice.calling.hangup())
  })

  it('is tried again until the tag is on the page, and not for ever', async () => {
    const [alice] = await callBob()
    const failing = jest.fn(({ fail }: { fail: () => void }) => fail())
    const { wx } = alice
    Object.assign(wx.wx, { createLivePusherContext: () => ({ startPreview: failing, stopPreview: () => undefined }) })
    await town.pass(20_000)
    expect(failing).toHaveBeenCalledTimes(10)
    await done(alice.calling.hangup())
  })
})

describe('a video call that is answered by voice', () => {
  it('is voice on both sides, and the camera is neither asked for nor opened', async () => {
    const permissions = { 'scope.record': 'not asked', 'scope.camera': 'not asked' } as const
    const [alice, bob] = await callBob({ bob: { wx: { permissions } } })
    await done(bob.calling.accept({ type: 1 }))
    await town.settle()
    expect([alice, bob].map(({ calling }) => [calling.state.status, calling.state.type])).toEqual([
      ['connected', 1],
      ['connected', 1],
    ])
    expect(asked(bob)).toEqual(['scope.record'])
    expect(bob.wx.called('LivePusherContext.startPreview')).toEqual([])
    expect([alice, bob].map(({ phone }) => town.media.published(phone).video)).toEqual([false, false])
    expect([alice, bob].map((person) => person.got('CALL_MODE'))).toEqual([[{ type: 1 }], [{ type: 1 }]])
    expect(bob.got('ERROR')).toEqual([])
    await done(alice.calling.hangup())
  })

  it('closes a preview that was there', async () => {
    const [alice, bob] = await callBob()
    await town.pass(PICTURE_THERE)
    await done(bob.calling.accept({ type: 1 }))
    expect(bob.showsCamera).toBe(false)
    await town.settle()
    expect([alice, bob].map(({ calling }) => calling.state.pusher?.enableCamera)).toEqual([false, false])
    await done(alice.calling.hangup())
  })

  it('of a group goes on in video for the others', async () => {
    const [alice, bob, carol] = [await town.signedIn('alice'), await town.signedIn('bob'), await town.signedIn('carol')]
    await done(alice.calling.groupCall({ userIDList: ['bob', 'carol'], type: 2 }))
    await town.settle()
    await done(bob.calling.accept({ type: 1 }))
    await done(carol.calling.accept())
    await town.settle()
    const video = ({ phone }: Person): boolean => town.media.published(phone).video
    expect([alice, bob, carol].map(video)).toEqual([true, false, true])
    expect(bob.calling.state.cameraDenied).toBe(false)
    for (const person of [bob, carol, alice]) await done(person.calling.hangup().catch(() => undefined))
  })

  it('can become video afterwards, with the consent of both', async () => {
    const [alice, bob] = await callBob()
    await done(bob.calling.accept({ type: 1 }))
    await town.settle()
    await done(bob.calling.switchCallType(2))
    await town.settle()
    await done(alice.calling.acceptSwitch())
    await town.settle()
    expect([alice, bob].map(({ phone }) => town.media.published(phone).video)).toEqual([true, true])
    await done(alice.calling.hangup())
  })
})

describe('devices that are turned off before the answer', () => {
  it('stay off: the camera is not asked for, and nobody is told that it was refused', async () => {
    const permissions = { 'scope.camera': 'not asked' } as const
    const [alice, bob] = await callBob({ bob: { wx: { permissions } } })
    bob.calling.closeCamera()
    bob.calling.setMicMute(true)
    await done(bob.calling.accept())
    await town.settle()
    expect(asked(bob)).toEqual([])
    expect(town.media.published('bob')).toEqual({ video: false, audio: false })
    expect(bob.calling.state).toMatchObject({ type: 2, cameraDenied: false, self: { camera: false, mic: false } })
    expect(bob.got('ERROR')).toEqual([])
    await done(alice.calling.hangup())
  })

  it('ask when they are turned on in the call, and a refusal is told', async () => {
    const permissions = { 'scope.camera': 'not asked' } as const
    const [alice, bob] = await callBob({ bob: { wx: { permissions } } })
    bob.calling.closeCamera()
    await done(bob.calling.accept())
    await town.settle()
    bob.calling.openCamera()
    await town.settle()
    expect(asked(bob)).toEqual(['scope.camera'])
    expect(town.media.published('bob').video).toBe(true)
    bob.calling.closeCamera()
    await town.settle()
    expect(town.media.published('bob').video).toBe(false)
    await done(alice.calling.hangup())
    await town.settle()

    bob.wx.permissions['scope.camera'] = 'refused'
    await done(alice.calling.call({ userID: 'bob', type: 2 }))
    await town.settle()
    bob.calling.closeCamera()
    await done(bob.calling.accept())
    await town.settle()
    bob.calling.openCamera()
    await town.settle()
    expect(bob.calling.state).toMatchObject({ cameraDenied: true, self: { camera: false } })
    expect(bob.got('ERROR').map(({ reason }) => reason)).toEqual(['CAMERA_DENIED'])
    await done(alice.calling.hangup())
  })
})
