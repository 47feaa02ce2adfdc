/** What arrives on the wire in a run of the call logic: what fits the call at hand, and now and then what does not. */
import { invitationsHere, invitationsOf, membersOf } from '../../../../lib/call/state/queries'
import type { Envelope } from '../../../../lib/call/wire'
import { type LogicRun, SELF } from './logic-run'

export const USERS = ['bob', 'carol', 'dave', 'zoe'] as const
export const GROUP_ID = 'team'

const ODD = [undefined, null, 0, -1, 1.5, '', 'x', [], {}, true, false, 'lineBusy', 1e15, 'x'.repeat(65), ['bob', 7]]

type Fields = Record<string, unknown>

/** What a message says about the call at hand, nearly always. */
interface About {
  from: string
  inviteID: string
  callID: string
  groupID: string
  roomID: number
  type: 1 | 2
}

/** Messages of one user that arrive together; mostly it is one, and now and then one that was here before. */
export function arrival(run: LogicRun): Envelope[] {
  const one = (): Envelope => {
    const envelope = message(run)
    return run.flip(0.1) ? { ...envelope, data: odd(run, envelope.data) } : envelope
  }
  if (run.recent.length && run.flip(0.05)) return [run.pick(run.recent)]
  const first = one()
  run.recent.push(first)
  run.recent.splice(0, run.recent.length - 12)
  if (run.flip(0.9)) return [first]
  return [first, ...Array.from({ length: run.pick([1, 2]) }, () => ({ ...one(), from: first.from }))]
}

/** The same again and again, with ids of their own. */
export function flood(run: LogicRun): Envelope[] {
  const envelope = message(run)
  const isOfMany = run.flip(0.3)
  return Array.from({ length: isOfMany ? 64 : 22 }, (_, n) => {
    const inviteID = run.pick([envelope.inviteID, `flood-${n}`])
    return { ...envelope, inviteID, ...(isOfMany ? { from: `stranger-${n}` } : {}) }
  })
}

/** More than is remembered of what is over, and then some of it again. */
export function floodOfAll(run: LogicRun): Envelope[] {
  const envelope = message(run)
  const of = (kind: Envelope['kind'], stranger: number, n: number): Envelope => {
    return { ...envelope, kind, from: `stranger-${stranger}`, inviteID: `over-${n}` }
  }
  const over = Array.from({ length: 700 }, (_, n) => of('cancel', n % 45, Math.floor(n / 45)))
  const again = Array.from({ length: 40 }, () => {
    return { ...of('invite', run.pick([0, 1, 2, 43, 44]), run.pick([0, 1, 14, 15])), timeout: 30 }
  })
  return [...over, ...again]
}

function about(run: LogicRun): About {
  const { current } = run
  const isFitting = (): boolean => run.flip(0.9)
  const anyID = (): string => run.pick(run.inviteIDs.slice(-12))
  const strange = { from: run.pick(USERS), inviteID: anyID(), callID: 'other', groupID: '', roomID: 77 }
  const type = run.pick([1, 2] as const)
  if (current.phase === 'idle') {
    return { ...strange, type, callID: run.pick(['', 'other', `c${run.next()}`]), groupID: run.pick(['', GROUP_ID]) }
  }
  const { call } = current
  const members = membersOf(current, SELF).map(({ userID }) => userID)
  const own = invitationsOf(current).map(({ inviteID }) => inviteID)
  const theirs = current.phase === 'calling' ? [] : invitationsHere(current).map(({ inviteID }) => inviteID)
  const request = current.phase === 'active' && 'inviteID' in current.mediaSwitch ? [current.mediaSwitch.inviteID] : []
  const ids = [...own, ...theirs, ...request, ...request].filter(Boolean)
  return {
    from: members.length && isFitting() ? run.pick(members) : strange.from,
    inviteID: ids.length && isFitting() ? run.pick(ids) : strange.inviteID,
    callID: isFitting() ? call.callID : run.pick(['', 'other']),
    groupID: isFitting() ? call.groupID : run.pick(['', GROUP_ID, 'another']),
    roomID: isFitting() ? call.room.roomID : strange.roomID,
    type,
  }
}

function message(run: LogicRun): Envelope {
  const of = about(run)
  const isOld = run.flip(run.oldPeers)
  const order = run.pick([0, run.wallClock, run.wallClock, run.wallClock, run.wallClock - 4_000])
  const named = isOld ? {} : { callID: of.callID || undefined, order: order || undefined }
  const make = makerFor(run)
  const { kind, body = {}, data = {}, ...rest } = make(run, of)
  const cmd = of.type === 2 ? 'videoCall' : 'audioCall'
  const call = {
    version: run.pick([4, 4, 4, 3, undefined]),
    businessID: 'av_call',
    call_type: of.type,
    ...body,
    data: { cmd, room_id: of.roomID, ...named, ...data },
  }
  const { from, inviteID, groupID } = of
  const age = run.pick([0, 0, 0, 0, 700, 2_500, 31_000])
  return { kind, from, inviteID, groupID, age, data: JSON.stringify(call), ...rest }
}

interface Made extends Partial<Omit<Envelope, 'kind' | 'data'>>, Pick<Envelope, 'kind'> {
  /** of the call layer, and of `data` in it */
  body?: Fields
  data?: Fields
}

type Maker = (run: LogicRun, of: About) => Made

const isSwitch = (run: LogicRun): Fields => ({ cmd: run.pick(['switchToAudio', 'switchToVideo', 'switchToVideo']) })

const MAKERS: Record<string, Maker> = {
  invite(run, { from, roomID, inviteID }) {
    const isNew = run.flip(0.85)
    const id = isNew ? `${run.pick(['a', 'f', 'z'])}${run.next()}` : inviteID
    if (isNew) run.inviteIDs.push(id)
    const others = USERS.filter((userID) => userID !== from && run.flip(0.4))
    const isGroup = run.flip(0.5)
    return {
      kind: 'invite',
      inviteID: id,
      inviteeList: isGroup && run.flip(0.5) ? [SELF, ...others] : [SELF],
      timeout: run.pick([30, 30, 30, 3, 0, 900]),
      body: { room_id: run.flip(0.95) ? roomID : undefined, ...(run.flip(0.1) ? { userData: 'for the host' } : {}) },
      data: {
        ...(isGroup ? { isGroup: true, userIDs: [SELF, ...others] } : {}),
        ...(run.flip(0.1) ? { room_id: undefined, str_room_id: 'by-name' } : {}),
        ...(run.flip(0.04) ? { consumed: true } : {}),
      },
    }
  },
  accept: (run, { from }) => {
    const theirs = run.inviteIDs.slice(-4)
    return { kind: 'accept', from, data: run.flip(0.1) ? { replaces: run.pick(theirs) } : {} }
  },
  acceptSwitch: (run) => ({ kind: 'accept', data: isSwitch(run) }),
  reject: (run) => ({
    kind: 'reject',
    body: run.pick([{}, {}, { line_busy: 'line_busy' }, { line_busy: '' }]),
    data: run.pick([{}, { message: 'lineBusy' }]),
  }),
  rejectSwitch: (run) => ({ kind: 'reject', data: isSwitch(run) }),
  cancel: () => ({ kind: 'cancel' }),
  timeout: () => ({ kind: 'timeout' }),
  hangup: (run) => {
    const isPlain = run.flip(0.2)
    return {
      kind: 'invite',
      timeout: 0,
      inviteID: `h${run.next()}`,
      body: isPlain ? { call_end: 7 } : {},
      data: { cmd: isPlain ? undefined : 'hangup', room_id: undefined },
    }
  },
  devices: (run) => ({
    kind: 'invite',
    timeout: 0,
    inviteID: `d${run.next()}`,
    data: { cmd: 'devices', publishes: run.flip(0.5), ...(run.flip(0.3) ? { asks: true } : {}) },
  }),
  switch(run) {
    const inviteID = `s${run.next()}`
    run.inviteIDs.push(inviteID)
    return { kind: 'invite', timeout: 30, inviteID, data: isSwitch(run) }
  },
}

/** What comes how often, in each phase. */
const USUAL: Record<string, Partial<Record<string, number>>> = {
  idle: { invite: 30, accept: 4, hangup: 2, cancel: 2, timeout: 1, reject: 1, devices: 1, switch: 1 },
  calling: { invite: 4, accept: 12, reject: 4, timeout: 2, cancel: 1, hangup: 1, acceptSwitch: 1 },
  ringing: { invite: 8, cancel: 3, timeout: 1, hangup: 2, accept: 3, reject: 1, switch: 1 },
  active: {
    invite: 5,
    accept: 5,
    reject: 4,
    timeout: 1,
    cancel: 3,
    hangup: 1.5,
    devices: 6,
    switch: 9,
    acceptSwitch: 8,
    rejectSwitch: 2,
  },
}

function makerFor(run: LogicRun): Maker {
  const usual = Object.entries(USUAL[run.current.phase] ?? {})
  const all = usual.reduce((sum, [, weight = 0]) => sum + weight, 0)
  let left = run.random() * all
  const [name = 'invite'] = usual.find(([, weight = 0]) => (left -= weight) < 0) ?? []
  const maker = MAKERS[name]
  if (!maker) throw new Error(`nobody makes ${name}`)
  return maker
}

/** One field is missing, or something else. */
function odd(run: LogicRun, text: string): string {
  if (run.flip(0.05)) return run.pick(['', '{', '[]', 'null', '7'])
  const body = JSON.parse(text) as Fields & { data: Fields }
  const into = run.flip(0.5) ? body : body.data
  const added = [
    'line_busy',
    'call_end',
    'switch_to_audio_call',
    'extInfo',
    'userData',
    'consumed',
    'room_id',
    'replaces',
  ]
  into[run.pick([...Object.keys(into), ...added])] = run.pick(ODD)
  return JSON.stringify(body)
}
