import { Interned, Lists, PairMemo, UNKNOWN } from '../../../scripts/explore/world/interned'
import { WorldSet } from '../../../scripts/explore/world/world-set'

describe('a set of worlds', () => {
  it('takes each world once and gives it back with its parent', () => {
    const worlds = new WorldSet(3)
    expect(worlds.add(Int32Array.of(1, 2, 3), -1)).toBe(true)
    expect(worlds.add(Int32Array.of(1, 2, 4), 0)).toBe(true)
    expect(worlds.add(Int32Array.of(1, 2, 3), 1)).toBe(false)
    const world = new Int32Array(3)
    worlds.read(1, world)
    expect([worlds.size, [...world], worlds.parentOf(0), worlds.parentOf(1)]).toEqual([2, [1, 2, 4], -1, 0])
  })

  it('keeps a hundred thousand apart and more, in a few dozen bytes each', () => {
    const worlds = new WorldSet(2)
    const world = new Int32Array(2)
    const fill = () => {
      for (let number = 0; number < 150_000; number++) {
        world.set([number % 1000, Math.floor(number / 1000)])
        worlds.add(world, number - 1)
      }
    }
    fill()
    fill()
    expect(worlds.size).toBe(150_000)
    expect(worlds.bytes / worlds.size).toBeLessThan(50)
    worlds.read(123_456, world)
    expect([...world, worlds.parentOf(123_456)]).toEqual([456, 123, 123_455])
  })

  it('says so when asked for a world that it does not have', () => {
    expect(() => new WorldSet(2).parentOf(0)).toThrow('no world has the number 0')
  })
})

describe('lists by number', () => {
  const byItself = new Lists((item) => item)
  const list = (lists: Lists, ...items: number[]) => items.reduce((number, item) => lists.with(number, item), 0)

  it('are equal whatever the order in which they came about', () => {
    expect(list(byItself, 3, 1, 2, 3)).toBe(list(byItself, 1, 3, 3, 2))
    expect(byItself.items(list(byItself, 3, 1, 2, 3))).toEqual([1, 2, 3, 3])
  })

  it('keep the order within a line', () => {
    const byTens = new Lists((item) => Math.floor(item / 10))
    expect(byTens.items(list(byTens, 21, 12, 20, 11))).toEqual([12, 11, 21, 20])
    expect(list(byTens, 11, 12)).not.toBe(list(byTens, 12, 11))
  })

  it('lose one item at a time, or all but some', () => {
    const twice = list(byItself, 5, 5, 7)
    const { items, rests } = byItself.heads(twice)
    expect([items, rests.map((rest) => byItself.items(rest))]).toEqual([
      [5, 7],
      [
        [5, 7],
        [5, 5],
      ],
    ])
    expect(byItself.only(twice, () => false)).toBe(0)
    expect(byItself.items(byItself.only(twice, (item) => item === 5))).toEqual([5, 5])
  })

  it('lose the first of each line only', () => {
    const byTens = new Lists((item) => Math.floor(item / 10))
    const { items, rests } = byTens.heads(byTens.of([12, 11, 20]))
    expect([items, rests.map((rest) => byTens.items(rest))]).toEqual([
      [12, 20],
      [
        [11, 20],
        [12, 11],
      ],
    ])
  })

  it('are added up item by item, each time alike', () => {
    const byTens = new Lists((item) => Math.floor(item / 10))
    const sum = () => byTens.items(byTens.plus(byTens.of([12, 20]), byTens.of([11, 21])))
    expect([sum(), sum()]).toEqual([
      [12, 11, 20, 21],
      [12, 11, 20, 21],
    ])
  })

  it('refuse an item that does not fit', () => {
    expect(() => byItself.with(0, 65_536)).toThrow(RangeError)
  })
})

it('a memo of pairs keeps ten thousand apart, zeros among them', () => {
  const memo = new PairMemo()
  const pairs = Array.from({ length: 10_000 }, (_, at): [number, number] => [at % 100, Math.floor(at / 100)])
  expect(memo.get(0, 0)).toBe(UNKNOWN)
  for (const [first, second] of pairs) memo.set(first, second, first * 1000 + second)
  expect(pairs.filter(([first, second]) => memo.get(first, second) !== first * 1000 + second)).toEqual([])
  expect(memo.get(100, 0)).toBe(UNKNOWN)
})

it('stores equals once', () => {
  const things = new Interned<{ name: string }>()
  const create = jest.fn(() => ({ name: 'a' }))
  expect([things.number('a', create), things.number('b', () => ({ name: 'b' })), things.number('a', create)]).toEqual([
    0, 1, 0,
  ])
  expect(create).toHaveBeenCalledTimes(1)
  expect(things.at(1)).toEqual({ name: 'b' })
})
