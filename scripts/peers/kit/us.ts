/** One of our phones: the built library as it is shipped, between WeChat, Chat and the media rooms. */
import path from 'node:path'
import type { CallOptions, CallParams, GroupCallParams } from '../../../lib/foundation/options'
import type { CallType, EventName, EventPayloads } from '../../../lib/foundation/types'
import type { CallingState } from '../../../lib/foundation/calling-state'
import { Attempt } from './attempt'
import { ChatClient } from './chat-client'
import { MediaMember, roomOfUrl } from './media-rooms'
import type { Media } from './media-rooms'
import { Realm } from './realm'
import { WeChat } from './wechat'
import type { World } from './world'

/** The part of the class TRTCCalling that is used here. */
interface Calling {
  readonly state: CallingState
  on(event: EventName, handler: (event: { data: unknown }) => void): void
  login(): Promise<void>
  call(params: CallParams): Promise<void>
  groupCall(params: GroupCallParams): Promise<void>
  inviteUser(params: GroupCallParams): Promise<void>
  joinInGroupCall(params: { groupID: string; roomID: number; type: CallType }): Promise<void>
  accept(): Promise<void>
  reject(): Promise<void>
  hangup(): Promise<void>
  switchCallType(type: CallType): Promise<void>
  acceptSwitch(): Promise<void>
  onPusherEvent(event: unknown): void
}

interface Library {
  TRTCCalling: new (options: object) => Calling
  EVENT: Record<string, EventName>
}

const LIBRARY = path.resolve(__dirname, '../../../dist/index.js')

export class Us {
  readonly calling: Calling
  readonly member: MediaMember
  /** what its user was told, and when */
  readonly log: { at: number; line: string }[] = []
  private readonly events: { name: EventName; data: unknown }[] = []
  private readonly weChat: WeChat

  private constructor(
    private readonly world: World,
    readonly userID: string,
  ) {
    const { clock, chat } = world
    this.weChat = new WeChat(clock)
    this.member = new MediaMember(userID)
    const realm = new Realm(clock, this.weChat.globals, userID)
    const { TRTCCalling, EVENT } = realm.load(LIBRARY) as Library
    const tim = new ChatClient(chat, clock)
    this.calling = new TRTCCalling({
      sdkAppID: 1400000001,
      userID,
      userSig: `sig-${userID}`,
      type: 2,
      tim,
      context: {},
    })
    for (const name of Object.values(EVENT)) {
      this.calling.on(name, ({ data }) => {
        this.events.push({ name, data })
        this.log.push({ at: clock.now, line: `${userID} hear ${name} ${JSON.stringify(data)}` })
      })
    }
    this.member.events = {
      entered: () => this.native(1018),
      joined: (userid) => this.native(1031, { userid }),
      left: (userid) => this.native(1032, { userid }),
      stream: (userid, media, on) => this.stream(userid, media, on),
    }
    clock.observe(() => this.followMedia())
  }

  /** A phone whose user signs in. */
  static async join(world: World, userID: string): Promise<Us> {
    const us = new Us(world, userID)
    const login = new Attempt(us.calling.login())
    await world.run(50)
    login.assertGranted('our login()')
    return us
  }

  get status(): string {
    return this.calling.state.status
  }

  get room(): string {
    return this.member.room
  }

  /** whether the other's picture has a place on the screen */
  shows(userID: string): boolean {
    return this.calling.state.players.some((player) => player.userID === userID)
  }

  count(name: EventName): number {
    return this.events.filter((event) => event.name === name).length
  }

  last<N extends EventName>(name: N): EventPayloads[N] | undefined {
    return this.events.filter((event) => event.name === name).pop()?.data as EventPayloads[N] | undefined
  }

  call(userID: string, options: CallOptions): Attempt {
    return new Attempt(this.calling.call({ userID, ...options }))
  }

  groupCall(params: GroupCallParams): Attempt {
    return new Attempt(this.calling.groupCall(params))
  }

  accept(): Attempt {
    return new Attempt(this.calling.accept())
  }

  reject(): Attempt {
    return new Attempt(this.calling.reject())
  }

  hangup(): Attempt {
    return new Attempt(this.calling.hangup())
  }

  inviteUser(params: GroupCallParams): Attempt {
    return new Attempt(this.calling.inviteUser(params))
  }

  joinGroupCall(params: { groupID: string; roomID: number; type: CallType }): Attempt {
    return new Attempt(this.calling.joinInGroupCall(params))
  }

  switchTo(type: CallType): Attempt {
    return new Attempt(this.calling.switchCallType(type))
  }

  acceptSwitch(): Attempt {
    return new Attempt(this.calling.acceptSwitch())
  }

  /** The `<live-pusher>` on the page: what it is told decides which room we are in. */
  private followMedia(): void {
    const { rooms } = this.world
    const { pusher } = this.calling.state
    const room = pusher && (pusher.autopush || this.weChat.pushing) ? roomOfUrl(pusher.url) : ''
    if (room !== this.member.room) {
      if (room) rooms.enter(this.member, room)
      else rooms.leave(this.member)
    }
    rooms.publish(this.member, 'video', !!pusher?.enableCamera)
    rooms.publish(this.member, 'audio', !!pusher?.enableMic)
  }

  private stream(userid: string, media: Media, on: boolean): void {
    const playurl = `room://cloud.tencent.com/rtc?userid=${userid}`
    if (media === 'video') this.native(1033, { userid, playurl, streamtype: 'main', hasvideo: on })
    else this.native(1034, { userid, playurl, hasaudio: on })
  }

  /** An event of `<live-pusher>`. */
  private native(code: number, user?: object): void {
    const message = user ? JSON.stringify({ userlist: [user] }) : ''
    this.calling.onPusherEvent({ type: 'statechange', detail: { code, message } })
  }
}
