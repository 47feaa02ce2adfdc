import { batch, computed, nextTick, reactive, watch } from '../../../lib/reactive'
import { collect, type Dispose } from '../../../lib/reactive/tracking'

describe('computed', () => {
  test('is worked out when it is read, once per change', () => {
    const state = reactive({ seconds: 61 })
    const work = jest.fn(() => `${Math.floor(state.seconds / 60)}:${state.seconds % 60}`)
    const time = computed(work)
    expect(work).not.toHaveBeenCalled()

    expect([time.value, time.value]).toEqual(['1:1', '1:1'])
    expect(work).toHaveBeenCalledTimes(1)

    state.seconds = 62
    expect(time.value).toBe('1:2')
    expect(work).toHaveBeenCalledTimes(2)
  })

  test('builds on others; an equal result stops the change there', async () => {
    const state = reactive({ volume: 10 })
    const level = computed(() => Math.round(state.volume / 20))
    const bars = jest.fn(() => '|'.repeat(level.value))
    const meter = computed(bars)
    watch(meter, () => undefined)

    state.volume = 12
    await nextTick()

    expect(meter.value).toBe('|')
    expect(bars).toHaveBeenCalledTimes(1)
  })

  test('is not worked out between the writes of a batch', () => {
    const state = reactive({ first: 'a', second: 'b' })
    const seen: string[] = []
    const both = computed(() => {
      seen.push(state.first + state.second)
      return seen.length
    })
    watch(both, () => undefined)

    batch(() => {
      state.first = 'c'
      state.second = 'd'
    })

    expect(seen).toEqual(['ab', 'cd'])
  })

  test('throws what its function throws at every read, until what it depends on changes', () => {
    const state = reactive<{ user: { name: string } | null }>({ user: { name: 'Ann' } })
    const name = computed(() => {
      if (!state.user) throw new Error('nobody')
      return state.user.name
    })
    expect(name.value).toBe('Ann')

    state.user = null
    expect(() => name.value).toThrow('nobody')
    expect(() => name.value).toThrow('nobody')

    state.user = { name: 'Ben' }
    expect(name.value).toBe('Ben')
  })

  test('value is read-only', () => {
    const one: { value: number } = computed(() => 1)

    expect(() => (one.value = 2)).toThrow(TypeError)
  })

  test('made in a scope that ended, it follows nothing any more but still answers', async () => {
    const state = reactive({ count: 1 })
    const disposers: Dispose[] = []
    const work = jest.fn(() => state.count * 2)
    const double = collect(disposers, () => computed(work))
    expect(double.value).toBe(2)

    disposers.forEach((dispose) => dispose())
    work.mockClear()
    state.count = 2
    await nextTick()
    expect(work).not.toHaveBeenCalled()

    expect(double.value).toBe(4)
    state.count = 3
    expect(double.value).toBe(6)
  })

  test('one that was never read is never worked out, not even when its scope ends', () => {
    const disposers: Dispose[] = []
    const work = jest.fn()
    collect(disposers, () => computed(work))

    disposers.forEach((dispose) => dispose())

    expect(work).not.toHaveBeenCalled()
  })
})
