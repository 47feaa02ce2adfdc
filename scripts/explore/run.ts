/** Feeds a party's machine and carries out its effects in the world. */
import { transition } from '../../lib/call/machine'
import type { Effect, Input, Outgoing, Settings } from '../../lib/call/model'
import { write } from '../../lib/call/protocol'
import type { Envelope } from '../../lib/call/protocol'
import { addTo, others, partyOf, roomName, splitTimer, withParty } from './parties'
import type { Flight, Notice, Party, PartyID, World } from './parties'

/** Violations that show in the act, not in a state. */
export type Report = (violation: string) => void

export function feed(
  world: World,
  id: PartyID,
  input: Input,
  settings: Settings,
  report: Report,
  change: Partial<Party> = {},
): World {
  let next = withParty(world, id, change)
  // permissions and acknowledgements answer at once: both commute with everything else
  const queue: Input[] = [input]
  for (let one = queue.shift(); one; one = queue.shift()) {
    const [state, effects] = transition(partyOf(next, id).state, { now: 0, input: one }, settings)
    next = withParty(next, id, { state })
    for (const effect of effects) next = run(next, id, effect, queue, report)
  }
  return next
}

function run(world: World, id: PartyID, effect: Effect, queue: Input[], report: Report): World {
  const party = partyOf(world, id)
  switch (effect.type) {
    case 'prepare': {
      queue.unshift({ type: 'prepared', key: effect.key, camera: true })
      return withParty(world, id, { begun: party.begun + 1 * Number(isNewCall(party)) })
    }
    case 'invite': {
      const inviteID = `${party.named}${id}`
      queue.unshift(
        { type: 'assigned', key: effect.key, n: effect.n, inviteID },
        { type: 'inviteDone', key: effect.key, n: effect.n, failure: null },
      )
      const named = withParty(world, id, { named: party.named + 1 })
      const { invitees, groupID, timeout } = effect
      return send(
        named,
        id,
        { kind: 'invite', inviteID, groupID, inviteeList: invitees, timeout },
        invitees,
        effect.message,
      )
    }
    case 'accept': {
      queue.unshift({ type: 'acceptDone', key: effect.key, inviteID: effect.invitation.inviteID, failure: null })
      return answer(world, id, effect)
    }
    case 'reject':
    case 'cancel':
    case 'timeout':
      return answer(world, id, effect)
    case 'notify': {
      const inviteID = `${party.named}${id}`
      const to = effect.to ? [effect.to] : others(world, id)
      const named = withParty(world, id, { named: party.named + 1 })
      return send(
        named,
        id,
        { kind: 'invite', inviteID, groupID: effect.groupID, inviteeList: to, timeout: 0 },
        to,
        effect.message,
      )
    }
    case 'enterRoom':
      return enterRoom(world, id, roomName(effect.room.roomID))
    case 'leaveRoom':
      return leaveRoom(world, id)
    case 'startTimer':
      return withParty(world, id, { timers: addTo(party.timers, `${effect.key}/${effect.timer}`) })
    case 'stopTimer':
      return withParty(world, id, { timers: party.timers.filter((one) => one !== `${effect.key}/${effect.timer}`) })
    case 'endCall':
      return withParty(world, id, { timers: party.timers.filter((one) => splitTimer(one)[0] !== effect.key) })
    case 'settle':
      if (party.openRequests < 1) report('a promise settled twice')
      return withParty(world, id, { openRequests: party.openRequests - 1 })
    case 'camera':
      return withParty(world, id, { cameraOn: effect.on })
    case 'emit':
      return emitted(world, id, effect, report)
    case 'forget':
    case 'reenterRoom':
    case 'log':
      return world
  }
}

function emitted(world: World, id: PartyID, effect: Extract<Effect, { type: 'emit' }>, report: Report): World {
  const party = partyOf(world, id)
  if (effect.event === 'INVITED') {
    if (party.dead.includes(effect.data.inviteID)) report('ghost ring')
    return withParty(world, id, { begun: party.begun + 1 })
  }
  if (effect.event === 'LINE_BUSY' && Object.keys(world.parties).length === 2)
    report('busy between two who call each other')
  if (effect.event !== 'CALL_END') return world
  return withParty(world, id, {
    ended: party.ended + 1,
    cameraOn: false,
    dead: addTo(party.dead, effect.data.inviteID),
  })
}

/** A call of one's own begins with the question for permissions; the answer to a ringing one began with INVITED. */
function isNewCall(party: Party): boolean {
  return party.state.current.phase === 'calling'
}

function answer(
  world: World,
  id: PartyID,
  effect: Extract<Effect, { type: 'accept' | 'reject' | 'cancel' | 'timeout' }>,
): World {
  const { inviteID, inviter, invitees, groupID } = effect.invitation
  const toInviter = inviter !== id
  const to = groupID ? others(world, id) : toInviter ? [inviter] : invitees
  return send(
    world,
    id,
    { kind: effect.type, inviteID, groupID, users: toInviter ? [id] : invitees },
    to,
    effect.message,
  )
}

function send(
  world: World,
  from: PartyID,
  envelope: Omit<Envelope, 'from' | 'data'>,
  to: PartyID[],
  message: Outgoing,
): World {
  const data = write(message)
  // as the guard in front of tsignaling does: an invitation reaches only those it names
  const flights = to.map((receiver): Flight => ({
    to: receiver,
    envelope: { ...envelope, from, data },
    truth: message.call.callID,
  }))
  return { ...world, channel: world.channel.concat(flights) }
}

function enterRoom(world: World, id: PartyID, room: string): World {
  const present = others(world, id).filter((other) => partyOf(world, other).room === room)
  const notices = present.reduce<Notice[]>(
    (all, other) =>
      all.concat({ to: id, room, user: other, joined: true }, { to: other, room, user: id, joined: true }),
    world.notices,
  )
  return withParty({ ...world, notices }, id, { room })
}

export function leaveRoom(world: World, id: PartyID): World {
  const { room } = partyOf(world, id)
  if (!room) return world
  const present = others(world, id).filter((other) => partyOf(world, other).room === room)
  const mine = world.notices.filter((notice) => notice.to !== id)
  const notices = mine.concat(present.map((other) => ({ to: other, room, user: id, joined: false })))
  return withParty({ ...world, notices }, id, { room: '' })
}
