/** A screen is 750rpx wide, and 100vw. */
const RPX_PER_VW = 7.5
const DIGITS = 1e5

/** Replaces every `rpx` length in a style by `vw`. */
export function rpxToVw(style: string): string {
  return style.replace(/(-?\d*\.?\d+)rpx\b/g, (_match, rpx: string) => `${awayFromZero(Number(rpx) / RPX_PER_VW)}vw`)
}

/** Browsers cut lengths off to 1/64 px: a number rounded down would turn 20px into 19.98px. */
function awayFromZero(value: number): number {
  return (Math.sign(value) * Math.ceil(Math.abs(value) * DIGITS - 1e-6)) / DIGITS
}
