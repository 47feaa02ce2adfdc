/** Messages about somebody else's invitation, or about the call as a whole: invite, cancel, hangup, switch. */
import { CALL_END_REASON, CALL_TYPE } from '../foundation/types'
import type { UserID } from '../foundation/types'
import { endIfAlone, heard, onNo, withPeer } from './answers'
import { answerSwitch, cancelSwitch, clearSwitch, setType, tellVoice } from './intents'
import type { Active, Call, Calling, InCall, Incoming, Member, Ringing } from './model'
import { lesserType, memberOf, membersOf, NO_ROOM, peerOf, sameRoom, withoutMember } from './queries'
import type { Step } from './step'

type MessageOf<K extends Incoming['kind']> = Extract<Incoming, { kind: K }>
type Invite = MessageOf<'invite'>

/* ------------------------------------------------------------------ invite */

export function onInvite(step: Step, message: Invite): void {
  if (isOver(step, message)) return
  const { current } = step
  switch (current.phase) {
    case 'idle':
      return ring(step, message)
    case 'calling':
      return isGlare(step, current, message) ? settleGlare(step, current, message) : step.replyBusy(message)
    case 'ringing':
    case 'active':
      return onInviteDuringCall(step, current, message)
  }
}

function isOver(step: Step, message: Invite): boolean {
  const { inviteID, callID, from, isGroup } = message
  if (!step.rules.tombstones) return false
  // one may be asked back into a running group call, so there only the invitation counts
  return !!step.ended(from, inviteID) || (!isGroup && !!step.ended(from, callID))
}

function ring(step: Step, message: Invite): void {
  const call = callOf(step, message)
  const { inviteeList, timeout } = message
  step.current = { phase: 'ringing', call, inviteeList, timeout, answering: false, replaces: '' }
  if (step.rules.ringTimer) step.startTimer(call, 'ring', timeout * 1000)
  step.log(`call ${call.key} rings: ${message.from} invites`)
  const { roomID, strRoomID } = message.room
  step.emit('INVITED', {
    sponsor: message.from,
    isFromGroup: message.isGroup,
    inviteID: message.inviteID,
    inviteData: { callType: message.type, roomID, ...(strRoomID ? { strRoomID } : {}), version: message.version },
    inviteeList: message.inviteeList,
    ...(message.userData ? { userData: message.userData } : {}),
  })
}

function callOf(step: Step, message: Invite): Call {
  return {
    key: step.nextKey(),
    callID: message.callID,
    type: message.type,
    room: message.room,
    isGroup: message.isGroup,
    groupID: message.groupID,
    inviter: message.from,
    inviteID: message.inviteID,
    request: 0,
    peerNamesCalls: message.callID !== '',
    peerOrder: message.order,
  }
}

/** Both sides of a 1v1 call have invited each other. */
function isGlare(step: Step, calling: Calling, message: Invite): boolean {
  if (!step.rules.glare) return false
  return !calling.call.isGroup && !message.isGroup && peerOf(calling, step.self) === message.from
}

/** The lower invitation wins; an old peer, which would answer ours with "busy", always does. */
function settleGlare(step: Step, calling: Calling, message: Invite): void {
  const own = calling.invitations[0]
  const oldPeer = message.callID === ''
  if (own && !oldPeer && ownWins(step, own.inviteID, message)) {
    step.silence(message.from, message.inviteID)
    step.log(`glare with ${message.from}: our invitation wins`)
    return
  }
  step.log(`glare with ${message.from}: their invitation wins`)
  if (own) {
    step.forgetOwn(own, calling.call.callID)
    step.stopTimer(calling.call, `ring:${own.n}`)
    step.run({ type: 'forget', inviteID: own.inviteID })
    step.settle(own.request, null)
  }
  const call: Call = {
    ...callOf(step, message),
    key: calling.call.key,
    type: lesserType(calling.call.type, message.type),
    request: calling.call.request,
  }
  const answering: Ringing = {
    phase: 'ringing',
    call,
    inviteeList: message.inviteeList,
    timeout: message.timeout,
    answering: true,
    replaces: own ? own.inviteID : '',
  }
  step.current = answering
  step.emit('USER_ACCEPT', { userID: message.from })
  // with the own invitation out, permissions are there already; otherwise their answer is under way
  if (own) acceptNow(step, answering)
  else if (step.rules.ringTimer) step.startTimer(call, 'ring', message.timeout * 1000)
}

function ownWins(step: Step, ownID: string, message: Invite): boolean {
  if (ownID !== message.inviteID) return ownID < message.inviteID
  return step.self < message.from
}

/** Says yes on the wire and goes into the room. */
export function acceptNow(step: Step, ringing: Ringing): void {
  const { call } = ringing
  step.stopTimer(call, 'ring')
  accept(step, call, call.inviter, call, ringing.replaces)
  const members = membersOf(ringing, step.self)
  step.enter(call, members, [])
  // the others ring as long as this side would have
  if (members.length > 1) step.startTimer(call, 'others', ringing.timeout * 1000 + step.limits.ringGrace)
}

function accept(
  step: Step,
  call: Call,
  inviter: UserID,
  invite: { inviteID: string; groupID: string },
  replaces: string,
): void {
  step.run({
    type: 'accept',
    key: call.key,
    invitation: step.invitationOf(inviter, invite),
    message: { kind: 'accept', call, order: step.nextOrder(), replaces },
  })
}

function onInviteDuringCall(step: Step, current: Ringing | Active, message: Invite): void {
  const { call } = current
  const isCopy = message.inviteID === call.inviteID && message.from === call.inviter
  if (isCopy) return
  if (isSameCall(call, message)) {
    // it joined by itself, or was asked by two
    if (current.phase === 'active') accept(step, call, message.from, message, '')
    return
  }
  const peer = current.phase === 'ringing' ? call.inviter : peerOf(current, step.self)
  if (peer !== message.from || !step.rules.replace) return step.replyBusy(message)
  if (step.isOld(call, message.order)) return step.silence(message.from, message.inviteID)
  step.log(`${message.from} calls again: the old call is over`)
  step.end(CALL_END_REASON.REPLACED, message.from)
  ring(step, message)
}

/** Old peers name no call, and who joined without an invitation knows no name: there the room tells. */
function isSameCall(call: Call, message: Invite): boolean {
  if (message.callID !== '' && message.callID === call.callID) return true
  return call.isGroup && message.isGroup && sameRoom(message.room, call.room)
}

export function onBadInvite(step: Step, message: MessageOf<'badInvite'>): void {
  const { from, callID } = message
  step.silence(from, message.inviteID)
  step.log(`declined an invitation of ${from} that names no usable room`)
  step.decline(from, message, { callID, type: CALL_TYPE.AUDIO, room: NO_ROOM, isGroup: false }, false)
}

/* ------------------------------------------------------------------ the inviter gives up */

export function onCancel(step: Step, message: MessageOf<'cancel'>): void {
  clearPeerSwitch(step, message)
  onGivenUp(step, message, CALL_END_REASON.CANCEL)
}

/** The ring time is over, in the words of the inviter or of another invitee. */
export function onTimeout(step: Step, message: MessageOf<'timeout'>): void {
  const { current } = step
  const aboutOwn = current.phase === 'calling' || (current.phase === 'active' && current.call.inviter !== message.from)
  if (aboutOwn) onNo(step, message, CALL_END_REASON.TIMEOUT)
  else onGivenUp(step, message, CALL_END_REASON.TIMEOUT)
}

function onGivenUp(step: Step, message: MessageOf<'cancel' | 'timeout'>, reason: 'cancel' | 'timeout'): void {
  step.silence(message.from, message.inviteID)
  const { current } = step
  if (current.phase !== 'ringing' && current.phase !== 'active') return
  const { call } = current
  const isTheirs = call.inviter === message.from && call.inviteID === message.inviteID
  if (step.rules.matchIDs && !isTheirs) return
  if (current.phase === 'ringing') stopRinging(step, current, reason, message.from)
  // in a group only those who still ring are meant; old inviters' SDKs may count on in the middle of the call
  else if (!call.isGroup && (reason === 'cancel' || current.connectedAt === null)) step.end(reason, message.from)
}

/** @param by who gave up; by whose clock the time ran out first, the inviter's or our own */
export function stopRinging(step: Step, { call }: Ringing, reason: 'cancel' | 'timeout', by: UserID): void {
  const { inviteID, inviter, groupID } = call
  const { self } = step
  if (reason === 'cancel') step.emit('CALLING_CANCEL', { inviteID, invitee: self })
  else step.emit('CALLING_TIMEOUT', { inviteID, timeoutUserList: [self], sponsor: inviter, groupID })
  step.end(reason, by)
}

/* ------------------------------------------------------------------ hangup */

export function onHangupMessage(step: Step, message: MessageOf<'hangup'>): void {
  const { from } = message
  step.silence(from, message.callID)
  const { current } = step
  if (current.phase === 'idle' || !isAboutCall(step, current, message)) return
  if (current.phase === 'ringing') return stopRinging(step, current, CALL_END_REASON.CANCEL, from)
  if (current.phase === 'active' && current.call.isGroup) return memberLeft(step, current, from)
  // whoever hangs up has heard of the call
  step.end(CALL_END_REASON.HANGUP, from, { outcome: null })
}

/** A hangup ends only the call it names; one without a name only a call with an old peer, and only an answered one. */
function isAboutCall(step: Step, current: InCall, message: MessageOf<'hangup'>): boolean {
  if (!step.rules.matchIDs) return true
  const { call } = current
  const fromParty = call.isGroup
    ? call.inviter === message.from || (current.phase === 'active' && !!memberOf(current, message.from))
    : peerOf(current, step.self) === message.from
  if (!fromParty) return false
  if (message.callID) return message.callID === call.callID
  if (call.groupID !== message.groupID) return false
  return current.phase === 'active' && !call.peerNamesCalls
}

/** A hangup inside a group call: that user is gone, the others stay. */
function memberLeft(step: Step, active: Active, userID: UserID): void {
  const isThere = (member: Member) => member.status === 'joined' || member.status === 'left'
  const wasThere = active.members.some((member) => member.userID === userID && isThere(member))
  // the room's own word is on its way and takes the user out
  if (wasThere && active.members.some((member) => member.userID !== userID && isThere(member))) return
  step.stopTimer(active.call, `join:${userID}`)
  step.current = withoutMember(active, userID)
  if (wasThere) step.emit('USER_LEAVE', { userID })
  endIfAlone(step, CALL_END_REASON.HANGUP, userID)
}

/* ------------------------------------------------------------------ media switch */

export function onSwitch(step: Step, message: MessageOf<'switch'>): void {
  // not yet connected here, the peer may be: it saw this side in the room first
  const active = withPeer(step, message.from)
  if (!active || (message.callID && message.callID !== active.call.callID)) return
  // taken back, or older than what is known
  if (step.ended(message.from, message.inviteID) || step.isOld(active.call, message.order)) return
  // whatever the peer asks for, it asks from voice, or for it
  applySwitch(step, { ...heard(step, active, message.order), toVoice: null }, message)
}

function applySwitch(step: Step, active: Active, { from, inviteID, to }: MessageOf<'switch'>): void {
  const sameType = active.call.type === to
  const bothWantVideo = active.switching !== null && active.switching.direction === 'outgoing'
  if (to === CALL_TYPE.AUDIO || sameType || bothWantVideo) {
    answerSwitch(step, active, inviteID, to, 'acceptSwitch')
    if (to === CALL_TYPE.AUDIO) cancelSwitch(step, active)
    if (sameType) clearSwitch(step, active)
    else setType(step, to === CALL_TYPE.AUDIO ? active : { ...active, granted: inviteID }, to)
    return
  }
  clearSwitch(step, active)
  step.current = { ...active, switching: { direction: 'incoming', n: 0, inviteID } }
  step.startTimer(active.call, 'switch', step.limits.switch)
  step.emit('CALL_TYPE_REQUEST', { userID: from, type: to })
}

/** The peer takes its request to switch back. */
function clearPeerSwitch(step: Step, { from, inviteID }: MessageOf<'cancel'>): void {
  const active = withPeer(step, from)
  if (!active) return
  const { switching, granted, call } = active
  if (switching && switching.direction === 'incoming' && switching.inviteID === inviteID) clearSwitch(step, active)
  if (granted !== inviteID || call.type !== CALL_TYPE.VIDEO) return
  // the peer stopped waiting before our consent arrived; it is told, in case it went to video some other way
  setType(step, tellVoice(step, active), CALL_TYPE.AUDIO)
}

/* ------------------------------------------------------------------ another device of this account */

export function onElsewhere(step: Step, message: MessageOf<'elsewhere'>): void {
  const { current } = step
  if (current.phase !== 'ringing' || current.call.inviteID !== message.inviteID) {
    // the invitation itself may still be on its way
    return step.silence(message.from, message.inviteID)
  }
  step.end(message.accepted ? CALL_END_REASON.ANSWERED_ELSEWHERE : CALL_END_REASON.REJECTED_ELSEWHERE, step.self)
}
