// Every text of the example, one table per language; the system's language decides.
const en = {
  signInTitle: 'Video and voice calls',
  signInHint: 'Choose any user ID; two people with different IDs can call each other.',
  userID: 'User ID',
  userIDPlaceholder: 'for example alice',
  signIn: 'Sign in',
  signingIn: 'Signing in…',
  signOut: 'Sign out',
  signInAgain: 'Sign in again',
  hello: 'Hi ',
  online: 'Online, ready for calls',
  offline: 'Not signed in',
  callLabel: 'Whom do you want to call?',
  calleePlaceholder: 'their user ID, for example bob',
  voiceCall: 'Voice call',
  videoCall: 'Video call',
  events: 'Events',
  noEvents: 'What happens in a call is listed here.',
  enterUserID: 'Enter a user ID.',
  wrongUserID: 'A user ID has 1 to 32 letters (a-z, A-Z), digits, "_" or "-".',
  enterCallee: 'Enter the user ID of the person you want to call.',
  serviceUnreachable: 'The signing service does not answer. Is it running? Its address is in config.js: ',
  serviceRefused: 'The signing service refused: ',
  // errors of the component explain themselves in English
  errors: {},
}

const zh = {
  signInTitle: '音视频通话',
  signInHint: '任意填写一个用户 ID，两个不同的用户即可互相呼叫。',
  userID: '用户 ID',
  userIDPlaceholder: '例如 alice',
  signIn: '登录',
  signingIn: '正在登录…',
  signOut: '退出登录',
  signInAgain: '重新登录',
  hello: '你好，',
  online: '已上线，可以通话',
  offline: '未登录',
  callLabel: '呼叫谁？',
  calleePlaceholder: '对方的用户 ID，例如 bob',
  voiceCall: '语音通话',
  videoCall: '视频通话',
  events: '事件',
  noEvents: '通话中的事件会显示在这里。',
  enterUserID: '请输入用户 ID。',
  wrongUserID: '用户 ID 为 1 到 32 位，只能包含字母、数字、"_" 和 "-"。',
  enterCallee: '请输入对方的用户 ID。',
  serviceUnreachable: '签名服务没有响应，请确认它已启动。地址见 config.js：',
  serviceRefused: '签名服务拒绝了请求：',
  errors: {
    INVALID_PARAMETER: '用户 ID 不正确：1 到 32 位，只能包含字母、数字、"_" 和 "-"。',
    INVALID_STATE: '当前状态不能进行此操作。',
    CALL_SELF: '不能呼叫自己，请输入对方的用户 ID。',
    NOT_LOGGED_IN: '尚未登录，请先登录。',
    USER_SIG_EXPIRED: '登录签名（UserSig）已过期，请重新登录。',
    USER_SIG_INVALID: '登录签名（UserSig）无效，请检查签名服务的 SDKAppID 和密钥。',
    LOGIN_FAILED: '登录失败，请稍后重试。',
    KICKED_OUT: '该账号已在其他设备登录。',
    CHAT_SDK_MISSING: '缺少 Chat SDK，请安装 tim-wx-sdk 并构建 npm。',
    SEND_FAILED: '呼叫发送失败，请重试。',
    NETWORK_UNAVAILABLE: '网络不可用，请检查网络后重试。',
    UNKNOWN_USER: '该用户不存在。',
    TOO_FREQUENT: '操作过于频繁，请稍后再试。',
    CAMERA_DENIED: '没有摄像头权限，已转为语音通话。',
    MICROPHONE_DENIED: '没有麦克风权限，请在设置中允许后重新呼叫。',
    ENTER_ROOM_FAILED: '音视频连接失败，请重试。',
    LIVE_UNSUPPORTED: '当前微信版本不支持通话，请升级微信。',
    PRIVACY_DENIED: '同意隐私协议后才能通话。',
  },
}

function getStrings() {
  const { language } = wx.getSystemInfoSync()
  return /^zh/i.test(language) ? zh : en
}

/** What went wrong, in words: `error` is a CallingError, or what signIn() rejects with. */
function describeError(strings, error) {
  return strings.errors[error.reason] || error.message
}

module.exports = { getStrings, describeError }
