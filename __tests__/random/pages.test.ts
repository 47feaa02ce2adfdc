/**
 * Pages come and go in any order while calls do, some of them with another copy of the package: one ring, one call, a page
 * that can show it, and no page left behind.
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
    connected += app.connected
    await app.close()
  }
  // they are about calls, after all
  expect(connected).toBeGreaterThan(3)
  jest.useRealTimers()
})
