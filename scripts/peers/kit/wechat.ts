/** WeChat on one phone: every API succeeds at once, with nothing to tell. */
import type { VirtualClock } from './clock'

interface Callbacks {
  success?: (result: object) => void
  complete?: (result: object) => void
}

/** APIs that base library 2.10.0 lacks; the code asks before it calls them. */
const ABSENT = ['requirePrivacyAuthorize', 'getAppBaseInfo', 'getDeviceInfo', 'getWindowInfo']

const SYSTEM = {
  platform: 'android',
  system: 'Android 10',
  version: '8.0.50',
  SDKVersion: '2.10.0',
  language: 'zh_CN',
  windowWidth: 375,
  windowHeight: 667,
  screenWidth: 375,
  screenHeight: 667,
  safeArea: { top: 20, bottom: 667, left: 0, right: 375, width: 375, height: 647 },
}

const GRANTED = { authSetting: { 'scope.record': true, 'scope.camera': true } }

export class WeChat {
  /** whether `LivePusherContext.start` was called last, or `stop` */
  pushing = false
  readonly wx: Record<string, unknown>

  constructor(clock: VirtualClock) {
    const known: Record<string, unknown> = {
      nextTick: (callback: () => void) => void Promise.resolve().then(callback),
      getSystemInfoSync: () => SYSTEM,
      getSystemInfo: succeedWith(SYSTEM),
      getStorageSync: () => '',
      getStorageInfoSync: () => ({ keys: [] }),
      getSetting: succeedWith(GRANTED),
      getAppAuthorizeSetting: () => ({ cameraAuthorized: 'authorized', microphoneAuthorized: 'authorized' }),
      getAccountInfoSync: () => ({ miniProgram: { appId: 'wx0' } }),
      getNetworkType: succeedWith({ networkType: 'wifi' }),
      // reports and statistics: they never get anywhere
      request: () => {},
      connectSocket: () => liveContext({}),
      createInnerAudioContext: () => liveContext({}),
      createLivePlayerContext: () => liveContext({}),
      createLivePusherContext: () => liveContext({ start: this.push(true), stop: this.push(false) }),
      canIUse: () => true,
      env: { USER_DATA_PATH: 'user' },
    }
    // apps keep instances of theirs on `wx`, under names with a dollar
    const isAbsent = (name: string) => ABSENT.includes(name) || name.startsWith('$')
    this.wx = new Proxy(known, {
      get: (apis, name: string) => apis[name] ?? (isAbsent(name) ? undefined : succeedWith({})),
    })
    this.globals = {
      wx: this.wx,
      // the name is there, so that scripts may ask for it
      window: undefined,
      getApp: () => ({ globalData: {} }),
      getCurrentPages: () => [],
      requestAnimationFrame: (callback: () => void) => clock.after(16, callback),
    }
  }

  /** for a `Realm` */
  readonly globals: Record<string, unknown>

  private push(on: boolean) {
    return (callbacks?: Callbacks) => {
      this.pushing = on
      succeedWith({})(callbacks)
    }
  }
}

function liveContext(own: Record<string, unknown>): object {
  return new Proxy(own, {
    get: (known, name: string) => known[name] ?? (name === 'then' ? undefined : succeedWith({})),
  })
}

function succeedWith(result: object) {
  return (callbacks?: Callbacks): void => {
    if (typeof callbacks !== 'object') return
    callbacks.success?.(result)
    callbacks.complete?.(result)
  }
}
