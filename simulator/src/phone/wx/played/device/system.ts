import { BUILT_IN_TAGS } from '../../../../mini-program'
import { menuButtonOf } from '../../../../devices'
import type { PhoneHost } from '../../../host'
import type { LaunchOptions } from '../../../runtime/app'
import { respond, type Callbacks } from '../../respond'

/** The base library that the simulator speaks like. */
const SDK_VERSION = '2.32.3'

export function systemApi({ device, lang }: PhoneHost, launchOptions: LaunchOptions) {
  const windowInfo = () => ({
    pixelRatio: devicePixelRatio,
    screenWidth: device.width,
    screenHeight: device.height,
    windowWidth: innerWidth,
    windowHeight: innerHeight,
    statusBarHeight: device.statusBarHeight,
    screenTop: device.height - innerHeight,
    safeArea: {
      left: 0,
      right: device.width,
      top: device.statusBarHeight,
      bottom: device.height - device.bottomInset,
      width: device.width,
      height: device.height - device.statusBarHeight - device.bottomInset,
    },
  })
  const deviceInfo = () => ({
    brand: device.brand,
    model: device.model,
    system: device.system,
    platform: device.platform,
    benchmarkLevel: 50,
    abi: 'arm64-v8a',
    memorySize: 8192,
  })
  const appBaseInfo = () => ({
    SDKVersion: SDK_VERSION,
    version: '8.0.50',
    language: lang === 'zh' ? 'zh_CN' : 'en',
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
    deviceOrientation: 'portrait',
  })
  type SystemInfo = ReturnType<typeof systemInfo>

  return {
    getWindowInfo: windowInfo,
    getDeviceInfo: deviceInfo,
    getAppBaseInfo: appBaseInfo,
    getSystemInfoSync: systemInfo,
    getSystemInfo: (options?: Callbacks<SystemInfo>) => respond('getSystemInfo', options, systemInfo),
    getSystemInfoAsync: (options?: Callbacks<SystemInfo>) => respond('getSystemInfoAsync', options, systemInfo),
    getMenuButtonBoundingClientRect: () => menuButtonOf(device),
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

/** `wx.canIUse('request')`, `'live-pusher'`, `'getSystemInfoSync.return.safeArea'`: the first part decides. */
export function canIUse(name: string, wx: object): boolean {
  const [first = ''] = name.split('.')
  return first in wx || BUILT_IN_TAGS.has(first)
}
