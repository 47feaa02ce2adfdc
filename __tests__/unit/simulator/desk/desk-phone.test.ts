import { DeskPhone } from '../../../../simulator/src/desk/model/controls'
import { DEFAULT_PHONE_OPTIONS } from '../../../../simulator/src/phone/options'
import { NO_FAULTS, type PhoneStatus } from '../../../../simulator/src/relay/wire/protocol'
import { IDLE_DESK_LINK } from '../../../support/simulator/desk-link'

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

  it('that is suspended is in the background, and is resumed when its user looks at it', () => {
    const phone = deskPhone()
    phone.setSuspended(true)
    expect(phone.state.get()).toMatchObject({ suspended: true, foreground: false })
    phone.setForeground(true)
    expect(phone.state.get()).toMatchObject({ suspended: false, foreground: true })
  })

  it('that was closed is opened to the foreground, with its clock', () => {
    const loaded: unknown[] = []
    const window = { load: (options: object) => loaded.push(options), unload() {} }
    const phone = new DeskPhone(DEFAULT_PHONE_OPTIONS, window, IDLE_DESK_LINK)
    phone.restart()
    phone.setClock(24)
    phone.setForeground(false)
    phone.close()
    expect(phone.state.get()).toMatchObject({ running: false, closed: true, foreground: true })
    phone.restart()
    expect(phone.state.get()).toMatchObject({ running: true, closed: false, foreground: true })
    expect(loaded.at(-1)).toMatchObject({ clock: 24 })
  })

  it('has its floating window closed as soon as it is in a media room, in the background, and once', () => {
    const phone = deskPhone()
    phone.closeFloatingWindow()
    phone.note(ONLINE)
    expect(phone.state.get().foreground).toBe(true)
    phone.note({ ...ONLINE, room: '1/7' })
    expect(phone.state.get().foreground).toBe(false)
    phone.setForeground(true)
    phone.note({ ...ONLINE, room: '1/7' })
    expect(phone.state.get().foreground).toBe(true)
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
