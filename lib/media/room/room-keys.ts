/** The key that TRTC asks for besides the UserSig, in applications with advanced permission control. */
import { CallingError } from '../../foundation/errors'
import type { Platform } from '../../foundation/ports'
import { deadline, promised } from '../../foundation/tools/deadline'
import type { CallingConfig } from '../../foundation/options'
import type { CallType, Room } from '../../foundation/types'

/** `getPrivateMapKey` has failed if it takes longer: the other side waits for us in the room. Milliseconds. */
const KEY_WITHIN = 5000

export class RoomKeys {
  /** number of the entry under way; a key for an earlier one comes too late */
  private turn = 0
  private readonly ask: CallingConfig['getPrivateMapKey']

  constructor(
    { getPrivateMapKey }: Pick<CallingConfig, 'getPrivateMapKey'>,
    private readonly platform: Platform,
  ) {
    this.ask = getPrivateMapKey
  }

  /** Goes on with the key of `room`: at once, with none, where none is asked for; never once `cancel` was called. */
  get(room: Room, type: CallType, use: (key?: string) => void, fail: (error: CallingError) => void): void {
    const { ask } = this
    const turn = ++this.turn
    if (!ask) return use()
    const { roomID, strRoomID } = room
    const request = strRoomID ? { strRoomID, type } : { roomID, type }
    deadline<unknown>(
      this.platform,
      KEY_WITHIN,
      promised(() => ask(request)),
      noKey,
    )
      .then(keyOf)
      .then(
        (key) => {
          if (turn === this.turn) use(key)
        },
        // what it rejects with is not told: it may hold anything
        () => {
          if (turn === this.turn) fail(noKey())
        },
      )
  }

  cancel(): void {
    this.turn++
  }
}

function keyOf(answer: unknown): string {
  const key = typeof answer === 'string' ? answer : (answer as { privateMapKey: unknown }).privateMapKey
  if (typeof key === 'string' && key) return key
  throw noKey()
}

function noKey(): CallingError {
  return new CallingError(
    'ENTER_ROOM_FAILED',
    `getPrivateMapKey() brought no key. It must resolve within ${KEY_WITHIN / 1000} s with what your signing service answers.`,
  )
}
