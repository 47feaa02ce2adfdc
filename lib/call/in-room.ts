/** A call that was accepted: into the room, who is in it, the network, and how it ends from there. */
import { CAMERA_DENIED, MICROPHONE_DENIED, strangerInRoom } from '../foundation/failures'
import { CALL_END_REASON } from '../foundation/types'
import type { UserID } from '../foundation/types'
import type { Draft } from './state/draft'
import { end, endIfAlone, fail, notifyHangup, tellOthersOfLeaving, withdrawPending } from './end'
import type { Active, Call, Member, MessageOf, Offline, OwnInvitation, Phase, RoomInput } from './state/model'
import { isAnyoneThere, isAway, memberOf, stillRinging } from './state/queries'
import { isQuietPeer, onDevices, seen, tellIfQuiet } from './quiet'
import { rules } from './state/rules'

/** From calling or ringing to on the way into the room. */
export function enter(draft: Draft, call: Call, members: Member[], invitations: OwnInvitation[]): void {
  draft.become({
    phase: 'active',
    call,
    members,
    connectedAt: null,
    invitations,
    offline: { network: false, media: 'here', interrupted: false },
    leftAt: null,
    silent: [],
    strangers: [],
    mediaSwitch: { state: 'none' },
    quiet: { own: false, peer: false, unseen: 'no' },
    yielded: null,
  })
  draft.run({ type: 'enterRoom', key: call.key, room: call.room, callType: call.type })
  for (const { userID, status } of members) if (status === 'accepted') expectMember(draft, userID)
}

/** An accepted user has to appear in the room. */
export function expectMember(draft: Draft, userID: UserID): void {
  draft.startTimer(`join:${userID}`, draft.limits.join)
}

export function setStatus(members: Member[], userID: UserID, status: Member['status']): void {
  const [member] = members.filter((one) => one.userID === userID)
  if (member) member.status = status
  else members.push({ userID, status })
}

function removeMember(active: Active, userID: UserID): void {
  active.members = active.members.filter((member) => member.userID !== userID)
}

/** `userID` has answered. */
export function dropWaiting(invitations: OwnInvitation[], userID: UserID): void {
  for (const one of invitations) one.waiting = one.waiting.filter((user) => user !== userID)
}

/* ------------------------------------------------------------------ the room */

export function onRoom(draft: Draft, active: Active, event: RoomInput): void {
  switch (event.kind) {
    case 'userJoined':
      return onUserJoined(draft, active, event.userID)
    case 'userLeft':
      return onUserLeft(draft, active, event.userID)
    case 'failed':
      tellOthersOfLeaving(draft, active)
      return fail(draft, CALL_END_REASON.ROOM_FAILED, '', event.error)
    case 'kicked':
      return onKicked(draft, active)
    case 'denied':
      return onDenied(draft, active, event.device)
    case 'networkChanged':
      draft.log('the network changed: entering the room again')
      return draft.run({ type: 'reenterRoom', key: active.call.key })
    case 'connection':
      return setOffline(draft, active, { ...active.offline, media: event.state })
    case 'interrupted':
      return setOffline(draft, active, { ...active.offline, interrupted: event.active })
    case 'flow':
      active.silent = active.silent.filter((userID) => userID !== event.userID)
      if (!event.flows) active.silent = active.silent.concat(event.userID)
  }
}

/** The others hear of it from the room, unless this account is in it on another device: so no hangup is sent. */
function onKicked(draft: Draft, active: Active): void {
  withdrawPending(draft, active)
  draft.emit('KICKED_OUT', { type: 'room' })
  end(draft, CALL_END_REASON.KICKED_OUT, draft.self)
}

function onUserJoined(draft: Draft, active: Active, userID: UserID): void {
  const { call, members } = active
  if (userID === draft.self) return
  if (rules.isStranger(active, userID, draft.self)) return onStranger(draft, active, userID)
  seen(draft, active)
  const before = memberOf(active, userID)?.status
  if (before === 'joined') return
  draft.stopTimer(`join:${userID}`)
  setStatus(members, userID, 'joined')
  active.silent = active.silent.filter((one) => one !== userID)
  // being in the room is an answer, even if the accept was lost
  dropWaiting(active.invitations, userID)
  const isFirst = active.connectedAt === null
  if (isFirst) active.connectedAt = draft.now
  tellIfQuiet(draft, active)
  if (before === 'left') return
  if (isFirst) draft.log(`call ${call.key} connected`)
  draft.emit('USER_ENTER', { userID })
}

/** A room lets in whoever knows it: a user without a part in this 1v1 call hears and sees it from now on. */
function onStranger(draft: Draft, active: Active, userID: UserID): void {
  const { strangers } = active
  if (strangers.indexOf(userID) >= 0) return
  const failure = strangerInRoom(userID, draft.limits.strangerEnds)
  draft.log(`${userID} is in the room of a call that is none of theirs`)
  if (draft.limits.strangerEnds) {
    tellOthersOfLeaving(draft, active)
    return fail(draft, CALL_END_REASON.STRANGER, userID, failure)
  }
  active.strangers = strangers.concat(userID)
  draft.emit('ERROR', failure)
}

/** What the peer says about its devices. */
export function onDevicesMessage(draft: Draft, message: MessageOf<'devices'>, active: Active): void {
  // it publishes, and the room does not see it
  if (onDevices(draft, message, active)) onUserLeft(draft, active, message.from)
}

function onUserLeft(draft: Draft, active: Active, userID: UserID): void {
  const { call, members, invitations } = active
  active.strangers = active.strangers.filter((stranger) => stranger !== userID)
  const member = memberOf(active, userID)
  if (!member || !rules.hasLeft(member) || isQuietPeer(draft, active)) return
  const others = members.filter((one) => one !== member)
  if (call.peerNamesCalls && !isAnyoneThere({ members: others, invitations })) {
    // the last one hangs up by message; leaving without one is a change of network, a suspension or a crash
    member.status = 'left'
    return
  }
  active.members = others
  active.leftAt = draft.now
  draft.emit('USER_LEAVE', { userID })
  if (!call.isGroup) notifyHangup(draft, active, userID)
  endIfAlone(draft, active, CALL_END_REASON.HANGUP, userID)
}

/** A hangup inside a group call: that user is gone, the others stay. */
function onMemberHangup(draft: Draft, active: Active, userID: UserID): void {
  const isThere = (member: Member) => member.status === 'joined' || member.status === 'left'
  const wasThere = active.members.some((member) => member.userID === userID && isThere(member))
  // the room's own word is on its way and takes the user out
  if (wasThere && active.members.some((member) => member.userID !== userID && isThere(member))) return
  draft.stopTimer(`join:${userID}`)
  removeMember(active, userID)
  if (wasThere) draft.emit('USER_LEAVE', { userID })
  endIfAlone(draft, active, CALL_END_REASON.HANGUP, userID)
}

export function onHangupInRoom(draft: Draft, { from }: MessageOf<'hangup'>, active: Active): void {
  if (active.call.isGroup) onMemberHangup(draft, active, from)
  else end(draft, CALL_END_REASON.HANGUP, from, { outcome: null })
}

function onDenied(draft: Draft, active: Active, device: 'camera' | 'microphone'): void {
  if (device === 'camera') return goOnAsVoice(draft)
  tellOthersOfLeaving(draft, active)
  fail(draft, CALL_END_REASON.MICROPHONE_DENIED, draft.self, MICROPHONE_DENIED)
}

/** The camera may not be used. */
export function goOnAsVoice(draft: Draft): void {
  draft.run({ type: 'camera', key: draft.key, on: false, denied: true })
  draft.emit('ERROR', CAMERA_DENIED)
}

/* ------------------------------------------------------------------ the network */

export function onNetwork(draft: Draft, online: boolean): void {
  const { current } = draft
  if (current.phase === 'active') setOffline(draft, current, { ...current.offline, network: !online })
}

function setOffline(draft: Draft, active: Active, offline: Offline): void {
  const before = active.offline
  const was = rules.isCutOff(before)
  const is = rules.isCutOff(offline)
  active.offline = offline
  if (!was && is) {
    draft.log(offline.interrupted ? 'WeChat has left the room' : 'the network is away')
    draft.startTimer('reconnect', draft.limits.reconnect)
  }
  if (was && !is) {
    draft.log('back in the room')
    draft.stopTimer('reconnect')
  }
  // publishing does not come back by itself
  const mediaAlone = (one: Offline) => one.media === 'lost' && !one.network
  if (mediaAlone(offline) && !mediaAlone(before)) draft.run({ type: 'reenterRoom', key: active.call.key })
}

export function onReconnectTimer(draft: Draft, active: Active): void {
  tellOthersOfLeaving(draft, active)
  end(draft, active.offline.interrupted ? CALL_END_REASON.BACKGROUND : CALL_END_REASON.NETWORK_LOST, '')
}

/** When all leave a group call at once, each tells nobody, because the others seem to be there still. */
function isParting({ current, now }: Draft, within: number): boolean {
  return current.phase === 'active' && current.leftAt !== null && now - current.leftAt < within
}

function patienceFor(draft: Draft): number {
  const { parting, reconnect } = draft.limits
  return isParting(draft, parting) ? Math.min(parting, reconnect) : reconnect
}

/** After each input: as long as nobody else can be heard, the call waits for those who may come back. */
export function followAbsence(draft: Draft, before: Phase): void {
  const isWaiting = (phase: Phase) => phase.phase === 'active' && rules.isDeserted(phase)
  const was = isWaiting(before)
  const is = isWaiting(draft.current)
  if (is && !was) draft.startTimer('rejoin', patienceFor(draft))
  // the timers of a call that is over have gone with it
  if (was && !is && draft.current.phase === 'active') draft.stopTimer('rejoin')
}

/* ------------------------------------------------------------------ users who do not come */

/** Users whom another member has invited, and who have not been heard of since, won't come. */
export function onOthersTimer(draft: Draft, active: Active): void {
  const ours = stillRinging(active.invitations)
  active.members = active.members.filter(({ userID, status }) => status !== 'ringing' || ours.indexOf(userID) >= 0)
  endIfAlone(draft, active, CALL_END_REASON.PEER_NEVER_JOINED, active.call.inviter)
}

export function onJoinTimer(draft: Draft, active: Active, userID: UserID): void {
  const member = memberOf(active, userID)
  if (!member || !rules.isOverdue(member)) return
  if (!active.call.isGroup) notifyHangup(draft, active, userID)
  removeMember(active, userID)
  endIfAlone(draft, active, CALL_END_REASON.PEER_NEVER_JOINED, userID)
}

export function onRejoinTimer(draft: Draft, active: Active): void {
  const { call, members } = active
  const gone = members.filter((member) => isAway(active, member)).map((member) => member.userID)
  const [first = ''] = gone
  active.members = members.filter((member) => !isAway(active, member))
  for (const userID of gone) draft.emit('USER_LEAVE', { userID })
  if (!call.isGroup) notifyHangup(draft, active, first)
  const { PEER_LEFT, HANGUP } = CALL_END_REASON
  endIfAlone(draft, active, isParting(draft, 2 * draft.limits.parting) ? HANGUP : PEER_LEFT, first)
}
