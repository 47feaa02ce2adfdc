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
        assignChanges(state.self, now.self, before.self, SELF_FIELDS)
        assignChanges(state, now, before, FIELDS)
      })
      before = now
    },
  }
}

const fieldsOf = <T extends object>(one: T) => Object.keys(one) as (keyof T)[]
const SELF_FIELDS = fieldsOf(NO_CALL.self)
/** `self` is assigned field by field. */
const FIELDS = fieldsOf(NO_CALL).filter((field) => field !== 'self')

/** What is the same as before is not even compared with the state, which may be a deep copy of it. */
function assignChanges<T extends object>(target: T, now: T, before: T, fields: (keyof T)[]): void {
  for (const field of fields) if (now[field] !== before[field]) target[field] = now[field]
}

/** At every step of a call, and mostly for nothing new: so it names each field, where copying objects would take longer. */
function project(sources: StateSources): CallingState {
  const { phase, self, media } = sources
  const call = phase.phase === 'idle' ? NO_CALL : phase.call
  const room = phase.phase === 'idle' ? NO_CALL : phase.call.room
  const members = membersOf(phase, self)
  return {
    session: sources.session,
    status: statusOf(phase),
    callID: sources.callID,
    // each instance has its own answer (api/claim.ts)
    shown: false,
    type: phase.phase === 'idle' ? sources.defaultType : call.type,
    isGroup: call.isGroup,
    groupID: call.groupID,
    roomID: room.roomID,
    strRoomID: room.strRoomID,
    inviteID: call.inviteID,
    inviter: call.inviter,
    members: members.map((member) => memberState(sources, member)),
    self: selfState(sources),
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

function selfState({ self, media, profiles }: StateSources): CallingState['self'] {
  const { devices } = media
  const { volume, quality } = media.roster.factsOf(self)
  const profile = profiles.get(self)
  return {
    userID: self,
    nick: nickOf(self, profile),
    avatar: avatarOf(profile),
    camera: devices.camera,
    hasPicture: media.hasPicture,
    mic: devices.mic,
    frontCamera: devices.frontCamera,
    handsFree: devices.handsFree,
    volume,
    quality,
  }
}

function memberState(sources: StateSources, member: Member): MemberState {
  const { userID, status } = member
  const { phase, media, hidesCallers, profiles } = sources
  const player = media.players.filter((one) => one.userID === userID)[0]
  const { hasVideo, hasAudio, viewing, volume, quality } = media.roster.factsOf(userID)
  // whoever keeps a picture sees who fetches it
  const isHidden = hidesCallers && phase.phase === 'ringing' && !phase.answering
  const profile = profiles.get(userID)
  return {
    userID,
    nick: nickOf(userID, profile),
    avatar: isHidden ? '' : avatarOf(profile),
    status,
    away: phase.phase === 'active' && isAway(phase, member),
    hasVideo,
    hasAudio,
    viewing,
    volume,
    quality,
    streamID: player ? player.streamID : '',
  }
}

function nickOf(userID: UserID, profile: Profile | undefined): string {
  return (profile && profile.nick) || userID
}

function avatarOf(profile: Profile | undefined): string {
  return (profile && profile.avatar) || ''
}

function sameList(before: MemberState[], now: MemberState[]): boolean {
  return before.length === now.length && now.every((member, index) => sameFields(member, before[index]))
}
