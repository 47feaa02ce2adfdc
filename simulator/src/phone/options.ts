import { DEVICE_NAMES, type DeviceName } from '../devices'
import { RENDERERS, type Renderer } from '../mini-program'

export type NetworkType = 'wifi' | '5g' | '4g' | '3g' | '2g' | 'none'
export type DeviceScope = 'camera' | 'record'
/** `unasked`: the phone asks its user the first time */
export type Permission = 'granted' | 'denied' | 'unasked'
export type Language = 'zh' | 'en'

/** How a phone starts; the desk writes it into the iframe's address. */
export interface PhoneOptions {
  /** `phone-1` ... */
  name: string
  /** who may sign in here; reaches the mini program as the launch query's `user` */
  user: string
  /** the platform of the Chat login: accounts may be signed in once per platform */
  platform: string
  lang: Language
  device: DeviceName
  camera: 'synthetic' | 'real'
  /** the camera's pictures per second; null: as many as the viewers leave a laptop time for */
  frameRate: number | null
  /** another first page, with its query: `pages/call/call?id=1` */
  launch: string
  /** '': what app.json and the page's JSON say */
  renderer: Renderer | ''
  /** on its side */
  turned: boolean
  network: NetworkType
  permissions: Record<DeviceScope, Permission>
  privacy: 'accepted' | 'unasked'
  /** hours by which the phone's clock is ahead of the right time, negative: behind */
  clock: number
  /** what becomes of the mini program's WebSockets in the background: WeChat closes them after five seconds */
  backgroundSockets: 'closed' | 'kept'
  /** whose Chat client it is: that of `@tencentcloud/chat` knows the server's time */
  chat: ChatKind
}

export const CHAT_KINDS = ['chat', 'tim-wx-sdk'] as const
export type ChatKind = (typeof CHAT_KINDS)[number]

export const DEFAULT_PHONE_OPTIONS: PhoneOptions = {
  name: 'phone-1',
  user: '',
  platform: 'MiniProgram',
  lang: 'zh',
  device: 'android',
  camera: 'synthetic',
  frameRate: null,
  launch: '',
  renderer: '',
  turned: false,
  network: 'wifi',
  permissions: { camera: 'granted', record: 'granted' },
  privacy: 'accepted',
  clock: 0,
  backgroundSockets: 'closed',
  chat: 'chat',
}

/** The query string of a phone's iframe. */
export function writePhoneOptions({ permissions, camera, frameRate, clock, turned, ...options }: PhoneOptions): string {
  // `camera` is also a scope's name: the source of the picture travels as `source`
  return new URLSearchParams({
    ...options,
    source: camera,
    frameRate: frameRate === null ? '' : String(frameRate),
    clock: String(clock),
    turned: turned ? 'yes' : '',
    ...permissions,
  }).toString()
}

export function readPhoneOptions(search: string): PhoneOptions {
  const query = new URLSearchParams(search)
  const text = (name: string, fallback: string) => query.get(name) ?? fallback
  const oneOf = <T extends string, F extends string>(name: string, choices: readonly T[], fallback: T | F): T | F =>
    choices.find((choice) => choice === query.get(name)) ?? fallback
  const permission = (scope: DeviceScope) => oneOf(scope, ['granted', 'denied', 'unasked'], defaults.permissions[scope])
  const defaults = DEFAULT_PHONE_OPTIONS
  return {
    name: text('name', defaults.name),
    user: text('user', defaults.user),
    platform: text('platform', defaults.platform),
    lang: oneOf('lang', ['zh', 'en'], defaults.lang),
    device: oneOf('device', DEVICE_NAMES, defaults.device),
    camera: oneOf('source', ['synthetic', 'real'], defaults.camera),
    frameRate: Number(text('frameRate', '')) || defaults.frameRate,
    launch: text('launch', defaults.launch),
    renderer: oneOf('renderer', RENDERERS, ''),
    turned: query.get('turned') === 'yes',
    network: oneOf('network', ['wifi', '5g', '4g', '3g', '2g', 'none'], defaults.network),
    permissions: { camera: permission('camera'), record: permission('record') },
    privacy: oneOf('privacy', ['accepted', 'unasked'], defaults.privacy),
    clock: Number(text('clock', '')) || defaults.clock,
    backgroundSockets: oneOf('backgroundSockets', ['closed', 'kept'], defaults.backgroundSockets),
    chat: oneOf('chat', CHAT_KINDS, defaults.chat),
  }
}
