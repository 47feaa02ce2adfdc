import type { Device } from '../../../devices'
import type { Live } from '../../../live/index'
import type { TabBarConfig } from '../../../mini-program'
import { frameOf, INITIAL_FRAME, type FrameState, type PageWindow } from '../../frame'
import { SmallWindow } from './small-window'
import { Value, type ReadableValue } from '../../values/value'
import type { Page, Pages, Query } from './pages'
import { TabBar } from './tab-bar'

/** WeChat's limit on pages above each other. */
const MAX_DEPTH = 10

/** The page stack. Methods throw an Error whose message is the reason, as `errMsg` says it. */
export class Navigation {
  private stack: Page[] = []
  readonly tabs: TabBar
  readonly smallWindow: SmallWindow
  /** tab pages stay alive when another tab is chosen */
  private readonly tabPages = new Map<string, Page>()
  private readonly frameValue = new Value<FrameState>(INITIAL_FRAME)
  private foreground = true

  constructor(
    private readonly pages: Pages,
    tabBar: TabBarConfig | null,
    live: () => Live,
  ) {
    this.smallWindow = new SmallWindow(live, (page, by) => this.windowClosed(page, by))
    const isOnTop = () => this.current !== undefined && this.tabs.has(this.current.route)
    this.tabs = new TabBar(tabBar, isOnTop, () => this.drawFrame())
  }

  get frame(): ReadableValue<FrameState> {
    return this.frameValue
  }

  get current(): Page | undefined {
    return this.stack[this.stack.length - 1]
  }

  get openPages(): readonly Page[] {
    return this.stack
  }

  /** @param prepare is given the new page before its code runs */
  navigateTo(url: string, prepare: (page: Page) => void = () => {}): Page {
    const { route, query } = this.locate(url)
    if (this.tabs.has(route)) throw new Error('can not navigateTo a tabbar page')
    if (this.stack.length >= MAX_DEPTH) throw new Error('webview count limit exceed')
    const below = this.current
    if (below) {
      this.smallWindow.openFor(below, 'push')
      this.pages.hide(below)
    }
    const page = this.open(route, query, prepare)
    if (below) below.container.hidden = true
    return page
  }

  redirectTo(url: string): void {
    const { route, query } = this.locate(url)
    if (this.tabs.has(route)) throw new Error('can not redirectTo a tabbar page')
    const replaced = this.stack.pop()
    if (replaced) this.close(replaced)
    this.open(route, query)
  }

  reLaunch(url: string): void {
    const { route, query } = this.locate(url)
    this.closeAll()
    this.open(route, query)
  }

  switchTab(url: string): void {
    const { route } = this.locate(url)
    if (!this.tabs.has(route)) throw new Error('can not switch to no-tabBar page')
    if (url.includes('?')) throw new Error('url not support queryString')
    if (this.current?.route === route) return
    const leaving = this.current
    if (leaving) this.pages.hide(leaving)
    for (const page of this.stack) {
      if (this.tabPages.get(page.route) === page) page.container.hidden = true
      else this.close(page)
    }
    this.stack = []
    const alive = this.tabPages.get(route)
    if (alive) this.reveal(alive)
    else this.open(route, {})
  }

  navigateBack(delta = 1): void {
    const steps = Math.min(delta, this.stack.length - 1)
    if (steps < 1) throw new Error('cannot navigate back at first page')
    const { current } = this
    for (const page of this.stack.splice(this.stack.length - steps).reverse()) {
      if (this.smallWindow.page === page || (page === current && this.smallWindow.openFor(page, 'pop'))) {
        if (page === current) this.pages.hide(page)
        page.container.hidden = true
      } else this.close(page)
    }
    const top = this.stack.pop()
    if (top) this.reveal(top)
  }

  /** A tap on WeChat's small window leads to its page, in the stack or above it. */
  tapWindow(): void {
    const { page } = this.smallWindow
    if (!page || page === this.current) return
    const above = this.stack.length - 1 - this.stack.indexOf(page)
    if (this.stack.includes(page)) return this.navigateBack(above)
    const { current } = this
    if (current) {
      this.pages.hide(current)
      current.container.hidden = true
    }
    this.reveal(page)
  }

  /** A tap on the tab bar: the page learns of it, whether it was on top already or not. */
  tapTab(route: string): void {
    this.switchTab(`/${route}`)
    if (this.current) this.pages.call(this.current, 'onTabItemTap', this.tabs.itemOf(route))
  }

  /** Changes how the frame shows a page, the visible one unless told otherwise. */
  updateWindow(changes: PageWindow, page = this.current): void {
    if (!page) return
    Object.assign(page.window, changes)
    this.drawFrame()
  }

  /** As if the user had pulled the page down. */
  pullDown(): void {
    if (this.current?.window.enablePullDownRefresh) this.pages.call(this.current, 'onPullDownRefresh')
  }

  /** The page is asked what it would share; there is nobody to share it with. */
  share(): void {
    if (this.current) this.pages.call(this.current, 'onShareAppMessage', { from: 'button' })
  }

  /** The window has another size: the page on top is told, and its components. */
  resized(change: object): void {
    if (this.current) this.pages.resized(this.current, change)
  }

  /** Where the page on top begins on the screen. */
  topOf({ statusBarHeight, navigationBarHeight }: Device): number {
    return this.frameValue.get().customNavigation ? 0 : statusBarHeight + navigationBarHeight
  }

  setDimmed(dimmed: boolean): void {
    this.frameValue.set({ ...this.frameValue.get(), dimmed })
  }

  /** The whole mini program comes to the front or goes behind. */
  setForeground(active: boolean): void {
    if (active === this.foreground) return
    this.foreground = active
    if (!this.current) return
    if (active) {
      this.smallWindow.returnTo(this.current)
      this.pages.show(this.current)
    } else {
      this.smallWindow.openFor(this.current, 'pop')
      this.pages.hide(this.current)
    }
  }

  private open(route: string, query: Query, prepare: (page: Page) => void = () => {}): Page {
    const page = this.pages.create(route, query, (created) => {
      this.stack.push(created)
      if (this.tabs.has(route)) this.tabPages.set(route, created)
      if (this.tabs.has(route) && this.tabs.isCustom) this.pages.addTabBar(created)
      prepare(created)
      // before any of the page's code runs: it may measure the window
      this.drawFrame()
    })
    if (this.foreground) this.pages.show(page)
    this.pages.readySoon(page)
    return page
  }

  private reveal(page: Page): void {
    this.stack.push(page)
    page.container.hidden = false
    this.drawFrame()
    this.smallWindow.returnTo(page)
    this.pages.show(page)
  }

  /** WeChat unloads the page that was in it, wherever it is; without its player it does so where nobody sees the page. */
  private windowClosed(page: Page, by: 'user' | 'player'): void {
    const isOffStack = !this.stack.includes(page)
    if (page === this.current || (by === 'player' && !isOffStack)) return
    this.stack = this.stack.filter((one) => one !== page)
    this.drawFrame()
    // not inside of what its own code does
    setTimeout(() => this.close(page))
  }

  private close(page: Page): void {
    if (this.tabPages.get(page.route) === page) this.tabPages.delete(page.route)
    this.pages.destroy(page)
  }

  private closeAll(): void {
    const hanging = [...this.tabPages.values(), this.smallWindow.page].filter(
      (page): page is Page => page !== null && !this.stack.includes(page),
    )
    this.smallWindow.forget()
    for (const page of [...this.stack.reverse(), ...hanging]) this.close(page)
    this.stack = []
  }

  private locate(url: string): { route: string; query: Query } {
    const [path = '', search = ''] = url.split(/\?(.*)/s)
    const base = `http://page/${this.current?.route ?? ''}`
    const route = decodeURIComponent(new URL(path, base).pathname).slice(1)
    if (!this.pages.exists(route)) throw new Error(`page "${path}" is not found`)
    return { route, query: parseQuery(search) }
  }

  private drawFrame(): void {
    const page = this.current
    if (!page) return
    this.frameValue.set({
      ...frameOf(page.route, page.window),
      canGoBack: this.stack.length > 1,
      tabBar: this.tabs.frameFor(page.route),
      dimmed: this.frameValue.get().dimmed,
    })
  }
}

/** As WeChat hands it to `onLoad`: what was encoded stays encoded. */
export function parseQuery(search: string): Query {
  const query: Query = {}
  for (const part of search.split('&')) {
    if (part === '') continue
    const [name = '', value = ''] = part.split(/=(.*)/s)
    query[name] = value
  }
  return query
}
