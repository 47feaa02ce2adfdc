/**
 * privateMapKey, the ticket that TRTC asks for besides the UserSig once "advanced permission control" is switched on
 * in the console: it opens one room, with some rights in it. The format is that of Tencent's own `tls-sig-api-v2`.
 */
import { signUserSig, type SignRequest } from './usersig'

/** Rights in a room, as TRTC numbers them; 64 and 128, sharing a screen, do not exist in a mini program. */
export const PRIVILEGE = {
  CREATE_ROOM: 1,
  ENTER_ROOM: 2,
  SEND_AUDIO: 4,
  RECEIVE_AUDIO: 8,
  SEND_VIDEO: 16,
  RECEIVE_VIDEO: 32,
} as const

const VOICE = PRIVILEGE.CREATE_ROOM | PRIVILEGE.ENTER_ROOM | PRIVILEGE.SEND_AUDIO | PRIVILEGE.RECEIVE_AUDIO

/** What a call needs: by the kind of call, 1 voice, 2 video. */
export const PRIVILEGES_OF_CALL = { 1: VOICE, 2: VOICE | PRIVILEGE.SEND_VIDEO | PRIVILEGE.RECEIVE_VIDEO } as const
export type CallType = keyof typeof PRIVILEGES_OF_CALL

/** Named by a number, 1-4,294,967,294, or by 1-64 characters of a-z, A-Z, 0-9, _ and -. */
export type Room = { roomID: number } | { strRoomID: string }

export interface PrivateMapKeyRequest extends Omit<SignRequest, 'userBuf' | 'now'> {
  room: Room
  /** a sum of `PRIVILEGE` */
  privileges: number
  /** seconds since the epoch */
  now: number
}

/** Lets `userID` into `room` for `expire` seconds. Checks nothing: who may enter is the caller's decision. */
export function signPrivateMapKey({ room, privileges, ...request }: PrivateMapKeyRequest): string {
  const { sdkAppID, userID, now, expire } = request
  const account = Buffer.from(userID)
  const name = 'strRoomID' in room ? Buffer.from(room.strRoomID) : undefined
  const userBuf = Buffer.concat([
    // the version of this structure: 1 when the name of a room follows
    Buffer.of(name ? 1 : 0),
    uint16(account.length),
    account,
    uint32(sdkAppID),
    uint32('roomID' in room ? room.roomID : 0),
    uint32(now + expire),
    uint32(privileges),
    // the type of account, always 0
    uint32(0),
    ...(name ? [uint16(name.length), name] : []),
  ])
  return signUserSig({ ...request, userBuf })
}

function uint16(value: number): Buffer {
  const bytes = Buffer.alloc(2)
  bytes.writeUInt16BE(value)
  return bytes
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(value)
  return bytes
}
