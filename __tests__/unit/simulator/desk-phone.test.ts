import { DeskPhone } from '../../../simulator/src/desk/controls'
import { DEFAULT_PHONE_OPTIONS } from '../../../simulator/src/phone/options'
import type { DeskLink } from '../../../simulator/src/relay/desk-link'
import { NO_FAULTS, type PhoneStatus } from '../../../simulator/src/relay/protocol'

const RELAY: DeskLink = {
  setFaults: () => Promise.resolve(),
  expireUserSig: () => Promise.resolve(),
  removeFromRoom: () => Promise.resolve(),
  setDropAfter: () => Promise.resolve(),
  close() {},
}

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
  const deskPhone = () => new DeskPhone(DEFAULT_PHONE_OPTIONS, { load() {}, unload() {} }, RELAY)

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
})
