/** Seconds: what Tencent takes at least, and what nobody should need more of. */
export const EXPIRY_RANGE = { least: 300, most: 86_400 } as const

/** Seconds, of UserSigs and of sessions. */
export const DEFAULT_EXPIRY = 7200

/** The nearest whole number of seconds from 300 to 86,400. Throws when `seconds` is no number at all. */
export function clampExpiry(seconds: number): number {
  if (Number.isNaN(seconds)) throw new Error('An expiry must be a number of seconds, but is NaN.')
  return Math.floor(Math.min(EXPIRY_RANGE.most, Math.max(EXPIRY_RANGE.least, seconds)))
}
