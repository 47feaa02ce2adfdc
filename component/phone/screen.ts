/** What the phone itself is asked. */
import { languageOf } from '../locales/index'
import type { Language } from '../locales/index'

export function systemLanguage(): Language {
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- its successor needs base library 2.20.1
  return languageOf(wx.getSystemInfoSync().language)
}
