import type { PhoneServices } from '../services'
import { drawPicture } from './played/device/pictures'
import { respond, type Callbacks } from './respond'

interface PictureOptions extends Callbacks {
  count?: number
}

/** Pixels of the picture that stands for a photo. */
const PHOTO = { width: 720, height: 960 }
/** A place for those who ask where they are: Shenzhen, GCJ-02. */
const PLACE = { latitude: 22.5405, longitude: 113.9345, speed: -1, accuracy: 65, verticalAccuracy: 65, altitude: 0 }

/** What the simulator cannot do, and a mini program should not fail for. `STAND_IN_NOTES` says what each does. */
export function standInApi({ host, dialogs }: PhoneServices) {
  const ok =
    (api: string, result: object = {}) =>
    (options?: Callbacks) =>
      respond(api, options, () => result)
  const user = () => ({
    nickName: host.options.user || host.name,
    avatarUrl: drawPicture(host.options.user || host.name, { width: 132, height: 132 }),
    gender: 0,
    language: host.lang === 'zh' ? 'zh_CN' : 'en',
    city: '',
    province: '',
    country: '',
  })
  const profile = (api: string) => (options?: Callbacks) =>
    respond(api, options, () => {
      const userInfo = user()
      return { userInfo, rawData: JSON.stringify(userInfo), signature: '', encryptedData: '', iv: '', cloudID: '' }
    })
  const log =
    (method: 'info' | 'warn' | 'error') =>
    (...values: unknown[]): void =>
      host.log[method](values.map((value) => JSON.stringify(value)).join(' '))
  const logger = () => ({
    debug: log('info'),
    info: log('info'),
    log: log('info'),
    warn: log('warn'),
    error: log('error'),
  })
  const nothing = () => {}

  return {
    login: (options?: Callbacks<{ code: string }>) =>
      respond('login', options, () => ({ code: `simulator-${crypto.randomUUID()}` })),
    checkSession: ok('checkSession'),
    getUserInfo: profile('getUserInfo'),
    getUserProfile: profile('getUserProfile'),
    chooseImage: (options: PictureOptions = {}) =>
      respond('chooseImage', options, () => {
        const path = drawPicture(host.name, PHOTO)
        return { tempFilePaths: [path], tempFiles: [{ path, size: path.length }] }
      }),
    chooseMedia: (options: PictureOptions = {}) =>
      respond('chooseMedia', options, () => {
        const tempFilePath = drawPicture(host.name, PHOTO)
        const file = { tempFilePath, size: tempFilePath.length, fileType: 'image', ...PHOTO }
        return { type: 'image', tempFiles: [file] }
      }),
    requestSubscribeMessage: (options: Callbacks & { tmplIds: string[] }) =>
      respond('requestSubscribeMessage', options, async () => {
        const answer = (await dialogs.askPermission('messages')) ? 'accept' : 'reject'
        return Object.fromEntries(options.tmplIds.map((id) => [id, answer]))
      }),
    getLocation: ok('getLocation', PLACE),
    getFuzzyLocation: ok('getFuzzyLocation', PLACE),
    createAnimation: () => createAnimation(),
    getLogManager: logger,
    getRealtimeLogManager: () => ({ ...logger(), setFilterMsg: nothing, addFilterMsg: nothing }),
    reportEvent: nothing,
    reportAnalytics: nothing,
    reportMonitor: nothing,
    reportPerformance: nothing,
    getBatteryInfo: ok('getBatteryInfo', { level: 100, isCharging: true }),
    getBatteryInfoSync: () => ({ level: 100, isCharging: true }),
    getScreenBrightness: ok('getScreenBrightness', { value: 0.5 }),
    setScreenBrightness: ok('setScreenBrightness'),
    getExtConfig: ok('getExtConfig', { extConfig: {} }),
    getExtConfigSync: () => ({}),
    getAppAuthorizeSetting: () =>
      Object.fromEntries(
        ['album', 'bluetooth', 'camera', 'location', 'microphone', 'notification'].map((name) => [
          `${name}Authorized`,
          'authorized',
        ]),
      ),
    getSystemSetting: () => ({
      bluetoothEnabled: false,
      locationEnabled: true,
      wifiEnabled: host.network.type === 'wifi',
      deviceOrientation: 'portrait',
    }),
    loadFontFace: ok('loadFontFace', { status: 'loaded' }),
    setBackgroundColor: ok('setBackgroundColor'),
    setBackgroundTextStyle: ok('setBackgroundTextStyle'),
    setTopBarText: ok('setTopBarText'),
    setEnableDebug: ok('setEnableDebug'),
    setVisualEffectOnCapture: ok('setVisualEffectOnCapture'),
    updateShareMenu: ok('updateShareMenu'),
  }
}

const NOT_SEEN = 'succeeds, and nothing changes'
const NOT_REPORTED = 'reports nothing'

export const STAND_IN_NOTES: Readonly<Record<keyof ReturnType<typeof standInApi>, string>> = {
  login: 'gives a code that no server of WeChat knows',
  checkSession: 'the session is always valid',
  getUserInfo: 'the user of the phone, with a drawn picture; nothing encrypted',
  getUserProfile: 'the user of the phone, with a drawn picture; nothing encrypted',
  chooseImage: 'a picture that is drawn; nothing to choose from',
  chooseMedia: 'a picture that is drawn; nothing to choose from',
  requestSubscribeMessage: 'asks; no message ever comes',
  getLocation: 'a place in Shenzhen',
  getFuzzyLocation: 'a place in Shenzhen',
  createAnimation: 'takes all steps; nothing moves',
  getLogManager: 'writes into the console panel',
  getRealtimeLogManager: 'writes into the console panel',
  reportEvent: NOT_REPORTED,
  reportAnalytics: NOT_REPORTED,
  reportMonitor: NOT_REPORTED,
  reportPerformance: NOT_REPORTED,
  getBatteryInfo: 'full, and charging',
  getBatteryInfoSync: 'full, and charging',
  getScreenBrightness: 'always one half',
  setScreenBrightness: NOT_SEEN,
  getExtConfig: 'empty',
  getExtConfigSync: 'empty',
  getAppAuthorizeSetting: 'WeChat may use everything',
  getSystemSetting: 'Bluetooth is off, the location is on',
  loadFontFace: NOT_SEEN,
  setBackgroundColor: NOT_SEEN,
  setBackgroundTextStyle: NOT_SEEN,
  setTopBarText: NOT_SEEN,
  setEnableDebug: NOT_SEEN,
  setVisualEffectOnCapture: 'succeeds; nothing takes pictures of the screen',
  updateShareMenu: NOT_SEEN,
}

/** Every step returns the animation; `export` gives the steps, which no element carries out. */
function createAnimation(): object {
  const actions: unknown[] = []
  let steps: unknown[] = []
  const animation: object = new Proxy(
    {},
    {
      get: (_target, name) => {
        if (typeof name !== 'string' || name === 'then') return undefined
        if (name === 'export') return () => ({ actions: actions.splice(0) })
        return (...args: unknown[]) => {
          if (name === 'step') actions.push({ animates: steps, option: args[0] ?? {} })
          else steps.push({ type: name, args })
          if (name === 'step') steps = []
          return animation
        }
      },
    },
  )
  return animation
}
