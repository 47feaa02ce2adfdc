/** What can be asked about a call, in each phase. All functions are pure. */
import { CALL_TYPE } from '../../foundation/types'
import type { CallType, Room, UserID } from '../../foundation/types'
import type {
  Active,
  Call,
  CallFacts,
  CallKey,
  Calling,
  InCall,
  Invitation,
  Member,
  MessageOf,
  OwnInvitation,
  Phase,
  RequestID,
  Ringing,
} from './model'

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
      const inviters = invitationsHere(phase).map((one) => one.inviter)
      const unique = inviters.filter((userID, at) => inviters.indexOf(userID) === at)
      const others = phase.inviteeList.filter((userID) => userID !== self && inviters.indexOf(userID) < 0)
      return [...unique.map((userID) => ({ userID, status: 'accepted' as const })), ...ringing(others)]
    }
  }
}

/**
 * The other users whose names are worth a look-up: whoever calls, and once the user has called or answered, all members.
 * Whom an invitation names that nobody has answered is up to its sender.
 */
export function worthKnowing(phase: Phase, self: UserID): UserID[] {
  const members = membersOf(phase, self)
  const known = phase.phase === 'ringing' ? members.filter(({ status }) => status !== 'ringing') : members
  return known.map(({ userID }) => userID)
}

/** Users whom a member of the call has invited and who have not answered. */
export function ringingIn(phase: Phase, self: UserID): UserID[] {
  const members = membersOf(phase, self).filter((member) => member.status === 'ringing')
  return members.map((member) => member.userID)
}

export function memberOf({ members }: Active, userID: UserID): Member | undefined {
  return members.filter((member) => member.userID === userID)[0]
}

/** A member in the room, on the way into it, ringing on an own invitation, or expected back. */
export function isAnyoneThere({ members, invitations }: Pick<Active, 'members' | 'invitations'>): boolean {
  return stillRinging(invitations).length > 0 || members.some((member) => member.status !== 'ringing')
}

/** A member who was in the room, and has dropped out without a word or is not heard any more. */
export function isAway({ silent }: Pick<Active, 'silent'>, { userID, status }: Member): boolean {
  return status === 'left' || (status === 'joined' && silent.indexOf(userID) >= 0)
}

/** Nobody else can be heard, and none is on the way: the call waits for those who may come back. */
export function waitsForOthers(active: Active): boolean {
  const { members, invitations } = active
  if (stillRinging(invitations).length || !members.some((member) => isAway(active, member))) return false
  return members.every((member) => member.status === 'ringing' || isAway(active, member))
}

/** Users who have been invited and have not answered. */
export function ringing(userIDs: UserID[]): Member[] {
  return userIDs.map((userID) => ({ userID, status: 'ringing' }))
}

/** All users that a call which is still ringing out was meant for. */
export function invited({ plan, invitations }: Calling): UserID[] {
  if (plan) return plan.invitees
  return invitations.reduce<UserID[]>((all, invitation) => all.concat(invitation.invitees), [])
}

/** Own invitations of the call. */
export function invitationsOf(phase: Phase): OwnInvitation[] {
  return phase.phase === 'calling' || phase.phase === 'active' ? phase.invitations : []
}

/** The invitations that ring here, or that the call began with; the first one is the call's own. */
export function invitationsHere(phase: Ringing | Active): Invitation[] {
  const { inviter, inviteID, groupID } = phase.call
  return [{ inviter, inviteID, groupID }].concat(phase.phase === 'ringing' ? phase.further : [])
}

/** The promises that a call owes, each once. */
export function requestsOf(phase: Phase): RequestID[] {
  if (phase.phase === 'idle') return []
  const all = [phase.call.request].concat(invitationsOf(phase).map((one) => one.request))
  return all.filter((request, at) => request && all.indexOf(request) === at)
}

/** The invitees of own invitations who have not answered. */
export function stillRinging(invitations: OwnInvitation[]): UserID[] {
  return invitations.reduce<UserID[]>((all, invitation) => all.concat(invitation.waiting), [])
}

export function lesserType(a: CallType, b: CallType): CallType {
  return a < b ? a : b
}

export function sameRoom(a: Room, b: Room): boolean {
  return a.roomID === b.roomID && a.strRoomID === b.strRoomID
}

/** How long an invitation that was delivered late still rings, ms. */
export function restOf({ timeout, age }: MessageOf<'invite'>): number {
  return Math.max(0, timeout * 1000 - age)
}

/** The call that an invitation of another user opens on this device. */
export function callOf(invite: MessageOf<'invite'>, key: CallKey, now: number): Call {
  const { callID, type, room, isGroup, groupID, inviteID, from, sequence } = invite
  return {
    key,
    callID,
    type,
    room,
    isGroup,
    groupID,
    inviter: from,
    inviteID,
    request: 0,
    peerNamesCalls: callID !== '',
    since: now - invite.age,
    peerSequence: sequence,
  }
}

/** What a message says about its call: as it is now, whatever becomes of it. */
export function factsOf({ callID, type, room, isGroup }: CallFacts): CallFacts {
  return { callID, type, room, isGroup }
}

/** The media switch as a user sees it. */
export function switchRequestOf(phase: Phase): 'none' | 'outgoing' | 'incoming' {
  const state = phase.phase === 'active' ? phase.mediaSwitch.state : 'none'
  return state === 'requested' ? 'outgoing' : state === 'asked' ? 'incoming' : 'none'
}

/**
 * Whether the own picture may be shown to this user alone, before the room. `allowed`: the camera was asked for, for this call;
 * `unasked`: only if the user has allowed it before; `kept`: as it is, the room takes over.
 */
export function previewOf(phase: Phase): 'none' | 'allowed' | 'unasked' | 'kept' {
  if (phase.phase === 'idle' || phase.call.type !== CALL_TYPE.VIDEO) return 'none'
  switch (phase.phase) {
    case 'calling':
      return phase.plan === null ? 'allowed' : 'none'
    case 'ringing':
      return phase.byVoice ? 'none' : 'unasked'
    case 'active':
      return 'kept'
  }
}
