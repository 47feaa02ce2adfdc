/** @tencentcloud/call-engine-js and -wx 3.3: TUICallKit 4, whose signalling is a WebAssembly program. */
import { readFileSync } from 'node:fs'
import { brotliDecompressSync } from 'node:zlib'
import { Attempt } from '../kit/attempt'
import { Realm } from '../kit/realm'
import { standIn } from '../kit/stand-in'
import { WeChat } from '../kit/wechat'
import type { World } from '../kit/world'
import { browserRealm } from './browser'
import { ChatWithSignaling, chatPackage } from './chat-sdk'
import { peerFile } from './files'
import type { CallChoice, MediaType } from './peer'
import { trtcCloudSdk } from './trtc-cloud-sdk'
import { instantiate, withInstantiate } from './web-assembly'
import { CallEnginePeer } from './web-engine'
import type { Engine, EnginePackage } from './web-engine'

interface Setup {
  realm: Realm
  main: string
  media: string
}

export class WasmEngine extends CallEnginePeer {
  // its user interface looks after the camera, also between two of these engines
  override readonly switchesCamera = { 1: false, 2: false }
  protected engine!: Engine // made in start(), as soon as the program is ready
  private readonly tim: CallServerStandIn
  private readonly package: EnginePackage
  private dialled = false
  /** how many events were heard before the current call */
  private since = 0

  constructor(world: World, userID: string, { realm, main, media }: Setup) {
    super(world, userID, ['userData', 'strRoomID', 'inviteUser', 'joinInGroupCall', 'calls', 'marks'])
    this.tim = new CallServerStandIn(world.chat, world.clock, realm)
    this.package = realm.load(main, {
      '@tencentcloud/chat': chatPackage(this.tim),
      [media]: trtcCloudSdk(world, this.member),
      'rtc-detect': Detect,
    }) as EnginePackage
  }

  /** call-engine-js */
  static web(world: World, userID: string, version: string): WasmEngine {
    const main = peerFile('@tencentcloud/call-engine-js', version, 'index.cjs.js')
    return new WasmEngine(world, userID, { realm: browserRealm(world.clock, userID), main, media: 'trtc-cloud-js-sdk' })
  }

  /** call-engine-wx */
  static weChat(world: World, userID: string, version: string): WasmEngine {
    const program = peerFile('@tencentcloud/call-engine-wx', version, 'RTCCallEngine.wasm.br')
    // WeChat's own takes a path inside of the mini program, and unpacks the file
    const WXWebAssembly = withInstantiate((_path: string, imports) =>
      instantiate(brotliDecompressSync(readFileSync(program)), imports),
    )
    const globals = { ...new WeChat(world.clock).globals, WXWebAssembly, TextDecoder, TextEncoder }
    const main = peerFile('@tencentcloud/call-engine-wx', version, 'index.cjs.js')
    const realm = new Realm(world.clock, globals, userID)
    return new WasmEngine(world, userID, { realm, main, media: '@tencentcloud/trtc-component-wx' })
  }

  async start(): Promise<void> {
    const { TUICallEngine, TUICallEvent } = this.package
    for (let tries = 0; !TUICallEngine.isWasmReady; tries += 1) {
      if (tries === 100) throw new Error('The WebAssembly program did not start.')
      await this.world.run(10)
    }
    this.engine = TUICallEngine.createInstance({ SDKAppID: 1400000001, tim: this.tim })
    this.listen(this.engine, TUICallEvent ?? TUICallEngine.EVENT ?? {})
    await this.signIn(this.engine.login({ userID: this.userID, userSig: `sig-${this.userID}` }), 2500)
  }

  /** Its state is inside of the program; the events tell. */
  get status(): string {
    let status = this.dialled ? 'calling' : 'idle'
    for (const { name } of this.heard.slice(this.since)) {
      if (name === 'ON_CALL_RECEIVED') status = 'calling'
      if (name === 'ON_CALL_BEGIN') status = 'connected'
      if (name === 'CALL_END' || name === 'ON_CALL_NOT_CONNECTED') status = 'idle'
    }
    return status
  }

  override get isIdle(): boolean {
    return this.status === 'idle' && !this.room
  }

  override call(userID: string, type: MediaType, choice?: CallChoice): Attempt {
    return this.dialling(() => super.call(userID, type, choice))
  }

  override groupCall(userIDs: string[], type: MediaType, groupID?: string): Attempt {
    return this.dialling(() => super.groupCall(userIDs, type, groupID))
  }

  override calls(userIDList: string[], type: MediaType): Attempt {
    return this.dialling(() => new Attempt(this.engine.calls({ userIDList, type })))
  }

  protected get callType(): MediaType {
    return (this.last('ringing') as { callMediaType: MediaType }).callMediaType
  }

  private dialling(dial: () => Attempt): Attempt {
    this.dialled = true
    this.since = this.heard.length
    const attempt = dial()
    attempt.onRefusal(() => (this.dialled = false))
    return attempt
  }
}

/**
 * Chat, and behind it Tencent's call server, which only calls() asks. It is not here: every request gets the least that
 * the engine takes for a yes. What the real one does beside that can't be seen here.
 */
class CallServerStandIn extends ChatWithSignaling {
  override async callExperimentalAPI(name: string, parameters: { serviceCommand?: string }): Promise<object> {
    if (name !== 'sendRoomCustomData') return super.callExperimentalAPI(name, parameters)
    const starts = parameters.serviceCommand === 'call_engine_srv.start_call'
    const Response = starts ? { CallId: 'call-1' } : {}
    return Promise.resolve({ code: 0, data: JSON.stringify({ ErrorCode: 0, ErrorInfo: '', Response }) })
  }
}

/** rtc-detect: what this constructor returns is what `new` gives. */
function Detect(): object {
  return standIn({ getSystem: () => ({ browser: { name: 'Chrome', version: '120' }, OS: 'Linux' }) })
}
