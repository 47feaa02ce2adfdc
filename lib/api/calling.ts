import { objectionToSwitch } from '../call/switch'
import type { Account } from '../chat/account'
import type { CallingOptions, Engine, Wish } from '../engine/engine'
import type { Handler } from '../foundation/tools/emitter'
import { CallingError, destroyed, invitationReplaced } from '../foundation/errors'
import type { Media } from '../media/media'
import type { PictureQuality } from '../foundation/ports'
import { drawRoom, randomID } from '../foundation/tools/random'
import { CALL_TYPE, EVENT } from '../foundation/types'
import type { CallParams, GroupCallParams } from '../foundation/options'
import type { CallType, EventName, UserID } from '../foundation/types'
import type { CallingState } from '../foundation/calling-state'
import { Claim } from './claim'
import type { CallingView } from './claim'
import { accountFor, Session } from './session'
import { show, standIn } from './stand-in'
import * as check from './validate'
import type { AcceptOptions, RejectOptions, SelfInfo, VideoEffects, VideoQuality } from './validate'

export type { CallingOptions }

/**
 * Calls without a UI: signalling, media attributes and state. The component is built on exactly this.
 * All methods reject or throw with `CallingError`; a call that is wrong changes nothing and sends nothing.
 */
export class TRTCCalling {
  /** the table of events, for hosts that have the instance at hand and not the package */
  readonly EVENT: typeof EVENT = EVENT
  // missing only where another instance stands in for this one
  private readonly claim!: Claim

  /** @throws CallingError INVALID_PARAMETER, COPIES_DIFFER */
  constructor(private readonly options: CallingOptions) {
    check.checkConfig(options)
    const account = accountFor(options, (theirs, tell) => show(new TRTCCalling(theirs), tell))
    if (!(account instanceof Session)) return standIn(TRTCCalling.prototype, account, options)
    this.claim = new Claim(options, account)
  }

  /** reactive and read-only; writing throws */
  get state(): Readonly<CallingState> {
    return this.claim.state
  }

  /** this instance among the views of its account: which one shows the call, and which one holds its live tags */
  get view(): CallingView {
    return this.claim
  }

  /* ---------------------------------------------------------------- session */

  /**
   * Signs in to signalling. While signed in already, a call goes on, and `userSig` is kept for when Chat asks for one.
   * @param userSig a newer signature than the one in the options, e.g. after USER_SIG_EXPIRED; with `renewUserSig` in the
   *   options, the library gets it by itself
   * @param expiresAt when that one expires, seconds since the epoch
   * @returns resolves when invitations can be sent and received
   * @throws CallingError USER_SIG_EXPIRED, USER_SIG_INVALID, LOGIN_FAILED, NETWORK_UNAVAILABLE, CHAT_SDK_MISSING
   */
  login(userSig?: string, expiresAt?: number): Promise<void> {
    return this.guarded(() => {
      if (userSig === undefined) return this.claim.login()
      return this.claim.login(check.checkUserSig('userSig', userSig), check.checkExpiry('expiresAt', expiresAt))
    })
  }

  /** Ends any call as a hangup would, then signs out. Nothing is received after it resolves. */
  logout(): Promise<void> {
    return this.guarded(() => this.claim.logout())
  }

  /**
   * Changes the own profile in Chat, as others see it.
   * @throws CallingError INVALID_PARAMETER, NOT_LOGGED_IN, NETWORK_UNAVAILABLE, SEND_FAILED
   */
  setSelfInfo(info: SelfInfo): Promise<void> {
    return this.guarded(() => {
      const profile = check.checkSelfInfo(info)
      this.claim.needsSession()
      return this.account.setSelfInfo(profile)
    })
  }

  /* ---------------------------------------------------------------- events */

  /** @param handler gets `{ eventCode, data }`; `this` in it is `context`. @throws CallingError INVALID_PARAMETER, DESTROYED */
  on<N extends EventName>(event: N, handler: Handler<N>, context?: unknown): void {
    this.needsLife()
    check.checkEvent(event)
    check.checkFunction('handler', handler)
    this.engine.emitter.on(event, handler, context, this.claim)
  }

  /** Without `handler`: all handlers of the event. */
  off<N extends EventName>(event: N, handler?: Handler<N>): void {
    check.checkEvent(event)
    this.engine.emitter.off(event, handler, this.claim)
  }

  /* ---------------------------------------------------------------- calls */

  /**
   * Invites one user.
   * @returns resolves when the invitation is on its way
   * @throws CallingError INVALID_PARAMETER, CALL_SELF, NOT_LOGGED_IN, INVALID_STATE, MICROPHONE_DENIED, UNKNOWN_USER,
   *   SEND_FAILED, NETWORK_UNAVAILABLE, ABORTED
   */
  call(params: CallParams): Promise<void> {
    return this.guarded(() => {
      const given = check.asObject(params, 'the argument of call()', "{ userID: 'bob', type: 2 }")
      const invitee = check.checkInvitee('userID', given.userID, this.engine.userID)
      return this.startCall([invitee], given, false, '')
    })
  }

  /**
   * Invites several users; into the running call if there is a group call already.
   * @returns resolves when the first invitation is on its way
   * @throws the same as `call`
   */
  groupCall(params: GroupCallParams): Promise<void> {
    return this.guarded(() => {
      const like = "{ userIDList: ['bob', 'carol'], type: 2 }"
      const given = check.asObject(params, 'the argument of groupCall()', like)
      const invitees = check.checkInvitees(given.userIDList, this.engine.userID)
      const groupID = check.checkGroupID(given.groupID)
      const { current } = this.engine
      if (current.phase === 'active' && current.call.isGroup) return this.inviteMore(invitees, given)
      return this.startCall(invitees, given, true, groupID)
    })
  }

  /** Invites more people into the running group call. @throws the same as `call` */
  inviteUser(params: GroupCallParams): Promise<void> {
    return this.guarded(() => {
      const given = check.asObject(params, 'the argument of inviteUser()', "{ userIDList: ['dave'] }")
      return this.inviteMore(check.checkInvitees(given.userIDList, this.engine.userID), given)
    })
  }

  /**
   * Joins a group call that is running, without an invitation.
   * @throws CallingError INVALID_PARAMETER, NOT_LOGGED_IN, INVALID_STATE, MICROPHONE_DENIED
   */
  joinInGroupCall(params: { groupID?: string; roomID?: number; strRoomID?: string; type?: CallType }): Promise<void> {
    return this.guarded(() => {
      const like = "{ groupID: '@TGS#1', roomID: 1234, type: 2 }"
      const given = check.asObject(params, 'the argument of joinInGroupCall()', like)
      const { roomID, strRoomID, type } = given
      check.checkRoom(roomID, strRoomID)
      return this.startCall([], { roomID, strRoomID, type }, true, check.checkGroupID(given.groupID))
    })
  }

  /**
   * Accepts the pending invitation, as it is shown now.
   * @param options an `inviteID`, alone or in an object, means that invitation and no other. Without it, one that has taken the place
   *   of another less than a second ago is not accepted: nobody can have read it. `type: 1` answers a video call by voice
   * @throws CallingError INVALID_PARAMETER, INVALID_STATE, MICROPHONE_DENIED, INVITATION_GONE, ABORTED
   */
  accept(options?: string | AcceptOptions): Promise<void> {
    return this.guarded(() => {
      const { inviteID, type } = check.checkAccept(options)
      if (this.engine.isReplaced(inviteID)) throw invitationReplaced()
      this.claim.act()
      const byVoice = type === CALL_TYPE.AUDIO
      return this.engine.request({ type: 'accept', shown: this.engine.key ?? 0, byVoice })
    })
  }

  /** Rejects the pending invitation; the inviter hears REJECT, or LINE_BUSY. @throws CallingError INVALID_PARAMETER, INVALID_STATE */
  reject(options?: RejectOptions): Promise<void> {
    return this.guarded(() => this.ask({ type: 'reject', busy: check.isBusy(options) }))
  }

  /** Leaves the call; while still calling it cancels; while ringing it rejects. @throws CallingError INVALID_STATE */
  hangup(): Promise<void> {
    return this.ask({ type: 'hangup', why: 'hangup' })
  }

  /**
   * Switches a connected 1v1 call. To voice: at once, on both sides. To video: after the other side's consent;
   * `CALL_MODE` tells the outcome.
   * @returns resolves when the request is on its way
   * @throws CallingError INVALID_PARAMETER, INVALID_STATE; to video also CAMERA_DENIED, MICROPHONE_DENIED, PRIVACY_DENIED,
   *   LIVE_UNSUPPORTED, ABORTED: then the other side is not asked
   */
  switchCallType(type: CallType): Promise<void> {
    return this.guarded(() => {
      const to = check.checkType('type', type)
      const needsCamera = to === CALL_TYPE.VIDEO && !objectionToSwitch(this.engine.current, to)
      return this.askWithCamera({ type: 'switchType', to }, needsCamera)
    })
  }

  /**
   * Consents to the other side's `CALL_TYPE_REQUEST`; the own camera opens. If that is refused, the request stays open:
   * the user can allow the camera and consent again, or reject.
   * @throws CallingError INVALID_STATE, CAMERA_DENIED, MICROPHONE_DENIED, PRIVACY_DENIED, LIVE_UNSUPPORTED, ABORTED
   */
  acceptSwitch(): Promise<void> {
    return this.guarded(() => {
      const isAsked = this.state.switchRequest === 'incoming'
      return this.askWithCamera({ type: 'acceptSwitch' }, isAsked)
    })
  }

  /** The call stays as it is. @throws CallingError INVALID_STATE */
  rejectSwitch(): Promise<void> {
    return this.ask({ type: 'rejectSwitch' })
  }

  /* ---------------------------------------------------------------- devices */

  /** Renders that user's video (the default). @throws CallingError INVALID_PARAMETER, INVALID_STATE */
  startRemoteView(userID: UserID): void {
    this.setRemoteView('startRemoteView', userID, true)
  }

  /** Stops rendering that user's video. @throws CallingError INVALID_PARAMETER, INVALID_STATE */
  stopRemoteView(userID: UserID): void {
    this.setRemoteView('stopRemoteView', userID, false)
  }

  /** @throws CallingError INVALID_STATE without a call, or in a voice call (use `switchCallType(2)`) */
  openCamera(): void {
    this.needsCall('openCamera')
    if (this.state.type === CALL_TYPE.AUDIO) {
      throw new CallingError('INVALID_STATE', 'This is a voice call. Ask for video with switchCallType(2).')
    }
    this.media.openCamera()
  }

  /** @throws CallingError INVALID_STATE */
  closeCamera(): void {
    this.needsCall('closeCamera')
    this.media.setDevices({ camera: false })
  }

  /** @param isMute true mutes, false unmutes. @throws CallingError INVALID_PARAMETER, INVALID_STATE */
  setMicMute(isMute: boolean): void {
    this.needsCall('setMicMute')
    this.media.setDevices({ mic: !check.checkBoolean('isMute', isMute) })
  }

  /** @param isFrontCamera true front, false back; left out: the other one. @throws CallingError INVALID_PARAMETER, INVALID_STATE */
  switchCamera(isFrontCamera?: boolean): void {
    this.needsCall('switchCamera')
    const { frontCamera } = this.media.devices
    const front = isFrontCamera === undefined ? !frontCamera : check.checkBoolean('isFrontCamera', isFrontCamera)
    this.media.setDevices({ frontCamera: front })
  }

  /** @param isHandsFree true loudspeaker, false earpiece. @throws CallingError INVALID_PARAMETER, INVALID_STATE */
  setHandsFree(isHandsFree: boolean): void {
    this.needsCall('setHandsFree')
    this.media.setDevices({ handsFree: check.checkBoolean('isHandsFree', isHandsFree) })
  }

  /* ---------------------------------------------------------------- picture and voice */

  /**
   * Size and bitrate of the own picture, in this call and in later ones. During a call WeChat may keep the size until the
   * room is entered again; the bitrate follows at once.
   * @throws CallingError INVALID_PARAMETER
   */
  setVideoQuality(quality: VideoQuality): void {
    this.setQuality(check.checkVideoQuality(quality))
  }

  /** Beauty, tint and mirror of the own picture, in this call and in later ones. @throws CallingError INVALID_PARAMETER */
  setVideoEffects(effects: VideoEffects): void {
    this.setQuality(check.checkVideoEffects(effects))
  }

  /** @param level 0 (off, the default) to 9; in this call and in later ones. @throws CallingError INVALID_PARAMETER */
  setBeautyLevel(level: number): void {
    this.setQuality({ beautyLevel: check.checkWhole('level', level, 0, 9) })
  }

  /**
   * @param quality 'low' (16 kHz, speech) or 'high' (48 kHz, the default); in this call and in later ones
   * @throws CallingError INVALID_PARAMETER
   */
  setAudioQuality(quality: 'low' | 'high'): void {
    this.setQuality({ audioQuality: check.checkOneOf('quality', quality, ['low', 'high']) })
  }

  /* ---------------------------------------------------------------- for hosts with a UI of their own */

  /** Takes every native event of `<live-pusher>`, whatever its type. */
  onPusherEvent(event: unknown): void {
    this.media.handlePusherEvent(event)
  }

  /** Takes every native event of `<live-player>`, whatever its type. */
  onPlayerEvent(event: unknown): void {
    this.media.handlePlayerEvent(event)
  }

  /** The mini program went to the background: ends a call, if there is one. */
  leaveForBackground(): void {
    if (this.claim.inCall) void this.claim.leave('background')
  }

  /** Ends the call and removes every listener; the instance is dead afterwards. A second time does nothing. */
  destroy(): void {
    this.claim.destroy()
  }

  /* ---------------------------------------------------------------- inside */

  private get engine(): Engine {
    return this.claim.session.engine
  }

  private get account(): Account {
    return this.engine.account
  }

  private get media(): Media {
    return this.engine.media
  }

  private ask(wish: Wish): Promise<void> {
    return this.guarded(() => this.engine.request(wish))
  }

  /** @param needsCamera asks for it first; false too for what is refused anyway */
  private askWithCamera(wish: Wish, needsCamera: boolean): Promise<void> {
    const { engine, media } = this
    const { key } = engine
    if (!needsCamera) return engine.request(wish)
    return media.askPermissions(CALL_TYPE.VIDEO).then(({ camera }) => {
      if (engine.key !== key) throw new CallingError('ABORTED', 'The call ended before the media could be switched.')
      if (camera) return engine.request(wish)
      throw new CallingError(
        'CAMERA_DENIED',
        'The camera may not be used, so this stays a voice call. Allow it (wx.openSetting) and try again.',
      )
    })
  }

  private startCall(
    invitees: UserID[],
    given: Record<string, unknown>,
    isGroup: boolean,
    groupID: string,
  ): Promise<void> {
    const options = check.checkOptions(given, this.options.type)
    this.claim.needsSession()
    const plan = { ...options.plan, invitees }
    const { random } = this.engine.platform
    const room = options.room || drawRoom(random)
    if (!this.claim.inCall) this.claim.act()
    const callID = invitees.length ? randomID(random) : ''
    return this.engine.request({ type: 'call', callID, callType: options.type, room, isGroup, groupID, plan })
  }

  private inviteMore(invitees: UserID[], given: Record<string, unknown>): Promise<void> {
    const { plan } = check.checkOptions(given, this.options.type)
    this.claim.needsSession()
    return this.engine.request({ type: 'inviteMore', plan: { ...plan, invitees } })
  }

  private setRemoteView(method: string, userID: UserID, viewing: boolean): void {
    this.needsCall(method)
    this.media.setRemoteView(check.checkUserID('userID', userID), viewing)
  }

  private setQuality(change: PictureQuality): void {
    this.needsLife()
    this.media.setQuality(change)
  }

  private needsCall(method: string): void {
    this.needsLife()
    if (this.claim.inCall) return
    throw new CallingError('INVALID_STATE', `${method}() works during a call, and there is none.`)
  }

  private needsLife(): void {
    if (this.claim.destroyed) throw destroyed()
  }

  /** What `run` throws becomes a rejection. Without a handler a rejection is logged, and never "unhandled". */
  private guarded(run: () => Promise<void> | void): Promise<void> {
    const promise = new Promise<void>((resolve) => {
      this.needsLife()
      resolve(run())
    })
    promise.catch((error: unknown) => this.engine.platform.log('info', `refused: ${String(error)}`))
    return promise
  }
}
