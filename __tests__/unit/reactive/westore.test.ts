/** What lib/reactive takes for granted about Westore's diff, and what it keeps away from it. For upgrades. */
import { diffData } from 'westore/index.common.js'

describe('relied upon', () => {
  test.each([
    ['leaves', { a: { b: 1, c: [1, { d: 1 }] } }, { a: { b: 2, c: [1, { d: 2 }] } }, { 'a.b': 2, 'a.c[1].d': 2 }],
    ['new elements and keys', { a: [1], b: {} }, { a: [1, 2], b: { c: 1 } }, { 'a[1]': 2, 'b.c': 1 }],
    ['shorter arrays whole', { a: [1, 2] }, { a: [1] }, { a: [1] }],
    [
      'whole where undefined was shown',
      { a: undefined, b: [undefined], c: { d: undefined } },
      { a: { x: 1 }, b: [{ x: 1 }], c: { d: { x: 1 } } },
      { a: { x: 1 }, 'b[0]': { x: 1 }, 'c.d': { x: 1 } },
    ],
    ['keys the view does not show yet', {}, { a: 1 }, { a: 1 }],
  ])('sends %s', (_name, shown, data, patch) => {
    expect(diffData(data, shown)).toEqual(patch)
  })

  test('looks one level into what is the same object, and no further', () => {
    const inner = {
      get deep(): never {
        throw new Error('looked into')
      },
    }
    const same = { inner }

    expect(diffData({ a: [same, { same, b: 2 }] }, { a: [same, { same, b: 1 }] })).toEqual({ 'a[1].b': 2 })
  })
})

describe('kept away', () => {
  test.each([
    ['deleted keys become null', { a: { b: 1, c: 1 } }, { a: { b: 1 } }, { 'a.c': null }],
    ['keys with a dot get a path no engine knows', { a: { 'b.c': 1 } }, { a: { 'b.c': 2 } }, { 'a["b.c"]': 2 }],
    ['NaN always differs', { a: NaN }, { a: NaN }, { a: NaN }],
    ['undefined becomes null in the data', { a: 1 }, { a: undefined }, { a: null }],
  ])('%s', (_name, shown, data, patch) => {
    expect(diffData(data, shown)).toEqual(patch)
  })
})
