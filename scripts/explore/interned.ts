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

/**
 * Short lists of small numbers, as numbers. Each item belongs to a line; within a line the order counts, lines have
 * none. A list is kept as a string, one character for each item: that is small, and strings compare fast.
 * The empty list is 0.
 */
export class Lists {
  private readonly lists: string[] = []
  private readonly numbers = new Map<string, number>()

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

  /** @returns `list` without the first `item` */
  without(list: number, item: number): number {
    return this.numberOf(this.textOf(list).replace(String.fromCharCode(item), ''))
  }

  only(list: number, wanted: (item: number) => boolean): number {
    return this.numberOf(String.fromCharCode(...this.items(list).filter(wanted)))
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
