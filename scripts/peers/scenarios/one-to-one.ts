/** Calls between two, in all the ways they usually go. */
import { expectEqual, VIDEO, VOICE } from './scene'
import type { Scenario, Side } from './scene'

const SIDES: Side[] = ['we', 'they']

export const ONE_TO_ONE: Scenario[] = [
  ...[VIDEO, VOICE].flatMap((type) =>
    SIDES.flatMap((caller) => SIDES.map((who) => answered(type as 1 | 2, caller, who))),
  ),
  {
    name: 'we call, they reject',
    async play(scene) {
      await scene.weCall(VIDEO)
      scene.them.reject()
      await scene.run(1000)
      scene.assertOver()
      scene.assertHeard('REJECT')
    },
  },
  {
    name: 'they call, we reject',
    async play(scene) {
      await scene.theyCall(VIDEO)
      scene.us.reject()
      await scene.run(1000)
      scene.assertOver()
      scene.assertTheyHeard('rejected', 'cancelled')
    },
  },
  {
    name: 'we call, we cancel',
    async play(scene) {
      await scene.weCall(VOICE)
      scene.us.hangup()
      await scene.run(1000)
      scene.assertOver()
      scene.assertTheyHeard('cancelled')
    },
  },
  {
    name: 'they call, they cancel',
    async play(scene) {
      await scene.theyCall(VOICE)
      scene.them.hangup()
      await scene.run(1000)
      scene.assertOver()
      scene.assertHeard('CALLING_CANCEL')
    },
  },
  {
    name: 'we call, they do not answer',
    async play(scene) {
      await scene.weCall(VOICE)
      await scene.run(45_000)
      scene.assertOver()
      scene.assertHeard('CALL_END')
    },
  },
  {
    name: 'they call, we do not answer',
    async play(scene) {
      await scene.theyCall(VOICE)
      await scene.run(45_000)
      scene.assertOver()
      scene.assertHeard('CALL_END')
    },
  },
  {
    name: 'we call, they are busy',
    async play(scene) {
      const { us, them } = scene
      const bob = await scene.join('bob')
      bob.call(them.userID, { type: VOICE, ...scene.room() })
      await scene.run(800)
      await scene.theyAccept()
      expectEqual(them.status, 'connected', 'they and bob')
      us.call(them.userID, { type: VOICE, ...scene.room() })
      await scene.run(1000)
      scene.assertHeard('LINE_BUSY')
      expectEqual(us.status, 'idle', 'we')
      expectEqual(them.status, 'connected', 'they, in their call')
      expectEqual(bob.status, 'connected', 'bob')
    },
  },
  {
    name: 'they call, we are busy',
    async play(scene) {
      const { us, them } = scene
      const bob = await scene.join('bob')
      bob.call(us.userID, { type: VOICE, ...scene.room() })
      await scene.run(800)
      await scene.weAccept()
      expectEqual(us.status, 'connected', 'we and bob')
      them.call(us.userID, VOICE)
      await scene.run(1000)
      scene.assertTheyHeard('busy')
      expectEqual(them.isIdle, true, 'they are idle')
      expectEqual(us.status, 'connected', 'we, in our call')
    },
  },
  {
    name: 'three calls, one after the other',
    async play(scene) {
      for (const caller of ['we', 'they', 'we'] as const) {
        await scene.connect(caller, VOICE)
        await scene.hangUp(caller)
      }
    },
  },
]

function answered(type: 1 | 2, caller: Side, who: Side): Scenario {
  return {
    name: `${caller} call (${type === VIDEO ? 'video' : 'voice'}), accepted, ${who} hang up`,
    async play(scene) {
      await scene.connect(caller, type)
      await scene.hangUp(who)
    },
  }
}
