/**
 * What all users of one Chat SDK instance share: the sign-in, the queue of sends, the guard and one set of listeners.
 * Several component instances, instances after instances, and the host itself may use the same `tim`.
 */
import { EVENT } from './sdk/constants'
import type { ChatSDK, LoginResult } from './sdk/sdk'
import { CallingError } from '../foundation/errors'
import type { Platform, Signal } from '../foundation/ports'
import type { ChatMessage, UserID } from '../foundation/types'
import { LOGIN_UNDER_WAY, codeOf, isNotReady, loginError } from './sdk/errors'
import { ChatGuard } from './guard'
import { deadline, promised } from '../foundation/tools/deadline'
import { readRecent } from './history'
import { ServerClock } from './sdk/server-clock'
import { SignalWriter } from './writer'

/** A login without SDK_READY counts as failed after this. Milliseconds. */
export const LOGIN_TIMEOUT = 15_000
/** Chat's answer to a logout is not waited for any longer. Milliseconds. */
const LOGOUT_TIMEOUT = 3000

/** Chat has signed everything out: it threw the account out for `type`, or the host signed it out. */
export type SignedOut = { kind: 'kicked'; type: string } | { kind: 'notReady' }

/** The host has signed Chat in again: as the user of the seat, which is taken again, or as another one. */
export type SignedIn = { kind: 'signedIn' } | { kind: 'otherUser'; userID: UserID }

/** What a seat hears. */
export type HubEvent = SignalsEvent | { kind: 'network'; online: boolean } | SignedOut | SignedIn

/** Signals that arrived together, in their order. */
export interface SignalsEvent {
  kind: 'signals'
  signals: Signal[]
  /** read back from Chat's history: of these, only what still rings is of use */
  isHistory: boolean
}

/** An account that an instance has signed in, or is about to. One per login; signing out and in again makes a new one. */
export interface HubSeat {
  userID: UserID
  /** of the instance: its clock, timers and logger */
  platform: Platform
  handle(event: HubEvent): void
  /** rejects if the seat is given up while the login is under way */
  left: Promise<never>
  /** makes it reject */
  abandon(): void
  /** given up, or the login has failed: what Chat answers later has no addressee */
  hasLeft: boolean
}

/** The only state of this package that outlives its instances: `tim` is the app's, and it is the key. */
const hubs = new WeakMap<ChatSDK, ChatHub>()

/** The hub of a Chat SDK instance; the first instance of the library to use it makes it. */
export function hubOf(chat: ChatSDK, sdkAppID: number, platform: Platform): ChatHub {
  const hub = hubs.get(chat) || new ChatHub(chat, sdkAppID, platform)
  hubs.set(chat, hub)
  return hub
}

type Listener = (event: { data: unknown }) => void

export class ChatHub {
  readonly guard: ChatGuard
  readonly writer: SignalWriter
  private readonly clock: ServerClock
  private seats: HubSeat[] = []
  /** signed out by the host, which may sign them in again */
  private parked: HubSeat[] = []
  /** logins under way */
  private joining: HubSeat[] = []
  /** the account that this package signed in; '' when the host did, or none is signed in */
  private signedInByUs: UserID = ''
  private turns: Promise<unknown> = Promise.resolve()
  private waitingForReady: { resolve: () => void; reject: (failure: unknown) => void }[] = []
  private listening = false
  private readonly listeners: [event: string, listener: Listener][] = [
    [EVENT.SDK_READY, () => this.handleReady()],
    [EVENT.SDK_NOT_READY, () => this.handleSignedOut({ kind: 'notReady' })],
    [EVENT.KICKED_OUT, ({ data }) => this.handleKickedOut(data)],
    [EVENT.NET_STATE_CHANGE, ({ data }) => this.handleNetwork(data)],
    [EVENT.MESSAGE_RECEIVED, ({ data }) => this.handleMessages(data)],
  ]

  /** @param platform of the instance that comes first; later that of one that is there */
  constructor(
    private readonly chat: ChatSDK,
    sdkAppID: number,
    private platform: Platform,
  ) {
    this.guard = new ChatGuard(
      () => this.platform.now(),
      (line) => this.platform.log('debug', line),
    )
    this.clock = new ServerClock(chat, () => this.platform.now())
    this.writer = new SignalWriter(sdkAppID, chat, () => this.platform)
  }

  isSeated(seat: HubSeat | null): boolean {
    return seat !== null && this.seats.indexOf(seat) >= 0
  }

  /** Whether any seat but `seat` is taken. */
  hasOthers(seat: HubSeat): boolean {
    return this.seats.some((other) => other !== seat)
  }

  /** Hands `event` to all seats but `except`. A seat that is given up meanwhile hears it no more. */
  deliver(event: HubEvent, except: HubSeat | null = null): void {
    for (const seat of this.seats) {
      if (seat !== except && this.isSeated(seat)) this.hand(seat, event)
    }
  }

  /** Resolves when `seat` sends and receives. Rejects with a CallingError. */
  join(seat: HubSeat, userSig: string): Promise<void> {
    this.joining.push(seat)
    this.update()
    const done = () => {
      this.joining = this.joining.filter((other) => other !== seat)
      this.update()
    }
    return this.inTurn(() => {
      const signedIn = Promise.race([seat.left, this.signIn(seat, userSig)])
      return deadline(seat.platform, LOGIN_TIMEOUT, signedIn, () => this.notReadyInTime(seat.userID))
    })
      .then(() => {
        // in the last moment
        if (seat.hasLeft) return seat.left
        this.seats = this.seats.concat(seat)
        seat.platform.log('info', `chat: signed in as ${seat.userID}`)
        done()
      })
      .catch((error: unknown) => {
        seat.hasLeft = true
        void this.signOutIfUnused()
        done()
        throw loginError(error, seat.userID, userSig)
      })
  }

  /** Tells `seat` what has come before it was taken and may still ring. */
  readHistory(seat: HubSeat): void {
    // the phone's clock is asked only here: calls without an end may be days old, and would ring at each start
    const now = (newest: number) => this.clock.read() ?? Math.max(newest * 1000, this.platform.wallClock())
    let time = 0
    const recent = readRecent(this.chat, (newest) => (time = now(newest)))
    void recent.then((messages) => {
      const signals = this.isSeated(seat) ? this.signalsIn(messages, time) : []
      if (signals.length) this.hand(seat, { kind: 'signals', signals, isHistory: true })
    })
  }

  /** What was acknowledged tells the time. */
  noteSent(message: ChatMessage | undefined): void {
    this.clock.learn(timeOf(message))
  }

  /** From now on `seat` hears nothing. */
  leave(seat: HubSeat): void {
    seat.hasLeft = true
    seat.abandon()
    const isOther = (other: HubSeat) => other !== seat
    this.seats = this.seats.filter(isOther)
    this.parked = this.parked.filter(isOther)
    this.update()
  }

  /**
   * Signs Chat out when no seat is taken any more, and only if this package signed it in: the host's own sign-in
   * carries the host's own chats. Never rejects.
   */
  signOutIfUnused(): Promise<void> {
    return this.inTurn(() => {
      if (this.seats.length > 0 || this.signedInByUs === '') return
      this.platform.log('info', `chat: signing out ${this.signedInByUs}`)
      this.signedInByUs = ''
      const signedOut = promised(() => this.writer.logout())
      return deadline(this.platform, LOGOUT_TIMEOUT, signedOut, () => new Error('no answer')).then(
        () => {},
        (error: unknown) =>
          this.platform.log('info', `chat: logout failed (${codeOf(error) ?? 'no answer'}); going on without`),
      )
    })
  }

  /* ---------------------------------------------------------------- signing in */

  private signIn(seat: HubSeat, userSig: string): Promise<void> {
    const { userID } = seat
    const current = this.seats[0]?.userID
    if (current === userID) return Promise.resolve()
    if (current !== undefined) return Promise.reject(otherUser(userID, current))
    const ready = this.nextReady()
    return this.login(userID, userSig, ready).then((outcome) => {
      if (outcome === 'was signed in') return this.takeOver(seat, userSig, ready)
      this.signedInByUs = userID
      // too late, login() has failed already: the account must not stay signed in
      if (seat.hasLeft) void this.signOutIfUnused()
      return ready
    })
  }

  /** An account is signed in already: fine if it is `userID`; an earlier one of ours is signed out. */
  private takeOver(seat: HubSeat, userSig: string, ready: Promise<void>): Promise<void> {
    return this.whoIsSignedIn(ready).then((owner) => {
      if (owner === undefined || owner === seat.userID) return
      if (owner !== this.signedInByUs) throw otherUser(seat.userID, owner)
      this.signedInByUs = ''
      return this.writer.logout().then(() => this.signIn(seat, userSig))
    })
  }

  /** `was signed in`: Chat did nothing, because an account is signed in; not necessarily `userID`. */
  private login(userID: UserID, userSig: string, ready: Promise<void>): Promise<'signed in' | 'was signed in'> {
    return promised(() => this.writer.login(userID, userSig) as Promise<LoginResult | undefined>)
      .then((result): 'signed in' | 'was signed in' => {
        // eslint-disable-next-line @typescript-eslint/only-throw-error -- translated by join(), like a rejection of the SDK
        if (result?.code) throw result
        return result?.data?.repeatLogin ? 'was signed in' : 'signed in'
      })
      .catch((error: unknown) => {
        if (codeOf(error) !== LOGIN_UNDER_WAY) throw error
        return ready.then((): 'was signed in' => 'was signed in')
      })
  }

  /** Waits until Chat is ready. undefined if it cannot say: then the login stands. */
  private whoIsSignedIn(ready: Promise<void>): Promise<UserID | undefined> {
    const ask = () => promised(() => this.chat.getMyProfile?.()).then((answer) => answer?.data.userID)
    return ask().catch((error: unknown) =>
      isNotReady(error) ? ready.then(() => ask().catch(() => undefined)) : undefined,
    )
  }

  private nextReady(): Promise<void> {
    const ready = new Promise<void>((resolve, reject) => this.waitingForReady.push({ resolve, reject }))
    // the login may fail before it comes to wait for this
    ready.catch(() => {})
    return ready
  }

  private notReadyInTime(userID: UserID): CallingError {
    return new CallingError(
      'LOGIN_FAILED',
      `Signing in as "${userID}" failed: Chat was not ready within ${LOGIN_TIMEOUT / 1000} s. ` +
        'Check the network, then call login() again.',
    )
  }

  /** Sign-ins and sign-outs happen one after the other. */
  private inTurn<T>(step: () => Promise<T> | T): Promise<T> {
    const turn = this.turns.then(step)
    this.turns = turn.catch(() => undefined)
    return turn
  }

  /* ---------------------------------------------------------------- listening */

  /** Listens, with the platform of an instance that is there, as long as there is one. */
  private update(): void {
    const [user] = this.seats.concat(this.joining, this.parked)
    if (user && user.platform !== this.platform) {
      this.platform = user.platform
      this.clock.reset()
    }
    const needed = user !== undefined
    if (needed === this.listening) return
    this.listening = needed
    if (!needed) this.waitingForReady = []
    for (const [event, listener] of this.listeners) {
      if (needed) this.chat.on(event, listener)
      else this.chat.off(event, listener)
    }
  }

  private handleMessages(messages: unknown): void {
    if (!Array.isArray(messages)) return
    const signals = this.signalsIn(messages, null)
    if (signals.length) this.deliver({ kind: 'signals', signals, isHistory: false })
  }

  /** @param now what the service's clock says if nothing better is known, ms; null: then nothing is old */
  private signalsIn(messages: unknown[], now: number | null): Signal[] {
    const [seat] = this.seats
    if (!seat) return []
    // the newest of them tells how late the others are
    messages.forEach((message) => this.clock.learn(timeOf(message)))
    const time = now ?? this.clock.read()
    const signals: Signal[] = []
    for (const message of messages) {
      const signal = this.guard.read(message, seat.userID)
      if (signal) signals.push({ ...signal, age: this.clock.ageOf(timeOf(message), time) })
    }
    return signals
  }

  private handleNetwork(data: unknown): void {
    const online = (data as { state?: unknown } | undefined)?.state === 'connected'
    this.deliver({ kind: 'network', online })
  }

  private handleKickedOut(data: unknown): void {
    const reason = (data as { type?: unknown } | undefined)?.type
    const type = typeof reason === 'string' ? reason : 'unknown'
    this.platform.log('info', `chat: kicked out (${type})`)
    const code = type === 'userSigExpired' ? 3004 : 3003
    this.waitingForReady.splice(0).forEach(({ reject }) => reject({ code }))
    this.handleSignedOut({ kind: 'kicked', type })
  }

  private handleReady(): void {
    this.waitingForReady.splice(0).forEach(({ resolve }) => resolve())
    if (this.parked.length) void this.inTurn(() => this.takeAgain())
  }

  /** The seats of the user who is signed in now. Where Chat cannot say who that is, they wait for `login()`. */
  private takeAgain(): Promise<void> {
    return this.whoIsSignedIn(Promise.resolve()).then((owner) => {
      if (owner === undefined) return
      const { parked } = this
      this.parked = []
      const ours = parked.filter((seat) => seat.userID === owner)
      this.seats = this.seats.concat(ours)
      this.update()
      parked.forEach((seat) => {
        if (seat.hasLeft) return
        this.hand(seat, seat.userID === owner ? { kind: 'signedIn' } : { kind: 'otherUser', userID: owner })
      })
    })
  }

  private handleSignedOut(event: SignedOut): void {
    const { seats } = this
    this.seats = []
    if (event.kind === 'notReady') this.parked = this.parked.concat(seats)
    this.signedInByUs = ''
    this.update()
    seats.forEach((seat) => this.hand(seat, event))
  }

  private hand(seat: HubSeat, event: HubEvent): void {
    try {
      seat.handle(event)
    } catch (error) {
      this.platform.log('error', `chat: a handler failed: ${String(error)}`)
    }
  }
}

function timeOf(message: unknown): unknown {
  return (message as { time?: unknown } | null | undefined)?.time
}

function otherUser(wanted: UserID, current: UserID): CallingError {
  return new CallingError(
    'LOGIN_FAILED',
    `Signing in as "${wanted}" failed: this Chat SDK instance is signed in as "${current}". ` +
      `Sign "${current}" out first, or give "${wanted}" a Chat SDK instance of its own.`,
  )
}
