import type { Phone } from './phone'

/** What a phone finds on the desk's window; without a desk a phone runs all the same, without a frame. */
export interface DeskSide {
  /** called before the mini program's first line runs */
  phoneStarts(phone: Phone): void
  /** nothing runs, and nothing will until the next start */
  phoneFails(name: string, reason: string): void
}
