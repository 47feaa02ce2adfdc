/** Own invitations: sending them, and what comes back. */
import type { Failure } from '../foundation/failures'
import { CALL_END_REASON, CALL_TYPE } from '../foundation/types'
import type { CallEndReason, CallType, NoAnswerData, UserID } from '../foundation/types'
import type { Draft } from './state/draft'
import { end, endIfAlone, fail, withdraw } from './end'
import { dropWaiting, enter, expectMember, goOnAsVoice, setStatus } from './in-room'
import type {
  Active,
  Call,
  Calling,
  InputOf,
  InvitePlan,
  LocalID,
  MessageOf,
  OwnInvitation,
  Phase,
} from './state/model'
import { factsOf, invitationsOf, memberOf, membersOf, NO_ROOM, peerOf, ringing, stillRinging } from './state/queries'
import { rules } from './state/rules'

/* ------------------------------------------------------------------ inviting */

/** Invites; or joins a group call that is running, if the plan names no invitee. */
export function onCall(draft: Draft, intent: InputOf<'call'>): void {
  const { callType, callID, room, isGroup, groupID, plan, request } = intent
  const { phase } = draft.current
  if (phase !== 'idle') {
    return draft.refuse(
      request,
      `There is a call already (${phase}). Hang it up first; to invite more people into a group call use inviteUser().`,
    )
  }
  const key = draft.nextKey()
  const call: Call = {
    key,
    callID,
    type: callType,
    room,
    isGroup,
    groupID,
    inviter: draft.self,
    inviteID: '',
    request,
    peerNamesCalls: false,
    since: draft.now,
    peerSequence: 0,
  }
  draft.become({ phase: 'calling', call, plan, invitations: [] })
  draft.log(`call ${key} to ${plan.invitees.join(', ') || 'a running group call'}`)
  draft.run({ type: 'prepare', key, callType })
}

/** Permissions are there: the invitations go out, or the running call is joined. */
export function onPreparedToCall(draft: Draft, calling: Calling, camera: boolean): void {
  const { plan, call } = calling
  if (!plan) return
  if (!camera && call.type === CALL_TYPE.VIDEO) {
    goOnAsVoice(draft)
    call.type = CALL_TYPE.AUDIO
  }
  const { request } = call
  call.request = 0
  if (!plan.invitees.length) {
    enter(draft, call, [], [])
    draft.startTimer('others', draft.limits.join)
    return draft.settle(request, null)
  }
  calling.invitations = invite(draft, call, plan, request)
  calling.plan = null
}

export function onInviteMore(draft: Draft, { plan, request }: InputOf<'inviteMore'>): void {
  const { current } = draft
  if (current.phase !== 'active' || !current.call.isGroup) {
    return draft.refuse(request, 'Only a running group call can take more people. Start one with groupCall().')
  }
  const known = current.members.map((member) => member.userID)
  const invitees = plan.invitees.filter((userID) => known.indexOf(userID) < 0)
  if (!invitees.length) return draft.refuse(request, 'All of these users are in the call already.')
  const invitations = invite(draft, current.call, { ...plan, invitees }, request, known)
  current.members = current.members.concat(ringing(invitees))
  current.invitations = current.invitations.concat(invitations)
}

/**
 * Sends the invitations of `plan`: one through the group, or one to each user.
 * @param others who is in the call already
 */
function invite(draft: Draft, call: Call, plan: InvitePlan, request: number, others: UserID[] = []): OwnInvitation[] {
  const { key, groupID } = call
  const { timeout, offlinePushInfo, userData } = plan
  const batches = groupID ? [plan.invitees] : plan.invitees.map((userID) => [userID])
  const sequence = draft.nextSequence()
  const userIDs = call.isGroup && !groupID ? others.concat(plan.invitees) : []
  const message = { kind: 'invite', call: factsOf(call), sequence, userData, userIDs } as const
  return batches.map((invitees) => {
    const localID = draft.nextLocalID()
    draft.run({ type: 'invite', key, localID, invitees, groupID, timeout, offlinePushInfo, message })
    draft.startTimer(`ring:${localID}`, timeout * 1000 + draft.limits.ringGrace)
    return { localID, inviteID: '', groupID, invitees, waiting: invitees, request }
  })
}

export function onInviteAssigned(current: Calling | Active, localID: LocalID, inviteID: string): void {
  const { call, invitations } = current
  if (!call.inviteID) call.inviteID = inviteID
  for (const one of invitations) if (one.localID === localID) one.inviteID = inviteID
}

/** An invitation was acknowledged, or could not be sent. */
export function onInviteSent(draft: Draft, current: Calling | Active, localID: LocalID, failure: Failure | null): void {
  draft.settleInvitation(localID, failure)
  const [invitation] = current.invitations.filter((one) => one.localID === localID)
  // answered all the same
  if (!failure || !invitation || !invitation.waiting.length) return
  const isLast = !current.invitations.some((one) => one !== invitation && one.waiting.length > 0)
  // a message without an acknowledgement may have arrived; where it certainly has not, nothing is sent
  withdraw(draft, current, invitation, false)
  if (isLast && current.phase === 'calling') {
    return fail(draft, CALL_END_REASON.SIGNALING_FAILED, draft.self, failure)
  }
  draft.emit('ERROR', failure)
  dropInvitees(draft, current, invitation, invitation.waiting, CALL_END_REASON.SIGNALING_FAILED)
}

/* ------------------------------------------------------------------ yes */

/** The current call's own invitation that a message is about. */
function ownInvitation(current: Phase, inviteID: string): OwnInvitation | undefined {
  return invitationsOf(current).filter((one) => rules.isNamed(one.inviteID, inviteID))[0]
}

export function onAcceptMessage(draft: Draft, message: MessageOf<'accept'>): void {
  settleReplaced(draft, message)
  const { current } = draft
  const { from } = message
  const invitation = ownInvitation(current, message.inviteID)
  // the phases are for the compiler: others have no own invitations
  if (!invitation || current.phase === 'idle' || current.phase === 'ringing') return onForeignAccept(draft, message)
  const { localID, invitees, waiting } = invitation
  // not invited, or for the second time
  if (invitees.indexOf(from) < 0 || (waiting.indexOf(from) < 0 && !mayComeLate(current, from))) return
  const { call, invitations } = current
  const type = agreedType(call, message)
  // in a glare, both sides see by themselves what comes of it
  if (type !== call.type && !message.replaces) draft.emit('CALL_MODE', { type })
  call.type = type
  call.peerNamesCalls = message.callID !== ''
  call.peerSequence = Math.max(call.peerSequence, message.sequence)
  const members = membersOf(current, draft.self)
  setStatus(members, from, 'accepted')
  dropWaiting(invitations, from)
  if (!waiting.some((userID) => userID !== from)) draft.stopTimer(`ring:${localID}`)
  draft.emit('USER_ACCEPT', { userID: from })
  if (current.phase === 'calling') enter(draft, call, members, invitations)
  else expectMember(draft, from)
  draft.settleInvitation(localID, null)
}

/** An own-protocol invitee who answers by voice, or has called as well (glare), accepts with the lesser type; an old one just writes a type. */
function agreedType({ type, isGroup }: Call, message: MessageOf<'accept'>): CallType {
  return !isGroup && message.callID && message.type && message.type < type ? message.type : type
}

/** A group call takes a user in who answers after the ring time; a 1v1 call is over by then. */
function mayComeLate(current: Calling | Active, userID: UserID): boolean {
  return current.call.isGroup && (current.phase === 'calling' || !memberOf(current, userID))
}

/** An accept may name an invitation of the sender that it settles (glare): that one must not ring any more. */
function settleReplaced(draft: Draft, { from, replaces }: MessageOf<'accept'>): void {
  if (!replaces) return
  draft.addTombstone(from, replaces)
  const { current } = draft
  const unanswered = current.phase === 'ringing' || (current.phase === 'active' && current.connectedAt === null)
  if (!unanswered || current.call.inviteID !== replaces || current.call.inviter !== from) return
  end(draft, CALL_END_REASON.CANCEL, from)
}

/** An accept that no invitation of the current call waits for. */
function onForeignAccept(draft: Draft, message: MessageOf<'accept'>): void {
  const { current } = draft
  const { from, inviteID, callID, groupID } = message
  const own = draft.tombstoneOf('', inviteID)
  // an old peer would take the hangup for the call that it is in with us now
  const confusing = callID === '' && current.phase !== 'idle' && peerOf(current, draft.self) === from
  if (!confusing && rules.isLateAccept(own)) {
    // an invitation to a Chat group is one for all of its invitees: each may be late
    if (groupID === '') draft.dropTombstone(own)
    if (!draft.mayReply(from)) return
    draft.log(`late accept of ${from}: answered with a hangup`)
    const type = message.type || CALL_TYPE.AUDIO
    const call = { callID: own.callID, type, room: NO_ROOM, isGroup: groupID !== '' }
    return draft.run({ type: 'notify', to: from, groupID: '', message: { kind: 'hangup', call, duration: 1 } })
  }
  // in a group the answers of the others are heard too
  if (current.phase !== 'active' || inviteID !== current.call.inviteID || !current.call.isGroup) return
  if (memberOf(current, from)?.status !== 'ringing') return
  setStatus(current.members, from, 'accepted')
  expectMember(draft, from)
}

/* ------------------------------------------------------------------ no */

export function onRejectMessage(draft: Draft, message: MessageOf<'reject'>, current: Calling | Active): void {
  onNo(draft, message, current, message.busy ? CALL_END_REASON.LINE_BUSY : CALL_END_REASON.REJECT)
}

/** An invitee rejects an own invitation, or lets its time go by (online, but not answered). */
export function onNo(
  draft: Draft,
  { inviteID, from: invitee }: MessageOf<'reject' | 'timeout'>,
  current: Calling | Active,
  reason: 'line-busy' | 'reject' | 'timeout',
): void {
  if (current.phase === 'active' && current.yielded && current.yielded.inviteID === inviteID) {
    current.yielded = null
    return draft.stopTimer('yielded')
  }
  const invitation = ownInvitation(current, inviteID)
  if (!invitation) return onForeignNo(current, inviteID, invitee)
  if (invitation.waiting.indexOf(invitee) < 0) return
  draft.settleInvitation(invitation.localID, null)
  if (reason === 'timeout') draft.emit('CALLING_TIMEOUT', noAnswer(draft, invitation, [invitee]))
  else if (reason === 'reject') draft.emit('REJECT', { invitee, inviteID, reason })
  else draft.emit('LINE_BUSY', { invitee, inviteID, reason: 'line busy' })
  dropInvitees(draft, current, invitation, [invitee], reason)
}

/** A member of the group rejects the invitation of another member, which this side accepted. */
function onForeignNo(current: Calling | Active, inviteID: string, from: UserID): void {
  if (current.phase !== 'active' || !current.call.isGroup || current.call.inviteID !== inviteID) return
  current.members = current.members.filter((one) => one.userID !== from || one.status !== 'ringing')
}

/** The ring time, counted here, is over: no answer came. */
export function onOwnRingTimer(draft: Draft, localID: LocalID): void {
  const { current } = draft
  if ((current.phase !== 'calling' && current.phase !== 'active') || !rules.isUnanswered(current, localID)) return
  const [invitation] = current.invitations.filter((one) => one.localID === localID)
  if (!invitation) return
  const { waiting } = invitation
  withdraw(draft, current, invitation, true)
  draft.emit('NO_RESP', noAnswer(draft, invitation, waiting))
  dropInvitees(draft, current, invitation, waiting, CALL_END_REASON.NO_RESPONSE)
}

function noAnswer(draft: Draft, { inviteID, groupID }: OwnInvitation, timeoutUserList: UserID[]): NoAnswerData {
  return { inviteID, timeoutUserList, sponsor: draft.self, groupID }
}

/** Takes users off an invitation; the call ends with `reason` when there is no one left to wait for. */
function dropInvitees(
  draft: Draft,
  current: Calling | Active,
  invitation: OwnInvitation,
  users: UserID[],
  reason: CallEndReason,
): void {
  const [first = ''] = users
  for (const userID of users) dropWaiting(current.invitations, userID)
  if (!invitation.waiting.length) draft.stopTimer(`ring:${invitation.localID}`)
  if (current.phase === 'calling') {
    if (!stillRinging(current.invitations).length) end(draft, reason, first)
    return
  }
  current.members = current.members.filter(({ userID, status }) => status !== 'ringing' || users.indexOf(userID) < 0)
  endIfAlone(draft, current, reason, first)
}
