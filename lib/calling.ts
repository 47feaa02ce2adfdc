import { currentKey } from './call/machine'
import type { InvitePlan, Room, State } from './call/model'
import { MAX_ROOM_ID } from './call/protocol'
import { loadChat } from './chat-sdk'
import { Emitter } from './emitter'
import type { Handler } from './emitter'
import { CallEngine } from './engine'
import type { EngineHost } from './engine'
import { CallingError } from './errors'
import { CallMedia, needsCall } from './media'
import { askPermissions } from './permissions'
import { createPlatform } from './platform'
import type { Logger } from './platform'
import type { Platform, RtcPort, SessionSignal, SignalingPort } from './ports'
import { Profiles } from './profiles'
import { createRtc } from './rtc'
import { createSignaling } from './signaling'
import { createPublicState, membersOf } from './state'
import type { PublicState } from './state'
import { CALL_TYPE, EVENT } from './types'
import type {
  CallEndData,
  CallingConfig,
  CallParams,
  CallType,
  EventName,
  EventPayloads,
  GroupCallParams,
  SessionStatus,
  UserID,
} from './types'
import * as check from './validate'

export interface CallingOptions extends CallingConfig {
  /** the page or component that holds `<live-pusher>`; needed where `wx.createLivePusherContext` has to find it */
  context?: unknown
  /** one line per meaningful transition of a call; without it only warnings are written */
  logger?: Logger
  /** clock, randomness and `wx` of a test */
  platform?: Platform
}

/**
 * Calls without a UI: signalling, media attributes and state. The component is built on exactly this.
 * All methods reject or throw with `CallingError`; a call that is wrong changes nothing and sends nothing.
 */
export class TRTCCalling {
  readonly EVENT: typeof EVENT = EVENT
  /** reactive and read-only; writing throws */
  readonly state: PublicState['view']

  private readonly config: CallingConfig
  private userSig: string
  private readonly platform: Platform
  private readonly emitter: Emitter
  private readonly engine: CallEngine
  private readonly media: CallMedia
  private readonly rtc: RtcPort
  private readonly profiles: Profiles
  private readonly publicState: PublicState
  private signaling: SignalingPort | null = null
  private session: SessionStatus = 'signed-out'
  private signingIn: Promise<void> | null = null
  private lastEnd: CallEndData | null = null
  private ticking: number | null = null
  private callKey: number | null = null
  private destroyed = false

  /** @throws CallingError INVALID_PARAMETER */
  constructor(options: CallingOptions) {
    const { context, logger, platform, userSig, ...config } = check.checkConfig(options) as CallingOptions
    this.config = { ...config, userSig: '' }
    this.userSig = userSig
    this.platform = platform || createPlatform(logger)
    this.emitter = new Emitter((event, error) => this.onListenerThrow(event, error))
    this.publicState = createPublicState(config.userID, config.type)
    this.state = this.publicState.view
    this.rtc = createRtc({ context, platform: this.platform })
    this.media = new CallMedia(this.rtc, config.userID, {
      emit: (event, data) => this.emitter.emit(event, data),
      changed: () => this.publish(),
      interrupted: (active) =>
        this.platform.log('info', active ? 'another app took the devices' : 'the devices are back'),
    })
    this.profiles = new Profiles(
      () => this.signaling,
      () => this.publish(),
    )
    const limits = config.reconnectTimeout ? { reconnect: config.reconnectTimeout * 1000 } : {}
    this.engine = new CallEngine(config.userID, this.platform, this.engineHost(), limits)
    this.publish()
  }

  /* ---------------------------------------------------------------- session */

  /**
   * Signs in to signalling.
   * @param userSig a newer signature than the one in the options, e.g. after USER_SIG_EXPIRED
   * @returns resolves when invitations can be sent and received
   * @throws CallingError USER_SIG_EXPIRED, USER_SIG_INVALID, LOGIN_FAILED, NETWORK_UNAVAILABLE, CHAT_SDK_MISSING
   */
  login(userSig?: string): Promise<void> {
    return this.guarded(() => {
      if (userSig !== undefined) this.userSig = check.checkConfig({ ...this.config, userSig }).userSig
      if (this.session === 'ready' && userSig === undefined) return
      const running = this.signingIn || this.signIn()
      this.signingIn = running
      const done = () => {
        if (this.signingIn === running) this.signingIn = null
      }
      running.then(done, done)
      return running
    })
  }

  /** Ends any call as a hangup would, then signs out. Nothing is received after it resolves. */
  logout(): Promise<void> {
    return this.guarded(async () => {
      if (this.inCall()) await this.engine.request({ type: 'hangup', why: 'logout' })
      const { signaling } = this
      if (!signaling) return
      this.signaling = null
      this.setSession('signed-out')
      await signaling.logout()
      signaling.dispose()
    })
  }

  /* ---------------------------------------------------------------- events */

  /** @param handler gets `{ eventCode, data }`; `this` in it is `context` */
  on<N extends EventName>(event: N, handler: Handler<N>, context?: unknown): void {
    this.checkEvent(event)
    check.checkFunction('handler', handler)
    this.emitter.on(event, handler, context)
  }

  /** Without `handler`: all handlers of the event. */
  off<N extends EventName>(event: N, handler?: Handler<N>): void {
    this.checkEvent(event)
    this.emitter.off(event, handler)
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
      const given = check.asObject<CallParams>(params, 'the argument of call()', "{ userID: 'bob', type: 2 }")
      const invitee = check.checkInvitee('userID', given.userID, this.config.userID)
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
      const given = check.asObject<GroupCallParams>(params, 'the argument of groupCall()', like)
      const invitees = check.checkInvitees(given.userIDList, this.config.userID)
      const groupID = check.checkGroupID(given.groupID)
      const { current } = this.engine
      if (current.phase === 'active' && current.call.isGroup) return this.inviteMore(invitees, given)
      return this.startCall(invitees, given, true, groupID)
    })
  }

  /** Invites more people into the running group call. @throws the same as `call` */
  inviteUser(params: GroupCallParams): Promise<void> {
    return this.guarded(() => {
      const given = check.asObject<GroupCallParams>(params, 'the argument of inviteUser()', "{ userIDList: ['dave'] }")
      return this.inviteMore(check.checkInvitees(given.userIDList, this.config.userID), given)
    })
  }

  /**
   * Joins a group call that is running, without an invitation.
   * @throws CallingError INVALID_PARAMETER, NOT_LOGGED_IN, INVALID_STATE, MICROPHONE_DENIED
   */
  joinInGroupCall(params: { groupID?: string; roomID?: number; strRoomID?: string; type?: CallType }): Promise<void> {
    return this.guarded(() => {
      const like = "{ groupID: '@TGS#1', roomID: 1234, type: 2 }"
      const given = check.asObject<typeof params>(params, 'the argument of joinInGroupCall()', like)
      const { type: callType } = check.checkOptions({ type: given.type }, this.config.type)
      const room = check.checkRoom(given.roomID, given.strRoomID)
      const groupID = check.checkGroupID(given.groupID)
      this.needsSession()
      return this.engine.request({ type: 'join', callType, room, groupID })
    })
  }

  /** Accepts the pending invitation. @throws CallingError INVALID_STATE, MICROPHONE_DENIED, INVITATION_GONE, ABORTED */
  accept(): Promise<void> {
    return this.guarded(() => this.engine.request({ type: 'accept' }))
  }

  /** Rejects the pending invitation. @throws CallingError INVALID_STATE */
  reject(): Promise<void> {
    return this.guarded(() => this.engine.request({ type: 'reject' }))
  }

  /** Leaves the call; while still calling it cancels; while ringing it rejects. @throws CallingError INVALID_STATE */
  hangup(): Promise<void> {
    return this.guarded(() => this.engine.request({ type: 'hangup', why: 'hangup' }))
  }

  /**
   * Switches a connected 1v1 call. To voice: at once, on both sides. To video: after the other side's consent;
   * `CALL_MODE` tells the outcome.
   * @returns resolves when the request is on its way
   */
  switchCallType(type: CallType): Promise<void> {
    return this.guarded(() => {
      const to = check.checkType('type', type)
      if (to === CALL_TYPE.AUDIO) return this.engine.request({ type: 'switchType', to })
      return askPermissions(this.platform.wx, to).then(() => this.engine.request({ type: 'switchType', to }))
    })
  }

  /** Consents to the other side's `CALL_TYPE_REQUEST`; the own camera opens. */
  acceptSwitch(): Promise<void> {
    return this.guarded(() => this.engine.request({ type: 'acceptSwitch' }))
  }

  rejectSwitch(): Promise<void> {
    return this.guarded(() => this.engine.request({ type: 'rejectSwitch' }))
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
    this.media.setDevices({ camera: true })
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

  /* ---------------------------------------------------------------- for hosts with a UI of their own */

  /** Takes every native event of `<live-pusher>`, whatever its type. */
  onPusherEvent(event: unknown): void {
    this.rtc.onPusherEvent(event)
  }

  /** Takes every native event of `<live-player>`, whatever its type. */
  onPlayerEvent(event: unknown): void {
    this.rtc.onPlayerEvent(event)
  }

  /** The mini program went to the background: ends a call, if there is one. */
  leaveForBackground(): void {
    if (this.inCall()) void this.engine.request({ type: 'hangup', why: 'background' })
  }

  /** Ends the call and removes every listener; the instance is dead afterwards. A second time does nothing. */
  destroy(): void {
    if (this.destroyed) return
    this.destroyed = true
    if (this.inCall()) void this.engine.request({ type: 'hangup', why: 'destroyed' })
    this.engine.after(() => {
      this.engine.dispose(gone())
      this.stopTicking()
      this.emitter.clear()
      this.rtc.dispose()
      if (this.signaling) this.signaling.dispose()
      this.signaling = null
      this.session = 'signed-out'
      this.publish()
    })
  }

  /* ---------------------------------------------------------------- inside */

  private engineHost(): EngineHost {
    return {
      signaling: () => this.signaling,
      commit: (state) => this.commit(state),
      emit: (event, data) => this.emit(event, data),
      askPermissions: (type) => askPermissions(this.platform.wx, type),
      enterRoom: (room, type, onEvent) => {
        const { sdkAppID, userID } = this.config
        this.media.enter(room, type, { sdkAppID, userID, userSig: this.userSig }, onEvent)
      },
      reenterRoom: () => this.media.reenter(),
      leaveRoom: () => this.media.leave(),
      setCamera: (on, denied) => this.media.setCamera(on, denied),
      onMedia: (event) => this.media.onRoomEvent(event),
    }
  }

  private async signIn(): Promise<void> {
    const { sdkAppID, userID } = this.config
    this.setSession('signing-in')
    try {
      if (!this.signaling) {
        const tim = this.config.tim === undefined ? loadChat(sdkAppID) : this.config.tim
        this.signaling = createSignaling({ sdkAppID, userID, tim, platform: this.platform, handlers: this.handlers() })
      }
      await this.signaling.login(userID, this.userSig)
    } catch (error) {
      this.setSession('signed-out')
      throw error
    }
    if (this.destroyed || !this.signaling) throw gone()
    this.setSession('ready')
    this.profiles.want([userID])
    this.emitter.emit('SDK_READY', {})
  }

  private handlers(): Parameters<typeof createSignaling>[0]['handlers'] {
    return {
      onSignal: (signal) => this.engine.receive(signal),
      onSession: (signal) => this.onSession(signal),
      onSent: (message) => this.emitter.emit('CALL_MESSAGE', { message }),
    }
  }

  private onSession(signal: SessionSignal): void {
    if (signal.kind === 'network') return this.engine.dispatch({ type: 'network', online: signal.online })
    if (signal.kind !== 'kicked') return
    this.setSession('signed-out')
    this.engine.dispatch({ type: 'kicked' })
    this.emitter.emit('KICKED_OUT', { type: signal.type })
  }

  private startCall(
    invitees: UserID[],
    given: CallParams | GroupCallParams,
    isGroup: boolean,
    groupID: string,
  ): Promise<void> {
    const options = check.checkOptions(given, this.config.type)
    this.needsSession()
    const { type: callType, timeout, userData, offlinePushInfo } = options
    const plan: InvitePlan = { invitees, timeout, userData, offlinePushInfo }
    const room = options.room || this.randomRoom()
    return this.engine.request({ type: 'call', callID: this.randomID(), callType, room, isGroup, groupID, plan })
  }

  private inviteMore(invitees: UserID[], given: GroupCallParams): Promise<void> {
    const { timeout, userData, offlinePushInfo } = check.checkOptions(given, this.config.type)
    this.needsSession()
    return this.engine.request({ type: 'inviteMore', plan: { invitees, timeout, userData, offlinePushInfo } })
  }

  /** The call logic has moved on: devices, profiles and the clock of the call follow. */
  private commit({ current }: State): void {
    const key = currentKey({ current })
    if (current.phase !== 'idle' && key !== this.callKey) {
      this.media.reset(current.call.type)
      this.profiles.forget()
      this.lastEnd = null
    }
    this.callKey = key
    this.profiles.want(membersOf(current, this.config.userID).map((member) => member.userID))
    if (current.phase === 'active' && current.connectedAt !== null) this.tick(current.connectedAt)
    else this.stopTicking()
    this.publish()
  }

  /** Keeps `state.duration` going, on the second. */
  private tick(connectedAt: number): void {
    if (this.ticking !== null) return
    const toNextSecond = 1000 - ((this.platform.now() - connectedAt) % 1000)
    this.ticking = this.platform.setTimeout(() => {
      this.ticking = null
      this.publish()
      this.tick(connectedAt)
    }, toNextSecond)
  }

  private stopTicking(): void {
    if (this.ticking !== null) this.platform.clearTimeout(this.ticking)
    this.ticking = null
  }

  private publish(): void {
    // while the parts are still being made there is nothing to show
    if (!this.engine) return
    this.publicState.update({
      session: this.session,
      phase: this.engine.current,
      self: this.config.userID,
      defaultType: this.config.type,
      devices: this.media.devices,
      cameraDenied: this.media.cameraDenied,
      media: this.media.facts,
      profiles: this.profiles.known,
      pusher: this.media.pusher,
      players: this.media.players,
      lastEnd: this.lastEnd,
      now: this.platform.now(),
    })
  }

  private emit<N extends EventName>(event: N, data: EventPayloads[N]): void {
    if (event === 'CALL_END') {
      // the event is CALL_END, so its data is
      this.lastEnd = data as CallEndData
      this.publish()
    }
    this.emitter.emit(event, data)
  }

  private setSession(session: SessionStatus): void {
    this.session = session
    this.publish()
  }

  private onListenerThrow(event: EventName, error: unknown): void {
    const text = error instanceof Error ? error.message : String(error)
    const message = `A handler of ${event} threw: ${text}. The call goes on; the handler needs a look.`
    this.platform.log('error', message)
    if (event !== 'ERROR') this.emitter.emit('ERROR', new CallingError('LISTENER_FAILED', message))
  }

  private setRemoteView(method: string, userID: UserID, viewing: boolean): void {
    this.needsCall(method)
    this.media.setRemoteView(check.checkUserID('userID', userID), viewing)
  }

  private inCall(): boolean {
    return this.engine.current.phase !== 'idle'
  }

  private needsCall(method: string): void {
    this.needsLife()
    needsCall(this.inCall(), method)
  }

  private needsSession(): void {
    if (this.session === 'ready') return
    throw new CallingError(
      'NOT_LOGGED_IN',
      'Not signed in. Call login() first and wait until it resolves (or for EVENT.SDK_READY).',
    )
  }

  private needsLife(): void {
    if (this.destroyed) throw gone()
  }

  private checkEvent(event: EventName): void {
    if (Object.prototype.hasOwnProperty.call(EVENT, event)) return
    const names = Object.keys(EVENT).join(', ')
    throw new CallingError('INVALID_PARAMETER', `There is no event ${String(event)}. Use one of EVENT: ${names}.`)
  }

  /** What `run` throws becomes a rejection. Without a handler a rejection is logged, and never "unhandled". */
  private guarded(run: () => Promise<void> | void): Promise<void> {
    const promise = new Promise<void>((resolve) => {
      this.needsLife()
      resolve(run())
    })
    promise.catch((error: unknown) => this.platform.log('info', `refused: ${String(error)}`))
    return promise
  }

  private randomRoom(): Room {
    return { roomID: 1 + Math.floor(this.platform.random() * MAX_ROOM_ID), strRoomID: '' }
  }

  private randomID(): string {
    let id = ''
    while (id.length < 20) id += Math.floor(this.platform.random() * 36).toString(36)
    return id
  }
}

function gone(): CallingError {
  return new CallingError('DESTROYED', 'This instance was destroyed. Create a new one.')
}
