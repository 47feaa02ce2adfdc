import type { DeskLink } from '../../../simulator/src/relay/wire/desk-link'

/** A way to a relay that does nothing. */
export const IDLE_DESK_LINK: DeskLink = {
  setFaults: () => Promise.resolve(),
  expireUserSig: () => Promise.resolve(),
  removeFromRoom: () => Promise.resolve(),
  setDropAfter: () => Promise.resolve(),
  close() {},
}
