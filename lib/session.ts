import { loadChat } from './chat-sdk'
import { CallingError } from './errors'
import type { Platform, SessionSignal, SignalingHandlers, SignalingPort } from './ports'
import { createSignaling } from './signaling'
import type { SessionStatus, UserID } from './types'

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
  /** Chat has signed this device out; `type`: it was thrown out for that reason, null: the host did it */
  onSignedOut(type: string | null): void
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
    private readonly platform: Platform,
    private readonly host: SessionHost,
  ) {}

  /** Another instance of this app is signed in through the same Chat SDK. */
  get isShared(): boolean {
    return this.signaling !== null && this.signaling.isShared()
  }

  /** Signs in; a second call meanwhile waits for the first. */
  login(userSig: string): Promise<void> {
    const running = this.signingIn || this.signIn(userSig)
    this.signingIn = running
    const done = () => {
      if (this.signingIn === running) this.signingIn = null
    }
    running.then(done, done)
    return running
  }

  async logout(): Promise<void> {
    const { signaling } = this
    if (!signaling) return
    this.signaling = null
    this.setStatus('signed-out')
    await signaling.logout()
    signaling.dispose()
  }

  /** Hears nothing any more; Chat stays as it is. */
  dispose(): void {
    if (this.signaling) this.signaling.dispose()
    this.signaling = null
    this.status = 'signed-out'
  }

  private async signIn(userSig: string): Promise<void> {
    const { sdkAppID, userID, tim } = this.account
    this.setStatus('signing-in')
    try {
      if (!this.signaling) {
        const chat = tim === undefined ? loadChat(sdkAppID) : tim
        this.signaling = createSignaling({
          sdkAppID,
          userID,
          tim: chat,
          platform: this.platform,
          handlers: this.handlers(),
        })
      }
      await this.signaling.login(userID, userSig)
    } catch (error) {
      this.setStatus('signed-out')
      throw error
    }
    // signed out or destroyed meanwhile
    if (!this.isOpen()) throw new CallingError('ABORTED', 'Signed out while signing in. Call login() again.')
    this.setStatus('ready')
    this.host.onReady()
  }

  private isOpen(): boolean {
    return this.signaling !== null
  }

  private handlers(): SignalingHandlers {
    return {
      onSignal: (signal) => this.host.onSignal(signal),
      onSent: (message) => this.host.onSent(message),
      onSession: (signal) => this.onSession(signal),
    }
  }

  private onSession(signal: SessionSignal): void {
    if (signal.kind === 'network') return this.host.onNetwork(signal.online)
    // signalling has signed itself out, and login() starts anew
    this.setStatus('signed-out')
    this.host.onSignedOut(signal.kind === 'kicked' ? signal.type : null)
  }

  private setStatus(status: SessionStatus): void {
    this.status = status
    this.host.changed()
  }
}
