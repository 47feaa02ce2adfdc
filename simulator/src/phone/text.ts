import type { Language } from './host'

const zh = {
  ok: '确定',
  cancel: '取消',
  allow: '允许',
  deny: '拒绝',
  done: '完成',
  settings: '设置',
  settingsHint: '允许小程序使用：',
  camera: '摄像头',
  record: '麦克风',
  messages: '订阅消息',
  other: '相关功能',
  asks: (what: string) => `小程序想要使用你的${what}`,
  privacyTitle: '隐私保护提示',
  privacyText: '在你使用服务之前，请阅读并同意《用户隐私保护指引》。',
  agree: '同意',
  disagree: '不同意',
  problem: '小程序运行出错',
  buildProblem: '小程序编译出错',
  close: '关闭',
  vibrates: '振动',
  copied: '内容已复制',
  notHere: (what: string) => `模拟器不支持 ${what}`,
}

const en: typeof zh = {
  ok: 'OK',
  cancel: 'Cancel',
  allow: 'Allow',
  deny: 'Deny',
  done: 'Done',
  settings: 'Settings',
  settingsHint: 'Allow this mini program to use:',
  camera: 'camera',
  record: 'microphone',
  messages: 'messages',
  other: 'device',
  asks: (what) => `This mini program would like to use your ${what}`,
  privacyTitle: 'Privacy',
  privacyText: 'Please read and accept the privacy policy before you use this service.',
  agree: 'Accept',
  disagree: 'Decline',
  problem: 'The mini program failed',
  buildProblem: 'The mini program does not compile',
  close: 'Close',
  vibrates: 'vibrates',
  copied: 'Copied',
  notHere: (what) => `${what} is not in the simulator`,
}

export type PhoneText = typeof zh

/** What the phone itself says, in the language of the simulator. */
export function phoneText(lang: Language): PhoneText {
  return lang === 'zh' ? zh : en
}
