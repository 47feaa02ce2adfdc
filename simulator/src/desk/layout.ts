/** CSS pixels */
export interface Size {
  width: number
  height: number
}

export interface Layout {
  /** how many phones stand beside each other */
  columns: number
  /** of the phones' screens; `shown` divided by their own width */
  scale: number
  /** a screen as it is drawn: whole pixels, because a blurred edge shows what lies below */
  shown: Size
  /** the rim around a screen */
  bezel: number
}

/** Room around the phones, and between them; desk.css has the same numbers. CSS pixels, as all of these. */
const PADDING = 24
const GAP = 28
/** The line with a phone's name. */
const LABEL = 34
/** At full size. */
const BEZEL = 10
/** Phones become smaller to fit, down to this: four of them, beside the panel, in a window 1280 wide. */
const MIN_SCALE = 0.48

/** As large as the window allows, in rows of equal length, and not larger than life. What does not fit is scrolled to. */
export function layOut(stage: Size, screen: Size, count: number): Layout {
  const across = (columns: number, scale: number) =>
    2 * PADDING + columns * scale * (screen.width + 2 * BEZEL) + (columns - 1) * GAP
  const largest = (columns: number): number => {
    const rows = Math.ceil(count / columns)
    const forWidth = (stage.width - across(columns, 0)) / (across(columns, 1) - across(columns, 0))
    const forHeight =
      (stage.height - 2 * PADDING - rows * LABEL - (rows - 1) * GAP) / (rows * (screen.height + 2 * BEZEL))
    return Math.min(1, forWidth, forHeight)
  }
  // in a tie the longer row wins
  const choices = Array.from({ length: count }, (_, index) => count - index)
  const [best = 1] = [...choices].sort((a, b) => largest(b) - largest(a))
  if (largest(best) >= MIN_SCALE) return drawn(best, largest(best), screen)
  const most = choices.find((columns) => across(columns, MIN_SCALE) <= stage.width) ?? 1
  // rows of equal length: two and two rather than three and one
  return drawn(Math.ceil(count / Math.ceil(count / most)), MIN_SCALE, screen)
}

function drawn(columns: number, scale: number, screen: Size): Layout {
  const width = Math.floor(screen.width * scale)
  const exact = width / screen.width
  return {
    columns,
    scale: exact,
    shown: { width, height: Math.floor(screen.height * exact) },
    bezel: Math.floor(BEZEL * scale),
  }
}
