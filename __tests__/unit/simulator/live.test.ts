import { assignChanged } from '../../../simulator/src/live/attributes'
import { pictureSize } from '../../../simulator/src/live/devices/camera'
import { DeviceError, DeviceSlot } from '../../../simulator/src/live/devices/device-slot'
import type { CaptureDevice } from '../../../simulator/src/live/devices/device-slot'
import { volumeOf } from '../../../simulator/src/live/devices/microphone'
import { qualityOf } from '../../../simulator/src/live/net-status'
import { parsePlayURL, parseRoomURL, playURL } from '../../../simulator/src/live/room/room-url'

describe('the room url', () => {
  const url = (fields: string): string => `room://cloud.tencent.com/rtc?${fields}`

  test('is read as trtc-wx-sdk writes it', () => {
    const parsed = parseRoomURL(url('sdkappid=14&roomid=77&userid=alice&usersig=eJw-_*&appscene=videocall&streamid='))
    expect(parsed).toEqual({
      ok: true,
      address: { sdkAppID: 14, room: '77', userID: 'alice', userSig: 'eJw-_*', privateMapKey: '' },
    })
  })

  test('tells a room named 7 from the room number 7', () => {
    const parsed = parseRoomURL(url('sdkappid=14&strroomid=7&userid=alice&usersig=x'))
    expect(parsed).toMatchObject({ ok: true, address: { room: ':7' } })
  })

  test.each([
    [-3316, 'rtmp://example.com/live'],
    [-3317, url('roomid=7&userid=a&usersig=x')],
    [-3318, url('sdkappid=1&roomid=0&userid=a&usersig=x')],
    [-3318, url('sdkappid=1&roomid=4294967296&userid=a&usersig=x')],
    [-3319, url('sdkappid=1&roomid=7&usersig=x')],
    [-3320, url('sdkappid=1&roomid=7&userid=a&usersig=')],
  ])('is refused with %i: %s', (code, address) => {
    expect(parseRoomURL(address)).toMatchObject({ ok: false, code })
  })

  test('of a player names the user, and whether it is the camera or a shared screen', () => {
    for (const stream of ['main', 'aux'] as const) {
      expect(parsePlayURL(playURL('bob_1', stream))).toEqual({ userID: 'bob_1', stream })
    }
    expect(parsePlayURL(url('userid=bob'))).toEqual({ userID: 'bob', stream: 'main' })
    expect(parsePlayURL('https://example.com/x.flv')).toBeNull()
  })
})

describe('a device slot', () => {
  interface Attempt {
    resolve(): void
    reject(error: Error): void
    device: CaptureDevice & { isOpen: boolean }
  }

  function slotWithAttempts(): {
    slot: DeviceSlot<CaptureDevice>
    attempts: Attempt[]
    changes: unknown[]
    failures: unknown[]
  } {
    const attempts: Attempt[] = []
    const changes: unknown[] = []
    const failures: unknown[] = []
    const slot = new DeviceSlot<CaptureDevice>({
      open: () =>
        new Promise((resolve, reject) => {
          const device = { track: {} as MediaStreamTrack, isOpen: true, stop: () => void (device.isOpen = false) }
          attempts.push({ resolve: () => resolve(device), reject, device })
        }),
      onChange: (device) => changes.push(device),
      onFailure: (error) => failures.push(error),
    })
    return { slot, attempts, changes, failures }
  }
  const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

  test('that is unwanted before its device is open gives it back unused', async () => {
    const { slot, attempts, changes } = slotWithAttempts()
    slot.want(true)
    slot.want(false)
    attempts[0]?.resolve()
    await settled()
    expect(attempts[0]?.device.isOpen).toBe(false)
    expect(changes).toEqual([])
  })

  test('that is wanted, unwanted and wanted again opens one device', async () => {
    const { slot, attempts, changes } = slotWithAttempts()
    slot.want(true)
    slot.want(false)
    slot.want(true)
    attempts[0]?.resolve()
    await settled()
    expect(attempts).toHaveLength(1)
    expect(changes).toEqual([attempts[0]?.device])
    slot.want(false)
    expect(attempts[0]?.device.isOpen).toBe(false)
    expect(changes.at(-1)).toBeNull()
  })

  test('that failed tries again when it was unwanted in between', async () => {
    const { slot, attempts, failures } = slotWithAttempts()
    slot.want(true)
    attempts[0]?.reject(new DeviceError(true, 'denied'))
    await settled()
    slot.want(true)
    expect(attempts).toHaveLength(1)
    slot.want(false)
    slot.want(true)
    expect(attempts).toHaveLength(2)
    expect(failures).toMatchObject([{ denied: true }])
  })

  test('replaces its device without a gap', async () => {
    const { slot, attempts, changes } = slotWithAttempts()
    slot.want(true)
    attempts[0]?.resolve()
    await settled()
    void slot.replace()
    expect(attempts[0]?.device.isOpen).toBe(true)
    attempts[1]?.resolve()
    await settled()
    expect(changes).toEqual([attempts[0]?.device, attempts[1]?.device])
    expect(attempts[0]?.device.isOpen).toBe(false)
    expect(attempts[1]?.device.isOpen).toBe(true)
  })

  test('that is to be replaced while it opens is opened once more, however often that is said', async () => {
    const { slot, attempts, changes } = slotWithAttempts()
    slot.want(true)
    attempts[0]?.resolve()
    await settled()
    for (let tap = 0; tap < 3; tap++) void slot.replace()
    attempts[1]?.resolve()
    await settled()
    attempts[2]?.resolve()
    await settled()
    expect(attempts.map(({ device }) => device.isOpen)).toEqual([false, false, true])
    expect(changes.at(-1)).toBe(attempts[2]?.device)
  })

  test('that is unwanted while it is being replaced opens nothing more', async () => {
    const { slot, attempts } = slotWithAttempts()
    slot.want(true)
    attempts[0]?.resolve()
    await settled()
    void slot.replace()
    void slot.replace()
    slot.want(false)
    attempts[1]?.resolve()
    await settled()
    expect(attempts.map(({ device }) => device.isOpen)).toEqual([false, false])
  })
})

test('pictures keep the aspect, have even sides, and shrink when several watch', () => {
  const attributes = { videoWidth: 360, videoHeight: 640, aspect: '9:16', orientation: 'vertical' }
  expect(pictureSize(attributes, 0)).toEqual({ width: 270, height: 480, frameRate: 15 })
  expect(pictureSize(attributes, 3)).toEqual({ width: 136, height: 240, frameRate: 10 })
  expect([0, 3].map((viewers) => pictureSize(attributes, viewers, 5).frameRate)).toEqual([5, 5])
  expect(pictureSize({ ...attributes, aspect: '3:4' }, 1)).toMatchObject({ width: 360, height: 480 })
  expect(pictureSize({ ...attributes, videoWidth: 180, videoHeight: 320 }, 1)).toMatchObject({
    width: 180,
    height: 320,
  })
  expect(pictureSize({ ...attributes, videoWidth: 0, videoHeight: 0, aspect: '' }, 1)).toEqual({
    width: 90,
    height: 160,
    frameRate: 15,
  })
  expect(pictureSize({ ...attributes, orientation: 'horizontal' }, 1)).toMatchObject({ width: 480, height: 270 })
})

test('volume runs from 0 for silence to 100', () => {
  expect([0, 0.0005, 0.01, 0.1, 1, 2].map(volumeOf)).toEqual([0, 0, 33, 67, 100, 100])
})

test('network quality is 1 on a good line and grows with loss and round trip', () => {
  expect([qualityOf(0, 20), qualityOf(0, 200), qualityOf(0.04, 20), qualityOf(0.2, 20), qualityOf(0.5, 20)]).toEqual([
    1, 2, 2, 4, 5,
  ])
})

test('only attributes that differ count as changed, and values of another type as absent', () => {
  const attributes = { url: 'a', muted: false }
  const fromTemplate = { url: null, muted: undefined } as unknown as Partial<typeof attributes>
  expect([...assignChanged(attributes, fromTemplate)]).toEqual([])
  expect([...assignChanged(attributes, { url: 'a', muted: true })]).toEqual(['muted'])
  expect([...assignChanged(attributes, { muted: true })]).toEqual([])
  expect(attributes).toEqual({ url: 'a', muted: true })
})
