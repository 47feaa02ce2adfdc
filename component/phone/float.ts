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

/** From top to bottom, pixels of the window. */
export interface Stretch {
  top: number
  height: number
}

/** Asks where something lies. */
export function measure(
  query: WechatMiniprogram.SelectorQuery,
  selector: string,
  tell: (found: Stretch) => void,
): void {
  query.select(selector).boundingClientRect((found: Stretch | null) => {
    // nothing is found once the call is over, or looks another way
    if (found) tell(found)
  })
  query.exec()
}

/** Within the window, the safe area and the page's own bars. @param room as measured; without a height, the window's */
export function dragRange(isPicture: boolean, room: Stretch, { width, height, insets }: PageWindow): DragRange {
  const tile = isPicture ? PICTURE : ICON
  const bottom = room.height > 0 ? room.top + room.height : height - MARGIN - insets.bottom
  return {
    left: Math.min(0, tile.width + 2 * MARGIN - width + insets.left + insets.right),
    down: Math.max(0, bottom - tile.height - room.top),
  }
}
