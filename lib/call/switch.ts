/**
 * The media switch of a 1v1 call, all of it. To voice (downgrade): at once, and the peer is told until it has heard. To
 * video (upgrade): one side asks, the other grants or refuses; a camera is on only after its own user's word.
 */
import type { Failure } from '../foundation/failures'
import { CALL_TYPE } from '../foundation/types'
import type { CallType, UserID } from '../foundation/types'
import type { Draft } from './state/draft'
import type { Active, Downgrade, InputOf, LocalID, MediaSwitch, MessageOf, Phase } from './state/model'
import { factsOf, peerOf } from './state/queries'
import { rules } from './state/rules'

const NONE: MediaSwitch = { state: 'none' }

/* ------------------------------------------------------------------ the user */

/** Why this side can't switch its call to `to`, or ask for it; '' if it can. */
export function objectionToSwitch(phase: Phase, to: CallType): string {
  if (phase.phase !== 'active' || phase.call.isGroup || phase.connectedAt === null) {
    return 'Only a connected 1v1 call can switch between voice and video.'
  }
  const { mediaSwitch, call } = phase
  // the peer that could not be told may be told again
  const isUntold = downgradeOf(mediaSwitch)?.status === 'failed'
  if (call.type === to && !isUntold) return 'The call has that media type already.'
  return to === CALL_TYPE.VIDEO && isRequest(mediaSwitch) ? 'A request to switch the media is open already.' : ''
}

export function onSwitchType(draft: Draft, { request, to }: InputOf<'switchType'>): void {
  const { current, limits } = draft
  const objection = objectionToSwitch(current, to)
  // the phase is for the compiler: elsewhere there is an objection
  if (objection || current.phase !== 'active') return draft.refuse(request, objection)
  if (to === CALL_TYPE.AUDIO) {
    downgradePeer(draft, current, 'sent')
    if (current.call.type !== to) setType(draft, current, to)
  } else {
    const localID = sendSwitch(draft, current, to, Math.round(limits.switch / 1000))
    const downgrade = downgradeOf(current.mediaSwitch)
    current.mediaSwitch = { state: 'requested', localID, inviteID: '', downgrade }
    draft.startTimer('switch', limits.switch + limits.ringGrace)
  }
  draft.settle(request, null)
}

export function onAnswerSwitch(draft: Draft, { type, request }: InputOf<'acceptSwitch' | 'rejectSwitch'>): void {
  const { current } = draft
  if (current.phase !== 'active' || current.mediaSwitch.state !== 'asked') {
    return draft.refuse(request, 'The other side has not asked to switch the media.')
  }
  const { inviteID } = current.mediaSwitch
  answerSwitch(draft, current, inviteID, CALL_TYPE.VIDEO, type, false)
  if (type === 'acceptSwitch') grant(draft, current, inviteID)
  else closeRequest(draft, current)
  draft.settle(request, null)
}

/* ------------------------------------------------------------------ the peer */

export function onSwitchMessage(draft: Draft, message: MessageOf<'switch'>, active: Active): void {
  const { from, inviteID, callID, to, sequence } = message
  const { call } = active
  // not yet connected here, the peer may be: it saw this side in the room first
  if (!isPeer(draft, active, from) || (callID && callID !== call.callID)) return
  // taken back, or older than what is known
  if (draft.tombstoneOf(from, inviteID) || rules.isOld(call, sequence)) return
  hear(active, sequence)
  // whatever the peer asks for, it asks from voice, or for it
  setDowngrade(active, null)
  if (to === CALL_TYPE.AUDIO) {
    confirmSwitch(draft, active, inviteID, to)
    cancelRequest(draft, active)
    if (call.type === to) closeRequest(draft, active)
    else setType(draft, active, to)
    return
  }
  if (call.type === to || active.mediaSwitch.state === 'requested') {
    // in video already, or both want it
    confirmSwitch(draft, active, inviteID, to)
    if (call.type !== to) grant(draft, active, inviteID)
    return
  }
  closeRequest(draft, active)
  active.mediaSwitch = { state: 'asked', inviteID }
  draft.startTimer('switch', draft.limits.switch)
  draft.emit('CALL_TYPE_REQUEST', { userID: from, type: to })
}

/** The peer agrees to a request for video, or confirms that the call is voice. */
export function onSwitchAccepted(draft: Draft, message: MessageOf<'accept'>, active: Active): void {
  if (!isPeer(draft, active, message.from)) return
  const isOld = rules.isOld(active.call, message.sequence)
  hear(active, message.sequence)
  const { mediaSwitch, call } = active
  if (isOwnRequest(mediaSwitch, message.inviteID)) return setType(draft, active, CALL_TYPE.VIDEO)
  if (isOld) return
  if (message.switchTo === CALL_TYPE.AUDIO) {
    if (rules.isOutOfStep(call)) goBack(draft, active)
    return
  }
  // an answer that this side has not asked for is no answer
  const asked = draft.tombstoneOf('', message.inviteID)
  if (message.switchTo !== CALL_TYPE.VIDEO || !asked) return
  draft.dropTombstone(asked)
  if (call.type === CALL_TYPE.VIDEO) {
    // the peer is in video of its own accord: nothing is left to take back
    active.mediaSwitch = NONE
  } else if (mediaSwitch.state === 'requested') {
    // the answer to an earlier request: the peer is in video, and this side wants it
    setType(draft, active, CALL_TYPE.VIDEO)
  } else {
    // too late: this side has stopped waiting and stays with voice, so the peer goes back to it, and its own request goes
    closeRequest(draft, active)
    downgradePeer(draft, active, 'sent')
  }
}

/**
 * Known by the request that it names: TUICallKit 3 refuses with the words of a busy invitee.
 * @returns whether it was about a request of this side
 */
export function onSwitchRejected(draft: Draft, message: MessageOf<'reject'>, active: Active): boolean {
  if (!isPeer(draft, active, message.from) || !isOwnRequest(active.mediaSwitch, message.inviteID)) return false
  closeRequest(draft, active)
  // the requester learns by the unchanged type that the answer was no
  draft.emit('CALL_MODE', { type: active.call.type, refusal: 'reject' })
  return true
}

/** The peer takes its request for video back. */
export function onSwitchCancelled(draft: Draft, { from, inviteID }: MessageOf<'cancel'>, active: Active): void {
  const { mediaSwitch } = active
  if (!isPeer(draft, active, from)) return
  if (mediaSwitch.state === 'asked' && mediaSwitch.inviteID === inviteID) closeRequest(draft, active)
  if (mediaSwitch.state !== 'granted' || mediaSwitch.inviteID !== inviteID) return
  // the peer stopped waiting before our consent arrived
  goBack(draft, active)
}

/* ------------------------------------------------------------------ the SDK and the clock */

/** The SDK has named a request. @returns whether `localID` is the request's */
export function onSwitchAssigned(active: Active, localID: LocalID, inviteID: string): boolean {
  const { mediaSwitch } = active
  if (mediaSwitch.state !== 'requested' || mediaSwitch.localID !== localID) return false
  active.mediaSwitch = { ...mediaSwitch, inviteID }
  return true
}

/** A request or a downgrade was acknowledged, or could not be sent. @returns whether `localID` is that one's */
export function onSwitchSent(draft: Draft, active: Active, localID: LocalID, failure: Failure | null): boolean {
  const { mediaSwitch } = active
  const downgrade = downgradeOf(mediaSwitch)
  if (downgrade && downgrade.localID === localID) onDowngraded(draft, active, downgrade, failure)
  else if (mediaSwitch.state !== 'requested' || mediaSwitch.localID !== localID) return false
  else if (failure) {
    draft.emit('ERROR', failure)
    closeRequest(draft, active)
  }
  return true
}

function onDowngraded(draft: Draft, active: Active, { status, localID }: Downgrade, failure: Failure | null): void {
  if (!failure) return setDowngrade(active, null)
  if (status === 'sent' && !isRequest(active.mediaSwitch)) return downgradePeer(draft, active, 'resent')
  setDowngrade(active, { status: 'failed', localID })
  draft.emit('ERROR', failure)
}

export function onSwitchTimer(draft: Draft, active: Active): void {
  const { mediaSwitch, call } = active
  cancelRequest(draft, active)
  if (mediaSwitch.state === 'requested') draft.emit('CALL_MODE', { type: call.type, refusal: 'timeout' })
  closeRequest(draft, active)
}

/* ------------------------------------------------------------------ the region */

function isRequest({ state }: MediaSwitch): boolean {
  return state === 'requested' || state === 'asked'
}

function isOwnRequest(mediaSwitch: MediaSwitch, inviteID: string): boolean {
  return mediaSwitch.state === 'requested' && mediaSwitch.inviteID === inviteID
}

function downgradeOf(mediaSwitch: MediaSwitch): Downgrade | null {
  return mediaSwitch.state === 'downgrading' || mediaSwitch.state === 'requested' ? mediaSwitch.downgrade : null
}

function setDowngrade(active: Active, downgrade: Downgrade | null): void {
  const { mediaSwitch } = active
  if (mediaSwitch.state === 'requested') active.mediaSwitch = { ...mediaSwitch, downgrade }
  else if (downgrade) active.mediaSwitch = { state: 'downgrading', downgrade }
  else if (mediaSwitch.state === 'downgrading') active.mediaSwitch = NONE
}

/** Voice or video from now on, the own camera with it. To video only ever after this user's own consent. */
function setType(draft: Draft, active: Active, type: CallType): void {
  const { call } = active
  closeRequest(draft, active)
  if (type === CALL_TYPE.VIDEO || active.mediaSwitch.state === 'granted') active.mediaSwitch = NONE
  call.type = type
  draft.run({ type: 'camera', key: call.key, on: type === CALL_TYPE.VIDEO, denied: false })
  draft.emit('CALL_MODE', { type })
}

function grant(draft: Draft, active: Active, inviteID: string): void {
  setType(draft, active, CALL_TYPE.VIDEO)
  active.mediaSwitch = { state: 'granted', inviteID }
}

/** Forgets an open request, whichever side made it. */
function closeRequest(draft: Draft, active: Active): void {
  const { mediaSwitch } = active
  if (mediaSwitch.state !== 'requested' && mediaSwitch.state !== 'asked') return
  draft.stopTimer('switch')
  draft.run({ type: 'forget', inviteID: mediaSwitch.inviteID })
  // the peer may agree all the same, later
  if (mediaSwitch.state === 'requested') draft.addOwnTombstone(mediaSwitch, active.call.callID)
  const downgrade = downgradeOf(mediaSwitch)
  active.mediaSwitch = downgrade ? { state: 'downgrading', downgrade } : NONE
}

/** Tells the peer that the own request, if one was sent, is no longer open. */
function cancelRequest(draft: Draft, active: Active): void {
  const { call, mediaSwitch } = active
  if (mediaSwitch.state !== 'requested' || !mediaSwitch.inviteID) return
  const { inviteID } = mediaSwitch
  const invitation = { inviteID, inviter: draft.self, invitees: [peerOf(active, draft.self)], groupID: '' }
  draft.run({ type: 'cancel', invitation, message: { kind: 'cancel', call: factsOf(call), noAnswer: true } })
}

/** Back to voice, where the peer is; it is told, in case it gets to video some other way. */
function goBack(draft: Draft, active: Active): void {
  downgradePeer(draft, active, 'sent')
  setType(draft, active, CALL_TYPE.AUDIO)
}

/** A call that is voice on this side from its beginning. */
export function tellVoice(draft: Draft): void {
  if (draft.current.phase === 'active') downgradePeer(draft, draft.current, 'sent')
}

/** Sends the peer to voice, or back to it. */
function downgradePeer(draft: Draft, active: Active, status: 'sent' | 'resent'): void {
  setDowngrade(active, { status, localID: sendSwitch(draft, active, CALL_TYPE.AUDIO, 0) })
}

/** What needs no user's word is confirmed to the peer; a flood is not. */
function confirmSwitch(draft: Draft, active: Active, inviteID: string, to: CallType): void {
  if (draft.mayReply(peerOf(active, draft.self), true)) answerSwitch(draft, active, inviteID, to, 'acceptSwitch', true)
}

function answerSwitch(
  draft: Draft,
  active: Active,
  inviteID: string,
  to: CallType,
  kind: 'acceptSwitch' | 'rejectSwitch',
  automatic: boolean,
): void {
  const { call } = active
  const invitation = draft.foreignName(peerOf(active, draft.self), { inviteID, groupID: '' })
  const message = { kind, call: factsOf(call), sequence: draft.nextSequence(), from: otherThan(to), to } as const
  if (kind === 'acceptSwitch') draft.run({ type: 'accept', key: call.key, invitation, message, automatic })
  else draft.run({ type: 'reject', invitation, message, automatic })
}

function sendSwitch(draft: Draft, active: Active, to: CallType, timeout: number): LocalID {
  const { call } = active
  const localID = draft.nextLocalID()
  const sequence = draft.nextSequence()
  draft.run({
    type: 'invite',
    key: call.key,
    localID,
    invitees: [peerOf(active, draft.self)],
    groupID: '',
    timeout,
    offlinePushInfo: null,
    message: { kind: 'switch', call: factsOf(call), sequence, from: otherThan(to), to },
  })
  return localID
}

function otherThan(type: CallType): CallType {
  return type === CALL_TYPE.AUDIO ? CALL_TYPE.VIDEO : CALL_TYPE.AUDIO
}

/** Notes how far the peer has come: what it sent before that is old news. */
function hear({ call }: Active, sequence: number): void {
  call.peerSequence = Math.max(call.peerSequence, sequence)
}

function isPeer(draft: Draft, active: Active, userID: UserID): boolean {
  return !active.call.isGroup && peerOf(active, draft.self) === userID
}
