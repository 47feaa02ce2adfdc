export { TRTCCalling } from './api/calling'
export { startCalling } from './api/start-calling'
export type { StartOptions } from './api/start-calling'
export type { AppOptions, CallingView } from './api/claim'
export { appAccount, hasAccount } from './api/session'
export type { Contact, Look } from './api/look'
export type { CallingOptions } from './api/calling'
export { describeCallMessage } from './api/texts/describe'
export { describeError } from './api/texts/describe-error'
export type { CallStrings, CallTexts } from './api/texts/strings'
export type { TRTCCallingComponent } from './api/component-instance'
export type { Handler } from './foundation/tools/emitter'
export type { Logger } from './foundation/tools/platform'
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
  CallStatus,
  CallType,
  ChatMessage,
  EventName,
  EventPayloads,
  InviteData,
  Language,
  NoAnswerData,
  OfflinePushInfo,
  Profile,
  UserID,
} from './foundation/types'
export type { CallingState, LocalState, MemberState, SessionStatus } from './foundation/calling-state'
export type { PlayerAttributes, PusherAttributes } from './foundation/calling-state'
export type { AcceptOptions, RejectOptions, SelfInfo, VideoEffects, VideoQuality } from './api/validate'
export * from './reactive'
