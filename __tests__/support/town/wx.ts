/**
 * A fake `wx` for unit tests, and a `Platform` on jest's virtual clock.
 *
 *     const fake = createFakeWx({ permissions: { 'scope.camera': 'refused' } })
 *     const platform = createTestPlatform(fake, { seed: 7 })
 *     const installed = installWx()          // trtc-wx-sdk reads the *globals* `wx` and `getApp`
 *     createRtc({ context: fake.context, platform })
 *
 * Each phone of a test has a `FakeWx` of its own. There is one global `wx` per process, so the global finds the phone
 * by the context (page or component) that it is given: always pass `fake.context`.
 *
 * Callbacks come as microtasks, as late as a promise; no API returns a promise, because none does on base library
 * 2.10.0.
 */
import type { Platform } from '../../../lib/foundation/ports'

export interface WxCall {
  api: string
  args: unknown[]
}

/** A command of `LivePusherContext` / `LivePlayerContext`. */
export interface LiveCommand {
  tag: 'pusher' | 'player'
  /** the player's id; '' for the pusher */
  id: string
  command:
    | 'start'
    | 'stop'
    | 'pause'
    | 'resume'
    | 'switchCamera'
    | 'startPreview'
    | 'stopPreview'
    | 'play'
    | 'mute'
    | 'exitPictureInPicture'
}

export type Permission = 'granted' | 'refused' | 'not asked'

export interface FakeWxOptions {
  /** by scope (`scope.record`, `scope.camera`); default: granted */
  permissions?: Record<string, Permission>
  /** what the user taps when `wx.authorize` asks; default: true */
  answers?: Record<string, boolean>
  /** WeChat's privacy agreement; `absent` (default): a base library before 2.32.3 */
  privacy?: 'absent' | 'agree' | 'disagree'
  /** what the phone is set to, as `getSystemInfo` names it; default: zh_CN */
  language?: string
  /** `old` (default): a base library before 2.20.1, which has `getSystemInfoSync` alone */
  systemInfo?: 'old' | 'new'
  /** default: everything is known */
  canIUse?: (schema: string) => boolean
}

export interface FakeWx {
  wx: WechatMiniprogram.Wx
  /** stands for the page or component that holds the two tags */
  context: object
  /** everything that was called, in order */
  calls: WxCall[]
  /** the calls of one API, e.g. `called('vibrateLong')`, `called('LivePusherContext.stop')` */
  called(api: string): WxCall[]
  permissions: Record<string, Permission>
  answers: Record<string, boolean>
  /** the user takes time: a dialog of `wx.authorize` stays open until `closeDialogs` */
  dialogsStayOpen: boolean
  /** a dialog is open */
  asks(): boolean
  /** the user taps on every open dialog */
  closeDialogs(granted: boolean): void
  /** what the user changes in the settings page; applied by `wx.openSetting` */
  settings: Record<string, Permission>
  storage: Record<string, unknown>
  /** audio players made by `createInnerAudioContext` */
  sounds: FakeSound[]
  /** commands of live contexts arrive here (support/room.ts) */
  onLive: ((command: LiveCommand) => void) | null
  /** tells the subscribers of `onNetworkStatusChange` */
  network(isConnected: boolean, networkType?: string): void
  /** tells the subscribers of `onAppHide` / `onAppShow`; sounds pause in the background */
  app(event: 'hide' | 'show'): void
  /** handlers that are subscribed at the moment, over all `wx.on*` */
  listenerCount(): number
}

export interface FakeSound {
  src: string
  loop: boolean
  playing: boolean
  destroyed: boolean
}

interface Callbacks {
  success?: (result: unknown) => void
  fail?: (error: { errMsg: string }) => void
  complete?: (result: unknown) => void
}

type Listener = (result: unknown) => void

const owners = new WeakMap<object, FakeWx>()

function later(callback: () => void): void {
  void Promise.resolve().then(callback)
}

function succeed(options: Callbacks | undefined, result: object = {}): void {
  later(() => {
    options?.success?.(result)
    options?.complete?.(result)
  })
}

function fail(options: Callbacks | undefined, errMsg: string): void {
  later(() => {
    options?.fail?.({ errMsg })
    options?.complete?.({ errMsg })
  })
}

const SYSTEM = { platform: 'android', SDKVersion: '2.10.0', windowWidth: 375, windowHeight: 667 }

export function createFakeWx(options: FakeWxOptions = {}): FakeWx {
  const calls: WxCall[] = []
  const listeners: Record<string, Listener[]> = {}
  const dialogs: ((granted: boolean) => void)[] = []
  const record = (api: string, args: unknown[]): void => void calls.push({ api, args })
  const system = { ...SYSTEM, language: options.language ?? 'zh_CN' }
  const tell = (event: string, result: unknown): void => {
    for (const listener of (listeners[event] ?? []).slice()) listener(result)
  }

  const fake: FakeWx = {
    wx: undefined as unknown as WechatMiniprogram.Wx, // assigned below: the implementation refers to the fake
    context: { name: 'the component that holds live-pusher' },
    calls,
    called: (api) => calls.filter((call) => call.api === api),
    permissions: { 'scope.record': 'granted', 'scope.camera': 'granted', ...options.permissions },
    answers: options.answers ?? {},
    dialogsStayOpen: false,
    asks: () => dialogs.length > 0,
    closeDialogs: (granted) => dialogs.splice(0).forEach((close) => close(granted)),
    settings: {},
    storage: {},
    sounds: [],
    onLive: null,
    network: (isConnected, networkType = isConnected ? 'wifi' : 'none') =>
      tell('NetworkStatusChange', { isConnected, networkType }),
    app: (event) => {
      // WeChat does, and starts none of them again
      if (event === 'hide') for (const sound of fake.sounds) sound.playing = false
      tell(event === 'hide' ? 'AppHide' : 'AppShow', {})
    },
    listenerCount: () => Object.values(listeners).reduce((sum, list) => sum + list.length, 0),
  }

  const authSetting = (): Record<string, boolean> => {
    const setting: Record<string, boolean> = {}
    for (const [scope, permission] of Object.entries(fake.permissions)) {
      if (permission !== 'not asked') setting[scope] = permission === 'granted'
    }
    return setting
  }
  const live = (tag: LiveCommand['tag'], id: string, commands: LiveCommand['command'][]): Record<string, unknown> => {
    const context: Record<string, unknown> = {}
    for (const command of commands) {
      context[command] = (callbacks?: Callbacks) => {
        record(tag === 'pusher' ? `LivePusherContext.${command}` : `LivePlayerContext.${command}`, [id])
        fake.onLive?.({ tag, id, command })
        succeed(callbacks)
      }
    }
    return context
  }

  const implementation: Record<string, (...args: never[]) => unknown> = {
    createLivePusherContext: () =>
      live('pusher', '', ['start', 'stop', 'pause', 'resume', 'switchCamera', 'startPreview', 'stopPreview']),
    createLivePlayerContext: (id: string) =>
      live('player', id, ['play', 'stop', 'pause', 'resume', 'mute', 'exitPictureInPicture']),
    getSystemInfo: (callbacks: Callbacks) => succeed(callbacks, system),
    getSystemInfoSync: () => system,
    getStorage: (query: Callbacks & { key: string }) =>
      query.key in fake.storage ? succeed(query, { data: fake.storage[query.key] }) : fail(query, 'getStorage:fail'),
    getStorageSync: (key: string) => fake.storage[key] ?? '',
    setStorage: (entry: Callbacks & { key: string; data: unknown }) => {
      fake.storage[entry.key] = entry.data
      succeed(entry)
    },
    setStorageSync: (key: string, data: unknown) => void (fake.storage[key] = data),
    request: (callbacks: Callbacks) => fail(callbacks, 'request:fail no network in tests'),
    getSetting: (callbacks: Callbacks) => succeed(callbacks, { authSetting: authSetting() }),
    authorize: (query: Callbacks & { scope: string }) => {
      const answer = (granted: boolean): void => {
        if (fake.permissions[query.scope] === 'not asked') {
          fake.permissions[query.scope] = granted ? 'granted' : 'refused'
        }
        if (fake.permissions[query.scope] === 'refused') fail(query, 'authorize:fail auth deny')
        else succeed(query)
      }
      if (fake.dialogsStayOpen && fake.permissions[query.scope] === 'not asked') dialogs.push(answer)
      else answer(fake.answers[query.scope] ?? true)
    },
    openSetting: (callbacks: Callbacks) => {
      Object.assign(fake.permissions, fake.settings)
      succeed(callbacks, { authSetting: authSetting() })
    },
    nextTick: (callback: () => void) => later(callback),
    setKeepScreenOn: (callbacks: Callbacks) => succeed(callbacks),
    hideTabBar: (callbacks: Callbacks) => succeed(callbacks),
    showTabBar: (callbacks: Callbacks) => succeed(callbacks),
    setInnerAudioOption: (callbacks: Callbacks) => succeed(callbacks),
    setVisualEffectOnCapture: (callbacks: Callbacks) => succeed(callbacks),
    enableAlertBeforeUnload: (callbacks: Callbacks) => succeed(callbacks),
    disableAlertBeforeUnload: (callbacks: Callbacks) => succeed(callbacks),
    vibrateShort: (callbacks: Callbacks) => succeed(callbacks),
    vibrateLong: (callbacks: Callbacks) => succeed(callbacks),
    showToast: (callbacks: Callbacks) => succeed(callbacks),
    showModal: (callbacks: Callbacks) => succeed(callbacks, { confirm: true, cancel: false }),
    getNetworkType: (callbacks: Callbacks) => succeed(callbacks, { networkType: 'wifi' }),
    canIUse: options.canIUse ?? (() => true),
    createInnerAudioContext: () => {
      const sound: FakeSound = { src: '', loop: false, playing: false, destroyed: false }
      fake.sounds.push(sound)
      return Object.assign(sound, {
        play: () => void (sound.playing = true),
        pause: () => void (sound.playing = false),
        stop: () => void (sound.playing = false),
        destroy: () => void Object.assign(sound, { playing: false, destroyed: true }),
        onError: () => {},
        offError: () => {},
        onEnded: () => {},
        offEnded: () => {},
      })
    },
  }
  const events = ['NetworkStatusChange', 'WindowResize', 'AppHide', 'AppShow']
  for (const event of events.concat('AudioInterruptionBegin', 'AudioInterruptionEnd')) {
    implementation[`on${event}`] = (listener: Listener) =>
      void (listeners[event] = [...(listeners[event] ?? []), listener])
    implementation[`off${event}`] = (listener?: Listener) =>
      void (listeners[event] = listener ? (listeners[event] ?? []).filter((other) => other !== listener) : [])
  }
  if (options.privacy && options.privacy !== 'absent') {
    implementation['getPrivacySetting'] = (callbacks: Callbacks) =>
      succeed(callbacks, { needAuthorization: options.privacy !== 'agree' })
    implementation['requirePrivacyAuthorize'] = (callbacks: Callbacks) =>
      options.privacy === 'agree'
        ? succeed(callbacks)
        : fail(callbacks, 'requirePrivacyAuthorize:fail privacy permission is not authorized')
  }

  if (options.systemInfo === 'new') {
    Object.assign(implementation, {
      getWindowInfo: () => system,
      getAppBaseInfo: () => system,
      getDeviceInfo: () => system,
    })
  }

  const wx: Record<string, unknown> = {}
  for (const [api, run] of Object.entries(implementation)) {
    wx[api] = (...args: never[]) => {
      record(api, args)
      return run(...args)
    }
  }
  fake.wx = wx as unknown as WechatMiniprogram.Wx // the part of Wx that this package uses
  owners.set(fake.context, fake)
  return fake
}

export interface InstalledWx {
  /** answers what names no context: storage, system information, requests of SDKs */
  shared: FakeWx
  uninstall(): void
}

/** Puts `wx` and `getApp` into the global scope, where trtc-wx-sdk looks for them. */
export function installWx(): InstalledWx {
  const shared = createFakeWx()
  const fakeOf = (context: unknown): FakeWx =>
    (typeof context === 'object' && context !== null && owners.get(context)) || shared
  const wx = {
    ...shared.wx,
    createLivePusherContext: (context?: unknown) => fakeOf(context).wx.createLivePusherContext(),
    createLivePlayerContext: (id: string, context?: unknown) => fakeOf(context).wx.createLivePlayerContext(id),
  }
  const scope = globalThis as Record<string, unknown>
  const before = { wx: scope['wx'], getApp: scope['getApp'] }
  scope['wx'] = wx
  scope['getApp'] = () => ({ globalData: {} })
  return { shared, uninstall: () => void Object.assign(scope, before) }
}

export interface TestPlatform extends Platform {
  /** timers that are still running */
  pendingTimers(): number
  /** the app is gone: no timer fires any more, none can be set */
  stop(): void
  /** everything logged, as `level: line` */
  logged: string[]
}

/** mulberry32: small, seeded, good enough for room numbers */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let value = Math.imul(state ^ (state >>> 15), state | 1)
    value = (value + Math.imul(value ^ (value >>> 7), value | 61)) ^ value
    return ((value ^ (value >>> 14)) >>> 0) / 4294967296
  }
}

/** Call `jest.useFakeTimers()` first: time is jest's virtual time, `now()` is its monotonic clock. */
export function createTestPlatform(fake: FakeWx, options: { seed?: number } = {}): TestPlatform {
  const timers = new Map<number, ReturnType<typeof setTimeout>>()
  const logged: string[] = []
  let nextHandle = 1
  let stopped = false
  return {
    wx: fake.wx,
    now: () => performance.now(),
    wallClock: () => Date.now(),
    random: seededRandom(options.seed ?? 1),
    setTimeout(callback, ms) {
      const handle = nextHandle++
      if (stopped) return handle
      const fire = (): void => {
        timers.delete(handle)
        callback()
      }
      timers.set(handle, setTimeout(fire, ms))
      return handle
    },
    clearTimeout(handle) {
      clearTimeout(timers.get(handle))
      timers.delete(handle)
    },
    log: (level, line) => void logged.push(`${level}: ${line}`),
    pendingTimers: () => timers.size,
    stop() {
      stopped = true
      timers.forEach((timer) => clearTimeout(timer))
      timers.clear()
    },
    logged,
  }
}
