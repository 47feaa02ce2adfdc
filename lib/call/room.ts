/** What the media room, the network and the timers report. */
import { CAMERA_DENIED, MICROPHONE_DENIED } from '../foundation/failures'
import type { Failure } from '../foundation/failures'
import { CALL_END_REASON } from '../foundation/types'
import type { UserID } from '../foundation/types'
import { endIfAlone, isAnybodyThere, onInviterTimer, setStatus } from './answers'
import { cancelPending, cancelSwitch, clearSwitch, sayNo, tellOthersOfLeaving } from './intents'
import { stopRinging } from './messages'
import type { Active, InCall, RoomInput, TimerName } from './model'
import { durationOf, memberOf, peerOf, stillRinging, withoutMember, withoutWaiting } from './queries'
import type { Step } from './step'

export function onRoom(step: Step, active: Active, event: RoomInput): void {
  switch (event.kind) {
    case 'userJoined':
      return onUserJoined(step, active, event.userID)
    case 'userLeft':
      return onUserLeft(step, active, event.userID)
    case 'failed':
      tellOthersOfLeaving(step, active)
      return step.fail(CALL_END_REASON.ROOM_FAILED, '', event.error)
    case 'kicked':
      return onKicked(step, active)
    case 'denied':
      return onDenied(step, active, event.device)
    case 'networkChanged':
      step.log('the network changed: entering the room again')
      return step.run({ type: 'reenterRoom', key: active.call.key })
    case 'connection':
      return setOffline(step, active, { ...active.offline, media: !event.online })
  }
}

/** The others hear of it from the room, unless this account is in it on another device: so no hangup is sent. */
function onKicked(step: Step, active: Active): void {
  cancelPending(step, active)
  step.emit('KICKED_OUT', { type: 'room' })
  step.end(CALL_END_REASON.KICKED_OUT, step.self)
}

function onUserJoined(step: Step, active: Active, userID: UserID): void {
  const { call } = active
  // somebody without a part in a 1v1 call
  if (userID === step.self || !(call.isGroup || peerOf(active, step.self) === userID)) return
  const before = memberOf(active, userID)
  if (before && before.status === 'joined') return
  const isFirst = active.connectedAt === null
  step.stopTimer(call, `join:${userID}`)
  step.current = {
    ...active,
    connectedAt: isFirst ? step.now : active.connectedAt,
    members: setStatus(active.members, userID, 'joined'),
    // being in the room is an answer, even if the accept was lost
    invitations: withoutWaiting(active.invitations, userID),
  }
  if (before && before.status === 'left') return onCameBack(step, step.current)
  if (isFirst) step.log(`call ${call.key} connected`)
  step.emit('USER_ENTER', { userID })
}

function onUserLeft(step: Step, active: Active, userID: UserID): void {
  const { call } = active
  const member = memberOf(active, userID)
  if (!member || member.status !== 'joined' || !step.rules.endOnLeave) return
  const left = withoutMember(active, userID)
  if (call.peerNamesCalls && !isAnybodyThere(left)) {
    // the last one hangs up by message; leaving without one is a change of network, or a crash
    step.current = { ...active, members: setStatus(active.members, userID, 'left') }
    return step.startTimer(call, 'rejoin', step.limits.rejoin)
  }
  step.current = left
  step.emit('USER_LEAVE', { userID })
  if (!call.isGroup) step.notifyHangup(call, userID, durationOf(active, step.now))
  endIfAlone(step, CALL_END_REASON.HANGUP, userID)
}

function onCameBack(step: Step, { call, members }: Active): void {
  if (!members.some((member) => member.status === 'left')) step.stopTimer(call, 'rejoin')
}

function onDenied(step: Step, active: Active, device: 'camera' | 'microphone'): void {
  if (device === 'camera') return goOnAsVoice(step, active)
  tellOthersOfLeaving(step, active)
  step.fail(CALL_END_REASON.MICROPHONE_DENIED, step.self, MICROPHONE_DENIED)
}

/** The camera may not be used. */
export function goOnAsVoice(step: Step, { call }: InCall): void {
  step.run({ type: 'camera', key: call.key, on: false, denied: true })
  step.emit('ERROR', CAMERA_DENIED)
}

/* ------------------------------------------------------------------ network */

export function onNetwork(step: Step, online: boolean): void {
  if (step.current.phase === 'active') setOffline(step, step.current, { ...step.current.offline, network: !online })
}

function setOffline(step: Step, active: Active, offline: Active['offline']): void {
  const was = active.offline.network || active.offline.media
  const is = offline.network || offline.media
  step.current = { ...active, offline }
  if (!was && is) {
    step.log('the network is away')
    step.startTimer(active.call, 'reconnect', step.limits.reconnect)
  }
  if (was && !is) {
    step.log('the network is back')
    step.stopTimer(active.call, 'reconnect')
  }
  // publishing does not come back by itself
  const mediaAlone = offline.media && !offline.network
  const wasAlone = active.offline.media && !active.offline.network
  if (mediaAlone && !wasAlone) step.run({ type: 'reenterRoom', key: active.call.key })
}

/* ------------------------------------------------------------------ timers */

export function onTimer(step: Step, timer: TimerName): void {
  const { current } = step
  const [name = '', argument = ''] = timer.split(':')
  if (name === 'ring') return argument ? onInviterTimer(step, Number(argument)) : onRingTimer(step)
  if (current.phase !== 'active') return
  switch (name) {
    case 'join':
      return onNeverJoined(step, current, argument)
    case 'others':
      return onOthersTimer(step, current)
    case 'rejoin':
      return onNeverCameBack(step, current)
    case 'reconnect':
      tellOthersOfLeaving(step, current)
      return step.end(CALL_END_REASON.NETWORK_LOST, '')
    case 'switch':
      return onSwitchTimer(step, current)
  }
}

function onRingTimer(step: Step): void {
  const { current } = step
  if (current.phase !== 'ringing') return
  const { call } = current
  const invitation = step.invitationOf(call.inviter, call)
  step.run({ type: 'timeout', invitation, message: { kind: 'timeout', call } })
  stopRinging(step, current, CALL_END_REASON.TIMEOUT, step.self)
}

/** Whom somebody else has invited, and who has not been heard of since, won't come. */
function onOthersTimer(step: Step, active: Active): void {
  const ours = stillRinging(active.invitations)
  const members = active.members.filter(({ userID, status }) => status !== 'ringing' || ours.indexOf(userID) >= 0)
  step.current = { ...active, members }
  endIfAlone(step, CALL_END_REASON.PEER_NEVER_JOINED, active.call.inviter)
}

function onNeverJoined(step: Step, active: Active, userID: UserID): void {
  const member = memberOf(active, userID)
  if (!member || member.status !== 'accepted') return
  if (!active.call.isGroup) step.notifyHangup(active.call, userID, 0)
  step.current = withoutMember(active, userID)
  endIfAlone(step, CALL_END_REASON.PEER_NEVER_JOINED, userID)
}

function onNeverCameBack(step: Step, active: Active): void {
  const gone = active.members.filter((member) => member.status === 'left').map((member) => member.userID)
  const [first = ''] = gone
  step.current = { ...active, members: active.members.filter((member) => member.status !== 'left') }
  for (const userID of gone) step.emit('USER_LEAVE', { userID })
  if (!active.call.isGroup) step.notifyHangup(active.call, first, durationOf(active, step.now))
  // in a group, to leave the room is to hang up
  endIfAlone(step, active.call.isGroup ? CALL_END_REASON.HANGUP : CALL_END_REASON.PEER_LEFT, first)
}

function onSwitchTimer(step: Step, active: Active): void {
  const { switching, call } = active
  if (!switching) return
  cancelSwitch(step, active)
  if (switching.direction === 'outgoing') step.emit('CALL_MODE', { type: call.type, refusal: 'timeout' })
  clearSwitch(step, active)
}

/* ------------------------------------------------------------------ permissions */

/** Permissions were refused while calling or answering. */
export function onPrepareFailed(step: Step, failure: Failure): void {
  const { current } = step
  if (current.phase === 'idle' || current.phase === 'active') return
  const reason =
    failure.code === MICROPHONE_DENIED.code ? CALL_END_REASON.MICROPHONE_DENIED : CALL_END_REASON.ROOM_FAILED
  if (current.phase === 'ringing') sayNo(step, current)
  step.fail(reason, step.self, failure)
}
