/** What outlives a call, and for how long: it is bounded in number and time. */
import { countBusyReply, countSequence, createMemory, findTombstone, withTombstone } from '../../../lib/call/tombstones'
import type { Memory } from '../../../lib/call/model'

const EPOCH = 1_700_000_000_000.5

function withMany(count: number, at = 0): Memory {
  const ids = Array.from({ length: count }, (_, n) => `id-${n}`)
  return ids.reduce(
    (memory, id) => withTombstone(memory, { id, from: 'bob', callID: '' }, at),
    createMemory('alice', 0),
  )
}

describe('tombstones', () => {
  it('256 are kept; one more, and the oldest goes', () => {
    expect(findTombstone(withMany(256), 'bob', 'id-0', 0)).toBeDefined()
    const more = withMany(257)
    expect([more.tombstones.length, findTombstone(more, 'bob', 'id-0', 0)]).toEqual([256, undefined])
    expect(findTombstone(more, 'bob', 'id-1', 0)).toEqual({ id: 'id-1', from: 'bob', callID: '', at: 0 })
  })

  it('count for 120 s, whatever the time was before', () => {
    for (const at of [0, 500_000]) {
      const memory = withMany(1, at)
      expect(findTombstone(memory, 'bob', 'id-0', at + 119_999)).toBeDefined()
      expect(findTombstone(memory, 'bob', 'id-0', at + 120_000)).toBeUndefined()
    }
  })

  it('that no longer count are dropped with the next one', () => {
    const later = withTombstone(withMany(3), { id: 'new', from: 'bob', callID: '' }, 120_000)
    expect(later.tombstones.map(({ id }) => id)).toEqual(['new'])
    const sooner = withTombstone(withMany(3), { id: 'new', from: 'bob', callID: '' }, 119_999)
    expect(sooner.tombstones.map(({ id }) => id)).toEqual(['id-0', 'id-1', 'id-2', 'new'])
  })

  it('are of one sender: the same id of another one is another', () => {
    const memory = withMany(1)
    expect(findTombstone(memory, 'carol', 'id-0', 0)).toBeUndefined()
    const both = withTombstone(memory, { id: 'id-0', from: 'carol', callID: '' }, 10)
    expect(both.tombstones).toHaveLength(2)
    // the same again counts from now on, and does not take a second place
    const again = withTombstone(both, { id: 'id-0', from: 'bob', callID: '' }, 20)
    expect(again.tombstones.map(({ from, at }) => [from, at])).toEqual([
      ['carol', 10],
      ['bob', 20],
    ])
  })

  it('need an id', () => {
    const memory = createMemory('alice', 0)
    expect(withTombstone(memory, { id: '', from: 'bob', callID: '' }, 0)).toBe(memory)
  })
})

describe('busy replies', () => {
  it('5 to one sender within a minute, however many others there are', () => {
    let memory = createMemory('alice', 0)
    const ask = (to: string, now: number): boolean => {
      const { allowed, memory: next } = countBusyReply(memory, to, now)
      memory = next
      return allowed
    }
    expect(Array.from({ length: 7 }, (_, n) => ask('bob', n))).toEqual([true, true, true, true, true, false, false])
    expect(ask('carol', 7)).toBe(true)
    expect([ask('bob', 59_999), ask('bob', 60_000), ask('bob', 60_000)]).toEqual([false, true, false])
  })

  it('64 are remembered', () => {
    let memory = createMemory('alice', 0)
    for (let n = 0; n < 65; n++) memory = countBusyReply(memory, `user-${n}`, n).memory
    expect(memory.busyReplies.map(({ to }) => to)).toEqual(Array.from({ length: 64 }, (_, n) => `user-${n + 1}`))
  })
})

describe('numbers of what is sent', () => {
  it('follow the wall clock, in whole milliseconds', () => {
    const memory = createMemory('alice', EPOCH)
    expect(memory.sequence).toBe(1_700_000_000_000)
    expect(countSequence(memory, 5000).sequence).toBe(1_700_000_005_000)
  })

  it('grow by one where the clock does not', () => {
    const first = countSequence(createMemory('alice', EPOCH), 5000)
    const second = countSequence(first, 5000)
    const third = countSequence(second, 0)
    expect([first, second, third].map(({ sequence }) => sequence - 1_700_000_005_000)).toEqual([0, 1, 2])
  })
})
