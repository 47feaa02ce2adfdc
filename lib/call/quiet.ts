/**
 * 1v1: a user who publishes neither sound nor picture. Some rooms report such a user as gone, so each side tells the other
 * when it falls quiet, and one that seems to be gone is asked through Chat whether it is there.
 */
import { CALL_END_REASON } from '../foundation/types'
import type { Draft } from './state/draft'
import { end, notifyHangup } from './end'
import type { Active, MessageOf } from './state/model'
import { factsOf, memberOf, peerOf } from './state/queries'
import { rules } from './state/rules'

/** Microphone and camera of this side are both off, or not any more. */
export function onPublishing(draft: Draft, active: Active, on: boolean): void {
  if (active.call.isGroup || on === !active.quiet.own) return
  active.quiet = { ...active.quiet, own: !on }
  if (active.connectedAt !== null) tell(draft, active, false)
}

/** The peer is in the room: it has to know what was switched off on the way. */
export function tellIfQuiet(draft: Draft, active: Active): void {
  if (active.quiet.own) tell(draft, active, false)
}

/** @param asks the peer is to say whether it is there */
function tell(draft: Draft, active: Active, asks: boolean): void {
  const { call, quiet } = active
  // an old peer would not understand it
  if (!call.peerNamesCalls) return
  const message = {
    kind: 'devices',
    call: factsOf(call),
    sequence: draft.nextSequence(),
    publishes: !quiet.own,
    asks,
  } as const
  draft.run({ type: 'notify', to: peerOf(active, draft.self), groupID: '', message })
}

/** The room says that the peer is gone. @returns whether that means nothing, for it has said that it publishes nothing */
export function isQuietPeer(draft: Draft, active: Active): boolean {
  if (active.call.isGroup || !rules.isQuiet(active.quiet)) return false
  if (active.quiet.unseen === 'no') waitFor(draft, active, 'yes')
  return true
}

/** The room sees the peer. */
export function seen(draft: Draft, active: Active): void {
  if (active.quiet.unseen === 'no') return
  active.quiet = { ...active.quiet, unseen: 'no' }
  draft.stopTimer('quiet')
}

export function onDevices(draft: Draft, message: MessageOf<'devices'>, active: Active): boolean {
  const { call } = active
  const { from, callID, sequence, publishes, asks } = message
  if (call.isGroup || peerOf(active, draft.self) !== from || !rules.isNamed(call.callID, callID)) return false
  if (rules.isOld(call, sequence)) return false
  call.peerSequence = Math.max(call.peerSequence, sequence)
  const member = memberOf(active, from)
  const wasUnseen = active.quiet.unseen !== 'no' || (!!member && member.status === 'left')
  active.quiet = { ...active.quiet, peer: !publishes }
  if (asks) tell(draft, active, false)
  if (!wasUnseen || !member) return false
  seen(draft, active)
  if (publishes) return member.status === 'joined'
  member.status = 'joined'
  waitFor(draft, active, 'yes')
  return false
}

function waitFor(draft: Draft, active: Active, unseen: 'yes' | 'asked'): void {
  active.quiet = { ...active.quiet, unseen }
  draft.startTimer('quiet', draft.limits.reconnect)
}

/** The peer has not been seen, nor heard through Chat, for `reconnect`. */
export function onQuietTimer(draft: Draft, active: Active): void {
  const { unseen } = active.quiet
  if (unseen === 'no') return
  // without Chat no answer could come
  if (active.offline.network) return waitFor(draft, active, unseen)
  if (unseen === 'yes') {
    tell(draft, active, true)
    return waitFor(draft, active, 'asked')
  }
  const peer = peerOf(active, draft.self)
  draft.emit('USER_LEAVE', { userID: peer })
  notifyHangup(draft, active, peer)
  end(draft, CALL_END_REASON.PEER_LEFT, peer)
}
