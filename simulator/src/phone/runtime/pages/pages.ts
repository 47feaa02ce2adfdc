import * as glassEasel from 'glass-easel'
import type { Root } from 'glass-easel-miniprogram-adapter'
import { CUSTOM_TAB_BAR, rendererOf, type CompiledMiniProgram, type Renderer } from '../../../mini-program'
import type { PageWindow } from '../../frame'
import type { PhoneLog } from '../../values/log'
import type { Framework } from '../framework'

export type Query = Record<string, string>

/** `this` in a page's methods, as `getCurrentPages()` returns it. */
export type PageCaller = Record<string, unknown>

/** A page that is open, visible or below others. */
export interface Page {
  route: string
  query: Query
  caller: PageCaller
  /** holds the page's DOM; scrolls unless the page forbids it */
  container: HTMLElement
  window: PageWindow
  /** what its user is asked before going back; '': nothing */
  leaveWarning: string
}

/** Distance to the end, in CSS pixels, at which `onReachBottom` fires; WeChat's default. */
const REACH_BOTTOM_DISTANCE = 50

/** The class of what holds a tab bar that the mini program draws. */
const TAB_BAR_LAYER = 'sim-custom-tab-bar'

/** Makes pages and takes them through their life. */
export class Pages {
  private readonly roots = new Map<Page, Root>()
  /** those that draw the tab bar of a page */
  private readonly tabBars = new Map<Page, Root>()

  constructor(
    private readonly miniProgram: CompiledMiniProgram,
    private readonly framework: Framework,
    private readonly screen: HTMLElement,
    /** '': what the mini program says */
    private readonly renderer: Renderer | '',
    private readonly log: PhoneLog,
    private readonly onError: (error: unknown) => void,
    /** a page of this route is about to be made */
    private readonly beforeCreate: (route: string) => void,
  ) {}

  exists(route: string): boolean {
    return this.miniProgram.components[route]?.isPage ?? false
  }

  /** The page is on screen when this returns; `onShow` is the caller's to trigger. */
  create(route: string, query: Query, beforeAttach: (page: Page) => void): Page {
    this.beforeCreate(route)
    const root = this.framework.createRoot(route)
    const page: Page = {
      route,
      query,
      caller: root.get() as unknown as PageCaller,
      container: this.createContainer(route),
      window: { ...this.miniProgram.app.window, ...this.miniProgram.components[route]?.config },
      leaveWarning: '',
    }
    page.container.classList.toggle('sim-fixed', page.window.disableScroll ?? false)
    const { app, components } = this.miniProgram
    const renderer = this.renderer || rendererOf(app, route, components[route]?.config)
    if (renderer === 'skyline') this.makeSkyline(page)
    Object.assign(page.caller, { route, __route__: route, options: query, renderer })
    this.roots.set(page, root)
    passQuery(root, query)
    beforeAttach(page)
    const placeholder = page.container.appendChild(document.createElement('span'))
    root.attach(place(page.container), place(placeholder))
    // above the page, also where that uses the highest z-index there is
    page.container.append(...page.container.getElementsByClassName(TAB_BAR_LAYER))
    this.call(page, 'onLoad', query)
    this.reportScrolling(page)
    return page
  }

  /** Gives a page a tab bar of the mini program's own: each tab page has an instance. */
  addTabBar(page: Page): void {
    const root = this.framework.createRoot(CUSTOM_TAB_BAR)
    const holder = page.container.appendChild(document.createElement('div'))
    holder.className = TAB_BAR_LAYER
    const placeholder = holder.appendChild(document.createElement('span'))
    root.attach(place(holder), place(placeholder))
    this.tabBars.set(page, root)
  }

  /**
   * The tab bar of the page that `component` is, or is on: the instance of the mini program's own component.
   * @param found Skyline gives it later, and only so
   */
  tabBarFor(component: glassEasel.GeneralComponent, found?: (bar: object) => void): object | undefined {
    let root = component
    for (let shadow = root.ownerShadowRoot; shadow; shadow = root.ownerShadowRoot) root = shadow.getHostNode()
    const page = [...this.roots.keys()].find((one) => this.roots.get(one)?.getComponent() === root)
    const bar = page && this.tabBars.get(page)?.get()
    if (!page?.container.classList.contains('sim-skyline')) return bar
    if (bar && found) setTimeout(() => found(bar))
    return undefined
  }

  show(page: Page): void {
    page.container.hidden = false
    this.call(page, 'onShow')
    this.roots.get(page)?.getComponent().triggerPageLifetime('show', [])
  }

  /** After the components' own `ready`, which were queued when the page was attached. */
  readySoon(page: Page): void {
    setTimeout(() => {
      if (this.roots.has(page)) this.call(page, 'onReady')
    })
  }

  hide(page: Page): void {
    this.call(page, 'onHide')
    this.roots.get(page)?.getComponent().triggerPageLifetime('hide', [])
  }

  resized(page: Page, change: object): void {
    this.call(page, 'onResize', change)
    this.roots.get(page)?.getComponent().triggerPageLifetime('resize', [change])
  }

  destroy(page: Page): void {
    this.call(page, 'onUnload')
    for (const roots of [this.roots, this.tabBars]) {
      roots.get(page)?.release()
      roots.delete(page)
    }
    page.container.remove()
  }

  /** The pages that are open, with all that is on them. */
  redraw(renderer: Renderer): void {
    for (const page of this.roots.keys()) this.setLook(page, renderer)
  }

  /** Runs a page's own function, if it has one; what it throws is reported. */
  call(page: Page, name: string, argument?: unknown): void {
    const method = page.caller[name]
    if (typeof method !== 'function') return
    try {
      ;(method as (argument: unknown) => void).call(page.caller, argument)
    } catch (error) {
      this.onError(error)
    }
  }

  /** Skyline has no native navigation bar, and no page that scrolls. */
  private makeSkyline(page: Page): void {
    const { route, window } = page
    if (window.navigationStyle !== 'custom')
      this.log.warn(`${route}: Skyline needs "navigationStyle": "custom" in the page's JSON, or in app.json`)
    window.navigationStyle = 'custom'
    this.setLook(page, 'skyline')
  }

  private setLook({ window, container: { classList } }: Page, renderer: Renderer): void {
    const isSkyline = renderer === 'skyline'
    const {
      defaultDisplayBlock = false,
      defaultContentBox = false,
      enableScrollViewAutoSize = false,
    } = { ...this.miniProgram.app.rendererOptions?.skyline, ...window.rendererOptions?.skyline }
    classList.toggle('sim-skyline', isSkyline)
    classList.toggle('sim-block', isSkyline && defaultDisplayBlock)
    classList.toggle('sim-content-box', isSkyline && defaultContentBox)
    classList.toggle('sim-auto-size', isSkyline && enableScrollViewAutoSize)
  }

  private createContainer(route: string): HTMLElement {
    const container = document.createElement('div')
    container.className = 'sim-page'
    container.dataset.route = route
    return this.screen.appendChild(container)
  }

  private reportScrolling(page: Page): void {
    const { container } = page
    let reached = false
    container.addEventListener('scroll', () => {
      const { scrollTop, scrollHeight, clientHeight } = container
      this.call(page, 'onPageScroll', { scrollTop })
      const near = scrollTop + clientHeight >= scrollHeight - REACH_BOTTOM_DISTANCE
      if (near && !reached) this.call(page, 'onReachBottom')
      reached = near
    })
  }
}

/** glass-easel describes DOM nodes by types of its own. */
function place(node: HTMLElement): glassEasel.GeneralBackendElement {
  return node as unknown as glassEasel.GeneralBackendElement
}

/** Pages made with `Component()` get their query as properties too. */
function passQuery(root: Root, query: Query): void {
  const data = glassEasel.Component.getDataProxy(root.getComponent())
  for (const [name, value] of Object.entries(query)) data.replaceProperty(name, value)
  data.applyDataUpdates(false)
}
