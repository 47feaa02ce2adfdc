/** What can be asked about a call, whatever state it is in. All functions are pure. */
import type { CallType, Room, UserID } from '../foundation/types'
import type { Active, Calling, InCall, Member, OwnInvitation, Phase, RequestID } from './model'

/** For a message about a call whose room is not known, and does not count. */
export const NO_ROOM: Room = { roomID: 0, strRoomID: '' }

/** Whole seconds that a call has been connected; 0 if it never was. */
export function durationOf(phase: Phase, now: number): number {
  if (phase.phase !== 'active' || phase.connectedAt === null) return 0
  return Math.max(0, Math.floor((now - phase.connectedAt) / 1000))
}

/** The other end of a 1v1 call; '' in a group call. */
export function peerOf(phase: InCall, self: UserID): UserID {
  if (phase.call.isGroup) return ''
  if (phase.call.inviter !== self) return phase.call.inviter
  if (phase.phase === 'active') return (phase.members[0] && phase.members[0].userID) || ''
  if (phase.phase === 'calling') return invited(phase)[0] || ''
  return ''
}

/** The other users of a call, in the order in which they became known. */
export function membersOf(phase: Phase, self: UserID): Member[] {
  switch (phase.phase) {
    case 'idle':
      return []
    case 'active':
      return phase.members
    case 'calling':
      return ringing(phase.plan ? phase.plan.invitees : stillRinging(phase.invitations))
    case 'ringing': {
      const { inviter } = phase.call
      const others = phase.inviteeList.filter((userID) => userID !== self && userID !== inviter)
      return [{ userID: inviter, status: 'accepted' as const }, ...ringing(others)]
    }
  }
}

/** Who has been invited, by anybody, and has not answered. */
export function ringingIn(phase: Phase, self: UserID): UserID[] {
  const members = membersOf(phase, self).filter((member) => member.status === 'ringing')
  return members.map((member) => member.userID)
}

export function memberOf({ members }: Active, userID: UserID): Member | undefined {
  return members.filter((member) => member.userID === userID)[0]
}

export function withoutMember(active: Active, userID: UserID): Active {
  return { ...active, members: active.members.filter((member) => member.userID !== userID) }
}

/** Users who have been invited and have not answered. */
export function ringing(userIDs: UserID[]): Member[] {
  return userIDs.map((userID) => ({ userID, status: 'ringing' }))
}

/** Everybody that a call which is still ringing out was meant for. */
export function invited({ plan, invitations }: Calling): UserID[] {
  if (plan) return plan.invitees
  return invitations.reduce<UserID[]>((all, invitation) => all.concat(invitation.invitees), [])
}

/** Our own that are under way. */
export function invitationsOf(phase: Phase): OwnInvitation[] {
  return 'invitations' in phase ? phase.invitations : []
}

/** The promises that a call owes, each once. */
export function requestsOf(phase: Phase): RequestID[] {
  if (phase.phase === 'idle') return []
  const all = [phase.call.request].concat(invitationsOf(phase).map((one) => one.request))
  return all.filter((request, at) => request && all.indexOf(request) === at)
}

/** Those who are invited and have not answered. */
export function stillRinging(invitations: OwnInvitation[]): UserID[] {
  return invitations.reduce<UserID[]>((all, invitation) => all.concat(invitation.waiting), [])
}

/** `userID` has answered. */
export function withoutWaiting(invitations: OwnInvitation[], userID: UserID): OwnInvitation[] {
  return invitations.map((one) => ({ ...one, waiting: one.waiting.filter((user) => user !== userID) }))
}

export function lesserType(a: CallType, b: CallType): CallType {
  return a < b ? a : b
}

export function sameRoom(a: Room, b: Room): boolean {
  return a.roomID === b.roomID && a.strRoomID === b.strRoomID
}
