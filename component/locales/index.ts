import { en } from './en'
import { zhCN } from './zh-CN'

export type Language = 'zh-CN' | 'en'

/** Every text of the component, one table per language. The compiler holds the tables complete. */
export interface Strings {
  incomingVoice: string
  incomingVideo: string
  incomingGroupVoice: string
  incomingGroupVideo: string
  calling: string
  connecting: string
  reconnecting: string
  /** a phone call has taken camera and microphone */
  interrupted: string
  weakNetworkHere: string
  weakNetworkThere: string
  memberRinging: string
  me: string
  /** %s: whose */
  screenOf: string

  accept: string
  /** the answer to a question; `accept` is the one to a call */
  agree: string
  reject: string
  cancel: string
  hangup: string
  micOn: string
  micOff: string
  cameraOn: string
  cameraOff: string
  speakerOn: string
  speakerOff: string
  flip: string
  toVoice: string
  toVideo: string
  invite: string
  close: string
  openSettings: string

  /** for screen readers: the visible label first, then what a tap does */
  micOnAction: string
  micOffAction: string
  cameraOnAction: string
  cameraOffAction: string
  speakerOnAction: string
  speakerOffAction: string
  flipAction: string
  toVoiceAction: string
  toVideoAction: string
  inviteAction: string
  swapAction: string
  shrinkAction: string
  growAction: string
  /** marks of a picture */
  mutedMark: string
  weakMark: string

  /** in a video call that goes on with sound alone, and in one that became a voice call */
  cameraDenied: string
  cameraDeniedVoice: string
  microphoneTitle: string
  microphoneText: string
  /** of a voice call that is to become a video call */
  cameraTitle: string
  cameraText: string

  /** switching a 1v1 call; %s: the other one's name */
  switchTitle: string
  switchText: string
  switchWaiting: string
  switchDeclined: string
  switchUnanswered: string
  switchedToVoice: string

  inviteTitle: string
  /** %s: a number */
  inviteMost: string

  /** why a call ended, from one's own point of view */
  ended: {
    /** followed by the duration */
    completed: string
    cancelled: string
    cancelledByCaller: string
    declined: string
    declinedByPeer: string
    lineBusy: string
    notReachable: string
    noAnswer: string
    missed: string
    peerLeft: string
    notConnected: string
    microphoneDenied: string
    networkLost: string
    removed: string
    answeredElsewhere: string
    rejectedElsewhere: string
    replaced: string
    failed: string
    signedOut: string
    background: string
  }

  errors: {
    network: string
    send: string
    unknownUser: string
    tooFrequent: string
    invitationGone: string
    media: string
    unsupported: string
    privacy: string
    signIn: string
  }
}

/** The keys of plain texts. */
export type Text = { [K in keyof Strings]: Strings[K] extends string ? K : never }[keyof Strings]

const tables: Record<Language, Strings> = { 'zh-CN': zhCN, en }

export function stringsOf(language: Language): Strings {
  return tables[language]
}

export function isLanguage(value: unknown): value is Language {
  return value === 'zh-CN' || value === 'en'
}

/** WeChat reports `zh_CN`, `zh_HK`, `zh_TW`, `en` ...: any Chinese gets Chinese, every other language English. */
export function languageOf(systemLanguage: string): Language {
  return /^zh/i.test(systemLanguage) ? 'zh-CN' : 'en'
}

/** Code points of a name inside of a text; Chat allows 500 bytes. */
const LONGEST_NAME = 32

/** Puts a name into a text. */
export function withName(text: string, name: string): string {
  const characters = Array.from(name)
  const short = characters.length > LONGEST_NAME ? `${characters.slice(0, LONGEST_NAME - 1).join('')}…` : name
  return text.split('%s').join(short)
}
