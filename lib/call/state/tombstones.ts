/** What outlives a call: tombstones, automatic answers, and the numbers that grow. All functions are pure. */
import type { UserID } from '../../foundation/types'
import type { Memory, Tombstone } from './model'

/** How many are kept. */
export const TOMBSTONES = {
  /** in all; when there are more, whoever has the most gives way: nobody pushes out what is another's */
  most: 640,
  /** of one user's */
  share: 16,
  /** of own invitations */
  own: 128,
}
const TOMBSTONE_MS = 120000
const REPLIES_MS = 60000
/** Automatic answers per minute; what comes on top is not answered. */
export const REPLIES = {
  /** to the other end of the call, and to other members of it: confirmed switches, further invitations */
  toPeer: 20,
  toStranger: 5,
  /** together */
  toStrangers: 60,
}

/** @param epoch what to add to an input's `now` to get the wall clock, ms */
export function createMemory(self: UserID, epoch: number): Memory {
  return { self, epoch, nextKey: 1, nextLocalID: 1, sequence: Math.floor(epoch), tombstones: [], replies: [] }
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
  const same = kept.filter(({ from }) => from === entry.from)
  const [oldest] = same
  const isFull = same.length >= (entry.from === '' ? TOMBSTONES.own : TOMBSTONES.share)
  const tombstones = (isFull ? kept.filter((one) => one !== oldest) : kept).concat({ ...entry, at: now })
  return { ...memory, tombstones: tombstones.length > TOMBSTONES.most ? withoutOne(tombstones) : tombstones }
}

/** Without the oldest of the user who has the most. */
function withoutOne(tombstones: Tombstone[]): Tombstone[] {
  const counts: { [from: string]: number } = {}
  let most = ''
  for (const { from } of tombstones) {
    if (from === '') continue
    const count = (counts[from] || 0) + 1
    counts[from] = count
    if (count > (counts[most] || 0)) most = from
  }
  const [oldest] = tombstones.filter(({ from }) => from === most)
  return tombstones.filter((one) => one !== oldest)
}

/** An own invitation has been asked about; it is answered once. */
export function withoutTombstone(memory: Memory, gone: Tombstone): Memory {
  return { ...memory, tombstones: memory.tombstones.filter((one) => one !== gone) }
}

/** The tombstone of an invitation or a call of `from`, '' for own ones; undefined if it is not over. */
export function findTombstone(memory: Memory, from: UserID, id: string, now: number): Tombstone | undefined {
  return memory.tombstones.filter((one) => one.id === id && one.from === from && now - one.at < TOMBSTONE_MS)[0]
}

/**
 * Whether one more automatic answer may go to `to`, and the memory that counts it.
 * @param isPeer of the call at hand: what strangers draw does not count against it
 */
export function countReply(
  memory: Memory,
  to: UserID,
  isPeer: boolean,
  now: number,
): { allowed: boolean; memory: Memory } {
  const recent = memory.replies.filter((reply) => now - reply.at < REPLIES_MS)
  const toSame = recent.filter((reply) => reply.to === to).length
  const toStrangers = recent.filter((reply) => !reply.isPeer).length
  const allowed = isPeer ? toSame < REPLIES.toPeer : toSame < REPLIES.toStranger && toStrangers < REPLIES.toStrangers
  if (!allowed) return { allowed, memory }
  return { allowed, memory: { ...memory, replies: recent.concat({ to, isPeer, at: now }) } }
}
