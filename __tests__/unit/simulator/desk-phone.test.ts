import { DeskPhone } from '../../../simulator/src/desk/controls'
import { DEFAULT_PHONE_OPTIONS } from '../../../simulator/src/phone/options'
import { NO_FAULTS, type PhoneStatus } from '../../../simulator/src/relay/protocol'
import { IDLE_DESK_LINK } from '../../support/simulator/desk-link'

const ONLINE: PhoneStatus = {
  phone: 'phone-1',
  userID: 'alice',
  platform: 'MiniProgram',
  chat: true,
  room: '',
  hasVideo: false,
  hasAudio: false,
  faults: NO_FAULTS,
}

describe('a phone of the desk', () => {
  const deskPhone = () => new DeskPhone(DEFAULT_PHONE_OPTIONS, { load() {}, unload() {} }, IDLE_DESK_LINK)

  it('shows who is signed in, and nobody after a sign-out', () => {
    const phone = deskPhone()
    phone.note(ONLINE)
    expect(phone.state.get().user).toBe('alice')
    phone.note({ ...ONLINE, chat: false, userID: '' })
    expect(phone.state.get().user).toBe('')
  })

  it('keeps its user while its network is cut, when the relay sees nobody', async () => {
    const phone = deskPhone()
    phone.note(ONLINE)
    await phone.setNetwork('none')
    phone.note({ ...ONLINE, chat: false, userID: '' })
    expect(phone.state.get().user).toBe('alice')
    await phone.setNetwork('wifi')
    phone.note({ ...ONLINE, chat: false, userID: '' })
    expect(phone.state.get().user).toBe('')
  })

  it('is taken out of the media room as soon as it is in one, and once', async () => {
    const removed: string[] = []
    const relay = {
      ...IDLE_DESK_LINK,
      async removeFromRoom(name: string) {
        removed.push(name)
      },
    }
    const phone = new DeskPhone(DEFAULT_PHONE_OPTIONS, { load() {}, unload() {} }, relay)
    await phone.removeFromRoom()
    phone.note(ONLINE)
    expect(removed).toEqual([])
    phone.note({ ...ONLINE, room: '1/7' })
    phone.note({ ...ONLINE, room: '1/7' })
    expect(removed).toEqual([phone.name])
  })
})
