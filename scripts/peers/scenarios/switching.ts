/** Between voice and video in the middle of a call. */
import { expectEqual, VIDEO, VOICE } from './scene'
import type { Scenario, Scene, Side } from './scene'

export const SWITCHING: Scenario[] = [
  ...(['we', 'they'] as const).flatMap((caller) => [weGoToVoice(caller), theyGoToVoice(caller)]),
  {
    name: 'we switch voice to video',
    async play(scene) {
      const { us, them } = scene
      await scene.connect('we', VOICE)
      us.switchTo(VIDEO)
      await scene.run(1500)
      const toldAtOnce = us.last('CALL_MODE')
      await scene.run(40_000)
      scene.assertConnected()
      // an engine may ask its user, or refuse: but then we must say so, and at once
      const refused = world(scene)
        .signalsOf(them.userID)
        .some(({ envelope }) => envelope['actionType'] === REJECT)
      if (refused) expectEqual(toldAtOnce?.refusal, 'reject', 'they refuse, and our CALL_MODE says after 1.5 s')
      else expectEqual(us.calling.state.type, VIDEO, 'our type')
    },
  },
  {
    name: 'they switch voice to video',
    needs: ['switchToVideo'],
    async play(scene) {
      const { us, them } = scene
      await scene.connect('we', VOICE)
      const attempt = them.switchTo(VIDEO)
      await scene.run(1500)
      attempt.assertGranted('their switch')
      scene.assertHeard('CALL_TYPE_REQUEST')
      us.acceptSwitch()
      await scene.run(1500)
      expectEqual(us.calling.state.type, VIDEO, 'our type')
      scene.assertConnected()
      if (them.switchesCamera[VIDEO]) scene.assertCamera('they', true)
    },
  },
]

/** tsignaling's number for a rejection */
const REJECT = 4

function weGoToVoice(caller: Side): Scenario {
  return {
    name: `we switch video to voice, ${caller} called`,
    async play(scene) {
      await scene.connect(caller, VIDEO)
      const attempt = scene.us.switchTo(VOICE)
      await scene.run(1500)
      attempt.assertGranted('our switch')
      assertVoice(scene)
    },
  }
}

function theyGoToVoice(caller: Side): Scenario {
  return {
    name: `they switch video to voice, ${caller} called`,
    async play(scene) {
      await scene.connect(caller, VIDEO)
      const attempt = scene.them.switchTo(VOICE)
      await scene.run(1500)
      attempt.assertGranted('their switch')
      assertVoice(scene)
      await scene.hangUp('we')
    },
  }
}

function assertVoice(scene: Scene): void {
  expectEqual(scene.us.calling.state.type, VOICE, 'our type')
  scene.assertCamera('we', false)
  if (scene.them.switchesCamera[VOICE]) scene.assertCamera('they', false)
  scene.assertConnected()
}

function world(scene: Scene) {
  return scene.world.chat
}
