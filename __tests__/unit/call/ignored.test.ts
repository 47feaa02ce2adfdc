/** What the call logic has no use for is logged, once and in one place. */
import { initialState, transition } from '../../../lib/call/machine'
import type { Effect, Incoming, Input } from '../../../lib/call/state/model'

const BOB = { from: 'bob', inviteID: 'invitation', groupID: '', callID: 'call', age: 0 } as const

function effectsOf(input: Input): Effect[] {
  return transition(initialState('alice', 0), { now: 0, input })[1]
}

it.each<Incoming>([
  { ...BOB, kind: 'cancel' },
  { ...BOB, kind: 'timeout' },
  { ...BOB, kind: 'hangup' },
  { ...BOB, kind: 'reject', busy: false, isSwitch: false },
  { ...BOB, kind: 'accept', type: 1, sequence: 1, replaces: '', switchTo: 0 },
])('without a call: $kind of bob', (message) => {
  const line = `ignored while idle: ${message.kind} of bob (invitation)`
  expect(effectsOf({ type: 'message', message })).toEqual([{ type: 'log', level: 'debug', line }])
})

it('an input of a call that is over', () => {
  const line = 'ignored while idle: timer'
  expect(effectsOf({ type: 'timer', key: 7, timer: 'ring' })).toEqual([{ type: 'log', level: 'debug', line }])
})

it('what does something is not logged as ignored', () => {
  const room = { roomID: 1, strRoomID: '' }
  const invitation = { isGroup: false, inviteeList: ['alice'], timeout: 30, sequence: 1, userData: '', version: 4 }
  const effects = effectsOf({ type: 'message', message: { ...BOB, ...invitation, kind: 'invite', type: 1, room } })
  expect(effects).toContainEqual(expect.objectContaining({ type: 'emit', event: 'INVITED' }))
  expect(effects).not.toContainEqual(expect.objectContaining({ type: 'log', level: 'debug' }))
})
