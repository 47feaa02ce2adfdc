import { loginAborted } from '../foundation/errors'
import type { Platform, SessionSignal, SignalingHandlers, SignalingPort } from '../foundation/ports'
import { createSignaling } from './signaling'
import { promised } from '../foundation/deadline'
import type { SessionStatus, UserID } from '../foundation/types'
import type { UserSigs } from './user-sig'

export interface Account {
  sdkAppID: number
  userID: UserID
  /** an existing Chat SDK instance; undefined: one of our own */
  tim: unknown
}

export interface SessionHost {
  onSignal: SignalingHandlers['onSignal']
  onSent: SignalingHandlers['onSent']
  onNetwork(online: boolean): void
  /** signed in */
  onReady(): void
  /**
   * Chat has signed this device out; `type`: it was thrown out for that reason, null: the host did it.
   * `failure`: why it could not be signed in again
   */
  onSignedOut(type: string | null, failure?: unknown): void
  /** `status` is another one */
  changed(): void
}

/** Being signed in to signalling. */
export class Session {
  status: SessionStatus = 'signed-out'
  /** null while signed out for good */
  signaling: SignalingPort | null = null
  private signingIn: Promise<void> | null = null

  constructor(
    private readonly account: Account,
    private readonly userSigs: UserSigs,
    private readonly platform: Platform,
    private readonly host: SessionHost,
  ) {}

  /** Another instance of this app is signed in through the same Chat SDK. */
  get isShared(): boolean {
    return this.signaling !== null && this.signaling.isShared()
  }

  /** Signs in; a second call meanwhile waits for the first. While signed in, a newer UserSig is kept for the next time. */
  login(): Promise<void> {
    if (this.status === 'ready') {
      this.userSigs.schedule()
      return Promise.resolve()
    }
    return this.signInOnce()
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

  logout(): Promise<void> {
    const { signaling } = this
    if (!signaling) return Promise.resolve()
    this.close()
    return signaling.logout().then(() => signaling.dispose())
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

  private signIn(): Promise<void> {
    this.setStatus('signing-in')
    let port = this.signaling
    // signed out or destroyed meanwhile
    const stillWanted = () => {
      if (this.signaling !== port) throw loginAborted()
    }
    return promised(() => {
      const signaling = (this.signaling = port = port || this.createSignaling())
      return this.userSigs.signIn((userSig) => {
        stillWanted()
        return signaling.login(userSig)
      })
    })
      .then(() => {
        stillWanted()
        this.setStatus('ready')
        this.host.onReady()
      })
      .catch((error: unknown) => {
        if (this.signaling === port) this.setStatus('signed-out')
        throw error
      })
  }

  private createSignaling(): SignalingPort {
    const handlers: SignalingHandlers = {
      onSignal: (signal) => this.host.onSignal(signal),
      onSent: (message) => this.host.onSent(message),
      onSession: (signal) => this.onSession(signal),
    }
    return createSignaling({ ...this.account, platform: this.platform, handlers })
  }

  private onSession(signal: SessionSignal): void {
    if (signal.kind === 'network') return this.host.onNetwork(signal.online)
    // signalling has signed itself out, and login() starts anew
    const type = signal.kind === 'kicked' ? signal.type : null
    if (type === 'userSigExpired' && this.userSigs.expire()) {
      const { signaling } = this
      // a call does not notice, unless this fails
      this.signInOnce().catch((error: unknown) => {
        if (this.signaling === signaling) this.host.onSignedOut(type, error)
      })
      return
    }
    this.setStatus('signed-out')
    this.host.onSignedOut(type)
  }

  private setStatus(status: SessionStatus): void {
    this.status = status
    if (status === 'signed-out') this.userSigs.stop()
    this.host.changed()
  }
}
