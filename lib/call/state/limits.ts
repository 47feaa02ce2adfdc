/** How long a call waits for what, and what it does not bear. */

/** Limits of a call; times in ms. */
export interface Limits {
  /** a stranger in the room of a 1v1 call ends it */
  strangerEnds: boolean
  /** the inviter waits this much longer than the ring time, for the invitee's own word */
  ringGrace: number
  /** an accepted user must be in the room by then (faults.md: 20 s) */
  join: number
  /** group: members who leave within this of each other part; to the last one left there nobody comes back after it */
  parting: number
  /** a connected call survives this long without the own network, or without the others */
  reconnect: number
  /** a request to switch to video waits this long */
  switch: number
  /** an old peer has this long to say "busy" to an invitation that crossed its own; a cancel at once would end its call */
  yielded: number
}

export const DEFAULT_LIMITS: Limits = {
  strangerEnds: true,
  ringGrace: 3000,
  join: 20000,
  parting: 3000,
  reconnect: 30000,
  switch: 30000,
  yielded: 5000,
}
