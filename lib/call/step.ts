/** One transition in the making: the state so far and the effects it has produced. Lives for one input only. */
import { CALL_END_REASON } from '../types'
import type { CallEndData, CallType, EventName, EventPayloads, UserID } from '../types'
import { countBusyReply, countOrder, remember } from './memory'
import type {
  Active,
  Call,
  CallFacts,
  CallKey,
  Effect,
  EmitEffect,
  EndReason,
  Failure,
  InCall,
  Incoming,
  InvitationName,
  InvitePlan,
  Member,
  Memory,
  OwnInvitation,
  Phase,
  Room,
  Settings,
  State,
  TimerName,
} from './model'

export class Step {
  readonly effects: Effect[] = []
  memory: Memory
  current: Phase

  constructor(
    state: State,
    readonly now: number,
    readonly settings: Settings,
  ) {
    this.memory = state.memory
    this.current = state.current
  }

  get self(): UserID {
    return this.memory.self
  }

  get state(): State {
    return { memory: this.memory, current: this.current }
  }

  run(...effects: Effect[]): void {
    for (const effect of effects) this.effects.push(effect)
  }

  emit<N extends EventName>(event: N, data: EventPayloads[N]): void {
    // the pair is of one N, which the union over all names can't see
    this.run({ type: 'emit', event, data } as EmitEffect)
  }

  log(line: string): void {
    this.run({ type: 'log', level: 'info', line })
  }

  /** An input that this state has no use for. */
  ignore(line: string): void {
    this.run({ type: 'log', level: 'debug', line: `ignored: ${line}` })
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

  /** The invitation arrived: the caller's promise is kept, whatever the answer is. */
  delivered(): void {
    const { current } = this
    if (current.phase === 'idle' || !current.call.request) return
    this.settle(current.call.request, null)
    this.current = { ...current, call: { ...current.call, request: 0 } }
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
    this.memory = remember(this.memory, [{ id: invitation.inviteID, from: '', callID }], this.now)
  }

  /** Whatever `from` still sends under these ids will neither ring nor end anything. */
  silence(from: UserID, ...ids: string[]): void {
    this.memory = remember(
      this.memory,
      ids.map((id) => ({ id, from, callID: '' })),
      this.now,
    )
  }

  /** Tells an inviter that this side is in another call; a flood is not answered. */
  replyBusy(message: Incoming & { kind: 'invite' }): void {
    this.silence(message.from, message.inviteID)
    const reply = countBusyReply(this.memory, message.from, this.now)
    this.memory = reply.memory
    if (!reply.allowed) return this.ignore(`no further busy reply to ${message.from}`)
    const facts = { callID: message.callID, type: message.type, room: message.room, isGroup: message.isGroup }
    this.run({
      type: 'reject',
      invitation: nameOf(message, this.self),
      message: { kind: 'reject', call: facts, busy: true },
    })
  }

  /**
   * Sends the invitations of `plan`: one through the group, or one to each user.
   * @param others who is in the call already
   */
  invite(call: Call, plan: InvitePlan, others: UserID[] = []): OwnInvitation[] {
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
        message: { kind: 'invite', call: factsOf(call), order, userData: plan.userData, userIDs },
      })
      if (this.settings.rules.ringTimer) {
        this.startTimer(call, `ring:${n}`, plan.timeout * 1000 + this.settings.limits.ringGrace)
      }
      return { n, inviteID: '', groupID: call.groupID, invitees, waiting: invitees }
    })
  }

  /** Withdraws an own invitation from those who have not answered. */
  cancel(call: Call, invitation: OwnInvitation, noAnswer: boolean): void {
    this.forgetOwn(invitation, call.callID)
    this.stopTimer(call, `ring:${invitation.n}`)
    this.run({
      type: 'cancel',
      invitation: this.ownName(invitation),
      message: { kind: 'cancel', call: factsOf(call), noAnswer },
    })
  }

  ownName(invitation: OwnInvitation): InvitationName {
    const { inviteID, groupID, waiting } = invitation
    return { inviteID, inviter: this.self, invitees: waiting, groupID }
  }

  /** Sends the hangup notice of a call: to the peer, or to the group. */
  notifyHangup(call: Call, to: UserID, duration: number): void {
    this.run({
      type: 'notify',
      to,
      groupID: call.groupID,
      message: { kind: 'hangup', call: factsOf(call), duration: call.isGroup ? 0 : duration },
    })
  }

  /** From invited or calling to on-the-way-into-the-room. */
  enter(call: Call, members: Member[], invitations: OwnInvitation[]): Active {
    const offline = { network: false, media: false }
    const active: Active = {
      phase: 'active',
      call,
      members,
      connectedAt: null,
      invitations,
      offline,
      switching: null,
      granted: '',
    }
    this.current = active
    this.run({ type: 'enterRoom', key: call.key, room: call.room, callType: call.type })
    for (const member of members) if (member.status === 'accepted') this.expect(call, member.userID)
    return active
  }

  /** An accepted user has to appear in the room. */
  expect(call: Call, userID: UserID): void {
    if (this.settings.rules.joinWatchdog) this.startTimer(call, `join:${userID}`, this.settings.limits.join)
  }

  /**
   * The one way out of a call: everything it holds is released, then its events are told.
   * @param by who caused it; '' for nobody in particular
   * @param options.hangUp this side hung up, so HANG_UP comes first
   * @param options.failure what the caller's open promise gets; by default that the call ended
   */
  end(reason: EndReason, by: UserID, options: { hangUp?: boolean; failure?: Failure } = {}): void {
    const was = this.current
    if (was.phase === 'idle') return
    const { call } = was
    const data: CallEndData = {
      reason,
      userID: by,
      callEnd: durationOf(was, this.now),
      inviteID: call.inviteID,
      type: call.type,
      isFromGroup: call.isGroup,
    }
    this.rememberCall(was)
    this.current = { phase: 'idle' }
    this.run({ type: 'endCall', key: call.key })
    if (was.phase === 'active') this.run({ type: 'leaveRoom', key: call.key })
    this.settle(call.request, options.failure || endedBefore(reason))
    this.log(`call ${call.key} ended: ${reason}${by ? ` by ${by}` : ''} after ${data.callEnd} s`)
    if (options.hangUp) this.emit('HANG_UP', data)
    this.emit('CALL_END', data)
  }

  /** Reports a failure that ends the call. */
  fail(reason: EndReason, by: UserID, failure: Failure): void {
    this.emit('ERROR', failure)
    this.end(reason, by, { failure })
  }

  private rememberCall(was: InCall): void {
    const { call } = was
    const own = was.phase === 'ringing' ? [] : was.invitations
    for (const invitation of own) {
      this.forgetOwn(invitation, call.callID)
      this.run({ type: 'forget', inviteID: invitation.inviteID })
    }
    if (call.inviter !== this.self) {
      this.silence(call.inviter, call.inviteID, call.callID)
      this.run({ type: 'forget', inviteID: call.inviteID })
    }
  }
}

export function factsOf(call: Call): CallFacts {
  const { callID, type, room, isGroup } = call
  return { callID, type, room, isGroup }
}

/** The invitation that a message is about, as the SDK needs it to answer. */
export function nameOf(message: { inviteID: string; from: UserID; groupID: string }, self: UserID): InvitationName {
  return { inviteID: message.inviteID, inviter: message.from, invitees: [self], groupID: message.groupID }
}

/** Whole seconds that a call has been connected; 0 if it never was. */
export function durationOf(phase: Phase, now: number): number {
  if (phase.phase !== 'active' || phase.connectedAt === null) return 0
  return Math.max(0, Math.floor((now - phase.connectedAt) / 1000))
}

/** The other end of a 1v1 call; '' in a group call. */
export function peerOf(phase: InCall, self: UserID): UserID {
  if (phase.call.isGroup) return ''
  if (phase.call.inviter !== self) return phase.call.inviter
  if (phase.phase === 'active') return (phase.members[0] && phase.members[0].userID) || ''
  if (phase.phase === 'calling') return invited(phase)[0] || ''
  return ''
}

/** Everybody that a call which is still ringing out was meant for. */
export function invited(calling: { plan: InvitePlan | null; invitations: OwnInvitation[] }): UserID[] {
  if (calling.plan) return calling.plan.invitees
  return calling.invitations.reduce<UserID[]>((all, invitation) => all.concat(invitation.invitees), [])
}

/** Those who are invited and have not answered. */
export function stillRinging(invitations: OwnInvitation[]): UserID[] {
  return invitations.reduce<UserID[]>((all, invitation) => all.concat(invitation.waiting), [])
}

export function withoutWaiting(invitations: OwnInvitation[], userID: UserID): OwnInvitation[] {
  return invitations.map((one) => ({ ...one, waiting: one.waiting.filter((user) => user !== userID) }))
}

export function lesserType(a: CallType, b: CallType): CallType {
  return a < b ? a : b
}

export function sameRoom(a: Room, b: Room): boolean {
  return a.roomID === b.roomID && a.strRoomID === b.strRoomID
}

function endedBefore(reason: EndReason): Failure {
  const message =
    reason === CALL_END_REASON.SIGNALING_FAILED
      ? 'The message could not be sent, so the call ended. Check the network and call again.'
      : `The call ended (${reason}) before the operation was done.`
  return { code: 1005, reason: 'ABORTED', message }
}
