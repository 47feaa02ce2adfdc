/** `describeCallMessage` for what other callers send, as it was recorded from their published packages. */
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describeCallMessage } from '../../../../lib/api/texts/describe'

interface Recorded {
  from: string
  to: string
  /** `payload.data` of the Chat message */
  data: string
}

const FOLDER = path.resolve(__dirname, '../../../fixtures/peer-messages')
const PEERS = readdirSync(FOLDER).map((file) => file.replace('.json', ''))

/** In the chat list of who sent it, and of who got it. */
type Lines = [sent: string, received: string]

const same = (line: string): Lines => [line, line]

const EN: Record<string, Lines> = {
  'invite-voice': same('Voice call'),
  'invite-video': same('Video call'),
  'modified-invitation': same('Video call'),
  accept: same('Answered'),
  'switch-audio': same('Switched to voice'),
  'switch-video': same('Asks for video'),
  'switch-accept': same('Switched to voice'),
  cancel: ['Cancelled', 'Cancelled by the caller'],
  reject: ['Declined', 'Declined by the other side'],
  'reject-busy': ['Busy, not answered', 'Busy'],
  timeout: same('No answer'),
}

const ZH: Record<string, Lines> = {
  'invite-voice': same('语音通话'),
  'invite-video': same('视频通话'),
  'modified-invitation': same('视频通话'),
  accept: same('已接听'),
  'switch-audio': same('已切换为语音通话'),
  'switch-video': same('请求切换为视频通话'),
  'switch-accept': same('已切换为语音通话'),
  cancel: ['已取消', '对方已取消'],
  reject: ['已拒绝', '对方已拒绝'],
  'reject-busy': ['忙线未接听', '对方忙线中'],
  timeout: ['超时未接听', '对方无应答'],
}

/** Seconds in the recorded hangups, alone and in a Chat group; no duration: 0. */
const DURATIONS: Record<string, { alone: number; group?: number }> = {
  'call-engine-js-3.3.4': { alone: 6, group: 4 },
  'call-engine-wx-3.3.2': { alone: 6, group: 4 },
  ours: { alone: 6, group: 0 },
  'trtc-calling-js-0.10.2': { alone: 6 },
  'trtc-calling-js-1.0.6': { alone: 6, group: 0 },
  'tuicall-engine-webrtc-1.2.1': { alone: 1, group: 4 },
  'tuicall-engine-webrtc-1.6.1': { alone: 1, group: 4 },
  'tuicall-engine-webrtc-3.0.1': { alone: 1, group: 4 },
  'tuicall-engine-webrtc-3.1.7': { alone: 1, group: 4 },
  'tuicall-engine-wx-1.4.9': { alone: 1, group: 4 },
}

const OF_ENGINE_3_3 = 'accept accept-group invite-video invite-voice reject-group switch-accept switch-audio'.split(' ')

/** What its sender keeps out of the history (`excludeFromHistoryMessage`). */
const HIDDEN: Record<string, string[]> = {
  'call-engine-js-3.3.4': OF_ENGINE_3_3,
  'call-engine-wx-3.3.2': OF_ENGINE_3_3,
  'tuicall-engine-webrtc-3.1.7': ['accept', 'accept-group', 'invite-video', 'invite-voice', 'switch-accept'],
}

function recorded(peer: string): [kind: string, message: Recorded][] {
  return Object.entries(JSON.parse(readFileSync(path.join(FOLDER, `${peer}.json`), 'utf8')) as Record<string, Recorded>)
}

function expected(peer: string, kind: string, texts: Record<string, Lines>): Lines {
  if (kind.startsWith('hangup')) return durationOf(peer, kind, texts === EN)
  if (HIDDEN[peer]?.includes(kind)) return same('')
  return texts[kind.replace('-group', '')] ?? same(`no text for ${kind}`)
}

function durationOf(peer: string, kind: string, isEnglish: boolean): Lines {
  const { alone, group } = DURATIONS[peer] ?? { alone: NaN }
  const seconds = kind === 'hangup' ? alone : group
  if (seconds === 0) return same(isEnglish ? 'Call ended' : '通话结束')
  return same(`${isEnglish ? 'Duration' : '通话时长'} 00:0${seconds}`)
}

it('there are recordings of every peer', () => {
  expect(PEERS.sort()).toEqual(Object.keys(DURATIONS).sort())
})

describe.each(PEERS)('%s', (peer) => {
  it.each(recorded(peer))('%s', (kind, { from, to, data }) => {
    const linesIn = (language: 'en' | 'zh-CN') =>
      ['out', 'in'].map((flow) => describeCallMessage({ from, to, flow, payload: { data } }, language))
    expect({ en: linesIn('en'), zh: linesIn('zh-CN') }).toEqual({
      en: expected(peer, kind, EN),
      zh: expected(peer, kind, ZH),
    })
  })
})
