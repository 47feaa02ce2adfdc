/**
 * A party without rules: it has no call logic, knows every id that the calls of the others have, and sends what it likes,
 * in its own name (Chat vouches for that), or enters their room. Nothing here passes the guard of lib/chat first, so the call
 * logic has to hold by itself.
 */
import type { Outgoing } from '../../../lib/call/state/model'
import { write } from '../../../lib/call/wire'
import type { Envelope } from '../../../lib/call/wire'
import { CALL_TYPE } from '../../../lib/foundation/types'
import { HOSTILE, nameFor, roomFor } from './parties'
import type { Flight, Move, Party, PartyID, Scenario } from './parties'

const { AUDIO, VIDEO } = CALL_TYPE

/** Above all numbers that the others count to. */
const SEQUENCE = 1000

interface Lie {
  what: string
  kind: Envelope['kind']
  /** '' for one of its own */
  inviteID: string
  message: Outgoing
}

/** Everything that it may do while it has something left. */
export function hostileMoves(party: Party, { parties, calls }: Scenario): Move[] {
  if (party.callsLeft === 0) return []
  const others = parties.filter((id) => id !== HOSTILE)
  const callers = others.filter((id) => calls[id]?.times)
  const next = { ...party, callsLeft: party.callsLeft - 1, named: party.named + 1 }
  const moves: Move[] = []
  const offer = (label: string, change: Partial<Party>, sent: Flight[], rooms: string[]): void => {
    const reaction = { party: { ...next, ...change }, sent, rooms, reports: [], replaced: null }
    moves.push({ label, kind: 'user', reaction, lost: '' })
  }
  for (const caller of callers) {
    const room = String(roomFor(caller, 0))
    if (party.room === '') offer(`${HOSTILE} enters room ${room}`, { room }, [], [room])
    for (const to of others) {
      for (const lie of liesAbout(caller, party.named)) {
        offer(`${HOSTILE} sends ${to}: ${lie.what}`, {}, [flightOf(lie, to, party.named)], [])
      }
    }
  }
  return moves
}

function liesAbout(caller: PartyID, named: number): Lie[] {
  const inviteID = nameFor(caller, 0)
  const callID = `call-${inviteID}`
  const call = { callID, type: AUDIO, room: { roomID: roomFor(caller, 0), strRoomID: '' }, isGroup: false }
  const own = { ...call, callID: `call-${nameFor(HOSTILE, named)}` }
  const sequence = SEQUENCE + named
  const invite = { kind: 'invite' as const, sequence, userData: '', userIDs: [] }
  const ask = { kind: 'switch' as const, call, sequence }
  return [
    { what: 'an invitation', kind: 'invite', inviteID: '', message: { ...invite, call: own } },
    { what: 'an invitation into the call', kind: 'invite', inviteID: '', message: { ...invite, call } },
    { what: 'the invitation, as if it were its own', kind: 'invite', inviteID, message: { ...invite, call } },
    { what: 'an accept', kind: 'accept', inviteID, message: { kind: 'accept', call, sequence, replaces: inviteID } },
    {
      what: 'an accept of a switch',
      kind: 'accept',
      inviteID,
      message: { kind: 'acceptSwitch', call, sequence, from: AUDIO, to: VIDEO },
    },
    { what: 'a reject', kind: 'reject', inviteID, message: { kind: 'reject', call, busy: true } },
    { what: 'a cancel', kind: 'cancel', inviteID, message: { kind: 'cancel', call, noAnswer: false } },
    { what: 'a timeout', kind: 'timeout', inviteID, message: { kind: 'timeout', call } },
    { what: 'a hangup', kind: 'invite', inviteID: '', message: { kind: 'hangup', call, duration: 1 } },
    {
      what: 'a hangup of no call',
      kind: 'invite',
      inviteID: '',
      message: { kind: 'hangup', call: { ...call, callID: '' }, duration: 1 },
    },
    { what: 'a switch to video', kind: 'invite', inviteID: '', message: { ...ask, from: AUDIO, to: VIDEO } },
    { what: 'a switch to voice', kind: 'invite', inviteID: '', message: { ...ask, from: VIDEO, to: AUDIO } },
  ]
}

function flightOf({ kind, inviteID, message }: Lie, to: PartyID, named: number): Flight {
  const inviteeList = kind === 'accept' || kind === 'reject' ? [HOSTILE] : [to]
  const name = inviteID || nameFor(HOSTILE, named)
  const envelope = { kind, from: HOSTILE, inviteID: name, groupID: '', inviteeList, timeout: 30, data: write(message) }
  return { to, envelope, truth: HOSTILE }
}
