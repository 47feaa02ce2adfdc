import type { CallTexts } from './texts/strings'

/** A user whom the app knows. */
export interface Contact {
  /** the account in the app's own system */
  userID: string
  /** default: the userID */
  nick?: string
  /** url of a picture */
  avatar?: string
}

/** What all components of an account look and sound like. */
export interface Look {
  /** '': as the phone's */
  language: string
  /** other words, by language, as `setStrings` of the component takes them */
  strings: { readonly [language: string]: CallTexts }
  /** a path inside the mini program or an https url; '': the component's own */
  ringtone: string
  /** no ringtone, no call tone */
  mute: boolean
  /** on every page: the call goes on while the mini program is in the background */
  backgroundMute: boolean
  /** on every page: WeChat's small window shows the other one while the page, or WeChat, is left */
  pictureInPicture: boolean
  /** on every page: calls ring although the phone is set to silent (iPhone's mute switch) */
  ringInSilentMode: boolean
  /** on every page: screenshots and recordings of the screen show nothing of a call. Where WeChat can (`wx.setVisualEffectOnCapture`) */
  hideFromCapture: boolean
  /** on every page: WeChat asks before the page of a call is left that no other page can take. Base library 2.12.0 */
  warnBeforeLeaving: boolean
  /** on every page: the app keeps its tab bar hidden (`wx.hideTabBar`), so that it stays so after a call. WeChat does not tell */
  tabBarHidden: boolean
  /** what the app wants of the screen outside of calls: WeChat does not tell */
  keepScreenOn: boolean
  /** the users that a group call may be extended by, where a component has no `contacts` of its own */
  contacts: Contact[]
}

export const DEFAULT_LOOK: Readonly<Look> = {
  language: '',
  ringtone: '',
  mute: false,
  strings: Object.freeze({}),
  ringInSilentMode: false,
  hideFromCapture: false,
  warnBeforeLeaving: false,
  tabBarHidden: false,
  backgroundMute: false,
  pictureInPicture: false,
  keepScreenOn: false,
  contacts: [],
}
