/** The shipped component in a call: `dist/TRTCCalling.js` between a stand-in for WeChat and one for the Chat service. */
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { settle } from './virtual-time'

type Listener = (event: { name: string; data: unknown }) => void
type Patch = Record<string, unknown>

interface Definition {
  data?: object
  properties: Record<string, { value?: unknown }>
  methods: Record<string, (...args: unknown[]) => unknown>
  lifetimes: { attached(this: object): void; detached(this: object): void }
  pageLifetimes: { show(this: object): void; hide(this: object): void }
}

/** What the pages of a stack have in common. */
interface Stack {
  chat: Chat
  definition: Definition
}

const ENTRY = path.resolve(__dirname, '../../dist/TRTCCalling.js')
const SELF = 'alice'

/** APIs that base library 2.10.0 lacks; the code asks before it calls them. */
const ABSENT = [
  'getAppBaseInfo',
  'getDeviceInfo',
  'getWindowInfo',
  'requirePrivacyAuthorize',
  'setVisualEffectOnCapture',
  'enableAlertBeforeUnload',
]

export class Phone {
  /** every `setData` of the component */
  readonly patches: Patch[] = []
  readonly data: Record<string, unknown>
  private readonly chat: Chat
  private readonly definition: Definition
  private readonly view: Record<string, unknown>

  private constructor(private readonly stack: Stack) {
    const { chat, definition } = stack
    this.chat = chat
    this.definition = definition
    const config = { sdkAppID: 1400000001, userID: SELF, userSig: 'eJw1'.repeat(20), type: 2, tim: this.chat }
    this.data = { ...definition.data, config, backgroundMute: true }
    for (const [name, { value }] of Object.entries(definition.properties)) this.data[name] ??= value
    const setData = (patch: Patch) => {
      this.patches.push(patch)
      for (const key of Object.keys(patch)) assign(this.data, key, patch[key])
    }
    const view = { is: 'TRTCCalling', data: this.data, setData, triggerEvent: () => undefined }
    this.view = { ...view, ...definition.methods, createSelectorQuery }
    definition.lifetimes.attached.call(this.view)
  }

  /** Another page with the component, above this one, which is hidden from now on. */
  openAbove(): Phone {
    this.definition.pageLifetimes.hide.call(this.view)
    return new Phone(this.stack)
  }

  /** Loads the component from `dist` and attaches it. */
  static attach(): Phone {
    if (!existsSync(ENTRY)) throw new Error(`${ENTRY} is missing: run "npm run build" first.`)
    installWeChat()
    let definition: Definition | undefined
    Object.assign(globalThis, { Component: (options: Definition) => (definition = options) })
    const load = createRequire(ENTRY)
    delete load.cache[ENTRY]
    load(ENTRY)
    if (!definition) throw new Error(`${ENTRY} did not call Component()`)
    return new Phone({ chat: new Chat(), definition })
  }

  /** Signs in, is called by the first of `members`, answers, and meets them all in the room. */
  async answerCallOf(members: string[]): Promise<void> {
    await this.call('login')
    this.chat.ring(members)
    await settle()
    await this.call('accept')
    await settle()
    this.pusher({ code: 1018, message: '' })
    for (const userid of members) {
      const playurl = `room://cloud.tencent.com/rtc?userid=${userid}`
      this.pusher({ code: 1031, message: userList({ userid }) })
      this.pusher({ code: 1033, message: userList({ userid, playurl, streamtype: 'main', hasvideo: true }) })
      this.pusher({ code: 1034, message: userList({ userid, playurl, hasaudio: true }) })
    }
    await settle()
    this.assertConnected(members.length)
  }

  assertConnected(memberCount: number): void {
    const { screen, stage } = this.data as { screen?: string; stage?: { members: unknown[] } }
    if (screen === 'connected' && stage?.members.length === memberCount) return
    throw new Error(`expected a call with ${memberCount} members on the screen, found "${String(screen)}"`)
  }

  /** A native event of `<live-pusher>`. */
  pusher(detail: object): void {
    void this.call('onPusherEvent', { type: 'any', detail, currentTarget: { id: '', dataset: {} } })
  }

  /** A native event of a member's `<live-player>`. */
  player(userID: string, detail: object): void {
    void this.call('onPlayerEvent', { type: 'any', detail, currentTarget: { id: `${userID}_main`, dataset: {} } })
  }

  /** The call becomes a tile. */
  shrink(): void {
    void this.call('setMinimized', true)
  }

  detach(): void {
    this.definition.lifetimes.detached.call(this.view)
  }

  private call(method: string, ...args: unknown[]): unknown {
    const handler = this.definition.methods[method]
    if (!handler) throw new Error(`the component has no method ${method}`)
    return handler.apply(this.view, args)
  }
}

/** A Chat SDK instance that answers at once. */
class Chat {
  private readonly listeners: Record<string, Listener[]> = {}

  on(event: string, listener: Listener): void {
    this.listeners[event] = [...(this.listeners[event] ?? []), listener]
  }

  off(): void {}

  setLogLevel(): void {}

  async login(): Promise<{ code: number; data: object }> {
    await Promise.resolve()
    this.emit('sdkStateReady', {})
    return { code: 0, data: {} }
  }

  async logout(): Promise<void> {}

  createCustomMessage(message: object): object {
    return { ...message, ID: 'own', type: 'TIMCustomElem', from: SELF, flow: 'out', time: 1_700_000_000 }
  }

  sendMessage(message: object): Promise<{ code: number; data: { message: object } }> {
    return Promise.resolve({ code: 0, data: { message } })
  }

  getUserProfile({ userIDList }: { userIDList: string[] }): Promise<{ data: object[] }> {
    return Promise.resolve({ data: userIDList.map((userID) => ({ userID, nick: `Nick of ${userID}`, avatar: '' })) })
  }

  /** The invitation of the first of `members`, to us and the others. */
  ring(members: string[]): void {
    const [inviter = '', ...others] = members
    const invitees = [SELF, ...others]
    const call = {
      version: 4,
      businessID: 'av_call',
      platform: 'MiniApp',
      extraInfo: '',
      call_type: 2,
      room_id: 4711,
      data: { cmd: 'videoCall', room_id: 4711, message: '', ...(others.length > 0 ? { userIDs: invitees } : {}) },
    }
    const envelope = {
      businessID: 1,
      inviteID: 'bench-invitation',
      inviter,
      actionType: 1,
      inviteeList: [SELF],
      data: JSON.stringify(call),
      timeout: 30,
      groupID: '',
    }
    const message = {
      ID: 'invitation',
      type: 'TIMCustomElem',
      from: inviter,
      to: SELF,
      conversationType: 'C2C',
      flow: 'in',
      time: 1_700_000_000,
      payload: { data: JSON.stringify(envelope), description: '', extension: '' },
    }
    this.emit('onMessageReceived', [message])
  }

  private emit(name: string, data: unknown): void {
    for (const listener of this.listeners[name] ?? []) listener({ name, data })
  }
}

/** Every API succeeds at once, with nothing to tell. */
function installWeChat(): void {
  const special: Record<string, unknown> = {
    nextTick: (callback: () => void) => void Promise.resolve().then(callback),
    getSystemInfoSync: () => ({ platform: 'android', SDKVersion: '2.10.0', language: 'en' }),
    getSetting: succeedWith({ authSetting: { 'scope.record': true, 'scope.camera': true } }),
    createInnerAudioContext: liveContext,
    createLivePusherContext: liveContext,
    createLivePlayerContext: liveContext,
  }
  const wx = new Proxy(special, {
    get: (known, name: string) => known[name] ?? (ABSENT.includes(name) ? undefined : succeedWith({})),
  })
  Object.assign(globalThis, { wx, getApp: () => ({}) })
}

function liveContext(): object {
  return new Proxy({}, { get: () => succeedWith({}) })
}

function succeedWith(result: object) {
  return (options?: { success?: (result: object) => void; complete?: (result: object) => void }): void => {
    if (typeof options !== 'object') return
    options.success?.(result)
    options.complete?.(result)
  }
}

/** Finds nothing. */
function createSelectorQuery(): object {
  const query: object = new Proxy({}, { get: (_, name) => (name === 'exec' ? () => undefined : () => query) })
  return query
}

function userList(user: object): string {
  return JSON.stringify({ userlist: [user] })
}

/** `setData` for one path, such as `stage.members[0].muted`. */
function assign(data: Record<string, unknown>, dataPath: string, value: unknown): void {
  const steps = dataPath.split(/[.[\]]+/).filter((step) => step !== '')
  const last = steps.pop() ?? ''
  const holder = steps.reduce((at, step) => at[step] as Record<string, unknown>, data)
  holder[last] = value
}
