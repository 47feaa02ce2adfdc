/** Answers to our own invitations: accept, reject, busy, timeout, and what follows when nobody is left. */
import { CALL_END_REASON, CALL_TYPE } from '../types'
import type { UserID } from '../types'
import { clearSwitch, sendSwitch, tellStillRinging, toVideo } from './intents'
import { ownEnded } from './memory'
import type { Active, Call, Calling, EndReason, Incoming, Member, OwnInvitation } from './model'
import { lesserType, peerOf, stillRinging, withoutWaiting } from './step'
import type { Step } from './step'

type MessageOf<K extends Incoming['kind']> = Extract<Incoming, { kind: K }>

/** The current call's own invitation that a message is about. */
function ownInvitation(step: Step, inviteID: string): OwnInvitation | null {
  const { current } = step
  if (current.phase !== 'calling' && current.phase !== 'active') return null
  const hits = current.invitations.filter((one) => one.inviteID !== '' && one.inviteID === inviteID)
  if (hits[0]) return hits[0]
  // with the id check switched off, any answer is taken for one to the first invitation
  return step.settings.rules.matchIDs ? null : current.invitations[0] || null
}

export function onAcceptMessage(step: Step, message: MessageOf<'accept'>): void {
  if (message.switchTo) return onSwitchAccepted(step, message)
  settleReplaced(step, message)
  const { current } = step
  const invitation = ownInvitation(step, message.inviteID)
  if (!invitation || (current.phase !== 'calling' && current.phase !== 'active')) return onForeignAccept(step, message)
  if (invitation.invitees.indexOf(message.from) < 0)
    return step.ignore(`accept of ${message.from}, who was not invited`)
  if (invitation.waiting.indexOf(message.from) < 0 && !mayComeLate(current, message.from)) {
    return step.ignore(`second accept of ${message.from}`)
  }
  const call: Call = {
    ...current.call,
    type: message.replaces && message.type ? lesserType(current.call.type, message.type) : current.call.type,
    peerNamesCalls: message.callID !== '',
    peerOrder: Math.max(current.call.peerOrder, message.order),
  }
  const invitations = withoutWaiting(current.invitations, message.from)
  if (!invitation.waiting.some((userID) => userID !== message.from)) step.stopTimer(call, `ring:${invitation.n}`)
  step.settle(call.request, null)
  step.emit('USER_ACCEPT', { userID: message.from })
  if (current.phase === 'calling') {
    const members = current.invitations.reduce<Member[]>((all, one) => all.concat(one.waiting.map(ringing)), [])
    step.enter({ ...call, request: 0 }, setStatus(members, message.from, 'accepted'), invitations)
  } else {
    const members = setStatus(current.members, message.from, 'accepted')
    step.current = { ...current, call: { ...call, request: 0 }, members, invitations }
    step.expect(call, message.from)
  }
  tellStillRinging(step)
}

/** A group call takes somebody in who answers after the ring time; a 1v1 call is over by then. */
function mayComeLate(current: Calling | Active, userID: UserID): boolean {
  if (!current.call.isGroup) return false
  return current.phase === 'calling' || !current.members.some((member) => member.userID === userID)
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
  const ended = ownEnded(step.memory, message.inviteID, step.now)
  // an old peer would take the hangup for the call that it is in with us now
  const confusing =
    message.callID === '' && step.current.phase !== 'idle' && peerOf(step.current, step.self) === message.from
  if (ended && !confusing && step.settings.rules.answerLateAccept) {
    step.log(`late accept of ${message.from}: answered with a hangup`)
    const call = {
      callID: ended.callID,
      type: message.type || 1,
      room: NO_ROOM,
      isGroup: message.groupID !== '',
    } as const
    step.run({ type: 'notify', to: message.from, groupID: '', message: { kind: 'hangup', call, duration: 0 } })
    return
  }
  const { current } = step
  // in a group the answers of the others are heard too
  if (current.phase === 'active' && message.inviteID === current.call.inviteID && current.call.isGroup) {
    const known = current.members.some((one) => one.userID === message.from && one.status === 'ringing')
    if (known) {
      step.current = { ...current, members: setStatus(current.members, message.from, 'accepted') }
      return step.expect(current.call, message.from)
    }
  }
  step.ignore(`accept of an unknown invitation by ${message.from}`)
}

const NO_ROOM = { roomID: 0, strRoomID: '' }

export function onRejectMessage(step: Step, message: MessageOf<'reject'>): void {
  if (message.isSwitch) return onSwitchRejected(step, message)
  const invitation = ownInvitation(step, message.inviteID)
  if (!invitation) return onForeignNo(step, message.inviteID, message.from)
  if (invitation.waiting.indexOf(message.from) < 0) return step.ignore(`second answer of ${message.from}`)
  const { from: invitee, inviteID } = message
  step.delivered()
  if (message.busy) step.emit('LINE_BUSY', { invitee, inviteID, reason: 'line busy' })
  else step.emit('REJECT', { invitee, inviteID, reason: 'reject' })
  strike(step, invitation, [invitee], message.busy ? CALL_END_REASON.LINE_BUSY : CALL_END_REASON.REJECT)
}

/** An invitee's ring time is over: online, but not answered. */
export function onInviteeTimeout(step: Step, message: MessageOf<'timeout'>): void {
  const invitation = ownInvitation(step, message.inviteID)
  if (!invitation) return onForeignNo(step, message.inviteID, message.from)
  if (invitation.waiting.indexOf(message.from) < 0) return step.ignore(`second answer of ${message.from}`)
  step.delivered()
  step.emit('CALLING_TIMEOUT', {
    inviteID: message.inviteID,
    timeoutUserList: [message.from],
    sponsor: step.self,
    groupID: invitation.groupID,
  })
  strike(step, invitation, [message.from], CALL_END_REASON.TIMEOUT)
}

/** Our own count of the ring time: nobody was there. */
export function onInviterTimer(step: Step, n: number): void {
  const { current } = step
  if (current.phase !== 'calling' && current.phase !== 'active') return
  const invitation = current.invitations.filter((one) => one.n === n)[0]
  if (!invitation || !invitation.waiting.length) return
  const timeoutUserList = invitation.waiting
  step.cancel(current.call, invitation, true)
  step.emit('NO_RESP', {
    inviteID: invitation.inviteID,
    timeoutUserList,
    sponsor: step.self,
    groupID: invitation.groupID,
  })
  strike(step, invitation, timeoutUserList, CALL_END_REASON.NO_RESPONSE)
}

/** A member of the group says no to somebody else's invitation, which this side accepted. */
function onForeignNo(step: Step, inviteID: string, from: UserID): void {
  const { current } = step
  if (current.phase !== 'active' || !current.call.isGroup || current.call.inviteID !== inviteID) {
    return step.ignore(`answer of ${from} to an unknown invitation`)
  }
  const members = current.members.filter((one) => one.userID !== from || one.status !== 'ringing')
  step.current = { ...current, members }
}

/** Takes users off an invitation; the call ends with `reason` when nobody is left to wait for. */
export function strike(step: Step, invitation: OwnInvitation, users: UserID[], reason: EndReason): void {
  const { current } = step
  if (current.phase !== 'calling' && current.phase !== 'active') return
  const invitations = users.reduce(withoutWaiting, current.invitations)
  const done = invitations.every((one) => one.n !== invitation.n || one.waiting.length === 0)
  if (done) step.stopTimer(current.call, `ring:${invitation.n}`)
  if (current.phase === 'calling') {
    step.current = { ...current, invitations }
    if (!stillRinging(invitations).length) return step.end(reason, users[0] || '')
  } else {
    const gone = (member: Member) => users.indexOf(member.userID) >= 0 && member.status === 'ringing'
    step.current = { ...current, invitations, members: current.members.filter((member) => !gone(member)) }
    if (endIfAlone(step, reason, users[0] || '')) return
  }
  tellStillRinging(step)
}

/** Ends a call in which no user is left and nobody is on the way. */
export function endIfAlone(step: Step, reason: EndReason, by: UserID): boolean {
  const { current } = step
  if (current.phase !== 'active' || isAnybodyThere(current)) return false
  step.end(reason, by)
  return true
}

/** Somebody is in the room, on the way, still ringing, or expected back. */
export function isAnybodyThere({ members, invitations }: Pick<Active, 'members' | 'invitations'>): boolean {
  return stillRinging(invitations).length > 0 || members.some((member) => member.status !== 'ringing')
}

function onSwitchAccepted(step: Step, message: MessageOf<'accept'>): void {
  const before = withPeer(step, message.from)
  const active = heard(step, before, message.order)
  if (!before || !active) return step.ignore(`${message.from} accepts a switch outside a 1v1 call`)
  const { switching, call } = active
  if (switching && switching.direction === 'outgoing' && switching.inviteID === message.inviteID)
    return toVideo(step, active)
  const stale = step.settings.rules.order && message.order > 0 && message.order <= before.call.peerOrder
  if (stale) return step.ignore(`an older answer of ${message.from} to a switch`)
  if (message.switchTo !== CALL_TYPE.VIDEO) return
  if (call.type === CALL_TYPE.VIDEO) {
    // the peer is in video of its own accord: nothing is left to take back
    step.current = { ...active, granted: '' }
    return
  }
  if (switching && switching.direction === 'outgoing') return
  // too late: this side has stopped waiting and stays with voice, so the peer goes back to it, and its own request goes
  clearSwitch(step, active)
  sendSwitch(step, active, CALL_TYPE.AUDIO, 0)
}

function onSwitchRejected(step: Step, message: MessageOf<'reject'>): void {
  const active = withPeer(step, message.from)
  const switching = active && active.switching
  if (!active || !switching || switching.direction !== 'outgoing' || switching.inviteID !== message.inviteID) {
    return step.ignore(`${message.from} rejects a switch that is over`)
  }
  clearSwitch(step, active)
  // the requester learns by the unchanged type that the answer was no
  step.emit('CALL_MODE', { type: active.call.type })
}

/** Notes how far the peer has come: what it sent before that is old news. */
export function heard(step: Step, active: Active | null, order: number): Active | null {
  if (!active || order <= active.call.peerOrder) return active
  const next = { ...active, call: { ...active.call, peerOrder: order } }
  step.current = next
  return next
}

/** The 1v1 call with `userID`, if that is what is going on. */
function withPeer(step: Step, userID: UserID): Active | null {
  const { current } = step
  return current.phase === 'active' && !current.call.isGroup && peerOf(current, step.self) === userID ? current : null
}

export function setStatus(members: Member[], userID: UserID, status: Member['status']): Member[] {
  if (!members.some((member) => member.userID === userID)) return members.concat({ userID, status })
  return members.map((member) => (member.userID === userID ? { ...member, status } : member))
}

function ringing(userID: UserID): Member {
  return { userID, status: 'ringing' }
}
