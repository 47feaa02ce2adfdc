/**
 * Pages come and go in any order while calls do, some of them with another copy of the package, some with a tab bar of the
 * app's own: one ring, one call, a page that can show it, and no page left behind.
 */
import { CALL_PAGE, PagedApp } from '../support/town/paged-app'
import { seededRandom } from '../support/town/wx'

const RUNS = 300

it.each(Array.from({ length: RUNS / 20 }, (_, n) => n))('group %d of twenty runs', async (group) => {
  jest.useFakeTimers()
  jest.spyOn(console, 'info').mockImplementation()
  let connected = 0
  for (let run = 0; run < 20; run++) {
    const next = seededRandom(group * 20 + run + 1)
    const app = new PagedApp()
    const { town } = app
    const bob = await town.signedIn('bob')
    await town.settle()
    const log: string[] = []
    /** the component of the page on top */
    const seen = () => app.stack[app.stack.length - 1]?.view
    const quietly = (promise: Promise<void>) => void promise.catch(() => undefined)
    const actions: [string, () => void][] = [
      ['push chat', () => app.stack.length < 10 && app.push('chat')],
      ['push shop', () => app.stack.length < 10 && app.push('shop')],
      ['push plain', () => app.stack.length < 10 && app.push('plain')],
      ['pop', () => app.pop()],
      ['relaunch plain', () => app.reLaunch('plain')],
      ['relaunch chat', () => app.reLaunch('chat')],
      ['relaunch shop', () => app.reLaunch('shop')],
      ['relaunch tab', () => app.reLaunch('tab')],
      ['relaunch a tab of the shop', () => app.reLaunch('shopTab')],
      ['shrink', () => seen()?.view.shrink()],
      ['the screen is to be filled', () => seen()?.view.grow()],
      ['the page calls', () => quietly(seen()?.call({ userID: 'bob', type: 2 }) ?? Promise.resolve())],
      ['bob calls', () => quietly(bob.calling.call({ userID: 'alice', type: 1 }))],
      ['alice calls', () => quietly(app.calling.call({ userID: 'bob', type: 1 }))],
      ['alice accepts', () => quietly(app.calling.accept())],
      ['bob accepts', () => quietly(bob.calling.accept())],
      ['bob hangs up', () => quietly(bob.calling.hangup())],
    ]
    for (let step = 0; step < 20; step++) {
      const [name, act] = actions[Math.floor(next() * actions.length)] as [string, () => void]
      log.push(name)
      act()
      await town.pass(next() < 0.5 ? 0 : 2600)
      const all = [...app.views(), app.calling]
      const fronts = all.filter((one) => one.view.isFront).length <= 1
      const tags = all.filter((one) => one.state.pusher !== null).length <= 1
      const calls = new Set(all.map((one) => `${one.state.status} ${one.state.callID}`)).size
      expect({ log, fronts, tags, calls }).toEqual({ log, fronts: true, tags: true, calls: 1 })
      // the bar of such a tab would lie above the buttons
      const { status } = app.calling.state
      const isFull = seen()?.view.isFront && (status === 'ringing' || (status !== 'idle' && !seen()?.view.minimized))
      expect({ log, on: isFull ? app.routes().slice(-1)[0] : '' }).toEqual({
        log,
        on: expect.not.stringMatching(/tab/i),
      })
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
    connected += app.connected
    await app.close()
  }
  // they are about calls, after all
  expect(connected).toBeGreaterThan(3)
  jest.useRealTimers()
})
