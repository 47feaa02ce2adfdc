/** What the phone itself is asked, by the newest name that the base library knows. */
import { languageOf } from '../locales/index'
import type { Language } from '../locales/index'

/** WeChat on a computer: there is one camera, and no earpiece. */
export function isComputer(): boolean {
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- where there is nothing else
  const { platform } = typeof wx.getDeviceInfo === 'function' ? wx.getDeviceInfo() : wx.getSystemInfoSync()
  return ['windows', 'mac', 'ohos_pc'].indexOf(platform) >= 0
}

export function systemLanguage(): Language {
  // base library 2.20.1; from there on, the old name prints a warning
  if (typeof wx.getAppBaseInfo === 'function') return languageOf(wx.getAppBaseInfo().language)
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- where there is nothing else
  return languageOf(wx.getSystemInfoSync().language)
}
