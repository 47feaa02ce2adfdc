/** The window that the page has, and what lies over it. */

import type { PageWindow } from '../model/layout'

/** A phone tells less the older it is. */
type WindowInfo = Pick<WechatMiniprogram.SystemInfo, 'windowWidth' | 'windowHeight' | 'screenHeight'> &
  Partial<Pick<WechatMiniprogram.WindowInfo, 'statusBarHeight' | 'safeArea' | 'screenTop'>>

type Button = Pick<WechatMiniprogram.ClientRect, 'top' | 'bottom' | 'left'>

/** A native navigation bar is not lower than this. */
const MIN_NAVIGATION_BAR = 44

/** Rounded as the picture of a tag is: half pixels blur. */
const distance = (px: number): number => Math.max(0, Math.round(px))

/**
 * Asks the phone. Before base library 2.20.1 there is only the older function, which newer ones warn of.
 * @param windowHeight as it was measured, pixels: a phone need not count what a hidden tab bar leaves
 */
export function readWindow(windowHeight?: number): PageWindow {
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- where there is nothing else
  const info: WindowInfo = typeof wx.getWindowInfo === 'function' ? wx.getWindowInfo() : wx.getSystemInfoSync()
  return windowOf(windowHeight ? { ...info, windowHeight } : info, menuButton())
}

export function windowOf(info: WindowInfo, button: Button | null): PageWindow {
  const { windowWidth: width, windowHeight: height, safeArea } = info
  const statusBar = info.statusBarHeight ?? (safeArea ? safeArea.top : 0)
  const top = topOf(info, statusBar)
  const row = distance(statusBar - top)
  const insets = {
    row,
    top: row,
    buttons: 0,
    right: distance(safeArea ? width - safeArea.right : 0),
    bottom: distance(safeArea ? top + height - safeArea.bottom : 0),
    left: distance(safeArea ? safeArea.left : 0),
  }
  // on a page with a native navigation bar, WeChat's buttons are in that
  if (button !== null && button.bottom > top) {
    insets.row = distance((button.top + button.bottom) / 2 - top - ROW_CENTER)
    insets.top = distance(button.bottom - top - BELOW_BUTTON)
    insets.buttons = distance(width - button.left)
  }
  return { width, height, insets }
}

/** As in screen.wxss, pixels: where the row of the header has its middle without an inset. */
const ROW_CENTER = 40
/** What is placed below WeChat's buttons, begins 12 or more below its inset, and keeps 8 from them. */
const BELOW_BUTTON = 4

/** Where on the screen the window begins. */
function topOf({ screenTop, screenHeight, windowHeight }: WindowInfo, statusBar: number): number {
  if (screenTop !== undefined) return screenTop
  // a page without a native navigation bar is shorter than the screen by a tab bar, if at all
  const missing = screenHeight - windowHeight
  return missing >= statusBar + MIN_NAVIGATION_BAR ? missing : 0
}

function menuButton(): Button | null {
  try {
    const { top, bottom, left } = wx.getMenuButtonBoundingClientRect()
    return bottom > top ? { top, bottom, left } : null
  } catch {
    // there are hosts of mini programs without those buttons
    return null
  }
}
