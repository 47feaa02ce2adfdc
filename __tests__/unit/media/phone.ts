/** One phone with a media room over the real trtc-wx-sdk; native events are spoken by hand, or by a MediaServer. */
import type { PictureQuality, RoomEvent } from '../../../lib/foundation/ports'
import { MediaRoom, type RoomRequest } from '../../../lib/media/room/room'
import { Roster } from '../../../lib/media/room/roster'
import type { PlayerAttributes } from '../../../lib/foundation/calling-state'
import type { MediaServer } from '../../support/media/room'
import { createFakeWx, createTestPlatform, type FakeWx, type TestPlatform } from '../../support/town/wx'

export const USER_SIG = 'canary-user-sig-9f3a'

type TestMedia = Pick<
  MediaRoom,
  | 'pusher'
  | 'hasPicture'
  | 'players'
  | 'reenter'
  | 'move'
  | 'handleShow'
  | 'leave'
  | 'setDevices'
  | 'setQuality'
  | 'setRemoteView'
> & {
  enter(request: RoomRequest, onEvent: (event: RoomEvent) => void): void
  onPusherEvent(event: unknown): void
  onPlayerEvent(event: unknown): void
}

export interface TestPhone {
  /** the room, as long as there is one */
  rtc: TestMedia
  fake: FakeWx
  platform: TestPlatform
  /** everything emitted, but `changed` */
  events: RoomEvent[]
  /** how often `changed` was emitted */
  changes(): number
  /** called for each event, `changed` included */
  listener: ((event: RoomEvent) => void) | null
  enter(overrides?: Partial<RoomRequest>): void
  state(code: unknown, message?: unknown): void
  users(code: 1031 | 1032 | 1033 | 1034, ...users: object[]): void
  player(streamID: string): PlayerAttributes | undefined
  starts(): number
  stops(): number
}

export const devices = (overrides: Partial<RoomRequest['devices']> = {}): RoomRequest['devices'] => ({
  camera: true,
  mic: true,
  frontCamera: true,
  handsFree: true,
  ...overrides,
})

export function request(overrides: Partial<RoomRequest> = {}): RoomRequest {
  return {
    sdkAppID: 1400000000,
    userID: 'alice',
    userSig: USER_SIG,
    roomID: 1234,
    strRoomID: '',
    userDefineRecordID: '',
    waitingImage: '',
    devices: devices(),
    quality: {},
    ...overrides,
  }
}

export function createPhone(userID = 'alice', server?: MediaServer): TestPhone {
  const fake = createFakeWx()
  const platform = createTestPlatform(fake)
  let room: MediaRoom | null = null
  const leave = () => {
    room?.leave()
    room = null
  }
  const rtc: TestMedia = {
    get pusher() {
      return room?.pusher ?? null
    },
    get hasPicture() {
      return room?.hasPicture ?? false
    },
    get players() {
      return room?.players ?? []
    },
    enter(asked, onEvent) {
      leave()
      room = new MediaRoom(fake.context, platform, asked, new Roster(asked.userID), onEvent)
      room.enter()
    },
    reenter: (credentials) => room?.reenter(credentials),
    move: (context) => room?.move(context),
    handleShow: () => room?.handleShow(),
    leave,
    setDevices: (wanted) => room?.setDevices(wanted),
    setQuality: (wanted) => room?.setQuality(wanted),
    setRemoteView: (user, viewing) => room?.setRemoteView(user, viewing),
    onPusherEvent: (event) => room?.handlePusherEvent(event),
    onPlayerEvent: (event) => room?.handlePlayerEvent(event),
  }
  let changed = 0
  const phone: TestPhone = {
    rtc,
    fake,
    platform,
    events: [],
    changes: () => changed,
    listener: null,
    enter: (overrides = {}) =>
      rtc.enter(request({ userID, ...overrides }), (event) => {
        if (event.kind === 'changed') changed++
        else phone.events.push(event)
        phone.listener?.(event)
      }),
    state: (code, message = '') => rtc.onPusherEvent({ type: 'statechange', detail: { code, message } }),
    users: (code, ...users) => phone.state(code, JSON.stringify({ userlist: users })),
    player: (streamID) => rtc.players.find((player) => player.streamID === streamID),
    starts: () => fake.called('LivePusherContext.start').length,
    stops: () => fake.called('LivePusherContext.stop').length,
  }
  server?.attach(userID, {
    pusher: () => rtc.pusher,
    players: () => rtc.players,
    onPusherEvent: rtc.onPusherEvent,
    onPlayerEvent: rtc.onPlayerEvent,
    wx: fake,
  })
  return phone
}

/** A phone that is in the room. */
export function phoneInRoom(overrides: Partial<RoomRequest> = {}): TestPhone {
  const phone = createPhone()
  phone.enter(overrides)
  phone.state(1018)
  phone.events.length = 0
  return phone
}

export const video = (userid: string, hasvideo: boolean, streamtype: 'main' | 'aux' = 'main'): object => ({
  userid,
  hasvideo,
  streamtype,
  playurl: `room://cloud.tencent.com/rtc?userid=${userid}&streamtype=${streamtype}`,
})

export const audio = (userid: string, hasaudio: boolean): object => ({
  userid,
  hasaudio,
  playurl: `room://cloud.tencent.com/rtc?userid=${userid}&streamtype=main`,
})

export const pictureQuality: PictureQuality = {
  videoWidth: 480,
  videoHeight: 640,
  minBitrate: 400,
  maxBitrate: 700,
  beautyLevel: 5,
  audioQuality: 'low',
}
