/** The account party: being signed in to Chat, and what follows from it. What it has to say leaves as events. */
import { CallingError, loginAborted, notSignedIn } from '../foundation/errors'
import type { Platform } from '../foundation/ports'
import { promised } from '../foundation/tools/deadline'
import type { CallingConfig } from '../foundation/options'
import type { SessionStatus } from '../foundation/calling-state'
import type { UserID } from '../foundation/types'
import type { SignedIn, SignedOut } from './hub'
import { Profiles } from './profiles'
import { createSignaling } from './signaling'
import type { Signaling, SignalingEvent } from './signaling'
import { UserSigs } from './user-sig'

export type AccountEvent =
  | SignalingEvent
  /** signed in */
  | { kind: 'ready' }
  /**
   * Chat has signed this device out; `type`: Chat's reason, null: the host did it, `otherUser`: and signed in another user.
   * `failure`: why it could not be signed in again
   */
  | { kind: 'signedOut'; type: string | null; failure?: unknown }
  | { kind: 'error'; error: CallingError }
  /** `status` is another one, or a profile is known */
  | { kind: 'changed' }

export type AccountOptions = Pick<
  CallingConfig,
  'sdkAppID' | 'userID' | 'tim' | 'userSig' | 'expiresAt' | 'renewUserSig'
>

export class Account {
  status: SessionStatus = 'signed-out'
  /** sends; null while signed out for good */
  signaling: Signaling | null = null
  readonly profiles: Profiles
  private readonly userSigs: UserSigs
  private signingIn: Promise<void> | null = null
  /** whom the host has signed in instead */
  private otherUser: UserID = ''

  constructor(
    private readonly options: AccountOptions,
    private readonly platform: Platform,
    private readonly emit: (event: AccountEvent) => void,
  ) {
    this.userSigs = new UserSigs(options, platform, (error) => emit({ kind: 'error', error }))
    this.profiles = new Profiles(
      () => this.signaling,
      () => emit({ kind: 'changed' }),
      () => platform.now(),
    )
  }

  /** A password: it goes to Chat's login and into the room's url, and nowhere else. */
  get userSig(): string {
    return this.userSigs.current
  }

  /** Where signatures come from, unless that is known. */
  useSource(renewUserSig: AccountOptions['renewUserSig']): void {
    this.userSigs.ask = this.userSigs.ask || renewUserSig
  }

  /** Another instance of this app is signed in through the same Chat SDK: it hears the same signals. */
  get isShared(): boolean {
    return this.signaling !== null && this.signaling.isShared()
  }

  /**
   * Signs in; a second call meanwhile waits for the first. While signed in, a newer UserSig is kept for the next time.
   * @param expiresAt when `userSig` expires, seconds since the epoch
   */
  login(userSig?: string, expiresAt?: number): Promise<void> {
    if (userSig !== undefined) this.userSigs.set(userSig, expiresAt)
    if (this.status === 'ready') {
      this.userSigs.schedule()
      return Promise.resolve()
    }
    return this.signInOnce().catch((error: unknown) => {
      if (error instanceof CallingError && error.reason === 'USER_SIG_EXPIRED') this.emit({ kind: 'error', error })
      throw error
    })
  }

  /** Why nothing can be sent while signed out. */
  refusal(): CallingError {
    return notSignedIn(this.options.userID, this.otherUser)
  }

  logout(): Promise<void> {
    const { signaling } = this
    if (!signaling) return Promise.resolve()
    this.close()
    return signaling.logout().then(() => signaling.dispose())
  }

  /** Changes the own profile in Chat. Rejects with NOT_LOGGED_IN, NETWORK_UNAVAILABLE, SEND_FAILED. */
  setSelfInfo(profile: { nick?: string; avatar?: string }): Promise<void> {
    const { signaling, profiles } = this
    if (!signaling) return Promise.reject(notSignedIn())
    const { userID } = this.options
    return signaling.setSelfInfo(profile).then(() => profiles.set({ userID, ...profile }))
  }

  /** Hears nothing any more; Chat stays as it is. */
  dispose(): void {
    if (this.signaling) this.signaling.dispose()
    this.close()
  }

  private close(): void {
    this.signaling = null
    this.signingIn = null
    this.setStatus('signed-out')
  }

  private signInOnce(): Promise<void> {
    const running = this.signingIn || this.signIn()
    this.signingIn = running
    const done = () => {
      if (this.signingIn === running) this.signingIn = null
    }
    running.then(done, done)
    return running
  }

  private signIn(): Promise<void> {
    this.setStatus('signing-in')
    let port = this.signaling
    // signed out or destroyed meanwhile
    const stillWanted = () => {
      if (this.signaling !== port) throw loginAborted()
    }
    return promised(() => {
      const { options, platform } = this
      const { emit } = this
      const onSignedOut = (event: SignedOut) => this.handleSignedOut(event)
      const onSignedIn = (event: SignedIn) => this.handleSignedIn(event)
      const handlers = { emit, onSignedOut, onSignedIn }
      const signaling = (this.signaling = port = port || createSignaling({ ...options, platform, ...handlers }))
      return this.userSigs.signIn((userSig) => {
        stillWanted()
        return signaling.login(userSig)
      })
    })
      .then(() => {
        stillWanted()
        this.handleReady()
      })
      .catch((error: unknown) => {
        if (this.signaling === port) this.setStatus('signed-out')
        throw error
      })
  }

  /** Signalling has signed itself out, and login() starts anew. */
  private handleSignedOut(event: SignedOut): void {
    const type = event.kind === 'kicked' ? event.type : null
    if (type === 'userSigExpired' && this.userSigs.expire()) {
      const { signaling } = this
      // a call does not notice, unless this fails
      this.signInOnce().catch((failure: unknown) => {
        if (this.signaling === signaling) this.emit({ kind: 'signedOut', type, failure })
      })
      return
    }
    this.setStatus('signed-out')
    this.emit({ kind: 'signedOut', type })
  }

  private handleReady(): void {
    this.setStatus('ready')
    this.emit({ kind: 'ready' })
    this.signaling?.readHistory()
  }

  /** The host has signed its Chat in again, with a UserSig of its own. */
  private handleSignedIn(event: SignedIn): void {
    if (event.kind === 'otherUser') {
      this.otherUser = event.userID
      return this.emit({ kind: 'signedOut', type: 'otherUser' })
    }
    this.handleReady()
    this.userSigs.schedule()
  }

  private setStatus(status: SessionStatus): void {
    this.status = status
    if (status === 'ready') this.otherUser = ''
    if (status === 'signed-out') this.userSigs.stop()
    this.emit({ kind: 'changed' })
  }
}
