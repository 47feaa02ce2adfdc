/** What a chat list shows for the messages of a call. A file of its own, so that a host without a chat does not pay for it. */
import { read } from '../../call/wire'
import { ACTIONS } from '../../chat/envelope'
import { CALL_TYPE } from '../../foundation/types'
import type { Language } from '../../foundation/types'

/** As the invitee reads it, and as the inviter does. */
type Pair = [string, string]

const EN = {
  voice: 'Voice call',
  video: 'Video call',
  accept: 'Answered',
  askVideo: 'Asks for video',
  toVoice: 'Switched to voice',
  toVideo: 'Switched to video',
  duration: 'Duration ',
  ended: 'Call ended',
  cancel: ['Cancelled by the caller', 'Cancelled'] as Pair,
  reject: ['Declined', 'Declined by the other side'] as Pair,
  busy: ['Busy, not answered', 'Busy'] as Pair,
  timeout: ['No answer', 'No answer'] as Pair,
}

const ZH: typeof EN = {
  voice: '语音通话',
  video: '视频通话',
  accept: '已接听',
  askVideo: '请求切换为视频通话',
  toVoice: '已切换为语音通话',
  toVideo: '已切换为视频通话',
  duration: '通话时长 ',
  ended: '通话结束',
  cancel: ['对方已取消', '已取消'],
  reject: ['已拒绝', '对方已拒绝'],
  busy: ['忙线未接听', '对方忙线中'],
  timeout: ['超时未接听', '对方无应答'],
}

const TW: typeof EN = {
  voice: '語音通話',
  video: '視訊通話',
  accept: '已接聽',
  askVideo: '要求改為視訊通話',
  toVoice: '已改為語音通話',
  toVideo: '已改為視訊通話',
  duration: '通話時間 ',
  ended: '通話結束',
  cancel: ['對方已取消', '已取消'],
  reject: ['已拒接', '對方已拒接'],
  busy: ['忙線未接聽', '對方忙線中'],
  timeout: ['未接來電', '對方無人接聽'],
}

const JA: typeof EN = {
  voice: '音声通話',
  video: 'ビデオ通話',
  accept: '応答しました',
  askVideo: 'ビデオ通話への切り替えをリクエスト',
  toVoice: '音声通話に切り替えました',
  toVideo: 'ビデオ通話に切り替えました',
  duration: '通話時間 ',
  ended: '通話終了',
  cancel: ['相手がキャンセルしました', 'キャンセルしました'],
  reject: ['拒否しました', '相手が拒否しました'],
  busy: ['通話中のため応答できませんでした', '相手は通話中です'],
  timeout: ['不在着信', '応答がありませんでした'],
}

const TABLES: Record<Language, typeof EN> = { en: EN, 'zh-CN': ZH, 'zh-TW': TW, ja: JA }

/**
 * One line for a Chat message of a call, of this package or of an older caller: "Duration 02:15", "Cancelled", "Declined",
 * "No answer", "Busy", "Switched to voice" ...
 * @param message as Chat delivered it, as `CALL_MESSAGE` handed it over, or out of a conversation's history
 * @param userID whose chat list it is; default: told by the message's `flow`
 * @returns '' for a message that is not of a call. Never throws
 */
export function describeCallMessage(message: unknown, language: Language, userID?: string): string {
  try {
    // whatever is not as expected throws, or is read as nothing
    const { from, flow, payload } = message as { from: string; flow: unknown; payload: { data: string } }
    const envelope = JSON.parse(payload.data) as {
      businessID: unknown
      actionType: number
      inviter: unknown
      data: string
    }
    const call = JSON.parse(envelope.data) as {
      businessID: unknown
      call_type: unknown
      call_end: number
      data?: { noAnswer?: unknown; excludeFromHistoryMessage?: unknown }
    }
    const kind = ACTIONS[envelope.actionType]
    if (envelope.businessID !== 1 || !kind) return ''
    // the first callers wrote no businessID, and TUICallKit's first mini program is busy without a media type
    if (call.businessID !== 'av_call' && typeof call.call_type !== 'number') return ''
    // TUICallKit 3.1 and later: of no interest afterwards
    if (call.data && call.data.excludeFromHistoryMessage === true) return ''
    const incoming = read({ kind, from, inviteID: '', groupID: '', data: envelope.data }, true)
    if (!incoming) return ''

    const texts = Object.prototype.hasOwnProperty.call(TABLES, language) ? TABLES[language] : EN
    const isOwn = userID === undefined ? flow === 'out' : from === userID
    const side = isOwn === (from === envelope.inviter) ? 1 : 0
    const word = (name: 'cancel' | 'reject' | 'busy' | 'timeout') => texts[name][side]
    switch (incoming.kind) {
      case 'invite':
        return incoming.type === CALL_TYPE.VIDEO ? texts.video : texts.voice
      case 'accept':
        if (!incoming.switchTo) return texts.accept
        return incoming.switchTo === CALL_TYPE.VIDEO ? texts.toVideo : texts.toVoice
      case 'switch':
        return incoming.to === CALL_TYPE.VIDEO ? texts.askVideo : texts.toVoice
      case 'hangup':
        return isDuration(call.call_end) ? texts.duration + clock(call.call_end) : texts.ended
      case 'reject':
        return word(incoming.busy ? 'busy' : 'reject')
      case 'cancel':
        // ours says so when it was not answered; old callers send a timeout
        return word(call.data && call.data.noAnswer === true ? 'timeout' : 'cancel')
      case 'timeout':
        return word('timeout')
      default:
        return ''
    }
  } catch {
    return ''
  }
}

/** No call lasts longer than a year, whatever its message says. */
function isDuration(seconds: unknown): boolean {
  return typeof seconds === 'number' && seconds > 0 && seconds <= 31536000
}

/** @param seconds above 0, at most those of a year */
function clock(seconds: number): string {
  const two = (value: number) => `0${Math.floor(value)}`.slice(-2)
  const hours = Math.floor(seconds / 3600)
  return `${hours ? `${hours}:` : ''}${two((seconds / 60) % 60)}:${two(seconds % 60)}`
}
