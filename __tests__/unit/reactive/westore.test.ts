/** What lib/reactive/patches.ts takes for granted about Westore, and what it works around. For upgrades. */
import { Store, type WestoreView } from 'westore/index.common.js'

function patchFor(shown: Record<string, unknown>, data: Record<string, unknown>) {
  const setData = jest.fn()
  const view: WestoreView = { data, _westorePrevData: shown, setData }
  const store = new Store()
  store.bind('view', view)
  store.update('view')
  expect(setData).toHaveBeenCalledTimes(1)
  expect(view._westorePrevData).toEqual(view.data)
  return setData.mock.calls[0][0] as unknown
}

describe('relied upon', () => {
  test.each([
    ['leaves', { a: { b: 1, c: [1, { d: 1 }] } }, { a: { b: 2, c: [1, { d: 2 }] } }, { 'a.b': 2, 'a.c[1].d': 2 }],
    ['new elements and keys', { a: [1], b: {} }, { a: [1, 2], b: { c: 1 } }, { 'a[1]': 2, 'b.c': 1 }],
    ['shorter arrays whole', { a: [1, 2] }, { a: [1] }, { a: [1] }],
    [
      'whole where the shown value is null',
      { a: null, b: [null] },
      { a: { x: 1 }, b: [{ x: 1 }] },
      { a: { x: 1 }, 'b[0]': { x: 1 } },
    ],
    ['keys the view does not show yet', {}, { a: 1 }, { a: 1 }],
  ])('sends %s', (_name, shown, data, patch) => {
    expect(patchFor(shown, data)).toEqual(patch)
  })
})

describe('worked around', () => {
  test.each([
    ['deleted keys become null', { a: { b: 1, c: 1 } }, { a: { b: 1 } }, { 'a.c': null }],
    ['keys with a dot get a path no engine knows', { a: { 'b.c': 1 } }, { a: { 'b.c': 2 } }, { 'a["b.c"]': 2 }],
    ['NaN always differs', { a: NaN }, { a: NaN }, { a: NaN }],
    ['an empty patch is sent', { a: 1 }, { a: 1 }, {}],
  ])('%s', (_name, shown, data, patch) => {
    expect(patchFor(shown, data)).toEqual(patch)
  })
})
