/** Two things at once, and what arrives late. */
import { expectEqual, VIDEO, VOICE } from './scene'
import type { Scenario, Scene } from './scene'

export const RACES: Scenario[] = [
  {
    name: 'we hang up in the first second',
    async play(scene) {
      await scene.weCall(VIDEO)
      scene.them.accept()
      await scene.run(500)
      scene.us.hangup()
      await scene.run(4000)
      scene.assertOver()
    },
  },
  {
    name: 'our hangup arrives after they saw us leave',
    async play(scene) {
      await scene.connect('we', VIDEO)
      await hangUpLate(scene)
    },
  },
  {
    name: 'a call of 0 s, our hangup arrives after they saw us leave',
    async play(scene) {
      await scene.weCall(VIDEO)
      scene.them.accept()
      await scene.run(400)
      await hangUpLate(scene)
    },
  },
  {
    name: 'group call of ours without a Chat group, our hangup arrives after they saw us leave',
    async play(scene) {
      const { us, them } = scene
      const bob = await scene.join('bob')
      us.groupCall({ ...scene.room(), userIDList: [them.userID, 'bob'], type: VOICE })
      await scene.run(800)
      bob.reject()
      await scene.theyAccept()
      await hangUpLate(scene)
    },
  },
  {
    name: 'they call, we hang up before they see us in the room',
    async play(scene) {
      await scene.theyCall(VIDEO)
      scene.us.accept()
      await scene.run(30)
      scene.us.hangup()
      await scene.run(4000)
      scene.assertOver()
    },
  },
  {
    name: 'they hang up and call again at once',
    async play(scene) {
      const { us, them } = scene
      await scene.connect('they', VOICE)
      them.hangup()
      await scene.run(60)
      const attempt = them.call(us.userID, VOICE)
      await scene.run(1500)
      if (attempt.refusal) {
        // its own hangup is not over yet: its user tries once more
        await scene.run(1000)
        them.call(us.userID, VOICE)
        await scene.run(800)
      }
      expectEqual(us.status, 'ringing', 'we')
      await scene.weAccept()
      await scene.run(3000)
      scene.assertConnected()
    },
  },
  {
    name: 'we hang up and call again at once',
    async play(scene) {
      const { us, them } = scene
      await scene.connect('we', VOICE)
      us.hangup()
      await scene.run(100)
      us.call(them.userID, { type: VOICE, ...scene.room() })
      await scene.run(1500)
      if (us.count('LINE_BUSY') > 0) {
        // they have not noticed our hangup yet: our user tries once more
        await scene.run(1500)
        us.call(them.userID, { type: VOICE, ...scene.room() })
        await scene.run(800)
      }
      expectEqual(us.status, 'calling', 'we')
      await scene.theyAccept()
      await scene.run(3000)
      scene.assertConnected()
    },
  },
  {
    name: 'both call each other',
    async play(scene) {
      const { us, them } = scene
      us.call(them.userID, { type: VIDEO, ...scene.room() })
      them.call(us.userID, VIDEO)
      await scene.run(3000)
      if (us.status !== 'connected') {
        // they said "busy", and their call rings here
        expectEqual(us.status, 'ringing', 'we')
        await scene.weAccept()
      }
      scene.assertConnected()
      await scene.run(57_000)
      scene.assertConnected('a minute later')
    },
  },
  {
    name: 'both hang up at once',
    async play(scene) {
      await scene.connect('we', VIDEO)
      scene.us.hangup()
      scene.them.hangup()
      await scene.run(5000)
      scene.assertOver()
      scene.assertHeard('CALL_END')
      expectEqual(scene.them.count('ringing'), 1, 'they ring')
    },
  },
  {
    name: 'they cancel as we accept',
    async play(scene) {
      await scene.theyCall(VIDEO)
      scene.us.accept()
      scene.them.hangup()
      await scene.run(30_000)
      scene.assertOver()
    },
  },
  {
    name: 'we cancel as they accept',
    async play(scene) {
      await scene.weCall(VIDEO)
      scene.them.accept()
      scene.us.hangup()
      await scene.run(30_000)
      scene.assertOver()
    },
  },
]

/** They see us leave the room 1.5 s before the message comes; it must not ring as a new call. */
async function hangUpLate(scene: Scene): Promise<void> {
  const { us, them, world } = scene
  expectEqual(us.status, 'connected', 'we')
  const before = them.count('ringing')
  world.chat.delay = (_message, to) => (to === them.userID ? 1500 : 1)
  us.hangup()
  await scene.run(5000)
  expectEqual(them.count('ringing'), before, 'they ring')
  scene.assertOver()
}
