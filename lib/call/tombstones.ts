/** What outlives a call: tombstones, busy replies, and the numbers that grow. All functions are pure. */
import type { UserID } from '../foundation/types'
import type { Memory, Tombstone } from './model'

const TOMBSTONES_MAX = 256
const TOMBSTONE_MS = 120000
const BUSY_MAX = 64
const BUSY_MS = 60000
/** busy replies that one sender gets per minute; a flood beyond that is not answered */
const BUSY_PER_SENDER = 5

/** @param epoch what to add to an input's `now` to get the wall clock, ms */
export function createMemory(self: UserID, epoch: number): Memory {
  return { self, epoch, nextKey: 1, nextLocalID: 1, sequence: Math.floor(epoch), tombstones: [], busyReplies: [] }
}

/** Numbers what is sent: above all before it, and above what this account has sent from elsewhere, or in an earlier run. */
export function countSequence(memory: Memory, now: number): Memory {
  return { ...memory, sequence: Math.max(memory.sequence + 1, Math.floor(memory.epoch + now)) }
}

/** Marks an invitation or a call as over, unless it never had an id. */
export function withTombstone(memory: Memory, entry: Omit<Tombstone, 'at'>, now: number): Memory {
  if (!entry.id) return memory
  const kept = memory.tombstones.filter(
    (old) => now - old.at < TOMBSTONE_MS && !(old.id === entry.id && old.from === entry.from),
  )
  return { ...memory, tombstones: kept.concat({ ...entry, at: now }).slice(-TOMBSTONES_MAX) }
}

/** The tombstone of an invitation or a call of `from`, '' for own ones; undefined if it is not over. */
export function findTombstone(memory: Memory, from: UserID, id: string, now: number): Tombstone | undefined {
  return memory.tombstones.filter((one) => one.id === id && one.from === from && now - one.at < TOMBSTONE_MS)[0]
}

/** Whether one more busy reply may go to `to`, and the memory that counts it. */
export function countBusyReply(memory: Memory, to: UserID, now: number): { allowed: boolean; memory: Memory } {
  const recent = memory.busyReplies.filter((reply) => now - reply.at < BUSY_MS)
  const allowed = recent.filter((reply) => reply.to === to).length < BUSY_PER_SENDER
  if (!allowed) return { allowed, memory }
  return { allowed, memory: { ...memory, busyReplies: recent.concat({ to, at: now }).slice(-BUSY_MAX) } }
}
