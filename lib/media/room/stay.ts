// eslint-disable-next-line @typescript-eslint/triple-slash-reference -- every project that compiles this file needs that declaration
/// <reference path="./trtc-wx-sdk.d.ts" />
import TRTC from 'trtc-wx-sdk'
import type { TrtcPlayerAttributes, TrtcPusher, TrtcPusherAttributes, TrtcRoomConfig } from 'trtc-wx-sdk'
import type { RoomCredentials } from '../../foundation/ports'
import type { UserID } from '../../foundation/types'
import type { NativeStream, RosterFact } from './native-events'
import type { Roster } from './roster'

/** Streams of users who were not announced yet; more than this is noise. */
const MAX_EARLY = 256

type StreamKind = 'video' | 'audio'

/** What opens a room: whose, which, and with what right. */
export interface RoomAddress extends RoomCredentials {
  sdkAppID: number
  userID: UserID
  /** exactly one of the two is set: a number 1-4294967294 */
  roomID: number
  /** or a name */
  strRoomID: string
  /** '' without one */
  userDefineRecordID: string
}

interface EarlyStream {
  kind: StreamKind
  stream: NativeStream
}

/**
 * One stay in a room: one instance of trtc-wx-sdk, one pusher. An instance is not used again after the room was left,
 * so a late event of an old room has no effect.
 *
 * The SDK gets checked events only, rewritten from what was understood: it throws on a message that is JSON but not an
 * object, and takes any userID. Its handlers for `netstatus` and `audiovolumenotify` are not used: they write the
 * measurements over the attributes (`videoWidth` among them).
 */
export class TrtcStay {
  private readonly trtc: TRTC
  private pusher: TrtcPusher | null = null
  private early: EarlyStream[] = []

  constructor(
    context: unknown,
    private readonly self: UserID,
    private readonly roster: Roster,
  ) {
    // `test` is the only way to stop the SDK's telemetry and console lines: both would hold the UserSig
    this.trtc = new TRTC(context, { env: 'test' })
    this.trtc.setLogLevel(4)
  }

  /** The url that enters the room; null if the SDK refuses the parameters. May throw where live-pusher is missing. */
  enter(request: RoomAddress, attributes: Partial<TrtcPusherAttributes>): string | null {
    // an object of our own: the SDK adds a dozen fields to it
    const config: TrtcRoomConfig = {
      sdkAppID: request.sdkAppID,
      userID: request.userID,
      userSig: request.userSig,
      scene: 'rtc',
    }
    if (request.strRoomID) config.strRoomID = request.strRoomID
    else config.roomID = request.roomID
    if (request.userDefineRecordID) config.userDefineRecordID = request.userDefineRecordID
    if (request.privateMapKey) config.privateMapKey = request.privateMapKey
    const pusher = this.trtc.createPusher(attributes)
    const { url } = this.trtc.enterRoom(config)
    if (url) this.pusher = pusher
    return url
  }

  get attributes(): TrtcPusherAttributes {
    return this.trtc.getPusherAttributes()
  }

  setAttributes(attributes: Partial<TrtcPusherAttributes>): void {
    this.trtc.setPusherAttributes(attributes)
  }

  /** Streams with picture or sound. */
  get streams(): TrtcPlayerAttributes[] {
    return this.trtc.getPlayerList().filter((stream) => stream.hasVideo || stream.hasAudio)
  }

  start(): void {
    this.command((pusher) => pusher.start())
  }

  /** Also turns the attribute `frontCamera` round. */
  switchCamera(): void {
    this.command((pusher) => void pusher.switchCamera())
  }

  /** Users and streams, as the native tag reports them, and as the roster has heard already. */
  hear(fact: RosterFact): void {
    if ('streams' in fact) this.update(fact.kind, fact.streams)
    else if (fact.kind === 'joined') this.join(fact.userIDs)
    else this.depart(fact.userIDs)
  }

  /**
   * Stops the pusher, and tells it nothing more. `exitRoom` would stop it as well, and print two lines into the host's
   * console on the way.
   * @param stopped called when WeChat has stopped the pusher; not called by every version
   */
  close(stopped?: () => void): void {
    this.command((pusher) => pusher.stop(stopped ? { complete: stopped } : {}))
    this.pusher = null
  }

  private join(userIDs: UserID[]): void {
    const others = userIDs.filter((userID) => userID !== this.self)
    this.handOver(
      1031,
      others.map((userid) => ({ userid })),
    )
    const waiting = this.early.filter(({ stream }) => others.indexOf(stream.userID) >= 0)
    this.forgetEarly(others)
    for (const { kind, stream } of waiting) this.update(kind, [stream])
  }

  private depart(userIDs: UserID[]): void {
    this.forgetEarly(userIDs)
    this.handOver(
      1032,
      userIDs.map((userid) => ({ userid })),
    )
  }

  /**
   * The SDK drops streams of users that it does not know. They wait here until their user is announced; announcing the
   * user ourselves would bring back a user who has just left.
   */
  private update(kind: StreamKind, streams: NativeStream[]): void {
    const known = streams.filter(({ userID }) => this.roster.isPresent(userID))
    const early = streams.filter(({ userID }) => userID !== this.self && !this.roster.isPresent(userID))
    this.early = this.early.concat(early.map((stream) => ({ kind, stream }))).slice(-MAX_EARLY)
    this.handOver(
      kind === 'video' ? 1033 : 1034,
      known.map(({ userID, streamType, available, playUrl }) => ({
        userid: userID,
        streamtype: streamType,
        // the SDK keeps the first url of a stream, so the first one has to be usable
        playurl: playUrl || `room://cloud.tencent.com/rtc?userid=${userID}&streamtype=${streamType}`,
        [kind === 'video' ? 'hasvideo' : 'hasaudio']: available,
      })),
    )
  }

  private forgetEarly(userIDs: UserID[]): void {
    this.early = this.early.filter(({ stream }) => userIDs.indexOf(stream.userID) < 0)
  }

  private handOver(code: number, userlist: object[]): void {
    if (userlist.length) this.trtc.pusherEventHandler({ detail: { code, message: JSON.stringify({ userlist }) } })
  }

  private command(run: (pusher: TrtcPusher) => void): void {
    try {
      if (this.pusher) run(this.pusher)
    } catch {
      // the tag is gone from the page: it has stopped by itself
    }
  }
}
