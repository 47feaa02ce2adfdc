/** The port to tsignaling: sends invitations and answers, and turns what arrives into signals. */
import { BoundedMap } from '../foundation/tools/bounded-map'
import { NETWORK_TIMEOUT, profileError, sendError } from './sdk/errors'
import {
  type ChatHub,
  type HubEvent,
  type HubSeat,
  type SignalsEvent,
  type SignedIn,
  type SignedOut,
  hubOf,
} from './hub'
import { type ChatSDK, asChatSDK, loadChat } from './sdk/sdk'
import { deadline, promised } from '../foundation/tools/deadline'
import { CallingError, loginAborted, notSignedIn } from '../foundation/errors'
import { safeAvatar, visibleNick } from '../foundation/names'
import type { InvitationRef, InviteRequest, Platform, Sending } from '../foundation/ports'
import type { Answer, Lane } from './writer'
import type { ChatMessage, Profile, UserID } from '../foundation/types'

/** `logout` waits no longer than this for messages under way. Milliseconds. */
const LOGOUT_GRACE = 3000
/** Invitations under way, and failed ones that were neither cancelled nor forgotten. */
const REMEMBERED_INVITATIONS = 256

export type SignalingEvent =
  | SignalsEvent
  /** a message of ours was sent */
  | { kind: 'sent'; message: ChatMessage }
  | { kind: 'network'; online: boolean }

export interface SignalingOptions {
  sdkAppID: number
  userID: UserID
  /** the host's Chat SDK instance; without one the app's `tim-wx-sdk` makes one */
  tim?: unknown
  platform: Platform
  emit: (event: SignalingEvent) => void
  /** Chat has signed this account out, and so this instance */
  onSignedOut: (event: SignedOut) => void
  /** the host has signed Chat in again */
  onSignedIn: (event: SignedIn) => void
}

/**
 * @throws CallingError CHAT_SDK_MISSING: no `tim` and no `tim-wx-sdk`; INVALID_PARAMETER: `tim` is no Chat SDK instance
 */
export function createSignaling(options: SignalingOptions): Signaling {
  const { sdkAppID, tim, platform } = options
  const chat = tim === undefined || tim === null ? loadChat(sdkAppID) : asChatSDK(tim)
  return new Signaling(options, chat, hubOf(chat, sdkAppID, platform))
}

/** An invitation of ours whose acknowledgement is still out, or that was never sent. */
interface Outgoing {
  /** `lost`: it certainly did not arrive */
  fate: Promise<'delivered' | 'lost'>
  /** an answer has come: it was delivered, whatever the acknowledgement says */
  confirm(): void
}

/** Operations never throw; failures arrive through the promises, as CallingError. */
export class Signaling {
  /** null while signed out */
  private seat: HubSeat | null = null
  /** the one that was lost because the host signed Chat out: the host may sign it in again */
  private lostSeat: HubSeat | null = null
  /** of that seat: resolves when it is signed in */
  private joined = Promise.resolve()
  private readonly outgoing = new BoundedMap<string, Outgoing>(REMEMBERED_INVITATIONS)
  /** false after logout and dispose: what is acknowledged later is not reported */
  private reporting = true
  /** operations under way */
  private readonly underWay = new Set<Promise<unknown>>()

  constructor(
    private readonly options: SignalingOptions,
    private readonly chat: ChatSDK,
    private readonly hub: ChatHub,
  ) {}

  login(userSig: string): Promise<void> {
    if (this.seat) return this.joined
    this.leave()
    const seat = this.createSeat()
    this.seat = seat
    this.joined = this.hub.join(seat, userSig)
    this.reporting = true
    this.joined.catch(() => {
      if (this.seat === seat) this.seat = null
    })
    return this.joined
  }

  logout(): Promise<void> {
    this.leave()
    return this.quiet().then(() => {
      // unless login() was called meanwhile
      if (!this.seat) this.reporting = false
      return this.hub.signOutIfUnused()
    })
  }

  /** Reports the calls that began before the sign-in and still ring, once they are found. */
  readHistory(): void {
    const { seat } = this
    if (seat && !this.hub.hasOthers(seat)) this.hub.readHistory(seat)
  }

  invite(request: InviteRequest): Sending {
    const refusal = this.refusal()
    if (refusal) return { inviteID: '', sent: Promise.reject(refusal) }
    const { invitees, groupID, onlineOnly } = request
    const { inviteID, sent: acknowledged } = this.hub.writer.invite(request)
    this.hub.guard.noteInvite(inviteID, this.options.userID, invitees, groupID)
    acknowledged.then(
      (message) => this.onSent(message, !onlineOnly),
      () => {},
    )
    const sent = this.settleInvitation(inviteID, acknowledged, groupID || invitees.join())
    this.track(sent)
    return { inviteID, sent }
  }

  /** @param lane `automatic`: without the user */
  accept(invitation: InvitationRef, data: string, lane: Lane = 'user'): Promise<void> {
    return this.operate(() => this.answer('accept', invitation, data, lane))
  }

  reject(invitation: InvitationRef, data: string, lane: Lane = 'user'): Promise<void> {
    return this.operate(() => this.answer('reject', invitation, data, lane))
  }

  cancel(invitation: InvitationRef, data: string): Promise<void> {
    const { inviteID } = invitation
    return this.operate(() =>
      Promise.resolve(this.outgoing.get(inviteID)?.fate).then((fate) => {
        this.outgoing.delete(inviteID)
        if (fate !== 'lost') return this.answer('cancel', invitation, data, 'user')
      }),
    )
  }

  timeout(invitation: InvitationRef, data: string): Promise<void> {
    return this.operate(() => this.answer('timeout', invitation, data, 'automatic'))
  }

  forget(inviteID: string): void {
    this.outgoing.delete(inviteID)
  }

  isShared(): boolean {
    return this.seat !== null && this.hub.hasOthers(this.seat)
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
    this.leave()
  }

  /* ---------------------------------------------------------------- session */

  private createSeat(): HubSeat {
    let abandon = () => {}
    const left = new Promise<never>((_, reject) => {
      abandon = () => reject(loginAborted())
    })
    // not listened to once the login is done
    left.catch(() => {})
    return {
      userID: this.options.userID,
      platform: this.options.platform,
      left,
      abandon,
      hasLeft: false,
      handle: (event) => this.handleHub(event),
    }
  }

  private leave(): void {
    const { seat, lostSeat } = this
    this.seat = this.lostSeat = null
    for (const one of [seat, lostSeat]) if (one) this.hub.leave(one)
  }

  /** Why nothing can be sent now, or null. */
  private refusal(): CallingError | null {
    return this.hub.isSeated(this.seat) ? null : notSignedIn()
  }

  private handleHub(event: HubEvent): void {
    const { emit, onSignedOut, onSignedIn } = this.options
    if (event.kind === 'kicked' || event.kind === 'notReady') {
      this.lostSeat = event.kind === 'notReady' ? this.seat : null
      this.seat = null
      return onSignedOut(event)
    }
    if (event.kind === 'signedIn' || event.kind === 'otherUser') {
      this.seat = event.kind === 'signedIn' ? this.lostSeat : null
      this.lostSeat = null
      return onSignedIn(event)
    }
    if (event.kind === 'signals') {
      for (const { kind, inviteID } of event.signals) {
        if (kind === 'accept' || kind === 'reject' || kind === 'timeout') this.outgoing.get(inviteID)?.confirm()
      }
    }
    emit(event)
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

  private answer(action: Answer, invitation: InvitationRef, data: string, lane: Lane): Promise<void> {
    const { guard, writer } = this.hub
    const { seat, options } = this
    const { userID } = options
    const { inviteID, inviter, invitees, groupID } = invitation
    // all have answered: no one is left to be told
    if (!invitees.length) return Promise.resolve()
    if (action === 'accept' && lane === 'user') guard.notePartner(inviter)
    const beforeSend = () => {
      const isResponse = action === 'accept' || action === 'reject'
      if (isResponse && guard.isOver(inviter, inviteID)) throw gone(action)
      guard.noteOwn(action, inviteID)
      if (!isResponse) return
      // to the other instances on this Chat SDK it is as if another device had answered
      const about = { inviteID, inviter, inviteeList: [userID], groupID, data }
      const signal = { kind: action, from: userID, ...about, timeout: 0, age: 0 }
      this.hub.deliver({ kind: 'signals', signals: [signal], isHistory: false }, seat)
    }
    return writer
      .answer(action, invitation, data, userID, lane, beforeSend)
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

  private onSent(message: ChatMessage | undefined, reported = true): void {
    this.hub.noteSent(message)
    if (message && reported && this.reporting) this.options.emit({ kind: 'sent', message })
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
      nick: visibleNick(nick),
      avatar: safeAvatar(avatar),
    })
  }
  return profiles
}
