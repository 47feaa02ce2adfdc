// eslint-disable-next-line @typescript-eslint/triple-slash-reference -- brings the declaration along wherever this file is compiled
/// <reference path="./sdk/tsignaling-wx.d.ts" />
/**
 * Writes signalling messages, through tsignaling and one at a time. tsignaling hears nothing here: whatever arrives is
 * read by guard.ts, so a hostile message cannot reach it, and its registry of invitations, its timers and its lock
 * cannot disagree with the call that is under way. What an operation has to know comes with the operation.
 */
import TSignaling from 'tsignaling/tsignaling-wx.js'
import type { ChatSDK } from './sdk/sdk'
import type { InvitationRef, InviteRequest, Platform } from '../foundation/ports'
import type { ChatMessage, UserID } from '../foundation/types'
import { NETWORK_TIMEOUT, sendError } from './sdk/errors'
import { CallingError } from '../foundation/errors'
import { deadline, promised } from '../foundation/tools/deadline'
import { randomUUID } from '../foundation/tools/random'
import type { Action } from './envelope'

/** A send without an acknowledgement counts as failed after this, so that the next one gets its turn. Milliseconds. */
const SEND_TIMEOUT = 15_000

/** tsignaling's log level that prints nothing; at others it prints the UserSig. */
const SILENT = 4

/** Automatic answers that may wait; without acknowledgements nobody is helped by more. */
const MAX_WAITING = 16

/** `automatic`: sent without the user, so it never delays what the user does. */
export type Lane = 'user' | 'automatic'

/** What an operation on an invitation sends. */
export type Answer = Exclude<Action, 'invite'>

interface Sent {
  code: number
  message?: string
  data?: { message?: unknown }
}

export class SignalWriter {
  private readonly engine: UnarmedTSignaling
  /** what the user does, and what is answered without the user: each one after the other, neither waits for the other */
  private readonly lanes: { [L in Lane]: Promise<unknown> } = { user: Promise.resolve(), automatic: Promise.resolve() }
  /** automatic answers that wait for their turn */
  private waiting = 0

  constructor(
    sdkAppID: number,
    chat: ChatSDK,
    private readonly platform: () => Platform,
  ) {
    this.engine = new UnarmedTSignaling(sdkAppID, chat)
  }

  /** Names the account that invites from now on, and signs it in. Rejects as the Chat SDK does. */
  login(userID: UserID, userSig: string): Promise<unknown> {
    return this.engine.login({ userID, userSig })
  }

  logout(): Promise<unknown> {
    return this.engine.logout()
  }

  /**
   * Sends an invitation at once. `sent` resolves with the message, and rejects with a CallingError; it is not bounded:
   * see `bounded`.
   */
  invite(request: InviteRequest): { inviteID: string; sent: Promise<ChatMessage | undefined> } {
    const { invitees, groupID, data, timeout, offlinePushInfo, onlineOnly } = request
    const common = {
      data,
      timeout,
      ...(onlineOnly && { onlineUserOnly: true }),
      ...(offlinePushInfo && { offlinePushInfo }),
    }
    const inviteID = randomUUID(this.platform().random)
    this.engine.inviteID = inviteID
    const acknowledged = new Promise<void>((resolve, reject) => {
      const onError = (code: number, message: string) =>
        reject(sendError({ code, message }, groupID || invitees.join()))
      if (groupID === '') this.engine.inviteSync({ ...common, userID: invitees[0] ?? '' }, resolve, onError)
      else this.engine.inviteInGroupSync({ ...common, groupID, inviteeList: invitees.slice() }, resolve, onError)
    })
    return { inviteID, sent: acknowledged.then(() => this.engine.takeMessage(inviteID)) }
  }

  /**
   * Sends an answer to an invitation, after the answers of its lane that were asked for before it. Rejects with a
   * CallingError.
   *
   * @param beforeSend called when its turn has come; what it throws is the outcome, and nothing is sent
   */
  answer(
    action: Answer,
    invitation: InvitationRef,
    data: string,
    self: UserID,
    lane: Lane,
    beforeSend: () => void,
  ): Promise<ChatMessage | undefined> {
    const { inviteID, inviter, invitees, groupID } = invitation
    const isAutomatic = lane === 'automatic'
    if (isAutomatic && this.waiting >= MAX_WAITING) return Promise.reject(tooMany())
    if (isAutomatic) this.waiting += 1
    const turn = this.lanes[lane].then(() => {
      if (isAutomatic) this.waiting -= 1
      beforeSend()
      const sent = this.bounded(promised(() => this.engine.send(action, invitation, data, self)))
      const release = () => this.engine.release(inviteID)
      sent.then(release, release)
      return sent.then(messageOf).catch((error: unknown) => {
        throw sendError(error, groupID || (self === inviter ? invitees.join() : inviter))
      })
    })
    this.lanes[lane] = turn.catch(() => undefined)
    return turn
  }

  /** Rejects as the Chat SDK does without a network, when there is no acknowledgement in time. */
  bounded<T>(sending: Promise<T>): Promise<T> {
    return deadline(this.platform(), SEND_TIMEOUT, sending, () => ({
      code: NETWORK_TIMEOUT,
      message: 'no acknowledgement',
    }))
  }
}

/** tsignaling with its timers unarmed, and its registry and lock in our hands. */
class UnarmedTSignaling extends TSignaling {
  /** of the next invitation: the SDK draws its ids with `Math.random` */
  inviteID = ''

  constructor(sdkAppID: number, chat: ChatSDK) {
    silence()
    super({ SDKAppID: sdkAppID, tim: senderOnly(chat), offlineSupport: false })
  }

  /** Runs an operation of the SDK on an invitation, whether it has heard of it or not. */
  send(action: Answer, invitation: InvitationRef, data: string, self: UserID): Promise<Sent> {
    const { inviteID, inviter, groupID } = invitation
    const asInviter = inviter === self
    const inviteeList = asInviter ? invitation.invitees.slice() : [self]
    // closed by an answer of the other lane
    this._isHandling = false
    this._inviteInfoMap.set(inviteID, { inviteID, inviter, groupID, inviteeList, message: {} })
    if (action === 'timeout') {
      return this._sendTimeoutNotice({ inviteID, inviter, groupID, inviteeList, data }, asInviter)
    }
    return this[action]({ inviteID, data })
  }

  /** Ends an operation: drops the invitation, and opens the lock that a failed send has left closed. */
  release(inviteID: string): void {
    this._inviteInfoMap.delete(inviteID)
    this._isHandling = false
  }

  /** The message of an acknowledged invitation, which the SDK would keep for ever if it has no ring time. */
  takeMessage(inviteID: string): ChatMessage | undefined {
    const message = this._inviteInfoMap.get(inviteID)?.message
    this._inviteInfoMap.delete(inviteID)
    return message as ChatMessage | undefined
  }

  protected override _sendCustomMessageSync(to: string, envelope: { inviteID: string }, ...rest: unknown[]): void {
    envelope.inviteID = this.inviteID
    super._sendCustomMessageSync(to, envelope, ...rest)
  }

  /** The shell owns all timers: one that fires after the call, or a second time, would end the next call. */
  protected override _startTimer(): void {}
}

/** The level is the SDK module's own, and it must be set before the first constructor prints. */
function silence(): void {
  TSignaling.prototype.setLogLevel.call({ _tim: { setLogLevel: () => {} } }, SILENT)
}

/** The Chat SDK as tsignaling gets it: it may sign in and send, and hears nothing. */
function senderOnly(chat: ChatSDK): object {
  return {
    on: () => {},
    setLogLevel: () => {},
    login: chat.login.bind(chat),
    logout: chat.logout.bind(chat),
    createCustomMessage: chat.createCustomMessage.bind(chat),
    sendMessage: chat.sendMessage.bind(chat),
  }
}

function tooMany(): CallingError {
  return new CallingError('TOO_FREQUENT', 'An automatic answer was dropped: too many of them wait already.')
}

function messageOf(sent: Sent): ChatMessage | undefined {
  // `sendMessage` may resolve and have failed all the same
  // eslint-disable-next-line @typescript-eslint/only-throw-error -- translated by the caller, like a rejection of the SDK
  if (sent.code !== 0) throw sent
  return sent.data?.message as ChatMessage | undefined
}
