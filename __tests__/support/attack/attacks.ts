/** What a hostile peer sends: it knows the protocol, and every id that has ever been in a message. */
import type { ChatMessage } from '../../../lib/foundation/types'
import { FORGED, MALFORMED, OVERSIZED_OR_POISONED } from '../chat/hostile'
import { hangupCall, inviteCall, makeUp } from '../chat/wire'

/** What the attackers have got to know of the call at hand. */
export interface Known {
  callID: string
  room: number
  /** of every message that has travelled */
  inviteIDs: string[]
  /** every message that has travelled, as it was written */
  payloads: string[]
}

export interface Attack {
  name: string
  /** the message number `n` of account `from`; `random` is uniform in [0, 1) */
  message: (from: string, n: number, known: Known, random: () => number) => Partial<ChatMessage>
}

type Raw = Partial<ChatMessage>

const VICTIM = 'alice'
const NAMES = Array.from({ length: 199 }, (_, n) => `somebody-${n}`)

function pick<T>(list: readonly T[], random: () => number): T | undefined {
  return list[Math.floor(random() * list.length)]
}

function invitation(from: string, n: number, call: object, inviteeList = [VICTIM]): Raw {
  return makeUp({ action: 'invite', from, inviter: from, inviteID: `${from}-${n}`, inviteeList, timeout: 30, call })
}

/** An answer of `from` to an invitation that alice is said to have made. */
function answer(action: 'accept' | 'reject', from: string, inviteID: string, call: object): Raw {
  return makeUp({ action, from, inviter: VICTIM, inviteID, inviteeList: [from], call })
}

const switchTo = (cmd: string, callID?: string): object => ({
  call_type: 1,
  room_id: 7,
  data: { cmd, room_id: 7, message: '', ...(callID ? { callID } : {}) },
})

export const ATTACKS: Attack[] = [
  { name: 'invitations without end', message: (from, n, { room }) => invitation(from, n, inviteCall(room + n)) },
  {
    name: 'invitations as old peers write them, each replacing the one before',
    message: (from, n) => invitation(from, n, inviteCall(9, { order: n + 1 }, 1 + (n % 2))),
  },
  { name: 'invitations without a usable room', message: (from, n) => invitation(from, n, inviteCall(-n)) },
  { name: 'invitations that ring for a second', message: (from, n) => ({ ...short(from, n) }) },
  {
    name: 'invitations that name 200 users',
    message: (from, n, { room }) => invitation(from, n, inviteCall(room), [VICTIM, ...NAMES]),
  },
  {
    name: 'invitations into the room and the call at hand',
    message: (from, n, { room, callID }) =>
      invitation(
        from,
        n,
        inviteCall(room, { callID, isGroup: n % 2 === 0, userIDs: n % 2 ? [VICTIM, from] : [VICTIM] }),
      ),
  },
  {
    name: 'accepts of switches that nobody asked for',
    message: (from, n) => answer('accept', from, `made-up-${from}-${n}`, switchTo('switchToVideo')),
  },
  {
    name: 'answers to every invitation that has travelled',
    message: (from, n, { inviteIDs, callID }, random) =>
      answer(
        n % 2 ? 'accept' : 'reject',
        from,
        pick(inviteIDs, random) ?? 'none',
        inviteCall(7, { callID, replaces: pick(inviteIDs, random) }),
      ),
  },
  {
    name: 'switches between voice and video',
    message: (from, n, { callID }) => invitation(from, n, switchTo(n % 2 ? 'switchToVideo' : 'switchToAudio', callID)),
  },
  {
    name: 'hangups that name the call, and none',
    message: (from, n, { callID }) => invitation(from, n, hangupCall(n % 2 ? callID : undefined, n)),
  },
  {
    name: 'cancels and timeouts, of every invitation and of none',
    message: (from, n, { inviteIDs }, random) => {
      const inviteID = n % 3 ? `made-up-${from}-${n}` : (pick(inviteIDs, random) ?? 'none')
      return makeUp({ action: n % 2 ? 'cancel' : 'timeout', from, inviter: from, inviteID, inviteeList: [VICTIM] })
    },
  },
  {
    name: 'what others have written, sent again',
    message: (from, _, { payloads }, random) => ({ from, payload: { data: pick(payloads, random) ?? '' } }),
  },
  {
    name: 'forged, malformed, oversized, poisoned',
    message: (from, n) => {
      const list = [...FORGED, ...MALFORMED, ...OVERSIZED_OR_POISONED]
      return { ...list[n % list.length]?.[1], from }
    },
  },
  {
    name: 'all of these',
    message: (from, n, known, random) =>
      (pick(ATTACKS.slice(0, -1), random) ?? first()).message(from, n, known, random),
  },
]

function first(): Attack {
  const [attack] = ATTACKS
  if (!attack) throw new Error('there are no attacks')
  return attack
}

function short(from: string, n: number): Raw {
  const call = inviteCall(9, { order: n + 1 })
  return makeUp({
    action: 'invite',
    from,
    inviter: from,
    inviteID: `${from}-${n}`,
    inviteeList: [VICTIM],
    timeout: 1,
    call,
  })
}
