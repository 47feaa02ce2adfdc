/**
 * A phone on which a page holds the built component, in a `Town`: the component's own library talks to the town's
 * Chat, and the town's media room plays the native tags that the component shows.
 *
 *     const phone = new ComponentPhone(town, 'alice')
 *     await phone.signIn()
 *     await phone.tap('Accept')
 *     phone.text()
 */
import { existsSync } from 'node:fs'
import path from 'node:path'
import exparser from 'miniprogram-exparser'
import * as simulate from 'miniprogram-simulate'
import type { CallingEvent, EventName, Handler, PlayerAttributes, PusherAttributes } from '../../../lib/index'
import type { CallingConfig, CallingState, CallParams, GroupCallParams, RejectOptions } from '../../../lib/index'
import type { Rendered } from './exparser'
import { SDK_APP_ID } from '../chat/signaling'
import { CANARY, type Town } from '../town/town'
import { createFakeWx, type FakeWx, type FakeWxOptions } from '../town/wx'

/** What a page gets from `selectComponent`. */
export interface ComponentInstance {
  EVENT: Record<EventName, EventName>
  login(): Promise<void>
  logout(): Promise<void>
  on<N extends EventName>(event: N, handler: Handler<N>, context?: unknown): void
  off<N extends EventName>(event: N, handler?: Handler<N>): void
  call(params: CallParams): Promise<void>
  groupCall(params: GroupCallParams): Promise<void>
  inviteUser(params: { userIDList: string[] }): Promise<void>
  joinInGroupCall(params: { groupID?: string; roomID?: number; strRoomID?: string; type?: 1 | 2 }): Promise<void>
  accept(): Promise<void>
  reject(options?: RejectOptions): Promise<void>
  hangup(): Promise<void>
  switchCallType(type: 1 | 2): Promise<void>
  acceptSwitch(): Promise<void>
  rejectSwitch(): Promise<void>
  setSelfInfo(info: { nickName?: string; avatar?: string }): Promise<void>
  startRemoteView(userID: string): void
  stopRemoteView(userID: string): void
  openCamera(): void
  closeCamera(): void
  setMicMute(isMute: boolean): void
  switchCamera(isFrontCamera?: boolean): void
  setHandsFree(isHandsFree: boolean): void
  setVideoQuality(quality: { resolution?: string; minBitrate?: number; maxBitrate?: number }): void
  setBeautyLevel(level: number): void
  setAudioQuality(quality: 'low' | 'high'): void
  setLanguage(language: string): void
  setCallingBell(path: string): void
  enableMuteMode(on: boolean): void
  setMinimized(on: boolean): void
  setCredentials(credentials: Pick<CallingConfig, 'renewUserSig' | 'getPrivateMapKey' | 'tim'>): void
  readonly state: Readonly<CallingState>
  onPusherEvent(event: unknown): void
  onPlayerEvent(event: unknown): void
  data: {
    screen: string
    pusher: PusherAttributes | null
    stage: { members: { player: PlayerAttributes | null }[] }
  }
}

/** What is built, as a stranger gets it; scripts/mutate has it compiled from its source instead. */
const COMPONENT_FOLDER = path.resolve(__dirname, '../../..', process.env['COMPONENT_FOLDER'] ?? 'dist')

/** Runs the component's scripts once per test file: a second time they come out of the module cache and say nothing. */
const loaded: { [file: string]: string } = {}

/** @param folder of another copy of the package */
export function loadComponent(folder = COMPONENT_FOLDER): string {
  const file = path.join(folder, 'TRTCCalling')
  if (!existsSync(`${file}.wxml`)) throw new Error('dist/ is missing: run `npm run build` first')
  loaded[file] ??= (simulate as unknown as { load(file: string, tag: string): string }).load(file, 'TRTCCalling')
  return loaded[file]
}

export class ComponentPhone {
  readonly root: Rendered
  readonly instance: ComponentInstance
  readonly wx: FakeWx
  /** names of the events heard, in order */
  readonly heard: EventName[] = []
  private readonly globalWx: WechatMiniprogram.Wx

  constructor(
    private readonly town: Town,
    readonly userID: string,
    /** `page`: id of a registered page that holds the component as `#TRTCCalling-room`, in place of the component alone */
    options: {
      wx?: FakeWxOptions
      properties?: Record<string, unknown>
      page?: string
      /** folder of another copy of the package */
      copy?: string
    } = {},
  ) {
    this.wx = createFakeWx(options.wx)
    this.globalWx = wx
    const { globalWx, wx: own } = this
    // the SDKs of the town's other people read the global `wx` too: they are known by the context they pass
    const others = town.everybody.map((person): unknown => person.wx.context)
    Object.assign(globalThis, {
      wx: {
        ...own.wx,
        createLivePusherContext: (context?: unknown) =>
          others.includes(context)
            ? (globalWx.createLivePusherContext as (context: unknown) => unknown)(context)
            : own.wx.createLivePusherContext(),
        createLivePlayerContext: (id: string, context?: never) =>
          others.includes(context) ? globalWx.createLivePlayerContext(id, context) : own.wx.createLivePlayerContext(id),
      },
    })

    const { page } = options
    const id = page ?? loadComponent(options.copy)
    const properties = page === undefined ? { config: configOf(town, userID), ...options.properties } : {}
    this.root = (simulate as unknown as { render(id: string, properties: object): Rendered }).render(id, properties)
    this.root.attach(document.body)
    const { instance } = this.root
    const found: unknown = page === undefined ? instance : instance.selectComponent('#TRTCCalling-room')
    this.instance = found as ComponentInstance
    town.media.attach(userID, {
      pusher: () => this.instance.data.pusher,
      players: () =>
        this.instance.data.stage.members
          .map((cell) => cell.player)
          .filter((player): player is PlayerAttributes => player !== null),
      onPusherEvent: (event) => this.instance.onPusherEvent(event),
      onPlayerEvent: (event) => this.instance.onPlayerEvent(event),
      wx: this.wx,
    })
    for (const name of Object.keys(this.instance.EVENT) as EventName[]) {
      this.instance.on(name, (event: CallingEvent) => void this.heard.push(event.eventCode))
    }
  }

  async signIn(): Promise<void> {
    const login = this.instance.login()
    await this.town.settle()
    await login
  }

  /** Everything that is readable on the screen, one piece per line. */
  text(): string[] {
    const pieces: string[] = []
    const walk = (node: Node): void => {
      const text = node.nodeType === Node.TEXT_NODE ? (node.textContent ?? '').trim() : ''
      if (text !== '') pieces.push(text)
      node.childNodes.forEach(walk)
    }
    walk(this.root.dom)
    return pieces
  }

  /** Nothing is rendered. */
  isEmpty(): boolean {
    return this.root.dom.childElementCount === 0
  }

  /** Elements of a native tag. */
  tags(name: 'live-pusher' | 'live-player'): Element[] {
    return Array.from(this.root.dom.querySelectorAll(`wx-${name}`))
  }

  /** A finger on the button with this label. */
  async tap(label: string): Promise<void> {
    this.touch(label)
    await this.town.settle()
  }

  /** The tap alone, without what follows from it. */
  touch(label: string): void {
    const all = Array.from(this.root.dom.querySelectorAll('*'))
    const target = all.find((one) => one.childElementCount === 0 && one.textContent.trim() === label)
    if (!target) throw new Error(`nothing is labelled "${label}"; there is: ${this.text().join(' | ')}`)
    this.tapElement(target)
  }

  /** Elements of a class, inside of nested components too; the engine puts the component's name in front of classes. */
  all(name: string, inside: Element = this.root.dom): Element[] {
    const isMeant = (one: string): boolean => one === name || one.endsWith(`--${name}`)
    return Array.from(inside.querySelectorAll('*')).filter((node) => Array.from(node.classList).some(isMeant))
  }

  /** A finger on the first element of a class: for buttons without a text. */
  async tapOn(name: string): Promise<void> {
    const [target] = this.all(name)
    if (!target) throw new Error(`nothing has the class ${name}`)
    this.tapElement(target)
    await this.town.settle()
  }

  tapElement(element: Element): void {
    const node = (element as Element & { __wxElement: unknown }).__wxElement
    exparser.Event.dispatchEvent(
      node,
      exparser.Event.create('tap', {}, { bubbles: true, capturePhase: true, composed: true }),
    )
  }

  /** A picture that cannot be loaded. */
  fail(image: Element): void {
    const node = (image as Element & { __wxElement: unknown }).__wxElement
    exparser.Event.dispatchEvent(node, exparser.Event.create('error', {}, {}))
  }

  detach(): void {
    this.root.detach()
    Object.assign(globalThis, { wx: this.globalWx })
  }
}

/** What the page sets; the Chat SDK is given as one with functions of its own, as `TIM.create()` returns it. */
export function configOf(town: Town, userID: string): Record<string, unknown> {
  const client = town.chat.client() as unknown as Record<string, (...args: unknown[]) => unknown>
  const tim: Record<string, unknown> = {}
  for (const name of Object.getOwnPropertyNames(Object.getPrototypeOf(client))) {
    if (typeof client[name] === 'function') tim[name] = client[name].bind(client)
  }
  return { sdkAppID: SDK_APP_ID, userID, userSig: `${CANARY}-${userID}`, type: 2, tim }
}
