import { computed, defineComponent, nextTick, reactive, watch, type ComponentContext } from '../../../lib/reactive'
import { setHost } from '../../../lib/reactive/scheduler'
import { detachAll, load, recordPatches, register, render } from '../../support/component/exparser'

afterEach(detachAll)

/** A reactive state and a component that shows it. */
function callView() {
  const state = reactive({ status: 'idle', members: [] as Array<{ userID: string; volume: number }> })
  const taps: unknown[] = []
  const id = register(
    () =>
      defineComponent({
        methods: ['accept', 'onTap'],
        setup(_props, { expose }) {
          expose({ EVENT: { INVITED: 'INVITED' } })
          return {
            status: computed(() => state.status),
            members: computed(() => state.members),
            labels: { accept: 'Accept' },
            accept: (userID: string) => `accepted ${userID}`,
            onTap: (event: WechatMiniprogram.TouchEvent) => void taps.push(event.currentTarget.dataset),
          }
        },
      }),
    `<view class="status">{{status}}</view>
     <view><view class="member" wx:for="{{members}}" wx:key="userID">{{item.userID}}:{{item.volume}}</view></view>
     <view class="accept" data-way="tap" bindtap="onTap">{{labels.accept}}</view>`,
  )
  return { id, state, taps }
}

test('the first frame shows what setup returned', () => {
  const { id, state } = callView()
  state.status = 'ringing'

  const root = render(id)

  expect(root.dom.textContent).toContain('ringing')
  expect(root.dom.textContent).toContain('Accept')
})

test('changes reach the page in the next tick, in one setData with the changed leaves', async () => {
  const { id, state } = callView()
  const root = render(id)
  const patches = recordPatches(root.instance)

  state.status = 'connected'
  state.members = [{ userID: 'a.b', volume: 0 }]
  await nextTick()
  state.members = [{ userID: 'a.b', volume: 7 }]
  await nextTick()

  expect(patches).toEqual([
    { status: 'connected', 'members[0]': { userID: 'a.b', volume: 0 } },
    { 'members[0].volume': 7 },
  ])
  expect(root.dom.textContent).toContain('connected')
  expect(root.querySelector('.member')?.dom.textContent).toBe('a.b:7')
})

test('lists grow, shrink and change their order on screen', async () => {
  const { id, state } = callView()
  const root = render(id)
  const shown = () => Array.from(root.dom.querySelectorAll('.member'), (node) => node.textContent)
  const member = (userID: string, volume = 0) => ({ userID, volume })

  for (const list of [['ann'], ['ann', 'ben', 'cat'], ['cat', 'ann', 'ben'], ['ben'], []]) {
    state.members = list.map((userID) => member(userID))
    await nextTick()
    expect(shown()).toEqual(list.map((userID) => `${userID}:0`))
  }
})

test('WXML handlers and callers of selectComponent reach what setup returned', async () => {
  const { id, taps } = callView()
  const page = render(load({ template: '<call id="call" />', usingComponents: { call: id } }))

  const call = page.instance.selectComponent('#call')
  expect(call.accept('ann')).toBe('accepted ann')
  expect(call.EVENT).toEqual({ INVITED: 'INVITED' })

  page.querySelector('#call')?.querySelector('.accept')?.dispatchEvent('tap')
  await Promise.resolve()
  expect(taps).toEqual([{ way: 'tap' }])
})

describe('properties', () => {
  function badge() {
    const names: unknown[] = []
    const child = register(
      () =>
        defineComponent({
          properties: {
            config: { type: Object, value: null as { userID: string } | null },
            muted: Boolean,
            level: Number,
          },
          setup(props) {
            watch(
              () => props.config && props.config.userID,
              (userID) => names.push(userID),
              { immediate: true },
            )
            return { text: computed(() => `${props.config ? props.config.userID : '-'} ${props.muted} ${props.level}`) }
          },
        }),
      '<view>{{text}}</view>',
    )
    const page = render(
      load({
        template: '<badge id="badge" config="{{config}}" muted="{{muted}}" level="{{level}}" />',
        usingComponents: { badge: child },
        data: { config: { userID: 'ann' }, muted: true, level: 1 },
      }),
    )
    return { page, names }
  }

  test('are known in setup and followed afterwards', async () => {
    const { page, names } = badge()
    expect(page.dom.textContent).toBe('ann true 1')

    page.setData({ level: 2, config: { userID: 'ben' } })
    await nextTick()

    expect(page.dom.textContent).toBe('ben true 2')
    expect(names).toEqual(['ann', 'ben'])
  })

  test('set again to the same content, they change nothing', async () => {
    const { page, names } = badge()
    const patches = recordPatches(page.instance.selectComponent('#badge'))

    page.setData({ level: 1, muted: true, config: { userID: 'ann' } })
    await nextTick()

    expect(patches).toEqual([])
    expect(names).toEqual(['ann'])
  })

  test('a leaf patched by the parent is followed as well', async () => {
    const { page } = badge()

    page.setData({ 'config.userID': 'cat' })
    await nextTick()

    expect(page.dom.textContent).toBe('cat true 1')
  })
})

describe('life', () => {
  function hooked() {
    const state = reactive({ count: 0 })
    const moments: string[] = []
    const id = register(
      () =>
        defineComponent({
          setup(_props, context: ComponentContext) {
            context.onReady(() => moments.push('ready'))
            context.onShow(() => moments.push('show'))
            context.onHide(() => moments.push('hide'))
            context.onMoved(() => moments.push('moved'))
            context.onResize(({ size }) => moments.push(`resize ${size.windowWidth}`))
            context.onDetached(() => moments.push('first'))
            context.onDetached(() => moments.push('second'))
            watch(
              () => state.count,
              (count) => moments.push(`count ${count}`),
            )
            return { count: computed(() => state.count) }
          },
        }),
      '<view>{{count}}</view>',
    )
    return { id, state, moments }
  }

  test('hooks run at their moments, in the order they were registered', () => {
    const { id, moments } = hooked()
    const root = render(id)
    root.triggerLifeTime('moved')
    root.triggerPageLifeTime('show')
    root.triggerPageLifeTime('hide')
    root.triggerPageLifeTime('resize', { size: { windowWidth: 320, windowHeight: 480 } })
    root.detach()

    expect(moments).toEqual(['ready', 'moved', 'show', 'hide', 'resize 320', 'first', 'second'])
  })

  test('while the page is hidden nothing is sent, and one setData catches up', async () => {
    const { id, state, moments } = hooked()
    const root = render(id)
    const patches = recordPatches(root.instance)

    root.triggerPageLifeTime('hide')
    for (let count = 1; count <= 3; count += 1) {
      state.count = count
      await nextTick()
    }
    expect(patches).toEqual([])
    expect(moments.filter((name) => name.startsWith('count'))).toHaveLength(3)

    root.triggerPageLifeTime('show')
    await nextTick()
    expect(patches).toEqual([{ count: 3 }])
  })

  test('after detach nothing is sent and nobody watches', async () => {
    const { id, state, moments } = hooked()
    const root = render(id)
    const patches = recordPatches(root.instance)

    state.count = 1
    root.detach()
    moments.splice(0)
    await nextTick()
    state.count = 2
    await nextTick()

    expect(patches).toEqual([])
    expect(moments).toEqual([])
  })

  test('a hook that throws is reported and does not stop the others', () => {
    const errors: unknown[] = []
    const restoreHost = setHost({ onError: (error) => errors.push(error) })
    const after = jest.fn()
    const id = register(
      () =>
        defineComponent({
          setup(_props, { onDetached }) {
            onDetached(() => {
              throw new Error('hook')
            })
            onDetached(after)
            return {}
          },
        }),
      '<view />',
    )

    render(id).detach()
    restoreHost()

    expect(errors).toEqual([new Error('hook')])
    expect(after).toHaveBeenCalled()
  })

  test('a child removed by the flush of its parent gets nothing any more', async () => {
    const state = reactive({ open: true, count: 0 })
    const late = jest.fn()
    const child = register(
      () =>
        defineComponent({
          setup(_props, { onDetached, view }) {
            onDetached(() => (view.setData = late))
            return { count: computed(() => state.count) }
          },
        }),
      '<view>{{count}}</view>',
    )
    const parent = register(
      () => defineComponent({ setup: () => ({ open: computed(() => state.open) }) }),
      '<view><child wx:if="{{open}}" /></view>',
      { child },
    )
    const root = render(parent)
    expect(root.dom.textContent).toBe('0')

    state.open = false
    state.count = 1
    await nextTick()
    state.count = 2
    await nextTick()

    expect(root.dom.textContent).toBe('')
    expect(late).not.toHaveBeenCalled()
  })

  test('a parent’s new property and the child’s own change arrive in one tick', async () => {
    const state = reactive({ name: 'ann', level: 1 })
    const child = register(
      () =>
        defineComponent({
          properties: { name: String },
          setup: (props) => ({ text: computed(() => `${props.name} ${state.level}`) }),
        }),
      '<view>{{text}}</view>',
    )
    const parent = register(
      () => defineComponent({ setup: () => ({ name: computed(() => state.name) }) }),
      '<view><child id="child" name="{{name}}" /></view>',
      { child },
    )
    const root = render(parent)
    const patches = recordPatches(root.instance.selectComponent('#child'))

    state.name = 'ben'
    state.level = 2
    await nextTick(() => expect(patches).toEqual([{ text: 'ben 2' }]))

    expect(root.dom.textContent).toBe('ben 2')
  })
})

test('events, selectors and static parts work as in any component', () => {
  const details: unknown[] = []
  let context: ComponentContext | undefined
  const inner = register(() => defineComponent({ setup: () => ({}) }), '<view />')
  const id = register(
    () =>
      defineComponent({
        data: { version: 4, title: 'before setup' },
        options: { multipleSlots: true },
        externalClasses: ['my-class'],
        behaviors: [],
        setup(_props, own) {
          context = own
          return { title: 'after setup' }
        },
      }),
    '<view>{{title}} {{version}}<inner id="inner" /><inner /></view>',
    { inner },
  )
  const page = render(
    load({
      template: '<call bindended="onEnded" />',
      usingComponents: { call: id },
      methods: { onEnded: (event: WechatMiniprogram.CustomEvent) => details.push(event.detail) },
    }),
  )

  context?.triggerEvent('ended', { reason: 'hangup' })

  expect(page.dom.textContent).toBe('after setup 4')
  expect(details).toEqual([{ reason: 'hangup' }])
  expect(context?.selectComponent('#inner')).not.toBeNull()
  expect(context?.selectAllComponents('inner, #inner').length).toBeGreaterThan(0)
})

test('any keys in data leave the view alive, with what the state says', async () => {
  const state = reactive<{ byUser: Record<string, unknown> }>({ byUser: {} })
  const id = register(
    () => defineComponent({ setup: () => ({ byUser: computed(() => state.byUser) }) }),
    '<view>{{byUser.plain.v}}</view>',
  )
  const root = render(id)

  for (const key of ['a.b', 'a[0]', '[', '', '7', 'x y', 'toString', 'constructor', "it's", '"', '\\', '用户']) {
    for (const v of [1, 2]) {
      state.byUser = { plain: { v }, odd: { [key]: { v } } }
      await nextTick()
      expect(root.instance.data.byUser).toEqual({ plain: { v }, odd: { [key]: { v } } })
      expect(root.dom.textContent).toBe(String(v))
    }
  }
})
