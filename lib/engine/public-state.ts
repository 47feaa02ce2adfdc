/** From the machine's state and what the room reports to the reactive `calling.state`. */
import type { Media } from '../media/media'
import { durationOf, isAway, membersOf, switchRequestOf } from '../call/state/queries'
import type { Member, Phase } from '../call/state/model'
import { sameFields } from '../media/room/attributes'
import { reactive, readonly } from '../reactive/reactive'
import { batch } from '../reactive/tracking'
import { CALL_STATUS, CALL_TYPE } from '../foundation/types'
import type { CallEndData, CallStatus, CallType, Profile, UserID } from '../foundation/types'
import type { CallingState, MemberState, PlayerAttributes, SessionStatus } from '../foundation/calling-state'

/** Everything that the public state is made of. */
export interface StateSources {
  session: SessionStatus
  phase: Phase
  /** '' when idle */
  callID: string
  self: UserID
  defaultType: CallType
  media: Pick<Media, 'devices' | 'hasPicture' | 'cameraDenied' | 'interrupted' | 'roster' | 'pusher' | 'players'>
  profiles: Pick<Map<UserID, Profile>, 'get'>
  /** no picture of a caller whom the user has not answered */
  hidesCallers: boolean
  lastEnd: CallEndData | null
  now: number
}

export interface PublicState {
  /** what hosts see; writing throws */
  readonly view: Readonly<CallingState>
  update(sources: StateSources): void
}

/** The state without a call or an instance. */
export const NO_CALL: Readonly<CallingState> = {
  session: 'signed-out',
  status: CALL_STATUS.IDLE,
  callID: '',
  shown: false,
  type: CALL_TYPE.AUDIO,
  isGroup: false,
  groupID: '',
  roomID: 0,
  strRoomID: '',
  inviteID: '',
  inviter: '',
  members: [],
  self: {
    userID: '',
    nick: '',
    avatar: '',
    camera: false,
    hasPicture: false,
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
  strangers: [],
  switchRequest: 'none',
  pusher: null,
  players: [],
  lastEnd: null,
}

/** Shows no call until its first update. */
export function createPublicState(): PublicState {
  const state = reactive<CallingState>({ ...NO_CALL })
  let before: CallingState = NO_CALL
  return {
    // only this file may write, whatever the types of the lists in it say
    view: readonly(state) as Readonly<CallingState>,
    update: (sources) => {
      const now = project(sources)
      // equal lists keep their identity, so that nothing is told without a change
      if (sameList(before.members, now.members)) now.members = before.members
      batch(() => {
        assignChanges(state.self, now.self, before.self)
        assignChanges(state, { ...now, self: before.self }, before)
      })
      before = now
    },
  }
}

/** What is the same as before is not even compared with the state, which may be a deep copy of it. */
function assignChanges<T extends object>(target: T, now: T, before: T): void {
  for (const key of Object.keys(now) as (keyof T)[]) if (now[key] !== before[key]) target[key] = now[key]
}

function project(sources: StateSources): CallingState {
  const { phase, self, media, defaultType } = sources
  const { type, isGroup, groupID, room, inviteID, inviter } =
    phase.phase === 'idle' ? { ...NO_CALL, type: defaultType, room: NO_CALL } : phase.call
  const { volume, quality } = media.roster.factsOf(self)
  const members = membersOf(phase, self)
  return {
    session: sources.session,
    status: statusOf(phase),
    callID: sources.callID,
    // each instance has its own answer (api/claim.ts)
    shown: false,
    type,
    isGroup,
    groupID,
    roomID: room.roomID,
    strRoomID: room.strRoomID,
    inviteID,
    inviter,
    members: members.map((member) => memberState(sources, member)),
    self: { ...named(sources, self), ...media.devices, hasPicture: media.hasPicture, volume, quality },
    duration: durationOf(phase, sources.now),
    reconnecting: phase.phase === 'active' && phase.offline.media !== 'here',
    interrupted: media.interrupted,
    cameraDenied: media.cameraDenied,
    strangers: phase.phase === 'active' ? phase.strangers : NO_CALL.strangers,
    switchRequest: switchRequestOf(phase),
    pusher: media.pusher,
    players: playersOf(media.players, members),
    lastEnd: sources.lastEnd,
  }
}

/** Users in the room who are not in the call are neither seen nor heard. The same list, as long as there is none. */
function playersOf(players: PlayerAttributes[], members: Member[]): PlayerAttributes[] {
  const known = players.filter((player) => members.some((member) => member.userID === player.userID))
  return known.length === players.length ? players : known
}

function statusOf(phase: Phase): CallStatus {
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

function memberState(sources: StateSources, member: Member): MemberState {
  const { userID, status } = member
  const { roster, players } = sources.media
  const player = players.filter((one) => one.userID === userID)[0]
  const { phase, hidesCallers } = sources
  // whoever keeps a picture sees who fetches it
  const isHidden = hidesCallers && phase.phase === 'ringing' && !phase.answering
  const profile = named(sources, userID)
  return {
    ...profile,
    avatar: isHidden ? '' : profile.avatar,
    status,
    away: phase.phase === 'active' && isAway(phase, member),
    ...roster.factsOf(userID),
    streamID: player ? player.streamID : '',
  }
}

function named(sources: StateSources, userID: UserID): Profile {
  const profile = sources.profiles.get(userID)
  return { userID, nick: (profile && profile.nick) || userID, avatar: (profile && profile.avatar) || '' }
}

function sameList(before: MemberState[], now: MemberState[]): boolean {
  return before.length === now.length && now.every((member, index) => sameFields(member, before[index]))
}
