import { computed, nextTick, reactive, watch } from '../../../lib/reactive'
import { setHost } from '../../../lib/reactive/scheduler'
import { show } from '../../support/component/recording-view'

let errors: unknown[]
let restoreHost: () => void

beforeEach(() => {
  jest.useFakeTimers()
  errors = []
  restoreHost = setHost({ onError: (error) => errors.push(error) })
})

afterEach(() => {
  restoreHost()
  jest.useRealTimers()
  expect(errors).toEqual([])
})

describe('a view’s life', () => {
  test('nothing is sent after the end, not even what was pending', async () => {
    const state = reactive({ a: 1 })
    const { view, mirror } = show({ state }, { lazy: ['state'] })

    state.a = 2
    mirror.stop()
    await nextTick()
    state.a = 3
    await nextTick()
    mirror.resume()
    await nextTick()

    expect(view.take()).toEqual([])
    expect(jest.getTimerCount()).toBe(0)
  })

  test('nothing is sent while hidden, and one setData catches up', async () => {
    const state = reactive({ a: 1, b: 1 })
    const { view, mirror } = show({ state, a: computed(() => state.a) }, { lazy: ['a'] })

    state.a = 2
    mirror.pause()
    await nextTick()
    state.a = 3
    state.b = 2
    await nextTick()
    await jest.advanceTimersByTimeAsync(10_000)
    expect(view.take()).toEqual([])

    mirror.resume()
    await nextTick()
    expect(view.take()).toEqual([{ 'state.a': 3, 'state.b': 2, a: 3 }])
  })

  test('coming back without a change sends nothing', async () => {
    const { view, mirror } = show({ state: reactive({ a: 1 }) })

    mirror.pause()
    mirror.resume()
    await nextTick()

    expect(view.take()).toEqual([])
  })

  test('two views on one state each get their own part', async () => {
    const state = reactive({ a: 1, b: 1 })
    const first = show({ a: computed(() => state.a) })
    const second = show({ state })

    state.a = 2
    state.b = 2
    await nextTick()
    first.mirror.stop()
    state.a = 3
    await nextTick()

    expect(first.view.take()).toEqual([{ a: 2 }])
    expect(second.view.take()).toEqual([{ 'state.a': 2, 'state.b': 2 }, { 'state.a': 3 }])
  })

  test('a view that ends during a flush gets nothing of it', async () => {
    const state = reactive({ a: 1 })
    const parent = show({ state })
    const child = show({ state })
    jest.spyOn(parent.view, 'setData').mockImplementation(() => child.mirror.stop())

    state.a = 2
    await nextTick()

    expect(parent.view.setData).toHaveBeenCalledTimes(1)
    expect(child.view.take()).toEqual([])
  })

  test('a state that a flush changes reaches its own view in the next tick, others in this one', async () => {
    const state = reactive({ a: 1, height: 0 })
    const parent = show({ state })
    const child = show({ height: computed(() => state.height) })
    const apply = parent.view.setData.bind(parent.view)
    jest.spyOn(parent.view, 'setData').mockImplementation((patch) => {
      apply(patch)
      state.height = 10
    })

    state.a = 2
    await nextTick(() => {
      expect(parent.view.patches).toEqual([{ 'state.a': 2 }])
      expect(child.view.patches).toEqual([{ height: 10 }])
    })
    await nextTick()

    expect(parent.view.patches).toEqual([{ 'state.a': 2 }, { 'state.height': 10 }])
  })

  test('parents are served before their children, whoever changed first', async () => {
    const state = reactive({ a: 1, b: 1 })
    const sent: string[] = []
    const parent = show({ b: computed(() => state.b) }, { order: 1 })
    const child = show({ a: computed(() => state.a) }, { order: 2 })
    jest.spyOn(parent.view, 'setData').mockImplementation(() => sent.push('parent'))
    jest.spyOn(child.view, 'setData').mockImplementation(() => sent.push('child'))

    state.a = 2
    state.b = 2
    await nextTick()

    expect(sent).toEqual(['parent', 'child'])
  })

  test('what watchers write travels in the same setData', async () => {
    const state = reactive({ status: 'idle', title: '' })
    const { view } = show({ state })
    watch(
      () => state.status,
      (status) => (state.title = `now ${status}`),
    )

    state.status = 'calling'
    await nextTick()

    expect(view.take()).toEqual([{ 'state.status': 'calling', 'state.title': 'now calling' }])
  })
})

describe('keys that are always sent', () => {
  test('a hidden view gets them, in one setData per tick, and the others when it is back', async () => {
    const state = reactive({ url: '', mic: true, time: 0 })
    const { view, mirror } = show(
      { pusher: computed(() => ({ url: state.url, mic: state.mic })), time: computed(() => state.time) },
      { always: ['pusher'] },
    )

    mirror.pause()
    state.url = 'room://'
    state.mic = false
    state.time = 1
    await nextTick()
    expect(view.take()).toEqual([{ 'pusher.url': 'room://', 'pusher.mic': false }])

    mirror.resume()
    await nextTick()
    expect(view.take()).toEqual([{ time: 1 }])
  })

  test('a change that was pending when the view was hidden is sent, but for the other keys', async () => {
    const state = reactive({ mic: true, time: 0 })
    const { view, mirror } = show(
      { mic: computed(() => state.mic), time: computed(() => state.time) },
      { always: ['mic'] },
    )

    state.mic = false
    state.time = 1
    mirror.pause()
    await nextTick()

    expect(view.take()).toEqual([{ mic: false }])
  })

  test('lazy ones keep their rhythm in a hidden view; nobody waits when it hides, or is back', async () => {
    const state = reactive({ volume: 0, speaking: 0 })
    const { view, mirror } = show(
      { volume: computed(() => state.volume), speaking: computed(() => state.speaking) },
      { lazy: ['volume', 'speaking'], always: ['volume'] },
    )
    const change = (value: number) => {
      state.volume = value
      state.speaking = value
      return nextTick()
    }

    await change(1)
    expect(view.take()).toEqual([])
    mirror.pause()
    await nextTick()
    expect(view.take()).toEqual([{ volume: 1 }])
    await change(2)
    await change(3)
    expect(view.take()).toEqual([])
    await jest.advanceTimersByTimeAsync(250)
    expect(view.take()).toEqual([{ volume: 3 }])

    mirror.resume()
    await nextTick()
    expect(view.take()).toEqual([{ speaking: 3 }])
    mirror.stop()
    expect(jest.getTimerCount()).toBe(0)
  })

  test('nothing is sent once a hidden view has ended', async () => {
    const state = reactive({ mic: true })
    const { view, mirror } = show({ mic: computed(() => state.mic) }, { always: ['mic'] })

    mirror.pause()
    state.mic = false
    mirror.stop()
    await nextTick()

    expect(view.take()).toEqual([])
  })
})

describe('errors', () => {
  test('a watcher that throws does not keep views from their data', async () => {
    const state = reactive({ a: 1 })
    const { view } = show({ state })
    watch(
      () => state.a,
      () => {
        throw new Error('watcher')
      },
    )

    state.a = 2
    await nextTick()

    expect(view.take()).toEqual([{ 'state.a': 2 }])
    expect(errors.splice(0)).toEqual([new Error('watcher')])
  })

  test('a source that throws keeps its last value; the other keys go on, and so does it when it can', async () => {
    const state = reactive<{ user: { name: string } | null; count: number }>({ user: { name: 'Ann' }, count: 1 })
    const { view } = show({
      name: computed(() => {
        if (!state.user) throw new Error('nobody')
        return state.user.name
      }),
      count: computed(() => state.count),
    })

    state.user = null
    state.count = 2
    await nextTick()
    expect(view.take()).toEqual([{ count: 2 }])
    expect(errors.splice(0)).toEqual([new Error('nobody')])

    state.user = { name: 'Ben' }
    await nextTick()
    expect(view.take()).toEqual([{ name: 'Ben' }])
  })

  test('a setData that throws does not stop other views; the next one brings what was missed', async () => {
    const state = reactive({ a: 1, b: 1 })
    const broken = show({ state })
    const healthy = show({ state })
    jest.spyOn(broken.view, 'setData').mockImplementationOnce(() => {
      throw new Error('too large')
    })

    state.a = 2
    await nextTick()
    state.b = 2
    await nextTick()

    expect(errors.splice(0)).toEqual([new Error('too large')])
    expect(broken.view.take()).toEqual([{ 'state.a': 2, 'state.b': 2 }])
    expect(healthy.view.take()).toEqual([{ 'state.a': 2 }, { 'state.b': 2 }])
  })

  test('what had to be sent whole, and was not, is still known to be missing', async () => {
    const state = reactive<{ x: object | null }>({ x: null })
    const { view } = show({ state: computed(() => ({ x: state.x })) })
    state.x = Object.freeze({ a: 1, b: 1 })
    await nextTick()
    view.take()
    jest.spyOn(view, 'setData').mockImplementationOnce(() => {
      throw new Error('too large')
    })

    // a key is gone, which no leaf can say
    state.x = Object.freeze({ a: 1 })
    await nextTick()
    state.x = null
    await nextTick()

    expect(errors.splice(0)).toEqual([new Error('too large')])
    expect(view.take()).toEqual([{ 'state.x': null }])
  })
})

describe('lazy keys', () => {
  function call() {
    const state = reactive({ members: [{ name: 'Ann', volume: 0 }], status: 'connected' })
    const shown = show(
      {
        names: computed(() => state.members.map((member) => member.name)),
        volumes: computed(() => state.members.map((member) => member.volume)),
        status: computed(() => state.status),
      },
      { lazy: ['volumes'] },
    )
    const setVolume = (volume: number) => {
      state.members = state.members.map((member) => ({ ...member, volume }))
    }
    return { ...shown, state, setVolume }
  }

  test('after a quiet time a change is sent at once', async () => {
    const { view, setVolume } = call()
    await jest.advanceTimersByTimeAsync(250)

    setVolume(1)
    await nextTick()

    expect(view.take()).toEqual([{ 'volumes[0]': 1 }])
  })

  test('the following ones wait until the interval is over, and only the last counts', async () => {
    const { view, setVolume } = call()
    await jest.advanceTimersByTimeAsync(250)
    setVolume(1)
    await nextTick()
    view.take()

    setVolume(2)
    await jest.advanceTimersByTimeAsync(200)
    setVolume(3)
    await jest.advanceTimersByTimeAsync(49)
    expect(view.take()).toEqual([])

    await jest.advanceTimersByTimeAsync(1)
    expect(view.take()).toEqual([{ 'volumes[0]': 3 }])
  })

  test('a change of another key is sent at once and takes them along', async () => {
    const { view, state, setVolume } = call()

    setVolume(2)
    await nextTick()
    expect(view.take()).toEqual([])

    state.status = 'idle'
    await nextTick()
    expect(view.take()).toEqual([{ 'volumes[0]': 2, status: 'idle' }])

    setVolume(3)
    await jest.advanceTimersByTimeAsync(249)
    expect(view.take()).toEqual([])
    await jest.advanceTimersByTimeAsync(1)
    expect(view.take()).toEqual([{ 'volumes[0]': 3 }])
  })

  test('ten changes a second make four setData a second', async () => {
    const { view, setVolume } = call()

    for (let i = 1; i <= 100; i += 1) {
      setVolume(i)
      await jest.advanceTimersByTimeAsync(100)
    }

    expect(view.take().length).toBeLessThanOrEqual(40)
  })

  test('a view without them never starts a timer', async () => {
    const state = reactive({ a: 1 })
    show({ state })

    state.a = 2
    await nextTick()

    expect(jest.getTimerCount()).toBe(0)
  })
})
