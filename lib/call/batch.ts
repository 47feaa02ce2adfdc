/** Messages that arrived together, as Chat hands over what was missed: what their order says about them. */
import type { Incoming, MessageOf } from './state/model'

/** Invitations and requests whose end is among the messages behind them are left out: they must neither ring nor ask. */
export function withoutEnded(messages: Incoming[]): Incoming[] {
  return messages.filter(
    (message, at) =>
      (message.kind !== 'invite' && message.kind !== 'switch') ||
      !messages.slice(at + 1).some((later) => ends(later, message)),
  )
}

function ends(later: Incoming, asked: MessageOf<'invite' | 'switch'>): boolean {
  if (later.from !== asked.from) return false
  switch (later.kind) {
    case 'cancel':
    case 'timeout':
    case 'elsewhere':
      return later.inviteID === asked.inviteID
    case 'hangup':
      // an old peer names no call: then it is the one that it began before
      return later.callID === asked.callID && later.groupID === asked.groupID
    default:
      return false
  }
}
