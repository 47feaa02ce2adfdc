/** The protecting rules of the call logic, and what they make of an invitation. All of it is pure. */
import { CALL_TYPE } from '../../foundation/types'
import type { UserID } from '../../foundation/types'
import type {
  Call,
  Calling,
  Invitation,
  Memory,
  Member,
  MessageOf,
  Offline,
  Phase,
  Quiet,
  Ringing,
  Active,
  State,
  Tombstone,
} from './model'
import { invitationsHere, invitationsOf, membersOf, peerOf, sameRoom, waitsForOthers } from './queries'
import { findTombstone } from './tombstones'

type Invite = MessageOf<'invite'>

/**
 * Each of these is needed: with one answer made fixed, the explorer and the random runs find a broken promise. They are
 * members of an object so that those can replace them.
 */
export const rules = {
  /** The invitation, or the call it is about, is over: it must not ring. */
  isTombstoned(memory: Memory, { from, inviteID, callID, isGroup }: Invite, now: number): boolean {
    if (findTombstone(memory, from, inviteID, now)) return true
    // a user may be asked back into a running group call, so there only the invitation counts
    return !isGroup && !!findTombstone(memory, from, callID, now)
  },

  /** It was delivered after its ring time: the inviter has given up. */
  isExpired({ timeout, age }: Invite): boolean {
    return age >= timeout * 1000
  },

  /** A message names the very call or invitation that it would change. */
  isNamed(id: string, byMessage: string): boolean {
    return id !== '' && id === byMessage
  },

  /** Both sides of a 1v1 call have invited each other, and nobody else: the two become one call. */
  isGlare(calling: Calling, invite: Invite, self: UserID): boolean {
    if (calling.call.isGroup || invite.isGroup || peerOf(calling, self) !== invite.from) return false
    return invite.inviteeList.length === 1 && invite.inviteeList[0] === self
  },

  /** A user who has accepted has not appeared in the room in time. */
  isOverdue(member: Member): boolean {
    return member.status === 'accepted'
  },

  /** An accept of a call that is over here: the sender waits in its room, and must be told. */
  isLateAccept(own: Tombstone | undefined): own is Tombstone {
    return own !== undefined
  },

  /** The sender wrote this before what it was heard of last: it is no longer true. */
  isOld(call: Call, sequence: number): boolean {
    return sequence > 0 && sequence <= call.peerSequence
  },

  /**
   * The peer's newest word is that it is in voice, as this side told it to be before it went to video: each has heard the
   * other's last message, so nothing else would bring them together.
   */
  isOutOfStep({ type }: Call): boolean {
    return type === CALL_TYPE.VIDEO
  },

  /** The other end of this very call invites anew: for it the old call is over. */
  callsAgain(current: Ringing | Active, from: UserID, self: UserID): boolean {
    return otherEndOf(current, self) === from
  },

  /** Another invitation into the group call that rings here: it rings on when the first is withdrawn. */
  ringsToo(current: Phase, invite: Invite): boolean {
    return current.phase === 'ringing' && current.call.isGroup && invite.isGroup
  },

  /** A connected call hears nothing any more. Chat alone may be away: the call goes on for as long as the media do. */
  isCutOff(offline: Offline): boolean {
    return offline.media !== 'here' || offline.interrupted
  },

  /** Nobody else can be heard, and none is on the way: the call waits for them, and not for ever. */
  isDeserted(active: Active): boolean {
    return !rules.isCutOff(active.offline) && waitsForOthers(active)
  },

  /** The room's word that a member left counts for one who was in it. */
  hasLeft(member: Member): boolean {
    return member.status === 'joined'
  },

  /** A user in the room who has no part in this call of two, and hears and sees it. */
  isStranger(active: Active, userID: UserID, self: UserID): boolean {
    return !active.call.isGroup && peerOf(active, self) !== userID
  },

  /** The peer has said that it publishes nothing: that a room does not see it does not mean that it is gone. */
  isQuiet(quiet: Quiet): boolean {
    return quiet.peer
  },

  /** The ring time, counted here, is over without an answer. @param localID of an own invitation; 0: the peer's */
  isUnanswered(current: Phase, localID: number): boolean {
    if (!localID) return current.phase === 'ringing'
    return invitationsOf(current).some((one) => one.localID === localID && one.waiting.length > 0)
  },
}

export type Collision =
  /** no call here: it rings */
  | 'ring'
  /** another call here: the inviter is told */
  | 'busy'
  /** both sides invited each other, and this side's invitation counts */
  | 'glareWon'
  /** both sides invited each other, and the peer's invitation counts */
  | 'glareLost'
  /** the other end of the call here calls again: the old call ends, the new one rings */
  | 'recall'
  /** a further invitation into the call that is here */
  | 'sameCall'
  /** the invitation that is here already */
  | 'copy'
  /** of a call that is over, or overtaken; or it came too late */
  | 'over'

/** What an invitation is to this side. */
export function classifyInvite({ memory, current }: State, invite: Invite, now: number): Collision {
  const { self } = memory
  if (rules.isTombstoned(memory, invite, now) || rules.isExpired(invite)) return 'over'
  switch (current.phase) {
    case 'idle':
      return 'ring'
    case 'calling':
      if (!rules.isGlare(current, invite, self)) return 'busy'
      return ownWins(current, invite, self) ? 'glareWon' : 'glareLost'
    case 'ringing':
    case 'active':
      if (invitationsHere(current).some((one) => isOf(one, invite))) return 'copy'
      // the id of another user's invitation: one of the two is made up, and in a group both inviters would hear the answer
      if (invite.inviteID === current.call.inviteID && invite.groupID !== '') return 'over'
      if (isSameCall(current, invite, self)) return 'sameCall'
      if (!rules.callsAgain(current, invite.from, self)) return 'busy'
      return rules.isOld(current.call, invite.sequence) ? 'over' : 'recall'
  }
}

/** Whether a message is about this invitation of another user. */
export function isOf({ inviter, inviteID }: Invitation, message: { from: UserID; inviteID: string }): boolean {
  return inviter === message.from && inviteID === message.inviteID
}

/** The lower invitation wins; an old peer, which would answer ours with "busy", always does. */
function ownWins({ invitations }: Calling, { callID, inviteID, from }: Invite, self: UserID): boolean {
  const [own] = invitations
  if (!own || callID === '') return false
  return own.inviteID === inviteID ? self < from : own.inviteID < inviteID
}

/**
 * A further invitation into the call that is here. It names the call; an old peer names none, and a user who joined
 * without an invitation knows no name: there the room tells. Names and rooms may be known to strangers, so the sender
 * must have a part in the call, or be in its Chat group, which Chat has checked.
 */
function isSameCall(current: Ringing | Active, invite: Invite, self: UserID): boolean {
  const { call } = current
  const isNamed = invite.callID !== '' && invite.callID === call.callID
  if (!call.isGroup) return isNamed && otherEndOf(current, self) === invite.from
  if (!isNamed && !(invite.isGroup && sameRoom(invite.room, call.room))) return false
  if (call.groupID !== '' && call.groupID === invite.groupID) return true
  return membersOf(current, self).some((member) => member.userID === invite.from)
}

function otherEndOf(current: Ringing | Active, self: UserID): UserID {
  return current.phase === 'ringing' ? current.call.inviter : peerOf(current, self)
}
