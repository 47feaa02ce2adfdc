import type { CallingErrorReason } from '../../foundation/errors'
import type { Language } from '../../foundation/types'

type Text = readonly [en: string, zhCN: string, zhTW: string, ja: string]

const LOGIN: Text = [
  'Signing in failed. Try again later.',
  '登录失败，请稍后重试。',
  '登入失敗，請稍後再試。',
  'サインインできませんでした。しばらくしてからお試しください。',
]
const SIGN_IN: Text = [
  'You are no longer signed in. Sign in again.',
  '登录已失效，请重新登录。',
  '登入已失效，請重新登入。',
  'サインインが無効になりました。もう一度サインインしてください。',
]
const MEDIA: Text = [
  'Voice and video were interrupted.',
  '音视频已中断。',
  '影音已中斷。',
  '音声と映像が中断されました。',
]
const NOTHING: Text = ['', '', '', '']

const ORDER: Language[] = ['en', 'zh-CN', 'zh-TW', 'ja']

/** Mistakes in the code of the app: their message is for its developer, and the user can do nothing about them. */
type DeveloperError = 'INVALID_PARAMETER' | 'DESTROYED' | 'CHAT_SDK_MISSING' | 'CALL_PAGE_MISSING' | 'COPIES_DIFFER'

const TEXTS: Record<Exclude<CallingErrorReason, DeveloperError>, Text> = {
  INVALID_STATE: [
    'Not possible right now.',
    '当前状态不能进行此操作。',
    '目前無法進行這項操作。',
    '現在この操作はできません。',
  ],
  CALL_SELF: ['You cannot call yourself.', '不能呼叫自己。', '無法撥打給自己。', '自分自身には発信できません。'],
  // the user has hung up, or signed out, before it was done
  ABORTED: NOTHING,
  NOT_LOGGED_IN: SIGN_IN,
  USER_SIG_EXPIRED: SIGN_IN,
  USER_SIG_INVALID: LOGIN,
  LOGIN_FAILED: LOGIN,
  KICKED_OUT: SIGN_IN,
  SEND_FAILED: [
    'That did not get through. Try again.',
    '发送失败，请重试。',
    '傳送失敗，請再試一次。',
    '送信できませんでした。もう一度お試しください。',
  ],
  NETWORK_UNAVAILABLE: [
    'No network. Check the connection and try again.',
    '网络不可用，请检查网络后重试。',
    '沒有網路，請檢查連線後再試一次。',
    'ネットワークに接続できません。接続を確認して、もう一度お試しください。',
  ],
  UNKNOWN_USER: ['This user does not exist.', '该用户不存在。', '找不到這位使用者。', 'このユーザーは存在しません。'],
  TOO_FREQUENT: [
    'Too many attempts. Wait a moment and try again.',
    '操作过于频繁，请稍后再试。',
    '操作太頻繁，請稍後再試。',
    '操作が多すぎます。しばらくしてからお試しください。',
  ],
  INVITATION_GONE: [
    'This call is already over.',
    '该通话已结束。',
    '這通電話已經結束。',
    'この通話はすでに終了しています。',
  ],
  ENTER_ROOM_FAILED: MEDIA,
  CAMERA_DENIED: [
    'No access to the camera. Allow it in the settings.',
    '没有摄像头权限，请在设置中允许。',
    '沒有相機權限，請在設定中允許。',
    'カメラを使用できません。設定で許可してください。',
  ],
  MICROPHONE_DENIED: [
    'No access to the microphone. Allow it in the settings.',
    '没有麦克风权限，请在设置中允许。',
    '沒有麥克風權限，請在設定中允許。',
    'マイクを使用できません。設定で許可してください。',
  ],
  MEDIA_LOST: MEDIA,
  LIVE_UNSUPPORTED: [
    'This version of WeChat cannot make calls. Update WeChat.',
    '当前微信版本不支持通话，请升级微信。',
    '目前的微信版本不支援通話，請更新微信。',
    'このバージョンの WeChat では通話できません。WeChat をアップデートしてください。',
  ],
  PRIVACY_DENIED: [
    'Calls need your consent to the privacy agreement.',
    '同意隐私协议后才能通话。',
    '同意隱私權條款後才能通話。',
    '通話するには、プライバシーポリシーへの同意が必要です。',
  ],
  STRANGER_IN_ROOM: [
    'Somebody else is listening to this call.',
    '有其他人进入了本次通话，可能正在旁听。',
    '有其他人進入了這次通話，可能正在旁聽。',
    '第三者がこの通話を聞いている可能性があります。',
  ],
  // for the developer's log
  LISTENER_FAILED: NOTHING,
}

/**
 * What to tell the user about an error of this package, in one or two sentences.
 * @param error a `CallingError`, or the payload of `EVENT.ERROR`
 * @returns '' for what is nothing to the user: `ABORTED`, `LISTENER_FAILED`. A mistake in the app's own code
 * (`INVALID_PARAMETER`, `DESTROYED`, `CHAT_SDK_MISSING`, `CALL_PAGE_MISSING`, `COPIES_DIFFER`), or an error of another origin: its message as it is. Never throws
 */
export function describeError(error: unknown, language: Language): string {
  const { reason, message } = Object(error) as { reason?: unknown; message?: unknown }
  const text = Object.prototype.hasOwnProperty.call(TEXTS, String(reason)) && TEXTS[reason as keyof typeof TEXTS]
  if (text) return text[ORDER.indexOf(language)] ?? text[0]
  return typeof message === 'string' ? message : ''
}
