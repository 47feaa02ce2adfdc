/** The call-layer messages, as values: what is written, and what arrived and was understood. */
import type { CallType, Room, UserID } from '../../foundation/types'

/** A call-layer message to write. wire.ts knows how each looks on the wire. */
export type Outgoing =
  | { kind: 'invite'; call: CallFacts; sequence: number; userData: string; userIDs: UserID[] }
  | { kind: 'accept'; call: CallFacts; sequence: number; replaces: string }
  | { kind: 'reject'; call: CallFacts; busy: boolean }
  | { kind: 'cancel'; call: CallFacts; noAnswer: boolean }
  | { kind: 'timeout'; call: CallFacts }
  /** whole seconds; 0 only in a Chat group: elsewhere web TRTCCalling 0.10.2 takes a hangup of 0 s for a new call */
  | { kind: 'hangup'; call: CallFacts; duration: number }
  /** whether this side publishes anything; `asks`: the same of the other side is wanted */
  | { kind: 'devices'; call: CallFacts; sequence: number; publishes: boolean; asks: boolean }
  | {
      kind: 'switch' | 'acceptSwitch' | 'rejectSwitch'
      call: CallFacts
      sequence: number
      from: CallType
      to: CallType
    }

/** What every call-layer message says about its call. */
export interface CallFacts {
  callID: string
  type: CallType
  room: Room
  isGroup: boolean
}

interface Received {
  /** the account that sent it, verified */
  from: UserID
  inviteID: string
  groupID: string
  /** '' from an old peer */
  callID: string
  /** milliseconds since it was sent, to a second; 0: it came at once, or that is not known */
  age: number
}

/** A message that arrived, understood. */
export type Incoming =
  | (Received & {
      kind: 'invite'
      type: CallType
      room: Room
      isGroup: boolean
      /** all invitees known to the message, this side included */
      inviteeList: UserID[]
      /** seconds, 1-300 */
      timeout: number
      /** 0 from an old peer */
      sequence: number
      userData: string
      version: number
    })
  /** an invitation without a usable room; it is declined */
  | (Received & { kind: 'badInvite' })
  | (Received & { kind: 'hangup' })
  | (Received & { kind: 'devices'; sequence: number; publishes: boolean; asks: boolean })
  | (Received & { kind: 'switch'; to: CallType; sequence: number })
  | (Received & { kind: 'accept'; type: CallType | 0; sequence: number; replaces: string; switchTo: CallType | 0 })
  | (Received & { kind: 'reject'; busy: boolean; isSwitch: boolean })
  | (Received & { kind: 'cancel' })
  | (Received & { kind: 'timeout' })
  /** what this account said on another device; `from` is the inviter */
  | (Received & { kind: 'elsewhere'; answer: 'accept' | 'reject' | 'timeout' })
