/** Ids and numbers that travel, with their limits: what a host gives and what a peer sends is held to the same. */
import type { UserID } from '../types'

/** of TRTC */
export const MAX_ROOM_ID = 4294967294
/** Of the room ids drawn here: web TRTCCalling 1.0.6 joins `~~roomID`, which is negative above this. */
export const MAX_DRAWN_ROOM_ID = 2147483647
/** How long an invitation rings, seconds. */
export const DEFAULT_TIMEOUT_S = 30
export const MAX_TIMEOUT_S = 300
/** Users whom one invitation is for. TRTC rooms hold more, a grid of players on a phone does not */
export const MAX_INVITEES = 20
const STR_ROOM = /^[A-Za-z0-9_-]{1,64}$/
const USER_ID = /^[A-Za-z0-9_-]{1,32}$/

export function isUserID(value: unknown): value is UserID {
  return typeof value === 'string' && USER_ID.test(value)
}

export function isRoomID(value: unknown): value is number {
  return typeof value === 'number' && value >= 1 && value <= MAX_ROOM_ID && Math.floor(value) === value
}

export function isStrRoomID(value: unknown): value is string {
  return typeof value === 'string' && STR_ROOM.test(value)
}
