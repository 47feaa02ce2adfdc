/** Somebody with a phone: the real library, and everything that a test wants to know about what it did. */
import { TRTCCalling } from '../../../lib/api/calling'
import type { Platform } from '../../../lib/foundation/ports'
import type { CallingOptions } from '../../../lib/api/calling'
import { EVENT } from '../../../lib/foundation/types'
import type { CallEndReason, CallingEvent, EventName, EventPayloads } from '../../../lib/foundation/types'
import { ChatClient } from '../chat/chat'
import type { ChatNetwork } from '../chat/chat'
import { SDK_APP_ID } from '../chat/signaling'
import { createFakeWx, createTestPlatform } from './wx'
import type { FakeWx, FakeWxOptions, TestPlatform } from './wx'

/** Marked, so that a leak is found wherever it comes out. */
export const CANARY = 'CANARY-USER-SIG'

export interface PersonOptions extends Partial<Omit<CallingOptions, 'platform'>> {
  /** parts of the platform that are special */
  platform?: Partial<Platform>
  /** default: the userID */
  phone?: string
  wx?: FakeWxOptions
  seed?: number
}

const CONSTANT_NOISE: EventName[] = ['USER_VOICE_VOLUME', 'NETWORK_QUALITY', 'CALL_MESSAGE', 'SDK_READY']
/** the only events that may come while there is no call */
const OUTSIDE_OF_CALLS: EventName[] = ['CALL_MESSAGE', 'SDK_READY', 'KICKED_OUT', 'ERROR']

export class Person {
  readonly calling: TRTCCalling
  readonly tim: ChatClient
  readonly wx: FakeWx
  readonly platform: TestPlatform
  /** everything heard, in order */
  heard: CallingEvent[] = []
  /** calls begun: invitations that rang, and own calls that were not refused */
  begun = 0
  /** CALL_ENDs heard */
  ended = 0
  /** what was heard about a call while there was none */
  readonly strays: string[] = []
  /** the app is gone without a word */
  crashed = false

  constructor(
    chat: ChatNetwork,
    readonly userID: string,
    /** tells two devices of one account apart; otherwise the userID */
    readonly phone: string,
    options: PersonOptions,
  ) {
    const { phone: _, wx, seed = 1, platform, ...config } = options
    this.tim = config.tim instanceof ChatClient ? config.tim : chat.client()
    this.wx = createFakeWx(wx)
    this.platform = createTestPlatform(this.wx, { seed })
    Object.assign(this.platform, platform)
    this.calling = new TRTCCalling({
      sdkAppID: SDK_APP_ID,
      userID,
      userSig: `${CANARY}-${userID}`,
      type: 1,
      context: this.wx.context,
      ...config,
      tim: this.tim,
      platform: this.platform,
    })
    for (const name of Object.keys(EVENT) as EventName[]) {
      this.calling.on(name, (event) => this.hear(event))
    }
    this.countOwnCalls()
  }

  /** The payloads of one event. */
  got<N extends EventName>(event: N): EventPayloads[N][] {
    // events of that name carry that payload
    return this.heard.filter((one) => one.eventCode === event).map((one) => one.data as EventPayloads[N])
  }

  /** Names of the events heard, without those that come all the time. */
  names(): EventName[] {
    return this.heard.map((one) => one.eventCode).filter((name) => !CONSTANT_NOISE.includes(name))
  }

  /** Reasons of all CALL_ENDs. */
  ends(): CallEndReason[] {
    return this.got('CALL_END').map((end) => end.reason)
  }

  /** The camera was told to show the own picture, and nothing has told it to stop. */
  get showsCamera(): boolean {
    const commands = this.wx.calls.filter(({ api }) => /^LivePusherContext\.(startPreview|stopPreview|stop)$/.test(api))
    return commands[commands.length - 1]?.api === 'LivePusherContext.startPreview'
  }

  /** Its call goes on without it, on another page of the same account: it hears of no end. */
  letsGo(): void {
    this.begun = this.ended
    // what it heard of a call that another page had begun
    this.strays.length = 0
  }

  private hear(event: CallingEvent): void {
    this.heard.push(event)
    const { eventCode } = event
    if (eventCode === 'INVITED') this.begun++
    if (this.begun === this.ended && !OUTSIDE_OF_CALLS.includes(eventCode)) this.strays.push(eventCode)
    if (eventCode === 'CALL_END') this.ended++
  }

  private countOwnCalls(): void {
    const { calling } = this
    const counted =
      <P>(method: (params: P) => Promise<void>) =>
      (params: P): Promise<void> => {
        const wasIdle = calling.state.status === 'idle'
        const promise = method.call(calling, params)
        const count = (): boolean => {
          const hasBegun = wasIdle && calling.state.status !== 'idle'
          if (hasBegun) this.begun++
          return hasBegun
        }
        // called in the middle of an event, it begins after it
        if (!count()) void Promise.resolve().then(count)
        return promise
      }
    calling.call = counted(calling.call)
    calling.groupCall = counted(calling.groupCall)
    calling.joinInGroupCall = counted(calling.joinInGroupCall)
  }
}
