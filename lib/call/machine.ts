/**
 * The call logic: a pure, total function from a state and an input to the next state and the effects to run.
 * It has no clock, no randomness, no `wx` and no SDK, and it never throws: an input that a state has no use for is
 * logged and ignored.
 */
import { CALL_END_REASON, CALL_TYPE } from '../types'
import type { UserID } from '../types'
import { onAcceptMessage, onRejectMessage, strike } from './answers'
import * as intents from './intents'
import { createMemory } from './memory'
import * as messages from './messages'
import { DEFAULT_SETTINGS } from './model'
import type { CallKey, Effect, Failure, Incoming, Input, InCall, Phase, Settings, State, TimedInput } from './model'
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
  if (isStale(state.current, input)) step.ignore(`${input.type} of a call that is over`)
  else apply(step, input)
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
    case 'join':
      return intents.onJoin(step, input)
    case 'accept':
      return intents.onAccept(step, input)
    case 'reject':
      return intents.onReject(step, input)
    case 'hangup':
      return intents.onHangup(step, input)
    case 'switchType':
      return intents.onSwitchType(step, input)
    case 'acceptSwitch':
      return intents.onAcceptSwitch(step, input)
    case 'rejectSwitch':
      return intents.onRejectSwitch(step, input)
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
  if (current.phase === 'ringing' && current.answering) {
    messages.acceptNow(step, current)
    if (!camera && current.call.type === CALL_TYPE.VIDEO) warnOfCamera(step, current)
    return
  }
  if (current.phase !== 'calling' || !current.plan) return
  const { plan } = current
  const noCamera = !camera && current.call.type === CALL_TYPE.VIDEO
  const call = noCamera ? { ...current.call, type: CALL_TYPE.AUDIO } : current.call
  if (noCamera) warnOfCamera(step, current)
  if (!plan.invitees.length) {
    step.enter({ ...call, request: 0 }, [], [])
    step.startTimer(call, 'others', step.settings.limits.join)
    return step.settle(call.request, null)
  }
  step.current = { phase: 'calling', call, plan: null, invitations: step.invite(call, plan) }
}

function warnOfCamera(step: Step, { call }: InCall): void {
  step.run({ type: 'camera', key: call.key, on: false, denied: true })
  step.emit('ERROR', room.CAMERA_DENIED)
}

function onAssigned(step: Step, n: number, inviteID: string): void {
  const { current } = step
  if (current.phase !== 'calling' && current.phase !== 'active') return
  const call = current.call.inviteID ? current.call : { ...current.call, inviteID }
  const invitations = current.invitations.map((one) => (one.n === n ? { ...one, inviteID } : one))
  if (current.phase === 'calling') {
    step.current = { ...current, call, invitations }
    return
  }
  const { switching } = current
  const named = switching && switching.n === n ? { ...switching, inviteID } : switching
  step.current = { ...current, call: named === switching ? call : current.call, invitations, switching: named }
}

function onInviteDone(step: Step, n: number, failure: Failure | null): void {
  const { current } = step
  if (current.phase !== 'calling' && current.phase !== 'active') return
  if (!failure) return step.delivered()
  if (current.phase === 'active' && current.switching && current.switching.n === n) {
    step.emit('ERROR', failure)
    return intents.clearSwitch(step, current)
  }
  const invitation = current.invitations.filter((one) => one.n === n)[0]
  if (!invitation || !invitation.waiting.length) return step.ignore('failure of an invitation that was answered')
  const left = current.invitations.some((one) => one.n !== n && one.waiting.length > 0)
  const alone = !left && current.phase === 'calling'
  // a message without an acknowledgement may have arrived; where it certainly has not, nothing is sent
  step.cancel(current.call, invitation, false)
  step.emit('ERROR', failure)
  if (alone) return step.end(CALL_END_REASON.SIGNALING_FAILED, step.self, { failure })
  strike(step, invitation, invitation.waiting, CALL_END_REASON.SIGNALING_FAILED)
}

function onAcceptDone(step: Step, inviteID: string, failure: Failure | null): void {
  const { current } = step
  if (current.phase === 'idle' || current.call.inviteID !== inviteID) {
    // the answer to a media switch: the call goes on, the peer asks again
    if (failure) step.emit('ERROR', failure)
    return
  }
  if (!failure) return step.delivered()
  step.fail(CALL_END_REASON.SIGNALING_FAILED, step.self, failure)
}

/** Identity of the call at hand; null when idle. */
export function currentKey({ current }: Pick<State, 'current'>): CallKey | null {
  return current.phase === 'idle' ? null : current.call.key
}

/** The compiler holds every union to be handled in full; at run time an unknown input is ignored. */
function unreachable(_input: never): void {}
