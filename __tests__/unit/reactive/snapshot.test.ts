import { computed, reactive } from '../../../lib/reactive'
import { snapshot } from '../../../lib/reactive/snapshot'

describe('snapshot', () => {
  test.each<[string, unknown, unknown]>([
    ['undefined', undefined, null],
    ['NaN', NaN, null],
    ['Infinity', -Infinity, null],
    ['a function', () => 1, null],
    ['a symbol', Symbol('a'), null],
    ['a date', new Date(0), '1970-01-01T00:00:00.000Z'],
    ['an invalid date', new Date(NaN), null],
    ['a map', new Map([['a', 1]]), {}],
    ['a set', new Set([1]), {}],
    ['an instance', Object.assign(Object.create({ inherited: 1 }) as object, { own: 1 }), { own: 1 }],
    ['something with toJSON', { toJSON: () => [undefined] }, [null]],
    ['a computed', computed(() => ({ deep: computed(() => undefined) })), { deep: null }],
    ['undefined deep inside', { a: [{ b: undefined }] }, { a: [{ b: null }] }],
    // eslint-disable-next-line no-sparse-arrays -- the hole is what is tested
    ['holes', [1, , 2], [1, null, 2]],
    ['a __proto__ key', JSON.parse('{"__proto__":{"a":1},"b":2}'), { b: 2 }],
  ])('%s becomes what setData can carry', (_name, value, expected) => {
    expect(snapshot(value)).toStrictEqual(expected)
  })

  test('shares nothing with the original', () => {
    const list = [{ a: 1 }]
    const copy = snapshot(list)
    list[0] = { a: 2 }

    expect(copy).toEqual([{ a: 1 }])
    expect(snapshot(reactive({ list }))).toEqual({ list: [{ a: 2 }] })
  })

  test('the same object twice is fine, an object inside itself is refused', () => {
    const twice = { a: 1 }
    const loop: unknown[] = []
    loop.push({ loop })

    expect(snapshot([twice, twice])).toEqual([{ a: 1 }, { a: 1 }])
    expect(() => snapshot(loop)).toThrow(/contains itself/)
  })
})
