import { choicesOf, sheetOf } from '../../../component/sheets'
import { CALL_STATUS } from '../../../lib/index'
import { callState, member } from '../../support/call-state'

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
})

describe('the sheet', () => {
  const erin = choicesOf([{ userID: 'erin' }], group, [])

  it('is absent while nothing is asked', () => {
    expect(sheetOf(group, '', erin, '', 'en')).toBeNull()
  })

  it('leads from a refused microphone to the settings', () => {
    expect(sheetOf(group, 'microphone', [], '', 'en')).toMatchObject({
      title: 'Allow the microphone',
      main: { action: 'settings', label: 'Open settings' },
    })
    expect(sheetOf(group, 'microphone', [], '', 'zh-CN')).toMatchObject({ title: '请允许使用麦克风' })
  })

  it('asks for consent to video before anything else', () => {
    const asked = callState({ switchRequest: 'incoming', members: [member('bob', { nick: 'Bob $& Miller' })] })
    expect(sheetOf(asked, 'microphone', [], '', 'en')).toMatchObject({
      title: 'Bob $& Miller asks for video',
      close: { action: 'rejectSwitch', disabled: false },
      main: { action: 'acceptSwitch', disabled: false },
    })
    expect(sheetOf(asked, '', [], 'acceptSwitch', 'en')).toMatchObject({
      close: { disabled: true },
      main: { disabled: true },
    })
  })

  it('invites as soon as somebody is chosen', () => {
    expect(sheetOf(group, 'invite', erin, '', 'en')).toMatchObject({ main: { action: 'invite', disabled: true } })
    const chosen = choicesOf([{ userID: 'erin' }], group, ['erin'])
    expect(sheetOf(group, 'invite', chosen, '', 'en')).toMatchObject({ main: { disabled: false } })
  })
})
