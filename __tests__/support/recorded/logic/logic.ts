/** What users, rooms, devices and clocks give to the call logic in a recorded run. */
import { MICROPHONE_DENIED, type Failure } from '../../../../lib/foundation/failures'
import type { Incoming, Intent, InvitePlan, RoomInput, TimerName } from '../../../../lib/call/state/model'
import { invitationsHere, membersOf } from '../../../../lib/call/state/queries'
import type { Step } from '../recorder'
import { LogicRun, SELF } from './logic-run'
import { arrival, flood, floodOfAll, GROUP_ID, USERS } from './what-arrives'

const STEPS_OF_A_PRINT = 20

const NOT_SENT: Failure = { code: 3001, reason: 'SEND_FAILED', message: 'It could not be sent.' }
const PAUSES = [50, 400, 1_100, 2_300, 3_200, 5_100, 11_000, 21_000, 31_000, 34_000, 70_000, 130_000]

type Choice = [weight: number, label: string, run: (run: LogicRun) => void]

/** A run by a seed. Several steps are one in the record, which would be large otherwise. */
export function recordLogic(seed: number, steps: number): Step[] {
  const run = new LogicRun(seed)
  for (let n = 1; n <= steps; n++) {
    const [, , choose] = weighted(run, choicesOf(run))
    choose(run)
    if (n % STEPS_OF_A_PRINT === 0) run.end(`steps up to ${n}`)
  }
  run.pass(200_000)
  run.end('a long time passes')
  return run.steps
}

function weighted(run: LogicRun, choices: Choice[]): Choice {
  let left = run.random() * choices.reduce((sum, [weight]) => sum + weight, 0)
  const found = choices.find(([weight]) => (left -= weight) < 0) ?? choices[0]
  if (!found) throw new Error('there is no choice')
  return found
}

function choicesOf({ current, pending }: LogicRun): Choice[] {
  const { phase } = current
  const isActive = phase === 'active'
  return [
    [pending.length ? 45 : 0, 'an answer', answer],
    [12, 'time', (run) => run.pass(run.pick(PAUSES))],
    [phase === 'idle' ? 10 : 16, 'the user', (run) => run.give({ ...intent(run), request: run.next() })],
    [2, 'an untimely user', (run) => run.give({ ...run.pick(intents(run)), request: run.next() })],
    [28, 'messages', (run) => run.receive(arrival(run), run.flip(0.03))],
    [0.4, 'a flood', (run) => run.receive(flood(run))],
    [0.03, 'a flood of all', (run) => run.receive(floodOfAll(run))],
    [phase === 'ringing' ? 3 : 0.5, 'another device', (run) => run.give({ type: 'message', message: elsewhere(run) })],
    [isActive ? 22 : 1, 'the room', (run) => run.give({ type: 'room', key: keyOf(run), event: roomEvent(run) })],
    [isActive ? 4 : 0.3, 'devices', (run) => run.give({ type: 'publishing', key: keyOf(run), on: run.flip(0.5) })],
    [1, 'the network', (run) => run.give({ type: 'network', online: run.flip(0.6) })],
    [0.3, 'the account', (run) => run.give({ type: 'signedOut', reason: run.pick(['kicked-out', 'logout']) })],
    [1, 'an old timer', (run) => run.give({ type: 'timer', key: keyOf(run), timer: oldTimer(run) })],
  ]
}

/** Of the call at hand, and now and then of another one. */
function keyOf(run: LogicRun): number {
  const { current } = run
  return current.phase === 'idle' || run.flip(0.02) ? 1 : current.call.key
}

function oldTimer(run: LogicRun): TimerName {
  const [localID, userID] = [run.pick([1, 2, 3]), run.pick(USERS)]
  return run.pick<TimerName>([
    'ring',
    `ring:${localID}`,
    `join:${userID}`,
    'others',
    'rejoin',
    'reconnect',
    'switch',
    'quiet',
    'yielded',
  ])
}

/** What was asked for is answered, in any order, for better or worse. */
function answer(run: LogicRun): void {
  const at = run.flip(0.8) ? 0 : Math.floor(run.random() * run.pending.length)
  const [found] = run.pending.splice(at, 1)
  if (!found) return
  const { effect } = found
  const { key } = effect
  const failure = run.flip(0.07) ? NOT_SENT : null
  if (effect.type === 'invite') return run.give({ type: 'inviteDone', key, localID: effect.localID, failure })
  if (effect.type === 'accept') {
    return run.give({ type: 'acceptDone', key, inviteID: effect.invitation.inviteID, failure })
  }
  if (run.flip(0.06)) {
    return run.give({ type: 'prepareFailed', key, failure: run.pick([MICROPHONE_DENIED, NOT_SENT]) })
  }
  run.give({ type: 'prepared', key, camera: run.flip(0.8) })
}

/* ------------------------------------------------------------------ the user */

/** A wish, without the number of its promise. */
type Wish = { [T in Intent['type']]: Omit<Extract<Intent, { type: T }>, 'request'> }[Intent['type']]

function plan(run: LogicRun, invitees: string[]): InvitePlan {
  return {
    invitees,
    timeout: run.pick([30, 30, 5]),
    userData: run.flip(0.1) ? 'for the host' : '',
    offlinePushInfo: run.flip(0.1) ? { title: 'A call' } : null,
  }
}

function call(run: LogicRun): Wish {
  const some = USERS.filter(() => run.flip(0.5))
  const isGroup = run.flip(0.5)
  const isJoined = isGroup && run.flip(0.2)
  const number = run.next()
  return {
    type: 'call',
    callID: isJoined ? '' : `c${number}`,
    callType: run.pick([1, 2]),
    room: run.flip(0.9) ? { roomID: number, strRoomID: '' } : { roomID: 0, strRoomID: `room-${number}` },
    isGroup,
    groupID: isGroup && run.flip(0.4) ? GROUP_ID : '',
    plan: plan(run, isJoined ? [] : isGroup && some.length ? some : [run.pick(USERS)]),
  }
}

function intents(run: LogicRun): Wish[] {
  const more = USERS.filter(() => run.flip(0.4))
  return [
    call(run),
    { type: 'inviteMore', plan: plan(run, more) },
    { type: 'accept', shown: keyOf(run), byVoice: run.flip(0.25) },
    { type: 'reject', busy: run.flip(0.3) },
    hangup(run),
    { type: 'switchType', to: run.pick([1, 2]) },
    { type: 'acceptSwitch' },
    { type: 'rejectSwitch' },
  ]
}

function hangup(run: LogicRun): Wish {
  const why = run.pick(['hangup', 'hangup', 'hangup', 'logout', 'destroyed', 'background'] as const)
  return { type: 'hangup', why, ...(run.flip(0.2) ? { ringsElsewhere: true } : {}) }
}

/** Mostly what goes on with the call. */
function intent(run: LogicRun): Wish {
  const { current } = run
  if (current.phase === 'idle') return call(run)
  if (run.flip(current.phase === 'active' ? 0.06 : 0.12)) return hangup(run)
  if (current.phase === 'ringing') {
    if (run.flip(0.1)) return { type: 'reject', busy: run.flip(0.5) }
    return { type: 'accept', shown: keyOf(run), byVoice: run.flip(0.25) }
  }
  if (current.phase === 'active' && current.call.isGroup) {
    return {
      type: 'inviteMore',
      plan: plan(
        run,
        USERS.filter(() => run.flip(0.4)),
      ),
    }
  }
  if (current.phase === 'active' && current.mediaSwitch.state === 'asked' && run.flip(0.7)) {
    return { type: run.pick(['acceptSwitch', 'acceptSwitch', 'rejectSwitch']) }
  }
  return { type: 'switchType', to: run.pick([1, 2, 2]) }
}

/* ------------------------------------------------------------------ the room, and other devices */

function roomEvent(run: LogicRun): RoomInput {
  const { current } = run
  const members = current.phase === 'idle' ? [] : membersOf(current, SELF).map(({ userID }) => userID)
  const userID = members.length && run.flip(0.95) ? run.pick(members) : run.pick([...USERS, SELF])
  if (run.flip(0.45)) return { kind: 'userJoined', userID }
  if (run.flip(0.3)) return { kind: 'userLeft', userID }
  if (run.flip(0.35)) return { kind: 'flow', userID, flows: run.flip(0.5) }
  if (run.flip(0.45)) return { kind: 'connection', state: run.pick(['here', 'here', 'returning', 'lost']) }
  if (run.flip(0.6)) return { kind: 'interrupted', active: run.flip(0.5) }
  if (run.flip(0.5)) return { kind: 'networkChanged' }
  if (run.flip(0.6)) return { kind: 'denied', device: run.pick(['camera', 'camera', 'microphone']) }
  return run.flip(0.5) ? { kind: 'kicked' } : { kind: 'failed', error: NOT_SENT }
}

function elsewhere(run: LogicRun): Incoming {
  const { current } = run
  const [here] = current.phase === 'ringing' ? invitationsHere(current).slice(-1) : []
  const inviteID = here && run.flip(0.8) ? here.inviteID : run.pick(run.inviteIDs)
  const answered = run.pick(['accept', 'reject', 'timeout'] as const)
  const from = here?.inviter ?? run.pick(USERS)
  return { kind: 'elsewhere', from, inviteID, groupID: here?.groupID ?? '', callID: '', age: 0, answer: answered }
}
