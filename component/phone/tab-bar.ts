/** The tab bar lies above its page, so it is away while a call fills the screen. One for the components of all pages. */
let isCovered = false
let isHidden = false

/**
 * On pages that are no tabs, WeChat refuses, and nothing happens. Called again when a page is shown: then it may be possible.
 * @param changed the page has another height now
 */
export function coverTabBar(on: boolean, changed: () => void): void {
  isCovered = on
  if (on === isHidden) return
  const options = {
    animation: false,
    success: () => {
      isHidden = on
      changed()
      // another wish came meanwhile
      if (isCovered !== on) coverTabBar(isCovered, changed)
    },
    fail: () => undefined,
  }
  if (on) wx.hideTabBar(options)
  else wx.showTabBar(options)
}
