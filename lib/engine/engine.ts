/**
 * Ties the call logic to its two parties, the account and the media: what they report becomes an input, one after the
 * other and each to its end. The state is committed before its effects run, so whatever an effect or a listener asks for
 * sees the new state and waits its turn.
 */
import { Account } from '../chat/account'
import type { AccountEvent } from '../chat/account'
import { initialState, transition } from '../call/machine'
import { DEFAULT_LIMITS } from '../call/state/limits'
import type { Limits } from '../call/state/limits'
import type { CallKey, Incoming, Input, Intent, State } from '../call/state/model'
import { withoutEnded } from '../call/batch'
import { read } from '../call/wire'
import { peerOf, previewOf, worthKnowing } from '../call/state/queries'
import { Emitter } from '../foundation/tools/emitter'
import { CallingError } from '../foundation/errors'
import type { CallingConfig } from '../foundation/options'
import { createPlatform } from '../foundation/tools/platform'
import type { Logger } from '../foundation/tools/platform'
import type { Platform, RoomEvent, Signal } from '../foundation/ports'
import { Timers } from '../foundation/tools/timers'
import { CALL_END_REASON } from '../foundation/types'
import type { CallEndData, CallType, EventName, EventPayloads, UserID } from '../foundation/types'
import { Media } from '../media/media'
import { Effects } from './effects'
import { createPublicState } from './public-state'

/** What takes the place of something else is read by then. Milliseconds. */
const READ_WITHIN = 1000

/** What the constructor takes. */
export interface CallingOptions extends CallingConfig {
  /** the page or component that holds `<live-pusher>`; needed where `wx.createLivePusherContext` has to find it */
  context?: unknown
  /** one line per meaningful transition of a call; without it only warnings are written */
  logger?: Logger
  /** clock, randomness and `wx` of a test */
  platform?: Platform
  /** this UI lies on a page, one of several that may show the call: it calls `view.pageChanged` when that is shown and hidden */
  onPage?: boolean
  /** the app's own instance: it has no UI */
  isApp?: boolean
}

/** What the user asks for; the engine numbers the promise that it gives for it. */
export type Wish = { [T in Intent['type']]: Omit<Extract<Intent, { type: T }>, 'request'> }[Intent['type']]

export class Engine {
  readonly userID: UserID
  readonly defaultType: CallType
  private readonly hidesCallers: boolean
  private readonly previewsRinging: boolean
  readonly platform: Platform
  readonly emitter: Emitter
  readonly account: Account
  readonly media: Media
  readonly publicState = createPublicState()
  private state: State
  private readonly limits: Limits
  private readonly effects: Effects
  private readonly queue: Input[] = []
  private running = false
  private afterwards: (() => void)[] = []
  private readonly timers: Timers<'tick'>
  private lastEnd: CallEndData | null = null
  private callKey: CallKey | null = null
  /** `state.callID` */
  private callID = ''
  /** monotonic ms: when the last invitation stopped ringing, and until when the one that came right after it is new */
  private rangUntil = -Infinity
  private newUntil = -Infinity
  private wasRinging = false
  private readonly onAppHide = () => this.setHidden(true)
  private readonly onAppShow = () => this.setHidden(false)

  /** @param onCommit the call logic has moved on, and the effects are still to come */
  constructor(
    options: CallingOptions,
    private readonly onCommit: () => void = () => undefined,
  ) {
    const { userID, type, reconnectTimeout, strangerInRoom, logger } = options
    const platform = options.platform || createPlatform(logger)
    this.userID = userID
    this.defaultType = type
    this.hidesCallers = options.hideCallerAvatar === true
    this.previewsRinging = options.ringingPreview === true
    this.platform = platform
    this.timers = new Timers(platform)
    this.emitter = new Emitter((event, error) => this.onListenerThrow(event, error))
    this.state = initialState(userID)
    this.limits = {
      ...DEFAULT_LIMITS,
      strangerEnds: strangerInRoom !== 'warn',
      ...(reconnectTimeout ? { reconnect: reconnectTimeout * 1000 } : {}),
    }
    this.account = new Account(options, platform, (event) => this.handleAccount(event))
    const userSig = () => this.account.userSig
    this.media = new Media(options, platform, userSig, (event, key) => this.handleMedia(event, key))
    this.effects = new Effects(
      platform,
      this.account,
      this.media,
      (input, first) => this.dispatch(input, first),
      (event, data) => this.emit(event, data),
    )
    platform.wx.onAppHide(this.onAppHide)
    platform.wx.onAppShow(this.onAppShow)
    this.publish()
  }

  get current(): State['current'] {
    return this.state.current
  }

  /** identity of the call at hand; null when idle */
  get key(): CallKey | null {
    return this.current.phase === 'idle' ? null : this.current.call.key
  }

  /**
   * The invitation that rings is not the one that the user means.
   * @param inviteID the one that is meant; without it, the one that was on the screen a moment ago
   */
  isReplaced(inviteID?: string): boolean {
    const { current } = this
    if (current.phase !== 'ringing') return false
    return inviteID === undefined ? this.platform.now() < this.newUntil : current.call.inviteID !== inviteID
  }

  /** @returns a promise that the call logic keeps or breaks; rejects with CallingError */
  request(wish: Wish): Promise<void> {
    const { request, promise } = this.effects.owe()
    // the wish is of one kind, with the number it lacked
    this.dispatch({ ...wish, request })
    // what the user has ended cannot be mistaken for what comes after it
    if (wish.type === 'reject' || wish.type === 'hangup') this.rangUntil = -Infinity
    return promise
  }

  /** Runs `callback` once nothing is queued: at once, or after the input that is being handled. */
  after(callback: () => void): void {
    if (this.running) this.afterwards.push(callback)
    else callback()
  }

  /** @param error what the promises that are still owed get */
  dispose(error: CallingError): void {
    const { wx } = this.platform
    wx.offAppHide(this.onAppHide)
    wx.offAppShow(this.onAppShow)
    this.effects.dispose(error)
    this.timers.clear('tick')
    this.emitter.clear()
    this.media.leave()
    this.account.dispose()
    this.publish()
  }

  /* ---------------------------------------------------------------- what the parties report */

  private handleAccount(event: AccountEvent): void {
    switch (event.kind) {
      case 'signals':
        return this.handleSignals(event.signals, event.isHistory)
      case 'sent':
        return this.emitter.emit('CALL_MESSAGE', { message: event.message })
      case 'network':
        return this.dispatch({ type: 'network', online: event.online })
      case 'ready':
        this.account.profiles.want([this.userID])
        return this.emitter.emit('SDK_READY', {})
      case 'signedOut':
        return this.handleSignedOut(event.type, event.failure)
      case 'error':
        return this.emitter.emit('ERROR', event.error)
      case 'changed':
        return this.publish()
    }
  }

  private handleSignals(signals: Signal[], isHistory: boolean): void {
    const messages: Incoming[] = []
    for (const signal of signals) {
      const message = signal.from === this.userID ? fromElsewhere(signal) : read(signal)
      if (message) messages.push(message)
      else this.platform.log('debug', `ignored: ${signal.kind} of ${signal.from}, not about a call here`)
    }
    for (const message of withoutEnded(messages)) {
      // a listener may have signed out, or destroyed all this
      if (!this.account.signaling) return
      if (!isHistory || message.kind === 'invite') this.dispatch({ type: 'message', message })
    }
  }

  private handleSignedOut(type: string | null, failure: unknown): void {
    const reason = type === null ? CALL_END_REASON.LOGOUT : CALL_END_REASON.KICKED_OUT
    this.dispatch({ type: 'signedOut', reason })
    if (type !== null) this.emitter.emit('KICKED_OUT', { type })
    if (type !== 'userSigExpired') return
    const message =
      'The UserSig has expired, so Chat signed this user out. Call login() with a new one from your server.'
    const error = failure instanceof CallingError ? failure : new CallingError('USER_SIG_EXPIRED', message)
    this.emitter.emit('ERROR', error)
  }

  private handleMedia(event: RoomEvent, key: CallKey | null): void {
    // also without a call: the devices of the next one may be set
    if (event.kind === 'changed') {
      this.followDevices()
      return this.publish()
    }
    if (key === null || key !== this.key) return
    switch (event.kind) {
      case 'failed':
      case 'kicked':
      case 'userJoined':
      case 'userLeft':
      case 'denied':
      case 'networkChanged':
      case 'connection':
      case 'interrupted':
      case 'flow':
        return this.dispatch({ type: 'room', key, event })
      default:
        // a member is known once everything queued has been handled
        return this.after(() => this.reportMedia(event))
    }
  }

  /** The peer of a 1v1 call is told when this side publishes nothing any more, or something again. */
  private followDevices(): void {
    const { current, key, media } = this
    if (key === null || current.phase !== 'active') return
    const on = media.devices.mic || media.devices.camera
    if (on === current.quiet.own) this.dispatch({ type: 'publishing', key, on })
  }

  /** What the call logic has no use for goes to the host. */
  private reportMedia(event: RoomEvent): void {
    if (this.isStranger(event)) return
    this.publish()
    switch (event.kind) {
      case 'video':
        return this.emitter.emit('USER_VIDEO_AVAILABLE', { userID: event.userID, isAvailable: event.available })
      case 'audio':
        return this.emitter.emit('USER_AUDIO_AVAILABLE', { userID: event.userID, isAvailable: event.available })
      case 'volume':
        return this.emitter.emit('USER_VOICE_VOLUME', { userID: event.userID, volume: event.volume })
      case 'quality':
        return this.emitter.emit('NETWORK_QUALITY', { userID: event.userID, quality: event.quality })
      default:
    }
  }

  /** A user who is in the room of a 1v1 call without a part in it. */
  private isStranger(event: RoomEvent): boolean {
    const { current, userID } = this
    if (!('userID' in event) || current.phase === 'idle' || current.call.isGroup) return false
    return event.userID !== userID && event.userID !== peerOf(current, userID)
  }

  /* ---------------------------------------------------------------- one input after the other */

  private dispatch(input: Input, first = false): void {
    if (first) this.queue.unshift(input)
    else this.queue.push(input)
    if (this.running) return
    this.running = true
    try {
      for (let next = this.queue.shift(); next; next = this.queue.shift()) this.handle(next)
    } finally {
      // whatever went wrong: the inputs that follow must find the way free
      this.running = false
    }
    const callbacks = this.afterwards
    this.afterwards = []
    callbacks.forEach((callback) => callback())
  }

  private handle(input: Input): void {
    const { current, memory } = this.state
    const now = this.platform.now()
    // `now` leaves out gaps; what this device sends must not look older than what its account sent from another one
    const epoch = this.platform.wallClock() - now
    const [state, effects] = transition({ current, memory: { ...memory, epoch } }, { now, input }, this.limits)
    this.state = state
    this.commit()
    this.effects.run(effects, state.current)
  }

  /** The call logic has moved on: devices, profiles and the clock of the call follow. */
  private commit(): void {
    const { current, key, account, userID } = this
    this.noteRinging()
    if (current.phase === 'idle') {
      this.callID = ''
      this.media.handleNoCall()
    } else {
      const { call } = current
      this.media.handleCall(call.key, call.type, this.wishFor(current))
      if (key !== this.callKey) {
        // the id on the wire where there is one; it stays when crossing invitations become one call
        this.callID = call.callID || call.inviteID || `call-${call.key}`
        account.profiles.forget()
        this.lastEnd = null
      }
      account.profiles.want([userID].concat(worthKnowing(current, userID)))
    }
    this.callKey = key
    if (current.phase === 'active' && current.connectedAt !== null) this.tick(current.connectedAt)
    else this.timers.clear('tick')
    this.publish()
    this.onCommit()
  }

  private wishFor(current: State['current']): ReturnType<typeof previewOf> {
    const wish = previewOf(current)
    return wish === 'unasked' && !this.previewsRinging ? 'none' : wish
  }

  private noteRinging(): void {
    const now = this.platform.now()
    const rings = this.current.phase === 'ringing'
    if (this.wasRinging && this.key !== this.callKey) this.rangUntil = now
    if (rings && this.key !== this.callKey) this.newUntil = now - this.rangUntil < READ_WITHIN ? now + READ_WITHIN : 0
    this.wasRinging = rings
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

  private setHidden(hidden: boolean): void {
    const { platform } = this
    if (platform.setHidden) platform.setHidden(hidden)
    if (hidden) return this.media.handleHide()
    this.media.handleShow()
    // what could not be opened in the background can be now
    this.onCommit()
  }

  private publish(): void {
    this.publicState.update({
      session: this.account.status,
      phase: this.current,
      callID: this.callID,
      self: this.userID,
      defaultType: this.defaultType,
      media: this.media,
      profiles: this.account.profiles.known,
      hidesCallers: this.hidesCallers,
      lastEnd: this.lastEnd,
      now: this.platform.now(),
    })
  }

  private emit<N extends EventName>(event: N, data: EventPayloads[N]): void {
    // not while another call is there already, which has replaced the one that ended
    if (event === 'CALL_END' && this.key === null) {
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

/** This account has answered `inviter` on another device. The answer to a media switch finds nothing to stop. */
function fromElsewhere({ kind, from, inviter, inviteID, groupID, age }: Signal): Incoming | null {
  if ((kind !== 'accept' && kind !== 'reject' && kind !== 'timeout') || inviter === from) return null
  return { kind: 'elsewhere', from: inviter, inviteID, groupID, callID: '', age, answer: kind }
}
