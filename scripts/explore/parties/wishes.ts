/** What the user of a party may do. */
import type { Input, InvitePlan, RequestID } from '../../../lib/call/state/model'
import { switchRequestOf } from '../../../lib/call/state/queries'
import { CALL_TYPE } from '../../../lib/foundation/types'
import type { CallType } from '../../../lib/foundation/types'
import { idOf, nameFor, roomFor } from './parties'
import type { CallPlan, Party, PartyID, Scenario } from './parties'

type Offer = (label: string, input: Input, change?: Partial<Party>) => void

/** A number for a promise that is not open. */
export function freeNumber(taken: number[]): number {
  let number = 1
  while (taken.includes(number)) number++
  return number
}

/** Offers each of its wishes, as the input that it is. */
export function userMoves(party: Party, scenario: Scenario, request: RequestID, offer: Offer): void {
  const { current } = party.state
  const { calls, connected, voiceAnswers = true } = scenario
  const plan = calls[idOf(party)]
  if (current.phase === 'idle') {
    if (!plan || party.callsLeft === 0) return
    for (const type of plan.types) {
      offer(`${wordFor(type)} call by`, callIntent(party, plan, type, request), { callsLeft: party.callsLeft - 1 })
    }
    return
  }
  if (!connected) offer('hangup', { type: 'hangup', request, why: 'hangup' })
  if (current.phase === 'ringing' && !current.answering) {
    const { key, type, isGroup } = current.call
    offer('accept', { type: 'accept', request, shown: key, byVoice: false })
    if (type === CALL_TYPE.VIDEO && !isGroup && voiceAnswers)
      offer('accept by voice', { type: 'accept', request, shown: key, byVoice: true })
  }
  if (current.phase !== 'active') return
  if (current.call.isGroup && party.moreLeft.length) {
    const input: Input = { type: 'inviteMore', request, plan: invitePlan(party.moreLeft) }
    offer('invite more by', input, { moreLeft: [] })
  }
  if (current.connectedAt === null || current.call.isGroup) return
  const { call } = current
  const asked = switchRequestOf(current)
  if (party.switchesLeft > 0 && asked === 'none') {
    const to = call.type === CALL_TYPE.AUDIO ? CALL_TYPE.VIDEO : CALL_TYPE.AUDIO
    const switchesLeft = party.switchesLeft - 1
    offer(`switch to ${wordFor(to)} by`, { type: 'switchType', request, to }, { switchesLeft })
  }
  if (asked === 'incoming') {
    offer('acceptSwitch', { type: 'acceptSwitch', request })
    offer('rejectSwitch', { type: 'rejectSwitch', request })
  }
}

function wordFor(type: CallType): string {
  return type === CALL_TYPE.VIDEO ? 'video' : 'voice'
}

function invitePlan(invitees: PartyID[]): InvitePlan {
  return { invitees, timeout: 30, userData: '', offlinePushInfo: null }
}

function callIntent(party: Party, plan: CallPlan, callType: CallType, request: RequestID): Input {
  const id = idOf(party)
  return {
    type: 'call',
    request,
    callID: `call-${nameFor(id, party.named)}`,
    callType,
    room: { roomID: roomFor(id, party.named), strRoomID: '' },
    isGroup: plan.group !== undefined,
    groupID: plan.group === 'chat' ? 'group' : '',
    plan: invitePlan(plan.to),
  }
}
