/** The mini program runtime in Chromium, on the fixture: pages, components, templates, events, styles. */
import { setFixturePhone } from '../../support/simulator/fixture-phone'

jest.setTimeout(60_000)

const phone = setFixturePhone()

const style = (selector: string, property: string) =>
  phone.frame.locator(selector).evaluate((node, name) => getComputedStyle(node).getPropertyValue(name), property)

describe('life cycles', () => {
  it('run in the order of WeChat from launch to ready', async () => {
    await phone.open('', { users: 'kim' })
    await phone.until('getApp().globalData.log.includes("index ready")')
    expect(await phone.journal()).toEqual([
      'app launch pages/index/index kim',
      'app show',
      'card created',
      'card attached index',
      'index load {"user":"kim"}',
      'index show',
      'card page show',
      'card ready',
      'index ready',
    ])
  })

  it('hide the page below and bring it back', async () => {
    const frame = await phone.open()
    await phone.until('getApp().globalData.log.includes("index ready")')
    await phone.clearJournal()
    await frame.locator('#to-wxml').click()
    await phone.until('getApp().globalData.log.includes("card ready")')
    expect(await phone.journal()).toEqual([
      'index hide',
      'card page hide',
      'card created',
      'card attached title',
      'wxml load {"a":"1","b":"%20x"}',
      'card page show',
      'index opened it',
      'card ready',
    ])
    await phone.clearJournal()
    await phone.bars.getByRole('button', { name: 'Back' }).click()
    await phone.until('getApp().globalData.log.includes("index show")')
    expect(await phone.journal()).toEqual(['wxml unload', 'card detached', 'index show', 'card page show'])
  })

  it('follow the phone into the background', async () => {
    await phone.open()
    await phone.until('getApp().globalData.log.includes("index ready")')
    await phone.clearJournal()
    await phone.bars.getByRole('button', { name: 'Leave' }).click()
    await phone.bars.getByRole('button', { name: 'Bring it back' }).click()
    expect(await phone.journal()).toEqual([
      'app hide',
      'index hide',
      'card page hide',
      'app show',
      'index show',
      'card page show',
    ])
  })
})

describe('navigation', () => {
  const go = (api: string, url: string) =>
    phone.evaluate(
      `new Promise((done) => wx.${api}({ url: '${url}', success: () => done('ok'), fail: (e) => done(e.errMsg) }))`,
    )
  const routes = () => phone.evaluate('getCurrentPages().map((page) => page.route)')

  it('keeps a stack of pages', async () => {
    await phone.open()
    expect(await go('navigateTo', '/pages/wxml/wxml')).toBe('ok')
    expect(await go('navigateTo', '../forms/forms')).toBe('ok')
    expect(await go('redirectTo', '/pages/boxes/boxes')).toBe('ok')
    expect(await routes()).toEqual(['pages/index/index', 'pages/wxml/wxml', 'pages/boxes/boxes'])
    await phone.evaluate('wx.navigateBack({ delta: 2 })')
    expect(await routes()).toEqual(['pages/index/index'])
    expect(await go('reLaunch', '/pages/boxes/boxes')).toBe('ok')
    expect(await routes()).toEqual(['pages/boxes/boxes'])
  })

  it('says why it cannot go somewhere', async () => {
    await phone.open()
    expect(await go('navigateTo', '/pages/gone/gone')).toBe('navigateTo:fail page "/pages/gone/gone" is not found')
    expect(await go('navigateTo', '/pages/more/more')).toBe('navigateTo:fail can not navigateTo a tabbar page')
    expect(await go('switchTab', '/pages/wxml/wxml')).toBe('switchTab:fail can not switch to no-tabBar page')
  })

  it('keeps tabs alive', async () => {
    await phone.open()
    await phone.bars.getByRole('button', { name: 'More' }).click()
    await phone.until('getCurrentPages()[0].route === "pages/more/more"')
    await phone.clearJournal()
    await phone.bars.getByRole('button', { name: 'Home' }).click()
    await phone.until('getCurrentPages()[0].route === "pages/index/index"')
    expect(await phone.journal()).toEqual(['more hide', 'index show', 'card page show'])
  })

  it('passes the query to a page made with Component as properties', async () => {
    await phone.open('pages/more/more?a=seven')
    expect(await phone.journal()).toContain('more load seven')
  })

  it('shows what the page says in the bars around it', async () => {
    await phone.open('pages/wxml/wxml')
    await phone.bars.getByText('WXML', { exact: true }).waitFor()
    await phone.evaluate("wx.setNavigationBarTitle({ title: 'Renamed' })")
    await phone.bars.getByText('Renamed').waitFor()
    const page = phone.desk.locator('iframe[name="phone-1"]')
    const below = await page.evaluate((frame) => frame.clientHeight)
    await go('switchTab', '/pages/more/more')
    expect(await phone.evaluate('wx.getSystemInfoSync().windowHeight')).toBe(724 - 50)
    expect(below).toBe(724 - 24 - 48)
  })
})

describe('WXML', () => {
  const text = async (selector: string) => (await phone.frame.locator(selector).textContent())?.trim()

  beforeAll(async () => {
    await phone.open('pages/wxml/wxml')
  })

  it('knows conditions and loops', async () => {
    expect(await text('#branch')).toBe('zero')
    await phone.page('page.setData({ n: 1 })')
    expect(await text('#branch')).toBe('one')
    await phone.page("page.setData({ n: 2, 'people[1].name': 'bob', 'people[2]': { id: 3, name: 'cy' } })")
    expect(await text('#branch')).toBe('many')
    expect(await text('#list')).toBe('0:ann 1:bob 2:cy')
  })

  it('knows templates, includes and WXS', async () => {
    expect(await text('#pair')).toBe('title-right')
    expect(await text('#included')).toBe('included title')
    await phone.page('page.setData({ n: 3 })')
    expect(await text('#wxs')).toBe('t*tl* 6 list')
  })

  it('knows slots, external classes, generics', async () => {
    expect(await text('#card #head')).toBe('head')
    expect(await text('#card #body')).toBe('body')
    expect(await text('#card #title')).toBe('TITLE')
    expect(await style('#card #title', 'color')).toBe('rgb(0, 128, 0)')
    expect(await text('#rows')).toBe('[1][2]')
  })

  it('keeps ids, data and ARIA attributes in the DOM', async () => {
    await phone.frame.getByRole('button', { name: 'title label' }).waitFor()
    expect(await text('[data-testid="tagged"]')).toBe('labelled')
    await phone.page('page.setData({ n: 0 })')
    expect(await phone.frame.locator('#hidden').isVisible()).toBe(false)
    await phone.page('page.setData({ n: 1 })')
    expect(await phone.frame.locator('#hidden').isVisible()).toBe(true)
  })

  it('loads pictures from where the file that names them is', async () => {
    await phone.frame.waitForFunction(
      () => (document.querySelector('#picture img') as HTMLImageElement).naturalWidth === 8,
    )
  })

  it('shows rich text without its scripts', async () => {
    expect(await phone.frame.locator('#rich').innerHTML()).toBe('<b>bold</b>')
  })
})

describe('WXSS', () => {
  beforeAll(async () => {
    await phone.open('pages/wxml/wxml')
  })

  it('measures the screen in rpx, in style attributes too', async () => {
    expect(await style('#wide', 'width')).toBe('375px')
    expect(await style('#picture', 'width')).toBe('20px')
  })

  it('keeps a component apart, unless its script says otherwise', async () => {
    expect(await style('#inside', 'color')).toBe('rgb(0, 0, 0)')
    expect(await style('#chip', 'color')).toBe('rgb(200, 30, 30)')
    expect(await style('#chip', 'padding-left')).toBe('10px')
    expect(await style('#shared', 'color')).toBe('rgb(0, 128, 0)')
    expect(await style('#card', 'display')).toBe('block')
  })

  it("lets a page's rules win over those of app.wxss, also when another page was opened after it", async () => {
    await phone.frame.locator('#wide').evaluate((node) => node.classList.add('warm', 'page-colour'))
    expect(await style('#wide', 'color')).toBe('rgb(0, 128, 0)')
    await phone.evaluate("wx.navigateTo({ url: '/pages/forms/forms' })")
    await phone.until('getCurrentPages().length === 2')
    expect(await style('#wide', 'color')).toBe('rgb(0, 128, 0)')
  })

  it("keeps one page's rules from the next", async () => {
    await phone.evaluate("wx.reLaunch({ url: '/pages/more/more' })")
    await phone.frame.locator('#more').waitFor()
    await phone.frame.locator('#more').evaluate((node) => node.classList.add('page-colour'))
    expect(await style('#more', 'color')).toBe('rgb(200, 30, 30)')
  })
})

describe('components', () => {
  beforeAll(async () => {
    await phone.open('pages/wxml/wxml')
  })

  it('are found by selectors, with their methods and behaviours', async () => {
    expect(await phone.page("page.selectComponent('#card').count()")).toBe(1)
    expect(await phone.page("page.selectComponent('#card').count()")).toBe(2)
    expect(await phone.page("page.selectComponent('#gone')")).toBeNull()
  })

  it('observe their data, properties and paths', async () => {
    await phone.page('page.setData({ amounts: [1, 2, 3] })')
    expect(await phone.frame.locator('#total').textContent()).toBe('6')
    await phone.clearJournal()
    await phone.page("page.selectComponent('#card').renumber(7)")
    expect(await phone.journal()).toEqual(['card saw 7'])
  })
})

describe('events', () => {
  const seen = () => phone.page('page.seenNames.splice(0)')

  beforeAll(async () => {
    await phone.open('pages/events/events')
  })

  it('bubble, are caught, captured, and exclude each other', async () => {
    await phone.frame.locator('#inner').click()
    expect(await seen()).toEqual(['tap inner', 'tap outer'])
    await phone.frame.locator('#caught').click()
    expect(await seen()).toEqual(['tap caught'])
    await phone.frame.locator('#first').click()
    expect(await seen()).toEqual(['tap first', 'tap outer'])
    await phone.frame.locator('#captured').click()
    expect(await seen()).toEqual(['tap capture', 'tap target', 'tap capture'])
  })

  it('carry data, marks and touches', async () => {
    await phone.frame.locator('#inner').click()
    expect(await phone.page('page.last')).toMatchObject({
      type: 'tap',
      mark: { place: 'here' },
      target: { id: 'inner', dataset: { name: 'inner', object: { a: 1 } } },
      currentTarget: { id: 'outer', dataset: { name: 'outer' } },
      touches: [{ pageX: expect.any(Number) as number }],
    })
    expect(await phone.page('page.touch.type')).toBe('touchstart')
    await seen()
  })

  it('come out of components as these say', async () => {
    await phone.page("page.selectComponent('#card').choose()")
    expect(await seen()).toEqual(['choose kim card', 'choose kim card'])
  })

  it('are taps for the keyboard too, but not for a disabled button', async () => {
    await phone.frame.locator('#off').click({ force: true })
    expect(await seen()).toEqual([])
  })

  it('tell a long press from a tap where somebody listens to it', async () => {
    await phone.frame.locator('#inner').click({ delay: 500 })
    expect(await seen()).toEqual(['longpress outer'])
    await phone.frame.locator('#pressed').click({ delay: 500 })
    expect(await seen()).toEqual(['tap pressed'])
  })

  it('give an element its hover-class while it is pressed', async () => {
    await phone.frame.locator('#pressed').hover()
    await phone.desk.mouse.down()
    expect(await style('#pressed', 'background-color')).toBe('rgb(1, 2, 3)')
    await phone.desk.mouse.up()
    await phone.frame.waitForFunction(
      () => getComputedStyle(document.querySelector('#pressed') as Element).backgroundColor !== 'rgb(1, 2, 3)',
    )
    await seen()
  })

  it('follow a finger, inside and outside of the element', async () => {
    await phone.frame.locator('#drag').hover()
    await phone.desk.mouse.down()
    await phone.desk.mouse.move(5, 5, { steps: 3 })
    await phone.desk.mouse.up()
    expect(await phone.page('page.drags')).toBe(3)
  })

  it('move a movable view within its area', async () => {
    const box = await phone.frame.locator('#movable').boundingBox()
    if (!box) throw new Error('#movable is not visible')
    await phone.frame.locator('#movable').hover()
    await phone.desk.mouse.down()
    await phone.desk.mouse.move(box.x + 1000, box.y + 1000, { steps: 2 })
    await phone.desk.mouse.up()
    await phone.until('getCurrentPages()[0].moves.length > 0')
    expect(await phone.page('page.moves.pop()')).toEqual({ x: 150, y: 50, source: 'touch' })
  })
})
