/** The reactive wrapper of the built package in Chromium: what two pages and a component show of one state. */
import { cpSync } from 'node:fs'
import path from 'node:path'
import type { Frame } from 'playwright-core'
import { setFixturePhone } from '../support/simulator/fixture-phone'
import { writeMiniProgram } from '../support/simulator/mini-program'

jest.setTimeout(60_000)

const APP = `
const { reactive } = require('trtc-calling-miniprogram')

const state = reactive({ list: [], people: {}, odd: { a: 1, b: 'b', c: 'c' }, boom: 0 })
App({ globalData: { state, log: [] } })
`
const PAGE = `
const { computed, definePage, watch } = require('trtc-calling-miniprogram')

const { state, log } = getApp().globalData

definePage({
  setup(query, { onUnload }) {
    const stop = watch(
      () => state.boom,
      (boom) => {
        log.push('boom ' + boom)
        throw new Error('a watcher that throws')
      },
    )
    onUnload(stop)
    return {
      list: computed(() => state.list),
      people: computed(() => state.people),
      odd: computed(() => state.odd),
    }
  },
})
`
const VIEW = `
<view class="list"><text wx:for="{{list}}" wx:key="id">{{item.id}}={{item.n}};</text></view>
<view class="people"><text wx:for="{{people}}" wx:for-index="name" wx:key="name">{{name}}={{item.volume}};</text></view>
<view class="odd">{{odd.a}}|{{odd.b}}|{{odd.c}}</view>
<badge />
`
const BADGE = `
const { computed, defineComponent } = require('trtc-calling-miniprogram')

const { state, log } = getApp().globalData

defineComponent({
  setup(props, { onDetached }) {
    onDetached(() => log.push('detached'))
    return { count: computed(() => state.list.length) }
  },
})
`

const phone = setFixturePhone(writeApp)
let frame: Frame

/** Two pages that show one state, with the built package. */
function writeApp(): string {
  const pages = ['a', 'b'].map((name) => [
    [`pages/${name}/${name}.json`, '{ "usingComponents": { "badge": "/badge/badge" } }'],
    [`pages/${name}/${name}.js`, PAGE],
    [`pages/${name}/${name}.wxml`, VIEW],
  ])
  const root = writeMiniProgram({
    'app.json': '{ "pages": ["pages/a/a", "pages/b/b"] }',
    'app.js': APP,
    'badge/badge.json': '{ "component": true }',
    'badge/badge.js': BADGE,
    'badge/badge.wxml': '<view class="count">{{count}}</view>',
    ...(Object.fromEntries(pages.flat()) as Record<string, string>),
  })
  cpSync(path.resolve('dist'), path.join(root, 'miniprogram_npm/trtc-calling-miniprogram'), { recursive: true })
  return root
}

beforeEach(async () => {
  frame = await phone.open()
})

const change = (code: string): Promise<unknown> => phone.evaluate(`((state) => { ${code} })(getApp().globalData.state)`)

/** Waits until the page on top shows this, and nothing else. */
async function shows(part: string, text: string): Promise<void> {
  await frame.waitForFunction(
    ([selector, wanted]) => {
      const visible = [...document.querySelectorAll(selector)].filter((node) => node.checkVisibility())
      return visible.length === 1 && visible[0]?.textContent === wanted
    },
    [`.${part}, [class$="--${part}"]`, text] as const,
  )
}

const setDataLines = async (): Promise<number> =>
  (await phone.log()).filter((line) => line.startsWith('setData')).length

it('lists grow, shrink and change their order, in the page and in the component', async () => {
  for (const ids of [['a'], ['a', 'b', 'c'], ['c', 'a', 'b'], ['b'], []]) {
    await change(`state.list = ${JSON.stringify(ids)}.map((id) => ({ id, n: 1 }))`)
    await shows('list', ids.map((id) => `${id}=1;`).join(''))
    await shows('count', String(ids.length))
  }
})

it('names with dots and brackets are names, and a key that goes is gone', async () => {
  await change(`state.people = { 'a.b': { volume: 1 }, 'c[0]': { volume: 2 } }`)
  await shows('people', 'a.b=1;c[0]=2;')
  await change(`state.people = { 'a.b': { volume: 3 }, 'c[0]': { volume: 2 } }`)
  await shows('people', 'a.b=3;c[0]=2;')
  await change(`state.people = { 'c[0]': { volume: 2 } }`)
  await shows('people', 'c[0]=2;')
})

it('undefined, NaN and null arrive as something a view can show, and do not hold the rest back', async () => {
  await change(`state.odd = { a: NaN, b: null, c: 'after' }`)
  await frame.waitForFunction(() => document.body.textContent.includes('after'))
  await change(`state.odd = { a: 0, b: false, c: undefined }`)
  await change(`state.odd = { a: 0, b: false, c: 'end' }`)
  await shows('odd', '0|false|end')
})

it('a watcher that throws is reported, and takes nobody along', async () => {
  await change(`state.boom = 1; state.list = [{ id: 'x', n: 1 }]`)
  await shows('list', 'x=1;')
  expect(await phone.journal()).toContain('boom 1')
  expect((await phone.log()).filter((line) => line.includes('a watcher that throws'))).not.toEqual([])
})

it('a hidden page gets nothing until it is shown again, and a closed one nothing any more', async () => {
  await phone.evaluate(`wx.navigateTo({ url: '/pages/b/b' })`)
  await phone.until(`getCurrentPages().length === 2`)
  await shows('list', '')
  const before = await setDataLines()
  await change(`state.list = [{ id: 'y', n: 7 }]`)
  await shows('list', 'y=7;')
  // the page on top, and its badge: the hidden page has to wait
  const whileHidden = await setDataLines()
  expect(whileHidden - before).toBeLessThanOrEqual(3)
  await phone.evaluate('wx.navigateBack()')
  await phone.until(`getCurrentPages().length === 1 && getApp().globalData.log.includes('detached')`)
  await shows('list', 'y=7;')
  const after = await setDataLines()
  await change(`state.list = [{ id: 'y', n: 8 }]`)
  await shows('list', 'y=8;')
  expect((await setDataLines()) - after).toBe(1)
})
