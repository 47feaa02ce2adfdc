/** What WeChat does for the page that shows a call. A version that lacks it goes without. */

/** Screenshots and recordings of the screen show nothing of the page. */
export function hideFromCapture(on: boolean): void {
  if (typeof wx.setVisualEffectOnCapture !== 'function') return
  wx.setVisualEffectOnCapture({ visualEffect: on ? 'hidden' : 'none', fail: () => undefined })
}

/** WeChat asks before the page is left. @param message what it says; '': it does not ask any more */
export function warnBeforeLeaving(message: string): void {
  if (typeof wx.enableAlertBeforeUnload !== 'function') return
  if (message !== '') wx.enableAlertBeforeUnload({ message, fail: () => undefined })
  else wx.disableAlertBeforeUnload({ fail: () => undefined })
}
