/** The ways out of a call, and the one that all of them take. */
import type { Failure } from '../foundation/failures'
import { CALL_END_REASON } from '../foundation/types'
import type { CallEndData, CallEndReason, UserID } from '../foundation/types'
import type { Draft } from './state/draft'
import type { Active, Calling, InCall, InputOf, Invitation, OwnInvitation, Ringing } from './state/model'
import {
  durationOf,
  factsOf,
  invitationsHere,
  invitationsOf,
  invited,
  isAnyoneThere,
  peerOf,
  requestsOf,
} from './state/queries'

/**
 * Ends the call at hand: everything it holds is released, then its events are told.
 * @param by who caused it; '' for no user in particular
 * @param hangUp this side hung up, so HANG_UP comes first
 * @param outcome what the promises that are still open come to
 */
export function end(
  draft: Draft,
  reason: CallEndReason,
  by: UserID,
  { hangUp = false, outcome = endedBefore(reason) }: { hangUp?: boolean; outcome?: Failure | null } = {},
): void {
  const was = draft.current
  if (was.phase === 'idle') return
  const { key, inviteID, type, isGroup } = was.call
  const callEnd = durationOf(was, draft.now)
  const data: CallEndData = {
    reason,
    userID: by,
    callEnd,
    call_end: String(callEnd),
    inviteID,
    type,
    isFromGroup: isGroup,
  }
  release(draft, was)
  draft.become({ phase: 'idle' })
  draft.run({ type: 'endCall', key })
  if (was.phase === 'active') draft.run({ type: 'leaveRoom', key })
  for (const request of requestsOf(was)) draft.settle(request, outcome)
  draft.log(`call ${key} ended: ${reason}${by ? ` by ${by}` : ''} after ${callEnd} s`)
  if (hangUp) draft.emit('HANG_UP', data)
  draft.emit('CALL_END', data)
}

/** What is still said about the call's invitations will change nothing. */
function release(draft: Draft, was: InCall): void {
  const { inviter, callID } = was.call
  if (was.phase === 'active') withdrawYielded(draft, was)
  for (const invitation of invitationsOf(was)) {
    draft.addOwnTombstone(invitation, callID)
    draft.run({ type: 'forget', inviteID: invitation.inviteID })
  }
  if (was.phase === 'calling' || inviter === draft.self) return
  draft.addTombstone(inviter, callID)
  for (const one of invitationsHere(was)) dropInvitation(draft, one)
}

/** A single invitation of another user is over: its SDK entry goes, and a late copy does not ring. */
export function dropInvitation(draft: Draft, { inviter, inviteID }: Invitation): void {
  draft.addTombstone(inviter, inviteID)
  draft.run({ type: 'forget', inviteID })
}

function endedBefore(reason: CallEndReason): Failure {
  return { code: 1005, reason: 'ABORTED', message: `The call ended (${reason}) before the operation was done.` }
}

/** Reports a failure that ends the call. */
export function fail(draft: Draft, reason: CallEndReason, by: UserID, failure: Failure): void {
  draft.emit('ERROR', failure)
  end(draft, reason, by, { outcome: failure })
}

/** Ends a call in which no user is left and none is on the way. */
export function endIfAlone(draft: Draft, active: Active, reason: CallEndReason, by: UserID): void {
  if (!isAnyoneThere(active)) end(draft, reason, by)
}

const HANGUP_REASONS = {
  calling: CALL_END_REASON.CANCEL,
  ringing: CALL_END_REASON.REJECT,
  active: CALL_END_REASON.HANGUP,
}

export function onHangup(draft: Draft, { request, why, ringsElsewhere }: InputOf<'hangup'>): void {
  const { current } = draft
  if (current.phase === 'idle') return draft.refuse(request, 'There is no call to hang up.')
  if (current.phase === 'calling') withdrawCall(draft, current)
  else if (current.phase === 'active') tellOthersOfLeaving(draft, current)
  else if (!ringsElsewhere) rejectCall(draft, current)
  end(draft, why === 'hangup' ? HANGUP_REASONS[current.phase] : why, draft.self, { hangUp: true })
  draft.settle(request, null)
}

/** Tells each inviter that this user does not take the call. */
export function rejectCall(draft: Draft, ringing: Ringing, busy = false): void {
  for (const one of invitationsHere(ringing)) draft.reject(one.inviter, one, ringing.call, busy)
}

function withdrawCall(draft: Draft, calling: Calling): void {
  for (const invitation of calling.invitations) withdraw(draft, calling, invitation, false)
  for (const invitee of invited(calling)) {
    draft.emit('CALLING_CANCEL', { inviteID: calling.call.inviteID, invitee })
  }
}

/** What the others need to know when this side leaves: hangup in 1v1, end of ringing in a group. */
export function tellOthersOfLeaving(draft: Draft, active: Active): void {
  const { call } = active
  withdrawPending(draft, active)
  if (!call.isGroup) return notifyHangup(draft, active, peerOf(active, draft.self))
  const [first, ...more] = active.members.filter((member) => member.status !== 'ringing')
  // with one other user left the call is over; that user need not wait whether this side comes back
  if (first && !more.length) notifyHangup(draft, active, first.userID)
  // the last one out leaves the record of the end in the group
  if (!first && call.groupID) notifyHangup(draft, active, '')
}

/** Users who still ring on own invitations stop. */
export function withdrawPending(draft: Draft, active: Active): void {
  for (const invitation of active.invitations) {
    if (invitation.waiting.length) withdraw(draft, active, invitation, false)
  }
}

/** Withdraws an own invitation from those who have not answered. */
export function withdraw(draft: Draft, { call }: InCall, invitation: OwnInvitation, noAnswer: boolean): void {
  const { inviteID, groupID, waiting } = invitation
  draft.run({
    type: 'cancel',
    invitation: { inviteID, inviter: draft.self, invitees: waiting, groupID },
    message: { kind: 'cancel', call: factsOf(call), noAnswer },
  })
}

/** An old peer that has said nothing to an invitation which gave way still counts its ring time, and would end a call then. */
export function withdrawYielded(draft: Draft, active: Active): void {
  const { yielded } = active
  active.yielded = null
  if (yielded) withdraw(draft, active, yielded, false)
}

/** Sends the hangup notice of a call: to a user, or, with '', to the group. */
export function notifyHangup(draft: Draft, active: Active, to: UserID): void {
  const { call } = active
  const duration = call.groupID ? 0 : Math.max(1, durationOf(active, draft.now))
  draft.run({ type: 'notify', to, groupID: call.groupID, message: { kind: 'hangup', call: factsOf(call), duration } })
}
