export { TRTCCalling } from './calling'
export type { CallingOptions } from './calling'
export { describeCallMessage } from './describe'
export type { TRTCCallingComponent } from './component-instance'
export type { Handler } from './emitter'
export type { Logger } from './platform'
export { CallingError, CALLING_ERROR } from './errors'
export type { CallingErrorCode, CallingErrorReason } from './errors'
export { NO_CALL } from './state'
export { CALL_END_REASON, CALL_STATUS, CALL_TYPE, EVENT } from './types'
export type {
  CallEndData,
  CallEndReason,
  CallingConfig,
  CallingErrorShape,
  CallingEvent,
  CallingState,
  CallOptions,
  CallParams,
  CallStatus,
  CallType,
  ChatMessage,
  EventName,
  EventPayloads,
  GroupCallParams,
  InviteData,
  LocalState,
  MemberState,
  NoAnswerData,
  OfflinePushInfo,
  PlayerAttributes,
  Profile,
  PusherAttributes,
  RenewedUserSig,
  RoomKeyRequest,
  SessionStatus,
  UserID,
} from './types'
export type { SelfInfo, VideoQuality } from './validate'
export * from './reactive'
