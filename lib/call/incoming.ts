/** Invitations of other users: what each is to this side, ringing, and how the ringing ends. */
import { MICROPHONE_DENIED } from '../foundation/failures'
import { CALL_END_REASON, CALL_TYPE } from '../foundation/types'
import type { UserID } from '../foundation/types'
import { sendAccept, yieldTo } from './answering'
import type { Draft } from './state/draft'
import { dropInvitation, end, fail, rejectCall } from './end'
import { onHangupInRoom } from './in-room'
import type { Active, InCall, Incoming, InputOf, Invitation, MessageOf, Ringing } from './state/model'
import { callOf, factsOf, invitationsHere, memberOf, NO_ROOM, peerOf, restOf } from './state/queries'
import { onNo } from './outgoing'
import { classifyInvite, isOf, rules } from './state/rules'
import { onSwitchCancelled } from './switch'

type Invite = MessageOf<'invite'>

/** further invitations into one group call that are remembered while it rings */
const MAX_FURTHER = 32

/* ------------------------------------------------------------------ invite */

export function onInvite(draft: Draft, message: Invite): void {
  const { current } = draft
  const { from, inviteID } = message
  switch (classifyInvite(draft, message, draft.now)) {
    case 'ring':
      return ring(draft, message)
    case 'busy':
      return replyBusy(draft, message)
    case 'glareWon':
      draft.log(`glare with ${from}: our invitation wins`)
      return draft.addTombstone(from, inviteID)
    case 'glareLost':
      if (current.phase === 'calling') yieldTo(draft, current, message)
      return
    case 'recall':
      draft.log(`${from} calls again: the old call is over`)
      end(draft, CALL_END_REASON.REPLACED, from)
      return ring(draft, message)
    case 'sameCall':
      return onSameCall(draft, message)
    case 'over':
      return draft.addTombstone(from, inviteID)
    case 'copy':
  }
}

/** This side joined by itself, or was invited by two members. */
function onSameCall(draft: Draft, message: Invite): void {
  const { current } = draft
  const { inviteID, groupID } = message
  const invitation = { inviter: message.from, inviteID, groupID }
  if (current.phase === 'active') {
    // who is in the call is answered; who only names it, or was only named in it, sees in the room who is there
    const member = memberOf(current, message.from)
    const isHere = member !== undefined && member.status !== 'ringing'
    if (isHere && draft.mayReply(message.from, true)) sendAccept(draft, current.call, invitation, '', true)
    return
  }
  if (current.phase !== 'ringing' || !rules.ringsToo(current, message)) return
  const [before] = invitationsHere(current).filter((one) => one.inviter === message.from)
  if (before) replaceInvitation(draft, current, before, invitation)
  else if (current.further.length < MAX_FURTHER) current.further = current.further.concat(invitation)
  else return
  const deadline = draft.now + restOf(message)
  if (deadline <= current.deadline) return
  current.deadline = deadline
  draft.startTimer('ring', restOf(message))
}

/** One invitation of each inviter rings, the latest: so one answer to each is enough. */
function replaceInvitation(draft: Draft, ringing: Ringing, before: Invitation, invitation: Invitation): void {
  const { call } = ringing
  dropInvitation(draft, before)
  if (call.inviteID === before.inviteID && call.inviter === before.inviter) Object.assign(call, invitation)
  else ringing.further = ringing.further.map((one) => (one === before ? invitation : one))
}

function ring(draft: Draft, message: Invite): void {
  const { from, inviteID, timeout, isGroup, type, version, userData } = message
  // whoever else is named has no part in a call of two
  const inviteeList = isGroup ? message.inviteeList : [draft.self]
  const { roomID, strRoomID } = message.room
  const call = callOf(message, draft.nextKey(), draft.now)
  const deadline = draft.now + restOf(message)
  draft.become({
    phase: 'ringing',
    call,
    inviteeList,
    timeout,
    deadline,
    further: [],
    answering: false,
    byVoice: false,
    replaces: '',
  })
  draft.startTimer('ring', restOf(message))
  draft.log(`call ${call.key} rings: ${from} invites`)
  draft.emit('INVITED', {
    sponsor: from,
    isFromGroup: isGroup,
    inviteID,
    inviteData: { callType: type, roomID, ...(strRoomID ? { strRoomID } : {}), version },
    inviteeList,
    ...(userData ? { userData } : {}),
  })
}

/** Tells an inviter that this side is in another call. */
function replyBusy(draft: Draft, message: Invite): void {
  draft.addTombstone(message.from, message.inviteID)
  draft.refuseInvitation(message.from, message, message, true)
}

export function onBadInvite(draft: Draft, message: MessageOf<'badInvite'>): void {
  const { from, callID, inviteID } = message
  draft.addTombstone(from, inviteID)
  draft.log(`rejected an invitation of ${from} that names no usable room`)
  draft.refuseInvitation(from, message, { callID, type: CALL_TYPE.AUDIO, room: NO_ROOM, isGroup: false }, false)
}

/* ------------------------------------------------------------------ the user rejects */

export function onReject(draft: Draft, { request, busy }: InputOf<'reject'>): void {
  const { current } = draft
  if (current.phase !== 'ringing') return draft.refuse(request, 'There is no invitation to reject.')
  rejectCall(draft, current, busy)
  end(draft, CALL_END_REASON.REJECT, draft.self)
  draft.settle(request, null)
}

/** Permissions were refused while calling or answering. */
export function onPrepareFailed(draft: Draft, { failure }: InputOf<'prepareFailed'>): void {
  const { current } = draft
  if (current.phase === 'idle' || current.phase === 'active') return
  const isMicrophone = failure.code === MICROPHONE_DENIED.code
  if (current.phase === 'ringing') rejectCall(draft, current)
  fail(draft, isMicrophone ? CALL_END_REASON.MICROPHONE_DENIED : CALL_END_REASON.ROOM_FAILED, draft.self, failure)
}

/* ------------------------------------------------------------------ the inviter gives up */

/** An invitation that is not here, or not any more: should it arrive later, it must not ring. */
export function onOver(draft: Draft, { from, inviteID }: Incoming): void {
  draft.addTombstone(from, inviteID)
}

/** The inviter, or its clock, withdraws an invitation. */
export function onWithdrawn(draft: Draft, message: MessageOf<'cancel' | 'timeout'>, ringing: Ringing): void {
  onOver(draft, message)
  if (ringsOn(draft, ringing, (one) => isOf(one, message))) return
  const reason = message.kind === 'cancel' ? CALL_END_REASON.CANCEL : CALL_END_REASON.TIMEOUT
  if (isTheirs(ringing, message)) stopRinging(draft, ringing, reason, message.from)
}

/** Takes the invitations that are over off a group call that rings by several. @returns whether it goes on ringing */
function ringsOn(draft: Draft, ringing: Ringing, isOver: (invitation: Invitation) => boolean): boolean {
  if (!ringing.further.length) return false
  const all = invitationsHere(ringing)
  const [first, ...further] = all.filter((one) => !isOver(one))
  if (!first) return false
  all.filter(isOver).forEach((one) => dropInvitation(draft, one))
  ringing.further = further
  const { call } = ringing
  call.inviter = first.inviter
  call.inviteID = first.inviteID
  call.groupID = first.groupID
  return true
}

/** Of the invitation that this side has accepted, or of the peer's request for video. */
export function onCancelInCall(draft: Draft, message: MessageOf<'cancel'>, active: Active): void {
  onSwitchCancelled(draft, message, active)
  onOver(draft, message)
  // in a group only those who still ring are meant
  if (isTheirs(active, message) && !active.call.isGroup) end(draft, CALL_END_REASON.CANCEL, message.from)
}

/** The ring time is over, in the words of the inviter or of another invitee. */
export function onTimeoutInCall(draft: Draft, message: MessageOf<'timeout'>, active: Active): void {
  const { call, connectedAt } = active
  if (call.inviter !== message.from) return onNo(draft, message, active, CALL_END_REASON.TIMEOUT)
  onOver(draft, message)
  // the SDK of an old inviter may count on in the middle of the call
  if (!isTheirs(active, message) || call.isGroup || connectedAt !== null) return
  end(draft, CALL_END_REASON.TIMEOUT, message.from)
}

function isTheirs({ call }: InCall, { from, inviteID }: MessageOf<'cancel' | 'timeout'>): boolean {
  return call.inviter === from && rules.isNamed(call.inviteID, inviteID)
}

/** @param by who gave up; whose clock said first that the time is over, the inviter's or the own one */
function stopRinging(draft: Draft, { call }: Ringing, reason: 'cancel' | 'timeout', by: UserID): void {
  const { inviteID, inviter, groupID } = call
  const { self } = draft
  if (reason === 'cancel') draft.emit('CALLING_CANCEL', { inviteID, invitee: self })
  else draft.emit('CALLING_TIMEOUT', { inviteID, timeoutUserList: [self], sponsor: inviter, groupID })
  end(draft, reason, by)
}

/** The own count of the peer's ring time. */
export function onRingTimer(draft: Draft): void {
  const { current } = draft
  if (current.phase !== 'ringing' || !rules.isUnanswered(current, 0)) return
  const message = { kind: 'timeout', call: factsOf(current.call) } as const
  for (const one of invitationsHere(current)) {
    if (draft.mayReply(one.inviter))
      draft.run({ type: 'timeout', invitation: draft.foreignName(one.inviter, one), message })
  }
  stopRinging(draft, current, CALL_END_REASON.TIMEOUT, draft.self)
}

/* ------------------------------------------------------------------ hangup */

/** A hangup of a call that is not here: should its invitation arrive later, it must not ring. */
export function onLateHangup(draft: Draft, { from, callID }: MessageOf<'hangup'>): void {
  draft.addTombstone(from, callID)
}

export function onHangupMessage(draft: Draft, message: MessageOf<'hangup'>, current: InCall): void {
  onLateHangup(draft, message)
  if (!isAboutCall(draft, current, message)) return
  if (current.phase === 'ringing') {
    if (ringsOn(draft, current, (one) => one.inviter === message.from)) return
    stopRinging(draft, current, CALL_END_REASON.CANCEL, message.from)
  } else if (current.phase === 'active') onHangupInRoom(draft, message, current)
  // a user who hangs up has heard of the call
  else end(draft, CALL_END_REASON.HANGUP, message.from, { outcome: null })
}

/** A hangup ends only the call it names; one without a name only a call with an old peer, and only an answered one. */
function isAboutCall(draft: Draft, current: InCall, message: MessageOf<'hangup'>): boolean {
  const { from, callID, groupID, age } = message
  const { call } = current
  const isParty = call.isGroup ? call.inviter === from || isMember(current, from) : peerOf(current, draft.self) === from
  if (!isParty) return false
  if (rules.isNamed(call.callID, callID)) return true
  if (callID !== '' || call.groupID !== groupID || current.phase !== 'active' || call.peerNamesCalls) return false
  // delivered late, and sent before this call began
  return draft.now - age >= call.since
}

/** In the group call, or inviting into it. */
function isMember(current: InCall, userID: UserID): boolean {
  if (current.phase === 'ringing') return current.further.some((one) => one.inviter === userID)
  return current.phase === 'active' && !!memberOf(current, userID)
}

/* ------------------------------------------------------------------ another device of this account */

/** This user has answered on another device, or has let it ring there. */
export function onElsewhere(draft: Draft, message: MessageOf<'elsewhere'>, ringing: Ringing): void {
  const isHere = invitationsHere(ringing).some((one) => one.inviteID === message.inviteID)
  // the invitation itself may still be on its way
  if (!isHere) return onOver(draft, message)
  // the own clock counts as well
  if (message.answer === 'timeout') return
  const accepted = message.answer === 'accept'
  end(draft, accepted ? CALL_END_REASON.ANSWERED_ELSEWHERE : CALL_END_REASON.REJECTED_ELSEWHERE, draft.self)
}
