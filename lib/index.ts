export { TRTCCalling } from './api/calling'
export type { CallingOptions } from './api/calling'
export { describeCallMessage } from './api/describe'
export { describeError } from './api/describe-error'
export type { TRTCCallingComponent } from './api/component-instance'
export type { Handler } from './foundation/emitter'
export type { Logger } from './foundation/platform'
export { CallingError, CALLING_ERROR } from './foundation/errors'
export type { CallingErrorCode, CallingErrorReason, CallingErrorShape } from './foundation/errors'
export { NO_CALL } from './engine/public-state'
export { CALL_END_REASON, CALL_STATUS, CALL_TYPE, EVENT } from './foundation/types'
export type {
  CallingConfig,
  CallOptions,
  CallParams,
  GroupCallParams,
  RenewedUserSig,
  RoomKeyRequest,
} from './foundation/options'
export type {
  CallEndData,
  CallEndReason,
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
} from './foundation/types'
export type { SelfInfo, VideoQuality } from './api/validate'
export * from './reactive'
