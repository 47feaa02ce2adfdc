/**
 * Texts by which the explorer knows equals: two parties with one print react alike to everything.
 * Numbers that only tell calls apart (keys, local ids) are left out, or counted from the end: they grow with history.
 */
import type { MediaSwitch, Phase } from '../../../lib/call/state/model'
import { HOSTILE, namerOf, splitTimer } from '../parties/parties'
import type { Party } from '../parties/parties'

export function partyPrint(party: Party): string {
  const { tombstones, replies, nextLocalID, sequence, self } = party.state.memory
  // nobody but the hostile party invites under another's names, so what others ended under ours is asked for by no message
  const asked = tombstones.filter(({ from, id }) => from === '' || from === HOSTILE || namerOf(id) !== self)
  const ids = asked.map((entry) => `${entry.from}/${entry.id}/${entry.callID}`)
  const { current } = party.state
  const key = current.phase === 'idle' ? 0 : current.call.key
  const timers = party.timers.map((name) => timerPrint(name, key, nextLocalID))
  const { room, cameraOn, consent, begun, requests, callsLeft, switchesLeft, moreLeft, named, dead } = party
  const { chatAway, outagesLeft, suspended, suspensionsLeft, silencesLeft, mutesLeft, blindLeft } = party
  const away = [chatAway, outagesLeft, suspended, suspensionsLeft, silencesLeft, mutesLeft, blindLeft].join()
  const numbers = [begun - party.ended, callsLeft, switchesLeft, moreLeft.length, named, sequence, replies.length]
  const head = `${self},${room},${cameraOn},${consent},${away},${numbers.join()}`
  // those of past calls are gone, and an id names its local id
  const pending = party.pending.map(({ what, inviteID }) => `${what}${inviteID}`)
  const lists = [dead, ids, timers, pending, requests.map(String)].map(list)
  return [head, ...lists, phasePrint(current, nextLocalID)].join(';')
}

/** In an order of its own: that of their coming does not matter. */
function list(items: string[]): string {
  return items.slice().sort().join()
}

function timerPrint(name: string, currentKey: number, nextLocalID: number): string {
  const { key, timer } = splitTimer(name)
  const age = key === currentKey ? '' : 'past '
  return age + (timer.startsWith('ring:') ? `ring:${nextLocalID - Number(timer.slice(5))}` : timer)
}

function phasePrint(current: Phase, nextLocalID: number): string {
  if (current.phase === 'idle') return 'idle'
  const { callID, type, room, inviter, inviteID, request, peerNamesCalls, peerSequence } = current.call
  const call = `${callID},${type},${room.roomID},${inviter},${inviteID},${request},${peerNamesCalls},${peerSequence}`
  if (current.phase === 'ringing') {
    const further = current.further.map((one) => `${one.inviter}/${one.inviteID}`)
    return `ringing;${call};${current.answering},${current.byVoice},${current.replaces},${further.join('+')}`
  }
  const own = current.invitations.map(
    ({ localID, inviteID, waiting, request }) => `${nextLocalID - localID}:${inviteID}:${waiting.join('+')}:${request}`,
  )
  if (current.phase === 'calling') return `calling;${call};${current.plan === null};${own.join()}`
  const members = current.members.map((member) => `${member.userID}:${member.status}`)
  const media = switchPrint(current.mediaSwitch, nextLocalID)
  const { connectedAt, offline, leftAt, silent } = current
  const network = [offline.network, offline.media, offline.interrupted, leftAt !== null, ...silent.slice().sort()]
  const quiet = `${current.quiet.own},${current.quiet.peer},${current.quiet.unseen}`
  return `active;${call};${own.join()};${members.join()};${connectedAt !== null},${network.join()},${media};${quiet}`
}

function switchPrint(mediaSwitch: MediaSwitch, nextLocalID: number): string {
  const downgrade = 'downgrade' in mediaSwitch ? mediaSwitch.downgrade : null
  const sent = downgrade && downgrade.status !== 'failed' ? nextLocalID - downgrade.localID : ''
  const inviteID = 'inviteID' in mediaSwitch ? mediaSwitch.inviteID : ''
  return `${mediaSwitch.state},${inviteID},${downgrade?.status ?? ''}${sent}`
}
