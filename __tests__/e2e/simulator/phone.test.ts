/** What a phone offers besides pages: elements, `wx.*`, the sandbox, errors; and what the desk does to a phone. */
import type { Desk } from '../../../simulator/src/desk/desk'
import { FixturePhone, setFixturePhone } from '../../support/simulator/fixture-phone'
import { writeMiniProgram } from '../../support/simulator/mini-program'

declare const desk: Desk

jest.setTimeout(60_000)

const phone = setFixturePhone()

const wx = (call: string) =>
  phone.evaluate(`wx.${call}`).then(
    (result) => result,
    (error: unknown) => String(error),
  )

describe('form controls', () => {
  const notes = () => phone.page('page.notes.splice(0)')

  beforeAll(async () => {
    await phone.open('pages/forms/forms')
  })

  it('take text, within its length', async () => {
    const field = phone.frame.getByPlaceholder('your text')
    await field.pressSequentially('hello world')
    await field.press('Enter')
    await phone.until('getCurrentPages()[0].notes.includes("confirm hello worl")')
    expect(await phone.page('page.data.text')).toBe('hello worl')
    await phone.page("page.setData({ text: 'set' })")
    expect(await field.inputValue()).toBe('set')
    await notes()
  })

  it('report choices', async () => {
    await phone.frame.getByRole('switch', { name: 'power' }).click()
    await phone.frame.getByText('I agree').click()
    await phone.frame.locator('#large input').click()
    await phone.frame.locator('#slider input').fill('70')
    await phone.until('getCurrentPages()[0].notes.length >= 4')
    expect(await notes()).toEqual(['change true', 'change yes', 'change l', 'change 70'])
  })

  it('let one pick from a list', async () => {
    await phone.frame.locator('#picker').click()
    await phone.frame.locator('.sim-sheet select').selectOption({ label: 'pear' })
    await phone.frame.getByRole('button', { name: 'OK' }).click()
    await phone.until('getCurrentPages()[0].notes.length > 0')
    expect(await notes()).toEqual(['change 1'])
  })

  it('are collected by their form, and reset by it', async () => {
    await phone.frame.locator('#submit').click()
    await phone.until('Boolean(getCurrentPages()[0].form)')
    expect(await phone.page('page.form')).toEqual({
      text: 'set',
      long: 'long',
      switch: true,
      agree: ['yes'],
      size: 'l',
      amount: 70,
      fruit: 1,
    })
    await phone.frame.locator('#clear').click()
    await phone.until('getCurrentPages()[0].notes.includes("reset")')
    expect(await phone.frame.getByRole('switch', { name: 'power' }).isChecked()).toBe(false)
  })

  it('write back through model:', async () => {
    await phone.frame.locator('#bound input').fill('two')
    expect(await phone.frame.locator('#mirror').textContent()).toBe('two')
  })
})

describe('containers', () => {
  beforeAll(async () => {
    await phone.open('pages/boxes/boxes')
  })

  it('scroll, to a child and to the end', async () => {
    await phone.page("page.setData({ target: 'row-5' })")
    await phone.until('getCurrentPages()[0].scrollTop === 140')
    await phone.page("page.setData({ target: 'row-9' })")
    await phone.until('getCurrentPages()[0].notes.includes("ended")')
  })

  it('swipe', async () => {
    await phone.page('page.setData({ current: 1 })')
    await phone.until('getCurrentPages()[0].notes.includes("swiped 1")')
  })

  it('are measured by selector queries', async () => {
    const rect = await phone.evaluate(
      "new Promise((done) => wx.createSelectorQuery().select('#measured').boundingClientRect(done).exec())",
    )
    expect(rect).toMatchObject({ id: 'measured', width: 100, height: 30 })
  })
})

describe('wx', () => {
  beforeAll(async () => {
    await phone.open()
  })

  it('keeps data per phone, with its type', async () => {
    await wx("setStorageSync('a', { n: 1 })")
    expect(await wx("getStorageSync('a')")).toEqual({ n: 1 })
    expect(await wx("getStorageSync('b')")).toBe('')
    expect(await wx("getStorage({ key: 'b' }).catch((e) => e.errMsg)")).toBe('getStorage:fail data not found')
    await wx("removeStorageSync('a')")
    expect(await wx("getStorageSync('a')")).toBe('')
  })

  it('describes the phone', async () => {
    expect(await wx('getSystemInfoSync()')).toMatchObject({
      SDKVersion: '2.32.3',
      platform: 'android',
      language: 'en',
      screenHeight: 724,
      statusBarHeight: 24,
      safeArea: { top: 24, bottom: 724 },
    })
    expect(await wx('getMenuButtonBoundingClientRect()')).toMatchObject({ right: 368, width: 87, height: 32 })
    expect(await wx("canIUse('live-pusher') && wx.canIUse('getSystemInfoSync.return.safeArea')")).toBe(true)
    expect(await wx("canIUse('makeCoffee')")).toBe(false)
  })

  it('shows toasts, boxes and sheets', async () => {
    await wx("showToast({ title: 'Saved' })")
    await phone.frame.getByText('Saved').waitFor()
    const confirmed = phone.evaluate("wx.showModal({ title: 'Sure?', content: 'Really' })")
    await phone.frame.getByRole('dialog', { name: 'Sure?' }).getByRole('button', { name: 'OK' }).click()
    expect(await confirmed).toMatchObject({ confirm: true, cancel: false })
    const chosen = phone.evaluate("wx.showActionSheet({ itemList: ['one', 'two'] })")
    await phone.frame.getByRole('button', { name: 'two' }).click()
    expect(await chosen).toMatchObject({ tapIndex: 1 })
  })

  it('reaches the signing service at the address of the example, on any port', async () => {
    const answer = await phone.evaluate(`new Promise((done) => wx.request({
      url: 'http://127.0.0.1:8080/usersig', method: 'POST', data: { userID: 'alice' }, success: done, fail: done,
    }))`)
    expect(answer).toMatchObject({ statusCode: 200, data: { sdkAppID: 1400000000, userID: 'alice' } })
  })

  it('asks before it hands out the camera, and remembers the answer', async () => {
    await phone.open('', { faults: 'phone-1:ask-camera' })
    expect(await wx('getSetting()')).toMatchObject({ authSetting: { 'scope.record': true } })
    const allowed = phone.evaluate("wx.authorize({ scope: 'scope.camera' })")
    await phone.frame.getByRole('button', { name: 'Allow' }).click()
    expect(await allowed).toMatchObject({ errMsg: 'authorize:ok' })
    expect(await wx('getSetting()')).toMatchObject({ authSetting: { 'scope.camera': true } })
  })

  it('has a way to the settings when the camera was denied', async () => {
    await phone.open('', { faults: 'phone-1:deny-camera' })
    expect(await wx("authorize({ scope: 'scope.camera' }).catch((e) => e.errMsg)")).toBe('authorize:fail auth deny')
    const settings = phone.evaluate('wx.openSetting()')
    await phone.frame.getByLabel('Camera').check()
    await phone.frame.getByRole('button', { name: 'Done' }).click()
    expect(await settings).toMatchObject({ authSetting: { 'scope.camera': true } })
  })

  it('asks for the privacy agreement', async () => {
    await phone.open('', { privacy: 'unasked' })
    const declined = phone.evaluate('wx.requirePrivacyAuthorize().catch((e) => e.errno)')
    await phone.frame.getByRole('button', { name: 'Decline' }).click()
    expect(await declined).toBe(104)
    const accepted = phone.evaluate('wx.requirePrivacyAuthorize()')
    await phone.frame.getByRole('button', { name: 'Accept' }).click()
    expect(await accepted).toMatchObject({ errMsg: 'requirePrivacyAuthorize:ok' })
  })

  it('lacks what it lacks, and says so once', async () => {
    await phone.open()
    expect(await phone.evaluate('[typeof wx.makeCoffee, typeof wx.makeCoffee]')).toEqual(['undefined', 'undefined'])
    const warnings = (await phone.log()).filter((line) => line.includes('makeCoffee'))
    expect(warnings).toEqual(['warning: wx.makeCoffee does not exist in the simulator'])
    expect(await phone.evaluate('typeof wx.SomeSDK')).toBe('undefined')
    expect(String(await phone.log())).not.toContain('SomeSDK')
  })
})

describe('the sandbox', () => {
  beforeAll(async () => {
    await phone.open()
  })

  it('has the language and no browser', async () => {
    const kinds =
      'typeof window + typeof document + typeof fetch + typeof WebSocket + typeof localStorage + typeof RTCPeerConnection'
    expect(await phone.evaluate(kinds)).toBe('undefined'.repeat(6))
    expect(await phone.evaluate('typeof Promise + typeof setTimeout + typeof globalThis.wx')).toBe(
      'functionfunctionobject',
    )
  })

  it('has timers that are called in any way', async () => {
    const waited = 'new Promise((done) => globalThis.setTimeout(() => setTimeout(() => done("waited"))))'
    expect(await phone.evaluate(waited)).toBe('waited')
    expect(await phone.evaluate('globalThis.clearInterval(globalThis.setInterval(() => {}, 9))')).toBeUndefined()
  })

  it('runs every module once and by the rules of WeChat', async () => {
    await phone.open('pages/wxml/wxml')
    expect(await phone.page('[page.near, page.paths]')).toEqual([
      'near-kit',
      {
        relative: 'circle',
        up: 'circle',
        fromRoot: 'circle',
        bare: 'circle',
        folder: 'shapes',
        json: 1,
        npm: 'demo-kit',
        npmFile: 'demo-kit/extra',
      },
    ])
  })
})

describe('setData', () => {
  beforeAll(async () => {
    await phone.open()
  })

  it('is logged with its size', async () => {
    await phone.page('page.setData({ count: 12 })')
    await phone.desk.getByRole('tab', { name: 'setData' }).click()
    const row = phone.desk.locator('.patch').filter({ hasText: 'count' })
    expect(await row.textContent()).toContain('pages/index/index12 Bcount')
  })

  it('warns of what a phone would lose', async () => {
    await phone.page('page.setData({ count: undefined, when: new Date() })')
    expect(await phone.page('page.data.count')).toBe(12)
    expect(await phone.log()).toEqual(
      expect.arrayContaining([
        'warning: pages/index/index: setData count: undefined is not set',
        'warning: pages/index/index: setData when: a Date becomes a string',
      ]),
    )
  })

  it('refuses more than a megabyte', async () => {
    await phone.page("page.setData({ big: 'x'.repeat(1024 * 1024) })")
    expect(await phone.page('page.data.big')).toBeUndefined()
    expect((await phone.log()).pop()).toMatch(/^error: pages\/index\/index: setData of 1048586 bytes refused/)
  })
})

describe('errors', () => {
  const start = async (files: Record<string, string>) => {
    const broken = new FixturePhone()
    await broken.start(writeMiniProgram(files))
    try {
      await broken.open()
      const card = broken.frame.getByRole('alert')
      await card.waitFor()
      await broken.frame.waitForFunction(() => document.querySelectorAll('.sim-problems li').length > 0)
      const found = await card.getByRole('listitem').count()
      const shown = (await broken.frame.locator('.sim-page').allInnerTexts()).join()
      return { text: await card.innerText(), found, shown, reports: [...broken.simulator.reports] }
    } finally {
      await broken.close()
    }
  }

  it('of a script are shown on the phone and reported with the line of the source', async () => {
    const { text, reports } = await start({
      'pages/a/a.js': "import './b'\n\n// a comment\n\nPage({\n  onLoad() {\n    wx.request.nothing.here()\n  },\n})\n",
      'pages/a/b.js': '',
    })
    expect(text).toContain('The mini program failed')
    expect(text).toContain('TypeError')
    expect(text).toMatch(/pages\/a\/a\.js:7:\d+/)
    expect(reports).toHaveLength(1)
    expect(reports[0]?.stack).toMatch(/pages\/a\/a\.js:7:\d+/)
  })

  it('of the compiler are shown on the phone', async () => {
    const { text } = await start({ 'pages/a/a.wxml': '<view>\n{{ a + }}</view>' })
    expect(text).toContain('The mini program does not compile')
    expect(text).toContain('pages/a/a.wxml:2:8 error')
  })

  it('of the compiler are shown once, and the page without what they spoiled', async () => {
    const { text, found, shown, reports } = await start({ 'pages/a/a.js': 'Page({\n  data: ]\n})' })
    expect(text).toContain('The mini program does not compile')
    expect(text).toContain('pages/a/a.js:2:9 error')
    expect(found).toBe(1)
    expect(shown).toBe('a')
    expect(reports).toEqual([])
  })

  it('of an event without a handler are in the log', async () => {
    const broken = new FixturePhone()
    await broken.start(writeMiniProgram({ 'pages/a/a.wxml': '<view bindtap="onTpa">tap me</view>' }))
    await broken.open()
    await broken.frame.getByText('tap me').click()
    expect(await broken.log()).toEqual(['warning: pages/a/a: no method "onTpa" to handle the event "tap"'])
    await broken.close()
  })

  it('of a WXS module name the page', async () => {
    const wxs = '<wxs module="m">module.exports = { f: function () { return undefined.x } }</wxs>{{ m.f() }}'
    const { text } = await start({ 'pages/a/a.wxml': wxs })
    expect(text).toMatch(/TypeError: .*undefined[^]*in pages\/a\/a/)
  })

  it('of the app are reported by the phone whenever they happen, and an onError that throws ends there', async () => {
    const broken = new FixturePhone()
    const app = "App({ onShow() { throw new Error('shown') }, onError() { throw new Error('told') } })"
    await broken.start(writeMiniProgram({ 'app.js': app }))
    await broken.open()
    await broken.desk.evaluate(() => desk.phone('phone-1').setForeground(false))
    await broken.desk.evaluate(() => desk.phone('phone-1').setForeground(true))
    await broken.frame.getByText('Error: shown ×2').waitFor()
    await broken.frame.getByText('Error: told ×2').waitFor()
    expect(broken.simulator.reports.map(({ message }) => message)).toEqual([
      'Error: shown',
      'Error: told',
      'Error: shown',
      'Error: told',
    ])
    await broken.close()
  })
})

describe('the desk', () => {
  const state = () => phone.desk.evaluate(() => desk.phone('phone-1').state.get())

  it('cuts the network', async () => {
    await phone.open('', { panel: 'faults' })
    await phone.evaluate('wx.onNetworkStatusChange((status) => { getApp().network = status })')
    await phone.desk.getByLabel('Network').selectOption('Offline')
    await phone.until('Boolean(getApp().network)')
    expect(await phone.evaluate('getApp().network')).toEqual({ isConnected: false, networkType: 'none' })
    const failure = await phone.evaluate(
      "new Promise((done) => wx.request({ url: 'http://127.0.0.1:8080/usersig', fail: (e) => done(e.errMsg) }))",
    )
    expect(failure).toBe('request:fail net::ERR_INTERNET_DISCONNECTED')
    expect(phone.simulator.relay.snapshot().phones).toMatchObject([{ phone: 'phone-1', faults: { offline: true } }])
  })

  it('starts with the faults of its address', async () => {
    await phone.open('', { faults: 'phone-1:4g+deny-mic+delay=300' })
    expect(await state()).toMatchObject({
      network: '4g',
      permissions: { camera: 'granted', record: 'denied' },
      messageFaults: { delay: 300 },
    })
    expect(await wx('getNetworkType()')).toMatchObject({ networkType: '4g' })
  })

  it('crashes a phone and starts it again', async () => {
    await phone.open('', { panel: 'faults' })
    await phone.desk.getByRole('button', { name: 'Crash' }).click()
    await phone.bars.getByText('The mini program has crashed').waitFor()
    expect(await state()).toMatchObject({ running: false })
    await phone.bars.locator('.cover').getByRole('button', { name: 'Restart' }).click()
    await phone.desk.frameLocator('iframe[name="phone-1"]').locator('#count').waitFor()
    expect(await state()).toMatchObject({ running: true })
  })

  it('adds a second device of the same account', async () => {
    await phone.open('', { panel: 'faults', users: 'kim' })
    await phone.desk.getByRole('button', { name: 'Second device' }).click()
    const second = phone.desk.frameLocator('iframe[name="phone-2"]')
    await second.locator('#count').waitFor()
    expect(new URL(phone.desk.url()).searchParams.get('users')).toBe('kim,kim@Android')
  })

  it('speaks Chinese', async () => {
    await phone.open('', { lang: 'zh' })
    await phone.desk.getByRole('tab', { name: '信令' }).waitFor()
    expect(await wx('getSystemInfoSync().language')).toBe('zh_CN')
  })
})
