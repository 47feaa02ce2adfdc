/** What the media server of room.ts knows about a phone, and what its native tags say. */
import type { PlayerAttributes, PusherAttributes } from '../../../lib/foundation/calling-state'
import type { FakeWx } from '../town/wx'

export interface MediaPhone {
  pusher(): PusherAttributes | null
  players(): PlayerAttributes[]
  onPusherEvent(event: unknown): void
  onPlayerEvent(event: unknown): void
  /** its live contexts command the tags of this phone */
  wx?: FakeWx
}

/** How a phone misbehaves; settable at any time through `behaviour(name)`. */
export interface PhoneBehaviour {
  /** the tag never says anything and enters no room */
  silent: boolean
  /** autopush does nothing: it takes `LivePusherContext.start()` */
  needsStart: boolean
  /** entering ends with this code, e.g. -3301 */
  entryFailure: number | null
  /** an entry failure is followed by 1019, as WeChat does */
  leavesAfterFailure: boolean
  cameraDenied: boolean
  microphoneDenied: boolean
}

/** A native event on its way to a phone. */
export interface Delivery {
  to: string
  tag: 'pusher' | 'player'
  event: NativeEvent
  deliver(): void
}

export interface NativeEvent {
  type: 'statechange' | 'netstatus' | 'error' | 'audiovolumenotify'
  detail: Record<string, unknown>
  target: { id: string; dataset: Record<string, string> }
  currentTarget: { id: string; dataset: Record<string, string> }
}

export interface Phone {
  name: string
  sink: MediaPhone
  behaviour: PhoneBehaviour
  /** the live-pusher tag; null while it is not on the page */
  url: string | null
  camera: 'front' | 'back'
  started: boolean
  /** what the server knows: the room's number or name, '' outside */
  room: string
  /** what the phone knows; differs from `room` while the network is away */
  entered: boolean
  userID: string
  hasVideo: boolean
  hasAudio: boolean
  connected: boolean
  crashed: boolean
  /** devices whose denial was reported since the start */
  denied: ('camera' | 'microphone')[]
  /** players on the page */
  playing: string[]
  /** those of them that show a picture */
  seeing: string[]
  /** the server's word to a phone whose network is away */
  undelivered: Delivery[]
  dropTimer: ReturnType<typeof setTimeout> | undefined
  silence: ReturnType<typeof setInterval> | undefined
}

export function userList(users: object[]): string {
  return JSON.stringify({ userlist: users })
}

function playUrl(userID: string): string {
  return `room://cloud.tencent.com/rtc?userid=${userID}&streamtype=main`
}

export function videoOf({ userID, hasVideo }: Phone): object {
  return { userid: userID, playurl: playUrl(userID), streamtype: 'main', hasvideo: hasVideo }
}

export function audioOf({ userID, hasAudio }: Phone): object {
  return { userid: userID, playurl: playUrl(userID), hasaudio: hasAudio }
}

/** `room://` urls as trtc-wx-sdk writes them. */
export function parseRoomUrl(url: string): { room: string; userID: string } | null {
  const room = /[?&](?:roomid|strroomid)=([^&]*)/.exec(url)?.[1]
  const userID = /[?&]userid=([^&]*)/.exec(url)?.[1]
  return url.startsWith('room://') && room && userID ? { room, userID } : null
}

export function newPhone(name: string, sink: MediaPhone): Phone {
  return {
    name,
    sink,
    behaviour: {
      silent: false,
      needsStart: false,
      entryFailure: null,
      leavesAfterFailure: false,
      cameraDenied: false,
      microphoneDenied: false,
    },
    url: null,
    camera: 'front',
    started: false,
    room: '',
    entered: false,
    userID: name,
    hasVideo: false,
    hasAudio: false,
    connected: true,
    crashed: false,
    denied: [],
    playing: [],
    seeing: [],
    undelivered: [],
    dropTimer: undefined,
    silence: undefined,
  }
}

/** streamIDs that the phone's tags play now, and those of them that have a picture. */
export function streamsOn({ sink }: Phone): { playing: string[]; seeing: string[] } {
  const players = sink.players()
  const seen = players.filter(({ hasVideo, muteVideo }) => hasVideo && !muteVideo)
  return { playing: players.map(({ streamID }) => streamID), seeing: seen.map(({ streamID }) => streamID) }
}

/** The server does not drop this user, and its streams are no longer missed. */
export function stopFading({ dropTimer, silence }: Phone): void {
  clearTimeout(dropTimer)
  clearInterval(silence)
}
