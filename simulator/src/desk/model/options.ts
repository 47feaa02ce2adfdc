import { DEVICE_NAMES, type DeviceName } from '../../devices'
import { RENDERERS, type Renderer } from '../../mini-program'
import type { Language } from '../../phone/host'
import { CHAT_KINDS, type ChatKind } from '../../phone/options'
import { parseFaults, writeFaults, type InitialFault } from './fault-list'

/** Who may sign in on a phone. The same account on two phones needs two platforms. */
export interface PhoneUser {
  user: string
  platform: string
}

export type PanelTab = 'messages' | 'data' | 'console' | 'faults'

/** The desk's address in words. The controls of the page write into it what lasts; tests start from it. */
export interface DeskOptions {
  /** one per phone, 1-4 */
  users: PhoneUser[]
  camera: 'synthetic' | 'real'
  /** pictures of the cameras per second; null: 15, and 10 where several watch */
  frameRate: number | null
  device: DeviceName
  lang: Language
  /** another first page on every phone, with its query */
  launch: string
  /** '': what the mini program says */
  renderer: Renderer | ''
  /** the phones lie on their side */
  turned: boolean
  privacy: 'accepted' | 'unasked'
  /** whose Chat client the mini program gets: the one of `tim-wx-sdk` does not know the server's time */
  chat: ChatKind
  /** seconds until a phone that vanished leaves its media room; null: 90, as TRTC does it */
  roomDrop: number | null
  /** by phone name */
  faults: Record<string, InitialFault[]>
  /** null: closed */
  panel: PanelTab | null
}

export const MAX_PHONES = 4
const DEFAULT_USERS: readonly string[] = ['alice', 'bob', 'carol', 'dave']
const DEFAULT_PLATFORM = 'MiniProgram'
/** Second devices sign in as these, in this order. */
export const OTHER_PLATFORMS: readonly string[] = ['Android', 'iPhone', 'Windows']

/** The most that the relay takes, seconds. */
const MAX_ROOM_DROP = 3600

/** pictures per second: more, and a laptop draws nothing else */
const MAX_FRAME_RATE = 30

const TABS: readonly PanelTab[] = ['messages', 'data', 'console', 'faults']

/** `?phones=2&users=alice,bob&camera=real&lang=en&device=iphone&faults=phone-1:offline&panel=faults` */
export function readDeskOptions(search: string, browserLanguage: string): DeskOptions {
  const query = new URLSearchParams(search)
  const named = (query.get('users') ?? '').split(',').filter(Boolean).map(readUser)
  const asked = Number(query.get('phones')) || Math.max(2, named.length)
  const count = Math.min(MAX_PHONES, Math.max(1, Math.trunc(asked)))
  const lang = query.get('lang') ?? browserLanguage
  const panel = query.get('panel') ?? 'messages'
  return {
    users: usersFor(named, count),
    camera: query.get('camera') === 'real' ? 'real' : 'synthetic',
    frameRate: readFrameRate(query.get('frame-rate')),
    device: DEVICE_NAMES.find((name) => name === query.get('device')) ?? 'android',
    lang: lang.startsWith('zh') ? 'zh' : 'en',
    launch: query.get('launch') ?? '',
    renderer: RENDERERS.find((name) => name === query.get('renderer')) ?? '',
    turned: query.get('turned') === 'yes',
    privacy: query.get('privacy') === 'unasked' ? 'unasked' : 'accepted',
    chat: CHAT_KINDS.find((kind) => kind === query.get('chat')) ?? 'chat',
    roomDrop: readSeconds(query.get('room-drop')),
    faults: parseFaults(query.get('faults') ?? ''),
    panel: TABS.find((tab) => tab === panel) ?? null,
  }
}

/** The same desk with so many phones, 1-4. Those that go take their faults with them. */
export function withPhones(options: DeskOptions, count: number): DeskOptions {
  const users = usersFor(options.users, count)
  const names = users.map((_user, index) => phoneName(index))
  const faults = Object.fromEntries(Object.entries(options.faults).filter(([name]) => names.includes(name)))
  return { ...options, users, faults }
}

/** @param index counts from 0 */
export function phoneName(index: number): string {
  return `phone-${index + 1}`
}

export function writeDeskOptions(options: DeskOptions): string {
  const query = new URLSearchParams({
    phones: String(options.users.length),
    users: options.users.map(writeUser).join(','),
    lang: options.lang,
    panel: options.panel ?? 'none',
  })
  if (options.camera === 'real') query.set('camera', 'real')
  if (options.frameRate !== null) query.set('frame-rate', String(options.frameRate))
  if (options.device !== 'android') query.set('device', options.device)
  if (options.turned) query.set('turned', 'yes')
  if (options.renderer !== '') query.set('renderer', options.renderer)
  if (options.launch !== '') query.set('launch', options.launch)
  if (options.privacy !== 'accepted') query.set('privacy', options.privacy)
  if (options.chat !== 'chat') query.set('chat', options.chat)
  if (options.roomDrop !== null) query.set('room-drop', String(options.roomDrop))
  const faults = writeFaults(options.faults)
  if (faults !== '') query.set('faults', faults)
  // commas and colons are fine in a query and easier to read
  return `?${query.toString().replace(/%2C/g, ',').replace(/%3A/g, ':')}`
}

function usersFor(named: PhoneUser[], count: number): PhoneUser[] {
  return Array.from({ length: count }, (_, index) => named[index] ?? readUser(DEFAULT_USERS[index] ?? ''))
}

/** null: nothing that can be used */
function readSeconds(text: string | null): number | null {
  const seconds = Number(text ?? NaN)
  return seconds >= 0 && seconds <= MAX_ROOM_DROP ? seconds : null
}

/** null: nothing that a camera can do */
function readFrameRate(text: string | null): number | null {
  const rate = Number(text ?? NaN)
  return rate >= 1 && rate <= MAX_FRAME_RATE ? rate : null
}

/** `alice` or `alice@Android` */
function readUser(text: string): PhoneUser {
  const [user = '', platform = DEFAULT_PLATFORM] = text.split('@')
  return { user, platform }
}

function writeUser({ user, platform }: PhoneUser): string {
  return platform === DEFAULT_PLATFORM ? user : `${user}@${platform}`
}
