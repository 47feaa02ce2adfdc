/** The signature that signs a user in, and how to come by the next one. */
import { CallingError, loginAborted } from '../foundation/errors'
import type { Platform } from '../foundation/ports'
import { deadline, promised } from '../foundation/tools/deadline'
import { Timers } from '../foundation/tools/timers'
import type { CallingConfig, RenewedUserSig } from '../foundation/options'

/** `renewUserSig` has failed if it takes longer. Milliseconds. */
const RENEW_WITHIN = 10_000
/** A signature is renewed this long before it expires, or a tenth of its life if that is less. Milliseconds. */
const MARGIN = 5 * 60_000
/** A timer holds 2^31 ms at most. */
const LONGEST_TIMER = 24 * 60 * 60_000

export class UserSigs {
  /** a password: it goes to Chat's login and into the room's url, and nowhere else */
  current = ''
  private expiresAt = NaN
  /** what Chat was signed in with; '' while it is not */
  private inUse = ''
  private expired = false
  private renewing: Promise<void> | null = null
  /** counts sign-outs: a sign-in that is overtaken by one starts no timer */
  private stops = 0
  private readonly timers: Timers<'renewal'>
  private abandon: (error: CallingError) => void = () => undefined
  /** where signatures come from */
  ask: CallingConfig['renewUserSig']

  /** @param onError a renewal that no login waits for has failed */
  constructor(
    { userSig = '', expiresAt, renewUserSig }: Pick<CallingConfig, 'userSig' | 'expiresAt' | 'renewUserSig'>,
    private readonly platform: Platform,
    private readonly onError: (error: CallingError) => void,
  ) {
    this.ask = renewUserSig
    this.timers = new Timers(platform)
    this.set(userSig, expiresAt)
  }

  set(userSig: string, expiresAt = NaN): void {
    this.current = userSig
    this.expiresAt = expiresAt
    this.expired = false
  }

  /** Chat has signed the user out for it. @returns whether another one is there, or can be had */
  expire(): boolean {
    const isLast = this.current === this.inUse
    this.expired = isLast && !!this.ask
    this.inUse = ''
    return this.expired || !isLast
  }

  /** Runs `attempt`, after a renewal if there is no signature; once more after a renewal if Chat calls it expired. */
  signIn(attempt: (userSig: string) => Promise<void>): Promise<void> {
    const { stops } = this
    const withCurrent = () => {
      const userSig = this.current
      return attempt(userSig).then(() => userSig)
    }
    const withNewOne = () => this.renew().then(withCurrent)
    const signedIn =
      !this.current || this.expired
        ? withNewOne()
        : withCurrent().catch((error: unknown) => {
            const isExpired = error instanceof CallingError && error.reason === 'USER_SIG_EXPIRED'
            if (this.ask && isExpired) return withNewOne()
            throw error
          })
    return signedIn.then((userSig) => {
      if (stops !== this.stops) return
      // Chat takes no new one while an account is signed in
      this.inUse = this.inUse || userSig
      this.schedule()
    })
  }

  /** Signed out: nothing is renewed any more. */
  stop(): void {
    this.stops += 1
    this.inUse = ''
    this.timers.clear('renewal')
    this.renewing = null
    this.abandon(loginAborted())
  }

  /** One at a time. Rejects with USER_SIG_EXPIRED, or ABORTED. */
  private renew(): Promise<void> {
    const { ask } = this
    if (this.renewing || !ask) return this.renewing || Promise.reject(failed('is missing'))
    const answer = new Promise<unknown>((resolve, reject) => {
      this.abandon = reject
      // what it rejects with is not told: it may hold anything
      promised(ask).then(resolve, () => reject(failed('rejected')))
    })
    const done = () => {
      if (this.renewing === renewing) this.renewing = null
    }
    const renewing = deadline(this.platform, RENEW_WITHIN, answer, () => failed('did not answer')).then((found) =>
      this.take(found),
    )
    this.renewing = renewing
    renewing.then(done, done)
    return renewing
  }

  private take(answer: unknown): void {
    const { userSig, expiresAt } = (typeof answer === 'string' ? { userSig: answer } : answer || {}) as Fields
    if (typeof userSig !== 'string' || !userSig) throw failed('brought none')
    this.set(userSig, typeof expiresAt === 'number' ? expiresAt : NaN)
  }

  /** While signed in: sees to it that there is a new one before this one expires. */
  schedule(): void {
    this.timers.clear('renewal')
    const life = this.expiresAt * 1000 - this.platform.wallClock()
    // by a clock that is wrong it may be over: then Chat's word has to do
    if (this.ask && life > 0) this.wait(life - Math.min(MARGIN, life / 10))
  }

  private wait(ms: number): void {
    this.timers.set('renewal', Math.min(ms, LONGEST_TIMER), () => {
      if (ms > LONGEST_TIMER) return this.wait(ms - LONGEST_TIMER)
      this.renew().then(
        () => this.schedule(),
        (error: unknown) => this.onFailure(error),
      )
    })
  }

  private onFailure(error: unknown): void {
    // expired meanwhile: the new sign-in has waited for this, and tells
    if (error instanceof CallingError && error.reason !== 'ABORTED' && !this.expired) this.onError(error)
  }
}

type Fields = Partial<Record<keyof RenewedUserSig, unknown>>

function failed(what: string): CallingError {
  return new CallingError(
    'USER_SIG_EXPIRED',
    `There is no new UserSig: renewUserSig() ${what}. It must resolve within ${RENEW_WITHIN / 1000} s with what your ` +
      'signing service answers; then call login() again.',
  )
}
