/**
 * The call logic: a pure, total function from a state and an input to the next state and the effects to run.
 * It has no clock, no randomness, no `wx` and no SDK, and it never throws: an input that a state has no use for is
 * logged and ignored.
 */
import { CALL_END_REASON } from '../foundation/types'
import type { UserID } from '../foundation/types'
import * as answering from './answering'
import { Draft } from './state/draft'
import { end, onHangup, withdrawYielded } from './end'
import * as incoming from './incoming'
import * as inRoom from './in-room'
import { DEFAULT_LIMITS } from './state/limits'
import type { Limits } from './state/limits'
import type { Effect, Incoming, Input, InputOf, MessageOf, Phase, State, TimedInput, TimerName } from './state/model'
import * as outgoing from './outgoing'
import { ringingIn } from './state/queries'
import { onPublishing, onQuietTimer } from './quiet'
import * as mediaSwitch from './switch'
import { createMemory } from './state/tombstones'

/** @param epoch what to add to an input's `now` to get the wall clock, ms; the engine says so anew with each input */
export function initialState(self: UserID, epoch = 0): State {
  return { memory: createMemory(self, epoch), current: { phase: 'idle' } }
}

export function transition(
  state: State,
  { now, input }: TimedInput,
  limits: Limits = DEFAULT_LIMITS,
): [State, Effect[]] {
  const draft = new Draft(state, now, limits)
  if (!isStale(state.current, input)) apply(draft, input)
  tellStillRinging(draft, state.current)
  inRoom.followAbsence(draft, state.current)
  const { memory, effects } = draft
  const unchanged = isEqual(state.current, draft.current)
  if (unchanged && !effects.length) logIgnored(draft, input)
  return [{ memory, current: unchanged ? state.current : draft.current }, effects]
}

/** The one place where inputs of a former call are dropped. */
function isStale(current: Phase, input: Input): boolean {
  return 'key' in input && (current.phase === 'idle' || current.call.key !== input.key)
}

function apply(draft: Draft, input: Input): void {
  const { current } = draft
  switch (input.type) {
    case 'call':
      return outgoing.onCall(draft, input)
    case 'inviteMore':
      return outgoing.onInviteMore(draft, input)
    case 'accept':
      return answering.onAccept(draft, input)
    case 'reject':
      return incoming.onReject(draft, input)
    case 'hangup':
      return onHangup(draft, input)
    case 'switchType':
      return mediaSwitch.onSwitchType(draft, input)
    case 'acceptSwitch':
    case 'rejectSwitch':
      return mediaSwitch.onAnswerSwitch(draft, input)
    case 'prepared':
      if (current.phase === 'calling') outgoing.onPreparedToCall(draft, current, input.camera)
      else if (current.phase === 'ringing') answering.onPreparedToAnswer(draft, current, input.camera)
      return
    case 'prepareFailed':
      return incoming.onPrepareFailed(draft, input)
    case 'assigned':
      return onAssigned(draft, input)
    case 'inviteDone':
      return onInviteDone(draft, input)
    case 'acceptDone':
      return answering.onAcceptSent(draft, input)
    case 'message':
      return onMessage(draft, input.message)
    case 'room':
      if (current.phase === 'active') inRoom.onRoom(draft, current, input.event)
      return
    case 'publishing':
      if (current.phase === 'active') onPublishing(draft, current, input.on)
      return
    case 'timer':
      return onTimer(draft, input.timer)
    case 'network':
      return inRoom.onNetwork(draft, input.online)
    case 'signedOut':
      return end(draft, input.reason, draft.self)
    default:
      return unreachable(input)
  }
}

/* ------------------------------------------------------------------ messages */

type Handler<P extends Phase['phase'], K extends Incoming['kind']> = (
  draft: Draft,
  message: MessageOf<K>,
  current: Extract<Phase, { phase: P }>,
) => void

/** What a message of each kind does in each phase. The compiler holds the table total. */
export const ON_MESSAGE: { readonly [P in Phase['phase']]: { readonly [K in Incoming['kind']]: Handler<P, K> } } = {
  idle: {
    invite: incoming.onInvite,
    badInvite: incoming.onBadInvite,
    accept: outgoing.onAcceptMessage,
    reject: ignored,
    cancel: incoming.onOver,
    timeout: incoming.onOver,
    hangup: incoming.onLateHangup,
    devices: ignored,
    switch: ignored,
    elsewhere: incoming.onOver,
  },
  calling: {
    invite: incoming.onInvite,
    badInvite: incoming.onBadInvite,
    accept: outgoing.onAcceptMessage,
    reject: outgoing.onRejectMessage,
    cancel: incoming.onOver,
    timeout: (draft, message, calling) => outgoing.onNo(draft, message, calling, CALL_END_REASON.TIMEOUT),
    hangup: incoming.onHangupMessage,
    devices: ignored,
    switch: ignored,
    elsewhere: incoming.onOver,
  },
  ringing: {
    invite: incoming.onInvite,
    badInvite: incoming.onBadInvite,
    accept: outgoing.onAcceptMessage,
    reject: ignored,
    cancel: incoming.onWithdrawn,
    timeout: incoming.onWithdrawn,
    hangup: incoming.onHangupMessage,
    devices: ignored,
    switch: ignored,
    elsewhere: incoming.onElsewhere,
  },
  active: {
    invite: incoming.onInvite,
    badInvite: incoming.onBadInvite,
    accept: (draft, message, active) => {
      if (message.switchTo) mediaSwitch.onSwitchAccepted(draft, message, active)
      else outgoing.onAcceptMessage(draft, message)
    },
    reject: (draft, message, active) => {
      if (mediaSwitch.onSwitchRejected(draft, message, active) || message.isSwitch) return
      outgoing.onRejectMessage(draft, message, active)
    },
    cancel: incoming.onCancelInCall,
    timeout: incoming.onTimeoutInCall,
    hangup: incoming.onHangupMessage,
    devices: inRoom.onDevicesMessage,
    switch: mediaSwitch.onSwitchMessage,
    elsewhere: incoming.onOver,
  },
}

function ignored(): void {}

function onMessage(draft: Draft, message: Incoming): void {
  const { current } = draft
  // the row is that of the phase, the column that of the kind, which the type of a look-up can't say
  const handler = ON_MESSAGE[current.phase][message.kind] as (draft: Draft, message: Incoming, current: Phase) => void
  handler(draft, message, current)
}

/* ------------------------------------------------------------------ what was sent, and the clock */

function onAssigned(draft: Draft, { localID, inviteID }: InputOf<'assigned'>): void {
  const { current } = draft
  if (current.phase === 'active' && mediaSwitch.onSwitchAssigned(current, localID, inviteID)) return
  if (current.phase === 'calling' || current.phase === 'active') outgoing.onInviteAssigned(current, localID, inviteID)
}

function onInviteDone(draft: Draft, { localID, failure }: InputOf<'inviteDone'>): void {
  const { current } = draft
  if (current.phase === 'active' && mediaSwitch.onSwitchSent(draft, current, localID, failure)) return
  if (current.phase === 'calling' || current.phase === 'active') outgoing.onInviteSent(draft, current, localID, failure)
}

function onTimer(draft: Draft, timer: TimerName): void {
  const { current } = draft
  const [name = '', argument = ''] = timer.split(':')
  if (name === 'ring') return argument ? outgoing.onOwnRingTimer(draft, Number(argument)) : incoming.onRingTimer(draft)
  if (current.phase !== 'active') return
  switch (name) {
    case 'join':
      return inRoom.onJoinTimer(draft, current, argument)
    case 'others':
      return inRoom.onOthersTimer(draft, current)
    case 'rejoin':
      return inRoom.onRejoinTimer(draft, current)
    case 'reconnect':
      return inRoom.onReconnectTimer(draft, current)
    case 'switch':
      return mediaSwitch.onSwitchTimer(draft, current)
    case 'quiet':
      return onQuietTimer(draft, current)
    case 'yielded':
      return withdrawYielded(draft, current)
  }
}

/* ------------------------------------------------------------------ after each input */

/** The host is told which users of a group call still ring, whenever that changes. */
function tellStillRinging(draft: Draft, before: Phase): void {
  const { current, self } = draft
  if (before.phase === 'idle' || (current.phase !== 'calling' && current.phase !== 'active')) return
  if (!current.call.isGroup) return
  const userIDList = ringingIn(current, self)
  if (userIDList.join() === ringingIn(before, self).join()) return
  draft.emit('GROUP_CALL_INVITEE_LIST_UPDATE', { userIDList })
}

/** An input that has changed nothing: for this state it means nothing. */
function logIgnored(draft: Draft, input: Input): void {
  const { phase } = draft.current
  const what =
    input.type === 'message' ? `${input.message.kind} of ${input.message.from} (${input.message.inviteID})` : input.type
  draft.run({ type: 'log', level: 'debug', line: `ignored while ${phase}: ${what}` })
}

/** Plain data, compared by value. */
function isEqual(a: unknown, b: unknown): boolean {
  if (a === b) return true
  // what stands in the same place is of one type, or null
  if (typeof a !== 'object' || !a || !b) return false
  const [one, other] = [a as Record<string, unknown>, b as Record<string, unknown>]
  const keys = Object.keys(one)
  return keys.length === Object.keys(other).length && keys.every((key) => isEqual(one[key], other[key]))
}

/** The compiler holds the union to be handled in full; at run time an unknown input is ignored. */
function unreachable(_input: never): void {}
