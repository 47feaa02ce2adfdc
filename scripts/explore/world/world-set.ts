/**
 * Every world found so far, each once, in the order of discovery: so it is the queue of the search as well.
 * A world is a record of a few 32-bit numbers, kept whole: equal means equal, there is no hash to collide.
 */
const CHUNK_BITS = 16
const CHUNK = 1 << CHUNK_BITS
/** a place of the table: a world's number, and above it some bits of its hash, which spare most looks at other worlds */
const NUMBER_BITS = 26
const NUMBER = 2 ** NUMBER_BITS - 1
const EMPTY = -1
/** share of the table's places that may be taken */
const MAX_LOAD = 0.6

// taken once: inside jest every use of a global is a slow look-up
const { imul } = Math

export class WorldSet {
  size = 0
  private readonly chunks: Int32Array[] = []
  private readonly stride: number
  private table = new Int32Array(2 ** 16).fill(EMPTY)

  /** @param width numbers per world */
  constructor(private readonly width: number) {
    this.stride = width + 1
  }

  /** Bytes taken by worlds and table. */
  get bytes(): number {
    return this.chunks.length * CHUNK * this.stride * 4 + this.table.byteLength
  }

  /**
   * @param parent the world from which this one was found first; -1 for the first one
   * @returns whether it is new
   */
  add(world: Int32Array, parent: number): boolean {
    const { table } = this
    const mask = table.length - 1
    const hash = hashOf(world, 0, this.width)
    let place = hash & mask
    for (let known = table[place] ?? EMPTY; known !== EMPTY; known = table[place] ?? EMPTY) {
      // the upper bits of both are alike
      if ((known ^ hash) >>> NUMBER_BITS === 0 && this.isAt(known & NUMBER, world)) return false
      place = (place + 1) & mask
    }
    table[place] = (hash & ~NUMBER) | this.size
    this.append(world, parent)
    if (this.size > table.length * MAX_LOAD) this.grow()
    return true
  }

  /** Copies world `index` into `world`. */
  read(index: number, world: Int32Array): void {
    const chunk = this.chunkOf(index)
    const start = (index & (CHUNK - 1)) * this.stride
    for (let at = 0; at < this.width; at++) world[at] = chunk[start + at] ?? 0
  }

  parentOf(index: number): number {
    return this.chunkOf(index)[(index & (CHUNK - 1)) * this.stride + this.width] ?? -1
  }

  private append(world: Int32Array, parent: number): void {
    if (this.size >= NUMBER) throw new RangeError(`a set holds up to ${NUMBER} worlds`)
    if (this.size % CHUNK === 0) this.chunks.push(new Int32Array(CHUNK * this.stride))
    const chunk = this.chunkOf(this.size)
    const start = (this.size & (CHUNK - 1)) * this.stride
    for (let at = 0; at < this.width; at++) chunk[start + at] = world[at] ?? 0
    chunk[start + this.width] = parent
    this.size++
  }

  private isAt(index: number, world: Int32Array): boolean {
    const { width } = this
    const chunk = this.chunkOf(index)
    const start = (index & (CHUNK - 1)) * this.stride
    for (let at = 0; at < width; at++) if (chunk[start + at] !== world[at]) return false
    return true
  }

  private grow(): void {
    const table = new Int32Array(this.table.length * 2).fill(EMPTY)
    const mask = table.length - 1
    for (let index = 0; index < this.size; index++) {
      const start = (index & (CHUNK - 1)) * this.stride
      const hash = hashOf(this.chunkOf(index), start, this.width)
      let place = hash & mask
      while (table[place] !== EMPTY) place = (place + 1) & mask
      table[place] = (hash & ~NUMBER) | index
    }
    this.table = table
  }

  private chunkOf(index: number): Int32Array {
    const chunk = this.chunks[index >>> CHUNK_BITS]
    if (!chunk) throw new Error(`no world has the number ${index}`)
    return chunk
  }
}

/** Mixes `width` numbers from `start` on; the constants are those of MurmurHash3. */
function hashOf(numbers: Int32Array, start: number, width: number): number {
  let hash = width
  for (let at = start; at < start + width; at++) {
    let mixed = imul(numbers[at] ?? 0, 0xcc9e2d51)
    mixed = imul((mixed << 15) | (mixed >>> 17), 0x1b873593)
    hash ^= mixed
    hash = (imul((hash << 13) | (hash >>> 19), 5) + 0xe6546b64) | 0
  }
  hash = imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return hash ^ (hash >>> 16)
}
