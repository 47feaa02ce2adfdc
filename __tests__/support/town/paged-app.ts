/**
 * An app whose pages come and go: some with the component, as one sees it from outside (`chat`), some with that of another
 * copy of the package (`shop`), tabs whose bar the app draws itself (`tab`; the other copy: `shopTab`), the call page, and
 * others.
 */
import { TRTCCalling } from '../../../lib/api/calling'
import { startCalling } from '../../../lib/api/start-calling'
import type { StartOptions } from '../../../lib/api/start-calling'
import { SDK_APP_ID } from '../chat/signaling'
import { loadCopy } from './copies'
import { Town } from './town'
import { createFakeWx, createTestPlatform } from './wx'

export const CALL_PAGE = 'miniprogram_npm/trtc-calling-miniprogram/pages/call/call'
/** What the pages of a subpackage use: `shop`. */
const subpackage = loadCopy()

interface FakePage {
  route: string
  options: object
  view: TRTCCalling | null
}

export class PagedApp {
  readonly town = new Town()
  stack: FakePage[] = []
  readonly fake = createFakeWx()
  readonly platform = createTestPlatform(this.fake, { seed: 3 })
  readonly options = {
    sdkAppID: SDK_APP_ID,
    userID: 'alice',
    userSig: 'x',
    type: 1 as const,
    tim: this.town.chat.client(),
  }
  readonly calling: TRTCCalling
  connected = 0
  /** of the pages with a tab bar of the app's own: at once, as in a WebView */
  getTabBar: (found: (bar: object) => void) => object | undefined = () => ({})
  /** what the pages of the stack, and of before, hold their components in; the newest last */
  readonly contexts: object[] = []

  /**
   * @param first the page that is there from the beginning
   */
  constructor(options: Partial<StartOptions> = {}, first = 'plain') {
    Object.assign(globalThis, { getCurrentPages: () => this.stack })
    const done =
      (change: (url: string, delta: number) => void) =>
      (options: { url?: string; delta?: number; success?: () => void }) => {
        change((options.url ?? '').replace(/^\/|\?.*$/g, ''), options.delta ?? 1)
        options.success?.()
      }
    Object.assign(this.fake.wx, {
      navigateTo: done((route) => this.push(route)),
      redirectTo: done((route) => {
        this.leave(this.stack.pop())
        this.push(route)
      }),
      navigateBack: done((_, delta) => this.pop(delta)),
    })
    this.push(first)
    this.calling = startCalling(
      Object.assign({ ...this.options, callPage: true, ...options }, { platform: this.platform }),
    )
    this.calling.on('USER_ENTER', () => (this.connected += 1))
    const holder = () => this.views().find((one) => one.view.holdsTags)
    this.town.media.attach('alice', {
      pusher: () => holder()?.state.pusher ?? null,
      players: () => holder()?.state.players ?? [],
      onPusherEvent: (event) => holder()?.onPusherEvent(event),
      onPlayerEvent: (event) => holder()?.onPlayerEvent(event),
      wx: this.fake,
    })
  }

  views(): TRTCCalling[] {
    return this.stack.flatMap(({ view }) => view ?? [])
  }

  routes(): string[] {
    return this.stack.map(({ route }) => route)
  }

  /** What the user sees. */
  top(): TRTCCalling {
    const view = this.stack[this.stack.length - 1]?.view
    if (!view) throw new Error('the page on top has no component')
    return view
  }

  push(route: string): void {
    this.stack[this.stack.length - 1]?.view?.view.pageChanged(false)
    const page: FakePage = { route, options: {}, view: null }
    this.stack.push(page)
    const hasView = [CALL_PAGE, 'chat', 'shop', 'tab', 'shopTab'].includes(route)
    const context = /tab/i.test(route) ? { ...this.fake.context, getTabBar: this.getTabBar } : this.fake.context
    this.contexts.push(context)
    const more = { onPage: true, context, platform: this.platform }
    const Calling = route.startsWith('shop') ? subpackage.TRTCCalling : TRTCCalling
    if (hasView) page.view = new Calling({ ...this.options, ...more })
  }

  pop(pages = 1): void {
    if (this.stack.length < 2) return
    for (let left = pages; left > 0 && this.stack.length > 1; left--) this.leave(this.stack.pop())
    this.stack[this.stack.length - 1]?.view?.view.pageChanged(true)
  }

  reLaunch(route: string): void {
    this.stack
      .splice(0)
      .reverse()
      .forEach((page) => this.leave(page))
    this.push(route)
  }

  /** Afterwards there are no pages any more, nor anything else that the package had of the phone. */
  async end(): Promise<void> {
    // what rings or runs is over by then
    await this.town.pass(40_000)
    await this.close()
    expect(this.platform.pendingTimers()).toBe(0)
    expect(this.fake.listenerCount()).toBe(0)
  }

  async close(): Promise<void> {
    this.stack.forEach(({ view }) => view?.destroy())
    this.calling.destroy()
    await this.town.settle()
    await this.town.dispose()
    Object.assign(globalThis, { getCurrentPages: undefined })
  }

  private leave(page: FakePage | undefined): void {
    page?.view?.destroy()
  }
}
