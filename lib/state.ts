/** From the machine's state and what the room reports to the reactive `calling.state`. */
import { durationOf } from './call/step'
import type { Member, Phase } from './call/model'
import { reactive, readonly } from './reactive/reactive'
import { CALL_STATUS, CALL_TYPE } from './types'
import type {
  CallEndData,
  CallingState,
  CallStatus,
  CallType,
  MemberState,
  PlayerAttributes,
  Profile,
  PusherAttributes,
  SessionStatus,
  UserID,
} from './types'
import type { DeviceState } from './ports'

/** What the room says about a user, beyond being there. */
export interface MediaFacts {
  hasVideo: boolean
  hasAudio: boolean
  viewing: boolean
  volume: number
  quality: number
}

export const NO_MEDIA: MediaFacts = { hasVideo: false, hasAudio: false, viewing: true, volume: 0, quality: 0 }

/** Everything that the public state is made of. */
export interface StateSources {
  session: SessionStatus
  phase: Phase
  self: UserID
  defaultType: CallType
  devices: DeviceState
  cameraDenied: boolean
  interrupted: boolean
  media: { [userID: string]: MediaFacts }
  profiles: { [userID: string]: Profile }
  pusher: PusherAttributes | null
  players: PlayerAttributes[]
  lastEnd: CallEndData | null
  now: number
}

export interface PublicState {
  /** what hosts see; writing throws */
  readonly view: Readonly<CallingState>
  update(sources: StateSources): void
}

/** The state of nobody: what a page may show before it has an instance. */
export const NO_CALL: Readonly<CallingState> = {
  session: 'signed-out',
  status: CALL_STATUS.IDLE,
  type: CALL_TYPE.AUDIO,
  isGroup: false,
  groupID: '',
  inviteID: '',
  inviter: '',
  members: [],
  self: {
    userID: '',
    nick: '',
    avatar: '',
    camera: false,
    mic: true,
    frontCamera: true,
    handsFree: false,
    volume: 0,
    quality: 0,
  },
  duration: 0,
  reconnecting: false,
  interrupted: false,
  cameraDenied: false,
  switchRequest: 'none',
  pusher: null,
  players: [],
  lastEnd: null,
}

/** Shows nobody until its first update. */
export function createPublicState(): PublicState {
  const state = reactive<CallingState>({ ...NO_CALL })
  return {
    // nobody but this file may write, whatever the types of the lists in it say
    view: readonly(state) as Readonly<CallingState>,
    update: (sources) => {
      const { self: local, members, ...rest } = project(sources)
      // cells compare by identity: equal lists keep theirs, so that nothing is told without a change
      Object.assign(state, rest)
      Object.assign(state.self, local)
      if (!sameList(state.members, members)) state.members = members
    },
  }
}

function project(sources: StateSources): CallingState {
  const { phase, devices } = sources
  const call = phase.phase === 'idle' ? null : phase.call
  const own = sources.media[sources.self] || NO_MEDIA
  const offline = phase.phase === 'active' && (phase.offline.network || phase.offline.media)
  const members = membersOf(phase, sources.self)
  return {
    session: sources.session,
    status: statusOf(phase),
    type: call ? call.type : sources.defaultType,
    isGroup: call !== null && call.isGroup,
    groupID: call ? call.groupID : '',
    inviteID: call ? call.inviteID : '',
    inviter: call ? call.inviter : '',
    members: members.map((member) => memberState(sources, member)),
    self: {
      ...named(sources, sources.self),
      camera: devices.camera,
      mic: devices.mic,
      frontCamera: devices.frontCamera,
      handsFree: devices.handsFree,
      volume: own.volume,
      quality: own.quality,
    },
    duration: durationOf(phase, sources.now),
    reconnecting: offline || waitsForPeer(phase),
    interrupted: sources.interrupted,
    cameraDenied: sources.cameraDenied,
    switchRequest: phase.phase === 'active' && phase.switching ? phase.switching.direction : 'none',
    pusher: sources.pusher,
    players: playersOf(sources.players, members),
    lastEnd: sources.lastEnd,
  }
}

/** Nobody sees or hears who is in the room without being in the call. The same list, as long as there is no such user. */
function playersOf(players: PlayerAttributes[], members: Member[]): PlayerAttributes[] {
  const known = players.filter((player) => members.some((member) => member.userID === player.userID))
  return known.length === players.length ? players : known
}

export function statusOf(phase: Phase): CallStatus {
  switch (phase.phase) {
    case 'idle':
      return CALL_STATUS.IDLE
    case 'calling':
      return CALL_STATUS.CALLING
    case 'ringing':
      // the answer has been given, what follows is up to the network
      return phase.replaces || phase.answering ? CALL_STATUS.CONNECTING : CALL_STATUS.RINGING
    case 'active':
      return phase.connectedAt === null ? CALL_STATUS.CONNECTING : CALL_STATUS.CONNECTED
  }
}

/** The other users of a call, in the order in which they became known. */
export function membersOf(phase: Phase, self: UserID): Member[] {
  switch (phase.phase) {
    case 'idle':
      return []
    case 'active':
      return phase.members
    case 'ringing': {
      const others = phase.inviteeList.filter((userID) => userID !== self && userID !== phase.call.inviter)
      const inviter: Member = { userID: phase.call.inviter, status: 'accepted' }
      return [inviter].concat(others.map((userID): Member => ({ userID, status: 'ringing' })))
    }
    case 'calling': {
      const waiting = phase.plan ? [phase.plan.invitees] : phase.invitations.map((invitation) => invitation.waiting)
      const users = waiting.reduce((all, list) => all.concat(list), [])
      return users.map((userID): Member => ({ userID, status: 'ringing' }))
    }
  }
}

/** The last other user has dropped out and may come back. */
function waitsForPeer(phase: Phase): boolean {
  if (phase.phase !== 'active') return false
  const isThere = (status: Member['status']) => phase.members.some((member) => member.status === status)
  return isThere('left') && !isThere('joined')
}

function memberState(sources: StateSources, member: Member): MemberState {
  const { userID, status } = member
  const media = sources.media[userID] || NO_MEDIA
  const player = sources.players.filter((one) => one.userID === userID)[0]
  return { ...named(sources, userID), status, ...media, streamID: player ? player.streamID : '' }
}

function named(sources: StateSources, userID: UserID): Profile {
  const profile = sources.profiles[userID]
  return { userID, nick: (profile && profile.nick) || userID, avatar: (profile && profile.avatar) || '' }
}

function sameList(a: MemberState[], b: MemberState[]): boolean {
  return a.length === b.length && a.every((member, index) => sameFields(member, b[index]))
}

function sameFields(a: MemberState, b: MemberState | undefined): boolean {
  if (!b) return false
  return (Object.keys(a) as (keyof MemberState)[]).every((key) => a[key] === b[key])
}
