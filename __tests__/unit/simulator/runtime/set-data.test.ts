import { inspectSetData } from '../../../../simulator/src/phone/runtime/set-data'

describe('looking at a setData patch', () => {
  it('measures what travels, in UTF-8', () => {
    expect(inspectSetData({ a: 1 }).bytes).toBe('{"a":1}'.length)
    expect(inspectSetData({ a: '你' }).bytes).toBe('{"a":""}'.length + 3)
  })

  it('finds nothing to lose in JSON', () => {
    expect(
      inspectSetData({ 'list[0].n': 1, object: { null: null, text: '', flag: false, list: [[]] } }).losses,
    ).toEqual([])
  })

  it.each([
    ['undefined', { a: undefined }, 'a: undefined is not set'],
    ['an undefined deep inside', { a: { b: [0, undefined] } }, 'a.b[1]: undefined is not set'],
    ['a function', { a: () => 0 }, 'a: a function does not reach the view'],
    ['NaN', { a: NaN }, 'a: NaN becomes null'],
    ['a Date', { a: new Date() }, 'a: a Date becomes a string'],
    ['a Map', { a: new Map() }, 'a: a Map becomes {}'],
    ['binary data', { a: new Uint8Array(1) }, 'a: binary data becomes an object'],
  ])('reports %s with its path', (_name, patch, loss) => {
    expect(inspectSetData(patch).losses).toEqual([loss])
  })

  it('refuses a BigInt, which has no JSON, and names its path', () => {
    expect(() => inspectSetData({ a: { b: [1n] } })).toThrow('a.b[0] is a BigInt, which cannot be sent')
  })

  it('accepts an object that occurs twice and refuses one inside itself', () => {
    const shared = { n: 1 }
    expect(inspectSetData({ a: shared, b: shared }).losses).toEqual([])
    const circular: Record<string, unknown> = {}
    circular.self = circular
    expect(() => inspectSetData({ circular })).toThrow('circular.self refers back to an object that contains it')
  })
})
