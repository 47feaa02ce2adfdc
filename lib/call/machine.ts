/**
 * The call logic: a pure, total function from a state and an input to the next state and the effects to run.
 * It has no clock, no randomness, no `wx` and no SDK, and it never throws: an input that a state has no use for is
 * logged and ignored.
 */
import type { Failure } from '../foundation/failures'
import { CALL_END_REASON, CALL_TYPE } from '../foundation/types'
import type { UserID } from '../foundation/types'
import { onAcceptMessage, onRejectMessage, strike } from './answers'
import * as intents from './intents'
import { createMemory } from './memory'
import * as messages from './messages'
import { DEFAULT_SETTINGS } from './model'
import type { Effect, Incoming, Input, Phase, Settings, State, TimedInput } from './model'
import { ringingIn } from './queries'
import * as room from './room'
import { Step } from './step'

/** @param epoch what to add to an input's `now` to get the wall clock, ms */
export function initialState(self: UserID, epoch: number): State {
  return { memory: createMemory(self, epoch), current: { phase: 'idle' } }
}

export function transition(
  state: State,
  { now, input }: TimedInput,
  settings: Settings = DEFAULT_SETTINGS,
): [State, Effect[]] {
  const step = new Step(state, now, settings)
  if (!isStale(state.current, input)) apply(step, input)
  tellStillRinging(step, state.current)
  if (!step.effects.length && step.current === state.current) step.logIgnored(input)
  return [step.state, step.effects]
}

/** The one place where inputs of a former call are dropped. */
function isStale(current: Phase, input: Input): boolean {
  return 'key' in input && (current.phase === 'idle' || current.call.key !== input.key)
}

function apply(step: Step, input: Input): void {
  const { current } = step
  switch (input.type) {
    case 'call':
      return intents.onCall(step, input)
    case 'inviteMore':
      return intents.onInviteMore(step, input)
    case 'accept':
      return intents.onAccept(step, input)
    case 'reject':
      return intents.onReject(step, input)
    case 'hangup':
      return intents.onHangup(step, input)
    case 'switchType':
      return intents.onSwitchType(step, input)
    case 'acceptSwitch':
    case 'rejectSwitch':
      return intents.onAnswerSwitch(step, input)
    case 'prepared':
      return onPrepared(step, input.camera)
    case 'prepareFailed':
      return room.onPrepareFailed(step, input.failure)
    case 'assigned':
      return onAssigned(step, input.n, input.inviteID)
    case 'inviteDone':
      return onInviteDone(step, input.n, input.failure)
    case 'acceptDone':
      return onAcceptDone(step, input.inviteID, input.failure)
    case 'message':
      return onMessage(step, input.message)
    case 'room':
      if (current.phase === 'active') room.onRoom(step, current, input.event)
      return
    case 'timer':
      return room.onTimer(step, input.timer)
    case 'network':
      return room.onNetwork(step, input.online)
    case 'signedOut':
      return step.end(input.reason, step.self)
    default:
      return unreachable(input)
  }
}

/** Everybody in a group call is told who still rings, whenever that changes. */
function tellStillRinging(step: Step, before: Phase): void {
  const { current, self } = step
  if (before.phase === 'idle' || !('invitations' in current) || !current.call.isGroup) return
  const userIDList = ringingIn(current, self)
  if (userIDList.join() === ringingIn(before, self).join()) return
  step.emit('GROUP_CALL_INVITEE_LIST_UPDATE', { userIDList })
}

function onMessage(step: Step, message: Incoming): void {
  switch (message.kind) {
    case 'invite':
      return messages.onInvite(step, message)
    case 'badInvite':
      return messages.onBadInvite(step, message)
    case 'hangup':
      return messages.onHangupMessage(step, message)
    case 'switch':
      return messages.onSwitch(step, message)
    case 'accept':
      return onAcceptMessage(step, message)
    case 'reject':
      return onRejectMessage(step, message)
    case 'cancel':
      return messages.onCancel(step, message)
    case 'timeout':
      return messages.onTimeout(step, message)
    case 'elsewhere':
      return messages.onElsewhere(step, message)
    default:
      return unreachable(message)
  }
}

/** Permissions are there: the invitations, or the answer, go out. */
function onPrepared(step: Step, camera: boolean): void {
  const { current } = step
  const noCamera = !camera && current.phase !== 'idle' && current.call.type === CALL_TYPE.VIDEO
  if (current.phase === 'ringing' && current.answering) {
    messages.acceptNow(step, current)
    if (noCamera) room.goOnAsVoice(step, current)
    return
  }
  if (current.phase !== 'calling' || !current.plan) return
  const { plan } = current
  const call = noCamera ? { ...current.call, type: CALL_TYPE.AUDIO } : current.call
  if (noCamera) room.goOnAsVoice(step, current)
  if (!plan.invitees.length) {
    step.enter({ ...call, request: 0 }, [], [])
    step.startTimer(call, 'others', step.limits.join)
    return step.settle(call.request, null)
  }
  const invitations = step.invite(call, plan, call.request)
  step.current = { phase: 'calling', call: { ...call, request: 0 }, plan: null, invitations }
}

function onAssigned(step: Step, n: number, inviteID: string): void {
  const { current } = step
  if (!('invitations' in current)) return
  if (current.phase === 'active' && current.switching && current.switching.n === n) {
    step.current = { ...current, switching: { ...current.switching, inviteID } }
    return
  }
  const call = current.call.inviteID ? current.call : { ...current.call, inviteID }
  const invitations = current.invitations.map((one) => (one.n === n ? { ...one, inviteID } : one))
  step.current = { ...current, call, invitations }
}

function onInviteDone(step: Step, n: number, failure: Failure | null): void {
  const { current } = step
  if (!('invitations' in current)) return
  if (current.phase === 'active' && current.toVoice && current.toVoice.n === n) {
    return intents.onVoiceTold(step, current, failure)
  }
  step.settleInvitation(n, failure)
  if (failure) onInviteFailed(step, n, failure)
}

function onInviteFailed(step: Step, n: number, failure: Failure): void {
  const { current } = step
  if (!('invitations' in current)) return
  if (current.phase === 'active' && current.switching && current.switching.n === n) {
    step.emit('ERROR', failure)
    intents.clearSwitch(step, current)
    return
  }
  const invitation = current.invitations.filter((one) => one.n === n)[0]
  // answered all the same
  if (!invitation || !invitation.waiting.length) return
  const left = current.invitations.some((one) => one.n !== n && one.waiting.length > 0)
  // a message without an acknowledgement may have arrived; where it certainly has not, nothing is sent
  step.cancel(current.call, invitation, false)
  if (!left && current.phase === 'calling') return step.fail(CALL_END_REASON.SIGNALING_FAILED, step.self, failure)
  step.emit('ERROR', failure)
  strike(step, invitation, invitation.waiting, CALL_END_REASON.SIGNALING_FAILED)
}

function onAcceptDone(step: Step, inviteID: string, failure: Failure | null): void {
  const { current } = step
  if (current.phase !== 'idle' && current.call.inviteID === inviteID) {
    if (failure) step.fail(CALL_END_REASON.SIGNALING_FAILED, step.self, failure)
    else step.settleCall()
    return
  }
  // the answer to a media switch: the call goes on, the peer asks again
  if (failure) step.emit('ERROR', failure)
}

/** The compiler holds every union to be handled in full; at run time an unknown input is ignored. */
function unreachable(_input: never): void {}
