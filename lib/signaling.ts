/** The port to tsignaling: sends invitations and answers, and turns what arrives into signals. */
import { BoundedMap } from './signaling/bounded-map'
import { NETWORK_TIMEOUT, profileError, sendError } from './signaling/chat-errors'
import { type ChatHub, type Member, hubOf } from './signaling/chat-hub'
import { type ChatSDK, asChatSDK, loadChat } from './chat-sdk'
import { deadline, promised } from './signaling/deadline'
import { CallingError } from './errors'
import type {
  InvitationRef,
  InviteRequest,
  Platform,
  Sending,
  SessionSignal,
  Signal,
  SignalingHandlers,
  SignalingPort,
} from './ports'
import type { Answer } from './signaling/signal-writer'
import type { ChatMessage, Profile, UserID } from './types'

/** `logout` waits no longer than this for messages under way. Milliseconds. */
const LOGOUT_GRACE = 3000
/** Invitations under way, and failed ones that were neither cancelled nor forgotten. */
const REMEMBERED_INVITATIONS = 256

export interface SignalingOptions {
  sdkAppID: number
  userID: UserID
  /** the host's Chat SDK instance; without one the app's `tim-wx-sdk` makes one */
  tim?: unknown
  platform: Platform
  handlers: SignalingHandlers
}

/**
 * @throws CallingError CHAT_SDK_MISSING: no `tim` and no `tim-wx-sdk`; INVALID_PARAMETER: `tim` is no Chat SDK instance
 */
export function createSignaling(options: SignalingOptions): SignalingPort {
  const { sdkAppID, tim, platform } = options
  const chat = tim === undefined || tim === null ? loadChat(sdkAppID) : asChatSDK(tim)
  return new Signaling(options, chat, hubOf(chat, sdkAppID, platform))
}

/** An invitation of ours whose acknowledgement is still out, or that was never sent. */
interface Outgoing {
  /** `lost`: it certainly reached nobody */
  fate: Promise<'delivered' | 'lost'>
  /** an answer has come: it was delivered, whatever the acknowledgement says */
  confirm(): void
}

interface Session {
  member: Member
  joined: Promise<void>
  /** makes the login fail if it is still under way */
  abandon(): void
}

class Signaling implements SignalingPort {
  private session: Session | null = null
  private readonly outgoing = new BoundedMap<string, Outgoing>(REMEMBERED_INVITATIONS)
  /** false after logout and dispose: what is sent late is nobody's news */
  private reporting = true
  /** operations under way */
  private readonly underWay = new Set<Promise<unknown>>()

  constructor(
    private readonly options: SignalingOptions,
    private readonly chat: ChatSDK,
    private readonly hub: ChatHub,
  ) {}

  login(userID: UserID, userSig: string): Promise<void> {
    if (userID !== this.options.userID) {
      const message = `login() is for "${this.options.userID}", the userID this instance was made for; got "${userID}".`
      return Promise.reject(new CallingError('INVALID_PARAMETER', message))
    }
    if (this.session) return this.session.joined
    const session = this.openSession(userSig)
    this.session = session
    this.reporting = true
    session.joined.catch(() => {
      if (this.session === session) this.session = null
    })
    return session.joined
  }

  logout(): Promise<void> {
    this.closeSession()
    return this.quiet().then(() => {
      // unless somebody has called login() meanwhile
      if (!this.session) this.reporting = false
      return this.hub.signOutIfUnused()
    })
  }

  invite(request: InviteRequest): Sending {
    const refusal = this.refusal()
    if (refusal) return { inviteID: '', sent: Promise.reject(refusal) }
    const { invitees, groupID } = request
    const { inviteID, sent: acknowledged } = this.hub.writer.invite(request)
    this.hub.guard.noteInvite(inviteID, this.options.userID, invitees, groupID)
    acknowledged.then(
      (message) => this.onSent(message),
      () => {},
    )
    const sent = this.settleInvitation(inviteID, acknowledged, groupID || invitees.join())
    this.track(sent)
    return { inviteID, sent }
  }

  accept(invitation: InvitationRef, data: string): Promise<void> {
    return this.operate(() => this.answer('accept', invitation, data))
  }

  reject(invitation: InvitationRef, data: string): Promise<void> {
    return this.operate(() => this.answer('reject', invitation, data))
  }

  cancel(invitation: InvitationRef, data: string): Promise<void> {
    const { inviteID, invitees } = invitation
    return this.operate(() =>
      Promise.resolve(this.outgoing.get(inviteID)?.fate).then((fate) => {
        this.outgoing.delete(inviteID)
        if (fate !== 'lost' && invitees.length > 0) return this.answer('cancel', invitation, data)
      }),
    )
  }

  timeout(invitation: InvitationRef, data: string): Promise<void> {
    return this.operate(() =>
      invitation.invitees.length > 0 ? this.answer('timeout', invitation, data) : Promise.resolve(),
    )
  }

  forget(inviteID: string): void {
    this.outgoing.delete(inviteID)
  }

  isShared(): boolean {
    return this.session !== null && this.hub.hasOthers(this.session.member)
  }

  getProfiles(userIDs: UserID[]): Promise<Profile[]> {
    return promised(() => this.chat.getUserProfile?.({ userIDList: userIDs.slice() }))
      .then((answer) => (Array.isArray(answer?.data) ? readProfiles(answer.data) : []))
      .catch(() => [])
  }

  setSelfInfo(info: { nick?: string; avatar?: string }): Promise<void> {
    return this.operate(() =>
      promised(() => {
        if (this.chat.updateMyProfile) return this.chat.updateMyProfile(info)
        throw new CallingError('SEND_FAILED', 'This Chat SDK cannot change profiles: it has no updateMyProfile().')
      }).then(
        () => {},
        (error: unknown) => {
          throw profileError(error)
        },
      ),
    )
  }

  dispose(): void {
    this.reporting = false
    this.closeSession()
  }

  /* ---------------------------------------------------------------- session */

  private openSession(userSig: string): Session {
    let abandon = () => {}
    const left = new Promise<never>((_, reject) => {
      abandon = () =>
        reject(new CallingError('ABORTED', 'login() was cut short by logout() or by the end of its owner.'))
    })
    // nobody listens once the login is done
    left.catch(() => {})
    const member: Member = {
      userID: this.options.userID,
      left,
      hasLeft: false,
      onSignal: (signal) => this.onSignal(signal),
      onSession: (signal) => this.onSession(signal),
    }
    return { member, abandon, joined: this.hub.join(member, userSig) }
  }

  private closeSession(): void {
    const session = this.session
    this.session = null
    if (!session) return
    session.abandon()
    this.hub.leave(session.member)
  }

  /** Why nothing can be sent now, or null. */
  private refusal(): CallingError | null {
    if (this.session && this.hub.isMember(this.session.member)) return null
    return new CallingError('NOT_LOGGED_IN', 'Not signed in: call login() and wait for it before anything is sent.')
  }

  private onSignal(signal: Signal): void {
    if (signal.kind === 'accept' || signal.kind === 'reject' || signal.kind === 'timeout') {
      this.outgoing.get(signal.inviteID)?.confirm()
    }
    this.options.handlers.onSignal(signal)
  }

  private onSession(signal: SessionSignal): void {
    if (signal.kind !== 'network') this.session = null
    this.options.handlers.onSession(signal)
  }

  /* ---------------------------------------------------------------- sending */

  /** Runs what may only be done while signed in; `logout` waits for it. */
  private operate(operation: () => Promise<void>): Promise<void> {
    const refusal = this.refusal()
    if (refusal) return Promise.reject(refusal)
    const result = operation()
    this.track(result)
    return result
  }

  private answer(action: Answer, invitation: InvitationRef, data: string): Promise<void> {
    const { guard, writer } = this.hub
    const { inviteID, inviter, groupID } = invitation
    const member = this.session && this.session.member
    const beforeSend = () => {
      const isResponse = action === 'accept' || action === 'reject'
      if (isResponse && guard.isOver(inviter, inviteID)) throw gone(action)
      guard.noteOwn(action, inviteID)
      // to the other instances on this Chat SDK it is as if another device had answered
      if (isResponse) this.hub.tellOthers(member, { kind: 'elsewhere', action, inviteID, inviter, groupID, data })
    }
    return writer
      .answer(action, invitation, data, this.options.userID, beforeSend)
      .then((message) => this.onSent(message))
      .catch((error: unknown) => {
        guard.forgetOwn(action, inviteID)
        throw error
      })
  }

  /** Settles with the acknowledgement, with an answer that comes before it, or at the end of patience. */
  private settleInvitation(inviteID: string, acknowledged: Promise<unknown>, recipient: string): Promise<void> {
    let confirm = () => {}
    const confirmed = new Promise<void>((resolve) => (confirm = resolve))
    const sent = this.hub.writer.bounded(Promise.race([acknowledged, confirmed])).then(
      () => {},
      (error: unknown) => {
        throw sendError(error, recipient)
      },
    )
    const fate = sent.then(
      (): 'delivered' => {
        this.outgoing.delete(inviteID)
        return 'delivered'
      },
      // without an answer from the server it may have been delivered all the same
      (error: unknown) => (sdkCodeOf(error) === NETWORK_TIMEOUT ? 'delivered' : 'lost'),
    )
    this.outgoing.set(inviteID, { fate, confirm })
    return sent
  }

  private track(sending: Promise<unknown>): void {
    const done = () => this.underWay.delete(sending)
    this.underWay.add(sending)
    sending.then(done, done)
  }

  /** Resolves when what is under way now is done, at the latest after `LOGOUT_GRACE`. */
  private quiet(): Promise<unknown> {
    const settled = Array.from(this.underWay).map((sending) => sending.catch(() => {}))
    return deadline(this.options.platform, LOGOUT_GRACE, Promise.all(settled), () => null).catch(() => {})
  }

  private onSent(message: ChatMessage | undefined): void {
    if (message && this.reporting) this.options.handlers.onSent(message)
  }
}

function gone(action: Answer): CallingError {
  return new CallingError('INVITATION_GONE', `Cannot ${action} the invitation: the inviter has ended it meanwhile.`)
}

function sdkCodeOf(error: unknown): number | undefined {
  return error instanceof CallingError ? error.sdkCode : undefined
}

/** Keeps what has the shape of a profile. */
function readProfiles(entries: unknown[]): Profile[] {
  const profiles: Profile[] = []
  for (const entry of entries) {
    const { userID, nick, avatar } = (entry ?? {}) as Partial<Record<string, unknown>>
    if (typeof userID !== 'string' || userID === '') continue
    profiles.push({
      userID,
      nick: typeof nick === 'string' ? nick : '',
      avatar: typeof avatar === 'string' ? avatar : '',
    })
  }
  return profiles
}
