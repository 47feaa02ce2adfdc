/** Answers to our own invitations: accept, reject, busy, timeout, and what follows when nobody is left. */
import { CALL_END_REASON, CALL_TYPE } from '../foundation/types'
import type { CallEndReason, CallType, NoAnswerData, UserID } from '../foundation/types'
import { clearSwitch, setType, tellVoice } from './intents'
import type { Active, Call, Calling, Incoming, Member, OwnInvitation } from './model'
import { lesserType, memberOf, membersOf, NO_ROOM, peerOf, stillRinging, withoutWaiting } from './queries'
import type { Step } from './step'

type MessageOf<K extends Incoming['kind']> = Extract<Incoming, { kind: K }>

/** The current call's own invitation that a message is about. */
function ownInvitation({ current, rules }: Step, inviteID: string): OwnInvitation | undefined {
  if (!('invitations' in current)) return undefined
  const hits = current.invitations.filter((one) => one.inviteID !== '' && one.inviteID === inviteID)
  // with the id check switched off, any answer is taken for one to the first invitation
  return hits[0] || (rules.matchIDs ? undefined : current.invitations[0])
}

export function onAcceptMessage(step: Step, message: MessageOf<'accept'>): void {
  if (message.switchTo) return onSwitchAccepted(step, message)
  settleReplaced(step, message)
  const { current } = step
  const invitation = ownInvitation(step, message.inviteID)
  if (!invitation || !('invitations' in current)) return onForeignAccept(step, message)
  // not invited, or for the second time
  if (invitation.invitees.indexOf(message.from) < 0) return
  if (invitation.waiting.indexOf(message.from) < 0 && !mayComeLate(current, message.from)) return
  const call: Call = {
    ...current.call,
    type: agreedType(current.call, message),
    peerNamesCalls: message.callID !== '',
    peerOrder: Math.max(current.call.peerOrder, message.order),
  }
  const members = setStatus(membersOf(current, step.self), message.from, 'accepted')
  const invitations = withoutWaiting(current.invitations, message.from)
  if (!invitation.waiting.some((userID) => userID !== message.from)) step.stopTimer(call, `ring:${invitation.n}`)
  step.emit('USER_ACCEPT', { userID: message.from })
  if (current.phase === 'calling') step.enter(call, members, invitations)
  else {
    step.current = { ...current, call, members, invitations }
    step.expect(call, message.from)
  }
  step.settleInvitation(invitation.n, null)
}

/** An own-protocol invitee who has called as well (glare) accepts with the lesser type; an old one just writes a type. */
function agreedType({ type, isGroup }: Call, message: MessageOf<'accept'>): CallType {
  return !isGroup && message.callID && message.type ? lesserType(type, message.type) : type
}

/** A group call takes somebody in who answers after the ring time; a 1v1 call is over by then. */
function mayComeLate(current: Calling | Active, userID: UserID): boolean {
  return current.call.isGroup && (current.phase === 'calling' || !memberOf(current, userID))
}

/** An accept may name an invitation of ours that it settles (glare): that one must not ring any more. */
function settleReplaced(step: Step, message: MessageOf<'accept'>): void {
  if (!message.replaces) return
  step.silence(message.from, message.replaces)
  const { current } = step
  const unanswered = current.phase === 'ringing' || (current.phase === 'active' && current.connectedAt === null)
  if (!unanswered || current.call.inviteID !== message.replaces) return
  if (current.call.inviter !== message.from) return
  step.end(CALL_END_REASON.CANCEL, message.from)
}

/** An accept that no invitation of the current call waits for. */
function onForeignAccept(step: Step, message: MessageOf<'accept'>): void {
  const { current } = step
  const { from, callID, groupID } = message
  const ended = step.ended('', message.inviteID)
  // an old peer would take the hangup for the call that it is in with us now
  const confusing = callID === '' && current.phase !== 'idle' && peerOf(current, step.self) === from
  if (ended && !confusing && step.rules.answerLateAccept) {
    step.log(`late accept of ${from}: answered with a hangup`)
    const call = { callID: ended.callID, type: message.type || CALL_TYPE.AUDIO, room: NO_ROOM, isGroup: groupID !== '' }
    return step.run({ type: 'notify', to: from, groupID: '', message: { kind: 'hangup', call, duration: 0 } })
  }
  // in a group the answers of the others are heard too
  if (current.phase !== 'active' || message.inviteID !== current.call.inviteID || !current.call.isGroup) return
  if (memberOf(current, from)?.status !== 'ringing') return
  step.current = { ...current, members: setStatus(current.members, from, 'accepted') }
  step.expect(current.call, from)
}

export function onRejectMessage(step: Step, message: MessageOf<'reject'>): void {
  if (message.isSwitch) return onSwitchRejected(step, message)
  onNo(step, message, message.busy ? CALL_END_REASON.LINE_BUSY : CALL_END_REASON.REJECT)
}

/** Somebody says no to our invitation, or lets its time go by (online, but not answered). */
export function onNo(
  step: Step,
  { inviteID, from: invitee }: { inviteID: string; from: UserID },
  reason: 'line-busy' | 'reject' | 'timeout',
): void {
  const invitation = ownInvitation(step, inviteID)
  if (!invitation) return onForeignNo(step, inviteID, invitee)
  if (invitation.waiting.indexOf(invitee) < 0) return
  step.settleInvitation(invitation.n, null)
  if (reason === 'timeout') step.emit('CALLING_TIMEOUT', noAnswer(step, invitation, [invitee]))
  else if (reason === 'reject') step.emit('REJECT', { invitee, inviteID, reason })
  else step.emit('LINE_BUSY', { invitee, inviteID, reason: 'line busy' })
  strike(step, invitation, [invitee], reason)
}

function noAnswer(step: Step, { inviteID, groupID }: OwnInvitation, timeoutUserList: UserID[]): NoAnswerData {
  return { inviteID, timeoutUserList, sponsor: step.self, groupID }
}

/** Our own count of the ring time: nobody was there. */
export function onInviterTimer(step: Step, n: number): void {
  const { current } = step
  if (!('invitations' in current)) return
  const invitation = current.invitations.filter((one) => one.n === n)[0]
  if (!invitation || !invitation.waiting.length) return
  step.cancel(current.call, invitation, true)
  step.emit('NO_RESP', noAnswer(step, invitation, invitation.waiting))
  strike(step, invitation, invitation.waiting, CALL_END_REASON.NO_RESPONSE)
}

/** A member of the group says no to somebody else's invitation, which this side accepted. */
function onForeignNo(step: Step, inviteID: string, from: UserID): void {
  const { current } = step
  if (current.phase !== 'active' || !current.call.isGroup || current.call.inviteID !== inviteID) return
  const members = current.members.filter((one) => one.userID !== from || one.status !== 'ringing')
  step.current = { ...current, members }
}

/** Takes users off an invitation; the call ends with `reason` when nobody is left to wait for. */
export function strike(step: Step, invitation: OwnInvitation, users: UserID[], reason: CallEndReason): void {
  const { current } = step
  if (!('invitations' in current)) return
  const invitations = users.reduce(withoutWaiting, current.invitations)
  const done = invitations.every((one) => one.n !== invitation.n || one.waiting.length === 0)
  if (done) step.stopTimer(current.call, `ring:${invitation.n}`)
  if (current.phase === 'calling') {
    step.current = { ...current, invitations }
    if (!stillRinging(invitations).length) return step.end(reason, users[0] || '')
  } else {
    const gone = (member: Member) => users.indexOf(member.userID) >= 0 && member.status === 'ringing'
    step.current = { ...current, invitations, members: current.members.filter((member) => !gone(member)) }
    endIfAlone(step, reason, users[0] || '')
  }
}

/** Ends a call in which no user is left and nobody is on the way. */
export function endIfAlone(step: Step, reason: CallEndReason, by: UserID): void {
  const { current } = step
  if (current.phase === 'active' && !isAnybodyThere(current)) step.end(reason, by)
}

/** Somebody is in the room, on the way, still ringing, or expected back. */
export function isAnybodyThere({ members, invitations }: Pick<Active, 'members' | 'invitations'>): boolean {
  return stillRinging(invitations).length > 0 || members.some((member) => member.status !== 'ringing')
}

function onSwitchAccepted(step: Step, message: MessageOf<'accept'>): void {
  const before = withPeer(step, message.from)
  if (!before) return
  const active = heard(step, before, message.order)
  const { switching, call } = active
  const isWaiting = switching !== null && switching.direction === 'outgoing'
  if (isWaiting && switching.inviteID === message.inviteID) return setType(step, active, CALL_TYPE.VIDEO)
  if (step.isOld(before.call, message.order) || message.switchTo !== CALL_TYPE.VIDEO) return
  if (call.type === CALL_TYPE.VIDEO) {
    // the peer is in video of its own accord: nothing is left to take back
    step.current = { ...active, granted: '' }
    return
  }
  if (isWaiting) return
  // too late: this side has stopped waiting and stays with voice, so the peer goes back to it, and its own request goes
  tellVoice(step, clearSwitch(step, active))
}

function onSwitchRejected(step: Step, message: MessageOf<'reject'>): void {
  const active = withPeer(step, message.from)
  const switching = active && active.switching
  if (!switching || switching.direction !== 'outgoing' || switching.inviteID !== message.inviteID) return
  clearSwitch(step, active)
  // the requester learns by the unchanged type that the answer was no
  step.emit('CALL_MODE', { type: active.call.type, refusal: 'reject' })
}

/** Notes how far the peer has come: what it sent before that is old news. */
export function heard(step: Step, active: Active, order: number): Active {
  if (order <= active.call.peerOrder) return active
  return (step.current = { ...active, call: { ...active.call, peerOrder: order } })
}

/** The 1v1 call with `userID`, if that is what is going on. */
export function withPeer(step: Step, userID: UserID): Active | null {
  const { current } = step
  return current.phase === 'active' && !current.call.isGroup && peerOf(current, step.self) === userID ? current : null
}

export function setStatus(members: Member[], userID: UserID, status: Member['status']): Member[] {
  if (!members.some((member) => member.userID === userID)) return members.concat({ userID, status })
  return members.map((member) => (member.userID === userID ? { ...member, status } : member))
}
