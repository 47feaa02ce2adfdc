import { isUserID } from '../../../lib/foundation/tools/ids'
import { choicesOf, MOST_INVITEES, sheetOf } from '../../../component/model/sheets'
import { CALL_STATUS } from '../../../lib/index'
import { checkInvitees } from '../../../lib/api/validate'
import { callState, member } from '../../support/town/call-state'

const group = callState({
  status: CALL_STATUS.CONNECTED,
  isGroup: true,
  members: [member('bob'), member('carol', { status: 'ringing' }), member('dave', { status: 'left' })],
})

describe('the people to invite', () => {
  it('are the contacts who are not in the call and not rung, each once', () => {
    const contacts = ['alice', 'bob', 'carol', 'dave', 'erin', 'erin'].map((userID) => ({ userID }))
    expect(choicesOf(contacts, group, ['erin']).map((one) => [one.userID, one.chosen])).toEqual([
      ['dave', false],
      ['erin', true],
    ])
  })

  it('have nick and avatar if the host knows them', () => {
    const contacts = [{ userID: 'erin', nick: 'Erin Doe', avatar: 'https://e' }]
    expect(choicesOf(contacts, group, [])).toMatchObject([{ name: 'Erin Doe', initials: 'ED', avatar: 'https://e' }])
  })

  it.each([[undefined], [null], ['erin'], [[null, 1, {}, { userID: '' }, { userID: 5 }]]])(
    'are none when the host passes %j',
    (contacts) => {
      expect(choicesOf(contacts, group, [])).toEqual([])
    },
  )

  it.each(['erin', 'a b', '张三', 'a&roomid=9', 'x'.repeat(32), 'x'.repeat(33), '', 'A_b-9', 'erin\n'])(
    'are those whom the library can invite: %j',
    (userID) => {
      expect(choicesOf([{ userID }], group, []).length > 0).toBe(isUserID(userID))
    },
  )

  it('are as many at a time as the library invites', () => {
    const crowd = (size: number) => Array.from({ length: size }, (_, n) => `guest-${n}`)
    expect(checkInvitees(crowd(MOST_INVITEES), 'alice')).toHaveLength(MOST_INVITEES)
    expect(() => checkInvitees(crowd(MOST_INVITEES + 1), 'alice')).toThrow(String(MOST_INVITEES))
  })
})

describe('the sheet', () => {
  const erin = choicesOf([{ userID: 'erin' }], group, [])

  it('is absent while nothing is asked', () => {
    expect(sheetOf(group, '', erin, '', 'en', 844)).toBeNull()
  })

  it('leads from a refused microphone to the settings', () => {
    expect(sheetOf(group, 'microphone', [], '', 'en', 844)).toMatchObject({
      title: 'Allow the microphone',
      main: { action: 'settings', label: 'Open settings' },
    })
    expect(sheetOf(group, 'microphone', [], '', 'zh-CN', 844)).toMatchObject({ title: '请允许使用麦克风' })
  })

  it('asks for consent to video before anything else', () => {
    const asked = callState({ switchRequest: 'incoming', members: [member('bob', { nick: 'Bob $& Miller' })] })
    expect(sheetOf(asked, 'microphone', [], '', 'en', 844)).toMatchObject({
      title: 'Bob $& Miller asks for video',
      close: { action: 'rejectSwitch', disabled: false },
      main: { action: 'acceptSwitch', disabled: false },
    })
    expect(sheetOf(asked, '', [], 'acceptSwitch', 'en', 844)).toMatchObject({
      close: { disabled: true },
      main: { disabled: true },
    })
  })

  it('leads from a refused camera to the settings, and back to the question that needs it', () => {
    const asked = callState({ switchRequest: 'incoming', members: [member('bob')] })
    expect(sheetOf(asked, 'camera', [], '', 'en', 844)).toMatchObject({
      title: 'Allow the camera',
      main: { action: 'settings', label: 'Open settings' },
    })
    expect(sheetOf(asked, '', [], '', 'en', 844)).toMatchObject({ main: { action: 'acceptSwitch' } })
  })

  it('invites as soon as somebody is chosen', () => {
    expect(sheetOf(group, 'invite', erin, '', 'en', 844)).toMatchObject({ main: { action: 'invite', disabled: true } })
    const chosen = choicesOf([{ userID: 'erin' }], group, ['erin'])
    expect(sheetOf(group, 'invite', chosen, '', 'en', 844)).toMatchObject({ main: { disabled: false } })
  })
})
