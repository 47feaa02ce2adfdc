/** What outlives a call: ids of ended calls, busy replies, and the numbers that grow. All functions are pure. */
import type { UserID } from '../foundation/types'
import type { EndedID, Memory } from './model'

const ENDED_MAX = 256
const ENDED_MS = 120000
const BUSY_MAX = 64
const BUSY_MS = 60000
/** busy replies that one sender gets per minute; a flood beyond that is not answered */
const BUSY_PER_SENDER = 5

/** @param epoch what to add to an input's `now` to get the wall clock, ms */
export function createMemory(self: UserID, epoch: number): Memory {
  return { self, epoch, nextKey: 1, nextN: 1, order: Math.floor(epoch), ended: [], busyReplies: [] }
}

/** Numbers what is sent: above all before it, and above what this account has sent from elsewhere, or in an earlier run. */
export function countOrder(memory: Memory, now: number): Memory {
  return { ...memory, order: Math.max(memory.order + 1, Math.floor(memory.epoch + now)) }
}

/** Remembers something that is over, unless it never had an id. */
export function remember(memory: Memory, entry: Omit<EndedID, 'at'>, now: number): Memory {
  if (!entry.id) return memory
  const kept = memory.ended.filter(
    (old) => now - old.at < ENDED_MS && !(old.id === entry.id && old.from === entry.from),
  )
  return { ...memory, ended: kept.concat({ ...entry, at: now }).slice(-ENDED_MAX) }
}

/** What is remembered of `id` (an invitation or a call) of `from`, if it is over; `from` is '' for our own. */
export function findEnded(memory: Memory, id: string, from: UserID, now: number): EndedID | undefined {
  return memory.ended.filter((entry) => entry.id === id && entry.from === from && now - entry.at < ENDED_MS)[0]
}

/** Whether one more busy reply may go to `to`, and the memory that counts it. */
export function countBusyReply(memory: Memory, to: UserID, now: number): { allowed: boolean; memory: Memory } {
  const recent = memory.busyReplies.filter((reply) => now - reply.at < BUSY_MS)
  const allowed = recent.filter((reply) => reply.to === to).length < BUSY_PER_SENDER
  if (!allowed) return { allowed, memory }
  return { allowed, memory: { ...memory, busyReplies: recent.concat({ to, at: now }).slice(-BUSY_MAX) } }
}
