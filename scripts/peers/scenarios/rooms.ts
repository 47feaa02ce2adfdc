/** Which room the two meet in. */
import { expectEqual, VIDEO, VOICE } from './scene'
import type { Scenario } from './scene'

export const ROOMS: Scenario[] = [
  {
    name: 'we call with a room id above 2147483647',
    async play(scene) {
      await scene.weCall(VIDEO, { roomID: 3_000_000_000 })
      await scene.theyAccept()
      scene.assertConnected()
    },
  },
  {
    name: 'we call 20 times with the room ids that the library draws',
    async play(scene) {
      const { us, them } = scene
      let failed = 0
      for (let calls = 0; calls < 20; calls += 1) {
        us.call(them.userID, { type: VOICE })
        await scene.run(800)
        them.accept()
        await scene.run(1200)
        if (us.status !== 'connected' || us.room !== them.room) failed += 1
        us.hangup()
        await scene.run(2500)
        if (!them.isIdle) them.hangup()
        await scene.run(1500)
      }
      expectEqual(failed, 0, 'calls that failed')
    },
  },
  {
    name: 'we call with a room that has a name (strRoomID)',
    async play(scene) {
      await scene.weCall(VIDEO, { strRoomID: 'room-1' })
      await scene.theyAccept()
      scene.assertConnected()
    },
  },
  {
    name: 'they call with a room that has a name (strRoomID)',
    needs: ['strRoomID'],
    async play(scene) {
      await scene.theyCall(VIDEO, { strRoomID: 'room-1' })
      await scene.weAccept()
      scene.assertConnected()
      expectEqual(scene.us.room, 'str:room-1', 'our room')
    },
  },
]
