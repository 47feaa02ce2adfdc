/** The checks for every request of protocol.ts. The types make sure that none is missing and none differs. */
import { LIMITS } from './protocol'
import type {
  ChatOperations,
  ConversationType,
  DeskOperations,
  Faults,
  IceCandidate,
  MediaOperations,
  MediaSignal,
  StreamType,
} from './protocol'
import { flag, integer, list, nullable, object, oneOf, partial, text, texts, variant } from './shape'
import type { Shape } from './shape'

export type ParamShapes<Ops extends { [K in keyof Ops]: { params: unknown } }> = {
  [K in keyof Ops]: Shape<Ops[K]['params']>
}

const id = text({ min: 1, max: LIMITS.id })
const optionalID = text({ max: LIMITS.id })
const label = text({ max: LIMITS.text })
const sdkAppID = integer({ min: 1, max: 0xffffffff })
const userSig = text({ min: 1, max: 4096 })
const empty = object<Record<string, never>>({})
const group = object<{ groupID: string }>({ groupID: id })
const conversationType: Shape<ConversationType> = oneOf('C2C', 'GROUP')
const milliseconds = integer({ min: 0, max: 60_000 })
const count = integer({ min: 0, max: 1000 })

export const chatShapes: ParamShapes<ChatOperations> = {
  login: object({ sdkAppID, userID: id, userSig, platform: id, session: optionalID }),
  logout: empty,
  send: object({
    ID: id,
    type: oneOf('TIMTextElem', 'TIMCustomElem'),
    conversationType,
    to: id,
    priority: label,
    // the size has a code of its own in Chat, so chat.ts checks it
    payload: texts({ maxKeys: 8, max: LIMITS.frameBytes }),
    onlineUserOnly: flag,
  }),
  createGroup: object({ groupID: optionalID, name: label, type: label, members: list(id, LIMITS.list) }),
  joinGroup: group,
  quitGroup: group,
  groupList: empty,
  groupProfile: group,
  groupMembers: group,
  profiles: object({ userIDs: list(id, LIMITS.list) }),
  updateProfile: partial({ nick: label, avatar: label }),
  conversations: empty,
  messages: object({ conversationType, peer: id, count: integer({ min: 1, max: LIMITS.list }), before: optionalID }),
  markRead: object({ conversationType, peer: id }),
}

const sdp = object<{ sdp: string }>({ sdp: text({ max: LIMITS.frameBytes }) })
const candidate = object<IceCandidate>({
  candidate: label,
  sdpMid: nullable(id),
  sdpMLineIndex: nullable(integer({ min: 0, max: 255 })),
})

const ticket = text({ max: 4096 })
const privateMapKey: typeof ticket = (value, path) => (value === undefined ? '' : ticket(value, path))

const stream: Shape<StreamType> = (value, path) => (value === undefined ? 'main' : oneOf('main', 'aux')(value, path))
const hasScreen: Shape<boolean> = (value, path) => (value === undefined ? false : flag(value, path))

export const mediaShapes: ParamShapes<MediaOperations> = {
  enter: object({ sdkAppID, room: id, userID: id, userSig, privateMapKey }),
  leave: empty,
  publish: object({ hasVideo: flag, hasAudio: flag, hasScreen }),
  signal: object({
    to: id,
    subscription: id,
    signal: variant<MediaSignal>({
      want: object<{ stream?: StreamType }>({ stream }),
      offer: sdp,
      answer: sdp,
      ice: object<{ candidate: IceCandidate }>({ candidate }),
      bye: empty,
    }),
  }),
}

export const deskShapes: ParamShapes<DeskOperations> = {
  setFaults: object({
    phone: id,
    faults: partial<Faults>({
      offline: flag,
      delay: milliseconds,
      ackDelay: milliseconds,
      drop: count,
      duplicate: count,
    }),
  }),
  expireUserSig: object({ phone: id }),
  removeFromRoom: object({ phone: id }),
  setDropAfter: object({ ms: nullable(integer({ min: 0, max: 3_600_000 })) }),
}
