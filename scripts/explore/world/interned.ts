/** Things that occur again and again, each stored once and known by a small number. */

export class Interned<T> {
  readonly items: T[] = []
  private readonly numbers = new Map<string, number>()

  /** @param create called for the first of its equals only */
  number(print: string, create: () => T): number {
    const known = this.numbers.get(print)
    if (known !== undefined) return known
    const number = this.items.length
    this.items.push(create())
    this.numbers.set(print, number)
    return number
  }

  at(number: number): T {
    const item = this.items[number]
    if (item === undefined) throw new Error(`nothing is stored as number ${number}`)
    return item
  }
}

/** Numbers of items are characters of strings. */
const MAX_ITEM = 0xffff

/** The ways to take one item out of a list: the first of each line, and the number of the list that is left. */
export interface Heads {
  items: number[]
  rests: number[]
}

/**
 * Short lists of small numbers, as numbers. Each item belongs to a line; within a line the order counts, lines have
 * none. A list is kept as a string, one character for each item, which is small. What is done to lists again and again
 * is worked out once. The empty list is 0.
 */
export class Lists {
  private readonly lists: string[] = []
  private readonly numbers = new Map<string, number>()
  private readonly headsOf: (Heads | undefined)[] = []
  private readonly sums = new PairMemo()

  constructor(private readonly lineOf: (item: number) => number) {
    this.numberOf('')
  }

  get count(): number {
    return this.lists.length
  }

  items(list: number): number[] {
    const text = this.textOf(list)
    const items = new Array<number>(text.length)
    for (let at = 0; at < text.length; at++) items[at] = text.charCodeAt(at)
    return items
  }

  /** @returns `list` with `item` at the end of its line */
  with(list: number, item: number): number {
    if (item > MAX_ITEM) throw new RangeError(`item ${item}: a list holds numbers up to ${MAX_ITEM}`)
    const text = this.textOf(list)
    const line = this.lineOf(item)
    let at = 0
    while (at < text.length && this.lineOf(text.charCodeAt(at)) <= line) at++
    return this.numberOf(text.slice(0, at) + String.fromCharCode(item) + text.slice(at))
  }

  of(items: number[]): number {
    return items.reduce((list, item) => this.with(list, item), 0)
  }

  /** @returns `list` with the items of `more` at the ends of their lines */
  plus(list: number, more: number): number {
    if (more === 0) return list
    const known = this.sums.get(list, more)
    if (known !== UNKNOWN) return known
    const sum = this.items(more).reduce((longer, item) => this.with(longer, item), list)
    this.sums.set(list, more, sum)
    return sum
  }

  heads(list: number): Heads {
    return (this.headsOf[list] ??= this.findHeads(list))
  }

  only(list: number, wanted: (item: number) => boolean): number {
    return this.numberOf(String.fromCharCode(...this.items(list).filter(wanted)))
  }

  private findHeads(list: number): Heads {
    const text = this.textOf(list)
    const heads: Heads = { items: [], rests: [] }
    let before = -1
    // those of one line are neighbours
    this.items(list).forEach((item, at) => {
      const line = this.lineOf(item)
      if (line === before) return
      before = line
      heads.items.push(item)
      heads.rests.push(this.numberOf(text.slice(0, at) + text.slice(at + 1)))
    })
    return heads
  }

  private textOf(list: number): string {
    const text = this.lists[list]
    if (text === undefined) throw new Error(`there is no list number ${list}`)
    return text
  }

  private numberOf(text: string): number {
    const known = this.numbers.get(text)
    if (known !== undefined) return known
    this.numbers.set(text, this.lists.length)
    return this.lists.push(text) - 1
  }
}

/** What a memo answers for a pair that it does not know. */
export const UNKNOWN = -1
/** share of the table's places that may be taken */
const MAX_LOAD = 0.5
const { imul } = Math

/** What comes of pairs of numbers from 0 on: another such number. Kept whole, so no two pairs are mistaken for each other. */
export class PairMemo {
  private size = 0
  private mask = 2 ** 10 - 1
  /** first, second and result for each place; result 0 is kept as 1, because a new table is full of zeros */
  private table = new Int32Array((this.mask + 1) * 3)

  get(first: number, second: number): number {
    return (this.table[this.placeOf(first, second) + 2] ?? 0) - 1
  }

  set(first: number, second: number, result: number): void {
    if (++this.size > this.mask * MAX_LOAD) this.grow()
    this.put(first, second, result + 1)
  }

  private put(first: number, second: number, kept: number): void {
    const place = this.placeOf(first, second)
    this.table[place] = first
    this.table[place + 1] = second
    this.table[place + 2] = kept
  }

  /** Where the pair is, or would be. */
  private placeOf(first: number, second: number): number {
    const { table, mask } = this
    let hash = imul(first, 0x9e3779b1) ^ imul(second, 0x85ebca6b)
    hash ^= hash >>> 15
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const place = slot * 3
      if (table[place + 2] === 0 || (table[place] === first && table[place + 1] === second)) return place
    }
  }

  private grow(): void {
    const { table } = this
    this.mask = this.mask * 2 + 1
    this.table = new Int32Array((this.mask + 1) * 3)
    for (let at = 0; at < table.length; at += 3) {
      const kept = table[at + 2] ?? 0
      if (kept) this.put(table[at] ?? 0, table[at + 1] ?? 0, kept)
    }
  }
}
