/** Everything under the public methods: the call logic, media, profiles and the session, and the state made of them. */
import { membersOf } from '../call/queries'
import { Emitter } from '../foundation/emitter'
import { CallEngine } from './queue'
import type { EngineHost } from './queue'
import { CallingError } from '../foundation/errors'
import { CallMedia } from '../media/media'
import { askPermissions } from '../media/permissions'
import { createPlatform } from '../foundation/platform'
import type { Logger } from '../foundation/platform'
import type { Platform, RoomCredentials, RtcPort } from '../foundation/ports'
import { Profiles } from '../chat/profiles'
import { createRtc } from '../media/rtc'
import { RoomKeys } from '../media/room-keys'
import { Session } from '../chat/account'
import { createPublicState } from './public-state'
import type { PublicState } from './public-state'
import { Timers } from '../foundation/timers'
import { CALL_END_REASON, CALL_TYPE } from '../foundation/types'
import type { CallingConfig } from '../foundation/options'
import type { CallEndData, CallType, EventName, EventPayloads, UserID } from '../foundation/types'
import { UserSigs } from '../chat/user-sig'

export interface CallingOptions extends CallingConfig {
  /** the page or component that holds `<live-pusher>`; needed where `wx.createLivePusherContext` has to find it */
  context?: unknown
  /** one line per meaningful transition of a call; without it only warnings are written */
  logger?: Logger
  /** clock, randomness and `wx` of a test */
  platform?: Platform
}

export class CallCore {
  readonly userID: UserID
  readonly defaultType: CallType
  readonly platform: Platform
  readonly emitter: Emitter
  readonly engine: CallEngine
  readonly media: CallMedia
  readonly rtc: RtcPort
  readonly session: Session
  readonly publicState: PublicState
  readonly userSigs: UserSigs
  readonly profiles: Profiles
  private readonly roomKeys: RoomKeys
  private lastEnd: CallEndData | null = null
  private readonly timers: Timers<'tick'>
  private callKey: number | null = null
  /** `state.callID` */
  private callID = ''

  constructor(options: CallingOptions) {
    const { sdkAppID, userID, type, tim, reconnectTimeout, context, logger, platform } = options
    this.userID = userID
    this.defaultType = type
    this.platform = platform || createPlatform(logger)
    this.timers = new Timers(this.platform)
    this.emitter = new Emitter((event, error) => this.onListenerThrow(event, error))
    this.publicState = createPublicState()
    this.roomKeys = new RoomKeys(options, this.platform)
    this.userSigs = new UserSigs(options, this.platform, (error) => this.emitter.emit('ERROR', error))
    this.session = new Session({ sdkAppID, userID, tim }, this.userSigs, this.platform, {
      onSignal: (signal) => this.engine.receive(signal),
      onSent: (message) => this.emitter.emit('CALL_MESSAGE', { message }),
      onNetwork: (online) => this.engine.dispatch({ type: 'network', online }),
      onReady: () => this.onReady(),
      onSignedOut: (type, failure) => this.onSignedOut(type, failure),
      changed: () => this.publish(),
    })
    this.rtc = createRtc({ context, platform: this.platform })
    this.media = new CallMedia(this.rtc, {
      emit: (event, data) => this.emitter.emit(event, data),
      changed: () => this.publish(),
    })
    this.profiles = new Profiles(
      () => this.session.signaling,
      () => this.publish(),
    )
    const limits = reconnectTimeout ? { reconnect: reconnectTimeout * 1000 } : {}
    this.engine = new CallEngine(userID, this.platform, this.engineHost(sdkAppID), limits)
    this.publish()
  }

  get inCall(): boolean {
    return this.engine.current.phase !== 'idle'
  }

  login(): Promise<void> {
    return this.session.login().catch((error: unknown) => {
      if (error instanceof CallingError && error.reason === 'USER_SIG_EXPIRED') this.emitter.emit('ERROR', error)
      throw error
    })
  }

  dispose(error: CallingError): void {
    this.engine.dispose(error)
    this.timers.clear('tick')
    this.roomKeys.cancel()
    this.emitter.clear()
    this.rtc.dispose()
    this.session.dispose()
    this.publish()
  }

  private engineHost(sdkAppID: number): EngineHost {
    return {
      signaling: () => this.session.signaling,
      commit: () => this.commit(),
      emit: (event, data) => this.emit(event, data),
      askPermissions: (type) => askPermissions(this.platform.wx, type),
      enterRoom: (room, type, onEvent) =>
        this.withCredentials(
          (credentials) => this.media.enter(room, type, { sdkAppID, userID: this.userID, ...credentials }, onEvent),
          (error) => onEvent({ kind: 'failed', error }),
        ),
      reenterRoom: () => {
        const again = (credentials: RoomCredentials) => this.media.reenter(credentials)
        // with the key of the first time; it may do
        this.withCredentials(again, () => again({ userSig: this.userSigs.current }))
      },
      leaveRoom: () => {
        this.roomKeys.cancel()
        this.media.leave()
      },
      setCamera: (on, denied) => this.media.setCamera(on, denied),
      onMedia: (event) => this.media.onRoomEvent(event),
    }
  }

  private withCredentials(use: (credentials: RoomCredentials) => void, fail: (error: CallingError) => void): void {
    const { current } = this.engine
    if (current.phase === 'idle') return
    const { room, type, isGroup } = current.call
    const credentials = (key?: string) => ({ userSig: this.userSigs.current, ...(key ? { privateMapKey: key } : {}) })
    // a 1v1 voice call may become a video call
    this.roomKeys.get(room, isGroup ? type : CALL_TYPE.VIDEO, (key) => use(credentials(key)), fail)
  }

  private onReady(): void {
    this.profiles.want([this.userID])
    this.emitter.emit('SDK_READY', {})
  }

  private onSignedOut(type: string | null, failure?: unknown): void {
    const reason = type === null ? CALL_END_REASON.LOGOUT : CALL_END_REASON.KICKED_OUT
    this.engine.dispatch({ type: 'signedOut', reason })
    if (type !== null) this.emitter.emit('KICKED_OUT', { type })
    if (type !== 'userSigExpired') return
    const message =
      'The UserSig has expired, so Chat signed this user out. Call login() with a new one from your server.'
    this.emitter.emit(
      'ERROR',
      failure instanceof CallingError ? failure : new CallingError('USER_SIG_EXPIRED', message),
    )
  }

  /** The call logic has moved on: devices, profiles and the clock of the call follow. */
  private commit(): void {
    const { current, key } = this.engine
    if (current.phase === 'idle') this.callID = ''
    else if (key !== this.callKey) {
      // the id on the wire where there is one; it stays when crossing invitations become one call
      this.callID = current.call.callID || current.call.inviteID || `call-${key}`
      this.media.reset(current.call.type)
      this.profiles.forget()
      this.lastEnd = null
    }
    this.callKey = key
    if (key !== null) this.profiles.want([this.userID].concat(membersOf(current, this.userID).map((one) => one.userID)))
    if (current.phase === 'active' && current.connectedAt !== null) this.tick(current.connectedAt)
    else this.timers.clear('tick')
    this.publish()
  }

  /** Keeps `state.duration` going, on the second. */
  private tick(connectedAt: number): void {
    if (this.timers.has('tick')) return
    const toNextSecond = 1000 - ((this.platform.now() - connectedAt) % 1000)
    this.timers.set('tick', toNextSecond, () => {
      this.publish()
      this.tick(connectedAt)
    })
  }

  private publish(): void {
    this.publicState.update({
      session: this.session.status,
      phase: this.engine.current,
      callID: this.callID,
      self: this.userID,
      defaultType: this.defaultType,
      media: this.media,
      profiles: this.profiles.known,
      lastEnd: this.lastEnd,
      now: this.platform.now(),
    })
  }

  private emit<N extends EventName>(event: N, data: EventPayloads[N]): void {
    // not while another call is there already, which has replaced the one that ended
    if (event === 'CALL_END' && this.engine.key === null) {
      // the event is CALL_END, so its data is
      this.lastEnd = data as CallEndData
      this.publish()
    }
    this.emitter.emit(event, data)
  }

  private onListenerThrow(event: EventName, error: unknown): void {
    const text = error instanceof Error ? error.message : String(error)
    const message = `A handler of ${event} threw: ${text}. The call goes on; the handler needs a look.`
    this.platform.log('error', message)
    if (event !== 'ERROR') this.emitter.emit('ERROR', new CallingError('LISTENER_FAILED', message))
  }
}
