/** Yes to a call that rings: by the user, or because both sides called each other. */
import { CALL_END_REASON, CALL_TYPE } from '../foundation/types'
import type { Draft } from './state/draft'
import { fail } from './end'
import { enter, goOnAsVoice } from './in-room'
import type { Call, Calling, InputOf, Invitation, MessageOf, Ringing } from './state/model'
import { callOf, factsOf, invitationsHere, lesserType, membersOf, restOf } from './state/queries'
import { tellVoice } from './switch'

export function onAccept(draft: Draft, { request, shown, byVoice }: InputOf<'accept'>): void {
  const { current } = draft
  if (current.phase !== 'ringing') return draft.refuse(request, 'There is no invitation to accept.')
  if (current.call.key !== shown) return draft.refuse(request, 'That invitation is over, and another one rings.')
  if (current.answering) return draft.refuse(request, 'The invitation is being accepted already.')
  const { call } = current
  current.answering = true
  current.byVoice = byVoice && call.type === CALL_TYPE.VIDEO
  call.request = request
  // the ring time goes on: a permission dialog may stay open for ever
  draft.run({ type: 'prepare', key: call.key, callType: current.byVoice ? CALL_TYPE.AUDIO : call.type })
}

/** Permissions are there: the answer goes out. */
export function onPreparedToAnswer(draft: Draft, ringing: Ringing, camera: boolean): void {
  if (!ringing.answering) return
  const isDenied = !camera && !ringing.byVoice && ringing.call.type === CALL_TYPE.VIDEO
  acceptNow(draft, ringing)
  if (isDenied) goOnAsVoice(draft)
}

/** The camera stays off. Both sides of a call of two have one type, so it is voice; in a group the others go on. */
function withoutCamera(draft: Draft, call: Call): void {
  if (call.isGroup) return draft.run({ type: 'camera', key: call.key, on: false, denied: false })
  call.type = CALL_TYPE.AUDIO
  draft.emit('CALL_MODE', { type: call.type })
}

function acceptNow(draft: Draft, ringing: Ringing): void {
  const { call, replaces, timeout, byVoice } = ringing
  if (byVoice) withoutCamera(draft, call)
  draft.stopTimer('ring')
  for (const invitation of invitationsHere(ringing)) sendAccept(draft, call, invitation, replaces, false)
  const members = membersOf(ringing, draft.self)
  enter(draft, call, members, [])
  // the type in the answer means nothing to an old peer
  if (byVoice && !call.isGroup && !call.peerNamesCalls) tellVoice(draft)
  // the others ring as long as this side would have
  if (members.length > 1) draft.startTimer('others', timeout * 1000 + draft.limits.ringGrace)
}

/**
 * Accepts an invitation into `call`.
 * @param replaces an own invitation that this settles (glare)
 * @param automatic without the user, who is in that call already
 */
export function sendAccept(
  draft: Draft,
  call: Call,
  invitation: Invitation,
  replaces: string,
  automatic: boolean,
): void {
  draft.run({
    type: 'accept',
    key: call.key,
    invitation: draft.foreignName(invitation.inviter, invitation),
    message: { kind: 'accept', call: factsOf(call), sequence: draft.nextSequence(), replaces },
    automatic,
  })
}

export function onAcceptSent(draft: Draft, { inviteID, failure }: InputOf<'acceptDone'>): void {
  const { current } = draft
  if (current.phase !== 'idle' && current.call.inviteID === inviteID) {
    if (failure) fail(draft, CALL_END_REASON.SIGNALING_FAILED, draft.self, failure)
    else draft.settleCall()
    return
  }
  // the answer to a media switch, which is asked for again, or to a further invitation: the call goes on
  if (failure) draft.emit('ERROR', failure)
}

/** The peer's invitation counts, in place of the own one: it is accepted, with the lesser of the two types. */
export function yieldTo(draft: Draft, calling: Calling, message: MessageOf<'invite'>): void {
  const { key, callID, request, type } = calling.call
  const [own] = calling.invitations
  draft.log(`glare with ${message.from}: their invitation wins`)
  if (own) {
    draft.addOwnTombstone(own, callID)
    draft.stopTimer(`ring:${own.localID}`)
    draft.run({ type: 'forget', inviteID: own.inviteID })
    draft.settle(own.request, null)
  }
  const { inviteeList, timeout } = message
  const ringing: Ringing = {
    phase: 'ringing',
    call: { ...callOf(message, key, draft.now), type: lesserType(type, message.type), request },
    inviteeList,
    timeout,
    deadline: draft.now + restOf(message),
    further: [],
    answering: true,
    byVoice: false,
    replaces: own ? own.inviteID : '',
  }
  draft.become(ringing)
  draft.emit('USER_ACCEPT', { userID: message.from })
  // with the own invitation out, permissions are there already; otherwise their answer is under way
  if (!own) return draft.startTimer('ring', restOf(message))
  acceptNow(draft, ringing)
  // an old peer knows no `replaces`: it says "busy" to the own invitation, or nothing
  const { current } = draft
  if (message.callID !== '' || current.phase !== 'active') return
  current.yielded = own
  draft.startTimer('yielded', draft.limits.yielded)
}
