/** The `room://` addresses that trtc-wx-sdk writes for `<live-pusher>` and reads for `<live-player>`. */

import type { StreamType } from '../../relay/wire/protocol'

const PREFIX = 'room://cloud.tencent.com/rtc?'

/** TRTC's codes for an address it can't enter (the ERR_ROOM_ENTER family). */
const INVALID = { SDK_APP_ID: -3317, ROOM: -3318, USER_ID: -3319, USER_SIG: -3320, ADDRESS: -3316 } as const

export interface RoomAddress {
  sdkAppID: number
  /** the number, or the name behind a `:` so that 7 and '7' are two rooms */
  room: string
  userID: string
  userSig: string
  /** '' without one */
  privateMapKey: string
}

export type ParsedRoomURL = { ok: true; address: RoomAddress } | { ok: false; code: number; message: string }

export function parseRoomURL(url: string): ParsedRoomURL {
  const fields = fieldsOf(url)
  if (!fields) return invalid(INVALID.ADDRESS, `the url must begin with ${PREFIX}`)

  const sdkAppID = Number(fields.get('sdkappid'))
  if (!Number.isInteger(sdkAppID) || sdkAppID <= 0)
    return invalid(INVALID.SDK_APP_ID, 'sdkappid is no positive integer')

  const number = Number(fields.get('roomid') ?? 0)
  const name = fields.get('strroomid')
  const isNumber = Number.isInteger(number) && number >= 1 && number <= 0xffffffff
  if (!name && !isNumber) return invalid(INVALID.ROOM, 'roomid is not in 1-4294967295, and there is no strroomid')

  const userID = fields.get('userid')
  if (!userID) return invalid(INVALID.USER_ID, 'userid is missing')
  const userSig = fields.get('usersig')
  if (!userSig) return invalid(INVALID.USER_SIG, 'usersig is missing')
  const privateMapKey = fields.get('privatemapkey') ?? ''
  return { ok: true, address: { sdkAppID, room: name ? `:${name}` : String(number), userID, userSig, privateMapKey } }
}

/** What 1033 and 1034 call `playurl`. */
export function playURL(userID: string, stream: StreamType): string {
  return `${PREFIX}userid=${userID}&streamtype=${stream}`
}

/** Which stream a player's `src` means; null if it is another scheme. */
export function parsePlayURL(src: string): { userID: string; stream: StreamType } | null {
  const fields = fieldsOf(src)
  const userID = fields?.get('userid')
  return userID ? { userID, stream: fields?.get('streamtype') === 'aux' ? 'aux' : 'main' } : null
}

/** Not URLSearchParams: a UserSig may have characters that it would decode. */
function fieldsOf(url: string): Map<string, string> | null {
  if (!url.startsWith(PREFIX)) return null
  const pairs = url.slice(PREFIX.length).split('&')
  return new Map(
    pairs.map((pair) => {
      const equals = pair.indexOf('=')
      return equals < 0 ? [pair, ''] : [pair.slice(0, equals), pair.slice(equals + 1)]
    }),
  )
}

function invalid(code: number, message: string): ParsedRoomURL {
  return { ok: false, code, message }
}
