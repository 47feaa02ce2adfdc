/**
 * Decides which of the messages that arrive are signals for this device. Chat tells who sent a message (`from`, set by
 * the server) and nothing else can be trusted: any user may send any envelope. A message that does not pass is dropped
 * with a line in the debug log; the others of its batch are not touched. All memory is bounded.
 */
import type { Signal } from '../foundation/ports'
import type { UserID } from '../foundation/types'
import { BoundedMap } from '../foundation/bounded-map'
import { type Action, readEnvelope } from './envelope'

/** Invites one sender may send at once, notices (hangup, media switch) included. */
export const INVITE_BURST = 30
/** Invites per second that come on top, as time passes. */
export const INVITE_REFILL = 2

const REMEMBERED_MESSAGES = 1024
const REMEMBERED_INVITATIONS = 256
const REMEMBERED_SENDERS = 128

interface Invitation {
  invitees: UserID[]
  groupID: string
  /** cancelled, or given up by its inviter */
  isOver: boolean
}

interface Allowance {
  tokens: number
  /** monotonic milliseconds */
  at: number
}

export class ChatGuard {
  private readonly seen = new BoundedMap<string, true>(REMEMBERED_MESSAGES)
  private readonly ownActions = new BoundedMap<string, true>(REMEMBERED_MESSAGES)
  /** by inviter and inviteID: ids are made up by the inviters, so two of them may hit on the same one */
  private readonly invitations = new BoundedMap<string, Invitation>(REMEMBERED_INVITATIONS)
  private readonly allowances = new BoundedMap<UserID, Allowance>(REMEMBERED_SENDERS)

  /**
   * @param now monotonic milliseconds
   * @param log one line per dropped message
   */
  constructor(
    private readonly now: () => number,
    private readonly log: (line: string) => void,
  ) {}

  /**
   * Reads one message. Never throws, whatever the message is.
   *
   * @param self the account that is signed in
   * @returns null for everything that is no signal for this device
   */
  read(message: unknown, self: UserID): Signal | null {
    try {
      const signal = readEnvelope(message)
      if (signal === null) return null
      const problem = typeof signal === 'string' ? signal : this.objection(signal, self)
      if (typeof signal === 'string' || problem !== null) {
        this.log(`chat: dropped a signalling message: ${problem}`)
        return null
      }
      this.remember(signal)
      return signal
    } catch {
      this.log('chat: dropped a message that cannot be read')
      return null
    }
  }

  /** Notes an invitation of our own, so that answers to it can be told from made-up ones. */
  noteInvite(inviteID: string, inviter: UserID, invitees: UserID[], groupID: string): void {
    this.noteOwn('invite', inviteID)
    this.invitations.set(nameOf(inviter, inviteID), { invitees: invitees.slice(), groupID, isOver: false })
  }

  /** Notes what this device sends: should it come back, it was not another device of the account. */
  noteOwn(action: Action, inviteID: string): void {
    this.ownActions.set(`${action} ${inviteID}`, true)
  }

  /** Takes back a `noteOwn` whose message was not sent. */
  forgetOwn(action: Action, inviteID: string): void {
    this.ownActions.delete(`${action} ${inviteID}`)
  }

  /** True once the inviter has cancelled, or has told that the time is over. */
  isOver(inviter: UserID, inviteID: string): boolean {
    return this.invitations.get(nameOf(inviter, inviteID))?.isOver === true
  }

  /** Why a well-formed message is no signal for this device, or null. */
  private objection(signal: Signal, self: UserID): string | null {
    const { kind, from, inviteID, inviter } = signal
    if (!mayAct(signal)) return `${kind} by a user who is not entitled to it`
    const known = this.invitations.get(nameOf(inviter, inviteID))
    if (known && !agrees(signal, known)) return `${kind} that contradicts its invitation`
    if (from === self) {
      if (this.ownActions.has(`${kind} ${inviteID}`)) return `echo of the ${kind} of this device`
    } else if (!known && !concerns(signal, self)) {
      return `${kind} of an invitation that does not concern this user`
    }
    if (this.seen.has(identity(signal))) return `${kind} for the second time`
    if (kind === 'invite' && from !== self && !this.allows(from)) return `too many invitations from ${from}`
    return null
  }

  /** Token bucket per sender. */
  private allows(sender: UserID): boolean {
    const now = this.now()
    const last = this.allowances.get(sender) ?? { tokens: INVITE_BURST, at: now }
    // the clock may be another instance's by now, and have begun later
    const seconds = Math.max(0, now - last.at) / 1000
    const tokens = Math.min(INVITE_BURST, last.tokens + seconds * INVITE_REFILL)
    const allowed = tokens >= 1
    this.allowances.set(sender, { tokens: allowed ? tokens - 1 : tokens, at: now })
    return allowed
  }

  private remember(signal: Signal): void {
    const { kind, from, inviteID, inviter, inviteeList, groupID } = signal
    const name = nameOf(inviter, inviteID)
    this.seen.set(identity(signal), true)
    if (kind === 'invite') this.invitations.set(name, { invitees: inviteeList, groupID, isOver: false })
    const known = this.invitations.get(name)
    if (known && from === inviter && (kind === 'cancel' || kind === 'timeout')) known.isOver = true
  }
}

/** Invite and cancel are the inviter's, accept and reject the invitee's; both may say that the time is over. */
function mayAct({ kind, from, inviter, inviteeList }: Signal): boolean {
  const isInviter = from === inviter
  const isInvitee = !isInviter && inviteeList[0] === from
  switch (kind) {
    case 'invite':
    case 'cancel':
      return isInviter
    case 'accept':
    case 'reject':
      return isInvitee
    case 'timeout':
      return isInviter || isInvitee
  }
}

function agrees({ from, inviter, groupID }: Signal, known: Invitation): boolean {
  return groupID === known.groupID && (from === inviter || known.invitees.indexOf(from) >= 0)
}

function nameOf(inviter: UserID, inviteID: string): string {
  return `${inviter} ${inviteID}`
}

/**
 * Whether a message about an invitation that this device has not seen is meant for this user. What the inviter sends
 * names its invitees; what an invitee sends is for the inviter. (A group hears of every answer to every invitation.)
 */
function concerns({ from, inviter, inviteeList }: Signal, self: UserID): boolean {
  return from === inviter ? inviteeList.indexOf(self) >= 0 : inviter === self
}

/** Two messages with the same identity say the same. */
function identity({ kind, from, inviteID, inviteeList }: Signal): string {
  const subject = kind === 'timeout' ? inviteeList.join() : ''
  return `${kind} ${from} ${inviteID} ${subject}`
}
