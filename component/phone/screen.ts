/** What the phone itself is asked, by the newest name that the base library knows. */
import { languageOf } from '../locales/index'
import type { Language } from '../locales/index'

export function systemLanguage(): Language {
  // base library 2.20.1; from there on, the old name prints a warning
  if (typeof wx.getAppBaseInfo === 'function') return languageOf(wx.getAppBaseInfo().language)
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- where there is nothing else
  return languageOf(wx.getSystemInfoSync().language)
}

/** Not every phone knows a safe area. */
export type WindowSize = Pick<WechatMiniprogram.WindowInfo, 'windowWidth' | 'windowHeight' | 'screenHeight'> & {
  safeArea?: WechatMiniprogram.SafeArea
}

export function windowSize(): WindowSize {
  if (typeof wx.getWindowInfo === 'function') return wx.getWindowInfo()
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- where there is nothing else
  return wx.getSystemInfoSync()
}
