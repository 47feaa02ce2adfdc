/**
 * Decides which of the messages that arrive are signals for this device. Chat tells who sent a message (`from`, set by
 * the server) and nothing else can be trusted: any user may send any envelope. A message that does not pass is dropped
 * with a line in the debug log; the others of its batch are not touched. All memory is bounded.
 */
import type { Signal } from '../foundation/ports'
import type { UserID } from '../foundation/types'
import { BoundedMap } from '../foundation/tools/bounded-map'
import { FairMap } from '../foundation/tools/fair-map'
import { Allowances } from './allowances'
import { type Action, readEnvelope } from './envelope'

/** Of each sender, so that nobody's messages are forgotten for another's; and in all. */
const SEEN = { share: 128, limit: 2048 }
const INVITATIONS = { share: 32, limit: 640 }
const OWN_INVITATIONS = 256
const OWN_ACTIONS = 1024

interface Invitation {
  invitees: UserID[]
  groupID: string
  /** cancelled, or given up by its inviter */
  isOver: boolean
}

export class ChatGuard {
  /** by sender */
  private readonly seen = new FairMap<true>(SEEN.limit, SEEN.share)
  private readonly ownActions = new BoundedMap<string, true>(OWN_ACTIONS)
  /** by inviter: ids are made up by the inviters, so two of them may hit on the same one */
  private readonly invitations = new FairMap<Invitation>(INVITATIONS.limit, INVITATIONS.share)
  private readonly ownInvitations = new BoundedMap<string, Invitation>(OWN_INVITATIONS)
  private readonly allowances: Allowances

  /**
   * @param now monotonic milliseconds
   * @param log one line per dropped message
   */
  constructor(
    now: () => number,
    private readonly log: (line: string) => void,
  ) {
    this.allowances = new Allowances(now)
  }

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
    this.ownInvitations.set(`${inviter} ${inviteID}`, { invitees: invitees.slice(), groupID, isOver: false })
    invitees.forEach((userID) => this.allowances.notePartner(userID))
  }

  /** Notes what this device sends: should it come back, it was not another device of the account. */
  noteOwn(action: Action, inviteID: string): void {
    this.ownActions.set(`${action} ${inviteID}`, true)
  }

  /** This user takes a call of `inviter`, whose word counts from now on, whatever strangers send meanwhile. */
  notePartner(inviter: UserID): void {
    this.allowances.notePartner(inviter)
  }

  /** Takes back a `noteOwn` whose message was not sent. */
  forgetOwn(action: Action, inviteID: string): void {
    this.ownActions.delete(`${action} ${inviteID}`)
  }

  /** True once the inviter has cancelled, or has told that the time is over. */
  isOver(inviter: UserID, inviteID: string): boolean {
    return this.invitationOf(inviter, inviteID)?.isOver === true
  }

  /** Why a well-formed message is no signal for this device, or null. */
  private objection(signal: Signal, self: UserID): string | null {
    const { kind, from, inviteID, inviter } = signal
    if (!mayAct(signal)) return `${kind} by a user who is not entitled to it`
    const known = this.invitationOf(inviter, inviteID)
    if (known && !agrees(signal, known)) return `${kind} that contradicts its invitation`
    if (from === self) {
      if (this.ownActions.has(`${kind} ${inviteID}`)) return `echo of the ${kind} of this device`
    } else if (!known && !concerns(signal, self)) {
      return `${kind} of an invitation that does not concern this user`
    }
    if (this.seen.get(from, identity(signal))) return `${kind} for the second time`
    const weight = kind === 'invite' ? 'invite' : 'answer'
    const isExpected = weight === 'answer' && known !== undefined
    if (from !== self && !this.allowances.allows(from, weight, isExpected)) {
      return `too many messages (${kind}), the last one from ${from}`
    }
    return null
  }

  private invitationOf(inviter: UserID, inviteID: string): Invitation | undefined {
    return this.ownInvitations.get(`${inviter} ${inviteID}`) || this.invitations.get(inviter, inviteID)
  }

  private remember(signal: Signal): void {
    const { kind, from, inviteID, inviter, inviteeList, groupID } = signal
    this.seen.set(from, identity(signal), true)
    if (kind === 'invite') this.invitations.set(inviter, inviteID, { invitees: inviteeList, groupID, isOver: false })
    const known = this.invitationOf(inviter, inviteID)
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

/**
 * Whether a message about an invitation that this device has not seen is meant for this user. What the inviter sends
 * names its invitees; what an invitee sends is for the inviter. (A group hears of every answer to every invitation.)
 */
function concerns({ from, inviter, inviteeList }: Signal, self: UserID): boolean {
  return from === inviter ? inviteeList.indexOf(self) >= 0 : inviter === self
}

/** Two messages of one sender with the same identity say the same. */
function identity({ kind, inviteID, inviteeList }: Signal): string {
  const what = `${kind} ${inviteID}`
  return kind === 'timeout' ? `${what} ${inviteeList.join()}` : what
}
