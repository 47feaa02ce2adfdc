import { computed, nextTick, reactive, watch } from '../../../lib/reactive'
import { setHost } from '../../../lib/reactive/scheduler'
import { collect, type Dispose } from '../../../lib/reactive/tracking'

let errors: unknown[]
let restoreHost: () => void

beforeEach(() => {
  errors = []
  restoreHost = setHost({ onError: (error) => errors.push(error) })
})

afterEach(() => {
  restoreHost()
  expect(errors).toEqual([])
})

/** The errors reported so far, as messages. */
function takeErrors(): string[] {
  return errors.splice(0).map((error) => (error as Error).message)
}

describe('watch', () => {
  test('calls back once per tick, with the value of then and the one before', async () => {
    const state = reactive({ status: 'idle' })
    const calls: unknown[] = []
    watch(
      () => state.status,
      (...args) => calls.push(args),
    )

    state.status = 'calling'
    state.status = 'connected'
    expect(calls).toEqual([])
    await nextTick()

    expect(calls).toEqual([['connected', 'idle']])
  })

  test('a change that was taken back in the same tick calls nobody', async () => {
    const state = reactive({ status: 'idle' })
    const callback = jest.fn()
    watch(() => state.status, callback)

    state.status = 'calling'
    state.status = 'idle'
    await nextTick()

    expect(callback).not.toHaveBeenCalled()
  })

  test('follows a computed, and calls back only when its value differs', async () => {
    const state = reactive({ volume: 0 })
    const callback = jest.fn()
    watch(
      computed(() => state.volume > 50),
      callback,
    )

    state.volume = 20
    await nextTick()
    expect(callback).not.toHaveBeenCalled()

    state.volume = 90
    await nextTick()
    expect(callback).toHaveBeenCalledWith(true, false)
  })

  test('immediate calls back at once, with no value before', () => {
    const state = reactive({ status: 'idle' })
    const callback = jest.fn()
    watch(() => state.status, callback, { immediate: true })

    expect(callback.mock.calls).toEqual([['idle', undefined]])
  })

  test('NaN is not a change of NaN', async () => {
    const state = reactive({ a: 1 })
    const callback = jest.fn()
    watch(() => state.a * NaN, callback)

    state.a = 2
    await nextTick()

    expect(callback).not.toHaveBeenCalled()
  })

  test('what the callback reads is not followed', async () => {
    const state = reactive({ status: 'idle', other: 0 })
    const callback = jest.fn(() => state.other)
    watch(() => state.status, callback)
    state.status = 'calling'
    await nextTick()

    state.other = 1
    await nextTick()

    expect(callback).toHaveBeenCalledTimes(1)
  })

  test('after dispose there is no call, not even for a change made before', async () => {
    const state = reactive({ status: 'idle' })
    const callback = jest.fn()
    const stop = watch(() => state.status, callback)

    state.status = 'calling'
    stop()
    stop()
    await nextTick()
    state.status = 'connected'
    await nextTick()

    expect(callback).not.toHaveBeenCalled()
  })

  test('a watcher may end itself and others while they are called', async () => {
    const state = reactive({ status: 'idle' })
    const calls: string[] = []
    const stops: Dispose[] = []
    stops.push(
      watch(
        () => state.status,
        () => {
          calls.push('first')
          stops.forEach((stop) => stop())
        },
      ),
      watch(
        () => state.status,
        () => calls.push('second'),
      ),
    )

    state.status = 'calling'
    await nextTick()
    state.status = 'idle'
    await nextTick()

    expect(calls).toEqual(['first'])
  })

  test('ends with the scope it was made in', async () => {
    const state = reactive({ status: 'idle' })
    const callback = jest.fn()
    const disposers: Dispose[] = []
    collect(disposers, () => watch(() => state.status, callback))

    disposers.forEach((dispose) => dispose())
    state.status = 'calling'
    await nextTick()

    expect(callback).not.toHaveBeenCalled()
  })

  test('a throwing callback is reported and stops neither others nor itself', async () => {
    const state = reactive({ count: 0 })
    const counts: number[] = []
    watch(
      () => state.count,
      (count) => {
        throw new Error(`count ${count}`)
      },
    )
    watch(
      () => state.count,
      (count) => counts.push(count),
    )

    state.count = 1
    await nextTick()
    state.count = 2
    await nextTick()

    expect(takeErrors()).toEqual(['count 1', 'count 2'])
    expect(counts).toEqual([1, 2])
  })

  test('a source that throws is reported; the watcher goes on when it can be read again', async () => {
    const state = reactive<{ user: { name: string } | null }>({ user: { name: 'Ann' } })
    const callback = jest.fn()
    watch(() => {
      if (!state.user) throw new Error('nobody')
      return state.user.name
    }, callback)

    state.user = null
    await nextTick()
    expect(takeErrors()).toEqual(['nobody'])

    state.user = { name: 'Ben' }
    await nextTick()
    expect(callback.mock.calls).toEqual([['Ben', 'Ann']])
  })

  test('a source that throws at first is the caller’s error', () => {
    expect(() =>
      watch(
        () => {
          throw new Error('no config')
        },
        () => undefined,
      ),
    ).toThrow('no config')
  })

  test('what a callback writes reaches other watchers in the same tick', async () => {
    const state = reactive({ status: 'idle', ringing: false })
    const rings: boolean[] = []
    watch(
      () => state.ringing,
      (ringing) => rings.push(ringing),
    )
    watch(
      () => state.status,
      () => (state.ringing = true),
    )

    state.status = 'ringing'
    await nextTick()

    expect(rings).toEqual([true])
  })

  test('a watcher that keeps changing what it watches is reported, comes to rest, and works again', async () => {
    const state = reactive({ count: 0 })
    const callback = jest.fn(() => {
      if (callback.mock.calls.length < 5000) state.count += 1
    })
    watch(() => state.count, callback)

    state.count = 1
    await nextTick()
    expect(takeErrors()).toEqual([expect.stringMatching('keeps changing what it watches')])
    expect(callback).toHaveBeenCalledTimes(100)
    await nextTick()
    await nextTick()
    expect(callback).toHaveBeenCalledTimes(100)

    callback.mockImplementation(() => undefined)
    state.count = -1
    await nextTick()
    expect(callback).toHaveBeenLastCalledWith(-1, expect.any(Number))
    expect(callback).toHaveBeenCalledTimes(101)
  })

  test('two watchers that change what the other watches come to rest, too', async () => {
    const state = reactive({ a: 0, b: 0 })
    watch(
      () => state.a,
      (a) => (state.b = Math.min(a + 1, 5000)),
    )
    watch(
      () => state.b,
      (b) => (state.a = Math.min(b + 1, 5000)),
    )

    state.a = 1
    await nextTick()
    const { a } = state
    await nextTick()
    await nextTick()

    expect(a).toBeLessThan(300)
    expect(state.a).toBe(a)
    expect(takeErrors()).not.toEqual([])
  })

  test('many watchers are not a loop', async () => {
    const state = reactive({ count: 0 })
    const callback = jest.fn()
    for (let i = 0; i < 2000; i += 1) watch(() => state.count, callback)

    state.count = 1
    await nextTick()

    expect(callback).toHaveBeenCalledTimes(2000)
  })

  test('a callback that throws at once is reported like any other', async () => {
    const state = reactive({ count: 0 })
    const counts: number[] = []
    const stop = watch(
      () => state.count,
      (count) => {
        counts.push(count)
        if (count === 0) throw new Error('at once')
      },
      { immediate: true },
    )
    expect(takeErrors()).toEqual(['at once'])

    state.count = 1
    await nextTick()
    stop()
    state.count = 2
    await nextTick()
    expect(counts).toEqual([0, 1])
  })

  test.each([{}, { immediate: true }])('once is once, with %j', async (options) => {
    const state = reactive({ count: 0 })
    const callback = jest.fn(() => (state.count += 1))
    watch(() => state.count, callback, { ...options, once: true })

    for (const count of [10, 20]) {
      state.count = count
      await nextTick()
    }

    expect(callback.mock.calls).toEqual([options.immediate ? [0, undefined] : [10, 0]])
  })

  test('deep calls back when something inside has changed, and not when it was taken back', async () => {
    const state = reactive({ self: { mic: true, deep: { level: 1 } }, other: 0 })
    const flat = jest.fn()
    const deep = jest.fn()
    watch(() => state.self, flat)
    watch(() => state.self, deep, { deep: true })

    state.self.deep.level = 2
    await nextTick()
    expect(deep.mock.calls).toEqual([[state.self, state.self]])

    state.self.mic = false
    state.self.mic = true
    state.other = 1
    await nextTick()
    expect(deep).toHaveBeenCalledTimes(1)

    state.self = { mic: false, deep: { level: 2 } }
    await nextTick()
    expect(deep).toHaveBeenCalledTimes(2)
    expect(flat).toHaveBeenCalledTimes(1)
  })
})

describe('nextTick', () => {
  test('calls back after the watchers of this tick, then resolves', async () => {
    const state = reactive({ status: 'idle' })
    const order: string[] = []
    watch(
      () => state.status,
      () => order.push('watcher'),
    )

    state.status = 'calling'
    await nextTick(() => order.push('callback'))
    order.push('promise')

    expect(order).toEqual(['watcher', 'callback', 'promise'])
  })

  test('resolves when nothing is pending', async () => {
    await expect(nextTick()).resolves.toBeUndefined()
  })

  test('rejects with what the callback throws; others are called', async () => {
    const first = nextTick(() => {
      throw new Error('first')
    })
    const second = nextTick()

    await expect(first).rejects.toThrow('first')
    await expect(second).resolves.toBeUndefined()
  })

  test('goes through wx.nextTick where it exists', async () => {
    const queue: Array<() => void> = []
    const globals = globalThis as { wx?: unknown }
    globals.wx = { nextTick: (callback: () => void) => queue.push(callback) }
    try {
      const state = reactive({ status: 'idle' })
      const callback = jest.fn()
      watch(() => state.status, callback)
      state.status = 'calling'
      const done = nextTick()
      await Promise.resolve()
      expect(callback).not.toHaveBeenCalled()

      expect(queue).toHaveLength(1)
      queue.forEach((task) => task())
      expect(callback).toHaveBeenCalledWith('calling', 'idle')
      await done
    } finally {
      delete globals.wx
    }
  })
})
