/** `state`, where something unusual could make it say what is not so. */
import { CALL_TYPE } from '../../../lib/foundation/types'
import { watch } from '../../../lib/reactive/computed'
import type { Person } from '../../support/town/town'
import { setScene } from '../../support/town/scene'

const scene = setScene()

describe('stopRemoteView() before the room is entered', () => {
  const hides = async (caller: Person, callee: Person, hide: () => void, before: 'calling' | 'ringing') => {
    await caller.calling.call({ userID: callee.userID, type: CALL_TYPE.VIDEO })
    await scene.town.settle()
    expect(scene.alice.calling.state.status).toBe(before)
    hide()
    await callee.calling.accept()
    await scene.town.settle()
  }

  it.each(['calling', 'ringing'] as const)('%s: the video stays hidden, as the state says', async (status) => {
    const { alice, bob } = scene
    const [caller, callee] = status === 'calling' ? [alice, bob] : [bob, alice]
    await hides(caller, callee, () => alice.calling.stopRemoteView('bob'), status)
    expect(alice.calling.state).toMatchObject({ members: [{ viewing: false }], players: [{ muteVideo: true }] })
    alice.calling.startRemoteView('bob')
    expect(alice.calling.state).toMatchObject({ members: [{ viewing: true }], players: [{ muteVideo: false }] })
  })

  it('and taken back: it is shown', async () => {
    const { alice, bob } = scene
    const thereAndBack = () => {
      alice.calling.stopRemoteView('bob')
      alice.calling.startRemoteView('bob')
    }
    await hides(alice, bob, thereAndBack, 'calling')
    expect(alice.calling.state).toMatchObject({ members: [{ viewing: true }], players: [{ muteVideo: false }] })
  })
})

describe('hideCallerAvatar', () => {
  const avatar = 'https://example.com/b.png'

  it.each([
    [true, ['', avatar, avatar]],
    [false, [avatar, avatar, avatar]],
  ])('%s: the avatar while it rings, when the user has answered, and in the call: %j', async (hides, seen) => {
    const { bob, town } = scene
    town.chat.addAccount('bob', { avatar })
    const erin = await town.signedIn('erin', { hideCallerAvatar: hides, phone: 'erin' })
    const shown = () => erin.calling.state.members.map((one) => one.avatar).join()
    Object.assign(erin.wx.permissions, { 'scope.record': 'not asked' })
    erin.wx.dialogsStayOpen = true
    await bob.calling.call({ userID: 'erin' })
    await town.settle()
    const avatars = [shown()]
    const answer = erin.calling.accept()
    await town.settle()
    avatars.push(shown())
    erin.wx.closeDialogs(true)
    await answer
    await town.settle()
    expect([...avatars, shown()]).toEqual(seen)
    await bob.calling.hangup()
    await town.settle()
  })
})

describe('userIDs that every object knows', () => {
  it.each(['constructor', 'toString', 'valueOf', 'hasOwnProperty', '__proto__'])(
    '%s is a member like any',
    async (name) => {
      const { alice, town } = scene
      town.chat.addAccount(name, { nick: 'Nick', avatar: '/n.png' })
      const peer = await town.signedIn(name)
      await town.connect(alice, peer, CALL_TYPE.VIDEO)
      expect(peer.calling.state.self).toMatchObject({ userID: name, nick: 'Nick', volume: 0, quality: 0 })
      expect(alice.calling.state.members).toEqual([
        {
          userID: name,
          nick: 'Nick',
          avatar: '/n.png',
          status: 'joined',
          away: false,
          hasVideo: true,
          hasAudio: true,
          viewing: true,
          volume: 0,
          quality: 0,
          streamID: `${name}_main`,
        },
      ])
      await peer.calling.hangup()
      await town.settle()
    },
  )
})

it('lastEnd is null in a call that has replaced another', async () => {
  const { alice, bob, town } = scene
  await scene.bring('ringing', 'group')
  town.crash(bob)
  await town.pass(2000)
  const again = await town.signedIn('bob', { phone: 'bob after a restart' })
  await again.calling.call({ userID: 'alice' })
  await town.settle()
  expect(alice.ends()).toEqual(['replaced'])
  expect(alice.calling.state).toMatchObject({ status: 'ringing', lastEnd: null })
  await alice.calling.reject()
  await town.settle()
  expect(alice.calling.state.lastEnd).toMatchObject({ reason: 'reject' })
  await town.pass(60_000)
})

it('duration counts on the second, however late a timer of the phone is', async () => {
  const { alice, bob, town } = scene
  const { platform } = alice
  const inTime = platform.setTimeout.bind(platform)
  platform.setTimeout = (callback, ms) => inTime(callback, ms + 300)
  await town.connect(alice, bob)
  const seen: number[] = []
  for (let at = 0.5; at < 4; at += 1) {
    await town.pass(at === 0.5 ? 500 : 1000)
    seen.push(alice.calling.state.duration)
  }
  expect(seen).toEqual([0, 1, 2, 3])
  await alice.calling.hangup()
  await town.settle()
})

describe('callID', () => {
  it('is the same for both from the first ring to the end, and gone when idle', async () => {
    const { alice, bob, town } = scene
    expect(alice.calling.state.callID).toBe('')
    await alice.calling.call({ userID: 'bob' })
    await town.settle()
    const { callID } = alice.calling.state
    expect(callID).not.toBe('')
    expect(bob.calling.state.callID).toBe(callID)
    await bob.calling.accept()
    await town.settle()
    expect([alice.calling.state.callID, bob.calling.state.callID]).toEqual([callID, callID])
    await alice.calling.hangup()
    await town.settle()
    expect([alice.calling.state.callID, bob.calling.state.callID]).toEqual(['', ''])
  })

  it('is another one after hangup() and call() in the same tick', async () => {
    const { alice, town } = scene
    await alice.calling.call({ userID: 'bob' })
    const { callID } = alice.calling.state
    const both = [alice.calling.hangup(), alice.calling.call({ userID: 'bob' })]
    expect(alice.calling.state.status).toBe('calling')
    expect(['', callID]).not.toContain(alice.calling.state.callID)
    await Promise.all(both)
    await alice.calling.hangup()
    await town.settle()
  })

  it('stays when crossing invitations become one call', async () => {
    const { alice, bob, town } = scene
    await Promise.all([alice.calling.call({ userID: 'bob' }), bob.calling.call({ userID: 'alice' })])
    const before = [alice.calling.state.callID, bob.calling.state.callID]
    await town.settle()
    expect(alice.calling.state.status).toBe('connected')
    expect([alice.calling.state.callID, bob.calling.state.callID]).toEqual(before)
    await alice.calling.hangup()
    await town.settle()
  })

  it('names a group call that was joined without an invitation, too', async () => {
    const { alice, town } = scene
    await alice.calling.joinInGroupCall({ roomID: 7 })
    const { callID } = alice.calling.state
    expect(callID).not.toBe('')
    await alice.calling.hangup()
    await alice.calling.joinInGroupCall({ roomID: 7 })
    expect(['', callID]).not.toContain(alice.calling.state.callID)
    await alice.calling.hangup()
    await town.settle()
  })
})

describe('who follows a list of the state', () => {
  it.each(['members', 'players', 'strangers'] as const)(
    'is told of %s when something in it is another, not each second',
    async (name) => {
      const { alice, bob, town } = scene
      await town.connect(alice, bob, CALL_TYPE.VIDEO)
      const { state } = alice.calling
      const heard: unknown[] = []
      const stop = watch(
        () => state[name],
        (now) => void heard.push(now),
      )
      const { duration } = state
      await town.pass(3000)
      alice.calling.setMicMute(true)
      await town.settle()
      expect(state.duration).toBe(duration + 3)
      expect(heard).toEqual([])
      bob.calling.closeCamera()
      alice.calling.stopRemoteView('bob')
      await town.settle()
      if (name === 'strangers') expect(heard).toEqual([])
      else expect(heard[heard.length - 1]).toEqual(state[name])
      stop()
      await alice.calling.hangup()
      await town.settle()
    },
  )
})
