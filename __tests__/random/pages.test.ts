/**
 * Pages come and go in any order while calls do, some of them with another copy of the package: one ring, one call, a page
 * that can show it, and no page left behind.
 */
import { TRTCCalling } from '../../lib/api/calling'
import { startCalling } from '../../lib/api/start-calling'
import { SDK_APP_ID } from '../support/chat/signaling'
import { loadCopy } from '../support/town/copies'
import { Town } from '../support/town/town'
import { createFakeWx, createTestPlatform, seededRandom } from '../support/town/wx'

const CALL_PAGE = 'miniprogram_npm/trtc-calling-miniprogram/pages/call/call'
const RUNS = 300

/** What the pages of a subpackage use: `shop`. */
const subpackage = loadCopy()

interface FakePage {
  route: string
  options: object
  view: TRTCCalling | null
}

class App {
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

  constructor() {
    Object.assign(globalThis, { getCurrentPages: () => this.stack })
    const done = (change: (url: string) => void) => (options: { url?: string; success?: () => void }) => {
      change((options.url ?? '').replace(/^\/|\?.*$/g, ''))
      options.success?.()
    }
    Object.assign(this.fake.wx, {
      navigateTo: done((route) => this.push(route)),
      redirectTo: done((route) => {
        this.leave(this.stack.pop())
        this.push(route)
      }),
      navigateBack: done(() => this.pop()),
    })
    this.push('plain')
    this.calling = startCalling(Object.assign({ ...this.options, callPage: true }, { platform: this.platform }))
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

  push(route: string): void {
    this.stack[this.stack.length - 1]?.view?.view.pageChanged(false)
    const page: FakePage = { route, options: {}, view: null }
    this.stack.push(page)
    const hasView = route === CALL_PAGE || route === 'chat' || route === 'shop'
    const more = { onPage: true, context: this.fake.context, platform: this.platform }
    const Calling = route === 'shop' ? subpackage.TRTCCalling : TRTCCalling
    if (hasView) page.view = new Calling({ ...this.options, ...more })
  }

  pop(): void {
    if (this.stack.length < 2) return
    this.leave(this.stack.pop())
    this.stack[this.stack.length - 1]?.view?.view.pageChanged(true)
  }

  reLaunch(route: string): void {
    this.stack
      .splice(0)
      .reverse()
      .forEach((page) => this.leave(page))
    this.push(route)
  }

  private leave(page: FakePage | undefined): void {
    page?.view?.destroy()
  }
}

it.each(Array.from({ length: RUNS / 20 }, (_, n) => n))('group %d of twenty runs', async (group) => {
  jest.useFakeTimers()
  jest.spyOn(console, 'info').mockImplementation()
  let connected = 0
  for (let run = 0; run < 20; run++) {
    const next = seededRandom(group * 20 + run + 1)
    const app = new App()
    const { town } = app
    const bob = await town.signedIn('bob')
    await town.settle()
    const log: string[] = []
    const quietly = (promise: Promise<void>) => void promise.catch(() => undefined)
    const actions: [string, () => void][] = [
      ['push chat', () => app.stack.length < 10 && app.push('chat')],
      ['push shop', () => app.stack.length < 10 && app.push('shop')],
      ['push plain', () => app.stack.length < 10 && app.push('plain')],
      ['pop', () => app.pop()],
      ['relaunch plain', () => app.reLaunch('plain')],
      ['relaunch chat', () => app.reLaunch('chat')],
      ['relaunch shop', () => app.reLaunch('shop')],
      ['bob calls', () => quietly(bob.calling.call({ userID: 'alice', type: 1 }))],
      ['alice calls', () => quietly(app.calling.call({ userID: 'bob', type: 1 }))],
      ['alice accepts', () => quietly(app.calling.accept())],
      ['bob accepts', () => quietly(bob.calling.accept())],
      ['bob hangs up', () => quietly(bob.calling.hangup())],
    ]
    for (let step = 0; step < 14; step++) {
      const [name, act] = actions[Math.floor(next() * actions.length)] as [string, () => void]
      log.push(name)
      act()
      await town.pass(next() < 0.5 ? 0 : 2600)
      const all = [...app.views(), app.calling]
      const seen = { log, fronts: all.filter((one) => one.view.isFront).length <= 1 }
      const tags = all.filter((one) => one.state.pusher !== null).length <= 1
      const calls = new Set(all.map((one) => `${one.state.status} ${one.state.callID}`)).size
      expect({ ...seen, tags, calls }).toEqual({ log, fronts: true, tags: true, calls: 1 })
    }
    await town.pass(3000)
    const { status, shown } = app.calling.state
    const canShow = status === 'idle' || shown || app.views().some((one) => one.view.holdsTags)
    expect({ log, status, canShow }).toEqual({ log, status, canShow: true })
    quietly(bob.calling.hangup())
    quietly(app.calling.hangup())
    await town.pass(40_000)
    expect({
      log,
      top: app.stack[app.stack.length - 1]?.route === CALL_PAGE,
      status: app.calling.state.status,
    }).toEqual({
      log,
      top: false,
      status: 'idle',
    })
    app.stack.forEach(({ view }) => view?.destroy())
    app.calling.destroy()
    connected += app.connected
    await town.settle()
    await town.dispose()
  }
  // they are about calls, after all
  expect(connected).toBeGreaterThan(3)
  Object.assign(globalThis, { getCurrentPages: undefined })
  jest.useRealTimers()
})
