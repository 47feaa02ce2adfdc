/** What travels beside the call itself. */
import { expectEqual, VIDEO, VOICE } from './scene'
import type { Scenario } from './scene'

export const EXTRAS: Scenario[] = [
  {
    name: 'their userData reaches us',
    needs: ['userData'],
    async play(scene) {
      await scene.theyCall(VOICE, { userData: 'hello' })
      expectEqual(scene.us.last('INVITED')?.userData, 'hello', 'userData')
    },
  },
  {
    name: 'our userData reaches them',
    needs: ['userData'],
    async play(scene) {
      await scene.weCall(VOICE, { userData: 'hello' })
      // engines name the field differently, or have all of it in a string
      expectEqual(JSON.stringify(scene.them.last('ringing')).includes('hello'), true, 'their event has it')
    },
  },
  {
    name: 'an answered invitation arrives late at another device of theirs that has our library',
    needs: ['marks'],
    async play(scene) {
      const { them, world } = scene
      await scene.weCall(VOICE)
      await scene.theyAccept()
      await scene.run(1000)
      const [marked] = world.chat.modified
      if (!marked) throw new Error('They have marked no invitation.')
      const device = await scene.join(them.userID)
      world.chat.deliver(marked, them.userID)
      await scene.run(1000)
      expectEqual(device.count('INVITED'), 0, 'INVITED there')
    },
  },
  {
    name: 'they call us with calls(), the API of TUICallKit 4.5 and later',
    needs: ['calls'],
    async play(scene) {
      scene.them.calls([scene.us.userID], VIDEO)
      await scene.run(5000)
      scene.assertHeard('INVITED')
    },
  },
]
