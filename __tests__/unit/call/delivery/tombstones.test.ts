/** What outlives a call, and for how long: it is bounded in number and time. */
import {
  countReply,
  countSequence,
  createMemory,
  findTombstone,
  withTombstone,
} from '../../../../lib/call/state/tombstones'
import type { Memory } from '../../../../lib/call/state/model'

const EPOCH = 1_700_000_000_000.5

function withMany(count: number, at = 0): Memory {
  const ids = Array.from({ length: count }, (_, n) => `id-${n}`)
  return ids.reduce(
    (memory, id) => withTombstone(memory, { id, from: 'bob', callID: '' }, at),
    createMemory('alice', 0),
  )
}

describe('tombstones', () => {
  it('16 of one user are kept; one more, and the oldest of that user goes', () => {
    expect(findTombstone(withMany(16), 'bob', 'id-0', 0)).toBeDefined()
    const more = withMany(17)
    expect([more.tombstones.length, findTombstone(more, 'bob', 'id-0', 0)]).toEqual([16, undefined])
    expect(findTombstone(more, 'bob', 'id-1', 0)).toEqual({ id: 'id-1', from: 'bob', callID: '', at: 0 })
  })

  it('of one user are not pushed out by those of forty others, nor are own ones', () => {
    let memory = withTombstone(withMany(3), { id: 'own', from: '', callID: 'call' }, 1)
    for (let n = 0; n < 3_000; n++) {
      memory = withTombstone(memory, { id: `x-${n}`, from: `mallory-${n % 40}`, callID: '' }, 2)
    }
    expect(memory.tombstones.length).toBeLessThanOrEqual(640)
    expect(['id-0', 'id-1', 'id-2'].map((id) => !!findTombstone(memory, 'bob', id, 3))).toEqual([true, true, true])
    expect(findTombstone(memory, '', 'own', 3)).toBeDefined()
  })

  it('make room for a new user’s: of those who have more, the first with the most loses the oldest', () => {
    let memory = createMemory('alice', 0)
    const users = ['bob', ...Array.from({ length: 40 }, (_, n) => `mallory-${n}`)]
    for (const from of users.slice(1)) {
      for (let n = 0; n < 16; n++) memory = withTombstone(memory, { id: `x-${n}`, from, callID: '' }, n)
    }
    memory = withTombstone(memory, { id: 'x-0', from: 'bob', callID: '' }, 20)
    expect(memory.tombstones).toHaveLength(640)
    expect(users.filter((from) => !findTombstone(memory, from, 'x-0', 20))).toEqual(['mallory-0'])
    expect(users.slice(1).filter((from) => !findTombstone(memory, from, 'x-1', 20))).toEqual([])
  })

  it('of 600 users are all kept', () => {
    let memory = createMemory('alice', 0)
    const users = Array.from({ length: 600 }, (_, n) => `user-${n}`)
    for (const from of users) memory = withTombstone(memory, { id: 'one', from, callID: '' }, 0)
    expect(users.filter((from) => !findTombstone(memory, from, 'one', 1))).toEqual([])
  })

  it('of own invitations are 128 at most', () => {
    let memory = createMemory('alice', 0)
    for (let n = 0; n < 129; n++) memory = withTombstone(memory, { id: `own-${n}`, from: '', callID: 'call' }, n)
    expect(memory.tombstones.map(({ id }) => id)).toEqual(Array.from({ length: 128 }, (_, n) => `own-${n + 1}`))
  })

  it('of own invitations stay where others make too many', () => {
    let memory = createMemory('alice', 0)
    for (let n = 0; n < 128; n++) memory = withTombstone(memory, { id: `own-${n}`, from: '', callID: 'call' }, 0)
    for (let n = 0; n < 800; n++) {
      memory = withTombstone(memory, { id: `x-${n}`, from: `mallory-${n % 50}`, callID: '' }, 1)
    }
    expect(memory.tombstones).toHaveLength(640)
    expect(memory.tombstones.filter(({ from }) => from === '')).toHaveLength(128)
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

describe('automatic answers', () => {
  let memory: Memory
  beforeEach(() => void (memory = createMemory('alice', 0)))

  function ask(to: string, now: number, isPeer = false): boolean {
    const { allowed, memory: next } = countReply(memory, to, isPeer, now)
    memory = next
    return allowed
  }

  it('5 to one stranger within a minute, however many others there are', () => {
    expect(Array.from({ length: 7 }, (_, n) => ask('bob', n))).toEqual([true, true, true, true, true, false, false])
    expect(ask('carol', 7)).toBe(true)
    expect([ask('bob', 59_999), ask('bob', 60_000), ask('bob', 60_000)]).toEqual([false, true, false])
  })

  it('60 to all strangers within a minute, and no more', () => {
    const asked = Array.from({ length: 1000 }, (_, n) => ask(`user-${n}`, n))
    expect(asked.filter(Boolean)).toHaveLength(60)
    expect(memory.replies).toHaveLength(60)
    expect(ask('another', 60_000)).toBe(true)
  })

  it('20 to the peer of a call, whatever strangers have drawn', () => {
    for (let n = 0; n < 100; n++) ask(`user-${n}`, 0)
    expect(Array.from({ length: 30 }, () => ask('bob', 1, true)).filter(Boolean)).toHaveLength(20)
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
