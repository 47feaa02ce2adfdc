/**
 * Texts by which the explorer knows equals: two parties with one print react alike to everything.
 * Numbers that only tell calls apart (keys, n) are left out, or counted from the end: they grow with history.
 */
import type { Phase } from '../../lib/call/model'
import { namerOf, splitTimer } from './parties'
import type { Party } from './parties'

export function partyPrint(party: Party): string {
  const { ended, busyReplies, nextN, order, self } = party.state.memory
  // nobody invites under another's names, so what others ended under ours is asked for by no message
  const asked = ended.filter(({ from, id }) => from === '' || namerOf(id) !== self)
  const ids = asked.map((entry) => `${entry.from}/${entry.id}/${entry.callID}`)
  const { current } = party.state
  const key = current.phase === 'idle' ? 0 : current.call.key
  const timers = party.timers.map((name) => timerPrint(name, key, nextN))
  const { room, cameraOn, consent, begun, openRequests, callsLeft, switchesLeft, named, dead } = party
  const numbers = [begun - party.ended, openRequests, callsLeft, switchesLeft, named, order, busyReplies.length]
  const head = `${self},${room},${cameraOn},${consent},${numbers.join()}`
  return [head, list(dead), list(ids), list(timers), phasePrint(current, nextN)].join(';')
}

/** In an order of its own: that of their coming does not matter. */
function list(items: string[]): string {
  return items.slice().sort().join()
}

function timerPrint(name: string, currentKey: number, nextN: number): string {
  const { key, timer } = splitTimer(name)
  const age = key === currentKey ? '' : 'past '
  return age + (timer.startsWith('ring:') ? `ring:${nextN - Number(timer.slice(5))}` : timer)
}

function phasePrint(current: Phase, nextN: number): string {
  if (current.phase === 'idle') return 'idle'
  const { callID, type, room, inviter, inviteID, request, peerNamesCalls, peerOrder } = current.call
  const call = `${callID},${type},${room.roomID},${inviter},${inviteID},${request},${peerNamesCalls},${peerOrder}`
  if (current.phase === 'ringing') return `ringing;${call};${current.answering},${current.replaces}`
  const own = current.invitations.map((one) => `${nextN - one.n}:${one.inviteID}:${one.waiting.join('+')}`)
  if (current.phase === 'calling') return `calling;${call};${own.join()}`
  const members = current.members.map((member) => `${member.userID}:${member.status}`)
  const { connectedAt, switching, granted } = current
  const asked = switching ? `${switching.direction}${switching.n && nextN - switching.n}${switching.inviteID}` : ''
  return `active;${call};${own.join()};${members.join()};${connectedAt !== null},${asked},${granted}`
}
