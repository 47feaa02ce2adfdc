/** tuicall-engine-webrtc: TUICallKit for the web, up to version 3. */
import { Attempt } from '../kit/attempt'
import { ChatClient } from '../kit/chat-client'
import type { World } from '../kit/world'
import { browserRealm } from './browser'
import { ChatWithSignaling, chatPackage } from './chat-sdk'
import { fileOf, peerFile } from './files'
import { Peer } from './peer'
import type { Ability, CallChoice, MediaType } from './peer'
import { trtcCloudSdk } from './trtc-cloud-sdk'
import { trtcJsSdk } from './trtc-js-sdk'

export interface Engine {
  readonly _callStatus: string
  readonly _callType: MediaType
  on(event: string, listener: unknown, context?: unknown): void
  login(account: object): unknown
  call(params: object): unknown
  groupCall(params: object): unknown
  calls(params: object): unknown
  accept(): unknown
  reject(): unknown
  hangup(): unknown
  switchCallMediaType(type: MediaType): unknown
  inviteUser(params: object): unknown
  joinInGroupCall(params: object): unknown
  openMicrophone(): unknown
  openCamera(view: string): unknown
}

export interface EnginePackage {
  TUICallEngine: { createInstance(options: object): Engine; EVENT?: Record<string, string>; isWasmReady?: boolean }
  TUICallEvent?: Record<string, string>
}

/** What the engines on web and WebAssembly have in common. */
export abstract class CallEnginePeer extends Peer {
  protected abstract readonly engine: Engine
  protected abstract get callType(): MediaType

  call(userID: string, type: MediaType, choice: CallChoice = {}): Attempt {
    const room = choice.strRoomID ? { roomID: 0 } : {}
    return new Attempt(this.opening(this.engine.call({ userID, type, ...room, ...choice }), () => type))
  }

  groupCall(userIDList: string[], type: MediaType, groupID?: string): Attempt {
    return new Attempt(this.opening(this.engine.groupCall({ userIDList, type, groupID }), () => type))
  }

  accept(): Attempt {
    return new Attempt(this.opening(this.engine.accept(), () => this.callType))
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
    return new Attempt(this.engine.inviteUser({ userIDList }))
  }

  joinGroupCall(groupID: string, roomID: number, type: MediaType): Attempt {
    return new Attempt(this.engine.joinInGroupCall({ groupID, roomID, type }))
  }

  /** TUICallKit opens the microphone, and in a video call the camera, after call() and accept(). */
  private async opening(asked: unknown, type: () => MediaType): Promise<void> {
    await asked
    const media = async () => {
      await this.engine.openMicrophone()
      if (type() === 2) await this.engine.openCamera('local')
    }
    media().catch((error: unknown) => void this.member.errors.push(String(error)))
  }
}

export class WebEngine extends CallEnginePeer {
  override readonly switchesCamera: Record<MediaType, boolean>
  protected readonly engine: Engine
  private readonly events: Record<string, string>

  constructor(world: World, userID: string, version: string, abilities: readonly Ability[]) {
    super(world, userID, abilities)
    const { clock, chat } = world
    const isVersion3 = version.startsWith('3')
    // it leaves the camera for a switch to video to its user interface
    this.switchesCamera = { 1: true, 2: !isVersion3 }
    const realm = browserRealm(clock, userID)
    const tim = isVersion3 ? new ChatWithSignaling(chat, clock, realm) : new ChatClient(chat, clock)
    const sdks = isVersion3
      ? { '@tencentcloud/chat': chatPackage(tim), 'trtc-cloud-js-sdk': trtcCloudSdk(world, this.member) }
      : { 'tim-js-sdk': chatPackage(tim), 'trtc-js-sdk': trtcJsSdk(world, this.member) }
    const tsignaling = isVersion3 ? {} : realm.load(fileOf('tsignaling/tsignaling-js.js'), sdks)
    const main = peerFile('tuicall-engine-webrtc', version, 'tuicall-engine-webrtc.js')
    const requires = { ...sdks, tsignaling, 'rtc-ai-denoiser': Denoiser }
    const { TUICallEngine, TUICallEvent } = realm.load(main, requires) as EnginePackage
    this.engine = TUICallEngine.createInstance({ SDKAppID: 1400000001, tim })
    this.events = TUICallEvent ?? TUICallEngine.EVENT ?? {}
  }

  async start(): Promise<void> {
    this.listen(this.engine, this.events)
    await this.signIn(this.engine.login({ userID: this.userID, userSig: `sig-${this.userID}` }), 300)
  }

  get status(): string {
    return this.engine._callStatus
  }

  protected get callType(): MediaType {
    return this.engine._callType
  }
}

/** rtc-ai-denoiser on a device that can't */
class Denoiser {
  isSupported(): boolean {
    return false
  }
}
