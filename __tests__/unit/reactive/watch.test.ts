import { computed, nextTick, reactive, watch } from '../../../lib/reactive'
import { setHost } from '../../../lib/reactive/host'
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

  test('watchers that keep changing what they watch are reported and do not freeze the app', async () => {
    const state = reactive({ count: 0 })
    const stop = watch(
      () => state.count,
      () => (state.count += 1),
    )

    state.count = 1
    await nextTick()
    stop()

    expect(takeErrors()[0]).toMatch('watchers keep changing what they watch')
    await nextTick()
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
