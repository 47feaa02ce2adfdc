/** The shrunk call, as far as it is numbers. */

/** As in TRTCCalling.wxss, pixels. */
const MARGIN = 12
const PICTURE = { width: 104, height: 148 }
const ICON = { width: 88, height: 88 }

/** How far the tile may be dragged from the top right, pixels: to the left (negative) and down. */
export interface DragRange {
  left: number
  down: number
}

/** Not every phone knows a safe area. */
type Screen = Pick<WechatMiniprogram.SystemInfo, 'windowWidth' | 'windowHeight' | 'screenHeight'> & {
  safeArea?: WechatMiniprogram.SafeArea
}

/** Within the window, and within the safe area. */
export function dragRange(isPicture: boolean): DragRange {
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- its successor needs base library 2.20.1
  const system: Screen = wx.getSystemInfoSync()
  const { windowWidth, windowHeight, screenHeight, safeArea } = system
  const { width, height } = isPicture ? PICTURE : ICON
  // the tile lies that much lower, on some phones below WeChat's navigation bar as well
  const top = safeArea ? safeArea.top : 0
  const bottom = safeArea ? screenHeight - safeArea.bottom : 0
  return {
    left: Math.min(0, width + 2 * MARGIN - windowWidth),
    down: Math.max(0, windowHeight - height - 2 * MARGIN - top - bottom),
  }
}
