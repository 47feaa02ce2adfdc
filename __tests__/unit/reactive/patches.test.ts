import { computed, nextTick, reactive } from '../../../lib/reactive'
import { RecordingView, show } from '../../support/component/recording-view'

describe('what is sent at first', () => {
  test('everything the view does not show yet, and nothing twice', async () => {
    const view = new RecordingView({ status: 'idle', type: 1, config: { sdk: 'not mirrored' } })
    const state = reactive({ status: 'idle', members: ['ann'] })
    const { first } = show(
      { status: computed(() => state.status), type: 2, members: computed(() => state.members) },
      { view },
    )
    await nextTick()

    expect(view.take()).toEqual([])
    expect(first).toEqual([{ type: 2, members: ['ann'] }])
  })

  test('nothing at all when the view shows it already', () => {
    const { first } = show({ status: 'idle' }, { view: new RecordingView({ status: 'idle' }) })

    expect(first).toEqual([])
  })
})

describe('what is sent later', () => {
  test('only the leaves that changed', async () => {
    const state = reactive({ self: { mic: true, camera: true }, status: 'idle' })
    const members = reactive({
      list: [
        { userID: 'ann', volume: 0 },
        { userID: 'ben', volume: 0 },
      ],
    })
    const { view } = show({ state, members: computed(() => members.list) })

    state.self.mic = false
    members.list = [
      { userID: 'ann', volume: 0 },
      { userID: 'ben', volume: 7 },
    ]
    await nextTick()

    expect(view.take()).toEqual([{ 'state.self.mic': false, 'members[1].volume': 7 }])
  })

  test('one setData per tick, however many writes', async () => {
    const state = reactive({ a: 0, b: 0 })
    const { view } = show({ state, sum: computed(() => state.a + state.b) })

    for (let i = 0; i < 10; i += 1) state.a = i
    state.b = 1
    await nextTick()

    expect(view.take()).toEqual([{ 'state.a': 9, 'state.b': 1, sum: 10 }])
  })

  test('nothing without a change', async () => {
    const state = reactive({ count: 1, list: [{ a: 1 }] })
    const { view } = show({ state, parity: computed(() => state.count % 2) })

    state.count = 1
    state.list = [{ a: 1 }]
    await nextTick()
    state.count = 3
    await nextTick()
    expect(view.take()).toEqual([{ 'state.count': 3 }])

    state.count = 4
    state.count = 3
    await nextTick()
    expect(view.take()).toEqual([])
  })

  test('a plain value is set once', async () => {
    const labels = { title: 'Call' }
    const state = reactive({ a: 1 })
    const { view } = show({ labels, state })

    labels.title = 'changed'
    state.a = 2
    await nextTick()

    expect(view.take()).toEqual([{ 'state.a': 2 }])
    expect(view.data.labels).toEqual({ title: 'Call' })
  })

  test('the page’s own data and its changes stay untouched', async () => {
    const state = reactive({ a: 1 })
    const { view } = show({ state }, { view: new RecordingView({ own: NaN, sdk: new Map() }) })
    view.data.own = undefined

    state.a = 2
    await nextTick()

    expect(view.take()).toEqual([{ 'state.a': 2 }])
  })

  test('a view that changes what it was sent changes nothing of what is compared later', async () => {
    const state = reactive<{ list: { a: number }[] }>({ list: [] })
    const { view } = show({ list: computed(() => state.list) })
    const setData = jest.spyOn(view, 'setData')
    setData.mockImplementationOnce((patch) => {
      for (const one of Object.values(patch)) Object.assign(one as object, { a: 7 })
    })

    state.list = [{ a: 1 }]
    await nextTick()
    state.list = [{ a: 1 }]
    await nextTick()
    expect(setData).toHaveBeenCalledTimes(1)

    state.list = [{ a: 7 }]
    await nextTick()
    expect(view.take()).toEqual([{ 'list[0].a': 7 }])
  })
})

describe('shapes', () => {
  const cases: Array<[name: string, before: unknown, after: unknown, patch: Record<string, unknown>]> = [
    ['an array that grows', [1, 2], [1, 2, 3], { 'x[2]': 3 }],
    ['an array that shrinks', [1, 2, 3], [1, 2], { x: [1, 2] }],
    ['an array that becomes empty', [1], [], { x: [] }],
    [
      'an array that is reordered',
      [{ id: 'a' }, { id: 'b' }],
      [{ id: 'b' }, { id: 'a' }],
      { 'x[0].id': 'b', 'x[1].id': 'a' },
    ],
    ['an inner array that shrinks', [[1, 2], [3]], [[1], [3]], { 'x[0]': [1] }],
    ['a new key', { a: 1 }, { a: 1, b: 2 }, { 'x.b': 2 }],
    ['a deleted key', { a: 1, b: 2 }, { a: 1 }, { x: { a: 1 } }],
    ['a deleted key further in', { y: { a: 1, b: 2 }, z: 1 }, { y: { a: 1 }, z: 1 }, { 'x.y': { a: 1 } }],
    ['a deleted key in a list', [{ a: 1 }, { a: 1, b: 2 }], [{ a: 1 }, { a: 1 }], { 'x[1]': { a: 1 } }],
    ['a renamed key', { a: 1 }, { b: 1 }, { x: { b: 1 } }],
    ['undefined', { a: 1 }, { a: undefined }, { 'x.a': null }],
    ['NaN', { a: 1 }, { a: NaN }, { 'x.a': null }],
    ['an object for nothing', null, { a: { b: 1 } }, { x: { a: { b: 1 } } }],
    ['nothing for an object', { a: { b: 1 } }, { a: null }, { 'x.a': null }],
    ['an array for an object', { a: {} }, { a: [] }, { 'x.a': [] }],
    ['an object for an array', { a: [] }, { a: {} }, { 'x.a': {} }],
    ['a date', { at: new Date(0) }, { at: new Date(1) }, { 'x.at': '1970-01-01T00:00:00.001Z' }],
    ['a userID with dots as a key', { 'a.b': 1 }, { 'a.b': 2 }, { x: { 'a.b': 2 } }],
    [
      'a userID with brackets as a key',
      { k: { 'a[0]': { v: 1 } } },
      { k: { 'a[0]': { v: 2 } } },
      { 'x.k': { 'a[0]': { v: 2 } } },
    ],
    ['a key that is a number', { u: { 7: 1 } }, { u: { 7: 2 } }, { 'x.u': { 7: 2 } }],
    ['a key of Object.prototype', { constructor: 1 }, { constructor: 2 }, { x: { constructor: 2 } }],
    ['an empty key', { '': 1 }, { '': 2 }, { x: { '': 2 } }],
    ['an odd key that appears', { a: 1 }, { a: 1, 'b c': 2 }, { x: { a: 1, 'b c': 2 } }],
    ['a change beside an odd key', [{ 'a.b': 1 }, { c: 1 }], [{ 'a.b': 1 }, { c: 2 }], { 'x[1].c': 2 }],
  ]

  test.each(cases)('%s', async (_name, before, after, patch) => {
    const state = reactive({ value: before })
    const { view } = show({ x: computed(() => state.value) })

    state.value = after
    await nextTick()

    expect(view.take()).toEqual([patch])
  })

  test.each<[string, unknown]>([
    ['NaN', NaN],
    ['a date', new Date(0)],
    ['a map', new Map([[1, 2]])],
    ['undefined', undefined],
    ['an odd key', { 'a.b[0]': { c: [1] } }],
  ])('%s that stays the same is not sent again', async (_name, value) => {
    const state = reactive({ value: [value], other: 0 })
    const { view } = show({ x: computed(() => ({ value: state.value, other: state.other })) })

    state.value = [value]
    await nextTick()
    expect(view.take()).toEqual([])

    state.other = 1
    await nextTick()
    expect(view.take()).toEqual([{ 'x.other': 1 }])
  })
})
