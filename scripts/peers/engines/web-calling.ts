/** trtc-calling-js: TRTCCalling for the web. Signals through tsignaling on tim-js-sdk, media through trtc-js-sdk 4. */
import { Attempt } from '../kit/attempt'
import { ChatClient } from '../kit/chat-client'
import type { World } from '../kit/world'
import { browserRealm } from './browser'
import { chatPackage } from './chat-sdk'
import { fileOf, peerFile } from './files'
import { Peer } from './peer'
import type { MediaType } from './peer'
import { trtcJsSdk } from './trtc-js-sdk'

interface Calling {
  readonly _callStatus: string
  on(event: string, listener: unknown, context?: unknown): void
  login(account: object): unknown
  call(params: object): unknown
  groupCall(params: object): unknown
  accept(params: object): unknown
  reject(params: object): unknown
  hangup(): unknown
  switchToAudioCall(): unknown
  switchToVideoCall(): unknown
}

interface TRTCCalling {
  new (options: object): Calling
  EVENT: Record<string, string>
}

interface Invitation {
  inviteID?: string
  inviteData?: { roomID: number; callType: MediaType }
}

const RING_SECONDS = 30

export class WebCalling extends Peer {
  private readonly engine: Calling
  private readonly events: Record<string, string>

  constructor(world: World, userID: string, version: string) {
    super(world, userID, ['switchToVideo', 'groupless'])
    const { clock, chat } = world
    const realm = browserRealm(clock, userID)
    const tim = new ChatClient(chat, clock)
    const sdks = { 'tim-js-sdk': chatPackage(tim), 'trtc-js-sdk': trtcJsSdk(world, this.member) }
    const tsignaling = realm.load(fileOf('tsignaling/tsignaling-js.js'), sdks)
    const main = peerFile('trtc-calling-js', version, 'trtc-calling-js.js')
    const Engine = realm.load(main, { ...sdks, tsignaling }) as TRTCCalling
    this.engine = new Engine({ SDKAppID: 1400000001, tim })
    this.events = Engine.EVENT
  }

  async start(): Promise<void> {
    this.listen(this.engine, this.events)
    await this.signIn(this.engine.login({ userID: this.userID, userSig: `sig-${this.userID}` }), 200)
  }

  get status(): string {
    return this.engine._callStatus
  }

  call(userID: string, type: MediaType): Attempt {
    return new Attempt(this.engine.call({ userID, type, timeout: RING_SECONDS }))
  }

  groupCall(userIDList: string[], type: MediaType, groupID?: string): Attempt {
    return new Attempt(
      this.engine.groupCall({ userIDList, type, timeout: RING_SECONDS, ...(groupID ? { groupID } : {}) }),
    )
  }

  accept(): Attempt {
    const { inviteID, inviteData } = this.invitation()
    return new Attempt(this.engine.accept({ inviteID, roomID: inviteData?.roomID, callType: inviteData?.callType }))
  }

  reject(): Attempt {
    const { inviteID, inviteData } = this.invitation()
    return new Attempt(this.engine.reject({ inviteID, isBusy: false, callType: inviteData?.callType }))
  }

  hangup(): Attempt {
    return new Attempt(this.engine.hangup())
  }

  switchTo(type: MediaType): Attempt {
    return new Attempt(type === 1 ? this.engine.switchToAudioCall() : this.engine.switchToVideoCall())
  }

  inviteUser(): Attempt {
    throw new Error('This engine has no inviteUser().')
  }

  joinGroupCall(): Attempt {
    throw new Error('This engine has no joinInGroupCall().')
  }

  private invitation(): Invitation {
    const event = (this.last('ringing') ?? {}) as Invitation & { data?: Invitation }
    return event.data ?? event
  }
}
