/** Messages about somebody else's invitation, or about the call as a whole: invite, cancel, hangup, switch. */
import { CALL_END_REASON, CALL_TYPE } from '../types'
import type { UserID } from '../types'
import { endIfAlone, heard, onInviteeTimeout } from './answers'
import { cancelSwitch, clearSwitch, sendSwitch, sendSwitchAnswer, toVideo, toVoice } from './intents'
import { hasEnded } from './memory'
import type { Active, Call, Calling, InCall, Incoming, Member, Ringing } from './model'
import { lesserType, nameOf, peerOf, sameRoom } from './step'
import type { Step } from './step'

type MessageOf<K extends Incoming['kind']> = Extract<Incoming, { kind: K }>
type Invite = MessageOf<'invite'>

/* ------------------------------------------------------------------ invite */

export function onInvite(step: Step, message: Invite): void {
  if (isOver(step, message)) return step.ignore(`invitation ${message.inviteID} is over`)
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
  if (!step.settings.rules.tombstones) return false
  const { memory, now } = step
  if (hasEnded(memory, message.inviteID, message.from, now)) return true
  // one may be asked back into a running group call, so there only the invitation counts
  return !message.isGroup && hasEnded(memory, message.callID, message.from, now)
}

function ring(step: Step, message: Invite): void {
  const call = callOf(step, message)
  const { inviteeList, timeout } = message
  step.current = { phase: 'ringing', call, inviteeList, timeout, answering: false, replaces: '' }
  if (step.settings.rules.ringTimer) step.startTimer(call, 'ring', timeout * 1000)
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
  if (!step.settings.rules.glare) return false
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
  }
  step.settle(own ? calling.call.request : 0, null)
  const call: Call = {
    ...callOf(step, message),
    key: calling.call.key,
    type: lesserType(calling.call.type, message.type),
    request: own ? 0 : calling.call.request,
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
  else if (step.settings.rules.ringTimer) step.startTimer(call, 'ring', message.timeout * 1000)
}

function ownWins(step: Step, ownID: string, message: Invite): boolean {
  if (ownID !== message.inviteID) return ownID < message.inviteID
  return step.self < message.from
}

/** Says yes on the wire and goes into the room. */
export function acceptNow(step: Step, ringing: Ringing): void {
  const { call, replaces } = ringing
  step.stopTimer(call, 'ring')
  const order = step.nextOrder()
  step.run({
    type: 'accept',
    key: call.key,
    invitation: { inviteID: call.inviteID, inviter: call.inviter, invitees: [step.self], groupID: call.groupID },
    message: { kind: 'accept', call, order, replaces },
  })
  const others = ringing.inviteeList.filter((userID) => userID !== step.self && userID !== call.inviter)
  const members: Member[] = [{ userID: call.inviter, status: 'accepted' }]
  const active = step.enter(call, members.concat(others.map((userID) => ({ userID, status: 'ringing' as const }))), [])
  // they ring as long as this side would have
  if (others.length) step.startTimer(active.call, 'others', ringing.timeout * 1000 + step.settings.limits.ringGrace)
}

function onInviteDuringCall(step: Step, current: Ringing | Active, message: Invite): void {
  const { call } = current
  const isCopy = message.inviteID === call.inviteID && message.from === call.inviter
  if (isCopy) return step.ignore('second copy of the current invitation')
  if (isSameCall(call, message)) return rejoin(step, current, message)
  const fromPeer =
    current.phase === 'ringing' ? call.inviter === message.from : peerOf(current, step.self) === message.from
  if (!fromPeer || !step.settings.rules.replace) return step.replyBusy(message)
  if (step.settings.rules.order && message.order > 0 && message.order <= call.peerOrder) {
    step.silence(message.from, message.inviteID)
    return step.ignore(`an older invitation of ${message.from}`)
  }
  step.log(`${message.from} calls again: the old call is over`)
  step.end(CALL_END_REASON.REPLACED, message.from)
  ring(step, message)
}

/** Old peers name no call, and who joined without an invitation knows no name: there the room tells. */
function isSameCall(call: Call, message: Invite): boolean {
  if (message.callID !== '' && message.callID === call.callID) return true
  return call.isGroup && message.isGroup && sameRoom(message.room, call.room)
}

/** Invited into the call that this side is in already: it joined by itself, or was asked by two. */
function rejoin(step: Step, current: Ringing | Active, message: Invite): void {
  if (current.phase === 'ringing') return step.ignore('a second invitation into the ringing call')
  step.run({
    type: 'accept',
    key: current.call.key,
    invitation: nameOf(message, step.self),
    message: { kind: 'accept', call: current.call, order: step.nextOrder(), replaces: '' },
  })
}

export function onBadInvite(step: Step, message: MessageOf<'badInvite'>): void {
  const facts = { callID: message.callID, type: CALL_TYPE.AUDIO, room: { roomID: 0, strRoomID: '' }, isGroup: false }
  step.silence(message.from, message.inviteID)
  step.log(`declined an invitation of ${message.from} that names no usable room`)
  step.run({
    type: 'reject',
    invitation: nameOf(message, step.self),
    message: { kind: 'reject', call: facts, busy: false },
  })
}

/* ------------------------------------------------------------------ the inviter gives up */

export function onCancel(step: Step, message: MessageOf<'cancel'>): void {
  step.silence(message.from, message.inviteID)
  const { current } = step
  if (current.phase === 'active') clearPeerSwitch(step, current, message)
  if (!isTheirInvitation(step, message)) return step.ignore(`cancel of ${message.from} for another invitation`)
  if (current.phase === 'ringing') {
    step.emit('CALLING_CANCEL', { inviteID: current.call.inviteID, invitee: step.self })
    return step.end(CALL_END_REASON.CANCEL, message.from)
  }
  // in a group only those who still ring are meant
  if (current.phase === 'active' && !current.call.isGroup) step.end(CALL_END_REASON.CANCEL, message.from)
}

/** The ring time is over, in the words of the inviter or of another invitee. */
export function onTimeout(step: Step, message: MessageOf<'timeout'>): void {
  const { current } = step
  const aboutOwn = current.phase === 'calling' || (current.phase === 'active' && current.call.inviter !== message.from)
  if (aboutOwn) return onInviteeTimeout(step, message)
  step.silence(message.from, message.inviteID)
  if (!isTheirInvitation(step, message)) return step.ignore(`timeout of ${message.from} for another invitation`)
  if (current.phase === 'ringing') return ringTimeOver(step, current, message.from)
  if (current.phase === 'active' && !current.call.isGroup) step.end(CALL_END_REASON.TIMEOUT, message.from)
}

/** @param by whose clock ran out first: the inviter's, or our own */
export function ringTimeOver(step: Step, ringing: Ringing, by: UserID): void {
  const { inviteID, inviter, groupID } = ringing.call
  step.emit('CALLING_TIMEOUT', { inviteID, timeoutUserList: [step.self], sponsor: inviter, groupID })
  step.end(CALL_END_REASON.TIMEOUT, by)
}

function isTheirInvitation(step: Step, message: { inviteID: string; from: UserID }): boolean {
  const { current } = step
  if (current.phase !== 'ringing' && current.phase !== 'active') return false
  if (!step.settings.rules.matchIDs) return true
  return current.call.inviter === message.from && current.call.inviteID === message.inviteID
}

/* ------------------------------------------------------------------ hangup */

export function onHangupMessage(step: Step, message: MessageOf<'hangup'>): void {
  if (message.callID) step.silence(message.from, message.callID)
  const { current } = step
  if (current.phase === 'idle' || !isAboutCall(step, current, message)) {
    return step.ignore(`hangup of ${message.from} for another call`)
  }
  if (current.phase === 'active' && current.call.isGroup) return memberLeft(step, current, message.from)
  const by = message.from
  if (current.phase === 'ringing') {
    step.emit('CALLING_CANCEL', { inviteID: current.call.inviteID, invitee: step.self })
    return step.end(CALL_END_REASON.CANCEL, by)
  }
  step.delivered()
  step.end(CALL_END_REASON.HANGUP, by)
}

/** A hangup ends only the call it names; one without a name only a call with an old peer, and only an answered one. */
function isAboutCall(step: Step, current: InCall, message: MessageOf<'hangup'>): boolean {
  if (!step.settings.rules.matchIDs) return true
  const { call } = current
  const fromParty = call.isGroup
    ? call.inviter === message.from || isMember(current, message.from)
    : peerOf(current, step.self) === message.from
  if (!fromParty) return false
  if (message.callID) return message.callID === call.callID
  if (call.groupID !== message.groupID) return false
  return current.phase === 'active' && !call.peerNamesCalls
}

function isMember(current: InCall, userID: UserID): boolean {
  return current.phase === 'active' && current.members.some((member) => member.userID === userID)
}

/** A hangup inside a group call: that user is gone, the others stay. */
function memberLeft(step: Step, active: Active, userID: UserID): void {
  const isThere = (member: Member) => member.status === 'joined' || member.status === 'left'
  const wasThere = active.members.some((member) => member.userID === userID && isThere(member))
  // the room's own word is on its way and takes the user out
  if (wasThere && active.members.some((member) => member.userID !== userID && isThere(member))) return
  step.stopTimer(active.call, `join:${userID}`)
  step.current = { ...active, members: active.members.filter((member) => member.userID !== userID) }
  if (wasThere) step.emit('USER_LEAVE', { userID })
  endIfAlone(step, CALL_END_REASON.HANGUP, userID)
}

/* ------------------------------------------------------------------ media switch */

export function onSwitch(step: Step, message: MessageOf<'switch'>): void {
  const { current } = step
  // not yet connected here, the peer may be: it saw this side in the room first
  if (current.phase !== 'active' || current.call.isGroup) {
    return step.ignore(`switch of ${message.from} outside an answered 1v1 call`)
  }
  if (peerOf(current, step.self) !== message.from || (message.callID && message.callID !== current.call.callID)) {
    return step.ignore(`switch of ${message.from} for another call`)
  }
  if (hasEnded(step.memory, message.inviteID, message.from, step.now))
    return step.ignore('a switch that was taken back')
  const stale = step.settings.rules.order && message.order > 0 && message.order <= current.call.peerOrder
  if (stale) return step.ignore(`an older switch of ${message.from}`)
  applySwitch(step, heard(step, current, message.order) || current, message)
}

function applySwitch(step: Step, current: Active, message: MessageOf<'switch'>): void {
  const sameType = current.call.type === message.to
  const bothWantVideo = current.switching !== null && current.switching.direction === 'outgoing'
  if (message.to === CALL_TYPE.AUDIO || sameType || bothWantVideo) {
    sendSwitchAnswer(step, current, message.inviteID, message.to, 'acceptSwitch')
    if (message.to === CALL_TYPE.AUDIO) cancelSwitch(step, current)
    if (sameType) return clearSwitch(step, current)
    return message.to === CALL_TYPE.AUDIO
      ? toVoice(step, current)
      : toVideo(step, { ...current, granted: message.inviteID })
  }
  clearSwitch(step, current)
  step.current = { ...current, switching: { direction: 'incoming', n: 0, inviteID: message.inviteID } }
  step.startTimer(current.call, 'switch', step.settings.limits.switch)
  step.emit('CALL_TYPE_REQUEST', { userID: message.from, type: message.to })
}

/** The peer takes its request to switch back. */
function clearPeerSwitch(step: Step, active: Active, message: MessageOf<'cancel'>): void {
  const { switching, granted, call } = active
  if (peerOf(active, step.self) !== message.from) return
  if (switching && switching.direction === 'incoming' && switching.inviteID === message.inviteID)
    clearSwitch(step, active)
  if (granted !== message.inviteID || call.type !== CALL_TYPE.VIDEO) return
  // the peer stopped waiting before our consent arrived; it is told, in case it went to video some other way
  sendSwitch(step, active, CALL_TYPE.AUDIO, 0)
  toVoice(step, active)
}

/* ------------------------------------------------------------------ another device of this account */

export function onElsewhere(step: Step, message: MessageOf<'elsewhere'>): void {
  const { current } = step
  if (current.phase !== 'ringing' || current.call.inviteID !== message.inviteID) {
    // the invitation itself may still be on its way
    return step.silence(message.inviter, message.inviteID)
  }
  const accepted = message.action === 'accept'
  step.end(accepted ? CALL_END_REASON.ANSWERED_ELSEWHERE : CALL_END_REASON.REJECTED_ELSEWHERE, step.self)
}
