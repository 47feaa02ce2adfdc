/** Mini programs as people write them: tab bars, subpackages, and what the simulator has not, which it says on the phone. */
import { FixturePhone } from '../../support/simulator/fixture-phone'
import { writeMiniProgram } from '../../support/simulator/mini-program'

jest.setTimeout(120_000)

const json = (value: unknown) => JSON.stringify(value)
const page = (name: string, script = '') => ({
  [`pages/${name}/${name}.js`]: `Page({ data: { name: '${name}' }, ${script} })`,
  [`pages/${name}/${name}.wxml`]: `<view id="name">{{name}}</view>`,
})
const TABS = [
  { pagePath: 'pages/a/a', text: 'Home' },
  { pagePath: 'pages/b/b', text: 'You' },
]

let phone: FixturePhone

async function start(files: Record<string, string>): Promise<void> {
  phone = new FixturePhone()
  await phone.start(writeMiniProgram(files))
  await phone.open()
}

afterEach(async () => {
  const { reports } = phone.simulator
  await phone.close()
  expect(reports).toEqual([])
})

const shows = (text: string) => phone.frame.locator('#name:visible').filter({ hasText: text }).waitFor()
const failure = (call: string) =>
  phone.evaluate(`new Promise((done) => wx.${call.replace('})', ', success: done, fail: (e) => done(e.errMsg) })')})`)

it('a tab bar app that signs in when it is launched, as WeChat’s own template does', async () => {
  await start({
    'app.json': json({
      pages: ['pages/a/a', 'pages/b/b', 'pages/c/c'],
      subPackages: [{ root: 'extra', pages: ['p/p'] }],
      tabBar: { list: TABS },
    }),
    'app.js': `App({ onLaunch() {
      wx.setStorageSync('logs', [Date.now()])
      wx.login({ success: (res) => { this.code = res.code } })
    } })`,
    ...page('a', "onTabItemTap(item) { this.setData({ name: 'tapped ' + item.index + item.text }) }"),
    ...page('b'),
    ...page('c', "onLoad() { this.getOpenerEventChannel().emit('hello', 7) }"),
    'pages/a/a.json': json({ usingComponents: { late: '/extra/late/late' }, componentPlaceholder: { late: 'view' } }),
    'pages/a/a.wxml': '<view id="name">{{name}}</view><late>soon</late>',
    'extra/p/p.js': "getApp().extra = true; Page({ data: { name: 'p' } })",
    'extra/p/p.wxml': '<view id="name">{{name}}</view>',
    'extra/late/late.json': json({ component: true }),
    'extra/late/late.js': 'Component({})',
    'extra/late/late.wxml': '<view id="late">here now</view>',
  })
  await phone.until('Boolean(getApp().code)')
  // what the first page shows of a subpackage brings it along, a moment later
  await phone.frame.locator('#late').getByText('here now').waitFor()
  expect(await phone.evaluate('getApp().extra')).toBe(true)
  expect(await phone.log()).toContain('info: subpackage "extra" loaded')

  await phone.bars.getByRole('button', { name: 'You' }).click()
  await shows('b')
  await phone.evaluate("wx.setTabBarBadge({ index: 0, text: '3' })")
  await phone.bars.locator('.tab-badge').getByText('3').waitFor()
  await phone.bars.getByRole('button', { name: 'Home' }).click()
  await shows('tapped 0Home')

  expect(await failure("navigateTo({ url: '/pages/b/b' })")).toBe('navigateTo:fail can not navigateTo a tabbar page')
  expect(await failure("redirectTo({ url: '/pages/b/b' })")).toBe('redirectTo:fail can not redirectTo a tabbar page')
  expect(await failure("switchTab({ url: '/pages/c/c' })")).toBe('switchTab:fail can not switch to no-tabBar page')
  expect(await failure("switchTab({ url: '/pages/b/b?a=1' })")).toBe('switchTab:fail url not support queryString')
  expect(await failure("navigateTo({ url: '/pages/x/x' })")).toBe('navigateTo:fail page "/pages/x/x" is not found')
  expect(await failure('navigateBack({ delta: 1 })')).toBe('navigateBack:fail cannot navigate back at first page')

  const heard = await phone.evaluate("new Promise((hello) => wx.navigateTo({ url: '/pages/c/c', events: { hello } }))")
  expect(heard).toBe(7)
  for (let depth = 3; depth <= 10; depth++) await phone.evaluate("wx.navigateTo({ url: '/pages/c/c' })")
  expect(await failure("navigateTo({ url: '/pages/c/c' })")).toBe('navigateTo:fail webview count limit exceed')
  expect(await failure('hideTabBar({ animation: false })')).toBe('hideTabBar:fail not TabBar page')
  await phone.evaluate('wx.navigateBack({ delta: 20 })')
  expect(await phone.evaluate('getCurrentPages().length')).toBe(1)
})

it('a tab bar that the mini program draws', async () => {
  await start({
    'app.json': json({ pages: ['pages/a/a', 'pages/b/b'], tabBar: { custom: true, list: TABS } }),
    ...page('a', 'onShow() { this.getTabBar().setData({ selected: 0 }) }'),
    ...page('b', 'onShow() { this.getTabBar().setData({ selected: 1 }) }'),
    'custom-tab-bar/index.json': json({ component: true }),
    'custom-tab-bar/index.js': `Component({
      data: { selected: -1 },
      methods: { go(event) { wx.switchTab({ url: event.currentTarget.dataset.path }) } },
    })`,
    'custom-tab-bar/index.wxml': `<view class="bar">
      <view class="tab" data-path="/pages/a/a" bindtap="go">to a</view>
      <view class="tab" data-path="/pages/b/b" bindtap="go">to b</view>
      <view class="selected">selected {{selected}}</view>
    </view>`,
    'custom-tab-bar/index.wxss': '.bar { position: fixed; bottom: 0; left: 0; right: 0; display: flex }',
  })
  await phone.frame.getByText('selected 0').waitFor()
  expect(await phone.bars.locator('.tab-bar').isVisible()).toBe(false)
  await phone.frame.locator('.sim-page:visible').getByText('to b').click()
  await shows('b')
  await phone.frame.getByText('selected 1').waitFor()
})

it('what the simulator has not is said on the phone: elements, open types, functions', async () => {
  await start({
    'pages/a/a.wxml':
      '<map id="map"/><picker id="where" mode="region">where</picker><button id="share" open-type="contact">ask</button><button id="face" open-type="chooseAvatar" bindchooseavatar="face">me</button>',
    'pages/a/a.js': 'Page({ face({ detail }) { this.avatar = detail.avatarUrl } })',
  })
  const words = await phone.frame.locator('#map').evaluate((node) => getComputedStyle(node, '::before').content)
  expect(words).toBe('"<map> is not in the simulator"')
  await phone.frame.locator('#share').click()
  await phone.frame.getByText('<button open-type="contact"> is not in the simulator').waitFor()
  await phone.frame.locator('#where').click()
  await phone.frame.getByText('<picker mode="region"> is not in the simulator').waitFor()
  await phone.frame.locator('#face').click()
  await phone.until("/^data:image/.test(getCurrentPages()[0].avatar ?? '')")

  expect(await failure('scanCode({ onlyFromCamera: true })')).toBe('scanCode:fail not in the simulator')
  expect(await phone.evaluate("[wx.canIUse('scanCode'), wx.canIUse('login'), typeof wx.scanCode]")).toEqual([
    false,
    true,
    'function',
  ])
  const log = await phone.log()
  expect(log.filter((line) => line.includes('scanCode'))).toEqual([
    'warning: wx.scanCode is not in the simulator: it fails',
  ])
  expect(log).toContain('warning: pages/a/a.wxml:1:1 warning: <map> stays empty in the simulator')
})

it('errors of an earlier start are not counted any more, and the address is explained', async () => {
  await start({ 'pages/a/a.js': 'Page({})' })
  await phone.evaluate("console.error('oh')")
  const badge = phone.desk.locator('.badge')
  await badge.getByText('1').waitFor()
  await phone.desk.evaluate(() => window.desk.phone('phone-1').restart())
  await badge.waitFor({ state: 'hidden' })
  await phone.desk.getByText('What the address may say').click()
  await phone.desk.getByText('seconds until a media room drops a silent phone').waitFor()
})

it('an app in TypeScript and SCSS below a miniprogramRoot, with a tab bar of its own, as WeChat’s templates lay it out', async () => {
  // in place of the package, which the mini program brings along
  const sass =
    "exports.compile = (file) => ({ css: require('node:fs').readFileSync(file, 'utf8').replace('$ink', '#123456') })"
  const inRoot = {
    'app.json': json({ pages: ['pages/a/a', 'pages/b/b'], tabBar: { custom: true, list: TABS } }),
    'app.ts': "import { greet } from './utils/greet'\nApp<IAppOption>({ globalData: { word: greet('Ann') } })",
    'app.scss': '.ink { color: $ink; }',
    'utils/greet.ts': 'export const greet = (name: string): string => `Hello ${name}`',
    'pages/a/a.json': json({ usingComponents: {} }),
    'pages/a/a.ts': `const app = getApp<IAppOption>()
      Page({ data: { name: app.globalData.word as string }, onShow() { this.getTabBar()!.setData({ selected: 0 }) } })`,
    'pages/a/a.wxml': '<view id="name" class="ink">{{name}}</view>',
    'pages/b/b.ts': "Page({ data: { name: 'b' } })",
    'pages/b/b.wxml': '<view id="name">{{name}}</view>',
    'custom-tab-bar/index.json': json({ component: true }),
    'custom-tab-bar/index.ts': 'Component({ data: { selected: -1 } })',
    'custom-tab-bar/index.wxml': '<view>selected {{selected}}</view>',
  }
  const files = Object.entries(inRoot).map(([name, content]) => [`miniprogram/${name}`, content])
  await start({
    'project.config.json': json({
      miniprogramRoot: 'miniprogram/',
      appid: 'wx0',
      setting: { useCompilerPlugins: ['typescript', 'sass'] },
    }),
    'node_modules/sass/package.json': json({ main: 'sass.js' }),
    'node_modules/sass/sass.js': sass,
    ...(Object.fromEntries(files) as Record<string, string>),
  })
  await shows('Hello Ann')
  await phone.frame.getByText('selected 0').waitFor()
  expect(await phone.frame.locator('#name').evaluate((node) => getComputedStyle(node).color)).toBe('rgb(18, 52, 86)')
})

it('the old names of system information are answered, with WeChat’s warning and who called', async () => {
  await start({
    'pages/a/a.js':
      'Page({\n onLoad() { this.setData({ name: wx.getSystemInfoSync().platform + wx.getWindowInfo().windowWidth }) }\n})',
    'pages/a/a.wxml': '<view id="name">{{name}}</view>',
  })
  await shows('android')
  const warnings = (await phone.log()).filter((line) => line.includes('deprecated'))
  expect(warnings).toEqual([
    expect.stringMatching(/^warning: wx\.getSystemInfoSync is deprecated: .* Called by pages\/a\/a\.js$/),
  ])
})
