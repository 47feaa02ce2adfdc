import { format } from 'node:util'
import { installWx, type InstalledWx } from '../../support/town/wx'
import { audio, createPhone, devices, USER_SIG, video } from './phone'

let installed: InstalledWx
beforeEach(() => {
  jest.useFakeTimers()
  installed = installWx()
})
afterEach(() => installed.uninstall())

it('the UserSig is nowhere but in the url of the pusher: no request, no line, no event, no error, no attribute', async () => {
  const printed: string[] = []
  for (const level of ['log', 'info', 'warn', 'error', 'debug'] as const) {
    jest.spyOn(console, level).mockImplementation((...args: unknown[]) => void printed.push(format(...args)))
  }
  const seen: unknown[] = []
  const phone = createPhone()
  phone.listener = (event) => {
    seen.push(event, phone.rtc.players)
    if (event.kind === 'failed') seen.push(event.error.message, event.error.stack)
    if (phone.rtc.pusher) {
      const { url, ...rest } = phone.rtc.pusher
      expect(url).toContain(USER_SIG)
      seen.push(rest)
    }
    throw new Error('a listener that throws')
  }
  const native = `room://cloud.tencent.com/rtc?usersig=${USER_SIG}`

  phone.enter()
  jest.advanceTimersByTime(3000)
  for (const code of [1001, 1018, 1021, -1301, -1302, -1303, -1307, 5000, 5001, 2007]) phone.state(code, native)
  phone.rtc.onPusherEvent({ type: 'error', detail: { errCode: 10001, errMsg: native } })
  phone.rtc.onPusherEvent({ type: 'netstatus', detail: { info: { netQualityLevel: 1, server: native } } })
  phone.users(1031, { userid: 'bob', usersig: USER_SIG })
  phone.users(1033, video('bob', true))
  phone.users(1034, audio('bob', true))
  phone.rtc.setDevices(devices({ camera: false, handsFree: false }))
  phone.rtc.setQuality({ beautyLevel: 9 })
  phone.rtc.setRemoteView('bob', false)
  phone.rtc.reenter()
  await jest.advanceTimersByTimeAsync(1)
  phone.state(1018, native)
  phone.state(-100018, native)
  phone.enter()
  await jest.advanceTimersByTimeAsync(20_000)
  phone.enter({ roomID: 0 })
  phone.rtc.leave()

  expect(installed.shared.called('request')).toEqual([])
  // the one line that the SDK prints when it is loaded comes before this test
  expect(printed).toEqual([])
  const everything = JSON.stringify([seen, phone.platform.logged, phone.fake.calls, installed.shared.calls])
  expect(everything.length).toBeGreaterThan(2000)
  expect(everything).not.toContain(USER_SIG)
})
