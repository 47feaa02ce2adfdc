/** What must hold: in each party, in each world, and in a world that has come to rest. */
import { invitationsOf, stillRinging, switchRequestOf, waitsForOthers } from '../../../lib/call/state/queries'
import { CALL_TYPE } from '../../../lib/foundation/types'
import { HOSTILE, idOf, splitTimer, truthOf } from '../parties/parties'
import type { Party } from '../parties/parties'

/** What is wrong with a party, whatever the others do. */
export function badIn(party: Party): string[] {
  const bad: string[] = []
  // it has no promise to keep
  if (idOf(party) === HOSTILE) return bad
  const { current } = party.state
  const idle = current.phase === 'idle'
  const key = idle ? null : current.call.key
  const inRoom = current.phase === 'active' ? String(current.call.room.roomID) : ''
  const seen = current.phase === 'active' && current.call.type === CALL_TYPE.VIDEO
  if (party.begun - party.ended !== (idle ? 0 : 1)) bad.push('not exactly one CALL_END per begun call')
  if (party.room !== (party.suspended ? '' : inRoom)) bad.push('media leak: in a room without its call')
  if (party.timers.some((name) => splitTimer(name).key !== key)) bad.push('a timer of a past call')
  if (idle && party.requests.length) bad.push('a promise that is never settled')
  if (isWaiting(party) && !party.timers.length && !party.pending.length) bad.push('unbounded wait')
  if (takesQuietForGone(party)) bad.push('a peer that is silent by its own word is taken for gone')
  if (party.cameraOn && !party.consent) bad.push('camera on without its user’s consent')
  if (party.cameraOn !== seen) bad.push('the camera is not what the call says')
  return bad
}

function isWaiting({ state: { current } }: Party): boolean {
  if (current.phase === 'calling' || current.phase === 'ringing') return true
  if (current.phase !== 'active') return false
  return (
    current.connectedAt === null ||
    switchRequestOf(current) !== 'none' ||
    waitsForOthers(current) ||
    current.quiet.unseen !== 'no'
  )
}

function takesQuietForGone({ state: { current } }: Party): boolean {
  return current.phase === 'active' && current.quiet.peer && current.members.some(({ status }) => status === 'left')
}

/**
 * An invitee accepted what the inviter has long been through with: only the watchdog would end that.
 * Asked when no message is under way and nobody crashed.
 */
export function waitsForNobody(parties: Party[]): string[] {
  const [only, ...more] = parties.filter((party) => party.state.current.phase !== 'idle')
  if (!only || more.length) return []
  const { current } = only.state
  const waits =
    current.phase === 'active' &&
    current.connectedAt === null &&
    !current.call.isGroup &&
    current.call.inviter !== idOf(only) &&
    current.call.inviter !== HOSTILE
  return waits ? ['waits for a peer that is idle'] : []
}

/** An invitation that stands rings, or its call is taken. Asked when no message is under way and none can be lost. */
export function standsUnheard(parties: Party[]): string[] {
  for (const party of parties) {
    for (const userID of stillRinging(invitationsOf(party.state.current))) {
      const invitee = parties.find((other) => idOf(other) === userID)
      if (invitee && truthOf(invitee) !== truthOf(party)) return ['an invitation stands, and its invitee does not ring']
    }
  }
  return []
}

/**
 * What must hold once nothing is under way.
 * @param voiceLost a switch to voice was lost. It is told once, so the other side may still show a call with video
 */
export function badAtRest(parties: Party[], voiceLost: boolean): string[] {
  const bad = new Set<string>()
  for (const party of parties) {
    const { current } = party.state
    // who has taken a call of the hostile party is in its hands
    if (current.phase === 'idle' || current.call.inviter === HOSTILE) continue
    if (parties.some((other) => idOf(other) === HOSTILE && other.room === party.room)) {
      bad.add('at rest with a listener in the room')
    }
    if (party.requests.length) bad.add('a promise that is never settled')
    const others = parties.filter((other) => other !== party && truthOf(other) === truthOf(party))
    const connected = current.phase === 'active' && current.connectedAt !== null
    if (!connected || !others.length) {
      bad.add('at rest, but neither idle nor connected together')
      continue
    }
    const joined = current.members.filter(({ status }) => status === 'joined').map(({ userID }) => userID)
    if (joined.sort().join() !== others.map(idOf).sort().join()) bad.add('at rest with others than the call shows')
    if (!voiceLost && others.some(({ cameraOn }) => cameraOn !== party.cameraOn)) {
      bad.add('at rest with different media types')
    }
  }
  return [...bad]
}
