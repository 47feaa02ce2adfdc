/**
 * The shell around the call logic: one queue of inputs, run to completion; the state is committed before the effects
 * run, so whatever an effect or a listener asks for sees the new state and waits its turn.
 */
import type { Failure } from '../foundation/failures'
import { initialState, transition } from '../call/machine'
import { DEFAULT_LIMITS } from '../call/model'
import type { CallKey, Effect, Incoming, Input, Intent, Limits, RequestID, State, TimerName } from '../call/model'
import { read, write } from '../call/wire'
import { peerOf } from '../call/queries'
import { CallingError, notSignedIn } from '../foundation/errors'
import type { Platform, RoomEvent, Signal, SignalingPort } from '../foundation/ports'
import { Timers } from '../foundation/timers'
import type { CallType, EventName, EventPayloads, Room, UserID } from '../foundation/types'

/** What the engine asks its owner to do; everything that is not signalling, timers or promises. */
export interface EngineHost {
  /** null while signed out */
  signaling(): SignalingPort | null
  /** the state has changed */
  commit(): void
  emit<N extends EventName>(event: N, data: EventPayloads[N]): void
  askPermissions(type: CallType): Promise<{ camera: boolean }>
  enterRoom(room: Room, type: CallType, onEvent: (event: RoomEvent) => void): void
  reenterRoom(): void
  leaveRoom(): void
  setCamera(on: boolean, denied: boolean): void
  /** volume, quality, streams: what the room reports and the call logic has no use for */
  onMedia(event: RoomEvent): void
}

interface Deferred {
  resolve(): void
  reject(error: CallingError): void
}

/** An intent before the engine has given it a request number. */
export type Wish = { [T in Intent['type']]: Omit<Extract<Intent, { type: T }>, 'request'> }[Intent['type']]

export class CallEngine {
  private state: State
  private readonly queue: Input[] = []
  private running = false
  private readonly timers: Timers<string>
  private readonly requests: { [id: number]: Deferred } = {}
  private nextRequest: RequestID = 1
  private afterwards: (() => void)[] = []
  private readonly limits: Limits

  constructor(
    self: UserID,
    private readonly platform: Platform,
    private readonly host: EngineHost,
    limits: Partial<Limits>,
  ) {
    this.timers = new Timers(platform)
    this.state = initialState(self, platform.wallClock() - platform.now())
    this.limits = { ...DEFAULT_LIMITS, ...limits }
  }

  get current(): State['current'] {
    return this.state.current
  }

  /** identity of the call at hand; null when idle */
  get key(): CallKey | null {
    return this.current.phase === 'idle' ? null : this.current.call.key
  }

  /** Runs a wish of the user. @returns a promise that the call logic keeps or breaks; rejects with CallingError */
  request(wish: Wish): Promise<void> {
    const request = this.nextRequest++
    const promise = new Promise<void>((resolve, reject) => {
      this.requests[request] = { resolve, reject }
    })
    // the wish is of one kind, with the number it lacked
    this.dispatch({ ...wish, request })
    return promise
  }

  dispatch(input: Input): void {
    this.queue.push(input)
    this.drain()
  }

  /** A checked message from signalling. */
  receive(signal: Signal): void {
    const message = signal.from === this.state.memory.self ? fromElsewhere(signal) : read(signal)
    if (message) this.dispatch({ type: 'message', message })
    else this.platform.log('debug', `ignored: ${signal.kind} of ${signal.from}, not about a call here`)
  }

  /** Runs `callback` once nothing is queued: at once, or after the input that is being handled. */
  after(callback: () => void): void {
    if (this.running) this.afterwards.push(callback)
    else callback()
  }

  /** Promises that are still owed get this error; timers go. For `destroy()`. */
  dispose(error: CallingError): void {
    this.timers.clearAll()
    Object.keys(this.requests).forEach((id) => this.settle(Number(id), error))
  }

  private drain(): void {
    if (this.running) return
    this.running = true
    try {
      for (let input = this.queue.shift(); input; input = this.queue.shift()) this.handle(input)
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
    this.host.commit()
    for (const effect of effects) {
      try {
        this.run(effect)
      } catch (error) {
        // an effect that fails must not take the rest of them along
        this.platform.log('error', `${effect.type} failed: ${String(error)}`)
      }
    }
  }

  private run(effect: Effect): void {
    const { host } = this
    switch (effect.type) {
      case 'prepare':
        return this.prepare(effect.key, effect.callType)
      case 'invite':
        return this.invite(effect)
      case 'accept':
        return this.accept(effect)
      case 'reject':
      case 'cancel':
      case 'timeout':
        return this.send(effect.type, (port) => port[effect.type](effect.invitation, write(effect.message)))
      case 'notify':
        return this.notify(effect)
      case 'forget':
        if (effect.inviteID) host.signaling()?.forget(effect.inviteID)
        return
      case 'enterRoom':
        return host.enterRoom(effect.room, effect.callType, (event) => this.onRoomEvent(effect.key, event))
      case 'reenterRoom':
        return host.reenterRoom()
      case 'leaveRoom':
        return host.leaveRoom()
      case 'camera':
        return host.setCamera(effect.on, effect.denied)
      case 'startTimer':
        return this.startTimer(effect.key, effect.timer, effect.ms)
      case 'stopTimer':
        return this.timers.clear(timerName(effect.key, effect.timer))
      case 'endCall':
        return this.timers.clearAll(timerName(effect.key, ''))
      case 'settle':
        return this.settle(effect.request, effect.failure && toError(effect.failure))
      case 'emit':
        if (effect.event === 'ERROR') return host.emit('ERROR', toError(effect.data))
        return host.emit(effect.event, effect.data)
      case 'log':
        return this.platform.log(effect.level, effect.line)
    }
  }

  private prepare(key: CallKey, type: CallType): void {
    this.host.askPermissions(type).then(
      ({ camera }) => this.dispatch({ type: 'prepared', key, camera }),
      (error: unknown) => this.dispatch({ type: 'prepareFailed', key, failure: toFailure(error) }),
    )
  }

  private invite(effect: Extract<Effect, { type: 'invite' }>): void {
    const { key, localID, invitees, groupID, timeout, offlinePushInfo } = effect
    const signaling = this.host.signaling()
    const done = (failure: Failure | null) => this.dispatch({ type: 'inviteDone', key, localID, failure })
    if (!signaling) return done(notSignedIn())
    const push = offlinePushInfo ? { offlinePushInfo } : {}
    const sending = signaling.invite({ invitees, groupID, timeout, data: write(effect.message), ...push })
    // before anything that is queued already: a cancel must know what it cancels
    this.queue.unshift({ type: 'assigned', key, localID, inviteID: sending.inviteID })
    report(sending.sent, done)
  }

  private accept({ key, invitation, message }: Extract<Effect, { type: 'accept' }>): void {
    const { inviteID } = invitation
    this.send(
      'accept',
      (port) => port.accept(invitation, write(message)),
      (failure) => this.dispatch({ type: 'acceptDone', key, inviteID, failure }),
    )
  }

  private notify({ to, groupID, message }: Extract<Effect, { type: 'notify' }>): void {
    const request = { invitees: to ? [to] : [], groupID, timeout: 0, data: write(message) }
    this.send('hangup', (port) => port.invite(request).sent)
  }

  /** Sends something; without `done` nobody waits for it, so a failure is only logged. */
  private send(
    what: string,
    operation: (port: SignalingPort) => Promise<void>,
    done: (failure: Failure | null) => void = (failure) => {
      if (failure) this.platform.log('info', `${what} could not be sent: ${failure.message}`)
    },
  ): void {
    const signaling = this.host.signaling()
    if (signaling) report(operation(signaling), done)
    else done(notSignedIn())
  }

  private onRoomEvent(key: CallKey, event: RoomEvent): void {
    if (this.key !== key) return
    switch (event.kind) {
      case 'failed':
      case 'kicked':
      case 'userJoined':
      case 'userLeft':
      case 'denied':
      case 'networkChanged':
      case 'connection':
        return this.dispatch({ type: 'room', key, event })
      default:
        // a member is known once everything queued has been handled
        return this.after(() => {
          if (!this.isStranger(event)) this.host.onMedia(event)
        })
    }
  }

  /** Somebody who is in the room of a 1v1 call without a part in it. */
  private isStranger(event: RoomEvent): boolean {
    const { current, memory } = this.state
    if (!('userID' in event) || current.phase === 'idle' || current.call.isGroup) return false
    return event.userID !== memory.self && event.userID !== peerOf(current, memory.self)
  }

  private startTimer(key: CallKey, timer: TimerName, ms: number): void {
    this.timers.set(timerName(key, timer), ms, () => this.dispatch({ type: 'timer', key, timer }))
  }

  private settle(request: RequestID, error: CallingError | null): void {
    const deferred = this.requests[request]
    delete this.requests[request]
    if (!deferred) return
    if (error) deferred.reject(error)
    else deferred.resolve()
  }
}

/** This account has answered `inviter` on another device. The answer to a media switch finds nothing to stop. */
function fromElsewhere({ kind, inviter, inviteID, groupID }: Signal): Incoming | null {
  if (kind !== 'accept' && kind !== 'reject') return null
  return { kind: 'elsewhere', from: inviter, inviteID, groupID, callID: '', accepted: kind === 'accept' }
}

function timerName(key: CallKey, timer: string): string {
  return `${key}/${timer}`
}

/** @param done gets null when it was sent */
function report(sent: Promise<void>, done: (failure: Failure | null) => void): void {
  sent.then(
    () => done(null),
    (error: unknown) => done(toFailure(error)),
  )
}

function toFailure(error: unknown): Failure {
  if (error instanceof CallingError) return error
  const text = error instanceof Error ? error.message : 'unknown'
  return new CallingError('SEND_FAILED', `Unexpected failure: ${text}`)
}

function toError(failure: Failure): CallingError {
  return failure instanceof CallingError ? failure : new CallingError(failure.reason, failure.message, failure.sdkCode)
}
