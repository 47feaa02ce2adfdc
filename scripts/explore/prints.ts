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
  const { room, cameraOn, consent, begun, requests, callsLeft, switchesLeft, moreLeft, named, dead } = party
  const numbers = [begun - party.ended, callsLeft, switchesLeft, moreLeft.length, named, order, busyReplies.length]
  const head = `${self},${room},${cameraOn},${consent},${numbers.join()}`
  // those of past calls are gone, and an id names its n
  const pending = party.pending.map(({ what, inviteID }) => `${what}${inviteID}`)
  const lists = [dead, ids, timers, pending, requests.map(String)].map(list)
  return [head, ...lists, phasePrint(current, nextN)].join(';')
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
  const own = current.invitations.map(
    ({ n, inviteID, waiting, request }) => `${nextN - n}:${inviteID}:${waiting.join('+')}:${request}`,
  )
  if (current.phase === 'calling') return `calling;${call};${current.plan === null};${own.join()}`
  const members = current.members.map((member) => `${member.userID}:${member.status}`)
  const { connectedAt, switching, toVoice, granted } = current
  const asked = switching ? `${switching.direction}${switching.n && nextN - switching.n}${switching.inviteID}` : ''
  const told = toVoice ? `${toVoice.n && nextN - toVoice.n}${toVoice.again}` : ''
  return `active;${call};${own.join()};${members.join()};${connectedAt !== null},${asked},${told},${granted}`
}
