/** What the user of this device wants. A wish that the state does not allow is refused and changes nothing. */
import type { Failure } from '../foundation/failures'
import { CALL_END_REASON, CALL_TYPE } from '../foundation/types'
import type { CallType } from '../foundation/types'
import type { Active, Call, Calling, Intent, Phase, Ringing } from './model'
import { durationOf, invited, peerOf, ringing } from './queries'
import type { Step } from './step'

type IntentOf<T extends Intent['type']> = Extract<Intent, { type: T }>

/** Invites; or joins a group call that is running, if nobody is to be invited. */
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
  step.log(`call ${key} to ${plan.invitees.join(', ') || 'a running group call'}`)
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
  const invitations = step.invite(current.call, { ...intent.plan, invitees }, intent.request, known)
  step.current = {
    ...current,
    members: current.members.concat(ringing(invitees)),
    invitations: current.invitations.concat(invitations),
  }
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
  sayNo(step, step.current)
  step.end(CALL_END_REASON.REJECT, step.self)
  step.settle(intent.request, null)
}

const HANGUP_REASONS = {
  calling: CALL_END_REASON.CANCEL,
  ringing: CALL_END_REASON.REJECT,
  active: CALL_END_REASON.HANGUP,
}

export function onHangup(step: Step, intent: IntentOf<'hangup'>): void {
  const { current } = step
  if (current.phase === 'idle') return step.refuse(intent.request, 'There is no call to hang up.')
  if (current.phase === 'calling') cancelCalling(step, current)
  else if (current.phase === 'active') tellOthersOfLeaving(step, current)
  else if (!intent.ringsElsewhere) sayNo(step, current)
  step.end(intent.why === 'hangup' ? HANGUP_REASONS[current.phase] : intent.why, step.self, { hangUp: true })
  step.settle(intent.request, null)
}

/** Declines the current invitation; the inviter is told. */
export function sayNo(step: Step, { call }: Ringing): void {
  step.decline(call.inviter, call, call, false)
}

function cancelCalling(step: Step, calling: Calling): void {
  for (const invitation of calling.invitations) step.cancel(calling.call, invitation, false)
  for (const invitee of invited(calling)) {
    step.emit('CALLING_CANCEL', { inviteID: calling.call.inviteID, invitee })
  }
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
  const refusal = objectionToSwitch(current, intent.to)
  // the phase is for the compiler: elsewhere there is an objection
  if (refusal || current.phase !== 'active') return step.refuse(intent.request, refusal)
  if (intent.to === CALL_TYPE.AUDIO) {
    const active = tellVoice(step, current)
    // the peer may only be told again
    if (active.call.type !== intent.to) setType(step, active, intent.to)
  } else {
    const seconds = Math.round(step.limits.switch / 1000)
    const n = sendSwitch(step, current, intent.to, seconds)
    step.current = { ...current, switching: { direction: 'outgoing', n, inviteID: '' } }
    step.startTimer(current.call, 'switch', step.limits.switch + step.limits.ringGrace)
  }
  step.settle(intent.request, null)
}

/** Why this side can't switch its call to `to`, or ask for it; '' if it can. */
export function objectionToSwitch(phase: Phase, to: CallType): string {
  if (phase.phase !== 'active' || phase.call.isGroup || phase.connectedAt === null) {
    return 'Only a connected 1v1 call can switch between voice and video.'
  }
  const isUntold = phase.toVoice !== null && phase.toVoice.n === 0
  if (phase.call.type === to && !isUntold) return 'The call has that media type already.'
  return to === CALL_TYPE.VIDEO && phase.switching ? 'A request to switch the media is open already.' : ''
}

export function onAnswerSwitch(step: Step, { type, request }: IntentOf<'acceptSwitch' | 'rejectSwitch'>): void {
  const { current } = step
  if (current.phase !== 'active' || !current.switching || current.switching.direction !== 'incoming') {
    return step.refuse(request, 'The other side has not asked to switch the media.')
  }
  const { inviteID } = current.switching
  answerSwitch(step, current, inviteID, CALL_TYPE.VIDEO, type)
  if (type === 'acceptSwitch') setType(step, { ...current, granted: inviteID }, CALL_TYPE.VIDEO)
  else clearSwitch(step, current)
  step.settle(request, null)
}

/**
 * Voice or video from now on, the own camera with it; open requests are gone. To video only ever after this side's own
 * consent.
 */
export function setType(step: Step, active: Active, type: CallType): void {
  clearSwitch(step, active)
  const toVoice = type === CALL_TYPE.AUDIO ? active.toVoice : null
  step.current = { ...active, call: { ...active.call, type }, switching: null, toVoice }
  step.run({ type: 'camera', key: active.call.key, on: type === CALL_TYPE.VIDEO, denied: false })
  step.emit('CALL_MODE', { type })
}

/** Forgets an open request, whichever side made it. */
export function clearSwitch(step: Step, active: Active): Active {
  if (!active.switching) return active
  step.stopTimer(active.call, 'switch')
  step.run({ type: 'forget', inviteID: active.switching.inviteID })
  return (step.current = { ...active, switching: null })
}

/** Tells the peer that the own request, if one was sent, is no longer open. */
export function cancelSwitch(step: Step, active: Active): void {
  const { call, switching } = active
  if (!switching || switching.direction !== 'outgoing' || !switching.inviteID) return
  const { inviteID } = switching
  const invitation = { inviteID, inviter: step.self, invitees: [peerOf(active, step.self)], groupID: '' }
  step.run({ type: 'cancel', invitation, message: { kind: 'cancel', call, noAnswer: true } })
}

/** Answers the peer's request `inviteID`. */
export function answerSwitch(
  step: Step,
  active: Active,
  inviteID: string,
  to: CallType,
  kind: 'acceptSwitch' | 'rejectSwitch',
): void {
  const { call } = active
  const invitation = step.invitationOf(peerOf(active, step.self), { inviteID, groupID: '' })
  const from = to === CALL_TYPE.AUDIO ? CALL_TYPE.VIDEO : CALL_TYPE.AUDIO
  const message = { kind, call, order: step.nextOrder(), from, to } as const
  if (kind === 'acceptSwitch') step.run({ type: 'accept', key: call.key, invitation, message })
  else step.run({ type: 'reject', invitation, message })
}

/** Sends the peer to voice, or back to it. @param again the second attempt */
export function tellVoice(step: Step, active: Active, again = false): Active {
  const n = sendSwitch(step, active, CALL_TYPE.AUDIO, 0)
  return (step.current = { ...active, toVoice: { n, again } })
}

/** The switch to voice was acknowledged, or could not be sent: then the peer may still be in video. */
export function onVoiceTold(step: Step, active: Active, failure: Failure | null): void {
  const { toVoice, switching } = active
  if (!failure || !toVoice) {
    step.current = { ...active, toVoice: null }
  } else if (!toVoice.again && !switching) {
    tellVoice(step, active, true)
  } else {
    step.current = { ...active, toVoice: { ...toVoice, n: 0 } }
    step.emit('ERROR', failure)
  }
}

function sendSwitch(step: Step, active: Active, to: CallType, timeout: number): number {
  const { call } = active
  const from = to === CALL_TYPE.AUDIO ? CALL_TYPE.VIDEO : CALL_TYPE.AUDIO
  const n = step.nextN()
  step.run({
    type: 'invite',
    key: call.key,
    n,
    invitees: [peerOf(active, step.self)],
    groupID: '',
    timeout,
    offlinePushInfo: null,
    message: { kind: 'switch', call, order: step.nextOrder(), from, to },
  })
  return n
}
