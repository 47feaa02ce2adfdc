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
export type { CallingConfig, CallOptions, CallParams, GroupCallParams, RenewedUserSig, RoomKeyRequest } from './options'
export type {
  CallEndData,
  CallEndReason,
  CallingErrorShape,
  CallingEvent,
  CallingState,
  CallStatus,
  CallType,
  ChatMessage,
  EventName,
  EventPayloads,
  InviteData,
  LocalState,
  MemberState,
  NoAnswerData,
  OfflinePushInfo,
  PlayerAttributes,
  Profile,
  PusherAttributes,
  SessionStatus,
  UserID,
} from './types'
export type { SelfInfo, VideoQuality } from './validate'
export * from './reactive'
