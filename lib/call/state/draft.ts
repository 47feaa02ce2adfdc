/** One transition in the making: a copy of the state that the handlers change, and the effects they ask for. */
import type { Failure } from '../../foundation/failures'
import type { EventName, EventPayloads, UserID } from '../../foundation/types'
import type { Limits } from './limits'
import { TRANSITIONS } from './model'
import type {
  CallFacts,
  CallKey,
  Effect,
  EmitEffect,
  InvitationName,
  LocalID,
  Memory,
  OwnInvitation,
  Phase,
  RequestID,
  State,
  TimerName,
  Tombstone,
} from './model'
import { factsOf, invitationsOf, requestsOf } from './queries'
import { countReply, countSequence, findTombstone, withoutTombstone, withTombstone } from './tombstones'

export class Draft implements State {
  readonly effects: Effect[] = []
  /** copied when it changes */
  memory: Memory
  /** Handlers change it in place, down to members and invitations; lists of users in them are replaced. */
  current: Phase

  constructor(
    state: State,
    readonly now: number,
    readonly limits: Limits,
  ) {
    this.memory = state.memory
    this.current = copyOf(state.current)
  }

  get self(): UserID {
    return this.memory.self
  }

  /** of the call at hand; 0 without one */
  get key(): CallKey {
    return this.current.phase === 'idle' ? 0 : this.current.call.key
  }

  /** The gate between phases: a step that is not in `TRANSITIONS` is an error of this package, and is not taken. */
  become(next: Phase): void {
    const { phase } = this.current
    if (TRANSITIONS[phase].indexOf(next.phase) >= 0) this.current = next
    else this.run({ type: 'log', level: 'warn', line: `there is no way from ${phase} to ${next.phase}` })
  }

  /* ---------------------------------------------------------------- effects */

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

  startTimer(timer: TimerName, ms: number): void {
    this.run({ type: 'startTimer', key: this.key, timer, ms })
  }

  stopTimer(timer: TimerName): void {
    this.run({ type: 'stopTimer', key: this.key, timer })
  }

  /** Rejects an invitation of `inviter`, in the name of the user. */
  reject(inviter: UserID, invite: { inviteID: string; groupID: string }, call: CallFacts, busy: boolean): void {
    const invitation = this.foreignName(inviter, invite)
    const message = { kind: 'reject', call: factsOf(call), busy } as const
    this.run({ type: 'reject', invitation, message, automatic: false })
  }

  /** Rejects an invitation without asking the user; a flood is not answered. */
  refuseInvitation(
    inviter: UserID,
    invite: { inviteID: string; groupID: string },
    call: CallFacts,
    busy: boolean,
  ): void {
    if (!this.mayReply(inviter)) return
    const invitation = this.foreignName(inviter, invite)
    this.run({ type: 'reject', invitation, message: { kind: 'reject', call: factsOf(call), busy }, automatic: true })
  }

  /** Whether one more automatic answer may go to `to`; it is counted. @param isPeer in the call at hand */
  mayReply(to: UserID, isPeer = false): boolean {
    const { allowed, memory } = countReply(this.memory, to, isPeer, this.now)
    this.memory = memory
    if (!allowed) this.run({ type: 'log', level: 'debug', line: `not answered: too much from ${to}, or from all` })
    return allowed
  }

  /** An invitation of `inviter`, as the SDK needs it to be answered. */
  foreignName(inviter: UserID, { inviteID, groupID }: { inviteID: string; groupID: string }): InvitationName {
    return { inviteID, inviter, invitees: [this.self], groupID }
  }

  /* ---------------------------------------------------------------- promises */

  /** Answers the caller's promise, if there is one. */
  settle(request: RequestID, failure: Failure | null): void {
    if (request) this.run({ type: 'settle', request, failure })
  }

  /** The promise of the answer to a call is kept. */
  settleCall(): void {
    if (this.current.phase === 'idle') return
    const { call } = this.current
    this.settle(call.request, null)
    call.request = 0
  }

  /**
   * The promise behind an own invitation is kept (it has arrived, whatever the answer is), or broken. Of several
   * invitations with one promise, one is enough to keep it.
   */
  settleInvitation(localID: LocalID, failure: Failure | null): void {
    const invitations = invitationsOf(this.current)
    const { request = 0 } = invitations.filter((one) => one.localID === localID)[0] || {}
    if (!request) return
    for (const one of invitations) if (one.request === request && (!failure || one.localID === localID)) one.request = 0
    if (requestsOf(this.current).indexOf(request) < 0) this.settle(request, failure)
  }

  refuse(request: RequestID, message: string): void {
    this.settle(request, { code: 1002, reason: 'INVALID_STATE', message })
  }

  /* ---------------------------------------------------------------- memory */

  nextKey(): CallKey {
    const { nextKey } = this.memory
    this.memory = { ...this.memory, nextKey: nextKey + 1 }
    return nextKey
  }

  nextLocalID(): LocalID {
    const { nextLocalID } = this.memory
    this.memory = { ...this.memory, nextLocalID: nextLocalID + 1 }
    return nextLocalID
  }

  nextSequence(): number {
    this.memory = countSequence(this.memory, this.now)
    return this.memory.sequence
  }

  /** What `from` still sends under this id will neither ring nor end anything. */
  addTombstone(from: UserID, id: string): void {
    this.memory = withTombstone(this.memory, { id, from, callID: '' }, this.now)
  }

  /** A late accept of an own invitation will be answered. */
  addOwnTombstone({ inviteID }: Pick<OwnInvitation, 'inviteID'>, callID: string): void {
    this.memory = withTombstone(this.memory, { id: inviteID, from: '', callID }, this.now)
  }

  /** What an own tombstone was kept for has happened. */
  dropTombstone(tombstone: Tombstone): void {
    this.memory = withoutTombstone(this.memory, tombstone)
  }

  /** @param from '' for own invitations */
  tombstoneOf(from: UserID, id: string): Tombstone | undefined {
    return findTombstone(this.memory, from, id, this.now)
  }
}

/** As deep as handlers change it in place. */
function copyOf(current: Phase): Phase {
  switch (current.phase) {
    case 'idle':
      return current
    case 'ringing':
      return { ...current, call: { ...current.call } }
    case 'calling':
      return { ...current, call: { ...current.call }, invitations: copies(current.invitations) }
    case 'active': {
      const { call, members, invitations, offline } = current
      return {
        ...current,
        call: { ...call },
        members: copies(members),
        invitations: copies(invitations),
        offline: { ...offline },
      }
    }
  }
}

function copies<T extends object>(list: T[]): T[] {
  return list.map((item) => ({ ...item }))
}
