import { ADDRESS } from '../../../../addresses'
import { BUILT_IN_TAGS } from '../../../../mini-program'
import { menuButtonOf, type Device } from '../../../../devices'
import type { PhoneHost } from '../../../host'
import type { LaunchOptions } from '../../../runtime/app'
import { respond, type Callbacks } from '../../respond'

/** The base library that the simulator speaks like. */
const SDK_VERSION = '2.32.3'

export function systemApi(host: PhoneHost, screenTop: () => number, launchOptions: LaunchOptions) {
  const { log } = host
  const windowInfo = () => windowInfoOf(host.device, screenTop())
  const deviceInfo = () => deviceInfoOf(host.device)
  const appBaseInfo = () => ({
    SDKVersion: SDK_VERSION,
    version: '8.0.50',
    language: host.lang === 'zh' ? 'zh_CN' : 'en',
    theme: 'light',
    enableDebug: false,
    host: { env: 'WeChat' },
  })
  const systemInfo = () => ({
    ...windowInfo(),
    ...deviceInfo(),
    ...appBaseInfo(),
    fontSizeSetting: 16,
    cameraAuthorized: true,
    microphoneAuthorized: true,
    deviceOrientation: host.device.width > host.device.height ? 'landscape' : 'portrait',
  })
  type SystemInfo = ReturnType<typeof systemInfo>

  const warned = new Set<string>()
  /** As WeChat does from base library 2.20.1 on, once for each place that calls it. */
  const deprecated = (name: string): void => {
    const caller = callerOf(new Error())
    if (warned.has(name + caller)) return
    warned.add(name + caller)
    log.warn(
      `wx.${name} is deprecated: use wx.getWindowInfo, wx.getAppBaseInfo, wx.getDeviceInfo, wx.getSystemSetting or ` +
        `wx.getAppAuthorizeSetting. Called by ${caller}`,
    )
  }

  return {
    getWindowInfo: windowInfo,
    getDeviceInfo: deviceInfo,
    getAppBaseInfo: appBaseInfo,
    getSystemInfoSync: () => {
      deprecated('getSystemInfoSync')
      return systemInfo()
    },
    getSystemInfo: (options?: Callbacks<SystemInfo>) => {
      deprecated('getSystemInfo')
      return respond('getSystemInfo', options, systemInfo)
    },
    getSystemInfoAsync: (options?: Callbacks<SystemInfo>) => respond('getSystemInfoAsync', options, systemInfo),
    getMenuButtonBoundingClientRect: () => menuButtonOf(host.device),
    getLaunchOptionsSync: () => launchOptions,
    getEnterOptionsSync: () => launchOptions,
    getAccountInfoSync: () => ({
      miniProgram: { appId: 'wxsimulator', envVersion: 'develop', version: '' },
      plugin: {},
    }),
    /** Nothing to update here. */
    getUpdateManager: () => ({ onCheckForUpdate() {}, onUpdateReady() {}, onUpdateFailed() {}, applyUpdate() {} }),
  }
}

/** The mini program's file at the top of the stack. */
function callerOf({ stack = '' }: Error): string {
  const place = stack.split(ADDRESS.files)[1] ?? ''
  return /^[^\s):]+/.exec(place)?.[0] ?? 'code without a file'
}

/** @param screenTop where the page begins on the screen */
function windowInfoOf(device: Device, screenTop: number) {
  const { width, height, statusBarHeight, bottomInset, sideInset } = device
  return {
    pixelRatio: devicePixelRatio,
    screenWidth: width,
    screenHeight: height,
    windowWidth: innerWidth,
    windowHeight: innerHeight,
    statusBarHeight,
    screenTop,
    safeArea: {
      left: sideInset,
      right: width - sideInset,
      top: statusBarHeight,
      bottom: height - bottomInset,
      width: width - 2 * sideInset,
      height: height - statusBarHeight - bottomInset,
    },
  }
}

function deviceInfoOf({ brand, model, system, platform }: Device) {
  return { brand, model, system, platform, benchmarkLevel: 50, abi: 'arm64-v8a', memorySize: 8192 }
}

/** `wx.canIUse('request')`, `'live-pusher'`, `'getSystemInfoSync.return.safeArea'`: the first part decides. */
export function canIUse(name: string, wx: object): boolean {
  const [first = ''] = name.split('.')
  return first in wx || BUILT_IN_TAGS.has(first)
}
