import {
  computed,
  defineComponent,
  definePage,
  nextTick,
  reactive,
  readonly,
  watch,
  type ComponentContext,
  type PageContext,
} from '../../../lib/reactive'
import { RecordingView } from '../../support/component/recording-view'

type AnyFunction = (this: unknown, ...args: unknown[]) => unknown
interface Registered {
  [name: string]: unknown
  methods?: Record<string, AnyFunction>
  lifetimes?: Record<string, AnyFunction>
}

const globals = globalThis as { Component?: unknown; Page?: unknown }

afterEach(() => {
  delete globals.Component
  delete globals.Page
})

/** What `define` registers. */
function registeredBy(define: () => void): Registered {
  let registered: Registered | undefined
  globals.Component = globals.Page = (options: Registered) => {
    registered = options
  }
  define()
  if (!registered) throw new Error('nothing was registered')
  return registered
}

/** An instance of what `define` registers as a component, not attached yet. */
function componentOf(define: () => void, data: Record<string, unknown> = {}) {
  const registered = registeredBy(define)
  const view = Object.assign(new RecordingView(data), registered.methods)
  return { view, attach: () => registered.lifetimes?.attached?.call(view), registered }
}

describe('defineComponent', () => {
  test('registers only what it was given', () => {
    const registered = registeredBy(() => defineComponent({ setup: () => ({}) }))

    expect(Object.keys(registered)).toEqual(['properties', 'observers', 'methods', 'lifetimes', 'pageLifetimes'])
  })

  test('a method called before the component is attached says so', () => {
    const { view, attach } = componentOf(() =>
      defineComponent({ methods: ['login'], setup: () => ({ login: () => 'ok' }) }),
    )
    const { login } = view as unknown as { login(): string }

    expect(() => login.call(view)).toThrow('"login" was called too early')
    attach()
    expect(login.call(view)).toBe('ok')
  })

  test('methods still answer after detach', () => {
    const { view, attach, registered } = componentOf(() =>
      defineComponent({ methods: ['login'], setup: () => ({ login: () => 'destroyed' }) }),
    )
    attach()
    registered.lifetimes?.detached?.call(view)

    expect(registered.methods?.login?.call(view)).toBe('destroyed')
  })

  test.each<[string, () => void, RegExp]>([
    [
      'a function that "methods" does not list',
      () => defineComponent({ setup: () => ({ onTap: () => undefined }) }),
      /"onTap": list it in "methods"/,
    ],
    [
      'a listed method that setup does not return',
      // @ts-expect-error -- the compiler says so too
      () => defineComponent({ methods: ['login'], setup: () => ({}) }),
      /"methods" lists login/,
    ],
    [
      'a lazy key that setup does not return',
      // @ts-expect-error -- the compiler says so too
      () => defineComponent({ lazy: ['time'], setup: () => ({ name: 'ann' }) }),
      /"lazy" lists time/,
    ],
    [
      'a key that setup does not return, to be always sent',
      // @ts-expect-error -- the compiler says so too
      () => defineComponent({ lazy: ['name'], always: ['pusher'], setup: () => ({ name: 'ann' }) }),
      /"always" lists pusher/,
    ],
    [
      'data named like a property',
      () => defineComponent({ properties: { config: Object }, setup: () => ({ config: 1 }) }),
      /"config", which is a property/,
    ],
    [
      'data whose name no setData path can hold',
      () => defineComponent({ setup: () => ({ 'a.b': 1 }) }),
      /"a.b": a key of data/,
    ],
  ])('%s is refused with a reason', (_name, define, message) => {
    expect(componentOf(define).attach).toThrow(message)
  })

  test('a setup that throws leaves nothing behind', async () => {
    const state = reactive({ count: 0 })
    const callback = jest.fn()
    const { view, attach } = componentOf(() =>
      defineComponent({
        setup(): object {
          watch(() => state.count, callback)
          throw new Error('setup')
        },
      }),
    )

    expect(attach).toThrow('setup')
    state.count = 1
    await nextTick()

    expect(callback).not.toHaveBeenCalled()
    expect(view.patches).toEqual([])
  })

  test.each<[string, (state: { count: number }) => object]>([
    ['a reactive object', (state) => state],
    ['its read-only view', (state) => readonly(state)],
    [
      'an object with getters',
      (state) => ({
        get count() {
          return state.count
        },
      }),
    ],
  ])('%s may be what setup returns: its keys are followed', async (_name, result) => {
    const state = reactive({ count: 0 })
    const { view, attach } = componentOf(() => defineComponent({ setup: () => result(state) }))
    attach()
    expect(view.take()).toEqual([{ count: 0 }])

    state.count = 1
    await nextTick()
    expect(view.take()).toEqual([{ count: 1 }])
  })

  test.each([
    ['nothing', undefined],
    ['null', null],
    ['a promise', Promise.resolve({})],
    ['a computed', computed(() => ({}))],
    ['a list', []],
  ])('setup that returns %s is refused with a reason', (_name, result) => {
    const { attach } = componentOf(() => defineComponent({ setup: () => result as object }))
    expect(attach).toThrow('setup() must return an object')
  })

  test('what a hook sets up ends with the view, too', async () => {
    const state = reactive({ count: 0 })
    const callback = jest.fn()
    const { attach, view, registered } = componentOf(() =>
      defineComponent({
        setup(_props, { onReady }) {
          onReady(() => void watch(() => state.count, callback))
          return {}
        },
      }),
    )
    attach()
    registered.lifetimes?.ready?.call(view)
    state.count = 1
    await nextTick()
    registered.lifetimes?.detached?.call(view)
    state.count = 2
    await nextTick()

    expect(callback.mock.calls).toEqual([[1, 0]])
  })

  test('properties cannot be written from inside', () => {
    const { attach } = componentOf(
      () =>
        defineComponent({
          properties: { level: Number },
          setup(props: { level: number }) {
            props.level = 2
            return {}
          },
        }),
      { level: 1 },
    )

    expect(attach).toThrow(/"level" is read-only/)
  })

  test('a property keeps the very object it got', () => {
    const tim = { loop: undefined as unknown }
    tim.loop = tim
    let seen: unknown
    const { attach } = componentOf(
      () =>
        defineComponent({
          properties: { config: { type: Object, value: null as { tim: object } | null } },
          setup(props) {
            seen = props.config && props.config.tim
            return {}
          },
        }),
      { config: { tim } },
    )
    attach()

    expect(seen).toBe(tim)
  })

  test('everything has its type', () => {
    const define = () =>
      defineComponent({
        properties: { a: String, b: Number, c: Boolean, d: Array, e: Object, f: null, g: { type: Number, value: 0 } },
        methods: ['login'],
        lazy: ['time'],
        always: ['types'],
        // @ts-expect-error -- setup returns text under that key
        data: { time: 0, constant: 1 },
        setup(props, context) {
          const types: [string, number, boolean, unknown[], Record<string, unknown> | null, unknown, number] = [
            props.a,
            props.b,
            props.c,
            props.d,
            props.e,
            props.f,
            props.g,
          ]
          const own: ComponentContext = context
          // @ts-expect-error -- no such property
          const missing: unknown = props.unknown
          // @ts-expect-error -- not a string
          const wrong: string = props.b
          return { time: computed(() => wrong), types, own: own.view.id, missing, login: (user: string) => user.length }
        },
      })

    expect(registeredBy(define).methods).toEqual({ login: expect.any(Function) })
  })
})

describe('flushInterval', () => {
  beforeEach(() => void jest.useFakeTimers())
  afterEach(() => void jest.useRealTimers())

  test.each([
    [undefined, 250],
    [0, 0],
    [1000, 1000],
  ])('%s makes lazy keys wait for %s ms', async (flushInterval, ms) => {
    const state = reactive({ time: 0 })
    const { view, attach } = componentOf(() =>
      defineComponent({
        lazy: ['time'],
        ...(flushInterval === undefined ? {} : { flushInterval }),
        setup: () => ({ time: computed(() => state.time) }),
      }),
    )
    attach()
    view.take()
    const began = Date.now()
    state.time = 1
    await nextTick()
    expect(view.take()).toEqual([])

    jest.advanceTimersToNextTimer()
    await nextTick()
    expect(Date.now() - began).toBe(ms)
    expect(view.take()).toEqual([{ time: 1 }])
  })
})

describe('definePage', () => {
  function open(define: () => void, query: Record<string, string> = {}) {
    const registered = registeredBy(define)
    const page = Object.assign(new RecordingView(registered.data as Record<string, unknown>), registered)
    const run = (name: string, ...args: unknown[]) => (registered[name] as AnyFunction).call(page, ...args)
    run('onLoad', query)
    return { page, run }
  }

  test('setup gets the query; its data is there when onLoad is done', () => {
    const { page } = open(
      () => definePage({ data: { title: '', fixed: 1 }, setup: (query) => ({ title: `call ${query.userID ?? '?'}` }) }),
      { userID: 'ann' },
    )

    expect(page.data).toEqual({ title: 'call ann', fixed: 1 })
  })

  test('functions are methods of the page, among them those the mini program looks for', () => {
    const { run } = open(() =>
      definePage({
        methods: ['onTap', 'onShareAppMessage'],
        setup: () => ({ onTap: (event: unknown) => event, onShareAppMessage: () => ({ title: 'Call me' }) }),
      }),
    )

    expect(run('onTap', 'event')).toBe('event')
    expect(run('onShareAppMessage')).toEqual({ title: 'Call me' })
  })

  test('a life from show to unload', async () => {
    const state = reactive({ count: 0 })
    const moments: string[] = []
    const { page, run } = open(() =>
      definePage({
        always: ['double'],
        setup(_query, context: PageContext) {
          context.onReady(() => moments.push('ready'))
          context.onShow(() => moments.push('show'))
          context.onHide(() => moments.push('hide'))
          context.onResize(({ size }) => moments.push(`resize ${size.windowWidth}`))
          context.onUnload(() => moments.push('unload'))
          return { count: computed(() => state.count), double: computed(() => state.count * 2) }
        },
      }),
    )
    run('onShow')
    run('onReady')
    run('onResize', { size: { windowWidth: 320, windowHeight: 480 } })
    page.take()

    run('onHide')
    state.count = 1
    await nextTick()
    expect(page.take()).toEqual([{ double: 2 }])

    run('onShow')
    await nextTick()
    expect(page.take()).toEqual([{ count: 1 }])

    state.count = 2
    run('onUnload')
    run('onShow')
    await nextTick()
    expect(page.take()).toEqual([])
    expect(moments).toEqual(['show', 'ready', 'resize 320', 'hide', 'show', 'unload'])
  })

  test('lifecycle functions cannot be methods: they are hooks', () => {
    expect(() =>
      registeredBy(() => definePage({ methods: ['onShow'], setup: () => ({ onShow: () => undefined }) })),
    ).toThrow(/onShow: use the hook/)
  })

  test('a page is served before its components, though it is loaded after them', async () => {
    const state = reactive({ a: 1 })
    const sent: string[] = []
    const { view, attach } = componentOf(() => defineComponent({ setup: () => ({ state }) }))
    attach()
    const { page } = open(() => definePage({ setup: () => ({ state }) }))
    jest.spyOn(view, 'setData').mockImplementation(() => sent.push('component'))
    jest.spyOn(page, 'setData').mockImplementation(() => sent.push('page'))

    state.a = 2
    await nextTick()

    expect(sent).toEqual(['page', 'component'])
  })
})
