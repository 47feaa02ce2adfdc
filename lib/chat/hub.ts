/**
 * What all users of one Chat SDK instance share: the sign-in, the queue of sends, the guard and one set of listeners.
 * Several component instances, instances after instances, and the host itself may use the same `tim`.
 */
import { EVENT } from './constants'
import type { ChatSDK, LoginResult } from './sdk'
import { CallingError } from '../foundation/errors'
import type { Platform, SessionSignal, Signal } from '../foundation/ports'
import type { UserID } from '../foundation/types'
import { LOGIN_UNDER_WAY, codeOf, isNotReady, loginError } from './errors'
import { ChatGuard } from './guard'
import { deadline, promised } from '../foundation/deadline'
import { SignalWriter } from './writer'

/** A login without SDK_READY counts as failed after this. Milliseconds. */
export const LOGIN_TIMEOUT = 15_000
/** Nobody waits longer than this for Chat's answer to a logout. Milliseconds. */
const LOGOUT_TIMEOUT = 3000

/** Somebody who is signed in, or about to be. One per login; signing out and in again makes a new one. */
export interface Member {
  userID: UserID
  onSignal(signal: Signal): void
  onSession(signal: SessionSignal): void
  /** rejects if its owner loses interest while the login is under way */
  left: Promise<never>
  /** makes it reject */
  abandon(): void
  /** its owner has lost interest, or the login has failed: what Chat answers later is for nobody */
  hasLeft: boolean
}

/** The only state of this package that outlives its instances: `tim` is the app's, and it is the key. */
const hubs = new WeakMap<ChatSDK, ChatHub>()

/** The hub of a Chat SDK instance, made by whoever comes first. */
export function hubOf(chat: ChatSDK, sdkAppID: number, platform: Platform): ChatHub {
  let hub = hubs.get(chat)
  if (!hub) {
    hub = new ChatHub(chat, sdkAppID, platform)
    hubs.set(chat, hub)
  }
  return hub
}

type Listener = (event: { data: unknown }) => void

export class ChatHub {
  readonly guard: ChatGuard
  readonly writer: SignalWriter
  private members: Member[] = []
  /** the account that this package signed in; '' when the host did, or nobody */
  private signedInByUs: UserID = ''
  private loginsUnderWay = 0
  private turns: Promise<unknown> = Promise.resolve()
  private waitingForReady: { resolve: () => void; reject: (failure: unknown) => void }[] = []
  private listening = false
  private readonly listeners: [event: string, listener: Listener][] = [
    [EVENT.SDK_READY, () => this.waitingForReady.splice(0).forEach(({ resolve }) => resolve())],
    [EVENT.SDK_NOT_READY, () => this.signOutAll({ kind: 'notReady' })],
    [EVENT.KICKED_OUT, ({ data }) => this.onKickedOut(data)],
    [EVENT.NET_STATE_CHANGE, ({ data }) => this.onNetworkChange(data)],
    [EVENT.MESSAGE_RECEIVED, ({ data }) => this.onMessages(data)],
  ]

  constructor(
    private readonly chat: ChatSDK,
    sdkAppID: number,
    private readonly platform: Platform,
  ) {
    this.guard = new ChatGuard(
      () => platform.now(),
      (line) => platform.log('debug', line),
    )
    this.writer = new SignalWriter(sdkAppID, chat, platform)
  }

  isMember(member: Member | null): boolean {
    return member !== null && this.members.indexOf(member) >= 0
  }

  /** Whether anybody but `member` is signed in. */
  hasOthers(member: Member): boolean {
    return this.members.some((other) => other !== member)
  }

  /** Tells everybody but `member`. */
  tellOthers(member: Member | null, signal: Signal): void {
    this.tell((other) => {
      if (other !== member) other.onSignal(signal)
    })
  }

  /** Resolves when `member` sends and receives. Rejects with a CallingError. */
  join(member: Member, userSig: string): Promise<void> {
    this.loginsUnderWay++
    this.updateListening()
    const done = () => {
      this.loginsUnderWay--
      this.updateListening()
    }
    return this.inTurn(() => {
      const signedIn = Promise.race([member.left, this.signIn(member, userSig)])
      return deadline(this.platform, LOGIN_TIMEOUT, signedIn, () => this.notReadyInTime(member.userID))
    })
      .then(() => {
        // in the last moment
        if (member.hasLeft) return member.left
        this.members.push(member)
        this.platform.log('info', `chat: signed in as ${member.userID}`)
        done()
      })
      .catch((error: unknown) => {
        member.hasLeft = true
        void this.signOutIfUnused()
        done()
        throw loginError(error, member.userID, userSig)
      })
  }

  /** From now on `member` hears nothing. */
  leave(member: Member): void {
    member.hasLeft = true
    member.abandon()
    this.members = this.members.filter((other) => other !== member)
    this.updateListening()
  }

  /**
   * Signs Chat out when nobody here uses it any more, and only if this package signed it in: the host's own sign-in
   * carries the host's own chats. Never rejects.
   */
  signOutIfUnused(): Promise<void> {
    return this.inTurn(() => {
      if (this.members.length > 0 || this.signedInByUs === '') return
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

  private signIn(member: Member, userSig: string): Promise<void> {
    const { userID } = member
    const current = this.members[0]?.userID
    if (current === userID) return Promise.resolve()
    if (current !== undefined) return Promise.reject(otherUser(userID, current))
    const ready = this.nextReady()
    return this.login(userID, userSig, ready).then((outcome) => {
      if (outcome === 'was signed in') return this.takeOver(member, userSig, ready)
      this.signedInByUs = userID
      // too late, whoever asked has been told that it failed: the account must not stay signed in
      if (member.hasLeft) void this.signOutIfUnused()
      return ready
    })
  }

  /** Somebody is signed in: fine if it is `userID`, and our own earlier user makes room. */
  private takeOver(member: Member, userSig: string, ready: Promise<void>): Promise<void> {
    return this.whoIsSignedIn(ready).then((owner) => {
      if (owner === undefined || owner === member.userID) return
      if (owner !== this.signedInByUs) throw otherUser(member.userID, owner)
      this.signedInByUs = ''
      return this.writer.logout().then(() => this.signIn(member, userSig))
    })
  }

  /** `was signed in`: Chat did nothing, because somebody is signed in; not necessarily `userID`. */
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

  private updateListening(): void {
    const needed = this.members.length > 0 || this.loginsUnderWay > 0
    if (needed === this.listening) return
    this.listening = needed
    if (!needed) this.waitingForReady = []
    for (const [event, listener] of this.listeners) {
      if (needed) this.chat.on(event, listener)
      else this.chat.off(event, listener)
    }
  }

  private onMessages(messages: unknown): void {
    if (Array.isArray(messages)) messages.forEach((message: unknown) => this.onMessage(message))
  }

  private onMessage(message: unknown): void {
    const [member] = this.members
    const signal = member && this.guard.read(message, member.userID)
    if (signal) this.tellOthers(null, signal)
  }

  private onNetworkChange(data: unknown): void {
    const online = (data as { state?: unknown } | undefined)?.state === 'connected'
    this.tell((member) => member.onSession({ kind: 'network', online }))
  }

  private onKickedOut(data: unknown): void {
    const reason = (data as { type?: unknown } | undefined)?.type
    const type = typeof reason === 'string' ? reason : 'unknown'
    this.platform.log('info', `chat: kicked out (${type})`)
    const code = type === 'userSigExpired' ? 3004 : 3003
    this.waitingForReady.splice(0).forEach(({ reject }) => reject({ code }))
    this.signOutAll({ kind: 'kicked', type })
  }

  /** Chat has signed everybody out. */
  private signOutAll(signal: SessionSignal): void {
    const members = this.members
    this.members = []
    this.signedInByUs = ''
    this.updateListening()
    members.forEach((member) => this.safely(() => member.onSession(signal)))
  }

  /** Whoever leaves while it goes round hears it no more. */
  private tell(notify: (member: Member) => void): void {
    this.members.slice().forEach((member) => {
      if (this.isMember(member)) this.safely(() => notify(member))
    })
  }

  private safely(run: () => void): void {
    try {
      run()
    } catch (error) {
      this.platform.log('error', `chat: a handler failed: ${String(error)}`)
    }
  }
}

function otherUser(wanted: UserID, current: UserID): CallingError {
  return new CallingError(
    'LOGIN_FAILED',
    `Signing in as "${wanted}" failed: this Chat SDK instance is signed in as "${current}". ` +
      `Sign "${current}" out first, or give "${wanted}" a Chat SDK instance of its own.`,
  )
}
