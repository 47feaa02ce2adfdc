/** Messages that no honest caller sends. */
import type { ChatMessage } from '../../../lib/foundation/types'
import { type MadeUp, hangupCall, inviteCall, makeUp } from './wire'

export type Raw = Partial<ChatMessage>

/** A custom message with this payload, as `from` sends it. */
export function raw(data: unknown, from = 'mallory'): Raw {
  return { from, payload: { data } } as Raw
}

const INVITE: MadeUp = {
  action: 'invite',
  from: 'mallory',
  inviter: 'mallory',
  inviteID: 'made-up-1',
  inviteeList: ['alice'],
  call: inviteCall(7),
}

function invite(fields: object): Raw {
  return makeUp({ ...INVITE, ...fields })
}

/** JSON with a key that an object literal could not have. */
function poisoned(key: string): string {
  return `{"businessID":1,"actionType":1,"inviteID":"p","inviter":"mallory","inviteeList":["alice"],"${key}":{"polluted":true},"data":"{}","timeout":30,"groupID":""}`
}

const LONG = 'x'.repeat(13_000)
const DEEP = `${'['.repeat(5000)}${']'.repeat(5000)}`

/** fault 34: what is no JSON, or of the wrong type, at each of the three layers. */
export const MALFORMED: [string, Raw][] = [
  ['no payload', { from: 'mallory', payload: undefined } as unknown as Raw],
  ['a null payload', { from: 'mallory', payload: null } as unknown as Raw],
  ['a number as data', raw(7)],
  ['an object as data', raw({ businessID: 1 })],
  ['data that is no JSON', raw('{"businessID":1,')],
  ['the JSON null', raw('null')],
  ['a JSON array', raw('[1,2,3]')],
  ['a JSON string', raw('"businessID"')],
  ['deeply nested arrays', raw(DEEP)],
  ['no actionType', raw(JSON.stringify({ businessID: 1 }))],
  ['an actionType as text', raw(JSON.stringify({ businessID: 1, actionType: 'invite' }))],
  ['an unknown actionType', raw(JSON.stringify({ businessID: 1, actionType: 99 }))],
  ['no sender', { ...invite({}), from: undefined } as unknown as Raw],
  ['an object as sender', { ...invite({}), from: {} } as unknown as Raw],
  ['an inviteID that is a number', invite({ inviteID: 7 })],
  ['an inviteID that is an object', invite({ inviteID: { toString: 'x' } })],
  ['an inviter that is null', invite({ inviter: null })],
  ['an inviteeList that is null', invite({ inviteeList: null })],
  ['an inviteeList with null in it', invite({ inviteeList: [null, 'alice'] })],
  ['an inviteeList that is a string', invite({ inviteeList: 'alice' })],
  ['an inviteeList of 10,000', invite({ inviteeList: Array.from({ length: 10_000 }, () => 'alice') })],
  ['a groupID that is an object', invite({ groupID: {} })],
  ['a call layer that is no JSON', invite({ call: '{' })],
  ['a call layer that is null', invite({ call: 'null' })],
  ['a call layer that is an array', invite({ call: '[]' })],
  ['a call layer that is a number', invite({ call: '1' })],
  ['a call layer without a type', invite({ call: { room_id: 7, data: {} } })],
  ['a call layer with data null and no type', invite({ call: { room_id: 7, data: null } })],
  ['a call type of text', invite({ call: { call_type: 'video', room_id: 7 } })],
]

/** fault 35: size, and keys that reach a prototype. */
export const OVERSIZED_OR_POISONED: [string, Raw][] = [
  ['13 KB of text', raw(LONG)],
  ['13 KB in the envelope', raw(JSON.stringify({ businessID: 1, actionType: 1, filler: LONG }))],
  ['13 KB in the call layer', invite({ call: { ...inviteCall(7), filler: LONG } })],
  ['__proto__ in the envelope', raw(poisoned('__proto__'))],
  ['constructor in the envelope', raw(poisoned('constructor'))],
  ['prototype in the envelope', raw(poisoned('prototype'))],
  ['__proto__ in the call layer', invite({ call: '{"call_type":1,"room_id":7,"__proto__":{"polluted":true}}' })],
  [
    'constructor in the call layer',
    invite({ call: '{"call_type":1,"room_id":7,"data":{"constructor":{"prototype":{"polluted":true}}}}' }),
  ],
  [
    '__proto__ as a userID',
    invite({ inviter: '__proto__', from: '__proto__', call: '{"call_type":1,"room_id":7,"__proto__":1}' }),
  ],
]

/** fault 37: somebody else's name. */
export const FORGED: [string, Raw][] = [
  ['an invitation in the name of bob', invite({ inviter: 'bob' })],
  ['an invitation in the name of alice herself', invite({ inviter: 'alice' })],
  ['a hangup in the name of bob', invite({ inviter: 'bob', call: hangupCall(), timeout: 0 })],
  ['a cancel in the name of bob', invite({ inviter: 'bob', action: 'cancel' })],
  ['an accept in the name of bob', invite({ inviter: 'alice', inviteeList: ['bob'], action: 'accept' })],
  ['a reject in the name of bob', invite({ inviter: 'alice', inviteeList: ['bob'], action: 'reject' })],
  ['a timeout in the name of bob', invite({ inviter: 'bob', action: 'timeout' })],
  [
    'an accept by somebody who was not invited',
    invite({ inviter: 'alice', inviteeList: ['mallory'], action: 'accept' }),
  ],
  ['an invitation for somebody else', invite({ inviteeList: ['dave'] })],
  [
    'an invitation of a group that it did not come through',
    { ...makeUp({ ...INVITE, groupID: 'team' }), conversationType: 'C2C' },
  ],
]

/** fault 36: unknown commands. */
export const UNKNOWN_COMMANDS: [string, Raw][] = ['', 'sing', 'hangUp', 'HANGUP', '__proto__', 'toString'].map(
  (cmd) => [`the command "${cmd}"`, invite({ call: { call_type: 1, room_id: 7, data: { cmd, room_id: 7 } } })],
)

export const HOSTILE: [string, Raw][] = [...MALFORMED, ...OVERSIZED_OR_POISONED, ...FORGED, ...UNKNOWN_COMMANDS]

/** A fingerprint of the prototypes that a polluted key would change. */
export function prototypes(): string[] {
  return [Object.prototype, Array.prototype, Function.prototype, String.prototype].flatMap((prototype) =>
    Object.getOwnPropertyNames(prototype),
  )
}
