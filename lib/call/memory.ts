/** What outlives a call: ids of ended calls, busy replies, and the numbers that grow. All functions are pure. */
import type { UserID } from '../types'
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

/** Remembers ids of something that is over. Ids that are '' are skipped. */
export function remember(memory: Memory, entries: Omit<EndedID, 'at'>[], now: number): Memory {
  const fresh = entries.filter((entry) => entry.id !== '').map((entry) => ({ ...entry, at: now }))
  if (!fresh.length) return memory
  const kept = memory.ended.filter((old) => now - old.at < ENDED_MS && !fresh.some((entry) => same(entry, old)))
  return { ...memory, ended: kept.concat(fresh).slice(-ENDED_MAX) }
}

/** The memory of our own invitation `id`, if it is over. */
export function ownEnded(memory: Memory, id: string, now: number): EndedID | null {
  return find(memory, id, '', now)
}

/** Whether `from` has ended `id` (an invitation or a call) before. */
export function hasEnded(memory: Memory, id: string, from: UserID, now: number): boolean {
  return id !== '' && find(memory, id, from, now) !== null
}

/** Whether one more busy reply may go to `to`, and the memory that counts it. */
export function countBusyReply(memory: Memory, to: UserID, now: number): { allowed: boolean; memory: Memory } {
  const recent = memory.busyReplies.filter((reply) => now - reply.at < BUSY_MS)
  const allowed = recent.filter((reply) => reply.to === to).length < BUSY_PER_SENDER
  if (!allowed) return { allowed, memory }
  return { allowed, memory: { ...memory, busyReplies: recent.concat({ to, at: now }).slice(-BUSY_MAX) } }
}

function same(a: Omit<EndedID, 'at'>, b: EndedID): boolean {
  return a.id === b.id && a.from === b.from
}

function find(memory: Memory, id: string, from: UserID, now: number): EndedID | null {
  const hits = memory.ended.filter((entry) => entry.id === id && entry.from === from && now - entry.at < ENDED_MS)
  return hits[0] || null
}
