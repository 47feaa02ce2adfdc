import { DeskPhone } from '../../../../simulator/src/desk/model/controls'
import { applyFault, faultsNow, parseFaults, writeFaults } from '../../../../simulator/src/desk/model/fault-list'
import { readDeskOptions, withPhones, writeDeskOptions } from '../../../../simulator/src/desk/model/options'
import { IDLE_DESK_LINK } from '../../../support/simulator/desk-link'
import { DEFAULT_PHONE_OPTIONS, readPhoneOptions, writePhoneOptions } from '../../../../simulator/src/phone/options'

const names = (search: string) => readDeskOptions(search, 'en').users.map(({ user }) => user)

describe("the desk's address", () => {
  it('gives two phones to alice and bob unless it says otherwise', () => {
    expect(names('')).toEqual(['alice', 'bob'])
    expect(names('?phones=3')).toEqual(['alice', 'bob', 'carol'])
    expect(names('?users=kim,lee,max')).toEqual(['kim', 'lee', 'max'])
    expect(names('?phones=3&users=kim')).toEqual(['kim', 'bob', 'carol'])
  })

  it('has one to four phones', () => {
    expect(names('?phones=9')).toHaveLength(4)
    expect(names('?phones=-1')).toHaveLength(1)
    expect(names('?phones=many')).toHaveLength(2)
  })

  it('names a second device of an account by its platform', () => {
    expect(readDeskOptions('?users=kim,kim@Android', 'en').users).toEqual([
      { user: 'kim', platform: 'MiniProgram' },
      { user: 'kim', platform: 'Android' },
    ])
  })

  it('leaves a media room its own patience unless it names seconds that can be', () => {
    const roomDrop = (search: string) => readDeskOptions(search, 'en').roomDrop
    expect(roomDrop('?room-drop=3')).toBe(3)
    for (const search of ['', '?room-drop=soon', '?room-drop=-1', '?room-drop=99999'])
      expect(roomDrop(search)).toBeNull()
  })

  it('leaves the cameras as many pictures as a laptop has time for unless it names a rate that can be', () => {
    const frameRate = (search: string) => readDeskOptions(search, 'en').frameRate
    expect(frameRate('?frame-rate=5')).toBe(5)
    for (const search of ['', '?frame-rate=', '?frame-rate=few', '?frame-rate=0', '?frame-rate=60'])
      expect(frameRate(search)).toBeNull()
  })

  it("speaks the browser's language unless it says otherwise", () => {
    expect(readDeskOptions('', 'zh-CN').lang).toBe('zh')
    expect(readDeskOptions('', 'fr').lang).toBe('en')
    expect(readDeskOptions('?lang=en', 'zh').lang).toBe('en')
  })

  it('can be written and read again', () => {
    const search =
      '?phones=2&users=kim,kim@Android&lang=zh&panel=faults&camera=real&frame-rate=5&device=iphone&launch=pages/a/a?b=1' +
      '&turned=yes&renderer=skyline&privacy=unasked&chat=tim-wx-sdk&room-drop=3&faults=phone-1:offline+deny-camera,phone-2:delay=800'
    const options = readDeskOptions(search.replace('?b=1', '%3Fb%3D1'), 'en')
    expect(readDeskOptions(writeDeskOptions(options), 'en')).toEqual(options)
    expect(options.launch).toBe('pages/a/a?b=1')
    expect(options.faults['phone-2']).toEqual([{ name: 'delay', value: 800 }])
  })
})

it('a desk with fewer phones forgets the faults of those that are gone', () => {
  const options = readDeskOptions('?users=kim,lee,max&faults=phone-1:4g,phone-3:offline', 'en')
  const fewer = withPhones(options, 2)
  expect(fewer.users.map(({ user }) => user)).toEqual(['kim', 'lee'])
  expect(writeFaults(fewer.faults)).toBe('phone-1:4g')
  expect(withPhones(options, 4).users.at(-1)?.user).toBe('dave')
})

describe('faults in the address', () => {
  const deskPhone = () => new DeskPhone(DEFAULT_PHONE_OPTIONS, { load() {}, unload() {} }, IDLE_DESK_LINK)

  it.each([
    'offline',
    '4g',
    '3g',
    'deny-camera+deny-mic',
    'ask-camera+ask-mic',
    'delay=300',
    'ack-delay=1000',
    'background',
    'interrupted',
    'keep-chat',
    'suspended',
    'clock=24',
    'clock=-24',
    'closed',
  ])('name what the controls of a phone show, and the controls show what they name: %s', (list) => {
    const phone = deskPhone()
    for (const fault of parseFaults(`phone-1:${list}`)['phone-1'] ?? []) applyFault(phone, fault)
    expect(writeFaults({ 'phone-1': faultsNow([], phone.state.get()) })).toBe(`phone-1:${list}`)
  })

  it('lose what somebody ended, and keep what happens once', () => {
    const asked = parseFaults('phone-1:offline+drop=2+expired+removed+float-closed')['phone-1'] ?? []
    expect(writeFaults({ 'phone-1': faultsNow(asked, deskPhone().state.get()) })).toBe(
      'phone-1:drop=2+expired+removed+float-closed',
    )
  })

  it('are a list per phone', () => {
    expect(parseFaults('phone-1:offline+drop=2,phone-3:background')).toEqual({
      'phone-1': [
        { name: 'offline', value: 1 },
        { name: 'drop', value: 2 },
      ],
      'phone-3': [{ name: 'background', value: 1 }],
    })
  })

  it('may have a space where the address had a plus', () => {
    expect(parseFaults('phone-1:offline deny-mic')['phone-1']).toHaveLength(2)
  })

  it('are left out when they are unknown', () => {
    expect(parseFaults('phone-1:fire+constructor')).toEqual({ 'phone-1': [] })
    expect(writeFaults(parseFaults('phone-1:fire'))).toBe('')
  })
})

describe("a phone's address", () => {
  it('can be written and read again', () => {
    const options = {
      ...DEFAULT_PHONE_OPTIONS,
      name: 'phone-2',
      user: 'kim',
      camera: 'real' as const,
      frameRate: 5,
      network: 'none' as const,
      clock: -24,
      backgroundSockets: 'kept' as const,
      chat: 'tim-wx-sdk' as const,
      permissions: { camera: 'denied' as const, record: 'unasked' as const },
    }
    expect(readPhoneOptions(writePhoneOptions(options))).toEqual(options)
  })
})
