/** Does what the call logic wants done: messages, media, timers, and the promises that callers are owed. */
import type { Account } from '../chat/account'
import type { Signaling } from '../chat/signaling'
import type { CallKey, Effect, Input, Phase, RequestID } from '../call/state/model'
import { write } from '../call/wire'
import { CallingError, notSignedIn } from '../foundation/errors'
import type { Failure } from '../foundation/failures'
import type { Platform } from '../foundation/ports'
import { Timers } from '../foundation/tools/timers'
import type { CallType, EventName, EventPayloads } from '../foundation/types'
import type { Media } from '../media/media'

/** A call does not wait longer for the acknowledgement of a hangup. Milliseconds. */
const HANGUP_PATIENCE = 2000

interface Deferred {
  resolve(): void
  reject(error: CallingError): void
}

export class Effects {
  private readonly timers: Timers<string>
  private readonly requests: { [id: number]: Deferred } = {}
  private nextRequest: RequestID = 1
  /** the latest: settles when it is acknowledged, or has failed */
  private hangup: Promise<void> | null = null

  /**
   * @param raise what an effect leads to; `first`: before anything that is queued already
   * @param emit an event for the host
   */
  constructor(
    private readonly platform: Platform,
    private readonly account: Account,
    private readonly media: Media,
    private readonly raise: (input: Input, first?: boolean) => void,
    private readonly emit: <N extends EventName>(event: N, data: EventPayloads[N]) => void,
  ) {
    this.timers = new Timers(platform)
  }

  /** A promise that the call logic settles under the number `request`; rejects with CallingError. */
  owe(): { request: RequestID; promise: Promise<void> } {
    const request = this.nextRequest++
    const promise = new Promise<void>((resolve, reject) => {
      this.requests[request] = { resolve, reject }
    })
    return { request, promise }
  }

  /** Runs the effects of one transition into `state`. One that fails does not take the rest of them along. */
  run(effects: Effect[], state: Phase): void {
    for (const effect of effects) {
      try {
        this.runOne(effect, state)
      } catch (error) {
        this.platform.log('error', `${effect.type} failed: ${String(error)}`)
      }
    }
  }

  /** Promises that are still owed get this error; timers go. */
  dispose(error: CallingError): void {
    this.timers.clearAll()
    Object.keys(this.requests).forEach((id) => this.settle(Number(id), error))
  }

  private runOne(effect: Effect, state: Phase): void {
    const { account, media, timers } = this
    switch (effect.type) {
      case 'prepare':
        return this.prepare(effect.key, effect.callType, state.phase === 'calling')
      case 'invite':
        return this.invite(effect)
      case 'accept':
        return this.accept(effect)
      case 'reject': {
        const lane = effect.automatic ? 'automatic' : 'user'
        return this.send('reject', (port) => port.reject(effect.invitation, write(effect.message), lane))
      }
      case 'cancel':
      case 'timeout':
        return this.send(effect.type, (port) => port[effect.type](effect.invitation, write(effect.message)))
      case 'notify':
        return this.notify(effect)
      case 'forget':
        if (effect.inviteID && account.signaling) account.signaling.forget(effect.inviteID)
        return
      case 'enterRoom':
        return media.enter(effect.room, effect.callType, state.phase !== 'idle' && state.call.isGroup)
      case 'reenterRoom':
        return media.reenter()
      case 'leaveRoom':
        return media.leave()
      case 'camera':
        return media.setCamera(effect.on, effect.denied)
      case 'startTimer': {
        const { key, timer, ms } = effect
        return timers.set(timerName(key, timer), ms, () => this.raise({ type: 'timer', key, timer }))
      }
      case 'stopTimer':
        return timers.clear(timerName(effect.key, effect.timer))
      case 'endCall':
        return timers.clearAll(timerName(effect.key, ''))
      case 'settle':
        return this.settle(effect.request, effect.failure && toError(effect.failure))
      case 'emit':
        if (effect.event === 'ERROR') return this.emit('ERROR', toError(effect.data))
        return this.emit(effect.event, effect.data)
      case 'log':
        return this.platform.log(effect.level, effect.line)
    }
  }

  private prepare(key: CallKey, type: CallType, isOwnCall: boolean): void {
    this.media.prepare(type).then(
      ({ camera }) => {
        const proceed = () => this.raise({ type: 'prepared', key, camera })
        if (isOwnCall && this.hangup) this.afterHangup(key, this.hangup, proceed)
        else proceed()
      },
      (error: unknown) => this.raise({ type: 'prepareFailed', key, failure: toFailure(error) }),
    )
  }

  /**
   * A call that is begun waits until the hangup before it is acknowledged: an old peer that saw this side leave the room
   * first says goodbye itself, and its own end of the old call would end the new ring.
   */
  private afterHangup(key: CallKey, hangup: Promise<void>, proceed: () => void): void {
    const { timers } = this
    const timer = timerName(key, 'hangup')
    timers.set(timer, HANGUP_PATIENCE, proceed)
    const done = () => {
      // otherwise the patience is at its end already, or the call
      if (!timers.has(timer)) return
      timers.clear(timer)
      proceed()
    }
    hangup.then(done, done)
  }

  private invite(effect: Extract<Effect, { type: 'invite' }>): void {
    const { key, localID, invitees, groupID, timeout, offlinePushInfo } = effect
    const { signaling } = this.account
    const done = (failure: Failure | null) => this.raise({ type: 'inviteDone', key, localID, failure })
    if (!signaling) return done(notSignedIn())
    const push = offlinePushInfo ? { offlinePushInfo } : {}
    const sending = signaling.invite({ invitees, groupID, timeout, data: write(effect.message), ...push })
    // first, because a cancel must know what it cancels
    this.raise({ type: 'assigned', key, localID, inviteID: sending.inviteID }, true)
    report(sending.sent, done)
  }

  private accept({ key, invitation, message, automatic }: Extract<Effect, { type: 'accept' }>): void {
    const { inviteID } = invitation
    const lane = automatic ? 'automatic' : 'user'
    this.send(
      'accept',
      (port) => port.accept(invitation, write(message), lane),
      (failure) => this.raise({ type: 'acceptDone', key, inviteID, failure }),
    )
  }

  private notify({ to, groupID, message }: Extract<Effect, { type: 'notify' }>): void {
    const request = { invitees: to ? [to] : [], groupID, timeout: 0, data: write(message) }
    if (message.kind !== 'hangup')
      return this.send(message.kind, (port) => port.invite({ ...request, onlineOnly: true }).sent)
    this.send('hangup', (port) => (this.hangup = port.invite(request).sent))
  }

  /** Sends something; without `done` a failure is only logged. */
  private send(
    what: string,
    operation: (port: Signaling) => Promise<void>,
    done: (failure: Failure | null) => void = (failure) => {
      if (failure) this.platform.log('info', `${what} could not be sent: ${failure.message}`)
    },
  ): void {
    const { signaling } = this.account
    if (signaling) report(operation(signaling), done)
    else done(notSignedIn())
  }

  private settle(request: RequestID, error: CallingError | null): void {
    const deferred = this.requests[request]
    delete this.requests[request]
    if (!deferred) return
    if (error) deferred.reject(error)
    else deferred.resolve()
  }
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
  const text = error instanceof Error ? error.message : String(error)
  return new CallingError('SEND_FAILED', `Unexpected failure: ${text}`)
}

function toError(failure: Failure): CallingError {
  return failure instanceof CallingError ? failure : new CallingError(failure.reason, failure.message, failure.sdkCode)
}
