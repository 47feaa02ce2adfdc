/** What the user of this device wants. A wish that the state does not allow is refused and changes nothing. */
import { CALL_END_REASON, CALL_TYPE } from '../types'
import type { UserID } from '../types'
import type { Active, Call, Calling, EndReason, Intent, Member, Ringing } from './model'
import { durationOf, factsOf, invited, peerOf, stillRinging } from './step'
import type { Step } from './step'

type IntentOf<T extends Intent['type']> = Extract<Intent, { type: T }>

export function onCall(step: Step, intent: IntentOf<'call'>): void {
  if (step.current.phase !== 'idle') {
    return step.refuse(
      intent.request,
      `There is a call already (${step.current.phase}). Hang it up first; to invite more people into a group call use inviteUser().`,
    )
  }
  const key = step.nextKey()
  const { callType, callID, room, isGroup, groupID, plan, request } = intent
  const call: Call = {
    key,
    callID,
    type: callType,
    room,
    isGroup,
    groupID,
    inviter: step.self,
    inviteID: '',
    request,
    peerNamesCalls: false,
    peerOrder: 0,
  }
  step.current = { phase: 'calling', call, plan, invitations: [] }
  step.log(`call ${key} to ${plan.invitees.join(', ')}`)
  step.run({ type: 'prepare', key, callType })
}

export function onInviteMore(step: Step, intent: IntentOf<'inviteMore'>): void {
  const { current } = step
  if (current.phase !== 'active' || !current.call.isGroup) {
    return step.refuse(intent.request, 'Only a running group call can take more people. Start one with groupCall().')
  }
  const known = current.members.map((member) => member.userID)
  const invitees = intent.plan.invitees.filter((userID) => known.indexOf(userID) < 0)
  if (!invitees.length) return step.refuse(intent.request, 'All of these users are in the call already.')
  const invitations = step.invite(current.call, { ...intent.plan, invitees }, known)
  const members = current.members.concat(invitees.map((userID): Member => ({ userID, status: 'ringing' })))
  step.current = {
    ...current,
    // one promise at a time is carried by the call; an earlier one has been settled by its acknowledgement
    call: { ...current.call, request: intent.request },
    members,
    invitations: current.invitations.concat(invitations),
  }
  step.settle(current.call.request, null)
  tellStillRinging(step)
}

export function onJoin(step: Step, intent: IntentOf<'join'>): void {
  if (step.current.phase !== 'idle') {
    return step.refuse(
      intent.request,
      `There is a call already (${step.current.phase}). Hang it up before joining another.`,
    )
  }
  const key = step.nextKey()
  const call: Call = {
    key,
    callID: '',
    type: intent.callType,
    room: intent.room,
    isGroup: true,
    groupID: intent.groupID,
    inviter: step.self,
    inviteID: '',
    request: intent.request,
    peerNamesCalls: false,
    peerOrder: 0,
  }
  step.current = {
    phase: 'calling',
    call,
    plan: { invitees: [], timeout: 0, userData: '', offlinePushInfo: null },
    invitations: [],
  }
  step.log(`call ${key}: joining a running group call`)
  step.run({ type: 'prepare', key, callType: call.type })
}

export function onAccept(step: Step, intent: IntentOf<'accept'>): void {
  const { current } = step
  if (current.phase !== 'ringing') return step.refuse(intent.request, 'There is no invitation to accept.')
  if (current.answering) return step.refuse(intent.request, 'The invitation is being accepted already.')
  step.current = { ...current, answering: true, call: { ...current.call, request: intent.request } }
  // the ring time goes on: a permission dialog may stay open for ever
  step.run({ type: 'prepare', key: current.call.key, callType: current.call.type })
}

export function onReject(step: Step, intent: IntentOf<'reject'>): void {
  if (step.current.phase !== 'ringing') return step.refuse(intent.request, 'There is no invitation to reject.')
  declineRinging(step, step.current, CALL_END_REASON.REJECT, false)
  step.settle(intent.request, null)
}

export function onHangup(step: Step, intent: IntentOf<'hangup'>): void {
  const { current } = step
  if (current.phase === 'idle') return step.refuse(intent.request, 'There is no call to hang up.')
  if (current.phase === 'calling') cancelCalling(step, current, reasonOf(intent.why, CALL_END_REASON.CANCEL))
  else if (current.phase === 'ringing') {
    const reason = reasonOf(intent.why, CALL_END_REASON.REJECT)
    if (intent.ringsElsewhere) step.end(reason, step.self, { hangUp: true })
    else declineRinging(step, current, reason, true)
  } else leaveActive(step, current, reasonOf(intent.why, CALL_END_REASON.HANGUP))
  step.settle(intent.request, null)
}

/** Declines the current invitation; the inviter is told. */
export function declineRinging(step: Step, ringing: Ringing, reason: EndReason, hangUp: boolean): void {
  const { call } = ringing
  step.run({
    type: 'reject',
    invitation: { inviteID: call.inviteID, inviter: call.inviter, invitees: [step.self], groupID: call.groupID },
    message: { kind: 'reject', call: factsOf(call), busy: false },
  })
  step.end(reason, step.self, { hangUp })
}

function cancelCalling(step: Step, calling: Calling, reason: EndReason): void {
  for (const invitation of calling.invitations) step.cancel(calling.call, invitation, false)
  for (const invitee of invited(calling)) {
    step.emit('CALLING_CANCEL', { inviteID: calling.call.inviteID, invitee })
  }
  step.end(reason, step.self, { hangUp: true })
}

function leaveActive(step: Step, active: Active, reason: EndReason): void {
  tellOthersOfLeaving(step, active)
  step.end(reason, step.self, { hangUp: true })
}

/** What the others need to know when this side leaves: hangup in 1v1, end of ringing in a group. */
export function tellOthersOfLeaving(step: Step, active: Active): void {
  const { call } = active
  cancelPending(step, active)
  if (!call.isGroup) return step.notifyHangup(call, peerOf(active, step.self), durationOf(active, step.now))
  const [somebody, ...more] = active.members.filter((member) => member.status !== 'ringing')
  // with one other user left the call is over; that user need not wait whether this side comes back
  if (somebody && !more.length) step.notifyHangup(call, somebody.userID, 0)
  // the last one out leaves the record of the end in the group
  if (!somebody && call.groupID) step.notifyHangup(call, '', 0)
}

/** Whoever still rings on our invitation stops. */
export function cancelPending(step: Step, { call, invitations }: Active): void {
  for (const invitation of invitations) if (invitation.waiting.length) step.cancel(call, invitation, false)
}

/* ------------------------------------------------------------------ media switch */

export function onSwitchType(step: Step, intent: IntentOf<'switchType'>): void {
  const { current } = step
  if (current.phase !== 'active' || current.call.isGroup || current.connectedAt === null) {
    return step.refuse(intent.request, 'Only a connected 1v1 call can switch between voice and video.')
  }
  if (current.call.type === intent.to) return step.refuse(intent.request, 'The call has that media type already.')
  if (intent.to === CALL_TYPE.AUDIO) {
    sendSwitch(step, current, intent.to, 0)
    toVoice(step, current)
  } else {
    if (current.switching) return step.refuse(intent.request, 'A request to switch the media is open already.')
    const seconds = Math.round(step.settings.limits.switch / 1000)
    const n = sendSwitch(step, current, intent.to, seconds)
    step.current = { ...current, switching: { direction: 'outgoing', n, inviteID: '' } }
    step.startTimer(current.call, 'switch', step.settings.limits.switch + step.settings.limits.ringGrace)
  }
  step.settle(intent.request, null)
}

export function onAcceptSwitch(step: Step, intent: IntentOf<'acceptSwitch'>): void {
  const active = incomingSwitch(step, intent.request)
  if (!active) return
  answerSwitch(step, active, 'acceptSwitch')
  toVideo(step, { ...active, granted: active.switching ? active.switching.inviteID : '' })
  step.settle(intent.request, null)
}

export function onRejectSwitch(step: Step, intent: IntentOf<'rejectSwitch'>): void {
  const active = incomingSwitch(step, intent.request)
  if (!active) return
  answerSwitch(step, active, 'rejectSwitch')
  clearSwitch(step, active)
  step.settle(intent.request, null)
}

/** Voice from now on: own camera off, open requests gone. */
export function toVoice(step: Step, active: Active): void {
  setType(step, active, CALL_TYPE.AUDIO)
}

/** Video from now on; only ever called after this side's own consent. */
export function toVideo(step: Step, active: Active): void {
  setType(step, active, CALL_TYPE.VIDEO)
}

function setType(step: Step, active: Active, type: Call['type']): void {
  clearSwitch(step, active)
  step.current = { ...active, call: { ...active.call, type }, switching: null }
  step.run({ type: 'camera', key: active.call.key, on: type === CALL_TYPE.VIDEO, denied: false })
  step.emit('CALL_MODE', { type })
}

/** Forgets an open request, whichever side made it. */
export function clearSwitch(step: Step, active: Active): void {
  if (!active.switching) return
  step.stopTimer(active.call, 'switch')
  step.run({ type: 'forget', inviteID: active.switching.inviteID })
  step.current = { ...active, switching: null }
}

/** Tells the peer that the own request, if one was sent, is no longer open. */
export function cancelSwitch(step: Step, active: Active): void {
  const { call, switching } = active
  if (!switching || switching.direction !== 'outgoing' || !switching.inviteID) return
  const { inviteID } = switching
  const invitation = { inviteID, inviter: step.self, invitees: [peerOf(active, step.self)], groupID: '' }
  step.run({ type: 'cancel', invitation, message: { kind: 'cancel', call: factsOf(call), noAnswer: true } })
}

/** Answers the peer's open request. */
export function answerSwitch(step: Step, active: Active, kind: 'acceptSwitch' | 'rejectSwitch'): void {
  if (active.switching) sendSwitchAnswer(step, active, active.switching.inviteID, CALL_TYPE.VIDEO, kind)
}

export function sendSwitchAnswer(
  step: Step,
  active: Active,
  inviteID: string,
  to: Call['type'],
  kind: 'acceptSwitch' | 'rejectSwitch',
): void {
  const { call } = active
  const peer = peerOf(active, step.self)
  const invitation = { inviteID, inviter: peer, invitees: [step.self], groupID: '' }
  const message = { kind, call: factsOf(call), order: step.nextOrder(), from: other(to), to } as const
  if (kind === 'acceptSwitch') step.run({ type: 'accept', key: call.key, invitation, message })
  else step.run({ type: 'reject', invitation, message })
}

export function sendSwitch(step: Step, active: Active, to: Call['type'], timeout: number): number {
  const { call } = active
  const n = step.nextN()
  step.run({
    type: 'invite',
    key: call.key,
    n,
    invitees: [peerOf(active, step.self)],
    groupID: '',
    timeout,
    offlinePushInfo: null,
    message: { kind: 'switch', call: factsOf(call), order: step.nextOrder(), from: call.type, to },
  })
  return n
}

function incomingSwitch(step: Step, request: number): Active | null {
  const { current } = step
  if (current.phase === 'active' && current.switching && current.switching.direction === 'incoming') return current
  step.refuse(request, 'The other side has not asked to switch the media.')
  return null
}

export function other(type: Call['type']): Call['type'] {
  return type === CALL_TYPE.AUDIO ? CALL_TYPE.VIDEO : CALL_TYPE.AUDIO
}

/* ------------------------------------------------------------------ */

/** Who is still ringing, told in group calls only. */
export function tellStillRinging(step: Step): void {
  const { current } = step
  if ((current.phase !== 'active' && current.phase !== 'calling') || !current.call.isGroup) return
  const userIDList: UserID[] = stillRinging(current.invitations)
  step.emit('GROUP_CALL_INVITEE_LIST_UPDATE', { userIDList })
}

function reasonOf(why: IntentOf<'hangup'>['why'], plain: EndReason): EndReason {
  switch (why) {
    case 'hangup':
      return plain
    case 'logout':
      return CALL_END_REASON.LOGOUT
    case 'destroyed':
      return CALL_END_REASON.DESTROYED
    case 'background':
      return CALL_END_REASON.BACKGROUND
  }
}
