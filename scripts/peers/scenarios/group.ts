/** Group calls of three: we, they, and bob, who has our library. */
import { expectEqual, GROUP, VIDEO, VOICE } from './scene'
import type { Scenario, Scene } from './scene'

export const GROUPS: Scenario[] = [
  {
    name: 'group call of ours',
    async play(scene) {
      const { us, them } = scene
      const bob = await ourGroupCall(scene, VIDEO)
      expectEqual(bob.status, 'ringing', 'bob')
      await scene.theyAccept()
      await scene.weAccept(bob)
      scene.assertConnected()
      expectEqual(them.sees('bob'), true, 'they see bob')
      bob.hangup()
      await scene.run(2000)
      scene.assertConnected('after bob left')
      them.hangup()
      // the last peer that leaves without a word may come back for 3 s
      await scene.run(5000)
      scene.assertOver()
      expectEqual(us.count('CALL_END'), 1, 'our CALL_END')
    },
  },
  {
    name: 'group call of theirs',
    async play(scene) {
      const { us, them } = scene
      const bob = await theirGroupCall(scene, VIDEO)
      expectEqual(us.last('INVITED')?.isFromGroup, true, 'isFromGroup')
      await scene.weAccept()
      await scene.weAccept(bob)
      scene.assertConnected()
      expectEqual(bob.room, them.room, 'the room of bob')
      them.hangup()
      await scene.run(2500)
      expectEqual(us.status, 'connected', 'we, after they left')
      expectEqual(bob.status, 'connected', 'bob, after they left')
      bob.hangup()
      await scene.run(2500)
      scene.assertOver()
    },
  },
  {
    name: 'group call of theirs: we reject, bob is busy',
    async play(scene) {
      const bob = await scene.join('bob')
      const carl = await scene.join('carl')
      bob.call('carl', { type: VOICE, ...scene.room() })
      await scene.run(800)
      await scene.weAccept(carl)
      scene.them.groupCall([scene.us.userID, 'bob'], VOICE, GROUP)
      await scene.run(900)
      scene.us.reject()
      await scene.run(1500)
      scene.assertOver()
      scene.assertTheyHeard('busy')
      scene.assertTheyHeard('rejected', 'cancelled')
    },
  },
  {
    name: 'group call of theirs, nobody answers',
    async play(scene) {
      const bob = await theirGroupCall(scene, VOICE)
      expectEqual(scene.us.status, 'ringing', 'we')
      await scene.run(45_000)
      scene.assertOver()
      expectEqual(bob.status, 'idle', 'bob')
    },
  },
  {
    name: 'group call of ours: they reject, bob does not answer',
    async play(scene) {
      const bob = await ourGroupCall(scene, VOICE)
      scene.them.reject()
      await scene.run(1000)
      expectEqual(scene.them.isIdle, true, 'they are idle')
      expectEqual(bob.status, 'ringing', 'bob')
      await scene.run(45_000)
      scene.assertOver()
      expectEqual(bob.status, 'idle', 'bob')
    },
  },
  {
    name: 'group call of ours, we cancel',
    async play(scene) {
      const bob = await ourGroupCall(scene, VOICE)
      scene.us.hangup()
      await scene.run(1500)
      scene.assertOver()
      expectEqual(bob.status, 'idle', 'bob')
    },
  },
  {
    name: 'group call of theirs, they cancel',
    async play(scene) {
      const bob = await theirGroupCall(scene, VOICE)
      scene.them.hangup()
      await scene.run(1500)
      scene.assertOver()
      expectEqual(bob.status, 'idle', 'bob')
    },
  },
  {
    name: 'they invite us into a running group call',
    needs: ['inviteUser'],
    async play(scene) {
      const { us, them } = scene
      await scene.theyCallBob(VOICE)
      const attempt = them.inviteUser([us.userID])
      await scene.run(900)
      attempt.assertGranted('their inviteUser()')
      expectEqual(us.status, 'ringing', 'we')
      await scene.weAccept()
      scene.assertConnected()
    },
  },
  {
    name: 'we invite them into a running group call',
    async play(scene) {
      const { us, them } = scene
      const bob = await scene.callBob(VOICE)
      us.inviteUser({ userIDList: [them.userID], type: VOICE, groupID: GROUP })
      await scene.run(800)
      expectEqual(them.count('ringing'), 1, 'they ring')
      await scene.theyAccept()
      scene.assertConnected()
      expectEqual(them.sees('bob'), true, 'they see bob')
      bob.hangup()
      await scene.run(2000)
      scene.assertConnected('after bob left')
    },
  },
  {
    name: 'they join our running group call',
    needs: ['joinInGroupCall'],
    async play(scene) {
      const { us, them } = scene
      const bob = await scene.callBob(VOICE)
      const attempt = them.joinGroupCall(GROUP, us.calling.state.roomID, VOICE)
      await scene.run(1500)
      attempt.assertGranted('their joinInGroupCall()')
      expectEqual(them.room, us.room, 'their room')
      expectEqual(us.shows(them.userID), true, 'we see them')
      us.hangup()
      await scene.run(3000)
      expectEqual(us.status, 'idle', 'we')
      expectEqual(bob.status, 'connected', 'bob')
    },
  },
  {
    name: 'we join their running group call',
    async play(scene) {
      const { us, them } = scene
      const bob = await scene.theyCallBob(VOICE)
      us.joinGroupCall({ groupID: GROUP, roomID: Number(them.room.replace('int:', '')), type: VOICE })
      await scene.run(1500)
      scene.assertConnected()
      bob.hangup()
      await scene.run(4500)
      scene.assertConnected('after bob left')
    },
  },
  {
    name: 'group call of ours without a Chat group',
    async play(scene) {
      const { us, them } = scene
      const bob = await scene.join('bob')
      us.groupCall({ ...scene.room(), userIDList: [them.userID, 'bob'], type: VOICE })
      await scene.run(800)
      expectEqual(them.count('ringing'), 1, 'they ring')
      await scene.theyAccept()
      await scene.weAccept(bob)
      scene.assertConnected()
      bob.hangup()
      await scene.run(2500)
      scene.assertConnected('after bob left')
    },
  },
  {
    name: 'group call of theirs without a Chat group',
    needs: ['groupless'],
    async play(scene) {
      const { us, them } = scene
      const bob = await scene.join('bob')
      const attempt = them.groupCall([us.userID, 'bob'], VOICE)
      await scene.run(900)
      attempt.assertGranted('their groupCall()')
      scene.assertHeard('INVITED')
      expectEqual(us.last('INVITED')?.isFromGroup, true, 'isFromGroup')
      await scene.weAccept()
      await scene.weAccept(bob)
      scene.assertConnected()
      bob.hangup()
      await scene.run(2500)
      scene.assertConnected('after bob left')
    },
  },
]

/** Of ours, to them and bob, in the Chat group; both ring. */
async function ourGroupCall(scene: Scene, type: 1 | 2) {
  const bob = await scene.join('bob')
  const attempt = scene.us.groupCall({
    ...scene.room(),
    userIDList: [scene.them.userID, 'bob'],
    type,
    groupID: GROUP,
  })
  await scene.run(800)
  attempt.assertGranted('our groupCall()')
  expectEqual(scene.them.count('ringing'), 1, 'they ring')
  return bob
}

/** Of theirs, to us and bob, in the Chat group. */
async function theirGroupCall(scene: Scene, type: 1 | 2) {
  const bob = await scene.join('bob')
  const attempt = scene.them.groupCall([scene.us.userID, 'bob'], type, GROUP)
  await scene.run(900)
  attempt.assertGranted('their groupCall()')
  scene.assertHeard('INVITED')
  return bob
}
