/**
 * A tab bar that the mini program draws itself (`tabBar.custom`) lies above all of its page, and WeChat does not hide it:
 * the buttons of a call would be under it. So a call fills the call page, and is a tile on the tab.
 */
import type { StartOptions } from '../../../../lib/api/start-calling'
import { CALL_PAGE, PagedApp } from '../../../support/town/paged-app'
import type { Person } from '../../../support/town/town'

let app: PagedApp
let bob: Person

beforeEach(() => {
  jest.useFakeTimers()
  jest.spyOn(console, 'info').mockImplementation()
})

afterEach(async () => {
  await bob.calling.hangup().catch(() => undefined)
  await app.end()
  jest.useRealTimers()
})

async function open(first: string, options: Partial<StartOptions> = {}): Promise<void> {
  app = new PagedApp(options, first)
  bob = await app.town.signedIn('bob')
}

async function ring(type: 1 | 2 = 1): Promise<void> {
  await bob.calling.call({ userID: 'alice', type })
  await app.town.settle()
}

/** On the call page, which has opened above the tab. */
async function connect(type: 1 | 2 = 1): Promise<void> {
  await ring(type)
  await app.top().accept()
  await app.town.pass(1000)
  expect(app.routes().slice(-1)).toEqual([CALL_PAGE])
}

async function shrink(): Promise<void> {
  app.top().view.shrink()
  await app.town.pass(1000)
}

const stillConnected = () => expect([bob.calling.state.status, bob.ends()]).toEqual(['connected', []])

describe.each(['tab', 'shopTab'])('on a page (%s)', (tab) => {
  it('a call that comes in opens the call page, and the pages are as before when it is over', async () => {
    await open(tab)
    await ring()
    expect(app.routes()).toEqual([tab, CALL_PAGE])
    expect(app.top().view.isFront).toBe(true)
    expect(app.calling.state.shown).toBe(true)
    await bob.calling.hangup()
    await app.town.pass(3000)
    expect(app.routes()).toEqual([tab])
  })

  it('a call that begins there goes on on the call page, whoever begins it', async () => {
    for (const begin of [() => app.top(), () => app.calling]) {
      await open(tab)
      void begin().call({ userID: 'bob', type: 2 })
      await app.town.pass(1000)
      expect(app.routes()).toEqual([tab, CALL_PAGE])
      await bob.calling.accept()
      await app.town.pass(1000)
      expect(app.top().view).toMatchObject({ holdsTags: true, minimized: false })
      expect(app.top().state.pusher).not.toBeNull()
      stillConnected()
      if (begin() !== app.calling) await app.close()
    }
  })

  it('it is a tile once it is shrunk, and a tap on that leads to the call page', async () => {
    await open(tab)
    await connect()
    await shrink()
    expect(app.routes()).toEqual([tab])
    expect(app.top().view).toMatchObject({ isFront: true, holdsTags: true, minimized: true })

    app.top().view.grow()
    await app.town.pass(3000)
    expect(app.routes()).toEqual([tab, CALL_PAGE])
    expect(app.top().view).toMatchObject({ isFront: true, holdsTags: true, minimized: false })
    stillConnected()
  })
})

it('the back gesture on the call page makes it a tile, also while messages come in', async () => {
  await open('tab')
  await connect()
  app.pop()
  bob.calling.setMicMute(true)
  await app.town.pass(3000)
  expect(app.routes()).toEqual(['tab'])
  expect(app.top().view).toMatchObject({ isFront: true, holdsTags: true, minimized: true })
  stillConnected()
})

it('what happens while the call page is on its way back changes nothing', async () => {
  await open('tab')
  await connect(2)
  await shrink()
  const { navigateTo } = app.fake.wx
  Object.assign(app.fake.wx, {
    navigateTo: (options: { url: string }) => void setTimeout(() => void navigateTo(options), 300),
  })
  app.top().view.grow()
  await bob.calling.switchCallType(1).catch(() => undefined)
  await app.town.pass(3000)
  expect(app.routes()).toEqual(['tab', CALL_PAGE])
  expect(app.top().view).toMatchObject({ holdsTags: true, minimized: false })
  stillConnected()
})

it.each([1000, 0])(
  'a call that is not answered yet fills the call page when its tile is tapped, after %d ms',
  async (ms) => {
    await open('tab')
    void app.calling.call({ userID: 'bob', type: 2 })
    // 0: before the room is entered, and before anybody has the live tags
    await app.town.pass(ms)
    app.top().view.shrink()
    await app.town.pass(ms)
    expect(app.routes()).toEqual(['tab'])
    expect(app.top().view).toMatchObject({ isFront: true, minimized: true })
    app.top().view.grow()
    await app.town.settle()
    expect(app.routes()).toEqual(['tab', CALL_PAGE])
  },
)

it('a call that rings is no tile: it has the call page whatever the host minimizes', async () => {
  await open('tab')
  await ring()
  app.top().view.shrink()
  await app.town.pass(1000)
  expect(app.routes()).toEqual(['tab', CALL_PAGE])
  expect(app.top().view.isFront).toBe(true)
})

it('without a call, filling the screen opens nothing', async () => {
  await open('tab')
  app.top().view.grow()
  await app.town.pass(1000)
  expect(app.routes()).toEqual(['tab'])
})

it('a tap on the tile of a page above such a tab brings the call to that page', async () => {
  await open('tab')
  await connect()
  await shrink()
  app.push('chat')
  app.top().view.grow()
  await app.town.pass(3000)
  expect(app.routes()).toEqual(['tab', 'chat'])
  expect(app.top().view).toMatchObject({ isFront: true, holdsTags: true, minimized: false })
  stillConnected()
})

it('a tab bar that Skyline gives later is one, too', async () => {
  await open('plain')
  app.getTabBar = (found) => void setTimeout(() => found({}), 50)
  app.reLaunch('tab')
  await app.town.pass(100)
  await ring()
  expect(app.routes()).toEqual(['tab', CALL_PAGE])
})

it('a tab bar that is there when its page is shown, and was not before, is one', async () => {
  await open('plain')
  app.getTabBar = () => undefined
  app.reLaunch('tab')
  app.getTabBar = () => ({})
  const [tab] = app.views()
  Object.assign(app.contexts[app.contexts.length - 1] ?? {}, { getTabBar: app.getTabBar })
  tab?.view.pageChanged(true)
  await ring()
  expect(app.routes()).toEqual(['tab', CALL_PAGE])
})

it('pages without one show calls as ever, where the function answers with nothing', async () => {
  await open('plain')
  app.getTabBar = () => undefined
  app.reLaunch('tab')
  await ring()
  expect(app.routes()).toEqual(['tab'])
  expect(app.top().view).toMatchObject({ isFront: true })
})

it('without a call page, it shows there all the same', async () => {
  await open('tab', { callPage: false })
  await ring()
  expect(app.routes()).toEqual(['tab'])
  expect(app.calling.state.shown).toBe(true)
  await app.top().accept()
  await app.town.pass(1000)
  await shrink()
  app.top().view.grow()
  await app.town.pass(1000)
  expect(app.top().view).toMatchObject({ isFront: true, holdsTags: true, minimized: false })
  stillConnected()
})

describe('where the call page cannot be opened, it shows there all the same', () => {
  const refuse = () =>
    Object.assign(app.fake.wx, {
      navigateTo: ({ fail }: { fail: (error: { errMsg: string }) => void }) =>
        fail({ errMsg: 'navigateTo:fail page is not found' }),
    })

  it('when it rings', async () => {
    await open('tab')
    const errors: string[] = []
    app.calling.on('ERROR', ({ data }) => errors.push(data.reason))
    refuse()
    await ring()
    expect(errors).toEqual(['CALL_PAGE_MISSING'])
    expect(app.calling.state.shown).toBe(true)
    await app.top().accept()
    await app.town.pass(1000)
    expect(app.top().view).toMatchObject({ isFront: true, holdsTags: true, minimized: false })
    stillConnected()
  })

  it('when the tile is tapped', async () => {
    await open('tab')
    await connect()
    await shrink()
    refuse()
    app.top().view.grow()
    await app.town.pass(3000)
    expect(app.routes()).toEqual(['tab'])
    expect(app.top().view).toMatchObject({ isFront: true, holdsTags: true })
    expect(app.top().state.pusher).not.toBeNull()
    stillConnected()
  })
})
