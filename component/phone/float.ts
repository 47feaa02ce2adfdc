/** The shrunk call, as far as it is numbers. */
import type { PageWindow } from '../model/layout'

/** As in TRTCCalling.wxss, pixels. */
const MARGIN = 12
const PICTURE = { width: 104, height: 148 }
const ICON = { width: 88, height: 88 }

/** How far the tile may be dragged from the top right, pixels: to the left (negative) and down. */
export interface DragRange {
  left: number
  down: number
}

/** Asks where something lies, pixels of the window. */
export function measure(
  query: WechatMiniprogram.SelectorQuery,
  selector: string,
  tell: (rectangle: { top: number; height: number }) => void,
): void {
  query.select(selector).boundingClientRect((found: { top: number; height: number } | null) => {
    // nothing is found once the call is over, or looks another way
    if (found) tell(found)
  })
  query.exec()
}

/** Within the window, and within the safe area. @param top as measured */
export function dragRange(isPicture: boolean, top: number, { width, height, insets }: PageWindow): DragRange {
  const tile = isPicture ? PICTURE : ICON
  return {
    left: Math.min(0, tile.width + 2 * MARGIN - width + insets.left + insets.right),
    down: Math.max(0, height - tile.height - MARGIN - top - insets.bottom),
  }
}
