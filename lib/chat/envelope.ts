/**
 * tsignaling's envelope: the JSON in a Chat custom message's `payload.data`. Reading it checks shapes, sizes and ranges,
 * and nothing about who may say what: that is the guard's part (guard.ts).
 */
import { isUserID, MAX_TIMEOUT_S } from '../foundation/tools/ids'
import { TYPES } from './sdk/constants'
import type { Signal } from '../foundation/ports'
import type { UserID } from '../foundation/types'

export type Action = Signal['kind']

/** By `actionType`. */
export const ACTIONS: readonly (Action | undefined)[] = [undefined, 'invite', 'cancel', 'accept', 'reject', 'timeout']

/** `businessID` of a signalling message. */
const SIGNALING = 1
/** The Chat service's own limit for a message is 12 KB. */
const MAX_LENGTH = 12 * 1024
const MAX_INVITEES = 200

/** tsignaling writes a UUID, the native SDKs something with dots, hyphens and user names. */
const INVITE_ID = /^[\w.:@#+=/-]{1,128}$/
/** Printable ASCII without spaces: `@TGS#...` or a name of the app's own, topics included. */
const GROUP_ID = /^[\x21-\x7e]{1,128}$/

/**
 * Reads a message of whatever origin.
 *
 * @returns the signal; null for a message that is none of ours (text, another business); a string for one that claims
 * to be ours and is malformed: what is wrong with it
 */
export function readEnvelope(message: unknown): Signal | null | string {
  if (!isObject(message) || message.type !== TYPES.MSG_CUSTOM || !isObject(message.payload)) return null
  const raw = message.payload.data
  if (typeof raw !== 'string') return null
  if (raw.length > MAX_LENGTH) return 'too long'
  const parsed = parse(raw)
  if (!parsed || !isObject(parsed.value) || parsed.value.businessID !== SIGNALING) return null
  if (parsed.poisoned || isPoisonedText(parsed.value.data)) return 'holds a key of Object.prototype'
  return checkShape(parsed.value, message)
}

function checkShape(envelope: Record<string, unknown>, message: Record<string, unknown>): Signal | string {
  const kind = typeof envelope.actionType === 'number' ? ACTIONS[envelope.actionType] : undefined
  if (!kind) return 'unknown actionType'
  const { from } = message
  if (!isUserID(from)) return 'malformed sender'
  const { inviteID, inviter, inviteeList } = envelope
  if (typeof inviteID !== 'string' || !INVITE_ID.test(inviteID)) return 'malformed inviteID'
  if (!isUserID(inviter)) return 'malformed inviter'
  if (!isUserList(inviteeList)) return 'malformed inviteeList'
  if (inviteeList.length === 0 && kind !== 'cancel') return 'empty inviteeList'
  const groupID = envelope.groupID ?? ''
  if (typeof groupID !== 'string' || (groupID !== '' && !GROUP_ID.test(groupID))) return 'malformed groupID'
  const travelledAs = message.conversationType === TYPES.CONV_GROUP ? message.to : ''
  if (travelledAs !== groupID) return 'groupID of another conversation'
  const data = envelope.data ?? ''
  if (typeof data !== 'string') return 'malformed data'
  return { kind, from, inviteID, inviter, inviteeList, groupID, data, timeout: clampTimeout(envelope.timeout), age: 0 }
}

function clampTimeout(timeout: unknown): number {
  if (typeof timeout !== 'number' || !isFinite(timeout)) return 0
  return Math.min(Math.max(timeout, 0), MAX_TIMEOUT_S)
}

function isObject(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === 'object'
}

function isUserList(value: unknown): value is UserID[] {
  return Array.isArray(value) && value.length <= MAX_INVITEES && value.every(isUserID)
}

/** True for JSON that holds a poisonous key; the call layer itself is read elsewhere and may be anything. */
function isPoisonedText(text: unknown): boolean {
  return typeof text === 'string' && parse(text)?.poisoned === true
}

/** null if `text` is not JSON. `poisoned`: some object in it has a key that could reach a prototype when copied. */
function parse(text: string): { value: unknown; poisoned: boolean } | null {
  let poisoned = false
  try {
    const value: unknown = JSON.parse(text, (key, nested: unknown) => {
      if (key === '__proto__' || key === 'constructor' || key === 'prototype') poisoned = true
      return nested
    })
    return { value, poisoned }
  } catch {
    return null
  }
}
