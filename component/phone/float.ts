/** The shrunk call, as far as it is numbers. */
import { windowSize } from './screen'

/** As in TRTCCalling.wxss, pixels. */
const MARGIN = 12
const PICTURE = { width: 104, height: 148 }
const ICON = { width: 88, height: 88 }

/** How far the tile may be dragged from the top right, pixels: to the left (negative) and down. */
export interface DragRange {
  left: number
  down: number
}

/**
 * Asks where the tile lies until it is dragged. Only the style sheet knows: it adds the phone's inset, or the host's.
 * @param tell gets the top in pixels of the window
 */
export function measureTop(query: WechatMiniprogram.SelectorQuery, tell: (top: number) => void): void {
  // nothing is found once the call is over, or fills the screen again
  query.select('.home').boundingClientRect((home: { top: number } | null) => {
    if (home) tell(home.top)
  })
  query.exec()
}

/** Within the window, and within the safe area. @param top as measured */
export function dragRange(isPicture: boolean, top: number): DragRange {
  const { windowWidth, windowHeight, screenHeight, safeArea } = windowSize()
  const { width, height } = isPicture ? PICTURE : ICON
  const bottom = safeArea ? screenHeight - safeArea.bottom : 0
  return {
    left: Math.min(0, width + 2 * MARGIN - windowWidth),
    down: Math.max(0, windowHeight - height - MARGIN - top - bottom),
  }
}
