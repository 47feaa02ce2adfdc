/** tuicall-engine-wx 1: the first TUICallKit in mini programs, with its real tsignaling-wx and trtc-wx-sdk. */
import { Attempt } from '../kit/attempt'
import { ChatClient } from '../kit/chat-client'
import { roomOfUrl } from '../kit/media-rooms'
import { Realm } from '../kit/realm'
import { WeChat } from '../kit/wechat'
import type { World } from '../kit/world'
import { chatPackage } from './chat-sdk'
import { fileOf, peerFile } from './files'
import { Peer } from './peer'
import type { CallChoice, MediaType } from './peer'
import { guarded } from './trtc-js-sdk'

interface Engine {
  readonly data: {
    callStatus: string
    enterRoomStatus: boolean
    pusher?: { url?: string; enableCamera?: boolean; enableMic?: boolean }
  }
  on(event: string, listener: unknown, context?: unknown): void
  init(account: object): unknown
  call(params: object): unknown
  groupCall(params: object): unknown
  accept(): unknown
  reject(): unknown
  hangup(): unknown
  switchCallMediaType(type: MediaType): unknown
  inviteUser(params: object): unknown
  joinInGroupCall(params: object): unknown
  _pusherStateChangeHandler(event: object): void
}

interface Package {
  TUICallEngine: { createInstance(options: object): Engine }
  EVENT: Record<string, string>
}

export class WxEngine extends Peer {
  private readonly engine: Engine
  private readonly events: Record<string, string>
  private readonly realm: Realm

  constructor(world: World, userID: string, version: string) {
    super(world, userID, ['userData', 'inviteUser', 'joinInGroupCall'])
    const { clock, chat } = world
    const weChat = new WeChat(clock)
    this.realm = new Realm(clock, weChat.globals, userID)
    const tim = new ChatClient(chat, clock)
    const sdk = { 'tim-wx-sdk': chatPackage(tim) }
    const requires = {
      ...sdk,
      'tsignaling-wx': this.realm.load(fileOf('tsignaling-wx/tsignaling-wx.js'), sdk),
      'trtc-wx-sdk': this.realm.load(fileOf('trtc-wx-sdk/trtc-wx.js')),
    }
    const main = peerFile('tuicall-engine-wx', version, 'tuicall-engine-wx.js')
    const { TUICallEngine, EVENT } = this.realm.load(main, requires) as Package
    this.engine = TUICallEngine.createInstance({ sdkAppID: 1400000001, tim })
    this.events = EVENT
    // where the engine itself looks for its instance
    weChat.wx['$TUICallEngine'] = this.engine
    this.member.events = {
      entered: () => this.native(1018),
      joined: (userid) => this.native(1031, { userid }),
      left: (userid) => this.native(1032, { userid }),
      stream: (userid, media, on) => {
        const playurl = `room://cloud.tencent.com/rtc?userid=${userid}`
        if (media === 'video') this.native(1033, { userid, playurl, streamtype: 'main', hasvideo: on })
        else this.native(1034, { userid, playurl, hasaudio: on })
      },
    }
    clock.observe(() => this.followMedia())
  }

  async start(): Promise<void> {
    await this.signIn(this.engine.init(this.realm.own({ userID: this.userID, userSig: `sig-${this.userID}` })), 300)
    const wrap = (listener: unknown) => this.realm.ownFunction(listener as (event: unknown) => void)
    const engine = { on: (event: string, listener: unknown) => this.engine.on(event, listener, this.realm.own({})) }
    this.listen(engine, this.events, wrap)
  }

  get status(): string {
    return this.engine.data.callStatus
  }

  call(userID: string, type: MediaType, choice: CallChoice = {}): Attempt {
    return new Attempt(this.engine.call(this.realm.own({ userID, type, ...choice })))
  }

  groupCall(userIDList: string[], type: MediaType, groupID?: string): Attempt {
    return new Attempt(this.engine.groupCall(this.realm.own({ userIDList, type, groupID })))
  }

  accept(): Attempt {
    return new Attempt(this.engine.accept())
  }

  reject(): Attempt {
    return new Attempt(this.engine.reject())
  }

  hangup(): Attempt {
    return new Attempt(this.engine.hangup())
  }

  switchTo(type: MediaType): Attempt {
    return new Attempt(this.engine.switchCallMediaType(type))
  }

  inviteUser(userIDList: string[]): Attempt {
    return new Attempt(this.engine.inviteUser(this.realm.own({ userIDList })))
  }

  joinGroupCall(groupID: string, roomID: number, type: MediaType): Attempt {
    return new Attempt(this.engine.joinInGroupCall(this.realm.own({ groupID, roomID, type })))
  }

  /** The `<live-pusher>` on the page: what it is told decides which room this side is in. */
  private followMedia(): void {
    const { rooms } = this.world
    const { pusher, enterRoomStatus } = this.engine.data
    const room = enterRoomStatus ? roomOfUrl(pusher?.url ?? '') : ''
    if (room !== this.member.room) {
      if (room) rooms.enter(this.member, room)
      else rooms.leave(this.member)
    }
    rooms.publish(this.member, 'video', !!pusher?.enableCamera)
    rooms.publish(this.member, 'audio', !!pusher?.enableMic)
  }

  private native(code: number, user?: object): void {
    const message = user ? JSON.stringify({ userlist: [user] }) : ''
    guarded(this.member, () => this.engine._pusherStateChangeHandler({ detail: { code, message } }))
  }
}
