import { element } from '../dom'
import type { Language } from '../phone/host'
import type { FaultName } from './model/fault-list'

type Parameter =
  | 'phones'
  | 'users'
  | 'camera'
  | 'frame-rate'
  | 'device'
  | 'turned'
  | 'renderer'
  | 'lang'
  | 'launch'
  | 'privacy'
  | 'chat'
  | 'room-drop'
  | 'panel'
  | 'faults'

interface Help {
  parameters: Record<Parameter, string>
  faults: Record<FaultName, string>
}

const en: Help = {
  parameters: {
    phones: '1–4',
    users: 'alice,bob,bob@Android: one per phone; a second device of an account by its platform',
    camera: 'synthetic, or real',
    'frame-rate':
      'pictures of a camera per second, 1–30, fewer for a slow computer; 15, or 10 for several viewers, if not given',
    device: 'android, iphone, small, large, tablet, or as windows on a computer pc, pc-narrow',
    turned: 'yes: the phones lie on their side',
    renderer: 'skyline: as Skyline draws, whatever app.json says; webview',
    lang: 'en, or zh',
    launch: 'another first page, with its query: pages/call/call?id=1',
    privacy: 'unasked: WeChat’s privacy agreement has not been accepted yet',
    chat: 'tim-wx-sdk: the Chat client does not know the server’s time',
    'room-drop': 'seconds until a media room drops a silent phone; 90, as TRTC, if not given',
    panel: 'messages, data, console, faults, or none',
    faults: 'per phone: phone-1:offline+deny-camera,phone-2:delay=800; the names are',
  },
  faults: {
    offline: 'no network',
    '4g': 'another kind of network',
    '3g': 'another kind of network',
    'deny-camera': 'the camera is denied',
    'deny-mic': 'the microphone is denied',
    'ask-camera': 'the phone asks for the camera',
    'ask-mic': 'the phone asks for the microphone',
    delay: 'ms that messages take',
    'ack-delay': 'ms until a sender learns that its message arrived',
    drop: 'so many of the next messages get lost',
    duplicate: 'so many of the next messages arrive twice',
    expired: 'the UserSig expires once signed in',
    removed: 'kicked out of the media room once there',
    background: 'in the background',
    'keep-chat': 'Chat stays connected in the background',
    suspended: 'suspended, as iOS does it',
    interrupted: 'a phone call',
    'shares-screen': 'shares a screen besides the camera',
    'float-closed': 'the call’s floating window is closed once in a media room',
    clock: 'hours that the phone’s clock is ahead; negative: behind',
    closed: 'the mini program is not open',
  },
}

const zh: Help = {
  parameters: {
    phones: '1–4',
    users: 'alice,bob,bob@Android：每部手机一个用户；同一账号的第二台设备用平台名区分',
    camera: 'synthetic（合成画面）或 real（真实）',
    'frame-rate': '摄像头每秒帧数，1–30，较慢的电脑可调低；默认 15，多人观看时为 10',
    device: 'android、iphone、small、large、tablet，或电脑窗口 pc、pc-narrow',
    turned: 'yes：手机横放',
    renderer: 'skyline：不论 app.json 如何设置，均按 Skyline 渲染；或 webview',
    lang: 'en 或 zh',
    launch: '指定首页及其参数：pages/call/call?id=1',
    privacy: 'unasked：尚未同意隐私协议',
    chat: 'tim-wx-sdk：Chat 客户端无法获取服务器时间',
    'room-drop': '手机失联多少秒后被移出音视频房间；默认 90，与 TRTC 相同',
    panel: 'messages、data、console、faults 或 none',
    faults: '按手机设置：phone-1:offline+deny-camera,phone-2:delay=800；可用的名称：',
  },
  faults: {
    offline: '断网',
    '4g': '切换网络类型',
    '3g': '切换网络类型',
    'deny-camera': '拒绝摄像头授权',
    'deny-mic': '拒绝麦克风授权',
    'ask-camera': '首次询问摄像头授权',
    'ask-mic': '首次询问麦克风授权',
    delay: '消息延迟（毫秒）',
    'ack-delay': '消息回执延迟（毫秒）',
    drop: '丢弃接下来的若干条消息',
    duplicate: '接下来的若干条消息重复到达',
    expired: '登录后 UserSig 立即过期',
    removed: '进房后立即被踢出',
    background: '位于后台',
    'keep-chat': '后台时 Chat 保持连接',
    suspended: '被挂起（如 iOS）',
    interrupted: '电话打入',
    'shares-screen': '除摄像头外还共享屏幕',
    'float-closed': '进房后悬浮窗被关闭',
    clock: '手机时钟快多少小时，负数为慢',
    closed: '小程序未打开',
  },
}

/** What may stand in the desk's address, to be unfolded. */
export function createAddressHelp(title: string, lang: Language): HTMLElement {
  const { parameters, faults } = lang === 'zh' ? zh : en
  return element(
    'details',
    { class: 'address-help' },
    element('summary', { text: title }),
    list(parameters),
    list(faults),
  )
}

function list(texts: Record<string, string>): HTMLElement {
  const rows = Object.entries(texts).flatMap(([name, text]) => [element('dt', { text: name }), element('dd', { text })])
  return element('dl', {}, ...rows)
}
