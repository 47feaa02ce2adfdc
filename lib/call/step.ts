/** One transition in the making: the state so far and the effects it has produced. Lives for one input only. */
import type { Failure } from '../foundation/failures'
import { CALL_END_REASON } from '../foundation/types'
import type { CallEndData, CallEndReason, EventName, EventPayloads, UserID } from '../foundation/types'
import { countBusyReply, countOrder, findEnded, remember } from './memory'
import type {
  Call,
  CallFacts,
  CallKey,
  Effect,
  EmitEffect,
  EndedID,
  InCall,
  Incoming,
  Input,
  InvitationName,
  InvitePlan,
  Limits,
  Member,
  Memory,
  OwnInvitation,
  Phase,
  RequestID,
  Rules,
  Settings,
  State,
  TimerName,
} from './model'
import { durationOf, invitationsOf, requestsOf } from './queries'

export class Step {
  readonly effects: Effect[] = []
  readonly rules: Rules
  readonly limits: Limits
  memory: Memory
  current: Phase

  constructor(
    state: State,
    readonly now: number,
    { rules, limits }: Settings,
  ) {
    this.memory = state.memory
    this.current = state.current
    this.rules = rules
    this.limits = limits
  }

  get self(): UserID {
    return this.memory.self
  }

  get state(): State {
    return { memory: this.memory, current: this.current }
  }

  run(effect: Effect): void {
    this.effects.push(effect)
  }

  emit<N extends EventName>(event: N, data: EventPayloads[N]): void {
    // the pair is of one N, which the union over all names can't see
    this.run({ type: 'emit', event, data } as EmitEffect)
  }

  log(line: string): void {
    this.run({ type: 'log', level: 'info', line })
  }

  /** An input that has changed nothing: for this state it means nothing. */
  logIgnored(input: Input): void {
    const what =
      input.type === 'message'
        ? `${input.message.kind} of ${input.message.from} (${input.message.inviteID})`
        : input.type
    this.run({ type: 'log', level: 'debug', line: `ignored while ${this.current.phase}: ${what}` })
  }

  startTimer(call: Call, timer: TimerName, ms: number): void {
    this.run({ type: 'startTimer', key: call.key, timer, ms })
  }

  stopTimer(call: Call, timer: TimerName): void {
    this.run({ type: 'stopTimer', key: call.key, timer })
  }

  /** Answers the caller's promise; 0 means that nobody waits. */
  settle(request: number, failure: Failure | null): void {
    if (request) this.run({ type: 'settle', request, failure })
  }

  /** The promise of the answer to a call is kept. */
  settleCall(): void {
    const { current } = this
    if (current.phase === 'idle' || !current.call.request) return
    this.settle(current.call.request, null)
    this.current = { ...current, call: { ...current.call, request: 0 } }
  }

  /**
   * The promise behind own invitation `n` is kept (it has arrived, whatever the answer is), or broken. Of several
   * invitations with one promise, one is enough to keep it.
   */
  settleInvitation(n: number, failure: Failure | null): void {
    const { current } = this
    const { request = 0 } = invitationsOf(current).filter((one) => one.n === n)[0] || {}
    if (!request || !('invitations' in current)) return
    const isSettled = (one: OwnInvitation) => one.request === request && (!failure || one.n === n)
    const invitations = current.invitations.map((one) => (isSettled(one) ? { ...one, request: 0 } : one))
    this.current = { ...current, invitations }
    if (requestsOf(this.current).indexOf(request) < 0) this.settle(request, failure)
  }

  refuse(request: number, message: string): void {
    this.settle(request, { code: 1002, reason: 'INVALID_STATE', message })
  }

  nextKey(): CallKey {
    const key = this.memory.nextKey
    this.memory = { ...this.memory, nextKey: key + 1 }
    return key
  }

  nextN(): number {
    const n = this.memory.nextN
    this.memory = { ...this.memory, nextN: n + 1 }
    return n
  }

  nextOrder(): number {
    this.memory = countOrder(this.memory, this.now)
    return this.memory.order
  }

  /** Our own invitation is over: a late accept of it will be answered. */
  forgetOwn(invitation: OwnInvitation, callID: string): void {
    this.memory = remember(this.memory, { id: invitation.inviteID, from: '', callID }, this.now)
  }

  /** Whatever `from` still sends under this id will neither ring nor end anything. */
  silence(from: UserID, id: string): void {
    this.memory = remember(this.memory, { id, from, callID: '' }, this.now)
  }

  /** What is known of `id`, an invitation or a call of `from`, if it is over; `from` is '' for our own. */
  ended(from: UserID, id: string): EndedID | undefined {
    return findEnded(this.memory, id, from, this.now)
  }

  /** Whether `from` sent something with this number before what was heard of it last. */
  isOld(call: Call, order: number): boolean {
    return this.rules.order && order > 0 && order <= call.peerOrder
  }

  /** Tells an inviter that this side is in another call; a flood is not answered. */
  replyBusy(message: Incoming & { kind: 'invite' }): void {
    this.silence(message.from, message.inviteID)
    const reply = countBusyReply(this.memory, message.from, this.now)
    this.memory = reply.memory
    if (reply.allowed) this.decline(message.from, message, message, true)
  }

  /** Says no to an invitation of `inviter`. */
  decline(inviter: UserID, invite: { inviteID: string; groupID: string }, call: CallFacts, busy: boolean): void {
    const invitation = this.invitationOf(inviter, invite)
    this.run({ type: 'reject', invitation, message: { kind: 'reject', call, busy } })
  }

  /** Somebody else's invitation, as the SDK needs it to be answered. */
  invitationOf(inviter: UserID, { inviteID, groupID }: { inviteID: string; groupID: string }): InvitationName {
    return { inviteID, inviter, invitees: [this.self], groupID }
  }

  /**
   * Sends the invitations of `plan`: one through the group, or one to each user.
   * @param others who is in the call already
   */
  invite(call: Call, plan: InvitePlan, request: RequestID, others: UserID[] = []): OwnInvitation[] {
    const batches = call.groupID ? [plan.invitees] : plan.invitees.map((userID) => [userID])
    const order = this.nextOrder()
    const userIDs = call.isGroup && !call.groupID ? others.concat(plan.invitees) : []
    return batches.map((invitees) => {
      const n = this.nextN()
      this.run({
        type: 'invite',
        key: call.key,
        n,
        invitees,
        groupID: call.groupID,
        timeout: plan.timeout,
        offlinePushInfo: plan.offlinePushInfo,
        message: { kind: 'invite', call, order, userData: plan.userData, userIDs },
      })
      if (this.rules.ringTimer) {
        this.startTimer(call, `ring:${n}`, plan.timeout * 1000 + this.limits.ringGrace)
      }
      return { n, inviteID: '', groupID: call.groupID, invitees, waiting: invitees, request }
    })
  }

  /** Withdraws an own invitation from those who have not answered. */
  cancel(call: Call, invitation: OwnInvitation, noAnswer: boolean): void {
    this.forgetOwn(invitation, call.callID)
    this.stopTimer(call, `ring:${invitation.n}`)
    const { inviteID, groupID, waiting } = invitation
    this.run({
      type: 'cancel',
      invitation: { inviteID, inviter: this.self, invitees: waiting, groupID },
      message: { kind: 'cancel', call, noAnswer },
    })
  }

  /** Sends the hangup notice of a call: to the peer, or to the group. */
  notifyHangup(call: Call, to: UserID, duration: number): void {
    this.run({
      type: 'notify',
      to,
      groupID: call.groupID,
      message: { kind: 'hangup', call, duration: call.isGroup ? 0 : duration },
    })
  }

  /** From invited or calling to on-the-way-into-the-room. */
  enter(call: Call, members: Member[], invitations: OwnInvitation[]): void {
    const offline = { network: false, media: false }
    this.current = {
      phase: 'active',
      call,
      members,
      connectedAt: null,
      invitations,
      offline,
      switching: null,
      toVoice: null,
      granted: '',
    }
    this.run({ type: 'enterRoom', key: call.key, room: call.room, callType: call.type })
    for (const member of members) if (member.status === 'accepted') this.expect(call, member.userID)
  }

  /** An accepted user has to appear in the room. */
  expect(call: Call, userID: UserID): void {
    if (this.rules.joinWatchdog) this.startTimer(call, `join:${userID}`, this.limits.join)
  }

  /**
   * The one way out of a call: everything it holds is released, then its events are told.
   * @param by who caused it; '' for nobody in particular
   * @param hangUp this side hung up, so HANG_UP comes first
   * @param outcome what the promises that are still open come to
   */
  end(
    reason: CallEndReason,
    by: UserID,
    { hangUp = false, outcome = endedBefore(reason) }: { hangUp?: boolean; outcome?: Failure | null } = {},
  ): void {
    const was = this.current
    if (was.phase === 'idle') return
    const { call } = was
    const duration = durationOf(was, this.now)
    const data: CallEndData = {
      reason,
      userID: by,
      callEnd: duration,
      call_end: String(duration),
      inviteID: call.inviteID,
      type: call.type,
      isFromGroup: call.isGroup,
    }
    this.rememberCall(was)
    this.current = { phase: 'idle' }
    this.run({ type: 'endCall', key: call.key })
    if (was.phase === 'active') this.run({ type: 'leaveRoom', key: call.key })
    for (const request of requestsOf(was)) this.settle(request, outcome)
    this.log(`call ${call.key} ended: ${reason}${by ? ` by ${by}` : ''} after ${data.callEnd} s`)
    if (hangUp) this.emit('HANG_UP', data)
    this.emit('CALL_END', data)
  }

  /** Reports a failure that ends the call. */
  fail(reason: CallEndReason, by: UserID, failure: Failure): void {
    this.emit('ERROR', failure)
    this.end(reason, by, { outcome: failure })
  }

  private rememberCall(was: InCall): void {
    const { call } = was
    for (const invitation of invitationsOf(was)) {
      this.forgetOwn(invitation, call.callID)
      this.run({ type: 'forget', inviteID: invitation.inviteID })
    }
    if (call.inviter !== this.self) {
      this.silence(call.inviter, call.inviteID)
      this.silence(call.inviter, call.callID)
      this.run({ type: 'forget', inviteID: call.inviteID })
    }
  }
}

function endedBefore(reason: CallEndReason): Failure {
  const message =
    reason === CALL_END_REASON.SIGNALING_FAILED
      ? 'The message could not be sent, so the call ended. Check the network and call again.'
      : `The call ended (${reason}) before the operation was done.`
  return { code: 1005, reason: 'ABORTED', message }
}
