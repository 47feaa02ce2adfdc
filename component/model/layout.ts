/** Where things have their place in a window of any size. Pure; the same in both renderers, which media queries are not. */

/** Pixels of the window, from its edges. */
export interface Insets {
  /** free of the status bar and of WeChat's own buttons at the top right */
  top: number
  /** free of the status bar, and beside WeChat's buttons */
  row: number
  /** what those take of that row, from the right edge */
  buttons: number
  right: number
  bottom: number
  left: number
}

export interface PageWindow {
  width: number
  height: number
  insets: Insets
}

/** `short`: a small phone, a low window; `flat`: a phone on its side; the rest is as high as phones are. */
export type Height = 'tall' | 'short' | 'flat'

export interface Shape {
  height: Height
  /** a tablet, or a large window */
  roomy: boolean
  /** wider than high: so is the own picture */
  wide: boolean
}

/** Pixels. */
export interface Box {
  left: number
  top: number
  width: number
  height: number
}

export interface Grid {
  /** in the order of the pictures */
  boxes: Box[]
  /** of all of them; more than the area's where it scrolls */
  height: number
  scrolls: boolean
}

/** Pixels; as in the style sheets, where the classes carry the same names. */
const SHORT = 620
const FLAT = 460
const ROOMY = 700
/** What header and controls leave to the grid. */
const ABOVE_GRID: { [height in Height]: number } = { tall: 76, short: 76, flat: 60 }
const BELOW_GRID: { [height in Height]: number } = { tall: 256, short: 190, flat: 108 }
/** What header, small picture and banner leave of a large picture to the avatar that stands in for it; below: controls, and a banner there. */
const ABOVE_AVATAR: { [height in Height]: number } = { tall: 240, short: 152, flat: 60 }
const ABOVE_AVATAR_BESIDE = 132
const BELOW_AVATAR: { [height in Height]: number } = { tall: 256, short: 242, flat: 140 }

/** A person in a sheet, pixels; and what part of the window its list may take. */
const ROW = 56
const LIST_PART = 0.5

/** Width by height of a picture in the grid: people hold phones upright, and wider ones would cut off heads. */
const SLIMMEST = 9 / 16
const WIDEST = 1

/** Pixels. A slimmer picture shows no face; in one that is lower, or holds fewer letters, there is room for less. */
const LEAST_WIDTH = 76
const LOW = 100
const NARROW = 132
const SMALL = 150
const LARGE = 260

/** As many find room; more are scrolled to, unless the last row has places left. */
const GRID_FITS = 9
/** Of a row's height where it scrolls, so that a part of the next row shows that there is one. */
const SCROLLING_ROW = 0.87

export function shapeOf({ width, height }: PageWindow): Shape {
  return {
    height: height <= FLAT ? 'flat' : height <= SHORT ? 'short' : 'tall',
    roomy: Math.min(width, height) >= ROOMY,
    wide: width > height,
  }
}

/** How the own picture is pushed: upright, or as wide as the camera of a phone on its side, or of a computer, sees. */
export function orientationOf({ width, height }: PageWindow): 'vertical' | 'horizontal' {
  return width > height ? 'horizontal' : 'vertical'
}

/** The room for the grid, with the phone's insets; a host's own navigation bar is only known once it was measured. */
export function gridArea(window: PageWindow): { width: number; height: number } {
  const { height } = shapeOf(window)
  const { row, right, bottom, left } = window.insets
  return {
    width: Math.max(1, window.width - left - right),
    height: Math.max(1, window.height - ABOVE_GRID[height] - row - BELOW_GRID[height] - bottom),
  }
}

/** Rows and columns in which the pictures are as large as they can be; the last row is in the middle. */
export function gridOf(count: number, area: { width: number; height: number }): Grid {
  if (count === 0) return { boxes: [], height: 0, scrolls: false }
  const columns = columnsFor(Math.min(count, GRID_FITS), area)
  const rows = Math.ceil(count / columns)
  const fits = Math.ceil(Math.min(count, GRID_FITS) / columns)
  const scrolls = rows > fits
  const cell = cellOf(columns, fits, area)
  if (scrolls) cell.height = Math.floor(cell.height * SCROLLING_ROW)
  const top = Math.max(0, Math.floor((area.height - rows * cell.height) / 2))
  const boxes: Box[] = []
  for (let index = 0; index < count; index += 1) {
    const row = Math.floor(index / columns)
    const inRow = Math.min(columns, count - row * columns)
    const left = Math.floor((area.width - inRow * cell.width) / 2)
    boxes.push({ ...cell, left: left + (index % columns) * cell.width, top: top + row * cell.height })
  }
  return { boxes, height: scrolls ? rows * cell.height : area.height, scrolls }
}

function columnsFor(count: number, area: { width: number; height: number }): number {
  let best = 1
  let largest = 0
  for (let columns = 1; columns <= count; columns += 1) {
    const { width, height } = cellOf(columns, Math.ceil(count / columns), area)
    const worth = width * height * (width < LEAST_WIDTH ? width / area.width : 1)
    if (worth <= largest) continue
    largest = worth
    best = columns
  }
  return best
}

function cellOf(
  columns: number,
  rows: number,
  area: { width: number; height: number },
): { width: number; height: number } {
  const height = Math.floor(area.height / rows)
  const width = Math.floor(Math.min(area.width / columns, height * WIDEST))
  return { width, height: Math.min(height, Math.floor(width / SLIMMEST)) }
}

/** What is drawn over each picture of a grid: the size of an avatar, and whether there are words beside the name. */
export function cellLook({ boxes }: Grid): { avatar: 'tiny' | 'small' | 'medium' | 'big'; narrow: boolean } {
  const [cell] = boxes
  if (!cell) return { avatar: 'small', narrow: false }
  const side = Math.min(cell.width, cell.height)
  const avatar = cell.height < LOW ? 'tiny' : side < SMALL ? 'small' : side < LARGE ? 'medium' : 'big'
  return { avatar, narrow: cell.width < NARROW }
}

/** Of a list that may be scrolled: then half a row shows that there is more. */
export function listHeight(count: number, windowHeight: number): number {
  const rows = Math.max(1.5, Math.floor((windowHeight * LIST_PART) / ROW - 0.5) + 0.5)
  return Math.min(count, rows) * ROW
}

/** For a `style` attribute. */
export function styleOf({ left, top, width, height }: Box): string {
  return `left: ${left}px; top: ${top}px; width: ${width}px; height: ${height}px`
}

/** As sizes.wxss names them. */
export function sizeClasses({ height, roomy, wide }: Shape): string {
  const classes = { tall: '', short: ' call--short', flat: ' call--short call--flat' }[height]
  return `${classes}${roomy ? ' call--roomy' : ''}${wide ? ' call--wide' : ''}`.slice(1)
}

/** What the style sheets read, as custom properties for a `style` attribute. */
export function windowStyle(window: PageWindow): string {
  const { top, row, buttons, right, bottom, left } = window.insets
  const { height, roomy, wide } = shapeOf(window)
  // beside the small picture there is room for a banner
  const above = height !== 'flat' && (roomy || wide) ? ABOVE_AVATAR_BESIDE : ABOVE_AVATAR[height]
  return (
    `--call-above-avatar: ${above + top}px; --call-below-avatar: ${BELOW_AVATAR[height] + bottom}px; ` +
    `--call-inset-top: ${top}px; --call-inset-row: ${row}px; --call-inset-buttons: ${buttons}px; ` +
    `--call-inset-right: ${right}px; --call-inset-bottom: ${bottom}px; --call-inset-left: ${left}px`
  )
}
