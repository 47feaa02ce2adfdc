/** `describeCallMessage`: what a chat list shows for the messages of a call. */
import * as fc from '../../../support/jest/fast-check'
import { EVENT } from '../../../../lib/chat/sdk/constants'
import { describeCallMessage } from '../../../../lib/api/texts/describe'
import type { ChatMessage } from '../../../../lib/foundation/types'
import { DIALECTS } from '../../../support/chat/dialects'
import { OldPeer } from '../../../support/chat/old-peer'
import { setScene } from '../../../support/town/scene'
import type { Person } from '../../../support/town/town'
import { hangupCall, inviteCall, makeUp } from '../../../support/chat/wire'

const scene = setScene()
let messages: Map<Person, ChatMessage[]>

beforeEach(() => {
  messages = new Map()
  for (const person of [scene.alice, scene.bob]) {
    const list: ChatMessage[] = []
    messages.set(person, list)
    person.calling.on('CALL_MESSAGE', ({ data }) => list.push(data.message))
    person.tim.on(EVENT.MESSAGE_RECEIVED, ({ data }) => list.push(...(data as ChatMessage[])))
  }
})

/** The chat list of a person, a line for each message of the call. */
function listOf(person: Person, language: 'zh-CN' | 'en' = 'en'): string[] {
  return (messages.get(person) ?? []).map((message) => describeCallMessage(message, language))
}

describe('a call of our own, from either side', () => {
  it('answered and hung up', async () => {
    const { alice, bob, town } = scene
    await town.connect(alice, bob, 2)
    await town.pass(135_000)
    await bob.calling.hangup()
    await town.settle()
    const lines = ['Video call', 'Answered', 'Duration 02:15']
    expect([listOf(alice), listOf(bob)]).toEqual([lines, lines])
    expect(listOf(alice, 'zh-CN')).toEqual(['视频通话', '已接听', '通话时长 02:15'])
  })

  it.each([
    [59, '00:59'],
    [600, '10:00'],
    [3599, '59:59'],
    [3600, '1:00:00'],
    [36_125, '10:02:05'],
  ])('%d seconds are %s', (seconds, text) => {
    const message = makeUp({ ...invitation(), call: hangupCall('some-call', seconds) })
    expect(describeCallMessage(message, 'en')).toBe(`Duration ${text}`)
  })

  it.each([1e308, Number.MAX_VALUE, 31_536_001, 0, -5, '135', null, [5], true])(
    'a hangup after %p seconds, which no call lasts: the end, without a duration',
    (seconds) => {
      const call = { ...hangupCall('some-call'), call_end: seconds }
      expect(describeCallMessage(makeUp({ ...invitation(), call }), 'en')).toBe('Call ended')
    },
  )

  it.each<
    [string, Partial<Parameters<typeof makeUp>[0]>, en: [inviter: string, invitee: string], zh: [string, string]]
  >([
    ['a voice call', { call: inviteCall(7) }, ['Voice call', 'Voice call'], ['语音通话', '语音通话']],
    ['a video call', { call: inviteCall(7, {}, 2) }, ['Video call', 'Video call'], ['视频通话', '视频通话']],
    [
      'a request for video',
      { call: switchCall('switchToVideo') },
      ['Asks for video', 'Asks for video'],
      ['请求切换为视频通话', '请求切换为视频通话'],
    ],
    [
      'a switch to voice',
      { call: switchCall('switchToAudio') },
      ['Switched to voice', 'Switched to voice'],
      ['已切换为语音通话', '已切换为语音通话'],
    ],
    [
      'a consent to video',
      { action: 'accept', from: 'alice', call: switchCall('switchToVideo') },
      ['Switched to video', 'Switched to video'],
      ['已切换为视频通话', '已切换为视频通话'],
    ],
    [
      'a confirmed switch to voice',
      { action: 'accept', from: 'alice', call: switchCall('switchToAudio') },
      ['Switched to voice', 'Switched to voice'],
      ['已切换为语音通话', '已切换为语音通话'],
    ],
    [
      'an answer',
      { action: 'accept', from: 'alice', call: inviteCall(7) },
      ['Answered', 'Answered'],
      ['已接听', '已接听'],
    ],
    [
      'a cancel',
      { action: 'cancel', call: inviteCall(7) },
      ['Cancelled', 'Cancelled by the caller'],
      ['已取消', '对方已取消'],
    ],
    [
      'a refusal',
      { action: 'reject', from: 'alice', call: inviteCall(7) },
      ['Declined by the other side', 'Declined'],
      ['对方已拒绝', '已拒绝'],
    ],
    [
      'a busy line',
      { action: 'reject', from: 'alice', call: { ...inviteCall(7), line_busy: 'line_busy' } },
      ['Busy', 'Busy, not answered'],
      ['对方忙线中', '忙线未接听'],
    ],
    [
      'nobody there',
      { action: 'cancel', call: inviteCall(7, { noAnswer: true }) },
      ['No answer', 'No answer'],
      ['对方无应答', '超时未接听'],
    ],
    [
      'no answer',
      { action: 'timeout', from: 'alice', call: inviteCall(7) },
      ['No answer', 'No answer'],
      ['对方无应答', '超时未接听'],
    ],
    ['a hangup', { call: hangupCall('some-call', 0) }, ['Call ended', 'Call ended'], ['通话结束', '通话结束']],
  ])('%s, in both languages and for both sides', (_, change, en, zh) => {
    const message = makeUp({ ...invitation(), ...change })
    const seenBy = (language: 'en' | 'zh-CN') =>
      ['bob', 'alice'].map((userID) => describeCallMessage(message, language, userID))
    expect([seenBy('en'), seenBy('zh-CN')]).toEqual([en, zh])
  })

  it('hung up before anybody was in the room', () => {
    const message = makeUp({ ...invitation(), call: hangupCall('some-call', 0) })
    expect(describeCallMessage(message, 'en')).toBe('Call ended')
  })

  it('cancelled', async () => {
    const { alice, bob, town } = scene
    await scene.bring('calling')
    await alice.calling.hangup()
    await town.settle()
    expect([listOf(alice), listOf(bob)]).toEqual([
      ['Voice call', 'Cancelled'],
      ['Voice call', 'Cancelled by the caller'],
    ])
    expect([listOf(alice, 'zh-CN')[1], listOf(bob, 'zh-CN')[1]]).toEqual(['已取消', '对方已取消'])
  })

  it('declined', async () => {
    const { alice, bob, town } = scene
    await scene.bring('calling')
    await bob.calling.reject()
    await town.settle()
    expect([listOf(alice)[1], listOf(bob)[1]]).toEqual(['Declined by the other side', 'Declined'])
    expect([listOf(alice, 'zh-CN')[1], listOf(bob, 'zh-CN')[1]]).toEqual(['对方已拒绝', '已拒绝'])
  })

  it('busy', async () => {
    const { alice, bob, carol, town } = scene
    await town.connect(bob, carol)
    messages.get(bob)?.splice(0)
    await alice.calling.call({ userID: 'bob' })
    await town.settle()
    // the answer is faster than the acknowledgement
    expect([listOf(alice)[0], listOf(bob)[1]]).toEqual(['Busy', 'Busy, not answered'])
    expect(listOf(alice, 'zh-CN')[0]).toBe('对方忙线中')
    await scene.endAll()
  })

  it('not answered', async () => {
    const { alice, bob, town } = scene
    await scene.bring('calling')
    await town.pass(40_000)
    expect(new Set([...listOf(alice).slice(1), ...listOf(bob).slice(1)])).toEqual(new Set(['No answer']))
    expect(listOf(alice, 'zh-CN')[1]).toBe('对方无应答')
    expect(listOf(bob, 'zh-CN')[1]).toBe('超时未接听')
  })

  it('not answered, and nobody was there: the inviter’s own word', async () => {
    const { alice, town } = scene
    town.chat.addAccount('erin')
    await alice.calling.call({ userID: 'erin' })
    await town.pass(40_000)
    expect(listOf(alice)).toEqual(['Voice call', 'No answer'])
  })

  it('switched to voice, and back to video', async () => {
    const { alice, bob, town } = scene
    await town.connect(alice, bob, 2)
    await alice.calling.switchCallType(1)
    await town.settle()
    await bob.calling.switchCallType(2)
    await town.settle()
    await alice.calling.acceptSwitch()
    await town.settle()
    for (const person of [alice, bob]) {
      const lines = listOf(person).slice(2)
      expect(lines[0]).toBe('Switched to voice')
      expect(lines.slice(-2)).toEqual(['Asks for video', 'Switched to video'])
    }
    await scene.endAll()
  })

  it('the chat list of a user who is named, whatever the flow says', async () => {
    const { alice, bob } = scene
    await scene.bring('calling')
    await bob.calling.reject()
    await scene.town.settle()
    const [, declined] = messages.get(alice) ?? []
    expect(describeCallMessage(declined, 'en', 'bob')).toBe('Declined')
    expect(describeCallMessage(declined, 'en', 'alice')).toBe('Declined by the other side')
  })
})

describe.each(DIALECTS)('a call with $name', (dialect) => {
  let otto: OldPeer
  beforeEach(async () => {
    otto = new OldPeer(scene.town, 'otto', dialect)
    await otto.signIn()
  })
  afterEach(() => otto.dispose())

  it('that they begin and we end', async () => {
    const { alice, town } = scene
    otto.call('alice', 2)
    await town.settle()
    await alice.calling.accept()
    await town.pass(7000)
    await alice.calling.hangup()
    await town.settle()
    expect(listOf(alice)).toEqual(['Video call', 'Answered', 'Duration 00:07'])
  })

  it('that we begin, and that they switch and end when we are gone', async () => {
    const { alice, town } = scene
    await alice.calling.call({ userID: 'otto', type: 2 })
    await town.settle()
    otto.accept()
    await town.settle()
    otto.switchTo(1)
    await town.pass(5000)
    otto.hangup()
    await town.pass(5000)
    const lines = listOf(alice)
    expect(lines.slice(0, 3)).toEqual(['Video call', 'Answered', 'Switched to voice'])
    expect(lines[lines.length - 1]).toBe('Duration 00:05')
  })

  it('that they decline, cancel, or leave unanswered', async () => {
    const { alice, town } = scene
    await alice.calling.call({ userID: 'otto' })
    await town.settle()
    otto.reject()
    await town.settle()
    otto.call('alice')
    await town.settle()
    otto.hangup()
    await town.settle()
    await alice.calling.call({ userID: 'otto' })
    await town.pass(32_000)
    const lines = listOf(alice)
    expect(lines.slice(0, 5)).toEqual([
      'Voice call',
      'Declined by the other side',
      'Voice call',
      'Cancelled by the caller',
      'Voice call',
    ])
    expect(lines[5]).toBe('No answer')
  })

  it('that finds them busy', async () => {
    const { alice, bob, town } = scene
    await bob.calling.call({ userID: 'otto' })
    await town.settle()
    await alice.calling.call({ userID: 'otto' })
    await town.settle()
    expect(listOf(alice).sort()).toEqual(['Busy', 'Voice call'])
    await bob.calling.hangup()
    await town.settle()
  })
})

describe('what is not of a call', () => {
  const custom = (data: string): object => ({ from: 'bob', flow: 'in', type: 'TIMCustomElem', payload: { data } })

  it.each<[string, unknown]>([
    ['nothing', undefined],
    ['null', null],
    ['a string', 'hello'],
    ['a text message', { from: 'bob', flow: 'in', type: 'TIMTextElem', payload: { text: 'hello' } }],
    ['a message without a payload', { from: 'bob' }],
    ['a custom message of the host', custom('{"businessID":"order","text":"hello"}')],
    ['JSON that is no object', custom('null')],
    ['no JSON', custom('{')],
    ['signalling of another kind', makeUp({ ...invitation(), call: { businessID: 'game', call_type: 1 } })],
    ['signalling that names no media', makeUp({ ...invitation(), action: 'accept', call: '{}' })],
    ['a call layer that is null', makeUp({ ...invitation(), call: 'null' })],
    ['an action that nobody knows', custom('{"businessID":1,"actionType":9,"data":"{\\"call_type\\":1}"}')],
    [
      'a message whose fields throw',
      {
        get payload(): never {
          throw new Error('gone')
        },
      },
    ],
  ])('%s has no line', (_, message) => {
    expect(describeCallMessage(message, 'en')).toBe('')
  })

  it('no message makes it throw, and every line is a string', () => {
    const layer = fc.record(
      {
        businessID: fc.constantFrom('av_call', 1, null),
        call_type: fc.anything(),
        room_id: fc.anything(),
        call_end: fc.anything(),
        line_busy: fc.anything(),
        data: fc.oneof(fc.anything(), fc.record({ cmd: fc.constantFrom('hangup', 'videoCall', 'switchToVideo', 7) })),
      },
      { requiredKeys: [] },
    )
    const envelope = fc.record({
      businessID: fc.constantFrom(1, 1, 1, 'x'),
      actionType: fc.oneof(fc.integer({ min: -1, max: 6 }), fc.anything()),
      inviter: fc.anything(),
      data: fc.oneof(
        layer.map((value) => JSON.stringify(value)),
        fc.anything(),
      ),
    })
    const message = fc.oneof(
      fc.anything(),
      fc.record({ from: fc.anything(), payload: fc.record({ data: envelope.map((value) => JSON.stringify(value)) }) }),
    )
    fc.assert(
      fc.property(message, fc.anything(), (value, language) => {
        expect(typeof describeCallMessage(value, language as 'en')).toBe('string')
      }),
      { numRuns: 2000 },
    )
  })
})

function switchCall(cmd: string): object {
  return { call_type: 1, room_id: 7, data: { cmd, room_id: 7, message: '' } }
}

function invitation(): Parameters<typeof makeUp>[0] {
  return { action: 'invite', from: 'bob', inviteID: 'some-id', inviter: 'bob', inviteeList: ['alice'] }
}
